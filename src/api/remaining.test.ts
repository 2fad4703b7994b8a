import { expect, test } from 'vitest';
import { remainingOf } from './remaining.ts';

const limits = { limit: 20, launched: 5, parallel: 3 };

test('the remaining time follows from the very figures that are told with it', () => {
  // 209.4 s on average: a reader sees 209 s and comes to 209 × 18 ÷ 3.
  const { RemainingSeconds, RemainingFrom } = remainingOf([209.2, 209.6], limits);
  expect(RemainingFrom).toEqual({ AverageSeconds: 209, TrainingJobsLeft: 18, Parallel: 3 });
  expect(RemainingSeconds).toBe((209 * 18) / 3);
});

test('without a limit what runs is left; before the first end nothing is told', () => {
  expect(remainingOf([60, 60], { ...limits, limit: undefined }).RemainingSeconds).toBe(60);
  expect(remainingOf([], limits)).toEqual({});
});
