/** Shaping curves for the charts. Pure: answers of BatchGetMetrics in, numbers to draw out. */

import { thin } from '../../lib/downsample.ts';
import { Points, type Point } from '../../lib/points.ts';
import { formatNumber } from '../format.ts';
import { axisWithin, epochAxis, logAxis, niceAxis, secondsAxis, type Axis } from './ticks.ts';
import type { Span, ViewWindow, YScale } from './view-window.ts';

export interface Curve {
  readonly id: string;
  readonly label: string;
  /** Which colour and dash it has (palette.ts); the same job keeps its own whatever is shown beside it. */
  readonly index: number;
  readonly points: Points;
}

/** Whether there is anything to draw of it. */
export const hasValue = ({ points }: Curve): boolean => points.ys.some(Number.isFinite);

/** Whether a logarithmic axis has a place for any of it. */
export const hasPositive = ({ points }: Curve): boolean => points.ys.some((y) => Number.isFinite(y) && y > 0);

/** A place worth a mark of its own. */
export interface Mark extends Point {
  readonly label: string;
  readonly kind: 'stop' | 'best' | 'last';
}

/** Marks as a list of places, to be in the picture with. */
export const markedCurve = (marks: readonly Mark[]): Curve => ({
  id: 'marks',
  label: '',
  index: 0,
  points: Points.of(marks.toSorted((a, b) => a.x - b.x)),
});

/** What a chart does not show, each with its reason; begins with a space, empty where it shows all. */
export function hiddenWords({ outside, unplaced }: Pick<Frame, 'outside' | 'unplaced'>): string {
  const values = (count: number) => `${formatNumber(count)} ${count === 1 ? 'value' : 'values'}`;
  return [
    ...(outside > 0
      ? [
          `${values(outside)} ${outside === 1 ? 'lies' : 'lie'} above or below the picture; the table has them.`,
        ]
      : []),
    ...(unplaced > 0
      ? [
          `${values(unplaced)} ${unplaced === 1 ? 'is' : 'are'} 0 or less: not on a logarithmic axis; the table has them.`,
        ]
      : []),
  ]
    .map((sentence) => ` ${sentence}`)
    .join('');
}

/** Pairs the parallel arrays of one BatchGetMetrics result. */
export const toPoints = (xs: readonly (number | null)[], ys: readonly (number | null)[]): Points =>
  Points.from(
    xs.map((x) => x ?? Number.NaN),
    ys.map((y) => y ?? Number.NaN),
  );

/** Cuts a list into pieces of at most `size`: BatchGetMetrics takes 100 queries a call. */
export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

const quantile = (sorted: Float64Array, share: number) =>
  sorted[Math.round(share * (sorted.length - 1))] ?? 0;

/** How far beyond the middle 96 % of all values, in multiples of their spread, a value may lie and still be shown. */
const REACH = 5;
const MOST_SORTED = 4000;

/** The values of a list of points that count for the axis, and their ends. */
interface Values {
  readonly first: number;
  readonly positive: boolean;
  readonly count: number;
  readonly lowest: number;
  readonly highest: number;
}

// Of hundreds of curves only the few that are running change: a list of points is looked through once.
const valuesOf = new WeakMap<Points, Values>();

const counts = (y: number, positive: boolean) => Number.isFinite(y) && (!positive || y > 0);

function valuesIn(points: Points, first: number, positive: boolean): Values {
  const known = valuesOf.get(points);
  if (known?.first === first && known.positive === positive) return known;
  let [count, lowest, highest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const { ys } = points;
  for (let i = points.before(first); i < ys.length; i++) {
    const y = ys[i] ?? Number.NaN;
    if (!counts(y, positive)) continue;
    if (y < lowest) lowest = y;
    if (y > highest) highest = y;
    count++;
  }
  const found = { first, positive, count, lowest, highest };
  valuesOf.set(points, found);
  return found;
}

/**
 * The values worth seeing from `first` on. A diverging job can emit 10^6 where all others lie within 0.1; such outliers
 * do not stretch the axis. Undefined when there is nothing to draw. `positive`: on a logarithmic axis.
 */
export function valueRange(
  curves: readonly Curve[],
  first = Number.NEGATIVE_INFINITY,
  positive = false,
): readonly [min: number, max: number] | undefined {
  let [size, lowest, highest] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of curves) {
    const found = valuesIn(points, first, positive);
    size += found.count;
    if (found.lowest < lowest) lowest = found.lowest;
    if (found.highest > highest) highest = found.highest;
  }
  if (size === 0) return undefined;
  if (positive) return [lowest, highest];
  // Sorting all values at every update would cost more than drawing them: of many, a sample.
  const every = Math.ceil(size / MOST_SORTED);
  const sample = new Float64Array(Math.ceil(size / every));
  let [count, next] = [0, 0];
  for (const { points } of curves) {
    const { ys } = points;
    for (let i = points.before(first); i < ys.length; i++) {
      const y = ys[i] ?? Number.NaN;
      if (!counts(y, positive) || next++ % every !== 0) continue;
      sample[count++] = y;
    }
  }
  const sorted = sample.subarray(0, count).sort();
  const [low, high] = [quantile(sorted, 0.02), quantile(sorted, 0.98)];
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
  /** Values of 0 or less where the axis is logarithmic and has no place for them. */
  readonly unplaced: number;
}

export interface FrameOptions {
  /** Leaves out the first fifth of the epochs, where curves still climb steeply and hide what tells them apart later. */
  readonly late?: boolean;
  readonly yScale?: YScale;
  /** Whether x counts whole epochs; otherwise it is seconds. */
  readonly wholeX?: boolean;
  /** There are more epochs to come. */
  readonly grows?: boolean;
  /** The part that is looked at; absent: all of it. */
  readonly window?: ViewWindow | undefined;
}

/**
 * The axes of a chart. Whatever is in front (`strong`: highlighted curves, the threshold) is in the picture as a
 * whole; the others only as far as they are worth seeing.
 */
export function frameOf(
  curves: readonly Curve[],
  strong: readonly Curve[],
  { late = false, yScale = 'linear', wholeX = true, grows = false, window }: FrameOptions = {},
): Frame {
  const log = yScale === 'log';
  const last = lastEpoch(curves);
  const first = late ? (wholeX ? 1 + Math.floor(last / 5) : last / 5) : wholeX ? 1 : firstX(curves);
  const ranges = [
    valueRange(curves, first, log),
    ...strong.map((curve) => valueRange([curve], first, log)),
  ].filter((range) => range !== undefined);
  const low = Math.min(...ranges.map(([min]) => min));
  const high = Math.max(...ranges.map(([, max]) => max));
  const x = window
    ? wholeX
      ? axisWithin(window.x, 'linear', true)
      : secondsAxis(window.x)
    : wholeX
      ? epochAxis(first, last, grows)
      : secondsAxis([first, Math.max(first + 1, last)]);
  const y = window
    ? axisWithin(window.y, yScale)
    : ranges.length === 0
      ? log
        ? logAxis(0.1, 1)
        : niceAxis(0, 1)
      : log
        ? logAxis(low, high)
        : niceAxis(low, high);
  let [outside, unplaced] = [0, 0];
  for (const { points } of curves) {
    const { lowest, highest } = valuesIn(points, first, log);
    // A curve that lies within as a whole need not be looked through; what `first` leaves out may be in a window.
    if (!window && !log && lowest >= y.domain[0] && highest <= y.domain[1]) continue;
    for (let i = points.before(x.domain[0]); i < points.length && points.x(i) <= x.domain[1]; i++) {
      const value = points.y(i);
      if (!Number.isFinite(value)) continue;
      if (log && value <= 0) unplaced++;
      else if (value < y.domain[0] || value > y.domain[1]) outside++;
    }
  }
  return { x, y, outside, unplaced };
}

const firstX = (curves: readonly Curve[]): number =>
  curves.reduce((first, { points }) => Math.min(first, points.at(0)?.x ?? first), lastEpoch(curves));

/** The largest epoch of any curve; 1 when there is none. */
export const lastEpoch = (curves: readonly Curve[]): number =>
  curves.reduce((last, { points }) => Math.max(last, points.at(-1)?.x ?? 1), 1);

/** At most `limit` of the points between two ends, and one beyond each, with the same outline. */
export function thinned(points: Points, [from, to]: Span, limit: number): readonly Point[] {
  const first = Math.max(0, points.before(from) - 1);
  const end = Math.min(points.length, points.before(to) + 2);
  return thin(points.ys.subarray(first, end), limit).map((i) => ({
    x: points.x(first + i),
    y: points.y(first + i),
  }));
}

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

/** The point of any curve nearest to a place on screen, within `reach` pixels. Points lie in order of x. */
export function nearestPoint(
  curves: readonly Curve[],
  at: { readonly x: number; readonly y: number },
  toScreen: (point: Point) => { readonly x: number; readonly y: number },
  reach: number,
): Hit | undefined {
  let best: Hit | undefined;
  let bestDistance = reach;
  for (const curve of curves) {
    const { points } = curve;
    for (let i = firstFrom(points, at.x - reach, toScreen); i < points.length; i++) {
      const point = { x: points.x(i), y: points.y(i) };
      const { x, y } = toScreen(point);
      if (x > at.x + reach) break;
      const distance = Math.hypot(x - at.x, y - at.y);
      if (Number.isFinite(point.y) && distance <= bestDistance)
        [best, bestDistance] = [{ curve, point }, distance];
    }
  }
  return best;
}

/** Place of the first point at or right of a place on screen: a pointer moves often, over many curves. */
function firstFrom(points: Points, left: number, toScreen: (point: Point) => { readonly x: number }): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (toScreen({ x: points.x(middle), y: points.y(middle) }).x < left) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Each value averaged with those before it, the past weighing `weight` (0 to 1) times as much a step back; the start is
 * not pulled towards 0. A gap is passed over.
 */
export function smoothed(points: Points, weight: number): Points {
  if (weight === 0) return points;
  let sum = 0;
  let mass = 0;
  const smooth = points.map(({ x, y }) => {
    if (!Number.isFinite(y)) return { x, y };
    sum = weight * sum + y;
    mass = weight * mass + 1;
    return { x, y: sum / mass };
  });
  return Points.of(smooth);
}

export interface CurveFacts {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly best: Point | undefined;
  /** Last epoch reached. */
  readonly epochs: number;
}

const factsKnown = {
  Maximize: new WeakMap<Points, CurveFacts>(),
  Minimize: new WeakMap<Points, CurveFacts>(),
};

/** What a table says of a curve. `direction` decides which value is best; ties go to the earlier epoch. */
export function factsOf({ points }: Curve, direction: 'Maximize' | 'Minimize'): CurveFacts {
  const known = factsKnown[direction].get(points);
  if (known) return known;
  const sign = direction === 'Maximize' ? 1 : -1;
  let [place, value] = [-1, Number.NaN];
  for (const [i, y] of points.ys.entries()) {
    if (Number.isFinite(y) && (place < 0 || sign * (y - value) > 0)) [place, value] = [i, y];
  }
  const best = place < 0 ? undefined : points.at(place);
  const facts = { first: points.at(0)?.y, last: points.at(-1)?.y, best, epochs: points.at(-1)?.x ?? 0 };
  factsKnown[direction].set(points, facts);
  return facts;
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
