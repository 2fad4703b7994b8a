import { describe, expect, it } from 'vitest';
import { TrainingInstanceType } from '../../api/instance-types.ts';
import { rng } from '../../lib/rng.ts';
import { learners } from '../algorithms/index.ts';
import { possible } from '../algorithms/xgboost/names.ts';
import { train } from '../train.ts';
import type { Dataset } from '../types.ts';
import { algorithmOf, algorithms, catalog } from './index.ts';
import type { TrainedAlgorithm, CatalogHyperparameter } from './types.ts';

const random = rng(3);
const rows = 60;
const features = new Float32Array(rows * 3).map(() => random.normal());
const binary: Dataset = {
  rows,
  columns: 3,
  features,
  labels: Float32Array.from({ length: rows }, (_, row) => (features[row * 3]! > 0 ? 1 : 0)),
};
type Task = 'binary' | 'several' | 'numeric';
const tasks: Readonly<Record<Task, Dataset>> = {
  binary,
  several: { ...binary, labels: binary.labels.map((label, row) => label + (row % 4 === 0 ? 1 : 0)) },
  numeric: { ...binary, labels: binary.labels.map((label) => label * 3 + 1) },
};

/** The fewest hyperparameters that make an algorithm do a task; undefined where it cannot. */
function settings({ id }: TrainedAlgorithm, task: Task): Record<string, string> | undefined {
  switch (id) {
    case 'xgboost': {
      const objectives = {
        binary: 'binary:logistic',
        several: 'multi:softprob',
        numeric: 'reg:squarederror',
      };
      return { num_round: '2', objective: objectives[task], num_class: '3' };
    }
    case 'linear-learner':
      return {
        epochs: '2',
        predictor_type: {
          binary: 'binary_classifier',
          several: 'multiclass_classifier',
          numeric: 'regressor',
        }[task],
        num_classes: '3',
      };
    case 'mlp':
      // sgd, since momentum is read for it and not for adam.
      return {
        epochs: '2',
        hidden_units: '4',
        optimizer: 'sgd',
        ...(task === 'numeric' && { loss: 'mse' }),
        ...(task === 'several' && { num_classes: '3' }),
      };
    case 'image-classification':
      if (task === 'numeric') return undefined;
      return { epochs: '2', num_classes: '10', num_training_samples: '60' };
    case 'k-means':
      return task === 'binary' ? { feature_dim: '3', k: '4', epochs: '2' } : undefined;
    case 'knn': {
      const predictor_type = task === 'numeric' ? 'regressor' : 'classifier';
      return { feature_dim: '3', k: '4', sample_size: '50', predictor_type, dimension_reduction_target: '2' };
    }
    case 'randomcutforest':
      return task === 'binary' ? { feature_dim: '3', num_trees: '50' } : undefined;
    case 'factorization-machines': {
      if (task === 'several') return undefined;
      const predictor_type = task === 'binary' ? 'binary_classifier' : 'regressor';
      return { feature_dim: '3', num_factors: '2', epochs: '2', predictor_type };
    }
  }
}
/** XGBoost computes further metrics when asked to. */
const everyMetric: Readonly<Record<Task, readonly string[]>> = {
  binary: possible('binary:logistic'),
  several: possible('multi:softprob'),
  numeric: possible('reg:squarederror'),
};
const least = (algorithm: TrainedAlgorithm) =>
  settings(algorithm, 'binary') ?? settings(algorithm, 'numeric')!;

function rowsOf(algorithm: TrainedAlgorithm, task: Task, more: Record<string, string> = {}) {
  const data = tasks[task];
  return [
    ...train({
      algorithm: algorithm.id,
      hyperparameters: { ...settings(algorithm, task), ...more },
      channels: { train: data, validation: data, test: data },
      seed: 1,
    }),
  ];
}

/** Values of a hyperparameter that the catalogue says are fine. */
function offered({ values = [], tunable, default: fallback }: CatalogHyperparameter): string[] {
  const ends = [tunable?.min, tunable?.max].filter((end) => end !== undefined).map(String);
  const all = [...values, ...(tunable?.values ?? []), ...ends, ...(fallback === undefined ? [] : [fallback])];
  return [...new Set(all)];
}

describe.each(catalog)('$name', (algorithm) => {
  const { id, hyperparameters, metrics, epochParameter } = algorithm;

  it('has a learner that takes every offered value, and none out of bounds', () => {
    const learner = learners[id];
    for (const each of hyperparameters) {
      const run = (value: string) => learner.epochs({ ...least(algorithm), [each.name]: value });
      for (const value of offered(each)) expect(() => run(value), `${each.name} ${value}`).not.toThrow();
      if (each.min !== undefined) expect(() => run(String(each.min! - 1)), each.name).toThrow(each.name);
      if (each.max !== undefined) expect(() => run(String(each.max! + 1)), each.name).toThrow(each.name);
      if (each.kind === 'categorical') expect(() => run('nonsense'), each.name).toThrow(each.name);
    }
    if (epochParameter) expect(learner.epochs({ ...least(algorithm), [epochParameter]: '7' })).toBe(7);
    else expect(learner.epochs(least(algorithm))).toBe(rowsOf(algorithm, 'binary').length);
  });

  it('names what is required, and documents the defaults that the learner has', () => {
    const task = settings(algorithm, 'binary') ? 'binary' : 'numeric';
    const usual = rowsOf(algorithm, task).map((row) => row.metrics);
    for (const { name, required, default: fallback } of hyperparameters) {
      const without = { ...least(algorithm) };
      delete without[name];
      if (required) expect(() => learners[id].epochs(without)).toThrow(name);
      else if (fallback !== undefined && !(name in least(algorithm))) {
        const same = rowsOf(algorithm, task, { [name]: fallback }).map((row) => row.metrics);
        expect(same, name).toEqual(usual);
      }
    }
  });

  it('lists the metrics it emits for one task or another, and says truly which come every epoch', () => {
    const emitted = new Set<string>();
    for (const task of ['binary', 'several', 'numeric'] as const) {
      if (!settings(algorithm, task)) continue;
      const asked = id === 'xgboost' ? { eval_metric: everyMetric[task].join(',') } : undefined;
      const rows = rowsOf(algorithm, task, asked);
      if (id === 'xgboost' && task === 'numeric') {
        // Times to an event are numbers too, with an objective of their own.
        const [survival] = rowsOf(algorithm, task, { objective: 'survival:cox' });
        for (const name of Object.keys(survival!.metrics)) emitted.add(name);
      }
      for (const [i, row] of rows.entries()) {
        for (const name of Object.keys(row.metrics)) {
          emitted.add(name);
          const { perEpoch } = metrics.find((metric) => metric.name === name) ?? {};
          // Of one epoch alone, the end is every epoch.
          if (rows.length > 1) expect(perEpoch, name).toBe(rows.every((each) => name in each.metrics));
          if (!perEpoch) expect(i, name).toBe(rows.length - 1);
        }
      }
    }
    expect([...emitted].sort()).toEqual(metrics.map(({ name }) => name).sort());
  });

  it('finds its metrics in the log by their expressions', () => {
    const task = settings(algorithm, 'binary') ? 'binary' : 'numeric';
    const { log, metrics: values } = rowsOf(algorithm, task).at(-1)!;
    for (const [name, value] of Object.entries(values)) {
      const { regex } = metrics.find((metric) => metric.name === name)!;
      const found = log.split('\n').flatMap((line) => new RegExp(regex!).exec(line)?.[1] ?? []);
      expect(found, name).toHaveLength(1);
      expect(Number.parseFloat(found[0]!), name).toBeCloseTo(value, 4);
    }
  });

  it('presets two to four ranges, within the bounds', () => {
    const preset = hyperparameters.filter(({ tunable }) => tunable?.byDefault);
    expect(preset.length).toBeGreaterThanOrEqual(2);
    expect(preset.length).toBeLessThanOrEqual(4);
    for (const { min = -Infinity, max = Infinity, tunable } of hyperparameters) {
      if (tunable?.min === undefined || tunable.max === undefined) continue;
      expect(tunable.min).toBeGreaterThanOrEqual(min);
      expect(tunable.max).toBeLessThanOrEqual(max);
      if (tunable.scaling === 'Logarithmic') expect(tunable.min).toBeGreaterThan(0);
      if (tunable.scaling === 'ReverseLogarithmic') expect(tunable.max).toBeLessThan(1);
    }
  });
});

describe('an image', () => {
  it.each([
    ['257758044811.dkr.ecr.us-east-2.amazonaws.com/sagemaker-xgboost:1.5-1', 'xgboost'],
    ['683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost', 'xgboost'],
    ['390948362332.dkr.ecr.cn-north-1.amazonaws.com.cn/linear-learner:latest', 'linear-learner'],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/etude-keras-mlp@sha256:0123', 'mlp'],
    ['111122223333.dkr.ecr.eu-west-1.amazonaws.com/my-xgboost:1', undefined],
    ['sagemaker-xgboost:1.7-1', undefined],
    ['', undefined],
  ])('%s is %s', (image, id) => {
    expect(algorithmOf(image)?.id).toBe(id);
  });

  it('of the catalogue is recognised', () => {
    for (const algorithm of catalog) expect(algorithmOf(algorithm.image)).toBe(algorithm);
  });
});

it('expressions read a Keras line', () => {
  const line = 'Epoch 3/100 - loss: 0.6931 - accuracy: 0.5000 - val_loss: 0.7010 - val_accuracy: 0.4857';
  const { metrics } = catalog.find(({ id }) => id === 'mlp')!;
  expect(
    Object.fromEntries(metrics.map(({ name, regex }) => [name, new RegExp(regex!).exec(line)?.[1]])),
  ).toEqual({
    loss: '0.6931',
    accuracy: '0.5000',
    val_loss: '0.7010',
    val_accuracy: '0.4857',
  });
});

it.each(algorithms)(
  'the instance type of $name is one that training jobs can ask for',
  ({ instanceType }) => {
    expect(TrainingInstanceType.options).toContain(instanceType);
  },
);
