import { expect, it } from 'vitest';
import { train } from '../training/train.ts';
import { moons } from '../training/moons.ts';
import { networkCallbacks } from './callbacks.ts';

const rows = moons({ points: 100, noise: 0.2, seed: 1 });
const data = (part: readonly (readonly number[])[]) => ({
  rows: part.length,
  columns: 2,
  features: Float32Array.from(part.flatMap((row) => row.slice(1))),
  labels: Float32Array.from(part.map(([label = 0]) => label)),
});

it('tells what the training itself tells of its best, last and saved epoch', () => {
  const hyperparameters = {
    hidden_units: '16',
    epochs: '300',
    learning_rate: '0.1',
    early_stopping: 'true',
    patience: '4',
    model_checkpoint: 'true',
    checkpoint_monitor: 'val_accuracy',
    save_best_only: 'true',
  };
  const epochs = train({
    algorithm: 'mlp',
    hyperparameters,
    channels: { train: data(rows.slice(0, 30)), validation: data(rows.slice(30)) },
    seed: 3,
  });
  const columns: Record<string, number[]> = {};
  let step = epochs.next();
  while (!step.done) {
    for (const [name, value] of Object.entries(step.value.metrics)) (columns[name] ??= []).push(value);
    step = epochs.next();
  }
  const { summary } = step.value;
  const found = networkCallbacks(hyperparameters, columns);
  expect(summary?.['stop_epoch']).toBeGreaterThan(0);
  expect(found?.EarlyStopping).toMatchObject({
    Monitor: 'val_loss',
    Mode: 'Min',
    Patience: 4,
    BestEpoch: summary?.['best_epoch'],
    StopEpoch: summary?.['stop_epoch'],
  });
  expect(found?.EarlyStopping?.Waits.at(-1)).toBe(4);
  expect(found?.ModelCheckpoint?.SavedEpochs.at(-1)).toBe(summary?.['checkpoint_epoch']);
  expect(found?.ModelCheckpoint?.Mode).toBe('Max');
});

it('says nothing where neither callback is on, or the settings are refused', () => {
  expect(networkCallbacks({ epochs: '5' }, {})).toBeUndefined();
  expect(networkCallbacks({ early_stopping: 'true', patience: '-1' }, {})).toBeUndefined();
});
