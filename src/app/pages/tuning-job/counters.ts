import { plural } from '../../format.ts';
import type { TuningJob } from '../../jobs.ts';

/** The training job status counter in the four words of the page; they add up to `launched`. */
export interface Counters {
  readonly completed: number;
  readonly inProgress: number;
  readonly stopped: number;
  readonly failed: number;
  readonly retryable: number;
  readonly nonRetryable: number;
  readonly launched: number;
  /** No longer running. */
  readonly ended: number;
}

export function countersOf({
  TrainingJobStatusCounters: c,
}: Pick<TuningJob, 'TrainingJobStatusCounters'>): Counters {
  const [completed, inProgress, stopped] = [c.Completed ?? 0, c.InProgress ?? 0, c.Stopped ?? 0];
  const [retryable, nonRetryable] = [c.RetryableError ?? 0, c.NonRetryableError ?? 0];
  const failed = retryable + nonRetryable;
  const ended = completed + stopped + failed;
  return {
    completed,
    inProgress,
    stopped,
    failed,
    retryable,
    nonRetryable,
    ended,
    launched: ended + inProgress,
  };
}

export interface Progress {
  /** 0–100. */
  readonly percent: number;
  readonly text: string;
}

/** How far a tuning job is by training jobs ended; undefined when it has no limit on them. */
export function progressOf(counters: Counters, limit: number | undefined): Progress | undefined {
  if (limit === undefined) return undefined;
  return {
    percent: Math.min(100, (100 * counters.ended) / limit),
    text: `${counters.ended} of ${plural(limit, 'training job')} ended`,
  };
}
