/** Shaping curves for the charts. Pure: answers of BatchGetMetrics in, numbers to draw out. */

export interface Point {
  readonly x: number;
  /** Not finite where training diverged; drawn as a gap. */
  readonly y: number;
}

export interface Curve {
  readonly id: string;
  readonly label: string;
  /** Which colour and dash it has (palette.ts); the same job keeps its own whatever is shown beside it. */
  readonly index: number;
  readonly points: readonly Point[];
}

const isDrawn = ({ y }: Point) => Number.isFinite(y);

/** Pairs the parallel arrays of one BatchGetMetrics result. */
export const toPoints = (xs: readonly (number | null)[], ys: readonly (number | null)[]): readonly Point[] =>
  xs.map((x, i) => ({ x: x ?? Number.NaN, y: ys[i] ?? Number.NaN }));

/** Cuts a list into pieces of at most `size`: BatchGetMetrics takes 100 queries a call. */
export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

/** An axis over [min, max] whose ticks are whole multiples of 1, 2 or 5 times a power of ten. */
export function niceAxis(min: number, max: number, count = 5, whole = false): Axis {
  const span = max - min || Math.abs(max) * 0.1 || 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(whole ? 1 : 0, ([1, 2, 5, 10].find((k) => k * power >= raw * 0.999) ?? 10) * power);
  const first = Math.floor(min / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(max / step - 1e-9));
  // Multiply, never add up: 3 × 0.1 carries one rounding, 0.1 + 0.1 + 0.1 carries three.
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { domain: [ticks[0] ?? min, ticks.at(-1) ?? max], ticks };
}

/** An axis over epochs `first` to `last` exactly; round ticks between. */
export function epochAxis(first: number, last: number): Axis {
  const end = Math.max(first + 1, last);
  const { ticks } = niceAxis(first, end, 8, true);
  return {
    domain: [first, end],
    ticks: [...new Set([first, ...ticks.filter((tick) => tick > first && tick <= end)])],
  };
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.round(share * (sorted.length - 1))] ?? 0;

/** How far beyond the middle 96 % of all values, in multiples of their spread, a value may lie and still be shown. */
const REACH = 5;

/**
 * The values worth seeing. A diverging job can emit 10^6 where all others lie within 0.1; such outliers do not
 * stretch the axis. Undefined when there is nothing to draw.
 */
export function valueRange(curves: readonly Curve[]): readonly [min: number, max: number] | undefined {
  const values = curves
    .flatMap(({ points }) => points.filter(isDrawn).map(({ y }) => y))
    .sort((a, b) => a - b);
  const [lowest, highest] = [values[0], values.at(-1)];
  if (lowest === undefined || highest === undefined) return undefined;
  const [low, high] = [quantile(values, 0.02), quantile(values, 0.98)];
  const reach = REACH * (high - low);
  return [
    reach > 0 && low - lowest > reach ? low : lowest,
    reach > 0 && highest - high > reach ? high : highest,
  ];
}

export interface Frame {
  readonly x: Axis;
  readonly y: Axis;
  /** Values above or below the picture. */
  readonly outside: number;
}

/**
 * The axes of a chart. Whatever is in front (`strong`: highlighted curves, the threshold) is in the picture as a
 * whole; the others only as far as they are worth seeing. `late` leaves out the first fifth of the epochs, where
 * curves still climb steeply and hide what tells them apart later.
 */
export function frameOf(curves: readonly Curve[], strong: readonly Curve[], late: boolean): Frame {
  const last = lastEpoch(curves);
  const first = late ? 1 + Math.floor(last / 5) : 1;
  const x = epochAxis(first, last);
  const within = (all: readonly Curve[]) =>
    all.map((curve) => ({ ...curve, points: curve.points.filter((point) => point.x >= first) }));
  const seen = within(curves);
  const ranges = [valueRange(seen), ...within(strong).map((curve) => valueRange([curve]))].filter(
    (range) => range !== undefined,
  );
  if (ranges.length === 0) return { x, y: niceAxis(0, 1), outside: 0 };
  const y = niceAxis(Math.min(...ranges.map(([min]) => min)), Math.max(...ranges.map(([, max]) => max)));
  const outside = seen
    .flatMap(({ points }) => points)
    .filter((point) => isDrawn(point) && (point.y < y.domain[0] || point.y > y.domain[1])).length;
  return { x, y, outside };
}

/** The largest epoch of any curve; 1 when there is none. */
export const lastEpoch = (curves: readonly Curve[]): number =>
  curves.reduce((last, { points }) => Math.max(last, points.at(-1)?.x ?? 1), 1);

export type Row = Readonly<Record<string, number>>;

/** One row an epoch, in order, with a column `<id>` for each curve that has a value there (and `x`). */
export function toRows(curves: readonly Curve[]): readonly Row[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { id, points } of curves) {
    for (const { x, y } of points) {
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      const row = rows.get(x) ?? { x };
      row[id] = y;
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((a, b) => (a['x'] ?? 0) - (b['x'] ?? 0));
}

export interface Hit {
  readonly curve: Curve;
  readonly point: Point;
}

/** The point of any curve nearest to a place on screen, within `reach` pixels. */
export function nearestPoint(
  curves: readonly Curve[],
  at: { readonly x: number; readonly y: number },
  toScreen: (point: Point) => { readonly x: number; readonly y: number },
  reach: number,
): Hit | undefined {
  let best: Hit | undefined;
  let bestDistance = reach;
  for (const curve of curves) {
    for (const point of curve.points) {
      if (!isDrawn(point)) continue;
      const { x, y } = toScreen(point);
      const distance = Math.hypot(x - at.x, y - at.y);
      if (distance <= bestDistance) [best, bestDistance] = [{ curve, point }, distance];
    }
  }
  return best;
}

export interface CurveFacts {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly best: Point | undefined;
  /** Last epoch reached. */
  readonly epochs: number;
}

/** What a table says of a curve. `direction` decides which value is best; ties go to the earlier epoch. */
export function factsOf({ points }: Curve, direction: 'Maximize' | 'Minimize'): CurveFacts {
  const sign = direction === 'Maximize' ? 1 : -1;
  let best: Point | undefined;
  for (const point of points) {
    if (isDrawn(point) && (best === undefined || sign * (point.y - best.y) > 0)) best = point;
  }
  return { first: points[0]?.y, last: points.at(-1)?.y, best, epochs: points.at(-1)?.x ?? 0 };
}

/** Names of metrics that measure the same thing on different data, together: train:auc with validation:auc. */
export function groupMetrics(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const kind = name.replace(/^(train|validation|test)[:_-]/, '').replace(/^val_/, '');
    groups.set(kind, [...(groups.get(kind) ?? []), name]);
  }
  return [...groups.values()];
}
