import type { Forest, Leaf, Tree } from './forest.ts';

/**
 * Functional ANOVA of a random forest (F. Hutter, H. Hoos, K. Leyton-Brown, "An efficient approach for assessing
 * hyperparameter importance", ICML 2014): how much of the variance of what a tree foretells, over the whole space with
 * every configuration equally likely on the ranges' own scales, is due to one hyperparameter alone. Exact for a forest:
 * a leaf is a box, so averaging over all other hyperparameters is a sum over leaves.
 */
export interface Importance {
  /** Per dimension, adding up to 1 (as Optuna's evaluator gives them); all 0 when the forest is flat. */
  readonly importances: readonly number[];
  /** Share of the variance that the hyperparameters explain each on its own; the rest is how they act together. */
  readonly alone: number;
}

export function importanceOf({ categories, trees }: Forest): Importance {
  const shares = categories.map(() => 0);
  let varied = 0;
  for (const tree of trees) {
    const { mean, variance } = moments(categories, tree);
    if (!(variance > 0)) continue;
    varied++;
    for (const dimension of categories.keys()) {
      const own = marginal(categories, tree, dimension);
      const square = own.reduce((sum, { width, value }) => sum + width * (value - mean) ** 2, 0);
      shares[dimension] = (shares[dimension] ?? 0) + square / variance;
    }
  }
  const total = shares.reduce((a, b) => a + b, 0);
  return {
    importances: shares.map((share) => (total > 0 ? share / total : 0)),
    alone: varied > 0 ? Math.min(1, total / varied) : 0,
  };
}

/** What the forest foretells on average over all other dimensions, at places along one. */
export function meanAlong(
  { categories, trees }: Forest,
  dimension: number,
  places: readonly number[],
): number[] {
  const sums = places.map(() => 0);
  for (const tree of trees) {
    const pieces = marginal(categories, tree, dimension);
    let from = 0;
    const ends = pieces.map(({ width }) => (from += width));
    for (const [i, place] of places.entries()) {
      const numeric = (categories[dimension] ?? 0) === 0;
      const found = numeric ? ends.findIndex((end) => place <= end) : place;
      sums[i] = (sums[i] ?? 0) + ((pieces[found] ?? pieces.at(-1))?.value ?? 0) / trees.length;
    }
  }
  return sums;
}

/** The same over two dimensions: row i belongs to `ys[i]`, column j to `xs[j]`. */
export function meanOver(
  { categories, trees }: Forest,
  [x, y]: readonly [number, number],
  xs: readonly number[],
  ys: readonly number[],
): number[][] {
  const grid = ys.map(() => xs.map(() => 0));
  for (const { leaves } of trees) {
    for (const leaf of leaves) {
      const share =
        (leaf.value * volume(categories, leaf)) /
        (width(categories, leaf, x) * width(categories, leaf, y)) /
        trees.length;
      const columns = xs.map((place) => covers(categories, leaf, x, place));
      for (const [i, place] of ys.entries()) {
        const row = grid[i];
        if (!row || !covers(categories, leaf, y, place)) continue;
        for (let j = 0; j < xs.length; j++) if (columns[j]) row[j] = (row[j] ?? 0) + share;
      }
    }
  }
  return grid;
}

function moments(categories: readonly number[], { leaves }: Tree): { mean: number; variance: number } {
  const volumes = leaves.map((leaf) => volume(categories, leaf));
  const mean = leaves.reduce((sum, { value }, i) => sum + value * (volumes[i] ?? 0), 0);
  const variance = leaves.reduce((sum, { value }, i) => sum + (value - mean) ** 2 * (volumes[i] ?? 0), 0);
  return { mean, variance };
}

/** A tree averaged over all dimensions but one: pieces of the unit interval in order, or one piece a category. */
function marginal(
  categories: readonly number[],
  { leaves }: Tree,
  dimension: number,
): { width: number; value: number }[] {
  const count = categories[dimension] ?? 0;
  const ends =
    count > 0
      ? Float64Array.from({ length: count + 1 }, (_, i) => i)
      : Float64Array.from(
          new Set([0, 1, ...leaves.flatMap(({ low, high }) => [low[dimension] ?? 0, high[dimension] ?? 1])]),
        ).sort();
  const place = new Map([...ends].map((end, i) => [end, i]));
  // A leaf adds to a run of pieces: noted at the run's ends and summed up after.
  const steps = new Float64Array(ends.length);
  for (const leaf of leaves) {
    const share = (leaf.value * volume(categories, leaf)) / width(categories, leaf, dimension);
    if (count > 0) {
      for (let category = 0; category < count; category++)
        if (covers(categories, leaf, dimension, category)) steps[category] = (steps[category] ?? 0) + share;
      continue;
    }
    const [from, to] = [place.get(leaf.low[dimension] ?? 0) ?? 0, place.get(leaf.high[dimension] ?? 1) ?? 0];
    steps[from] = (steps[from] ?? 0) + share;
    steps[to] = (steps[to] ?? 0) - share;
  }
  let sum = 0;
  return Array.from({ length: ends.length - 1 }, (_, i) => {
    sum = count > 0 ? (steps[i] ?? 0) : sum + (steps[i] ?? 0);
    return { width: count > 0 ? 1 / count : (ends[i + 1] ?? 1) - (ends[i] ?? 0), value: sum };
  });
}

/** Share of the dimension that the leaf's box spans. */
function width(categories: readonly number[], { low, high, allowed }: Leaf, dimension: number): number {
  const count = categories[dimension] ?? 0;
  if (count === 0) return (high[dimension] ?? 1) - (low[dimension] ?? 0);
  const held = allowed[dimension];
  return held === undefined ? 1 : held.filter(Boolean).length / count;
}

const volume = (categories: readonly number[], leaf: Leaf): number =>
  categories.reduce((product, _, dimension) => product * width(categories, leaf, dimension), 1);

function covers(categories: readonly number[], leaf: Leaf, dimension: number, place: number): boolean {
  if ((categories[dimension] ?? 0) > 0) return leaf.allowed[dimension]?.[place] ?? true;
  const [low, high] = [leaf.low[dimension] ?? 0, leaf.high[dimension] ?? 1];
  return place <= high && (place > low || low === 0);
}
