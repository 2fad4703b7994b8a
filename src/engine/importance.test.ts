import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growForest, predict, type Row } from './forest.ts';
import { importanceOf, meanAlong, meanOver } from './importance.ts';
import { OPTUNA_IMPORTANCES, ROWS } from './testing/importance-golden.ts';
import { rng } from '../lib/rng.ts';
import { toUnit } from './space.ts';
import type { Dimension, Space } from './types.ts';

const unit = (name: string): Dimension => ({ kind: 'continuous', name, min: 0, max: 1, scaling: 'linear' });
const category: Dimension = { kind: 'categorical', name: 'c', values: ['a', 'b', 'c'] };

function sample(space: Space, count: number, value: (point: readonly number[]) => number): Row[] {
  const random = rng(7, 'importance');
  return Array.from({ length: count }, () => {
    const point = space.map((each) =>
      each.kind === 'categorical' ? random.int(each.values.length) : random.uniform(),
    );
    return { point, value: value(point) };
  });
}

describe('importance', () => {
  it("agrees with Optuna's on a shared table", () => {
    const space: Space = [
      unit('rate'),
      { kind: 'integer', name: 'depth', min: 1, max: 10, scaling: 'linear' },
      { kind: 'continuous', name: 'share', min: 0.5, max: 1, scaling: 'linear' },
      { kind: 'categorical', name: 'booster', values: ['tree', 'line', 'dart'] },
    ];
    const rows = ROWS.map(([rate, depth, share, booster, value]) => ({
      point: [
        rate,
        // Optuna's evaluator reads an integer range without the half step on both sides.
        (depth - 1) / 9,
        toUnit(space[2] as Dimension, share),
        ['tree', 'line', 'dart'].indexOf(booster),
      ],
      value,
    }));
    const { importances } = importanceOf(growForest(space, rows, 1));
    for (const [i, { name }] of space.entries()) {
      const theirs = OPTUNA_IMPORTANCES[name as keyof typeof OPTUNA_IMPORTANCES];
      expect(Math.abs((importances[i] ?? 0) - theirs), name).toBeLessThan(0.03);
    }
  });

  it('comes to the shares of a sum that can be worked out by hand', () => {
    // Variances of x, 2y and a constant: 1/12, 4/12, 0.
    const space = [unit('x'), unit('y'), unit('z')];
    const found = importanceOf(
      growForest(
        space,
        sample(space, 600, ([x = 0, y = 0]) => x + 2 * y),
        1,
      ),
    );
    expect(found.importances[0]).toBeCloseTo(0.2, 1);
    expect(found.importances[1]).toBeCloseTo(0.8, 1);
    expect(found.importances[2]).toBeLessThan(0.02);
    expect(found.alone).toBeGreaterThan(0.95);
  });

  it('sees that hyperparameters act only together', () => {
    const space = [unit('x'), unit('y')];
    const rows = sample(space, 600, ([x = 0, y = 0]) => (x > 0.5 === y > 0.5 ? 1 : 0));
    expect(importanceOf(growForest(space, rows, 1)).alone).toBeLessThan(0.2);
  });

  it('is nothing where nothing differs', () => {
    const space = [unit('x'), category];
    expect(
      importanceOf(
        growForest(
          space,
          sample(space, 20, () => 3),
          1,
        ),
      ),
    ).toEqual({
      importances: [0, 0],
      alone: 0,
    });
  });
});

describe('a forest', () => {
  const space = [unit('x'), category, unit('z')];
  const value = ([x = 0, c = 0, z = 0]: readonly number[]) => 3 * x + [0, 2, 5][c]! * z;

  it('foretells what it has not seen', () => {
    const forest = growForest(space, sample(space, 400, value), 1);
    expect(forest.outOfBag).toBeGreaterThan(0.95);
    const one = { ...forest, trees: forest.trees.slice(0, 1) };
    expect(growForest(space, sample(space, 400, value), 1, 1).trees).toEqual(one.trees);
  });

  it('averages to what its trees say of a fine grid', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 40 }), (seed, count) => {
        const forest = growForest(space, sample(space, count, value), seed, 3);
        const steps = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);
        const said = (point: readonly number[]) =>
          forest.trees.reduce((sum, tree) => sum + predict(tree, forest.categories, point) / 3, 0);
        const average = [0, 1, 2].flatMap((c) => steps.map((z) => said([0.3, c, z])));
        const [along] = meanAlong(forest, 0, [0.3]);
        expect(along).toBeCloseTo(average.reduce((a, b) => a + b) / average.length, 1);
        const over = meanOver(forest, [0, 1], [0.3], [0, 1, 2]);
        const both = steps.map((z) => said([0.3, 2, z]));
        expect(over[2]?.[0]).toBeCloseTo(both.reduce((a, b) => a + b) / both.length, 1);
        // Averaging the rest away gives the average along the first.
        expect(over.reduce((sum, [each = 0]) => sum + each / 3, 0)).toBeCloseTo(along ?? Number.NaN, 9);
        const [first = 0, second = 0, third = 0] = meanAlong(forest, 1, [0, 1, 2]);
        expect((first + second + third) / 3).toBeCloseTo(
          meanAlong(forest, 0, steps).reduce((a, b) => a + b) / steps.length,
          1,
        );
      }),
      { numRuns: 25 },
    );
  });
});
