import { expect, it } from 'vitest';
import { noValues } from './no-values.ts';

const job = (
  status: 'InProgress' | 'Failed' | 'Completed' | 'Stopped',
  counters: Readonly<Record<string, number>> = {},
) => ({ HyperParameterTuningJobStatus: status, TrainingJobStatusCounters: counters });

it('says why there is no value, and never that one will come to a tuning job that is over', () => {
  expect(noValues(job('InProgress')).next).toContain('first epoch');
  expect(noValues(job('InProgress'), { Pace: 'Paused' }).why).toContain('time stands still');
  expect(noValues(job('Failed', { NonRetryableError: 5 })).why).toContain('all 5 failed');
  expect(noValues(job('Failed', { RetryableError: 1 })).why).toContain('the only one failed');
  expect(noValues(job('Failed', { NonRetryableError: 5, Stopped: 1 })).why).toContain('5 failed, 1 stopped');
  expect(noValues(job('Completed', { Completed: 3 })).why).toContain('No finite value');
  expect(noValues(job('Stopped', { Stopped: 2 })).why).toContain('ended before');
  for (const [status, counters] of [
    ['Failed', { NonRetryableError: 5 }],
    ['Completed', { Completed: 3 }],
    ['Stopped', { Stopped: 2 }],
  ] as const)
    expect(noValues(job(status, counters)).next).not.toMatch(/appears|yet/);
});
