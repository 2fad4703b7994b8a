import type { Dataset } from '../../types.ts';
import { boxesOf, type CutTree, unusual } from './tree.ts';

/** The trees and all rows that they were cut from: what boxes follow from, which would be ten times as large. */
interface ModelJson {
  readonly format: 'etude-random-cut-forest';
  readonly version: 2;
  readonly columns: number;
  /** One row after the other. */
  readonly features: readonly number[];
  readonly trees: readonly Readonly<Record<keyof CutTree, readonly number[]>>[];
}

/** The artifact's text. `features` are those of the training rows, of which the trees' own are kept. */
export function writeForest(trees: readonly CutTree[], features: Float32Array, columns: number): string {
  const used = new Map<number, number>();
  const values: number[] = [];
  for (const { rows } of trees) {
    for (const row of rows) {
      if (used.has(row)) continue;
      used.set(row, used.size);
      for (let j = row * columns; j < (row + 1) * columns; j++) values.push(features[j]!);
    }
  }
  return JSON.stringify({
    format: 'etude-random-cut-forest',
    version: 2,
    columns,
    features: values,
    trees: trees.map(({ left, column, cut, mass, rows }) => ({
      left: Array.from(left),
      column: Array.from(column),
      cut: Array.from(cut),
      mass: Array.from(mass),
      rows: Array.from(rows, (row) => used.get(row) ?? 0),
    })),
  } satisfies ModelJson);
}

/** Loads what `writeForest` wrote: a function that scores the rows of a channel as the training job did, bit for bit. */
export function readForest(text: string): (data: Dataset) => Float64Array {
  const { columns, features, trees } = JSON.parse(text) as ModelJson;
  const ready = trees.map(
    (each): CutTree => ({
      left: Int32Array.from(each.left),
      column: Int32Array.from(each.column),
      cut: Float64Array.from(each.cut),
      mass: Int32Array.from(each.mass),
      rows: Int32Array.from(each.rows),
    }),
  );
  const values = Float32Array.from(features);
  return (data) => scores(ready, { columns, features: values }, data);
}

/** Adds to `sums`, one number a row, how unusual the rows are to each of the trees, cut from rows of `train`. */
export function addScores(
  sums: Float64Array,
  trees: readonly CutTree[],
  { columns, features: cutFrom }: Pick<Dataset, 'columns' | 'features'>,
  { features }: Dataset,
): void {
  // Tree by tree, so that its boxes are at hand for all rows, and no others are.
  for (const tree of trees) {
    const boxes = boxesOf(tree, cutFrom, columns);
    for (let row = 0; row < sums.length; row++) sums[row]! += unusual(tree, boxes, columns, features, row);
  }
}

/** The mean over the trees of how unusual each row of the other channel is. */
export function scores(
  trees: readonly CutTree[],
  train: Pick<Dataset, 'columns' | 'features'>,
  data: Dataset,
): Float64Array {
  const sums = new Float64Array(data.rows);
  addScores(sums, trees, train, data);
  return sums.map((sum) => sum / trees.length);
}

/** Deviations above the mean score from which on the container calls a test row an anomaly. */
const DEVIATIONS = 3;

/** F1, precision, recall and accuracy of calling rows anomalies (label 1) that score far above the mean of all. */
export function judged({ labels }: Dataset, of: Float64Array): Readonly<Record<string, number>> {
  const mean = of.reduce((sum, score) => sum + score, 0) / of.length;
  const spread = Math.sqrt(of.reduce((sum, score) => sum + (score - mean) ** 2, 0) / of.length);
  const seen = { right: 0, both: 0, told: 0, real: 0 };
  of.forEach((score, row) => {
    const told = score > mean + DEVIATIONS * spread;
    const real = labels[row] === 1;
    if (told === real) seen.right++;
    if (told && real) seen.both++;
    if (told) seen.told++;
    if (real) seen.real++;
  });
  return {
    f1: (2 * seen.both) / (seen.told + seen.real) || 0,
    precision: seen.both / seen.told || 0,
    recall: seen.both / seen.real || 0,
    accuracy: seen.right / of.length,
  };
}
