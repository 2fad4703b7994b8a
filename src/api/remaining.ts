import type { TuningJobRun } from './local.ts';

/** How long a tuning job may still take, and what that was worked out from. */
export type Remaining = Pick<TuningJobRun, 'RemainingSeconds' | 'RemainingFrom'>;

/**
 * S3.14: the average duration of a training job × those left ÷ how many run in parallel. The average is rounded to a second
 * first, so that whoever works it out again from what is shown comes to the same. Empty before anything has ended.
 *
 * @param durations seconds from launch to end of every training job that has ended
 * @param launched training jobs so far, for a tuning job without a limit
 */
export function remainingOf(
  durations: readonly number[],
  { limit, launched, parallel }: { limit: number | undefined; launched: number; parallel: number },
): Remaining {
  if (durations.length === 0) return {};
  const average = Math.round(durations.reduce((sum, each) => sum + each, 0) / durations.length);
  const left = (limit ?? launched) - durations.length;
  return {
    RemainingSeconds: (average * left) / parallel,
    RemainingFrom: { AverageSeconds: average, TrainingJobsLeft: left, Parallel: parallel },
  };
}
