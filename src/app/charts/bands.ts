/** Many runs of one thing as a band: the middle run and the middle half of them. Pure. */
import type { RehearsalTrace } from '../../api/foresight.ts';
import { toCsv } from './save.ts';

export interface BandPoint {
  readonly x: number;
  readonly median: number;
  /** The quartiles. */
  readonly low: number;
  readonly high: number;
}

export interface BandCurve {
  readonly id: string;
  readonly label: string;
  /** Which colour and dash it has (palette.ts). */
  readonly index: number;
  readonly points: readonly BandPoint[];
}

export const BY = ['jobs', 'epochs', 'seconds'] as const;
/** What the best value so far is drawn against. */
export type By = (typeof BY)[number];

const STEPS = 80;

/** The value below which a share of the numbers lies, between two of them by a straight line; NaN when there is none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/** How far a band goes: the most training jobs of any run, or the epochs or seconds of the median run. */
export function endOf(traces: readonly RehearsalTrace[], by: By): number {
  const ends = traces.map((trace) => placesOf(trace, by).at(-1) ?? 0);
  return by === 'jobs' ? Math.max(0, ...ends) : median(ends);
}

/**
 * Best value so far of several runs as one band. It begins where every run has a best value. Against epochs and seconds
 * it ends at the median run's end, so that what is cheaper is shorter; a run that ended before keeps its last value.
 *
 * @param longest the end of the longest band beside it: bands that share it share their places, as a table needs
 */
export function bandOf(
  traces: readonly RehearsalTrace[],
  by: By,
  longest = endOf(traces, by),
): readonly BandPoint[] {
  const end = endOf(traces, by);
  const places = traces.map((trace) => placesOf(trace, by));
  const step = by === 'jobs' ? 1 : longest / STEPS;
  const steps = step > 0 ? Math.round(end / step) : 0;
  return Array.from({ length: steps }, (_, i) => (i + 1) * step).flatMap((x) => {
    const values = traces.flatMap(({ Best }, i) => bestAt(Best, places[i] ?? [], x) ?? []);
    if (values.length < traces.length || values.length === 0) return [];
    return { x, median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
  });
}

function placesOf({ Best, Epochs, Seconds }: RehearsalTrace, by: By): readonly number[] {
  return by === 'jobs' ? Best.map((_, i) => i + 1) : by === 'epochs' ? Epochs : Seconds;
}

/** The best of the training jobs that had ended by `x`; null before the first. */
function bestAt(best: RehearsalTrace['Best'], xs: readonly number[], x: number): number | null {
  const after = xs.findIndex((place) => place > x);
  return best[(after < 0 ? xs.length : after) - 1] ?? null;
}

/** One place on the axis, and every curve that has a point there. */
export interface BandRow {
  readonly x: number;
  /** By the curve's id. */
  readonly at: ReadonlyMap<string, BandPoint>;
}

/** The numbers behind a chart of bands, in the order of the axis. */
export function bandRows(curves: readonly BandCurve[]): readonly BandRow[] {
  const xs = [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  return xs.map((x) => {
    const here = curves.flatMap(({ id, points }) => {
      const point = points.find((each) => each.x === x);
      return point ? [[id, point] as const] : [];
    });
    return { x, at: new Map(here) };
  });
}

const PARTS = { median: 'median', low: 'lower quartile', high: 'upper quartile' } as const;

/** The same as a file, numbers in full. */
export function bandCsv(xLabel: string, curves: readonly BandCurve[]): string {
  const parts = Object.entries(PARTS) as [keyof typeof PARTS, string][];
  const columns = [
    { id: 'x', label: xLabel },
    ...curves.flatMap(({ id, label }) =>
      parts.map(([part, text]) => ({ id: `${id} ${part}`, label: `${label}, ${text}` })),
    ),
  ];
  return toCsv(
    columns,
    bandRows(curves).map(({ x, at }) =>
      Object.fromEntries([
        ['x', x],
        ...[...at].flatMap(([id, point]) => parts.map(([part]) => [`${id} ${part}`, point[part]])),
      ]),
    ),
  );
}
