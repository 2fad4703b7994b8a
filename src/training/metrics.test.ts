import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import golden from './fixtures/metrics.json' with { type: 'json' };
import { accuracy, auc, logisticLoss, meanSquaredError, sigmoid } from './metrics.ts';

const f = (...values: number[]) => Float64Array.from(values);

describe('auc', () => {
  test('is 1 for a perfect order, 0 for its reverse, a half where nothing is told apart', () => {
    const labels = f(0, 0, 1, 1);
    expect(auc(labels, f(1, 2, 3, 4))).toBe(1);
    expect(auc(labels, f(4, 3, 2, 1))).toBe(0);
    expect(auc(labels, f(7, 7, 7, 7))).toBe(0.5);
  });

  test('equals the share of ordered pairs, ties counting half', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: -4, max: 4 })), { minLength: 2 });
    fc.assert(
      fc.property(rows, (pairs) => {
        const positive = pairs.filter(([label]) => label === 1).map(([, score]) => score);
        const negative = pairs.filter(([label]) => label === 0).map(([, score]) => score);
        fc.pre(positive.length > 0 && negative.length > 0);
        let won = 0;
        for (const p of positive) for (const n of negative) won += p > n ? 1 : p === n ? 0.5 : 0;
        const got = auc(f(...pairs.map(([label]) => label)), f(...pairs.map(([, score]) => score)));
        expect(got).toBeCloseTo(won / (positive.length * negative.length), 12);
      }),
    );
  });

  test('is NaN with one class only, and with a score that is NaN; infinite scores are in order', () => {
    expect(auc(f(1, 1), f(1, 2))).toBeNaN();
    expect(auc(f(0, 0), f(1, 2))).toBeNaN();
    expect(auc(f(0, 1), f(1, Number.NaN))).toBeNaN();
    expect(auc(f(0, 1), f(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY))).toBe(1);
  });
});

test('accuracy counts a score at the threshold as negative', () => {
  expect(accuracy(f(0, 1, 1, 0), f(0.5, 0.5, 0.6, 0.4), 0.5)).toBe(0.75);
});

test('mean squared error', () => {
  expect(meanSquaredError(f(1, 2, 3), f(1, 4, 0))).toBeCloseTo(13 / 3, 12);
});

test('logistic loss is the negative log of the probability given to the label', () => {
  for (const z of [-3, -0.5, 0, 0.7, 4]) {
    expect(logisticLoss(1, z)).toBeCloseTo(-Math.log(sigmoid(z)), 12);
    expect(logisticLoss(0, z)).toBeCloseTo(-Math.log(1 - sigmoid(z)), 12);
  }
  expect(logisticLoss(0, 800)).toBe(800);
  expect(logisticLoss(1, 800)).toBe(0);
});

test('scores with ties get the figures that scikit-learn gives them', () => {
  const labels = Float64Array.from(golden.labels);
  const scores = Float64Array.from(golden.scores);
  expect(auc(labels, scores)).toBeCloseTo(golden.auc, 12);
  expect(accuracy(labels, scores, 0)).toBeCloseTo(golden.accuracy, 12);
  expect(meanSquaredError(labels, scores)).toBeCloseTo(golden.mse, 12);
  const losses = labels.map((label, r) => logisticLoss(label, scores[r]!));
  expect(losses.reduce((a, b) => a + b) / labels.length).toBeCloseTo(golden.logLoss, 12);
});
