import { describe, expect, it } from 'vitest';
import { rng } from '../../lib/rng.ts';
import type { AlgorithmId, Checkpoint, Dataset, EpochMetrics, Final, TrainTask } from '../types.ts';
import { learners } from './index.ts';

/** What every learner keeps to, whatever it learns (training/types.ts). */

const random = rng(11);
const made = (rows: number): Dataset => {
  const features = new Float32Array(rows * 4).map(() => random.normal());
  const labels = Float32Array.from({ length: rows }, (_, r) =>
    features[4 * r]! + features[4 * r + 1]! > 0 ? 1 : 0,
  );
  return { rows, columns: 4, features, labels };
};
const channels = { train: made(90), validation: made(50), test: made(40) };

const settings: Readonly<Record<Exclude<AlgorithmId, 'surrogate'>, Record<string, string>>> = {
  xgboost: {
    objective: 'multi:softprob',
    num_class: '2',
    num_round: '6',
    subsample: '0.7',
    colsample_bytree: '0.6',
    early_stopping_rounds: '6',
  },
  'linear-learner': { predictor_type: 'binary_classifier', epochs: '6', mini_batch_size: '16' },
  mlp: { hidden_units: '7', epochs: '6', mini_batch_size: '16' },
  'image-classification': {
    num_classes: '2',
    num_training_samples: '90',
    epochs: '6',
    optimizer: 'adam',
    lr_scheduler_step: '3',
  },
  'k-means': { feature_dim: '4', k: '3', epochs: '4', mini_batch_size: '20', half_life_time_size: '50' },
  knn: { feature_dim: '4', k: '3', sample_size: '60', predictor_type: 'classifier' },
  randomcutforest: { feature_dim: '4', num_trees: '55', num_samples_per_tree: '20' },
  'factorization-machines': {
    feature_dim: '4',
    num_factors: '3',
    predictor_type: 'binary_classifier',
    epochs: '4',
    mini_batch_size: '30',
  },
};

interface Run {
  readonly rows: readonly Omit<EpochMetrics, 'checkpoint'>[];
  readonly checkpoints: readonly Checkpoint[];
  readonly final: Final;
}
function run(task: TrainTask): Run {
  const generator = learners[task.algorithm].train(task);
  const rows: Omit<EpochMetrics, 'checkpoint'>[] = [];
  const checkpoints: Checkpoint[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) {
    const { epoch, metrics, log } = next.value;
    rows.push({ epoch, metrics, log });
    checkpoints.push(structuredClone(next.value.checkpoint()));
  }
  return { rows, checkpoints, final: next.value };
}

describe.each(Object.keys(settings) as (keyof typeof settings)[])('%s', (algorithm) => {
  const task: TrainTask = { algorithm, hyperparameters: settings[algorithm], channels, seed: 3 };
  const whole = run(task);

  it('yields the epochs it was asked for, counted from 1, with metrics and a log line each', () => {
    expect(whole.rows.map(({ epoch }) => epoch)).toEqual(whole.rows.map((_, i) => i + 1));
    expect(whole.rows.length).toBe(learners[algorithm].epochs(settings[algorithm]));
    for (const { metrics, log } of whole.rows) {
      expect(Object.keys(metrics).length).toBeGreaterThan(0);
      expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
      expect(log).not.toBe('');
    }
    expect(whole.final.artifact.name).toMatch(/\.json$/);
    expect(() => JSON.parse(whole.final.artifact.text) as unknown).not.toThrow();
  });

  it('repeats itself, and hangs on the seed', () => {
    expect(run(task)).toEqual(whole);
    expect(run({ ...task, seed: 4 }).final.artifact).not.toEqual(whole.final.artifact);
  });

  it('goes on from every checkpoint bit for bit, more than once', () => {
    for (const [i, checkpoint] of whole.checkpoints.entries()) {
      for (let time = 0; time < 2; time++) {
        const rest = run({ ...task, checkpoint });
        expect(rest.rows).toEqual(whole.rows.slice(i + 1));
        expect(rest.final).toEqual(whole.final);
      }
    }
  });

  it('ends after the most epochs that it may have, with a model and what comes with a last epoch', () => {
    const most = Math.max(1, whole.rows.length - 1);
    const cut = run({ ...task, most });
    expect(cut.rows).toHaveLength(most);
    expect(cut.rows.slice(0, -1)).toEqual(whole.rows.slice(0, most - 1));
    expect(Object.keys(cut.rows.at(-1)?.metrics ?? {})).toEqual(
      Object.keys(whole.rows.at(-1)?.metrics ?? {}),
    );
    expect(cut.final.artifact.name).toBe(whole.final.artifact.name);
    expect(run({ ...task, most: 99 })).toEqual(whole);
  });

  it('leaves the channels as they are', () => {
    const before = structuredClone(channels);
    run(task);
    expect(channels).toEqual(before);
  });

  it('refuses what it does not know, and a missing train channel', () => {
    expect(() => run({ ...task, hyperparameters: { ...settings[algorithm], nonsense: '1' } })).toThrow(
      /nonsense/,
    );
    expect(() => run({ ...task, channels: {} })).toThrow(/train/);
  });
});
