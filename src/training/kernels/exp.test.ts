import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exp } from './exp.ts';

test('equals Math.exp to the 15th digit', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(2e-15);
    }),
    { numRuns: 5000 },
  );
  expect(exp(0)).toBe(1);
  expect(exp(NaN)).toBeNaN();
  expect(exp(-1e9)).toBeGreaterThan(0);
  expect(exp(-1e9)).toBeLessThan(1e-300);
  expect(exp(Infinity)).toBeGreaterThan(1e300);
});
