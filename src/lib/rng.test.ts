import { describe, expect, it } from 'vitest';
import { rng, rngFromState } from './rng.ts';

const take = (n: number, next: () => number) => Array.from({ length: n }, next);

describe('a stream', () => {
  it('is named by its seed and keys', () => {
    const same = () => take(5, rng(7, 'random', 3).uniform);
    expect(same()).toEqual(same());
    expect(same()).not.toEqual(take(5, rng(7, 'random', 4).uniform));
    expect(same()).not.toEqual(take(5, rng(8, 'random', 3).uniform));
    // Keys are apart: ('a', 'b') is not ('ab').
    expect(take(3, rng(1, 'a', 'b').uniform)).not.toEqual(take(3, rng(1, 'ab').uniform));
  });

  it('goes on from its state', () => {
    const stream = rng(1);
    take(10, stream.normal);
    const copy = rngFromState(stream.state());
    expect(take(10, copy.uniform)).toEqual(take(10, stream.uniform));
  });

  it('is uniform in [0, 1), and normal with mean 0 and variance 1', () => {
    const n = 20_000;
    const uniform = take(n, rng(3, 'u').uniform);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // Five standard errors.
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    const normal = take(n, rng(3, 'n').normal);
    expect(Math.abs(mean(normal))).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  });

  it('is uncorrelated between neighbouring keys at its first draw', () => {
    const n = 5000;
    const first = Array.from({ length: n }, (_, i) => rng(0, i).uniform() - 0.5);
    const correlation =
      first.slice(1).reduce((sum, value, i) => sum + value * (first[i] ?? 0), 0) / n / (1 / 12);
    expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(n));
  });

  it('shuffles to a permutation', () => {
    expect([...rng(2).shuffle([1, 2, 3, 4, 5])].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });
});
