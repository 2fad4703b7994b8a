import { formatDuration, formatNumber } from '../format.ts';
import { durationStep } from './durations.ts';
import { niceAxis } from './ticks.ts';

/** Axes of any scale over the unit interval: charts place and label by them and know of no scale themselves. Pure. */

export interface PlotAxis {
  readonly label: string;
  /** Where a value lies, 0 at the start of the axis and 1 at its end; NaN where it has no place. */
  readonly place: (value: number | string) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly format: (value: number | string) => string;
  /** What lies at a place, in words: the inverse of `place`. */
  readonly at: (place: number) => string;
}

export type AxisScale = 'linear' | 'log' | 'reverse-log';

interface NumericAxisOptions {
  readonly scale?: AxisScale;
  readonly whole?: boolean;
  readonly format?: (value: number) => string;
  /** The axis ends where the values do, not at the next round number. */
  readonly exact?: boolean;
}

const shown = (value: number) => formatNumber(value, 4);

/** An axis from `min` to `max`. A logarithmic one needs min > 0, a reverse logarithmic one max < 1; else it is linear. */
export function numericAxis(
  label: string,
  min: number,
  max: number,
  { scale = 'linear', whole = false, format = shown, exact = false }: NumericAxisOptions = {},
): PlotAxis {
  const text = (value: number | string) => format(Number(value));
  if (scale === 'log' && min > 0 && max > min)
    return bent(label, min, max, [Math.log, Math.exp], logTicks(min, max), text);
  if (scale === 'reverse-log' && max < 1 && max > min) {
    const ticks = logTicks(1 - max, 1 - min).map((tick) => Number((1 - tick).toPrecision(12)));
    const bend: Bend = [(value) => -Math.log1p(-value), (bentValue) => -Math.expm1(-bentValue)];
    return bent(label, min, max, bend, ticks, text);
  }
  const { domain, ticks } = niceAxis(min, max, 5, whole);
  const [low, high] = exact && max > min ? [min, max] : domain;
  const within = ticks.filter((tick) => tick >= low && tick <= high);
  const shownAs = whole ? (value: number | string) => text(Math.round(Number(value))) : text;
  return { ...bent(label, low, high, STRAIGHT, within, shownAs), format: text };
}

/** A scale and its inverse. */
type Bend = readonly [bend: (value: number) => number, straighten: (bentValue: number) => number];
const STRAIGHT: Bend = [(value) => value, (value) => value];

function bent(
  label: string,
  min: number,
  max: number,
  [bend, straighten]: Bend,
  ticks: readonly number[],
  format: PlotAxis['format'],
): PlotAxis {
  const [from, to] = [bend(min), bend(max)];
  const place = (value: number | string) => (bend(Number(value)) - from) / (to - from);
  const at = (share: number) => format(straighten(from + share * (to - from)));
  return { label, place, at, format, ticks: ticks.map((tick) => ({ at: place(tick), text: format(tick) })) };
}

/** From 0 seconds, with ticks at whole seconds, minutes, hours or days. */
export function durationAxis(label: string, max: number): PlotAxis {
  const step = durationStep(max);
  const end = step * Math.max(1, Math.ceil(max / step));
  const ticks = Array.from({ length: end / step + 1 }, (_, i) => i * step);
  return bent(label, 0, end, STRAIGHT, ticks, (value) => formatDuration(Number(value)));
}

/** Powers of ten; with 2 and 5 times them where that is still a handful. */
export function logTicks(min: number, max: number): number[] {
  const [first, last] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const within = (ticks: readonly number[]) =>
    ticks.filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9));
  const fine = within(
    decades.flatMap((power) => [1, 2, 5].map((step) => Number((step * 10 ** power).toPrecision(12)))),
  );
  if (fine.length <= 8) return fine.length >= 2 ? fine : [min, max];
  const step = Math.ceil(decades.length / 7);
  return within(
    decades.filter((_, i) => i % step === 0).map((power) => Number((10 ** power).toPrecision(12))),
  );
}

/** One place for each of the values, in the middle of its share of the axis. */
export function categoryAxis(label: string, values: readonly string[]): PlotAxis {
  const place = (value: number | string) => {
    const index = values.indexOf(String(value));
    return index < 0 ? Number.NaN : (index + 0.5) / values.length;
  };
  const at = (share: number) =>
    values[Math.min(values.length - 1, Math.max(0, Math.floor(share * values.length)))] ?? '';
  return {
    label,
    place,
    at,
    format: String,
    ticks: values.map((value) => ({ at: place(value), text: value })),
  };
}

/** The lowest and highest of the finite values; undefined when there is none. */
export function extent(values: Iterable<number>): readonly [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return low > high ? undefined : [low, high];
}
