import type { Dataset } from '../../types.ts';
import { type IndexMetric, searcher } from './neighbours.ts';
import { type Projection, projected } from './projection.ts';

/** What is kept of the training rows, and how others are answered from it. */
export interface KnnModel {
  readonly predictorType: 'classifier' | 'regressor';
  readonly k: number;
  readonly metric: IndexMetric;
  /** After the projection, if there is one. */
  readonly columns: number;
  readonly features: Float32Array;
  readonly labels: Float32Array;
  readonly projection?: Projection;
}

interface ModelJson extends Omit<KnnModel, 'features' | 'labels'> {
  readonly format: 'etude-knn';
  readonly version: 2;
  readonly labels: readonly number[];
  readonly features: readonly number[];
}

/** The artifact's text. */
export function writeKnn({ features, labels, ...rest }: KnnModel): string {
  const model: ModelJson = {
    format: 'etude-knn',
    version: 2,
    ...rest,
    labels: Array.from(labels),
    features: Array.from(features),
  };
  return JSON.stringify(model);
}

/** Loads what `writeKnn` wrote: the same model, bit for bit. */
export function readKnn(text: string): KnnModel {
  const { format: _, version: __, features, labels, ...rest } = JSON.parse(text) as ModelJson;
  return { ...rest, features: Float32Array.from(features), labels: Float32Array.from(labels) };
}

/**
 * What the neighbours say of every row: the class that most of them have, the lowest among as many, or the mean of
 * their numbers.
 */
export function answers(
  model: KnnModel,
  { rows, features }: Pick<Dataset, 'rows' | 'features'>,
): Float64Array {
  const { labels, columns, k, metric, predictorType } = model;
  const index = { rows: labels.length, columns, features: model.features };
  const found = searcher(index, k, metric)(projected(model.projection, features, rows), rows);
  const held = found.length / rows;
  const answer = predictorType === 'classifier' ? vote : mean;
  return Float64Array.from({ length: rows }, (_, r) =>
    answer(found.subarray(r * held, (r + 1) * held), labels),
  );
}

/** `accuracy` of a classifier's answers or `mse` of a regressor's. */
export function judged(
  model: KnnModel,
  data: Dataset,
): { readonly name: 'accuracy' | 'mse'; readonly value: number } {
  const classifies = model.predictorType === 'classifier';
  let sum = 0;
  answers(model, data).forEach((guess, r) => {
    const label = data.labels[r]!;
    sum += classifies ? (guess === label ? 1 : 0) : (guess - label) ** 2;
  });
  return { name: classifies ? 'accuracy' : 'mse', value: sum / data.rows };
}

function vote(neighbours: Int32Array, labels: Float32Array): number {
  const votes = new Map<number, number>();
  for (const r of neighbours) votes.set(labels[r]!, (votes.get(labels[r]!) ?? 0) + 1);
  let best = Infinity;
  let most = 0;
  for (const [label, count] of votes) {
    if (count > most || (count === most && label < best)) [best, most] = [label, count];
  }
  return best;
}

function mean(neighbours: Int32Array, labels: Float32Array): number {
  let sum = 0;
  for (const r of neighbours) sum += labels[r]!;
  return sum / neighbours.length;
}
