import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../types.ts';
import { linearLearner } from '../linear-learner.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import losses from './fixtures/losses.json' with { type: 'json' };
import { readLinearModel } from './model.ts';
import { readLinearSettings } from './settings.ts';

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

describe('losses with a threshold, in the label’s own units', () => {
  test.each(losses.thresholds)('$loss with $name $threshold', (expected) => {
    const { loss, name, threshold, train, absolute, tolerance } = expected;
    const given = {
      predictor_type: 'regressor',
      loss,
      [name]: String(threshold),
      wd: String(losses.wd),
      learning_rate: tolerance < 1e-3 ? '0.5' : '0.005',
      epochs: '4000',
    };
    const { metrics } = last(
      given,
      channels((value) => value),
    );
    expect(Math.abs(metrics['train:objective_loss']! / train - 1)).toBeLessThan(tolerance);
    expect(Math.abs(metrics['train:absolute_loss']! / absolute - 1)).toBeLessThan(tolerance);
  });

  test('above all errors huber_loss is half of squared_loss, below all of them it is the absolute one', () => {
    const of = (loss: string, huber_delta = '1') =>
      last(
        { predictor_type: 'regressor', loss, huber_delta, learning_rate: '0.1', epochs: '50' },
        channels((value) => value),
      ).metrics;
    const [squared, high] = [of('squared_loss'), of('huber_loss', '1e6')];
    expect(high['validation:mse']).toBeCloseTo(squared['validation:mse']!, 9);
    expect(high['validation:objective_loss']! * 2).toBeCloseTo(squared['validation:objective_loss']!, 9);
    const low = of('huber_loss', '1e-6');
    expect(low['validation:objective_loss']! / (1e-6 * low['validation:absolute_loss']!)).toBeCloseTo(1, 6);
  });
});

describe('beside the loss', () => {
  const one = (given: Record<string, string>, epochs = '1') =>
    last(
      { predictor_type: 'regressor', learning_rate: '0.01', epochs, init_scale: '1e-9', ...given },
      channels((value) => value),
    ).model;

  test('the bias moves by its own multiple, from where init_bias puts it', () => {
    const usual = one({ init_bias: '2' }).weights;
    const further = one({ init_bias: '2', bias_lr_mult: '7' }).weights;
    expect(further.slice(0, -1)).toEqual(usual.slice(0, -1));
    expect(further.at(-1)! - 2).toBeCloseTo(7 * (usual.at(-1)! - 2), 12);
    // Around the mean the gradient of the bias is the bias itself; the penalty adds wd × its multiple of it.
    expect(usual.at(-1)).toBeCloseTo(2 - 0.01 * 2, 6);
    const pulled = one({ init_bias: '2', wd: '0.5', bias_wd_mult: '3' }).weights;
    expect(pulled.at(-1)).toBeCloseTo(2 - 0.01 * (2 + 0.5 * 3 * 2), 6);
  });

  test('the learning rate falls by the factor after every step, down to the minimum', () => {
    const given = { lr_scheduler_step: '2', lr_scheduler_factor: '0.1', lr_scheduler_minimum_lr: '0.0005' };
    const { optimizer } = readLinearSettings({
      predictor_type: 'regressor',
      learning_rate: '0.01',
      ...given,
    });
    const rates = [0, 1, 2, 3, 4, 9].map((steps) => optimizer(steps).learningRate);
    [0.01, 0.01, 0.001, 0.001, 0.0005, 0.0005].forEach((rate, i) => expect(rates[i]).toBeCloseTo(rate, 12));
    const off = { predictor_type: 'regressor', learning_rate: '0.01', use_lr_scheduler: 'false' };
    expect(readLinearSettings({ ...off, ...given }).optimizer(9).learningRate).toBe(0.01);
    expect([...one(given, '6').weights]).not.toEqual([...one({}, '6').weights]);
  });

  test('means and deviations are of the first num_point_for_scaler rows, each as asked for', () => {
    const column = Array.from(golden.train.features.filter((_, i) => i % 4 === 0).slice(0, 10));
    const mean = column.reduce((sum, value) => sum + value, 0) / 10;
    const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 10);
    const first = (given: Record<string, string>) =>
      one({ num_point_for_scaler: '10', ...given }).features[0]!;
    expect(first({}).center).toBeCloseTo(mean, 4);
    expect(first({}).scale).toBeCloseTo(deviation, 4);
    expect(first({ unbias_data: 'false' })).toEqual({ center: 0, scale: first({}).scale });
    expect(first({ normalize_data: 'false' })).toEqual({ center: 0, scale: 1 });
    expect(first({ normalize_data: 'false', unbias_data: 'true' })).toEqual({ ...first({}), scale: 1 });
    expect(one({ unbias_label: 'false' }).label.center).toBe(0);
  });

  test('weights start normal with init_sigma if that is asked for', () => {
    const start = (sigma: string) =>
      one({ init_method: 'normal', init_sigma: sigma, learning_rate: '1e-12' }).weights;
    const [narrow, wide] = [start('0.01'), start('0.02')];
    for (let i = 0; i < 4; i++) expect(wide[i]! / narrow[i]!).toBeCloseTo(2, 6);
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
