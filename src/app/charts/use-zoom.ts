import { useCallback, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { PlotArea } from './draw.ts';
import { covers, cut, panned, wheelFactor, zoomed, type ViewWindow, type YScale } from './view-window.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  readonly from: Place;
  readonly to: Place;
  readonly pans: boolean;
  /** The window when the drag began. */
  readonly window: ViewWindow;
}

/** A pointer that has moved less has clicked. */
const CLICK = 6;
const STEP = 0.15;

export interface Zoom {
  /** The part that is looked at; undefined: all. */
  readonly window: ViewWindow | undefined;
  /** The rectangle that is being drawn, in pixels of the chart. */
  readonly box: { left: number; top: number; width: number; height: number } | undefined;
  readonly reset: () => void;
  readonly by: (factor: number) => void;
  readonly pan: (right: number, up: number) => void;
  /** The wheel with Ctrl held, or two fingers on a trackpad: closer or further around the pointer. */
  readonly onWheel: (event: WheelEvent, area: PlotArea | undefined) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>, area: PlotArea | undefined) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>, area: PlotArea | undefined) => void;
  /** Returns whether it was a click. */
  readonly onPointerUp: (area: PlotArea | undefined) => boolean;
}

const placeOf = (event: { clientX: number; clientY: number; currentTarget: HTMLElement }): Place => {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

/** As shares of the plot area from its lower left corner. */
const shareOf = ({ x, y }: Place, area: PlotArea): Place => ({
  x: Math.min(1, Math.max(0, (x - area.x) / area.width)),
  y: Math.min(1, Math.max(0, 1 - (y - area.y) / area.height)),
});

/**
 * Zooming and panning a chart whose whole frame is `whole` (the same object while it is the same frame): draw a rectangle to look closer, Shift and draw to pan,
 * + − 0 and the arrow keys; Ctrl and the wheel; or the functions, for buttons.
 */
export function useZoom(whole: ViewWindow, yScale: YScale): Zoom {
  const [window, setWindow] = useState<ViewWindow>();
  const [drag, setDrag] = useState<Drag>();
  const now = window ?? whole;
  const look = useCallback((next: ViewWindow) => setWindow(covers(next, whole) ? undefined : next), [whole]);
  const by = useCallback(
    (factor: number) => look(zoomed(window ?? whole, factor, yScale)),
    [look, window, whole, yScale],
  );
  const pan = useCallback(
    (right: number, up: number) => window && look(panned(window, right, up, yScale)),
    [look, window, yScale],
  );
  const onWheel = useCallback(
    (event: WheelEvent, area: PlotArea | undefined) => {
      // Without the key the page scrolls, as everywhere.
      if (!area || !(event.ctrlKey || event.metaKey) || !(event.currentTarget instanceof HTMLElement)) return;
      event.preventDefault();
      const { clientX, clientY, currentTarget } = event;
      const at = shareOf(placeOf({ clientX, clientY, currentTarget }), area);
      look(zoomed(window ?? whole, wheelFactor(event.deltaY), yScale, at));
    },
    [look, window, whole, yScale],
  );
  const reset = useCallback(() => setWindow(undefined), []);
  const isBox = drag && !drag.pans && Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) >= CLICK;

  return {
    window,
    box: isBox
      ? {
          left: Math.min(drag.from.x, drag.to.x),
          top: Math.min(drag.from.y, drag.to.y),
          width: Math.abs(drag.to.x - drag.from.x),
          height: Math.abs(drag.to.y - drag.from.y),
        }
      : undefined,
    reset,
    by,
    pan,
    onWheel,
    onKeyDown: (event) => {
      const moves: Readonly<Record<string, () => void>> = {
        '+': () => by(0.7),
        '=': () => by(0.7),
        '-': () => by(1 / 0.7),
        '0': reset,
        ArrowLeft: () => pan(-STEP, 0),
        ArrowRight: () => pan(STEP, 0),
        ArrowUp: () => pan(0, STEP),
        ArrowDown: () => pan(0, -STEP),
      };
      const move = moves[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      move();
    },
    onPointerDown: (event, area) => {
      // A finger scrolls the page; the buttons zoom.
      if (!area || event.button !== 0 || event.pointerType === 'touch') return;
      const from = placeOf(event);
      setDrag({ from, to: from, pans: event.shiftKey, window: now });
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event, area) => {
      if (!drag || !area) return;
      const to = placeOf(event);
      setDrag({ ...drag, to });
      if (!drag.pans) return;
      const right = (drag.from.x - to.x) / area.width;
      const up = (to.y - drag.from.y) / area.height;
      setWindow(panned(drag.window, right, up, yScale));
    },
    onPointerUp: (area) => {
      setDrag(undefined);
      if (!drag) return true;
      if (Math.hypot(drag.to.x - drag.from.x, drag.to.y - drag.from.y) < CLICK) return true;
      if (area && !drag.pans)
        look(cut(drag.window, shareOf(drag.from, area), shareOf(drag.to, area), yScale));
      return false;
    },
  };
}
