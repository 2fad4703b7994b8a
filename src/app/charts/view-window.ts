/**
 * The part of a chart that is looked at, in data units, and moving it. Pure. A logarithmic axis is moved along its
 * logarithm, so that a step looks equally long wherever it starts.
 */
export type Span = readonly [low: number, high: number];

export interface ViewWindow {
  readonly x: Span;
  readonly y: Span;
}

export type YScale = 'linear' | 'log';

const forth = (value: number, scale: YScale) => (scale === 'log' ? Math.log10(value) : value);
const back = (value: number, scale: YScale) => (scale === 'log' ? 10 ** value : value);

function stretched([low, high]: Span, factor: number, at: number, scale: YScale): Span {
  const [from, to] = [forth(low, scale), forth(high, scale)];
  const centre = from + at * (to - from);
  return [back(centre + (from - centre) * factor, scale), back(centre + (to - centre) * factor, scale)];
}

/** `at`: what stays where it is, as shares of the window from its lower left corner. A factor below 1 looks closer. */
export const zoomed = (
  { x, y }: ViewWindow,
  factor: number,
  yScale: YScale,
  at: { readonly x: number; readonly y: number } = { x: 0.5, y: 0.5 },
): ViewWindow => ({
  x: stretched(x, factor, at.x, 'linear'),
  y: stretched(y, factor, at.y, yScale),
});

/** How much a turn of the wheel zooms: a notch of 100 pixels by a fifth, a flick never by more than two. */
export const wheelFactor = (deltaY: number): number => 1.2 ** Math.min(2, Math.max(-2, deltaY / 100));

function moved([low, high]: Span, share: number, scale: YScale): Span {
  const [from, to] = [forth(low, scale), forth(high, scale)];
  const by = share * (to - from);
  return [back(from + by, scale), back(to + by, scale)];
}

/** Moves by shares of the window, to the right and up. */
export const panned = ({ x, y }: ViewWindow, right: number, up: number, yScale: YScale): ViewWindow => ({
  x: moved(x, right, 'linear'),
  y: moved(y, up, yScale),
});

/** The window between two corners given as shares of it from its lower left corner. */
export function cut(
  window: ViewWindow,
  a: { readonly x: number; readonly y: number },
  b: { readonly x: number; readonly y: number },
  yScale: YScale,
): ViewWindow {
  const part = ([low, high]: Span, from: number, to: number, scale: YScale): Span => {
    const [first, last] = [forth(low, scale), forth(high, scale)];
    return [
      back(first + Math.min(from, to) * (last - first), scale),
      back(first + Math.max(from, to) * (last - first), scale),
    ];
  };
  return { x: part(window.x, a.x, b.x, 'linear'), y: part(window.y, a.y, b.y, yScale) };
}

/** Whether a window shows at least all that another does: there is nothing more to zoom out to. */
export const covers = (window: ViewWindow, whole: ViewWindow): boolean =>
  window.x[0] <= whole.x[0] &&
  window.x[1] >= whole.x[1] &&
  window.y[0] <= whole.y[0] &&
  window.y[1] >= whole.y[1];
