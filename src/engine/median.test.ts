import fc from 'fast-check';
import { expect, it } from 'vitest';
import { medianInPlace } from './median.ts';

it('takes the middle, or the mean of the two in the middle', () => {
  expect(medianInPlace(Float64Array.of(3, 1, 2))).toBe(2);
  expect(medianInPlace(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
  expect(medianInPlace(Float64Array.of(7))).toBe(7);
  expect(medianInPlace(Float64Array.of())).toBeNaN();
});

it('looks at the first numbers only', () => {
  expect(medianInPlace(Float64Array.of(3, 1, 2, -100, -100, -100), 3)).toBe(2);
});

it('agrees with sorting', () => {
  // Few different numbers, so that ties are common, among large ones; quarters, so that halving is exact.
  const numbers = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer()).map((n) => n / 4);
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 40 }), (list) => {
      const sorted = [...list].sort((a, b) => a - b);
      const low = sorted[Math.floor((list.length - 1) / 2)] ?? Number.NaN;
      const high = sorted[Math.floor(list.length / 2)] ?? Number.NaN;
      expect(medianInPlace(Float64Array.from(list)) === (low + high) / 2).toBe(true);
    }),
  );
});

it('does not overflow', () => {
  expect(medianInPlace(Float64Array.of(Number.MAX_VALUE, Number.MAX_VALUE))).toBe(Number.MAX_VALUE);
});
