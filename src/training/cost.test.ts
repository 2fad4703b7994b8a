import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downloadSeconds, epochSeconds, speedOf, startupSeconds, type Work } from './cost.ts';

const churn: Work = {
  algorithm: 'xgboost',
  rows: 3750,
  columns: 70,
  hyperparameters: { num_round: '100' },
  instanceType: 'ml.m5.xlarge',
  instanceCount: 1,
};
const seconds = (change: Partial<Work>, epochs = 1) => epochs * epochSeconds({ ...churn, ...change });

describe('seconds', () => {
  it('start a job after 150 to 190, about 170 in the middle, the same for the same seed and index', () => {
    const spread = Array.from({ length: 200 }, (_, index) => startupSeconds(7, index)).sort((a, b) => a - b);
    expect(spread[0]).toBeGreaterThanOrEqual(150);
    expect(spread[199]).toBeLessThanOrEqual(190);
    expect(Math.abs(spread[100]! - 170)).toBeLessThan(5);
    expect(startupSeconds(7, 3)).toBe(startupSeconds(7, 3));
    expect(new Set([0, 1, 2, 3].map((index) => startupSeconds(7, index))).size).toBeGreaterThan(1);
  });

  it('train 100 rounds on the churn data as long as the sample of the spec: 65 s on ml.m4.xlarge', () => {
    expect(Math.abs(seconds({ instanceType: 'ml.m4.xlarge' }, 100) - 65)).toBeLessThan(2);
    expect(Math.abs(seconds({}, 100) - 60)).toBeLessThan(3);
  });

  it('are minutes for the other samples too', () => {
    const linear = seconds({ algorithm: 'linear-learner', hyperparameters: {} }, 15);
    expect(linear).toBeGreaterThan(30);
    expect(linear).toBeLessThan(120);
    const moons = seconds({ algorithm: 'mlp', rows: 30, columns: 2, hyperparameters: {} }, 300);
    expect(moons).toBeGreaterThan(15);
    expect(moons).toBeLessThan(120);
  });

  it('grow with the work', () => {
    const more: readonly [Partial<Work>, Partial<Work>][] = [
      [{}, { rows: 7500 }],
      [{}, { columns: 140 }],
      [{}, { hyperparameters: { max_depth: '8' } }],
      [{}, { hyperparameters: { max_depth: '0' } }],
      [{ hyperparameters: { subsample: '0.5' } }, {}],
      [
        { algorithm: 'mlp', hyperparameters: { hidden_units: '8' } },
        { algorithm: 'mlp', hyperparameters: { hidden_units: '64,64' } },
      ],
      [
        { algorithm: 'mlp', hyperparameters: { mini_batch_size: '64' } },
        { algorithm: 'mlp', hyperparameters: { mini_batch_size: '8' } },
      ],
      [
        { algorithm: 'linear-learner', hyperparameters: { mini_batch_size: '1000' } },
        { algorithm: 'linear-learner', hyperparameters: { mini_batch_size: '10' } },
      ],
      [{ instanceType: 'ml.m5.2xlarge' }, {}],
      [{ instanceType: 'ml.c5.xlarge' }, {}],
      [{}, { instanceType: 'ml.m5.large' }],
      [{ instanceCount: 2 }, {}],
    ];
    for (const [less, much] of more) expect(seconds(less)).toBeLessThan(seconds(much));
    expect(downloadSeconds(1e9)).toBeGreaterThan(downloadSeconds(1e6) + 10);
  });

  it('know that only a network gains by a GPU', () => {
    expect(speedOf('ml.p3.2xlarge', 'mlp')).toBeGreaterThan(5 * speedOf('ml.m5.2xlarge', 'mlp'));
    expect(speedOf('ml.p3.2xlarge', 'xgboost')).toBeLessThan(speedOf('ml.m5.2xlarge', 'xgboost'));
  });

  it('are finite and positive whatever the hyperparameters say', () => {
    const names = [
      'max_depth',
      'subsample',
      'colsample_bytree',
      'mini_batch_size',
      'hidden_units',
      'num_classes',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('xgboost' as const, 'linear-learner' as const, 'mlp' as const),
        fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.double().map(String))),
        fc.nat(100_000),
        fc.string(),
        (algorithm, hyperparameters, rows, instanceType) => {
          const value = seconds({ algorithm, hyperparameters, rows, instanceType });
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThan(Infinity);
        },
      ),
    );
  });
});
