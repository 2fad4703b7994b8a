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
import { judged, type KnnModel, writeKnn } from './model.ts';
import type { IndexMetric } from './neighbours.ts';
import { drawProjection, projected, type Projection, projectionTypes } from './projection.ts';

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
  const { reduction, metric } = settings;
  const projection =
    reduction &&
    drawProjection(reduction.type, train.columns, reduction.target, rng(task.seed, 'knn', 'projection'));
  const rows = sampled(train.rows, settings.sampleSize, task.seed);
  if (k > rows.length) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter k: ${k} neighbours cannot be found among ${rows.length} row${rows.length === 1 ? '' : 's'} of the index (the rows of channel train, at most sample_size)`,
    );
  }
  const model: KnnModel = {
    predictorType,
    k,
    metric,
    columns: projection?.target ?? train.columns,
    features: projected(projection, gather(train, rows), rows.length),
    labels: Float32Array.from(rows, (r) => train.labels[r]!),
    ...(projection && { projection }),
  };

  if (task.checkpoint === undefined) {
    const metrics: Record<string, number> = {};
    const lines = [`Indexed ${rows.length} of ${train.rows} rows with ${model.columns} columns`];
    if (test) {
      const { name, value } = judged(model, test);
      metrics[`test:${name}`] = value;
      lines.push(qualityLine('test', name, name === 'accuracy' ? 'score' : 'loss', value));
    }
    yield { epoch: 1, metrics, log: lines.join('\n'), checkpoint: () => ({ epoch: 1, state: {} }) };
  }
  return { artifact: { name: 'model.json', text: writeKnn(model) } };
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

interface Settings {
  readonly predictorType: 'classifier' | 'regressor';
  readonly k: number;
  readonly sampleSize: number;
  readonly metric: IndexMetric;
  readonly reduction?: { readonly type: Projection['type']; readonly target: number };
}

const parts = [1, 2, 3, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 56, 64, 96].map(String);

function readSettings(given: Readonly<Record<string, string>>, columns?: number): Settings {
  const h = readHyperparameters(given);
  readFeatureDim(h, columns);
  // Every index is exact here, whatever this says.
  h.integer('faiss_index_ivf_nlists', { min: 1, default: 1, auto: 1 });
  h.integer('mini_batch_size', { min: 1, default: 5000 });
  h.oneOf('faiss_index_pq_m', parts, { default: '1' });
  h.oneOf('index_type', ['faiss.Flat', 'faiss.IVFFlat', 'faiss.IVFPQ'], { default: 'faiss.Flat' });
  const reduces = h.has('dimension_reduction_type');
  const type = reduces ? h.oneOf('dimension_reduction_type', projectionTypes) : undefined;
  const target = h.integer('dimension_reduction_target', { min: 1, ...(reduces ? {} : { default: 1 }) });
  if (reduces && columns !== undefined && target >= columns) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter dimension_reduction_target: ${target} is not less than the ${columns} features`,
    );
  }
  const settings: Settings = {
    predictorType: h.oneOf('predictor_type', ['classifier', 'regressor']),
    k: h.integer('k', { min: 1, max: 1024 }),
    sampleSize: h.integer('sample_size', { min: 1 }),
    metric: h.oneOf('index_metric', ['L2', 'INNER_PRODUCT', 'COSINE'], { default: 'L2' }),
    ...(type && { reduction: { type, target } }),
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
