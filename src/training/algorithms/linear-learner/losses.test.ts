import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../types.ts';
import { linearLearner } from '../linear-learner.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import losses from './fixtures/losses.json' with { type: 'json' };
import { readLinearModel } from './model.ts';

const classOf = (value: number) => (value < 285 ? 0 : value < 325 ? 1 : 2);
const dataset = (part: 'train' | 'validation', label: (row: number) => number): Dataset => ({
  rows: golden[part].value.length,
  columns: golden.columns,
  features: Float32Array.from(golden[part].features),
  labels: Float32Array.from(golden[part].value, (_, row) => label(row)),
});
const channels = (label: (value: number, binary: number) => number) => ({
  train: dataset('train', (row) => label(golden.train.value[row]!, golden.train.binary[row]!)),
  validation: dataset('validation', (row) =>
    label(golden.validation.value[row]!, golden.validation.binary[row]!),
  ),
});

function last(hyperparameters: Record<string, string>, data: Record<string, Dataset>) {
  const generator = linearLearner.train({
    algorithm: 'linear-learner',
    hyperparameters: {
      mini_batch_size: '1000',
      optimizer: 'sgd',
      early_stopping_patience: '9999',
      ...hyperparameters,
    },
    channels: data,
    seed: 1,
  });
  let metrics: Readonly<Record<string, number>> = {};
  let next = generator.next();
  for (; !next.done; next = generator.next()) metrics = next.value.metrics;
  return { metrics, model: readLinearModel(next.value.artifact.text) };
}

describe(`against scikit-learn ${losses.sklearn}`, () => {
  test('several classes: the softmax optimum and its figures', () => {
    const { hyperparameters, validation } = losses.several;
    const { metrics } = last({ ...hyperparameters, learning_rate: '0.5', epochs: '3000' }, channels(classOf));
    for (const [name, want] of Object.entries(validation)) {
      expect(metrics[`validation:${name}`], name).toBeCloseTo(want, 5);
    }
  });

  // Descent on a kinked loss with a constant rate ends near the optimum, not at it.
  test.each(losses.quantiles)('the loss of quantile $quantile', ({ quantile, train }) => {
    const given = { predictor_type: 'regressor', loss: 'quantile_loss', quantile: String(quantile) };
    const { metrics } = last(
      { ...given, learning_rate: '0.005', epochs: '4000' },
      channels((value) => value),
    );
    expect(metrics['train:objective_loss']! / train).toBeGreaterThan(0.9999);
    expect(metrics['train:objective_loss']! / train).toBeLessThan(1.005);
  });

  test('absolute loss is twice the loss of the median', () => {
    const given = {
      predictor_type: 'regressor',
      loss: 'absolute_loss',
      learning_rate: '0.005',
      epochs: '4000',
    };
    const { metrics } = last(
      given,
      channels((value) => value),
    );
    expect(metrics['train:objective_loss']).toBe(metrics['train:absolute_loss']);
    expect(metrics['train:absolute_loss']! / (2 * losses.quantiles[0]!.train)).toBeCloseTo(1, 2);
  });
});

test('hinge loss tells apart what a plane tells apart, and then costs nothing', () => {
  const apart = channels((_, binary) => binary);
  // Shifted by their label along every axis, the two classes lie on two sides of a plane.
  for (const data of [apart.train, apart.validation]) {
    data.labels.forEach((label, row) => {
      for (let c = 0; c < 4; c++) data.features[row * 4 + c]! += label * 1000;
    });
  }
  const given = {
    predictor_type: 'binary_classifier',
    loss: 'hinge_loss',
    learning_rate: '0.1',
    epochs: '200',
  };
  const { metrics } = last(given, apart);
  expect(metrics['validation:binary_classification_accuracy']).toBe(1);
  expect(metrics['train:objective_loss']).toBe(0);
});

test('balanced classes weigh the rare one up', () => {
  const rare = channels((value) => (value > 370 ? 2 : value < 300 ? 0 : 1));
  const recall = (balance_multiclass_weights: string) =>
    last(
      {
        predictor_type: 'multiclass_classifier',
        num_classes: '3',
        balance_multiclass_weights,
        epochs: '60',
        learning_rate: '0.2',
      },
      rare,
    ).metrics['train:macro_recall']!;
  expect(recall('true')).toBeGreaterThan(recall('false') + 0.05);
});
