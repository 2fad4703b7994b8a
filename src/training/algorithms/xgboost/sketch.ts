/**
 * The weighted quantile summary that XGBoost 1.7 cuts columns by (Chen & Guestrin 2016, appendix A): values in ascending
 * order, each with what it weighs and bounds on its rank. Ranks are 32-bit floats as there, so that the same values are
 * kept.
 */
interface Summary {
  readonly size: number;
  readonly values: Float32Array;
  /** Weight of the value, least rank of its first occurrence, and largest rank of its last one. */
  readonly weights: Float32Array;
  readonly least: Float32Array;
  readonly most: Float32Array;
}

const f32 = Math.fround;
/** XGBoost's summaries on the way are that much finer than the bins. */
const FINER = 8;

const ofSize = (size: number): { -readonly [K in keyof Summary]: Summary[K] } => ({
  size: 0,
  values: new Float32Array(size),
  weights: new Float32Array(size),
  least: new Float32Array(size),
  most: new Float32Array(size),
});

/** Largest rank that the next smaller value can have, and least rank of the next larger one. */
const mostBefore = ({ most, weights }: Summary, i: number) => f32(most[i]! - weights[i]!);
const leastAfter = ({ least, weights }: Summary, i: number) => f32(least[i]! + weights[i]!);

/** Every value once, with its exact rank. */
function exact(values: Float32Array): Summary {
  const sorted = values.slice().sort();
  const out = ofSize(sorted.length);
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    out.values[out.size] = sorted[from]!;
    out.weights[out.size] = to - from;
    out.least[out.size] = from;
    out.most[out.size++] = to;
    from = to;
  }
  return out;
}

/** At most `size` values that lie nearest to evenly spaced ranks, the smallest and the largest among them. */
function pruned(summary: Summary, size: number): Summary {
  if (summary.size <= size) return summary;
  const { values, weights, least, most } = summary;
  const out = ofSize(size);
  const keep = (i: number) => {
    out.values[out.size] = values[i]!;
    out.weights[out.size] = weights[i]!;
    out.least[out.size] = least[i]!;
    out.most[out.size++] = most[i]!;
  };
  const end = summary.size - 1;
  const begin = most[0]!;
  const range = f32(least[end]! - begin);
  keep(0);
  let last = 0;
  for (let k = 1, i = 1; k < size - 1; k++) {
    const twice = f32(2 * f32(f32(f32(k * range) / (size - 1)) + begin));
    while (i < end && twice >= f32(most[i + 1]! + least[i + 1]!)) i++;
    if (i === end) break;
    const nearest = twice < f32(leastAfter(summary, i) + mostBefore(summary, i + 1)) ? i : i + 1;
    if (nearest !== last) keep(nearest);
    last = nearest;
  }
  if (last !== end) keep(end);
  return out;
}

/** The summary of two sets of values, from theirs. */
function merged(a: Summary, b: Summary): Summary {
  const out = ofSize(a.size + b.size);
  const add = (value: number, weight: number, least: number, most: number) => {
    out.values[out.size] = value;
    out.weights[out.size] = weight;
    out.least[out.size] = least;
    out.most[out.size++] = most;
  };
  /** Rank bounds of a value of one set among both, where the other set stands at `j`. */
  const alone = (one: Summary, i: number, other: Summary, j: number) => {
    const below = j > 0 ? leastAfter(other, j - 1) : 0;
    const upTo = j < other.size ? mostBefore(other, j) : other.most[other.size - 1]!;
    add(one.values[i]!, one.weights[i]!, f32(one.least[i]! + below), f32(one.most[i]! + upTo));
  };
  let [i, j] = [0, 0];
  while (i < a.size || j < b.size) {
    const [x, y] = [a.values[i]!, b.values[j]!];
    if (i < a.size && j < b.size && x === y) {
      add(
        x,
        f32(a.weights[i]! + b.weights[j]!),
        f32(a.least[i]! + b.least[j]!),
        f32(a.most[i]! + b.most[j]!),
      );
      i++;
      j++;
    } else if (j === b.size || (i < a.size && x < y)) alone(a, i++, b, j);
    else alone(b, j++, a, i);
  }
  return out;
}

/**
 * Most values that a summary on the way may have, by the number of values in all: enough levels of pairwise merging
 * to keep the error of a rank below one part in `FINER` of a bin.
 */
function limitOf(count: number, bins: number): number {
  const error = 1 / (bins * FINER);
  for (let levels = 1; ; levels++) {
    const limit = Math.min(count, Math.ceil(levels / error) + 1);
    if (2 ** levels * limit >= count) return limit;
  }
}

/**
 * At most `bins` + 1 of a column's present values, ascending, in the order of rows as they come: what XGBoost's sketch
 * keeps of them for a histogram. Values are summarised in portions of twice the limit, and summaries merged in pairs.
 */
export function quantiles(values: Float32Array, bins: number): Float32Array {
  const limit = limitOf(values.length, Math.min(bins, values.length));
  /** Of 1, 2, 4, … portions; from 1 on. */
  const levels: (Summary | undefined)[] = [];
  const put = (portion: Summary) => {
    let next = portion;
    for (let level = 1; ; level++) {
      const held = levels[level];
      if (held === undefined) {
        levels[level] = pruned(next, limit);
        return;
      }
      next = merged(pruned(next, limit), held);
      levels[level] = undefined;
      if (next.size <= limit) {
        levels[level] = next;
        return;
      }
    }
  };

  let from = 0;
  let room = 2 * limit;
  for (let at = 0; at < values.length; at++) {
    // A value that repeats the one before takes no room.
    if (at > from && values[at] === values[at - 1]) continue;
    if (room === 0) {
      put(exact(values.subarray(from, at)));
      from = at;
      room = 2 * limit;
    }
    room--;
  }
  let whole = pruned(exact(values.subarray(from)), limit);
  for (const level of levels) if (level) whole = pruned(merged(whole, level), limit);
  const kept = pruned(
    pruned(whole, Math.min(values.length, bins * FINER)),
    Math.min(values.length, bins) + 1,
  );
  return kept.values.subarray(0, kept.size);
}
