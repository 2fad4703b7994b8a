import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countersOf, progressWords, stoppedWords } from './counters.ts';

const count = fc.nat(800);

it('adds up: ended and running are all that were launched', () => {
  fc.assert(
    fc.property(
      fc.record({
        Completed: count,
        InProgress: count,
        Stopped: count,
        RetryableError: count,
        NonRetryableError: count,
      }),
      (TrainingJobStatusCounters) => {
        const { completed, inProgress, stopped, failed, launched, ended } = countersOf({
          TrainingJobStatusCounters,
        });
        expect(completed + inProgress + stopped + failed).toBe(launched);
        expect(launched - inProgress).toBe(ended);
      },
    ),
  );
});

const Stopped = {
  EarlyStopping: 6,
  StopRequest: 1,
  TuningJobEnded: 0,
  MaxRuntime: 0,
  MaxResource: 0,
  MaxWait: 0,
};

it('tells early-stopped apart from the others, and only what adds up', () => {
  expect(stoppedWords(7, { Stopped })).toBe('6 by early stopping, 1 on request');
  expect(stoppedWords(8, { Stopped })).toBe('');
  expect(stoppedWords(0, { Stopped: { ...Stopped, EarlyStopping: 0, StopRequest: 0 } })).toBe(
    '0 by early stopping',
  );
  expect(stoppedWords(7, undefined)).toBe('');
});

it('names under Hyperband what ends a training job there', () => {
  const Hyperband = { MinResource: 1, MaxResource: 9, ReductionFactor: 3, Brackets: [[1, 3]] };
  const by = { ...Stopped, StopRequest: 0, MaxResource: 3 };
  expect(stoppedWords(9, { Stopped: by, Hyperband })).toBe('6 at a rung, 3 at the maximum resource');
  expect(stoppedWords(0, { Stopped: { ...by, EarlyStopping: 0, MaxResource: 0 }, Hyperband })).toBe(
    '0 at a rung',
  );
});

it('says in a sentence where the tuning job is', () => {
  const counters = countersOf({
    TrainingJobStatusCounters: {
      Completed: 3,
      InProgress: 2,
      Stopped: 1,
      RetryableError: 0,
      NonRetryableError: 0,
    },
  });
  expect(progressWords({ HyperParameterTuningJobStatus: 'InProgress' }, counters, '0.9')).toBe(
    '4 training jobs ended, 2 running. Best objective 0.9.',
  );
  expect(progressWords({ HyperParameterTuningJobStatus: 'Failed' }, counters, undefined)).toBe(
    'The tuning job is failed.',
  );
});
