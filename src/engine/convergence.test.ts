import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONVERGENCE, outlookOf, windowOf } from './convergence.ts';

const ascending = (...values: number[]) => values.sort((a, b) => a - b);

describe('the probability of an improvement', () => {
  it('is what the formula gives by hand', () => {
    // Values 1.0, 1.1 … 2.0: the 11th lowest u is 2.0, the excesses below it are 1.0, 0.9 … 0.1, S = 5.5. The target is
    // 1 % below 1.0: t = 0.99, so p = (10/40) · (1 + 1.01/5.5)^−10 = 0.25 · 0.18531 = 0.046328, over 20 trials
    // 1 − (1 − p)^20 = 0.612777.
    const lowest = Array.from({ length: 11 }, (_, i) => 1 + i / 10);
    const { probability, ahead } = outlookOf({ ended: 40, lowest, before: 1, left: 20 });
    expect(ahead).toBe(20);
    const single = 0.25 * (1 + 1.01 / 5.5) ** -10;
    expect(probability).toBeCloseTo(1 - (1 - single) ** 20, 12);
    expect(probability).toBeGreaterThan(0.6);
    expect(probability).toBeLessThan(0.62);
  });

  it('is unknown while too few have ended, or too few of them completed', () => {
    const eleven = Array.from({ length: 11 }, (_, i) => i + 1);
    expect(
      outlookOf({ ended: CONVERGENCE.minEnded - 1, lowest: eleven, before: 1, left: 5 }).probability,
    ).toBeNull();
    expect(outlookOf({ ended: 50, lowest: eleven.slice(1), before: 2, left: 5 }).probability).toBeNull();
    expect(outlookOf({ ended: 0, lowest: [], before: undefined, left: 5 })).toMatchObject({
      probability: null,
      gain: null,
      converged: false,
    });
  });

  it('is nought for a tail of equal values', () => {
    const lowest = Array.from({ length: 11 }, () => 0.25);
    expect(outlookOf({ ended: 20, lowest, before: 0.25, left: 100 })).toMatchObject({
      probability: 0,
      converged: true,
    });
  });

  const aTail = fc
    .array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 11, maxLength: 11 })
    .map((values) => ascending(...values));

  it('lies between 0 and 1, grows with the trials still to come, and does not hang on the unit', () => {
    fc.assert(
      fc.property(aTail, fc.integer({ min: 20, max: 750 }), fc.nat(700), (lowest, ended, left) => {
        const of = (more: number, unit = 1) =>
          outlookOf({
            ended,
            lowest: lowest.map((v) => v * unit),
            before: lowest[0]! * unit,
            left: left + more,
          }).probability ?? Number.NaN;
        expect(of(0)).toBeGreaterThanOrEqual(0);
        expect(of(0)).toBeLessThanOrEqual(1);
        expect(of(10)).toBeGreaterThanOrEqual(of(0));
        expect(of(0, 1024)).toBeCloseTo(of(0), 9);
      }),
    );
  });

  it('is for no fewer trials than the window, so the end of the budget is not convergence', () => {
    const lowest = Array.from({ length: 11 }, (_, i) => 1 + i / 10);
    const of = (left: number) => outlookOf({ ended: 40, lowest, before: 1, left });
    expect(of(0)).toEqual(of(20));
    expect(of(0).ahead).toBe(windowOf(40));
    expect(of(Infinity).ahead).toBe(40);
  });
});

it('has not converged while the latest half still improved by one per cent', () => {
  const lowest = Array.from({ length: 11 }, (_, i) => 1 + i * 1e-6);
  const of = (before: number) => outlookOf({ ended: 40, lowest, before, left: 10 });
  expect(of(1.005)).toMatchObject({ converged: true });
  expect(of(1.02)).toMatchObject({ converged: false });
  expect(of(1.02).gain).toBeCloseTo(0.02 / 1.02, 12);
  expect(outlookOf({ ended: 40, lowest, before: undefined, left: 10 }).converged).toBe(false);
});
