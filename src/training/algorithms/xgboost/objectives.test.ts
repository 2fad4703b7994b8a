import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Dataset, EpochMetrics } from '../../types.ts';
import { xgboost } from './learner.ts';
import { metrics } from './metrics.ts';
import type { Params } from './params.ts';

interface Trained {
  readonly name: string;
  readonly data: number;
  readonly labels: keyof typeof labelsOf;
  readonly hyperparameters: Record<string, string>;
  readonly metrics: readonly string[];
  readonly curves: Record<string, number[]>;
}
interface Case extends Trained {
  readonly stopped: { readonly rounds: number; readonly best: number };
}
interface Booster {
  readonly model: { readonly trees: readonly unknown[] };
}
const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'));
const golden = fixture('golden.json') as {
  trainRows: number;
  data: { features: (number | null)[][]; number: number[]; label: number[] }[];
};
const {
  xgboost: version,
  rounds,
  cases,
} = fixture('objectives.json') as {
  xgboost: string;
  rounds: number;
  cases: Case[];
};
const parameterised = fixture('parameterised.json') as {
  xgboost: string;
  rounds: number;
  cases: Trained[];
};

/** The labels that make-objectives.py made. */
const labelsOf = {
  binary: (_: number, label: number) => label,
  class: (v: number) => (v < 0 ? 0 : v < 0.5 ? 1 : v < 1 ? 2 : 3),
  number: (v: number) => v,
  share: (v: number) => Math.min(1, Math.max(0, Math.round((v + 0.5) * 100) / 100)),
  positive: (v: number) => Math.round(Math.exp(v) * 1000) / 1000,
  count: (v: number) => Math.floor(Math.exp(v)),
  time: (v: number, label: number) => ((label === 1 ? 1 : -1) * (Math.round(2 * Math.exp(v)) + 1)) / 2,
};

function channels({ data, labels }: Trained): Record<string, Dataset> {
  const { features, number, label } = golden.data[data]!;
  const part = (from: number, to?: number): Dataset => {
    const rows = features.slice(from, to);
    return {
      rows: rows.length,
      columns: rows[0]!.length,
      features: Float32Array.from(rows.flat(), (value) => value ?? NaN),
      labels: Float32Array.from(number.slice(from, to), (v, i) => labelsOf[labels](v, label[from + i]!)),
    };
  };
  return { train: part(0, golden.trainRows), validation: part(golden.trainRows) };
}

function run(each: Trained, more: Record<string, string>) {
  const hyperparameters = { ...each.hyperparameters, eval_metric: each.metrics.join(','), ...more };
  const generator = xgboost.train({
    algorithm: 'xgboost',
    hyperparameters,
    channels: channels(each),
    seed: 1,
  });
  const rows: EpochMetrics[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) rows.push(next.value);
  return { rows, final: next.value };
}

describe(`every objective and limit, against XGBoost ${version}, one thread, hist`, () => {
  test.each(cases)('$name', (each) => {
    const { rows } = run(each, { num_round: `${rounds}` });
    for (const [name, expected] of Object.entries(each.curves)) {
      // Relative, as the figures differ by magnitudes; 32-bit sums leave about six digits.
      const worst = Math.max(
        ...expected.map(
          (value, i) => Math.abs(rows[i]!.metrics[name]! - value) / Math.max(1, Math.abs(value)),
        ),
      );
      expect(worst, name).toBeLessThanOrEqual(2e-5);
    }
  });

  test.each(cases)('early stopping of 3 rounds: $name', (each) => {
    const { rows, final } = run(each, { num_round: '200', early_stopping_rounds: '3' });
    const { stopped } = each;
    expect(rows.length).toBe(stopped.rounds);
    expect(final.summary!.best_epoch).toBe(stopped.best);
    const { learner } = JSON.parse(final.artifact.text) as {
      learner: { attributes: Record<string, string>; gradient_booster: Booster & { gbtree?: Booster } };
    };
    const { gradient_booster: booster } = learner;
    const classes = Number(each.hyperparameters['num_class'] ?? 1);
    expect((booster.gbtree ?? booster).model.trees.length).toBe(stopped.best * classes);
    expect(learner.attributes['best_iteration']).toBe(`${stopped.best - 1}`);
  });
});

describe(`metrics with a parameter, against XGBoost ${parameterised.xgboost}`, () => {
  test.each(parameterised.cases)('$name', (each) => {
    const { rows } = run(each, { num_round: `${parameterised.rounds}` });
    for (const [name, expected] of Object.entries(each.curves))
      for (const [i, value] of expected.entries())
        expect(Math.abs(rows[i]!.metrics[name]! - value), name).toBeLessThanOrEqual(
          2e-5 * Math.max(1, value),
        );
    const last = Object.keys(each.curves).at(-1)!.replace('validation:', 'validation-');
    expect(rows[0]!.log).toContain(`#011${last}:`);
  });

  test('early stopping counts one that is named last', () => {
    const each = parameterised.cases[1]!;
    const { rows, final } = run(each, { num_round: '60', early_stopping_rounds: '3' });
    const curve = rows.map(({ metrics: m }) => m['validation:error@0.7']!);
    const best = Number(final.summary!.best_epoch);
    expect(curve[best - 1]).toBe(Math.min(...curve));
    expect(rows.length).toBe(best + 3);
  });

  test.each([
    ['error@high', 'could not parse what follows @ in error@high as a number'],
    ['error@', 'could not parse what follows @ in error@ as a number'],
    ['logloss@0.5', 'logloss@0.5 is not in ['],
    ['tweedie-nloglik@1.3', 'tweedie-nloglik@1.3 is not in ['],
  ])('binary:logistic refuses %s', (eval_metric, message) => {
    const refused = () => xgboost.epochs({ objective: 'binary:logistic', num_round: '3', eval_metric });
    expect(refused).toThrow(`ClientError: Hyperparameter eval_metric: ${message}`);
  });

  test.each(['1', '2', '0.5', 'x'])('reg:tweedie refuses a power of %s', (power) => {
    const given = { objective: 'reg:tweedie', num_round: '3', eval_metric: `tweedie-nloglik@${power}` };
    expect(() => xgboost.epochs(given)).toThrow(`the number in tweedie-nloglik@${power} is not in (1, 2)`);
  });
});

describe('metrics of classes, worked out by hand', () => {
  const params = { classes: 3 } as Params;
  // Rows put in classes 0, 0, 1, 2, 2 that are 0, 1, 1, 2, 0.
  const predictions = Float32Array.from(
    [
      [8, 1, 1],
      [6, 3, 1],
      [1, 8, 1],
      [1, 1, 8],
      [3, 1, 6],
    ].flat(),
    (p) => p / 10,
  );
  const labels = Float32Array.of(0, 1, 1, 2, 0);

  it.each([
    ['accuracy', 3 / 5],
    ['merror', 2 / 5],
    ['balanced_accuracy', (1 / 2 + 1 / 2 + 1) / 3],
    ['precision_macro', (1 / 2 + 1 + 1 / 2) / 3],
    ['recall_macro', (1 / 2 + 1 / 2 + 1) / 3],
    ['precision_micro', 3 / 5],
    ['f1', (1 / 2 + 2 / 3 + 2 / 3) / 3],
  ] as const)('%s', (name, expected) => {
    expect(metrics[name](predictions, labels, params)).toBeCloseTo(expected, 7);
  });

  it('of two classes', () => {
    const two = { classes: 1 } as Params;
    const p = Float32Array.of(0.9, 0.8, 0.3, 0.2, 0.6);
    const y = Float32Array.of(1, 0, 1, 0, 1);
    expect(metrics.precision(p, y, two)).toBeCloseTo(2 / 3, 7);
    expect(metrics.recall(p, y, two)).toBeCloseTo(2 / 3, 7);
    expect(metrics.f1_binary(p, y, two)).toBeCloseTo(2 / 3, 7);
    expect(metrics.f1_macro(p, y, two)).toBeCloseTo((2 / 3 + 1 / 2) / 2, 7);
    expect(metrics.balanced_accuracy(p, y, two)).toBeCloseTo((2 / 3 + 1 / 2) / 2, 7);
  });

  it('r2 is 1 for the labels and 0 for their mean', () => {
    const y = Float32Array.of(1, 2, 6);
    expect(metrics.r2(y, y, params)).toBe(1);
    expect(metrics.r2(Float32Array.of(3, 3, 3), y, params)).toBe(0);
  });
});
