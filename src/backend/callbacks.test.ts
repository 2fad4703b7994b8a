import { expect, it } from 'vitest';
import { train } from '../training/train.ts';
import { moons } from '../training/moons.ts';
import { learnerCallbacks } from './callbacks.ts';

const rows = moons({ points: 100, noise: 0.2, seed: 1 });
const data = (part: readonly (readonly number[])[]) => ({
  rows: part.length,
  columns: 2,
  features: Float32Array.from(part.flatMap((row) => row.slice(1))),
  labels: Float32Array.from(part.map(([label = 0]) => label)),
});

const CHANNELS = { train: data(rows.slice(0, 30)), validation: data(rows.slice(30)) };

function trained(algorithm: 'mlp' | 'xgboost' | 'linear-learner', hyperparameters: Record<string, string>) {
  const epochs = train({ algorithm, hyperparameters, channels: CHANNELS, seed: 3 });
  const columns: Record<string, number[]> = {};
  let step = epochs.next();
  while (!step.done) {
    for (const [name, value] of Object.entries(step.value.metrics)) (columns[name] ??= []).push(value);
    step = epochs.next();
  }
  const found = learnerCallbacks({ algorithm, hyperparameters, channels: Object.keys(CHANNELS), columns });
  return { summary: step.value.summary, found };
}

it('tells what the training itself tells of its best, last and saved epoch', () => {
  const { summary, found } = trained('mlp', {
    hidden_units: '16',
    epochs: '300',
    learning_rate: '0.1',
    early_stopping: 'true',
    patience: '4',
    model_checkpoint: 'true',
    checkpoint_monitor: 'val_accuracy',
    save_best_only: 'true',
  });
  expect(summary?.['stop_epoch']).toBeGreaterThan(0);
  expect(found?.EarlyStopping).toMatchObject({
    Name: 'EarlyStopping',
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

it('tells of early_stopping_rounds what boosting did', () => {
  const { summary, found } = trained('xgboost', {
    objective: 'binary:logistic',
    num_round: '200',
    eval_metric: 'auc',
    early_stopping_rounds: '5',
  });
  expect(summary?.['stop_epoch']).toBeGreaterThan(0);
  expect(found?.EarlyStopping).toMatchObject({
    Name: 'early_stopping_rounds',
    Monitor: 'validation:auc',
    Mode: 'Max',
    Patience: 5,
    RestoreBestWeights: true,
    BestEpoch: summary?.['best_epoch'],
    StopEpoch: summary?.['stop_epoch'],
  });
  expect(found?.EarlyStopping?.Waits.at(-1)).toBe(5);
});

it("tells of Linear Learner's own patience, which is on unless it is put off", () => {
  const { summary, found } = trained('linear-learner', {
    predictor_type: 'binary_classifier',
    epochs: '400',
  });
  expect(summary?.['stop_epoch']).toBeGreaterThan(0);
  expect(found?.EarlyStopping).toMatchObject({
    Name: 'early_stopping_patience',
    Monitor: 'validation:objective_loss',
    Patience: 3,
    MinDelta: 0.001,
    Relative: true,
    StopEpoch: summary?.['stop_epoch'],
  });
  expect(found?.EarlyStopping?.Waits).toHaveLength(summary?.['epochs'] ?? Number.NaN);
});

it('watches the training rows where there are no others', () => {
  const given = { hyperparameters: { num_round: '9', early_stopping_rounds: '2' }, channels: ['train'] };
  const found = learnerCallbacks({ algorithm: 'xgboost', ...given, columns: { 'train:rmse': [3, 2, 2, 2] } });
  expect(found?.EarlyStopping).toMatchObject({ Monitor: 'train:rmse', BestEpoch: 2, StopEpoch: 4 });
});

it('says nothing where nothing is on, or the settings are refused', () => {
  const nothing = { channels: ['train'], columns: {} };
  expect(
    learnerCallbacks({ algorithm: 'mlp', hyperparameters: { epochs: '5' }, ...nothing }),
  ).toBeUndefined();
  const bad = { early_stopping: 'true', patience: '-1' };
  expect(learnerCallbacks({ algorithm: 'mlp', hyperparameters: bad, ...nothing })).toBeUndefined();
  expect(learnerCallbacks({ algorithm: 'surrogate', hyperparameters: {}, ...nothing })).toBeUndefined();
});
