import { describe, expect, it } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import {
  AlgorithmError,
  type Checkpoint,
  type Dataset,
  type EpochMetrics,
  type TrainTask,
} from '../../types.ts';
import { xgboost } from './learner.ts';

function made(rows: number, seed: number): Dataset {
  const random = rng(seed);
  const columns = 5;
  const features = new Float32Array(rows * columns).map(() =>
    random.uniform() < 0.1 ? NaN : random.normal(),
  );
  const labels = new Float32Array(rows).map((_, row) => {
    const [a = 0, b = 0, c = 0] = [...features.subarray(row * columns, row * columns + 3)].map((x) => x || 0);
    return a + b * c + random.normal() > 0 ? 1 : 0;
  });
  return { rows, columns, features, labels };
}

const channels = { train: made(400, 1), validation: made(200, 2) };
const base = { objective: 'binary:logistic', num_round: '12' };
const task = (hyperparameters: Record<string, string> = {}, more: Partial<TrainTask> = {}): TrainTask => ({
  algorithm: 'xgboost',
  hyperparameters: { ...base, ...hyperparameters },
  channels,
  seed: 5,
  ...more,
});
const plain = (rows: readonly EpochMetrics[]) =>
  rows.map(({ epoch, metrics, log }) => ({ epoch, metrics, log }));
function run(t: TrainTask): { rows: EpochMetrics[]; artifact: string } {
  const rows: EpochMetrics[] = [];
  const generator = xgboost.train(t);
  for (let next = generator.next(); ; next = generator.next()) {
    if (next.done) return { rows, artifact: next.value.artifact.text };
    rows.push(next.value);
  }
}
const sampled = {
  subsample: '0.7',
  colsample_bytree: '0.6',
  colsample_bylevel: '0.7',
  colsample_bynode: '0.7',
};

describe('a run', () => {
  it('gives one row a round, with every metric of both channels and the log line of the container', () => {
    const { rows } = run(task());
    expect(rows.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(Object.keys(rows[0]!.metrics)).toEqual(
      ['train', 'validation'].flatMap((c) => ['auc', 'error', 'logloss'].map((m) => `${c}:${m}`)),
    );
    const found = /.*\[[0-9]+\].*#011validation-auc:(\S+)/.exec(rows[3]!.log);
    // The documented expression runs on into the next metric; the number leads what it captures.
    expect(Number.parseFloat(found?.[1] ?? '')).toBeCloseTo(rows[3]!.metrics['validation:auc']!, 5);
    expect(rows[3]!.log.startsWith('[3]#011train-auc:')).toBe(true);
  });

  it('learns: the training loss falls every round and the held-out one below that of a constant', () => {
    const losses = run(task()).rows.map(({ metrics }) => metrics['train:logloss']!);
    expect(losses.every((loss, i) => i === 0 || loss < losses[i - 1]!)).toBe(true);
    expect(run(task()).rows.at(-1)!.metrics['validation:logloss']).toBeLessThan(Math.LN2 - 0.05);
  });

  it('repeats bit for bit with the same seed', () => {
    expect(run(task(sampled))).toMatchObject({
      rows: plain(run(task(sampled)).rows),
      artifact: run(task(sampled)).artifact,
    });
  });

  it.each(Object.entries(sampled))('draws anew with another seed: %s %s', (name, share) => {
    const one = plain(run(task({ [name]: share })).rows);
    expect(plain(run(task({ [name]: share }, { seed: 6 })).rows)).not.toEqual(one);
    expect(plain(run(task({ [name]: share, seed: '1' })).rows)).not.toEqual(one);
    expect(plain(run(task()).rows)).not.toEqual(one);
  });

  it('does not depend on the seed when nothing is drawn', () => {
    expect(plain(run(task({}, { seed: 6 })).rows)).toEqual(plain(run(task()).rows));
  });

  it.each([1, 5, 11, 12])('goes on from the checkpoint after round %i as if never interrupted', (at) => {
    const whole = run(task(sampled));
    let checkpoint: Checkpoint | undefined;
    for (const row of xgboost.train(task(sampled))) {
      if (row.epoch === at) checkpoint = structuredClone(row.checkpoint());
      if (row.epoch === at + 1) break;
    }
    const rest = run(task(sampled, { checkpoint: checkpoint! }));
    expect(plain(rest.rows)).toEqual(plain(whole.rows.slice(at)));
    expect(rest.artifact).toBe(whole.artifact);
  });

  it('grows no deeper than max_depth, and deeper without a limit', () => {
    const splits = (depth: string) =>
      JSON.parse(run(task({ max_depth: depth, num_round: '1', min_child_weight: '0' })).artifact).learner
        .gradient_booster.model.trees[0].left_children.length as number;
    expect(splits('1')).toBe(3);
    expect(splits('3')).toBeLessThanOrEqual(15);
    expect(splits('0')).toBeGreaterThan(splits('6'));
  });

  it('computes the metric that is tuned and those of eval_metric', () => {
    const { metrics } = run(task({ _tuning_objective_metric: 'validation:accuracy' })).rows[0]!;
    expect(metrics['validation:accuracy']).toBeCloseTo(1 - metrics['validation:error']!, 12);
    const asked = run(task({ objective: 'reg:squarederror', eval_metric: 'mse' })).rows[0]!.metrics;
    expect(asked['train:mse']).toBeCloseTo(asked['train:rmse']! ** 2, 12);
  });

  it('trains without a validation channel unless its metric is the objective', () => {
    const alone = { channels: { train: channels.train } };
    expect(Object.keys(run(task({}, alone)).rows[0]!.metrics)).toEqual([
      'train:auc',
      'train:error',
      'train:logloss',
    ]);
    expect(() => run(task({ _tuning_objective_metric: 'validation:auc' }, alone))).toThrow(
      /needs a validation channel/,
    );
  });
});

describe('the artifact', () => {
  it('predicts what the run predicted, by the thresholds of the raw values', () => {
    const { rows, artifact } = run(task(sampled));
    const { trees } = JSON.parse(artifact).learner.gradient_booster.model;
    const { validation } = channels;
    let loss = 0;
    for (let row = 0; row < validation.rows; row++) {
      let margin = 0;
      for (const tree of trees) {
        let node = 0;
        while (tree.left_children[node] >= 0) {
          const value = validation.features[row * validation.columns + tree.split_indices[node]]!;
          const left = Number.isNaN(value)
            ? tree.default_left[node] === 1
            : value < tree.split_conditions[node];
          node = left ? tree.left_children[node] : tree.right_children[node];
        }
        margin += tree.split_conditions[node];
      }
      loss += Math.log1p(Math.exp(validation.labels[row] === 1 ? -margin : margin)) / validation.rows;
    }
    expect(loss).toBeCloseTo(rows.at(-1)!.metrics['validation:logloss']!, 6);
  });
});

describe('mistakes of the user', () => {
  it.each([
    [{ num_round: '' }, 'Missing required hyperparameter: num_round'],
    [{ num_round: '0' }, 'Hyperparameter num_round: 0 is not in [1, inf)'],
    [{ num_round: '2.5' }, "Hyperparameter num_round: could not parse '2.5' as an integer"],
    [{ eta: '1.2' }, 'Hyperparameter eta: 1.2 is not in [0, 1]'],
    [{ learning_rate: '-1' }, 'Hyperparameter eta: -1 is not in [0, 1]'],
    [{ subsample: '0' }, 'Hyperparameter subsample: 0 is not in (0, 1]'],
    [{ gamma: 'abc' }, "Hyperparameter gamma: could not parse 'abc' as a number"],
    [{ tree_method: 'exact' }, "Hyperparameter tree_method: 'exact' is not in ['auto', 'hist']"],
    [{ objective: 'rank:ndcg' }, "Hyperparameter objective: 'rank:ndcg' is not in"],
    [{ objective: 'multi:softmax' }, 'Missing required hyperparameter: num_class'],
    [{ objective: 'count:poisson', base_score: '0' }, 'base_score must be positive'],
    [{ booster: 'gblinear' }, "Hyperparameter booster: 'gblinear' is not in"],
    [{ rate_drop: '2' }, 'Hyperparameter rate_drop: 2 is not in [0, 1]'],
    [{ rounds: '3' }, 'Extraneous hyperparameter found: rounds'],
    [
      { csv_weights: '1' },
      'Hyperparameter csv_weights is not supported by this XGBoost learner with any value but 0',
    ],
    [{ early_stopping_rounds: '0' }, 'Hyperparameter early_stopping_rounds: 0 is not in [1, inf)'],
    [{ tweedie_variance_power: '2' }, 'Hyperparameter tweedie_variance_power: 2 is not in (1, 2)'],
    [{ base_score: '1' }, 'base_score must be in (0,1)'],
    [{ eval_metric: 'auc,ndcg' }, 'ndcg is not in [auc, aucpr, error, logloss, accuracy'],
    [{ _tuning_objective_metric: 'validation:rmse' }, 'Objective metric validation:rmse is not computed'],
  ])('%o', (hyperparameters, message) => {
    expect(() => xgboost.epochs({ ...base, ...hyperparameters })).toThrow(AlgorithmError);
    expect(() => run(task(hyperparameters))).toThrow(message);
  });

  it('do not include defaults of what the learner lacks', () => {
    expect(xgboost.epochs({ ...base, max_delta_step: '0.0', max_leaves: '0', rate_drop: '0.3' })).toBe(12);
  });

  it('are told from data too', () => {
    const { train } = channels;
    const three = { ...train, labels: train.labels.map((label, row) => (row === 7 ? 3 : label)) };
    expect(() => run(task({}, { channels: { train: three } }))).toThrow(
      /label must be in \[0,1\].*row 8 .*train has 3/,
    );
    const narrow = { rows: 1, columns: 2, features: new Float32Array(2), labels: new Float32Array(1) };
    expect(() => run(task({}, { channels: { train, validation: narrow } }))).toThrow(/expected: 5 .*got 2/);
    expect(() => run(task({}, { channels: {} }))).toThrow(/channel train is missing/);
  });
});
