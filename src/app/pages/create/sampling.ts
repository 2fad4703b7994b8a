import { rng } from '../../../lib/rng.ts';
import type { HyperparameterRow } from './form.ts';
import { toNumber } from './text.ts';

export const DRAWS = 200;

/** One part of a range and the share of draws that fell into it. */
export interface Share {
  readonly from: number;
  /** Excluded; of integers the first behind the part. */
  readonly to: number;
  /** Of all draws, 0 to 1. */
  readonly share: number;
}

type Numeric = Pick<HyperparameterRow, 'name' | 'type' | 'scaling' | 'min' | 'max'>;

/** From so many integers on, they are shown in parts. */
const MANY = 7;

/**
 * What 200 draws of a numeric range look like under its scaling: the share of each decade, of each of a few integers,
 * or of each quarter where the range has no decades. Auto is shown as linear, where the service starts.
 * Undefined when the row is no range that can be drawn from. The same row always has the same draws.
 */
export function preview(row: Numeric): Share[] | undefined {
  if (row.type !== 'Integer' && row.type !== 'Continuous') return undefined;
  const [min, max] = [toNumber(row.min), toNumber(row.max)];
  if (!(min < max) || !Number.isFinite(max - min)) return undefined;
  const back = scale(row, min, max);
  if (!back) return undefined;
  const stream = rng(1, 'preview', row.name);
  const draws = Array.from({ length: DRAWS }, () => back(stream.uniform()));
  const edges = row.type === 'Integer' ? wholeEdges(edgesOf(row, min, max), max) : edgesOf(row, min, max);
  return edges.slice(1).map((to, i) => {
    const from = edges[i] ?? min;
    const last = i === edges.length - 2;
    const inside = draws.filter((x) => x >= from && (last || x < to)).length;
    return { from, to, share: inside / DRAWS };
  });
}

/** From a coordinate in [0, 1] to a value (spec rules §2); integers own a cell half a step to both sides. */
function scale({ type, scaling }: Numeric, min: number, max: number): ((u: number) => number) | undefined {
  const margin = type === 'Integer' ? 0.5 : 0;
  const [a, b] = [min - margin, max + margin];
  const whole = (x: number) => (type === 'Integer' ? Math.min(max, Math.max(min, Math.round(x))) : x);
  switch (scaling) {
    case 'Logarithmic':
      return min > 0 ? (u) => whole(a * (b / a) ** u) : undefined;
    case 'ReverseLogarithmic':
      return type === 'Continuous' && min >= 0 && max < 1
        ? (u) => 1 - (1 - a) * ((1 - b) / (1 - a)) ** u
        : undefined;
    case 'Auto':
    case 'Linear':
      return (u) => whole(a + u * (b - a));
  }
}

/** Where the parts of a range begin and end. */
function edgesOf({ type, scaling }: Numeric, min: number, max: number): number[] {
  if (type === 'Integer' && max - min < MANY) {
    return Array.from({ length: max - min + 2 }, (_, i) => min + i);
  }
  if (scaling === 'ReverseLogarithmic') return between(min, max, (k) => 1 - 10 ** -k, 0, 17);
  const decades = min > 0 ? between(min, max, (k) => 10 ** k, Math.floor(Math.log10(min)), 308) : [];
  // A range within one decade says more in quarters.
  if (decades.length > 2) return decades;
  return [0, 0.25, 0.5, 0.75, 1].map((part) => min + part * (max - min));
}

/** Parts of integers begin at integers, and the last one ends behind the last. */
const wholeEdges = (edges: readonly number[], max: number): number[] => [
  ...new Set([
    ...edges
      .slice(0, -1)
      .map(Math.ceil)
      .filter((edge) => edge <= max),
    max + 1,
  ]),
];

/** The ends and every `at(k)` strictly between them, for k from `first`. */
function between(min: number, max: number, at: (k: number) => number, first: number, last: number): number[] {
  const edges = [min];
  for (let k = first; k <= last && at(k) < max; k++) if (at(k) > min) edges.push(at(k));
  return [...edges, max];
}

/** A number as short as it can be said. */
export const short = (value: number): string => String(Number(value.toPrecision(3)));

/** What a part is called: `0.1–0.2`, of integers `3` or `4–6`. */
export function partName({ from, to }: Share, type: HyperparameterRow['type']): string {
  if (type !== 'Integer') return `${short(from)}–${short(to)}`;
  return to - from === 1 ? String(from) : `${from}–${to - 1}`;
}
