import { describe, expect, test } from 'vitest';
import { rng } from '../../lib/rng.ts';
import type { AlgorithmId, Dataset, EpochMetrics } from '../types.ts';
import { judged as judgedMachine, readMachine } from './factorization-machines/model.ts';
import { learners } from './index.ts';
import { judged as judgedClusters, readKMeans } from './k-means/model.ts';
import { judged as judgedAnswers, readKnn } from './knn/model.ts';
import { matricesOf } from './linear-learner/matrix.ts';
import { readLinearModel } from './linear-learner/model.ts';
import { linearMetrics } from './linear-learner/metrics.ts';
import { classWeights } from './linear-learner/objective.ts';
import { readLinearSettings } from './linear-learner/settings.ts';
import { readMlp } from './mlp/model.ts';
import { judged as judgedForest, readForest } from './random-cut-forest/model.ts';

/**
 * A saved model loads again and gives the figures that the training job told of the same rows. XGBoost's artifact is
 * read by its own test, as real XGBoost reads it.
 */

const random = rng(17);
const made = (rows: number): Dataset => {
  const features = new Float32Array(rows * 6).map(() => random.normal());
  const labels = Float32Array.from({ length: rows }, (_, r) =>
    features[6 * r]! + 0.5 * random.normal() > 0 ? 1 : 0,
  );
  return { rows, columns: 6, features, labels };
};
const train = made(160);
const held = made(70);

function run(algorithm: AlgorithmId, hyperparameters: Record<string, string>) {
  const channels = { train, validation: held, test: held };
  const generator = learners[algorithm].train({ algorithm, hyperparameters, channels, seed: 5 });
  let last: EpochMetrics | undefined;
  let next = generator.next();
  for (; !next.done; next = generator.next()) last = next.value;
  return { metrics: last?.metrics ?? {}, text: next.value.artifact.text };
}

function expectTold(
  metrics: Readonly<Record<string, number>>,
  prefix: string,
  loaded: Readonly<Record<string, number>>,
) {
  for (const [name, value] of Object.entries(loaded)) expect(metrics[`${prefix}${name}`], name).toBe(value);
  expect(Object.keys(loaded).length).toBeGreaterThan(0);
}

describe('linear learner', () => {
  test.each([
    { predictor_type: 'binary_classifier', positive_example_weight_mult: '3' },
    { predictor_type: 'multiclass_classifier', num_classes: '3' },
    { predictor_type: 'regressor', loss: 'huber_loss' },
  ])('$predictor_type', (given) => {
    const hyperparameters = { ...given, epochs: '5' };
    const { metrics, text } = run('linear-learner', hyperparameters);
    const settings = readLinearSettings(hyperparameters);
    const model = readLinearModel(text);
    const matrix = matricesOf(model, [held])[0]!;
    expectTold(
      metrics,
      'validation:',
      linearMetrics(model, matrix, classWeights(settings, train.labels), settings),
    );
  });
});

test.each([
  ['crossentropy', 'val_accuracy'],
  ['mse', 'val_mse'],
])('multilayer perceptron, %s', (loss, metric) => {
  const { metrics, text } = run('mlp', { loss, epochs: '5', hidden_units: '9,8' });
  const scores = readMlp(text).evaluate(held);
  expect(metrics.val_loss).toBe(scores.loss);
  expect(metrics[metric]).toBe(loss === 'mse' ? scores.loss : scores.accuracy);
});

test('image classification', () => {
  const { metrics, text } = run('image-classification', {
    num_classes: '2',
    num_training_samples: '160',
    epochs: '4',
  });
  expectTold(metrics, 'validation:', { accuracy: readMlp(text).evaluate(held).accuracy });
});

test('k-means', () => {
  const { metrics, text } = run('k-means', { feature_dim: '6', k: '5', epochs: '3' });
  const { centers, k } = readKMeans(text);
  expectTold(metrics, 'test:', judgedClusters(centers, k, held));
});

describe('k-NN', () => {
  const given = { feature_dim: '6', k: '4', sample_size: '100' };
  test.each([
    { predictor_type: 'classifier' },
    { predictor_type: 'regressor', index_metric: 'COSINE' },
    { predictor_type: 'regressor', dimension_reduction_type: 'sign', dimension_reduction_target: '4' },
    { predictor_type: 'classifier', dimension_reduction_type: 'fjlt', dimension_reduction_target: '5' },
  ])('%o', (more: Record<string, string>) => {
    const { metrics, text } = run('knn', { ...given, ...more });
    const { name, value } = judgedAnswers(readKnn(text), held);
    expectTold(metrics, 'test:', { [name]: value });
  });
});

test('random cut forest', () => {
  const { metrics, text } = run('randomcutforest', {
    feature_dim: '6',
    num_trees: '52',
    num_samples_per_tree: '40',
  });
  expectTold(metrics, 'test:', judgedForest(held, readForest(text)(held)));
});

test.each(['binary_classifier', 'regressor'])('factorization machine, %s', (predictor_type) => {
  const given = { feature_dim: '6', num_factors: '3', predictor_type, epochs: '4', mini_batch_size: '30' };
  const { metrics, text } = run('factorization-machines', given);
  const { mse: _, ...told } = judgedMachine(readMachine(text), held);
  expectTold(metrics, 'test:', told);
});
