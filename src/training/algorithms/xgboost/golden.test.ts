import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../types.ts';
import { xgboost } from './learner.ts';

interface Golden {
  readonly xgboost: string;
  readonly rounds: number;
  readonly trainRows: number;
  readonly data: readonly { features: (number | null)[][]; number: number[]; label: number[] }[];
  readonly cases: readonly {
    name: string;
    data: number;
    hyperparameters: Record<string, string>;
    curves: Record<string, number[]>;
  }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL('fixtures/golden.json', import.meta.url), 'utf8'));

function dataset(features: (number | null)[][], labels: number[]): Dataset {
  return {
    rows: features.length,
    columns: features[0]?.length ?? 0,
    features: Float32Array.from(features.flat(), (value) => value ?? NaN),
    labels: Float32Array.from(labels),
  };
}

describe(`against XGBoost ${golden.xgboost}, one thread, hist`, () => {
  it.each(golden.cases)('$name', ({ data, hyperparameters, curves }) => {
    const { features, number, label } = golden.data[data]!;
    const labels = hyperparameters['objective'] === 'binary:logistic' ? label : number;
    const cut = golden.trainRows;
    const rows = [
      ...xgboost.train({
        algorithm: 'xgboost',
        hyperparameters: { ...hyperparameters, num_round: `${golden.rounds}` },
        channels: {
          train: dataset(features.slice(0, cut), labels.slice(0, cut)),
          validation: dataset(features.slice(cut), labels.slice(cut)),
        },
        seed: 1,
      }),
    ];
    expect(rows).toHaveLength(golden.rounds);
    for (const [name, expected] of Object.entries(curves)) {
      const worst = Math.max(
        ...expected.map((value, i) => {
          const off = Math.abs(rows[i]!.metrics[name]! - value);
          return /rmse|mae/.test(name) ? off / value : off;
        }),
      );
      expect(worst, name).toBeLessThanOrEqual(1e-5);
    }
  });
});
