import { expect, it } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { sliceSample } from './slice-sampling.ts';

it('draws from a correlated normal distribution cut by a box', () => {
  // Covariance [[1, 0.8], [0.8, 1]], hence precision [[1, −0.8], [−0.8, 1]]/0.36, and x ≤ 0.
  const f = (p: Float64Array) => {
    const [x = 0, y = 0] = p;
    return (x * x - 1.6 * x * y + y * y) / 0.72;
  };
  const bounds = { lower: Float64Array.of(-9, -9), upper: Float64Array.of(0, 9) };
  const draws = sliceSample(f, Float64Array.of(-1, -1), bounds, 4000, rng(0, 'slices'));
  const mean = (of: (p: Float64Array) => number) => draws.reduce((sum, p) => sum + of(p), 0) / draws.length;
  expect(draws.every(([x = 1]) => x <= 0)).toBe(true);
  // A half normal distribution has mean √(2/π) = 0.798 and second moment 1; y follows x with slope 0.8.
  expect(mean(([x = 0]) => x)).toBeCloseTo(-0.798, 1);
  expect(mean(([x = 0]) => x * x)).toBeCloseTo(1, 0.7);
  expect(mean(([, y = 0]) => y)).toBeCloseTo(-0.638, 1);
});
