import { rng, type Rng } from '../lib/rng.ts';
import type { Space } from './types.ts';

/**
 * A random forest for regression over the unit cube of a search space: bagged trees that split at the largest fall of
 * the squared error, grown to single rows (L. Breiman, "Random forests", Machine Learning 45 (2001)). Every leaf knows
 * its box, which is what functional ANOVA needs (`importance.ts`).
 */
export interface Forest {
  /** Per dimension the number of categories; 0 for a numeric one, whose coordinate lies in [0, 1]. */
  readonly categories: readonly number[];
  readonly trees: readonly Tree[];
  /** Share of the variance that each row's value is foretold with by trees that did not see it; null if none can tell. */
  readonly outOfBag: number | null;
}

export interface Tree {
  readonly root: Node;
  readonly leaves: readonly Leaf[];
}

type Node = Split | Leaf;

interface Split {
  readonly dimension: number;
  /** Numeric: coordinates up to it go left. Categorical: that category alone goes left. */
  readonly at: number;
  readonly left: Node;
  readonly right: Node;
}

/** A box of the cube with one value. */
export interface Leaf {
  readonly value: number;
  /** Per dimension the ends of the interval; of a categorical one only `allowed` counts. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Per categorical dimension which categories are in the box; undefined: all. */
  readonly allowed: readonly (readonly boolean[] | undefined)[];
}

export interface Row {
  /** The unit cube's coordinates, categorical ones as the place of the category. */
  readonly point: readonly number[];
  readonly value: number;
}

/** As many trees as Optuna's evaluator of importances grows. */
export const TREES = 64;

/** Fits a forest. @param rows at least two; values finite */
export function growForest(space: Space, rows: readonly Row[], seed: number, count: number = TREES): Forest {
  const categories = space.map((each) => (each.kind === 'categorical' ? each.values.length : 0));
  const sums = new Float64Array(rows.length);
  const votes = new Float64Array(rows.length);
  const trees = Array.from({ length: count }, (_, t) => {
    const { drawn, absent } = draw(rows.length, rng(seed, 'forest', t));
    const tree = growTree(categories, rows, drawn);
    for (const i of absent) {
      sums[i] = (sums[i] ?? 0) + predict(tree, categories, rows[i]?.point ?? []);
      votes[i] = (votes[i] ?? 0) + 1;
    }
    return tree;
  });
  return { categories, trees, outOfBag: explained(rows, sums, votes) };
}

/** What a tree says of a point. */
export function predict({ root }: Tree, categories: readonly number[], point: readonly number[]): number {
  let node = root;
  while ('left' in node) node = goesLeft(categories, node, point) ? node.left : node.right;
  return node.value;
}

const goesLeft = (
  categories: readonly number[],
  { dimension, at }: Pick<Split, 'dimension' | 'at'>,
  point: readonly number[],
): boolean => {
  const here = point[dimension] ?? 0;
  return (categories[dimension] ?? 0) > 0 ? here === at : here <= at;
};

/** A bootstrap sample of rows, and the rows that are not in it. */
function draw(count: number, random: Rng): { drawn: number[]; absent: number[] } {
  const drawn = Array.from({ length: count }, () => random.int(count));
  const seen = new Set(drawn);
  return { drawn, absent: Array.from({ length: count }, (_, i) => i).filter((i) => !seen.has(i)) };
}

/** What growing one tree works on: the drawn rows' places, per dimension in rising order, cut into segments in place. */
interface Bench {
  readonly values: Float64Array;
  /** Per dimension the coordinate of each drawn row. */
  readonly coordinates: readonly Float64Array[];
  readonly orders: readonly Int32Array[];
  readonly goes: Uint8Array;
  readonly spare: Int32Array;
}

function growTree(categories: readonly number[], rows: readonly Row[], drawn: readonly number[]): Tree {
  const coordinates = categories.map((_, k) => Float64Array.from(drawn, (i) => rows[i]?.point[k] ?? 0));
  const bench: Bench = {
    values: Float64Array.from(drawn, (i) => rows[i]?.value ?? 0),
    coordinates,
    // Sorted once: a segment keeps its order when it is cut.
    orders: coordinates.map((places) =>
      Int32Array.from(drawn.keys()).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0)),
    ),
    goes: new Uint8Array(drawn.length),
    spare: new Int32Array(drawn.length),
  };
  const leaves: Leaf[] = [];
  const grow = (from: number, to: number, box: Omit<Leaf, 'value'>): Node => {
    const best = bestSplit(categories, bench, from, to);
    if (best === undefined) {
      const leaf = { ...box, value: meanOf(bench, from, to) };
      leaves.push(leaf);
      return leaf;
    }
    const middle = cut(categories, bench, best, from, to);
    const [left, right] = halves(categories, box, best);
    return { ...best, left: grow(from, middle, left), right: grow(middle, to, right) };
  };
  const dimensions = categories.length;
  const root = grow(0, drawn.length, {
    low: new Float64Array(dimensions),
    high: new Float64Array(dimensions).fill(1),
    allowed: categories.map(() => undefined),
  });
  return { root, leaves };
}

/** Moves those that go left to the front of the segment, in every order; returns where the others begin. */
function cut(
  categories: readonly number[],
  { coordinates, orders, goes, spare }: Bench,
  { dimension, at }: Pick<Split, 'dimension' | 'at'>,
  from: number,
  to: number,
): number {
  const places = coordinates[dimension] ?? new Float64Array();
  const categorical = (categories[dimension] ?? 0) > 0;
  let middle = from;
  for (const order of orders) {
    middle = from;
    let kept = 0;
    for (let k = from; k < to; k++) {
      const i = order[k] ?? 0;
      if (order === orders[0]) {
        const here = places[i] ?? 0;
        goes[i] = (categorical ? here === at : here <= at) ? 1 : 0;
      }
      if (goes[i] === 1) order[middle++] = i;
      else spare[kept++] = i;
    }
    order.set(spare.subarray(0, kept), middle);
  }
  return middle;
}

function halves(
  categories: readonly number[],
  box: Omit<Leaf, 'value'>,
  { dimension, at }: Pick<Split, 'dimension' | 'at'>,
): [Omit<Leaf, 'value'>, Omit<Leaf, 'value'>] {
  const count = categories[dimension] ?? 0;
  if (count === 0)
    return [
      { ...box, high: box.high.with(dimension, at) },
      { ...box, low: box.low.with(dimension, at) },
    ];
  const before = box.allowed[dimension] ?? Array.from({ length: count }, () => true);
  const keep = (holds: (category: number) => boolean) => ({
    ...box,
    allowed: box.allowed.with(
      dimension,
      before.map((was, category) => was && holds(category)),
    ),
  });
  return [keep((category) => category === at), keep((category) => category !== at)];
}

function meanOf({ values, orders: [order] }: Bench, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[order?.[k] ?? k] ?? 0;
  return sum / (to - from);
}

/** The split after which the squares of the sums, by the number of rows, are largest; undefined where none helps. */
function bestSplit(
  categories: readonly number[],
  bench: Bench,
  from: number,
  to: number,
): Pick<Split, 'dimension' | 'at'> | undefined {
  const n = to - from;
  const { values, coordinates, orders } = bench;
  const mean = meanOf(bench, from, to);
  let spread = 0;
  for (let k = from; k < to; k++) spread += ((values[orders[0]?.[k] ?? k] ?? 0) - mean) ** 2;
  if (n < 2 || !(spread > 0)) return undefined;
  let best: Pick<Split, 'dimension' | 'at'> | undefined;
  // Rounding must not make a split of equal values look like a gain.
  let most = spread * 1e-12;
  const offer = (dimension: number, at: number, sum: number, count: number) => {
    // The values are centred, so both sides' sums are each other's negative.
    const gain = (sum * sum) / count + (sum * sum) / (n - count);
    if (gain > most) [most, best] = [gain, { dimension, at }];
  };
  for (const [dimension, count] of categories.entries()) {
    const [places, order] = [coordinates[dimension], orders[dimension]];
    if (!places || !order) continue;
    let [sum, held] = [0, 0];
    for (let k = from; k < to; k++) {
      const i = order[k] ?? 0;
      const here = places[i] ?? 0;
      const next = k + 1 < to ? (places[order[k + 1] ?? 0] ?? 0) : Number.POSITIVE_INFINITY;
      sum += (values[i] ?? 0) - mean;
      held++;
      if (here === next || held === n) continue;
      const middle = (here + next) / 2;
      // Between neighbouring floats the middle is one of them.
      if (count === 0) offer(dimension, middle < next ? middle : here, sum, held);
      else {
        offer(dimension, here, sum, held);
        [sum, held] = [0, 0];
      }
    }
  }
  return best;
}

/** 1 − squared error / variance over the rows that some tree did not see. */
function explained(rows: readonly Row[], sums: Float64Array, votes: Float64Array): number | null {
  const judged = rows.flatMap(({ value }, i) =>
    (votes[i] ?? 0) > 0 ? [{ value, said: (sums[i] ?? 0) / (votes[i] ?? 1) }] : [],
  );
  const mean = judged.reduce((sum, { value }) => sum + value / judged.length, 0);
  const total = judged.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
  const error = judged.reduce((sum, { value, said }) => sum + (value - said) ** 2, 0);
  return total > 0 ? 1 - error / total : null;
}
