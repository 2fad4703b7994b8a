import { describe, expect, it } from 'vitest';
import { rng } from '../../lib/rng.ts';
import { learners } from '../algorithms/index.ts';
import { train } from '../train.ts';
import type { Dataset } from '../types.ts';
import { algorithmOf, catalog } from './index.ts';
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
const numeric: Dataset = { ...binary, labels: binary.labels.map((label) => label * 3 + 1) };

/** The fewest hyperparameters that make an algorithm classify or predict numbers. */
function settings({ id }: TrainedAlgorithm, task: 'binary' | 'numeric'): Record<string, string> {
  switch (id) {
    case 'xgboost':
      return { num_round: '2', objective: task === 'binary' ? 'binary:logistic' : 'reg:squarederror' };
    case 'linear-learner':
      return { epochs: '2', predictor_type: task === 'binary' ? 'binary_classifier' : 'regressor' };
    case 'mlp':
      // sgd, since momentum is read for it and not for adam.
      return {
        epochs: '2',
        hidden_units: '4',
        optimizer: 'sgd',
        ...(task === 'numeric' && { loss: 'mse' }),
      };
    case 'image-classification':
      return { epochs: '2', num_classes: '10', num_training_samples: '60' };
    case 'surrogate':
      throw new Error('The catalogue names no learner of surrogates.');
  }
}

function first(algorithm: TrainedAlgorithm, task: 'binary' | 'numeric', more: Record<string, string> = {}) {
  const data = task === 'binary' || algorithm.id === 'image-classification' ? binary : numeric;
  const [row] = train({
    algorithm: algorithm.id,
    hyperparameters: { ...settings(algorithm, task), ...more },
    channels: { train: data, validation: data },
    seed: 1,
  });
  return row!;
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
      const run = (value: string) => learner.epochs({ ...settings(algorithm, 'binary'), [each.name]: value });
      for (const value of offered(each)) expect(() => run(value), `${each.name} ${value}`).not.toThrow();
      if (each.min !== undefined) expect(() => run(String(each.min! - 1)), each.name).toThrow(each.name);
      if (each.max !== undefined) expect(() => run(String(each.max! + 1)), each.name).toThrow(each.name);
      if (each.kind === 'categorical') expect(() => run('nonsense'), each.name).toThrow(each.name);
    }
    expect(learner.epochs({ ...settings(algorithm, 'binary'), [epochParameter!]: '7' })).toBe(7);
  });

  it('names what is required, and documents the defaults that the learner has', () => {
    for (const { name, required, default: fallback } of hyperparameters) {
      const without = { ...settings(algorithm, 'binary') };
      delete without[name];
      if (required) expect(() => learners[id].epochs(without)).toThrow(name);
      else if (fallback !== undefined && !(name in settings(algorithm, 'binary'))) {
        const { metrics: same } = first(algorithm, 'binary', { [name]: fallback });
        expect(same, name).toEqual(first(algorithm, 'binary').metrics);
      }
    }
  });

  it('emits every metric it lists every epoch for one task or the other, and lists every metric it emits', () => {
    const emitted = new Set<string>();
    for (const task of ['binary', 'numeric'] as const) {
      const asked = id === 'xgboost' ? { eval_metric: task === 'binary' ? 'accuracy' : 'mse' } : undefined;
      for (const name of Object.keys(first(algorithm, task, asked).metrics)) emitted.add(name);
    }
    expect([...emitted].sort()).toEqual(metrics.map(({ name }) => name).sort());
    expect(metrics.every(({ perEpoch }) => perEpoch)).toBe(true);
  });

  it('finds its metrics in the log by their expressions', () => {
    const { log, metrics: values } = first(algorithm, 'binary');
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
