import { describe, expect, it, test } from 'vitest';
import type { Dataset } from '../../types.ts';
import { cutPoints } from './binning.ts';
import golden from './fixtures/cuts.json' with { type: 'json' };
import { xgboost } from './learner.ts';
import { quantiles } from './sketch.ts';

/** As in make-cuts.py: BigInt, since the products pass 2^53. */
function value(row: number, column: number, levels: number): number {
  const scattered =
    Number((BigInt(row) * BigInt(2654435761 + 2 * column) + BigInt(column * 97531)) % 4294967296n) / 2 ** 32;
  const u = levels > 0 ? Math.floor(scattered * levels) / levels : scattered;
  return Math.fround(u * u);
}

describe(`columns of many values, against xgboost ${golden.xgboost}`, () => {
  test.each(golden.cuts)(
    '$rows rows, $levels levels, $maxBin bins: the same cuts',
    ({ rows, levels, maxBin, cuts }) => {
      const ours = cutPoints(
        Float32Array.from({ length: rows }, (_, row) => value(row, 1, levels)),
        maxBin,
      );
      // The last one lies above every value, so that no tree meets it.
      expect([...ours.subarray(0, -1)]).toEqual(cuts.map(Math.fround));
    },
  );

  test('the same learning curves', () => {
    const { rows, held, columns, curves } = golden;
    const part = (from: number, count: number): Dataset => {
      const features = Float32Array.from({ length: count * columns }, (_, i) =>
        value(from + Math.floor(i / columns), i % columns, 0),
      );
      const labels = Float32Array.from({ length: count }, (_, row) => {
        const [a = 0, b = 0, c = 0, d = 0] = features.subarray(row * columns, (row + 1) * columns);
        return Math.floor(8 * a) + (b > c ? 3 : 0) - (d > 0.25 && a > 0.5 ? 2 : 0);
      });
      return { rows: count, columns, features, labels };
    };
    const epochs = [
      ...xgboost.train({
        algorithm: 'xgboost',
        hyperparameters: { num_round: String(curves['train:rmse'].length), eval_metric: 'mae' },
        channels: { train: part(0, rows), validation: part(rows, held) },
        seed: 1,
      }),
    ];
    for (const [name, values] of Object.entries(curves)) {
      epochs.forEach(({ metrics }, i) =>
        expect(Math.abs(metrics[name]! / values[i]! - 1)).toBeLessThan(2e-5),
      );
    }
  });
});

it('keeps the smallest and the largest value, ascending, however values come', () => {
  for (const order of [1, -1, 0]) {
    const values = Float32Array.from({ length: 9000 }, (_, i) =>
      order === 0 ? value(i, 2, 0) : order * (i + 1),
    );
    const kept = quantiles(values, 32);
    expect(kept.length).toBeLessThanOrEqual(33);
    expect(kept[0]).toBe(values.reduce((a, b) => Math.min(a, b)));
    expect(kept.at(-1)).toBe(values.reduce((a, b) => Math.max(a, b)));
    for (let i = 1; i < kept.length; i++) expect(kept[i]!).toBeGreaterThan(kept[i - 1]!);
  }
});
