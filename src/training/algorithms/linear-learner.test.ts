import { describe, expect, test } from 'vitest';
import { rng } from '../../lib/rng.ts';
import {
  AlgorithmError,
  type Checkpoint,
  type Dataset,
  type EpochMetrics,
  type Final,
  type TrainTask,
} from '../types.ts';
import golden from './linear-learner/fixtures/golden.json' with { type: 'json' };
import { matricesOf } from './linear-learner/matrix.ts';
import { linearModel, readLinearModel } from './linear-learner/model.ts';
import { linearMetrics } from './linear-learner/metrics.ts';
import { classWeights, linearGradient } from './linear-learner/objective.ts';
import { readLinearSettings } from './linear-learner/settings.ts';
import { linearLearner } from './linear-learner.ts';

type Part = 'train' | 'validation';
const dataset = (part: Part, label: 'binary' | 'value'): Dataset => ({
  rows: golden[part].binary.length,
  columns: golden.columns,
  features: Float32Array.from(golden[part].features),
  labels: Float32Array.from(golden[part][label]),
});
const binary = { train: dataset('train', 'binary'), validation: dataset('validation', 'binary') };
const value = { train: dataset('train', 'value'), validation: dataset('validation', 'value') };
const channelsOf = (predictorType: string | undefined) => (predictorType === 'regressor' ? value : binary);

const task = (hyperparameters: Record<string, string>, rest: Partial<TrainTask> = {}): TrainTask => ({
  algorithm: 'linear-learner',
  hyperparameters: {
    predictor_type: 'binary_classifier',
    mini_batch_size: '50',
    early_stopping_patience: '99',
    ...hyperparameters,
  },
  channels: channelsOf(hyperparameters.predictor_type),
  seed: 5,
  ...rest,
});
/** Trains to the end. */
function run(given: TrainTask) {
  const metrics: EpochMetrics['metrics'][] = [];
  const logs: string[] = [];
  const checkpoints: Checkpoint[] = [];
  const generator = linearLearner.train(given);
  let next = generator.next();
  for (; !next.done; next = generator.next()) {
    metrics.push(next.value.metrics);
    logs.push(next.value.log);
    checkpoints.push(structuredClone(next.value.checkpoint()));
  }
  return { metrics, logs, checkpoints, final: next.value satisfies Final };
}

describe('comes to the optimum that scikit-learn finds', () => {
  for (const { hyperparameters, weights, validation } of golden.cases) {
    test(JSON.stringify(hyperparameters), () => {
      // The slope of |w| jumps at 0, so descent ends within a step or two of a weight that l1 puts to 0.
      const [learning_rate, tolerance] = 'l1' in hyperparameters ? ['0.02', 0.01] : ['0.2', 1e-5];
      // All rows at once, so that nothing but the objective decides where it ends.
      const whole = {
        mini_batch_size: '1000',
        optimizer: 'sgd',
        learning_rate,
        epochs: '3000',
        early_stopping_patience: '3000',
      };
      const { metrics, final } = run(task({ ...(hyperparameters as Record<string, string>), ...whole }));
      const model = readLinearModel(final.artifact.text);
      weights.forEach((weight, c) => expect(Math.abs(model.weights[c]! - weight)).toBeLessThan(tolerance));
      for (const [name, want] of Object.entries(validation)) {
        const got = metrics.at(-1)![`validation:${name}`]!;
        expect(Math.abs(got - want)).toBeLessThan(tolerance * Math.max(1, Math.abs(want)));
      }
    });
  }

  test('in 15 epochs with everything on auto, nearly', () => {
    const hyperparameters = { predictor_type: 'binary_classifier', learning_rate: 'auto', optimizer: 'auto' };
    const last = run({
      ...task({}),
      hyperparameters: { ...hyperparameters, mini_batch_size: '20' },
    }).metrics.at(-1)!;
    const { objective_loss } = golden.cases[0]!.validation;
    expect(last['validation:objective_loss']).toBeLessThan(objective_loss * 1.05);
  });
});

test.each(['binary_classifier', 'regressor'])(
  'the gradient of a %s equals finite differences',
  (predictor) => {
    const l1 = 0.03;
    const l2 = 0.2;
    const settings = readLinearSettings({
      predictor_type: predictor,
      l1: String(l1),
      wd: String(l2),
      positive_example_weight_mult: '3',
    });
    const { train } = channelsOf(predictor);
    const random = rng(1, predictor);
    const at = Float64Array.from({ length: train.columns + 1 }, () => random.normal());
    const base = linearModel(settings, train, at);
    const matrix = matricesOf(base, [train])[0]!;
    const mean = classWeights(settings, train.labels);
    /** The objective that is descended: a regressor's loss is half the squared error of the normalised label. */
    const objective = (weights: Float64Array) => {
      const { objective_loss } = linearMetrics({ ...base, weights }, matrix, mean, settings);
      const loss =
        predictor === 'regressor' ? objective_loss! / (2 * base.label.scale ** 2) : objective_loss!;
      const free = weights.slice(0, -1);
      return loss + free.reduce((sum, w) => sum + l1 * Math.abs(w) + (l2 / 2) * w * w, 0);
    };
    const gradient = new Float64Array(at.length);
    const order = Int32Array.from({ length: train.rows }, (_, r) => r);
    linearGradient(base, matrix, order, 0, train.rows, mean, settings, gradient);
    for (let i = 0; i < at.length; i++) {
      const h = 1e-5;
      const slope = (objective(at.with(i, at[i]! + h)) - objective(at.with(i, at[i]! - h))) / (2 * h);
      expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-8);
    }
  },
);

describe('repeats', () => {
  test('with the same seed, and differs with another', () => {
    const first = run(task({}));
    expect(run(task({}))).toEqual(first);
    const other = run(task({}, { seed: 6 }));
    for (const [e, metrics] of first.metrics.entries()) expect(other.metrics[e]).not.toEqual(metrics);
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

  test.each(['sgd', 'adam', 'rmsprop'])('bit for bit from any checkpoint with %s', (optimizer) => {
    const given = { predictor_type: 'regressor', optimizer, momentum: '0.5', l1: '0.01', epochs: '8' };
    const whole = run(task(given));
    for (const epoch of [1, 4, 7, 8]) {
      for (let time = 0; time < 2; time++) {
        const rest = run(task(given, { checkpoint: whole.checkpoints[epoch - 1]! }));
        expect(rest.metrics).toEqual(whole.metrics.slice(epoch));
        expect(rest.final).toEqual(whole.final);
      }
    }
  });
});

describe('reports', () => {
  test('the loss every epoch, and everything else with the last', () => {
    const { metrics, logs } = run(task({}));
    expect(metrics.length).toBe(15);
    const losses = ['train:objective_loss', 'validation:objective_loss'];
    metrics.forEach((row, e) => {
      const names = Object.keys(row);
      if (e < 14) expect(names).toEqual(losses);
      else
        expect(names).toEqual(
          expect.arrayContaining([...losses, 'validation:roc_auc_score', 'train:recall']),
        );
      expect(logs[e]!.split('\n').length).toBe(names.length);
      expect(logs[e]!.split('\n').filter((line) => line.includes(`epoch=${e},`)).length).toBe(2);
    });
  });

  test('no validation figures without a validation channel, and test figures with one', () => {
    const names = (channels: TrainTask['channels']) =>
      Object.keys(run(task({}, { channels })).metrics.at(-1)!);
    expect(names({ train: binary.train }).every((name) => name.startsWith('train:'))).toBe(true);
    const tested = names({ train: binary.train, test: binary.validation });
    expect(tested).toContain('test:objective_loss');
    expect(tested).toContain('test:binary_f_beta');
  });

  test.each(['binary_classifier', 'regressor'])('the figures its artifact gives (%s)', (predictor_type) => {
    const { metrics, final } = run(task({ predictor_type }));
    const model = readLinearModel(final.artifact.text);
    const { validation, train } = channelsOf(predictor_type);
    const settings = readLinearSettings({ predictor_type });
    const weights = classWeights(settings, train.labels);
    const matrix = matricesOf(model, [validation])[0]!;
    const again = linearMetrics(model, matrix, weights, settings);
    for (const [name, figure] of Object.entries(again)) {
      expect(metrics.at(-1)![`validation:${name}`]).toBe(figure);
    }
  });
});

describe('settings', () => {
  test('features far from 0 need normalize_data, and a constant one does no harm', () => {
    const { features, columns } = binary.train;
    const constant = {
      ...binary.train,
      features: features.map((v, i) => (i % columns === 3 ? 7 : v)),
    };
    const loss = (hyperparameters: Record<string, string>, train: Dataset) =>
      run(task({ optimizer: 'sgd', ...hyperparameters }, { channels: { train } })).metrics.at(-1)![
        'train:objective_loss'
      ]!;
    expect(loss({}, constant)).toBeLessThan(0.69);
    expect(loss({ normalize_data: 'false' }, binary.train)).toBeGreaterThan(0.69);
  });

  test('without a bias none is learnt; balanced classes weigh alike', () => {
    const bias = (hyperparameters: Record<string, string>) =>
      readLinearModel(run(task(hyperparameters)).final.artifact.text).weights.at(-1);
    expect(bias({ use_bias: 'False' })).toBe(0);
    expect(bias({ use_bias: 'True' })).not.toBe(0);
    const balanced = readLinearSettings({
      predictor_type: 'binary_classifier',
      positive_example_weight_mult: 'balanced',
    });
    const labels = Float32Array.of(1, 0, 0, 0, 0);
    const { positive, negative } = classWeights(balanced, labels);
    expect([positive, negative]).toEqual([2.5, 0.625]);
  });

  test('mini_batch_size beyond the rows means all rows', () => {
    expect(run(task({ mini_batch_size: '5000' })).metrics).toEqual(
      run(task({ mini_batch_size: '120' })).metrics,
    );
  });

  test('a diverging model reports numbers that are not finite and goes on to its end', () => {
    const { metrics, final } = run(
      task({ predictor_type: 'regressor', optimizer: 'sgd', learning_rate: '1e200' }),
    );
    expect(metrics.length).toBe(15);
    expect(Number.isFinite(metrics.at(-1)!['validation:mse'])).toBe(false);
    expect(readLinearModel(final.artifact.text).weights.every(Number.isNaN)).toBe(true);
  });

  test('documented defaults of what this learner does not do are accepted', () => {
    const given = { use_lr_scheduler: 'True', f_beta: '1', num_models: 'auto' };
    expect(run(task(given)).metrics).toEqual(run(task({})).metrics);
  });
});

describe('its own early stopping', () => {
  test('is on by default, and ends when the validation loss falls by less than the tolerance', () => {
    const { mini_batch_size } = { mini_batch_size: '10' };
    const hyperparameters = { predictor_type: 'binary_classifier', mini_batch_size, epochs: '300' };
    const { metrics, final } = run({ ...task({}), hyperparameters });
    let [best, wait] = [Infinity, 0];
    const losses = metrics.map((row) => row['validation:objective_loss']!);
    const stop = losses.findIndex((loss) => {
      const lower = best === Infinity || loss < best * (1 - 0.001);
      [best, wait] = lower ? [loss, 0] : [best, wait + 1];
      return wait === 3;
    });
    expect(metrics.length).toBeLessThan(300);
    expect(metrics.length).toBe(stop + 1);
    expect(final.summary!.stop_epoch).toBe(metrics.length);
    // What is told at the end is told at this end too.
    expect(metrics.at(-1)).toHaveProperty(['validation:roc_auc_score']);
  });

  test('goes on after a checkpoint as if nothing had happened, also past the stop', () => {
    const given = { mini_batch_size: '10', epochs: '300', early_stopping_patience: '2' };
    const whole = run(task(given));
    for (const at of [1, whole.metrics.length - 1, whole.metrics.length]) {
      const rest = run(task(given, { checkpoint: whole.checkpoints[at - 1]! }));
      expect(rest.metrics).toEqual(whole.metrics.slice(at));
      expect(rest.final).toEqual(whole.final);
    }
  });
});

describe('refuses', () => {
  const refused = (given: TrainTask) => expect(() => run(given));

  test.each([
    [{ predictor_type: '' }, /Missing required hyperparameter: predictor_type/],
    [{ predictor_type: 'multiclass_classifier' }, /Missing required hyperparameter: num_classes/],
    [{ predictor_type: 'ranker' }, /predictor_type.*ranker/],
    [{ loss: 'squared_loss' }, /loss.*squared_loss/],
    [{ learning_rate: '-1' }, /learning_rate/],
    [{ l1: 'much' }, /l1.*much/],
    [{ wd: '-0.1' }, /wd/],
    [{ mini_batch_size: '0' }, /mini_batch_size/],
    [{ epochs: '1.5' }, /epochs/],
    [{ optimizer: 'nag' }, /optimizer.*nag/],
    [{ use_bias: 'perhaps' }, /use_bias.*perhaps/],
    [{ positive_example_weight_mult: '0' }, /positive_example_weight_mult/],
    [{ feature_dim: '7' }, /feature_dim: 7 differs from the 4/],
    [{ early_stopping_patience: '0' }, /early_stopping_patience/],
    [{ quantile: '1' }, /quantile/],
    [{ num_models: '2' }, /num_models is not supported/],
    [{ depth: '3' }, /depth/],
  ])('%o', (hyperparameters, message) => {
    refused(task(hyperparameters)).toThrow(AlgorithmError);
    refused(task(hyperparameters)).toThrow(message);
  });

  test('channels that are missing, of another width, with holes or with other labels', () => {
    const { train, validation } = binary;
    refused(task({}, { channels: { validation } })).toThrow(/channel train is missing/);
    const wide = { ...validation, columns: 2, rows: 160 };
    refused(task({}, { channels: { train, validation: wide } })).toThrow(/expected: 4 .* got 2/);
    const hole = { ...validation, features: validation.features.with(9, Number.NaN) };
    refused(task({}, { channels: { train, validation: hole } })).toThrow(
      /'validation': row 3, feature 2 is missing/,
    );
    refused(task({}, { channels: value })).toThrow(/row 1 of channel train is neither 0 nor 1/);
    const objective = { _tuning_objective_metric: 'validation:objective_loss' };
    refused(task(objective, { channels: { train } })).toThrow(/needs a validation channel/);
  });
});
