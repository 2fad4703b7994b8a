import { describe, expect, test } from 'vitest';
import { rng } from '../../lib/rng.ts';
import { moons } from '../moons.ts';
import {
  AlgorithmError,
  type Checkpoint,
  type Dataset,
  type EpochMetrics,
  type Final,
  type TrainTask,
} from '../types.ts';
import { mlp } from './mlp.ts';
import { readMlp } from './mlp/model.ts';

const rows = moons({ points: 100, noise: 0.2, seed: 1 });
const dataset = (part: readonly (readonly number[])[]): Dataset => ({
  rows: part.length,
  columns: part[0]!.length - 1,
  features: Float32Array.from(part.flatMap((row) => row.slice(1))),
  labels: Float32Array.from(part.map((row) => row[0]!)),
});
const channels = { train: dataset(rows.slice(0, 30)), validation: dataset(rows.slice(30)) };
const task = (hyperparameters: Record<string, string>, rest: Partial<TrainTask> = {}): TrainTask => ({
  algorithm: 'mlp',
  hyperparameters: { epochs: '8', hidden_units: '12', mini_batch_size: '8', ...hyperparameters },
  channels,
  seed: 5,
  ...rest,
});
/** Trains to the end. */
function run(given: TrainTask) {
  const metrics: EpochMetrics['metrics'][] = [];
  const logs: string[] = [];
  const checkpoints: Checkpoint[] = [];
  const generator = mlp.train(given);
  let next = generator.next();
  for (; !next.done; next = generator.next()) {
    metrics.push(next.value.metrics);
    logs.push(next.value.log);
    checkpoints.push(structuredClone(next.value.checkpoint()));
  }
  return { metrics, logs, checkpoints, final: next.value satisfies Final };
}

describe('repeats', () => {
  const first = run(task({}));

  test('with the same seed, and differs with another', () => {
    expect(run(task({}))).toEqual(first);
    const other = run(task({}, { seed: 6 }));
    for (const [e, metrics] of first.metrics.entries()) expect(other.metrics[e]).not.toEqual(metrics);
  });

  test('a seed of its own goes before that of the training job', () => {
    const own = run(task({ seed: '9' }));
    expect(run(task({ seed: '9' }, { seed: 6 })).metrics).toEqual(own.metrics);
    expect(own.metrics[0]).not.toEqual(first.metrics[0]);
  });

  test('the order of the rows comes from the seed and from the epoch', () => {
    const checkpoint = run(task({})).checkpoints[3]!;
    const next = (seed: number, epoch: number) =>
      run(task({}, { seed, checkpoint: { ...checkpoint, epoch } })).metrics[0];
    // The same weights go on each time.
    expect(next(5, 4)).toEqual(next(5, 4));
    expect(next(6, 4)).not.toEqual(next(5, 4));
    expect(next(5, 3)).not.toEqual(next(5, 4));
  });

  test.each(['sgd', 'nag', 'adam', 'rmsprop'])('bit for bit from any checkpoint with %s', (optimizer) => {
    const given = { optimizer, ...(optimizer === 'sgd' || optimizer === 'nag' ? { momentum: '0.8' } : {}) };
    const whole = run(task(given));
    for (const epoch of [1, 4, 7, 8]) {
      const checkpoint = whole.checkpoints[epoch - 1]!;
      for (let time = 0; time < 2; time++) {
        const rest = run(task(given, { checkpoint }));
        expect(rest.metrics).toEqual(whole.metrics.slice(epoch));
        expect(rest.final).toEqual(whole.final);
      }
    }
  });

  test('a checkpoint is a copy: training on does not move it', () => {
    const generator = mlp.train(task({}));
    const at = generator.next();
    if (at.done) throw new Error('no epoch');
    const checkpoint = at.value.checkpoint();
    const before = structuredClone(checkpoint);
    generator.next();
    expect(checkpoint).toEqual(before);
  });
});

describe('reports', () => {
  test('Keras’s figures with all their digits', () => {
    const { metrics, logs } = run(task({}));
    expect(metrics.length).toBe(8);
    const { loss, accuracy, val_loss, val_accuracy } = metrics[2]!;
    expect(logs[2]).toBe(
      `Epoch 3/8 - loss: ${loss} - accuracy: ${accuracy} - val_loss: ${val_loss} - val_accuracy: ${val_accuracy}`,
    );
  });

  test('no validation figures without a validation channel', () => {
    const { metrics } = run(task({}, { channels: { train: channels.train } }));
    expect(Object.keys(metrics[0]!)).toEqual(['loss', 'accuracy']);
  });

  test('the artifact loads to a model with the last epoch’s figures', () => {
    const { metrics, final } = run(task({ hidden_units: '9,4' }));
    const model = readMlp(final.artifact.text);
    const { loss, accuracy } = model.evaluate(channels.validation);
    expect({ val_loss: loss, val_accuracy: accuracy }).toMatchObject({
      val_loss: metrics.at(-1)!.val_loss,
      val_accuracy: metrics.at(-1)!.val_accuracy,
    });
    const { features, labels, rows: count } = channels.validation;
    const probabilities = model.predict(features, count);
    const entropy = labels.map((label, r) => -Math.log(label ? probabilities[r]! : 1 - probabilities[r]!));
    expect(entropy.reduce((a, b) => a + b) / count).toBeCloseTo(loss, 5);
  });
});

test('learns several classes with a softmax output, and predicts their probabilities', () => {
  const random = rng(3);
  const centers = [
    [0, 2],
    [2, -1],
    [-2, -1],
  ] as const;
  const blobs = dataset(
    Array.from({ length: 150 }, (_, r) => {
      const [x, y] = centers[r % 3]!;
      return [r % 3, x + 0.4 * random.normal(), y + 0.4 * random.normal()];
    }),
  );
  const { metrics, final } = run(
    task(
      { num_classes: '3', epochs: '60', learning_rate: '0.05', mini_batch_size: '150' },
      { channels: { train: blobs } },
    ),
  );
  // All rows in one batch: the first row of metrics is of the fresh weights.
  expect(metrics[0]!.loss).toBeGreaterThan(10 * metrics.at(-1)!.loss!);
  expect(metrics.at(-1)!.accuracy).toBeGreaterThan(0.98);
  const predicted = readMlp(final.artifact.text).predict(blobs.features, blobs.rows);
  let right = 0;
  for (let r = 0; r < blobs.rows; r++) {
    const row = [...predicted.subarray(3 * r, 3 * r + 3)];
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    if (row.indexOf(Math.max(...row)) === blobs.labels[r]) right++;
  }
  expect(right / blobs.rows).toBeGreaterThan(0.98);
});

test('a diverging network reports numbers that are not finite and goes on to its end', () => {
  const { metrics, final } = run(task({ optimizer: 'sgd', learning_rate: '1e30', epochs: '5' }));
  expect(metrics.length).toBe(5);
  expect(Number.isFinite(metrics.at(-1)!.val_loss)).toBe(false);
  expect(readMlp(final.artifact.text).evaluate(channels.validation).loss).toBeNaN();
});

test('over-fits the moons: 4,000 epochs learn 30 points by heart while the other 70 get worse', () => {
  const { metrics } = run({
    ...task({}),
    hyperparameters: { hidden_units: '500', epochs: '4000', optimizer: 'adam' },
  });
  const held = metrics.map((m) => m.val_loss!);
  const best = held.indexOf(Math.min(...held));
  expect(metrics.at(-1)!.accuracy).toBe(1);
  expect(best).toBeGreaterThan(100);
  expect(best).toBeLessThan(2000);
  expect(held.at(-1)! / held[best]!).toBeGreaterThan(1.3);
});

describe('refuses', () => {
  const refused = (given: TrainTask) => expect(() => run(given));

  test.each([
    [{ hidden_units: '64;64' }, /hidden_units.*64;64/],
    [{ hidden_units: '0' }, /hidden_units/],
    [{ hidden_units: '99999,999' }, /hidden_units.*weights/],
    [{ optimizer: 'adagrad' }, /optimizer.*adagrad/],
    [{ learning_rate: '0' }, /learning_rate/],
    [{ learning_rate: 'fast' }, /learning_rate.*fast/],
    [{ momentum: '1.5', optimizer: 'sgd' }, /momentum/],
    [{ mini_batch_size: '2.5' }, /mini_batch_size/],
    [{ epochs: '0' }, /epochs/],
    [{ num_classes: '0' }, /num_classes/],
    [{ dropout: '0.5' }, /dropout/],
  ])('%o', (hyperparameters, message) => {
    refused(task(hyperparameters)).toThrow(AlgorithmError);
    refused(task(hyperparameters)).toThrow(message);
  });

  test('channels that are missing, of another width, with holes or with other labels', () => {
    const { train, validation } = channels;
    refused(task({}, { channels: {} })).toThrow(/channel train is missing/);
    const wide = { ...validation, columns: 1, rows: 140 };
    refused(task({}, { channels: { train, validation: wide } })).toThrow(/expected: 2 .* got 1/);
    const hole = { ...train, features: train.features.with(5, Number.NaN) };
    refused(task({}, { channels: { train: hole } })).toThrow(/'train': row 3, feature 2 is missing/);
    const label = { ...validation, labels: validation.labels.with(4, 2) };
    refused(task({}, { channels: { train, validation: label } })).toThrow(/Label 2 in row 5 .*validation/);
    const objective = { _tuning_objective_metric: 'val_loss' };
    refused(task(objective, { channels: { train } })).toThrow(/val_loss needs a validation channel/);
    expect(run(task(objective)).metrics.length).toBe(8);
  });

  test('nothing that adam has no use for but the others have: momentum', () => {
    expect(run(task({ optimizer: 'adam', momentum: '0.5' })).metrics).toEqual(run(task({})).metrics);
  });
});

test('epochs are counted without data', () => {
  expect(mlp.epochs({ epochs: '4000' })).toBe(4000);
  for (const momentum of ['foo', '-1'])
    for (const optimizer of ['adam', 'sgd'])
      expect(() => mlp.epochs({ optimizer, momentum })).toThrow('ClientError: Hyperparameter momentum: ');
  expect(mlp.epochs({ optimizer: 'adam', momentum: '0.9', epochs: '3' })).toBe(3);
  expect(() => mlp.epochs({ epochs: 'many' })).toThrow(AlgorithmError);
});
