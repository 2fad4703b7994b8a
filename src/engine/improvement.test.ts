import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { improves, leastStep } from './improvement.ts';

const aValue = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('an improvement', () => {
  // By hand, minimised: one per cent of the best's magnitude, inclusive.
  it.each([
    [99, 100, true],
    [99.01, 100, false],
    [4.95, 5, true],
    [4.951, 5, false],
    // A maximised accuracy of 0.9: 0.909 is 1 % better, 0.908 is not.
    [-0.909, -0.9, true],
    [-0.908, -0.9, false],
    [-0.9, -0.9, false],
    [0.9, 0.8, false],
    // At 0 any better value counts; an equal one never does.
    [-1e-12, 0, true],
    [0, 0, false],
    [1e-9, 1e-3, true],
    [-1e-5, 1e-3, true],
  ])('%d after %d: %s', (value, best, expected) => {
    expect(improves(value, best)).toBe(expected);
  });

  it('is the first value there is', () => {
    expect(improves(1e9, undefined)).toBe(true);
  });

  it('is always a better value, and never smaller than the least step', () => {
    fc.assert(
      fc.property(aValue, aValue, (value, best) => {
        if (!improves(value, best)) return;
        expect(value).toBeLessThan(best);
        expect((best - value) / Math.max(leastStep(best), Number.MIN_VALUE)).toBeGreaterThan(0.999);
      }),
    );
  });

  it('of an improvement everything lower is one too', () => {
    fc.assert(
      fc.property(aValue, aValue, fc.double({ min: 0, max: 1e6, noNaN: true }), (value, best, further) => {
        if (improves(value, best)) expect(improves(value - further, best)).toBe(true);
      }),
    );
  });
});
