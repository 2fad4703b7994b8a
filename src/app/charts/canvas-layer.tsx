import { useLayoutEffect, type RefObject } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { strokeOf } from './palette.ts';
import type { Curve, Point } from './series.ts';

/** From a point in data units to pixels in the chart, once the chart has been laid out. */
export type ToScreen = (point: Point) => { x: number; y: number };

interface CanvasLayerProps {
  readonly curves: readonly Curve[];
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly toScreen: RefObject<ToScreen | undefined>;
  readonly dark: boolean;
  /** Others are highlighted: these step back. */
  readonly faded: boolean;
}

function drawCurve(context: CanvasRenderingContext2D, points: readonly Point[], toScreen: ToScreen) {
  let drawing = false;
  context.beginPath();
  for (const point of points) {
    if (!Number.isFinite(point.y)) {
      drawing = false;
      continue;
    }
    const { x, y } = toScreen(point);
    if (drawing) context.lineTo(x, y);
    // A dot starts every stretch, so that a single epoch is visible too.
    else context.arc(x, y, 1, 0, 2 * Math.PI);
    drawing = true;
  }
  context.stroke();
}

/**
 * The many curves, on one canvas under the chart's axes: hundreds cost what a few SVG lines cost. Lives inside the
 * recharts chart because only there its scales can be read.
 */
export function CanvasLayer({ curves, canvas, toScreen, dark, faded }: CanvasLayerProps) {
  const area = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !area || !xScale || !yScale) return;
    const place: ToScreen = ({ x, y }) => ({ x: xScale(x) ?? 0, y: yScale(y) ?? 0 });
    toScreen.current = place;

    const ratio = devicePixelRatio;
    const [width, height] = [area.x + area.width + 8, area.y + area.height + 8];
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;

    context.scale(ratio, ratio);
    context.beginPath();
    context.rect(area.x, area.y, area.width + 4, area.height);
    context.clip();
    context.lineWidth = 1.5;
    context.lineJoin = 'round';
    context.globalAlpha = faded ? 0.28 : 0.95;
    for (const { index, points } of curves) {
      const { colour, dash } = strokeOf(index, dark);
      context.strokeStyle = colour;
      context.setLineDash([...dash]);
      drawCurve(context, points, place);
    }
  }, [area, xScale, yScale, curves, canvas, toScreen, dark, faded]);

  return null;
}
