import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countersOf, progressOf } from './counters.ts';

const count = fc.option(fc.nat(20), { nil: undefined });

it('the four counters always add up to the training jobs launched', () => {
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      count,
      (Completed, InProgress, Stopped, Retryable, NonRetryable) => {
        const counters = countersOf({
          TrainingJobStatusCounters: {
            Completed,
            InProgress,
            Stopped,
            RetryableError: Retryable,
            NonRetryableError: NonRetryable,
          },
        });
        const { completed, inProgress, stopped, failed, launched } = counters;
        expect(completed + inProgress + stopped + failed).toBe(launched);
        expect(launched).toBe(
          (Completed ?? 0) + (InProgress ?? 0) + (Stopped ?? 0) + (Retryable ?? 0) + (NonRetryable ?? 0),
        );
      },
    ),
  );
});

it('measures progress by training jobs ended, of any kind', () => {
  const counters = countersOf({
    TrainingJobStatusCounters: { Completed: 3, Stopped: 1, NonRetryableError: 1, InProgress: 2 },
  });
  expect(progressOf(counters, 20)).toEqual({ percent: 25, text: '5 of 20 training jobs ended' });
  expect(progressOf(counters, undefined)).toBeUndefined();
});
