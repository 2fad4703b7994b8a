import type { Point, Points } from '../../lib/points.ts';
import { strokeOf } from './palette.ts';
import { thinned, type Curve } from './series.ts';

/** From a point in data units to pixels in the chart. */
export type ToScreen = (point: Point) => { x: number; y: number };

/** The rectangle between the axes, in pixels of the chart. */
export interface PlotArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From data units to pixels without making anything: for tens of thousands of points. */
interface Scale {
  readonly x0: number;
  readonly dx: number;
  readonly y0: number;
  readonly dy: number;
  /** The y axis is logarithmic: what is not above 0 is a gap. */
  readonly positive: boolean;
}

/** Both axes are straight, the y axis in the value or in its logarithm: two points tell all of them. */
function scaleOf(toScreen: ToScreen, positive: boolean): Scale {
  const [a, b] = [toScreen({ x: 0, y: 1 }), toScreen({ x: 1, y: 10 })];
  const dy = b.y - a.y;
  return {
    x0: a.x,
    dx: b.x - a.x,
    y0: positive ? a.y : a.y - dy / 9,
    dy: positive ? dy : dy / 9,
    positive,
  };
}

/** The part of a curve between two places of x, from the last point before to the first after them. */
function drawCurve(
  context: CanvasRenderingContext2D,
  points: Points,
  [from, to]: readonly [number, number],
  { x0, dx, y0, dy, positive }: Scale,
) {
  context.beginPath();
  const only = positive ? Math.log10(points.y(0)) : points.y(0);
  if (points.length === 1 && Number.isFinite(only)) {
    // A line of one point is none: a job that ended with its first epoch is a dot.
    context.arc(x0 + dx * points.x(0), y0 + dy * only, 2.5, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  let drawing = false;
  const end = Math.min(points.length, points.before(to) + 2);
  points.visit(Math.max(0, points.before(from) - 1), end, (x, value) => {
    const y = positive ? Math.log10(value) : value;
    const finite = Number.isFinite(y);
    if (finite && drawing) context.lineTo(x0 + dx * x, y0 + dy * y);
    else if (finite) context.moveTo(x0 + dx * x, y0 + dy * y);
    drawing = finite;
  });
  context.stroke();
}

/** What of x lies in the plot area. */
const spanOf = ({ x, width }: PlotArea, { x0, dx }: Pick<Scale, 'x0' | 'dx'>): readonly [number, number] => [
  (x - x0) / dx,
  (x + width - x0) / dx,
];

/** More curves than this are not told apart by their dashes, which cost several times as much as solid lines. */
const MAX_DASHED = 120;

/**
 * Draws all curves on a canvas that lies under the chart. `faded`: others are highlighted, these step back. `positive`: the y
 * axis is logarithmic.
 */
export function drawCurves(
  canvas: HTMLCanvasElement,
  area: PlotArea,
  toScreen: ToScreen,
  {
    curves,
    dark,
    faded,
    positive,
  }: { curves: readonly Curve[]; dark: boolean; faded: boolean; positive: boolean },
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio;
  const [width, height] = [area.x + area.width + 8, area.y + area.height + 8];
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;

  context.scale(ratio, ratio);
  context.beginPath();
  context.rect(area.x, area.y, area.width + 4, area.height);
  context.clip();
  const dashed = curves.length <= MAX_DASHED;
  context.lineWidth = dashed ? 1.5 : 1;
  context.lineJoin = 'round';
  context.globalAlpha = faded ? 0.28 : dashed ? 0.95 : 0.5;
  const scale = scaleOf(toScreen, positive);
  const span = spanOf(area, scale);
  for (const { index, points } of curves) {
    const { colour, dash } = strokeOf(index, dark);
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.setLineDash(dashed ? [...dash] : []);
    drawCurve(context, points, span, scale);
  }
}

/** Points of a line in front; more than there are pixels between them are not seen. */
const MAX_POINTS = 240;

/** A curve as SVG path data, over gaps; the place of its point where it has but one, as a line of one point is none. */
export function lineOf(
  { points }: Curve,
  area: PlotArea,
  toScreen: ToScreen,
  positive: boolean,
): { readonly path: string; readonly only?: { readonly x: number; readonly y: number } } {
  const places = thinned(points, spanOf(area, scaleOf(toScreen, positive)), MAX_POINTS)
    .filter(({ y }) => Number.isFinite(y) && (!positive || y > 0))
    .map(toScreen);
  const [only] = places;
  if (only && places.length === 1) return { path: '', only };
  const path = places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return { path: path === '' ? '' : `M${path}` };
}
