import { plural } from '../../format.ts';
import type { TuningJob, TuningJobRun } from '../../jobs.ts';

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

const stoppedText = (isHyperband: boolean) =>
  ({
    EarlyStopping: isHyperband ? 'at a rung' : 'by early stopping',
    StopRequest: 'on request',
    TuningJobEnded: 'as the tuning job ended',
    MaxRuntime: 'at the maximum duration',
    MaxResource: 'at the maximum resource',
    MaxWait: 'at the maximum wait',
  }) satisfies Record<keyof TuningJobRun['Stopped'], string>;

/**
 * The Stopped counter by who stopped them: "6 by early stopping, 1 on request", under Hyperband "9 at a rung, 3 at the
 * maximum resource".
 */
export function stoppedWords(
  stopped: number,
  run: Pick<TuningJobRun, 'Stopped' | 'Hyperband'> | undefined,
): string {
  if (!run) return '';
  const words = stoppedText(run.Hyperband !== undefined);
  const parts = Object.entries(words).map(([key, text]) => ({
    count: run.Stopped[key as keyof typeof words],
    text,
  }));
  if (parts.reduce((sum, { count }) => sum + count, 0) !== stopped) return '';
  if (stopped === 0) return `0 ${words.EarlyStopping}`;
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, text }) => `${count} ${text}`)
    .join(', ');
}

/** What a screen reader hears now and then while a tuning job runs, and once when it is over. */
export function progressWords(
  { HyperParameterTuningJobStatus: status }: Pick<TuningJob, 'HyperParameterTuningJobStatus'>,
  counters: Counters,
  best: string | undefined,
): string {
  const head =
    status === 'InProgress' || status === 'Stopping'
      ? `${plural(counters.ended, 'training job')} ended, ${counters.inProgress} running`
      : `The tuning job is ${status.toLowerCase()}`;
  return best === undefined ? `${head}.` : `${head}. Best objective ${best}.`;
}
