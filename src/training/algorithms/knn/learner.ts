import { rng } from '../../../lib/rng.ts';
import { readHyperparameters } from '../../hyperparameters.ts';
import {
  AlgorithmError,
  type Dataset,
  type EpochMetrics,
  type Final,
  type Learner,
  type TrainTask,
} from '../../types.ts';
import { fullChannels } from '../channels.ts';
import { qualityLine, readFeatureDim } from '../feature-dim.ts';
import { type Index, type IndexMetric, searcher } from './neighbours.ts';

/**
 * SageMaker's k-nearest-neighbours (developer guide, "How It Works"): draws `sample_size` rows, projects them where
 * that is asked for, and keeps them as an index. There is nothing to iterate: one epoch. Channels: `train`, and `test`
 * if there is one, on which `test:accuracy` or `test:mse` is told. Neighbours vote with equal weight; among classes with
 * as many votes the lowest label wins. Every `index_type` gives the exact neighbours here, as `faiss.Flat` does.
 */
export const knn: Learner = {
  id: 'knn',
  epochs: (hyperparameters) => {
    readSettings(hyperparameters);
    return 1;
  },
  train: indexRows,
};

function* indexRows(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const { train, test } = fullChannels(task, 'test:');
  const settings = readSettings(task.hyperparameters, train.columns);
  const { predictorType, k } = settings;
  if (predictorType === 'classifier') {
    requireClasses(train, 'train');
    if (test) requireClasses(test, 'test');
  }
  const project = projection(task.seed, train.columns, settings.target);
  const rows = sampled(train.rows, settings.sampleSize, task.seed);
  const index: Index = {
    rows: rows.length,
    columns: settings.target ?? train.columns,
    features: project(gather(train, rows), rows.length),
  };
  const labels = Float32Array.from(rows, (r) => train.labels[r]!);

  if (task.checkpoint === undefined) {
    const metrics: Record<string, number> = {};
    const lines = [`Indexed ${rows.length} of ${train.rows} rows with ${index.columns} columns`];
    if (test) {
      const neighbours = searcher(index, k, settings.metric)(project(test.features, test.rows), test.rows);
      const held = neighbours.length / test.rows;
      const answer = predictorType === 'classifier' ? vote : mean;
      let sum = 0;
      for (let r = 0; r < test.rows; r++) {
        const guess = answer(neighbours.subarray(r * held, (r + 1) * held), labels);
        const label = test.labels[r]!;
        sum += predictorType === 'classifier' ? (guess === label ? 1 : 0) : (guess - label) ** 2;
      }
      const [name, kind] =
        predictorType === 'classifier' ? (['accuracy', 'score'] as const) : (['mse', 'loss'] as const);
      metrics[`test:${name}`] = sum / test.rows;
      lines.push(qualityLine('test', name, kind, sum / test.rows));
    }
    yield { epoch: 1, metrics, log: lines.join('\n'), checkpoint: () => ({ epoch: 1, state: {} }) };
  }
  const model = {
    format: 'etude-knn',
    version: 1,
    predictorType,
    k,
    metric: settings.metric,
    columns: index.columns,
    labels: Array.from(labels),
    features: Array.from(index.features),
  };
  return { artifact: { name: 'model.json', text: JSON.stringify(model) } };
}

/** Numbers of the rows drawn without repetition, ascending: all of them where there are no more. */
function sampled(rows: number, size: number, seed: number): Int32Array {
  const all = Int32Array.from({ length: rows }, (_, r) => r);
  if (size >= rows) return all;
  return rng(seed, 'knn', 'sample').shuffle(all).subarray(0, size).sort();
}

function gather({ columns, features }: Dataset, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * columns);
  rows.forEach((r, i) => out.set(features.subarray(r * columns, (r + 1) * columns), i * columns));
  return out;
}

/** Random signs as a projection onto fewer columns (Achlioptas 2003), or no projection. */
function projection(seed: number, columns: number, target: number | undefined) {
  if (target === undefined) return (features: Float32Array) => features;
  const random = rng(seed, 'knn', 'projection');
  const scale = 1 / Math.sqrt(target);
  const signs = Float32Array.from({ length: columns * target }, () =>
    random.uniform() < 0.5 ? -scale : scale,
  );
  return (features: Float32Array, rows: number): Float32Array => {
    const out = new Float32Array(rows * target);
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < columns; j++) {
        const value = features[r * columns + j]!;
        if (value === 0) continue;
        for (let t = 0; t < target; t++) out[r * target + t]! += value * signs[j * target + t]!;
      }
    }
    return out;
  };
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

interface Settings {
  readonly predictorType: 'classifier' | 'regressor';
  readonly k: number;
  readonly sampleSize: number;
  readonly metric: IndexMetric;
  /** Columns after the projection, if there is one. */
  readonly target?: number;
}

/** Known to the real container; every index is exact here, whatever they say. */
const harmless = ['faiss_index_ivf_nlists'];
const parts = [1, 2, 3, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96].map(String);

function readSettings(given: Readonly<Record<string, string>>, columns?: number): Settings {
  const h = readHyperparameters(given);
  readFeatureDim(h, columns);
  for (const name of harmless) h.has(name);
  h.integer('mini_batch_size', { min: 1, default: 5000 });
  h.oneOf('faiss_index_pq_m', parts, { default: '1' });
  h.oneOf('index_type', ['faiss.Flat', 'faiss.IVFFlat', 'faiss.IVFPQ'], { default: 'faiss.Flat' });
  const reduces = h.has('dimension_reduction_type');
  if (reduces) h.oneOf('dimension_reduction_type', ['sign']);
  const columnsLeft = h.integer('dimension_reduction_target', { min: 1, ...(reduces ? {} : { default: 1 }) });
  const target = reduces ? columnsLeft : undefined;
  if (target !== undefined && columns !== undefined && target >= columns) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter dimension_reduction_target: ${target} is not less than the ${columns} features`,
    );
  }
  const settings: Settings = {
    predictorType: h.oneOf('predictor_type', ['classifier', 'regressor']),
    k: h.integer('k', { min: 1, max: 1024 }),
    sampleSize: h.integer('sample_size', { min: 1 }),
    metric: h.oneOf('index_metric', ['L2', 'INNER_PRODUCT', 'COSINE'], { default: 'L2' }),
    ...(target !== undefined && { target }),
  };
  h.rejectUnread();
  return settings;
}

function requireClasses({ labels }: Dataset, channel: string): void {
  const row = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0));
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel ${channel} is not an integer from 0, as predictor_type classifier needs`,
  );
}
