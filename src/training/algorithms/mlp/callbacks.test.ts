import { beforeAll, describe, expect, it, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { moons } from '../../moons.ts';
import type { Checkpoint, Dataset, EpochMetrics, Final, TrainTask } from '../../types.ts';
import { mlp } from '../mlp.ts';
import { readMlp } from './model.ts';

const rows = moons({ points: 100, noise: 0.2, seed: 1 });
const dataset = (part: readonly (readonly number[])[]): Dataset => ({
  rows: part.length,
  columns: part[0]!.length - 1,
  features: Float32Array.from(part.flatMap((row) => row.slice(1))),
  labels: Float32Array.from(part.map((row) => row[0]!)),
});
const channels = { train: dataset(rows.slice(0, 30)), validation: dataset(rows.slice(30)) };

interface Run {
  readonly epochs: readonly EpochMetrics[];
  readonly checkpoints: readonly Checkpoint[];
  readonly final: Final;
}
function run(hyperparameters: Record<string, string>, more: Partial<TrainTask> = {}, save = false): Run {
  const generator = mlp.train({ algorithm: 'mlp', hyperparameters, channels, seed: 5, ...more });
  const epochs: EpochMetrics[] = [];
  const checkpoints: Checkpoint[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) {
    epochs.push(next.value);
    if (save) checkpoints.push(structuredClone(next.value.checkpoint()));
  }
  return { epochs, checkpoints, final: next.value };
}
const series = ({ epochs }: Run, name: string) => epochs.map(({ metrics }) => metrics[name]!);
/** The first epoch of the lowest or highest value, from 1. */
const lowest = (values: readonly number[]) => values.indexOf(Math.min(...values)) + 1;
const highest = (values: readonly number[]) => values.indexOf(Math.max(...values)) + 1;
const heldScores = (text: string) => readMlp(text).evaluate(channels.validation);

describe('the tutorial’s three runs on the moons', () => {
  const network = { hidden_units: '500', epochs: '4000', optimizer: 'adam' };
  const simple = { ...network, early_stopping: 'true' };
  const patient = {
    ...simple,
    patience: '200',
    model_checkpoint: 'true',
    checkpoint_monitor: 'val_accuracy',
    save_best_only: 'true',
  };
  let runs: { none: Run; simple: Run; patient: Run };
  beforeAll(() => {
    runs = { none: run(network), simple: run(simple), patient: run(patient) };
  }, 60_000);

  it('are one and the same training up to where each ends', () => {
    const none = series(runs.none, 'val_loss');
    expect(none.length).toBe(4000);
    for (const other of [runs.simple, runs.patient]) {
      const part = series(other, 'val_loss');
      expect(part).toEqual(none.slice(0, part.length));
    }
    expect(runs.none.final.summary).toEqual({ epochs: 4000, stop_epoch: 0 });
  });

  it('without patience end at the first epoch that is not better', () => {
    const losses = series(runs.none, 'val_loss');
    const first = losses.findIndex((loss, i) => i > 0 && loss >= losses[i - 1]!) + 1;
    expect(runs.simple.final.summary).toEqual({ epochs: first, stop_epoch: first, best_epoch: first - 1 });
    expect(runs.simple.epochs.at(-1)!.log).toMatch(new RegExp(`\nEpoch ${first}: early stopping$`));
  });

  it('with patience 200 end 200 epochs after the best loss; the checkpoint holds the best accuracy', () => {
    const { epochs, stop_epoch, best_epoch, checkpoint_epoch } = runs.patient.final.summary!;
    expect(epochs).toBe(stop_epoch);
    expect(epochs).toBeGreaterThan(200);
    expect(epochs).toBeLessThan(2000);
    expect(best_epoch).toBe(lowest(series(runs.patient, 'val_loss')));
    expect(stop_epoch).toBe(best_epoch! + 200);
    expect(checkpoint_epoch).toBe(highest(series(runs.patient, 'val_accuracy')));
    // What the tutorial is about: 4,000 epochs are worse than the good stopping point.
    expect(series(runs.none, 'val_loss').at(-1)).toBeGreaterThan(
      1.3 * series(runs.patient, 'val_loss').at(-1)!,
    );
  });

  it('leave models that load again with the figures of their epochs, to the last digit', () => {
    const { final, epochs } = runs.patient;
    expect(heldScores(final.artifact.text)).toEqual({
      loss: epochs.at(-1)!.metrics.val_loss,
      accuracy: epochs.at(-1)!.metrics.val_accuracy,
    });
    const [best, ...others] = final.files!;
    expect(others).toEqual([]);
    const saved = epochs[final.summary!.checkpoint_epoch! - 1]!.metrics;
    expect(best!.name).toBe('best_model.json');
    expect(heldScores(best!.text)).toEqual({ loss: saved.val_loss, accuracy: saved.val_accuracy });
    expect(JSON.parse(best!.text).training.model_epoch).toBe(final.summary!.checkpoint_epoch);
  });

  it('print every save with epoch and value', () => {
    const saves = runs.patient.epochs.flatMap(
      ({ log }) => /^Epoch (\d+): val_accuracy improved.*$/m.exec(log) ?? [],
    );
    expect(saves.at(-1)).toBe(String(runs.patient.final.summary!.checkpoint_epoch));
  });
});

const small = { hidden_units: '16', epochs: '60', learning_rate: '0.05', mini_batch_size: '8' };

describe('restore_best_weights', () => {
  const restoring = { ...small, early_stopping: 'true', restore_best_weights: 'true' };

  test.each([
    ['stopped', '5'],
    ['ended at its last epoch', '1000'],
  ])('gives the model of the best epoch when training %s', (_, patience) => {
    const { epochs, final } = run({ ...restoring, patience });
    const { best_epoch, stop_epoch } = final.summary!;
    expect(stop_epoch! > 0).toBe(patience === '5');
    expect(best_epoch).toBeLessThan(epochs.length);
    const { val_loss, val_accuracy } = epochs[best_epoch! - 1]!.metrics;
    expect(heldScores(final.artifact.text)).toEqual({ loss: val_loss, accuracy: val_accuracy });
    expect(final.log).toContain(`best epoch: ${best_epoch}.`);
  });

  it('off leaves the last weights', () => {
    const { epochs, final } = run({ ...small, early_stopping: 'true', patience: '5' });
    expect(heldScores(final.artifact.text).loss).toBe(epochs.at(-1)!.metrics.val_loss);
  });
});

test('goes on from any checkpoint as if it had not been interrupted, also past the stop', () => {
  const settings = {
    ...small,
    early_stopping: 'true',
    patience: '6',
    restore_best_weights: 'true',
    model_checkpoint: 'true',
    checkpoint_monitor: 'accuracy',
    save_best_only: 'true',
  };
  const whole = run(settings, {}, true);
  expect(whole.final.summary!.stop_epoch).toBeGreaterThan(0);
  for (const epoch of [1, 5, whole.epochs.length - 1, whole.epochs.length]) {
    const rest = run(settings, { checkpoint: whole.checkpoints[epoch - 1]! });
    expect(rest.epochs.map(({ metrics, log }) => ({ metrics, log }))).toEqual(
      whole.epochs.slice(epoch).map(({ metrics, log }) => ({ metrics, log })),
    );
    expect(rest.final).toEqual(whole.final);
  }
});

describe('settings', () => {
  it('monitor the training loss without any validation rows', () => {
    const { final } = run(
      { ...small, early_stopping: 'true', early_stopping_monitor: 'loss', patience: '3' },
      { channels: { train: channels.train } },
    );
    expect(final.summary!.best_epoch).toBeGreaterThan(0);
  });

  it('warn once about a metric that is not computed, and never stop on it', () => {
    const { epochs, final } = run(
      { ...small, early_stopping: 'true' },
      { channels: { train: channels.train } },
    );
    expect(epochs.filter(({ log }) => log.includes('WARNING')).length).toBe(1);
    expect(final.summary).toEqual({ epochs: 60, stop_epoch: 0 });
  });

  it('save_best_only off saves the last epoch', () => {
    const { final, epochs } = run({ ...small, model_checkpoint: 'true' });
    expect(final.summary!.checkpoint_epoch).toBe(60);
    expect(heldScores(final.files![0]!.text).loss).toBe(epochs.at(-1)!.metrics.val_loss);
  });

  it('of a callback that is off change nothing', () => {
    const idle = { patience: '3', baseline: '0.1', save_best_only: 'true', early_stopping_monitor: 'loss' };
    expect(run({ ...small, ...idle }).final).toEqual(run(small).final);
  });

  test.each([
    [{ patience: '-1' }, /patience/],
    [{ early_stopping_monitor: 'val_auc' }, /early_stopping_monitor/],
    [{ checkpoint_mode: 'best' }, /checkpoint_mode/],
    [{ validation_split: '1' }, /validation_split/],
    [{ baseline: 'low' }, /baseline/],
  ])('%o are refused', (given, message) => {
    expect(() => run({ ...small, ...given })).toThrow(message);
  });
});

describe('validation_split', () => {
  it('takes the last rows of the train channel, which are then never trained on', () => {
    const all = { train: dataset(rows) };
    const split = run({ ...small, validation_split: '0.7' }, { channels: all });
    expect(series(split, 'val_loss')).toEqual(series(run(small), 'val_loss'));
    expect(() => run({ ...small, validation_split: '0.001' }, { channels: all })).not.toThrow();
    expect(() => run({ ...small, validation_split: '0.999' }, { channels: all })).toThrow(
      /leaves one of the two/,
    );
  });

  it('does nothing beside a validation channel', () => {
    expect(run({ ...small, validation_split: '0.5' }).final).toEqual(run(small).final);
  });
});

test('a number is learned with squared error: loss and mse are the same figure', () => {
  const random = rng(2);
  const made = dataset(
    Array.from({ length: 120 }, () => {
      const [x, y] = [random.normal(), random.normal()];
      return [Math.sin(x) + 0.5 * y + 3, x, y];
    }),
  );
  const { epochs, final } = run(
    { hidden_units: '32', epochs: '150', learning_rate: '0.01', loss: 'mse', validation_split: '0.25' },
    { channels: { train: made } },
  );
  expect(Object.keys(epochs[0]!.metrics)).toEqual(['loss', 'mse', 'val_loss', 'val_mse']);
  for (const { metrics } of epochs) {
    expect(metrics.mse).toBe(metrics.loss);
    expect(metrics.val_mse).toBe(metrics.val_loss);
  }
  expect(epochs.at(-1)!.metrics.val_mse).toBeLessThan(0.05);
  const predicted = readMlp(final.artifact.text).predict(made.features, made.rows);
  const errors = made.labels.subarray(90).map((label, r) => (label - predicted[90 + r]!) ** 2);
  expect(errors.reduce((a, b) => a + b) / 30).toBeCloseTo(epochs.at(-1)!.metrics.val_mse!, 5);
});
