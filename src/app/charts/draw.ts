import { strokeOf } from './palette.ts';
import { thinned, type Curve, type Point } from './series.ts';

/** From a point in data units to pixels in the chart. */
export type ToScreen = (point: Point) => { x: number; y: number };

/** The rectangle between the axes, in pixels of the chart. */
export interface PlotArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawCurve(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  toScreen: ToScreen,
  positive: boolean,
) {
  const [only] = points;
  context.beginPath();
  if (points.length === 1 && only && Number.isFinite(only.y) && (!positive || only.y > 0)) {
    // A line of one point is none: a job that ended with its first epoch is a dot.
    const { x, y } = toScreen(only);
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  let drawing = false;
  for (const point of points) {
    const finite = Number.isFinite(point.y) && (!positive || point.y > 0);
    if (finite) {
      const { x, y } = toScreen(point);
      if (drawing) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
    drawing = finite;
  }
  context.stroke();
}

/** More curves than this are not told apart by their dashes, which cost several times as much as solid lines. */
const MAX_DASHED = 120;

/**
 * Draws all curves on a canvas that lies under the chart. `faded`: others are highlighted, these step back. `positive`:
 * the axis is logarithmic, so other values are gaps.
 */
export function drawCurves(
  canvas: HTMLCanvasElement,
  area: PlotArea,
  toScreen: ToScreen,
  {
    curves,
    dark,
    faded,
    positive = false,
  }: { curves: readonly Curve[]; dark: boolean; faded: boolean; positive?: boolean },
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
  context.lineWidth = curves.length <= MAX_DASHED ? 1.5 : 1;
  context.lineJoin = 'round';
  const dashed = curves.length <= MAX_DASHED;
  context.globalAlpha = faded ? 0.28 : dashed ? 0.95 : 0.5;
  for (const { index, points } of curves) {
    const { colour, dash } = strokeOf(index, dark);
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.setLineDash(dashed ? [...dash] : []);
    drawCurve(context, points, toScreen, positive);
  }
}

/** Points of a line in front; more than there are pixels between them are not seen. */
const MAX_POINTS = 240;

/** A curve as SVG path data, over gaps; the place of its point where it has but one, as a line of one point is none. */
export function lineOf(
  curve: Curve,
  toScreen: ToScreen,
  positive: boolean,
): { readonly path: string; readonly only?: { readonly x: number; readonly y: number } } {
  const places = thinned(curve, MAX_POINTS)
    .points.filter(({ y }) => Number.isFinite(y) && (!positive || y > 0))
    .map(toScreen);
  const [only] = places;
  if (only && places.length === 1) return { path: '', only };
  const path = places.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  return { path: path === '' ? '' : `M${path}` };
}
