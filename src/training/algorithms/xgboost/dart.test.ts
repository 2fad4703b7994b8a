import { describe, expect, it, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { dropped, reweighted } from './dart.ts';
import type { Dropping } from './params.ts';

const plain: Dropping = { rate: 0.3, skip: 0, one: false, weighted: false, asForest: false };
const weights = [1, 0.5, 0.25, 0.25];

/** How often each tree is left out in many rounds. */
function shares(dropping: Dropping): number[] {
  const rounds = 20_000;
  const counts = weights.map(() => 0);
  const random = rng(2);
  for (let round = 0; round < rounds; round++) {
    for (const tree of dropped(dropping, weights, random)) counts[tree]!++;
  }
  return counts.map((count) => count / rounds);
}

// XGBoost draws from another generator: what can be compared with it is in objectives.test.ts, the rest are chances.
describe('trees are left out', () => {
  test.each([
    ['at the rate', plain, [0.3, 0.3, 0.3, 0.3]],
    ['by weight', { ...plain, weighted: true }, [0.6, 0.3, 0.15, 0.15]],
    ['not at all in skipped rounds', { ...plain, skip: 0.5 }, [0.15, 0.15, 0.15, 0.15]],
    ['one at least', { ...plain, rate: 0, one: true }, [0.25, 0.25, 0.25, 0.25]],
    ['one at least, by weight', { ...plain, rate: 0, one: true, weighted: true }, [0.5, 0.25, 0.125, 0.125]],
  ] as const)('%s', (_, dropping, expected) => {
    // Five standard errors of a share.
    shares(dropping).forEach((share, tree) => expect(Math.abs(share - expected[tree]!)).toBeLessThan(0.018));
  });

  it('none before there is any', () => {
    expect(dropped({ ...plain, one: true }, [], rng(1))).toEqual([]);
  });
});

describe('new trees and those left out share their weight', () => {
  const near = (given: number[], expected: number[]) =>
    given.forEach((weight, i) => expect(weight).toBeCloseTo(expected[i]!, 6));

  test('as one of them, or as all together', () => {
    near(reweighted(plain, [1, 1, 1], [0, 2], 1, 0.5), [0.8, 1, 0.8, 0.4]);
    near(reweighted({ ...plain, asForest: true }, [1, 1, 1], [0, 2], 1, 0.5), [2 / 3, 1, 2 / 3, 2 / 3]);
  });

  test('whole where none was left out; of several classes each has its part of eta', () => {
    expect(reweighted(plain, [0.5], [], 2, 0.3)).toEqual([0.5, 1, 1]);
    near(reweighted(plain, [1, 1], [0], 2, 0.4), [1 / 1.2, 1, 1 / 1.2, 1 / 1.2]);
  });
});
