import type { TuningJobEvent } from '../api/local.ts';
import { definitionsOf } from '../api/definitions.ts';
import { standing } from '../engine/progress.ts';
import type { LaunchReason, Spec, Trial } from '../engine/types.ts';
import { tunedHyperParameters } from './convert.ts';
import type { Row } from './pool.ts';
import {
  convergenceRule,
  hyperbandRule,
  medianRule,
  toFinishReceipt,
  toKeepReceipt,
  toLaunchReceipt,
  toProgressReceipt,
  toStopReceipt,
  type Trials,
} from './receipts.ts';
import type { FinishCause, StopCause, TrainingJobRecord, TuningJobRecord } from './records.ts';

/**
 * The lines of a tuning job's log. Together they carry all that a decision was made on, in the units of the objective, so
 * that every one can be made again from the lines alone: the constants first, then configurations, values and ends in
 * the order in which they were handled. No line holds a wall-clock value.
 */
export type Line = Pick<TuningJobEvent, 'Type' | 'Message' | 'Detail'>;

export const created = ({ request, seed }: TuningJobRecord, spec: Spec): Line => {
  const hyperband = hyperbandRule(spec);
  return {
    Type: 'TuningJobCreated',
    Message: 'The tuning job was created.',
    Detail: {
      Strategy: request.HyperParameterTuningJobConfig.Strategy,
      RandomSeed: seed,
      Objectives: definitionsOf(request).map(({ name, objective }) => ({
        ...(name === undefined ? {} : { DefinitionName: name }),
        Type: objective.Type,
        MetricName: objective.MetricName,
      })),
      EarlyStopping: spec.earlyStopping === 'median' ? 'Auto' : 'Off',
      MedianRule: medianRule,
      ...(hyperband ? { Hyperband: hyperband } : {}),
      Convergence: convergenceRule,
    },
  };
};

export const launched = (
  { index, configuration }: Pick<Trial, 'index' | 'configuration'>,
  reason: LaunchReason,
  definitionName: string | undefined,
  trials: Trials,
): Line => ({
  Type: 'TrainingJobLaunched',
  Message: `Launched with ${Object.entries(configuration)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}.`,
  Detail: {
    DefinitionName: definitionName,
    TunedHyperParameters: tunedHyperParameters(configuration),
    Launch: toLaunchReceipt(reason, index, trials),
  },
});

export const status = (to: 'Starting' | 'Downloading' | 'Training' | 'Uploading'): Line => ({
  Type: 'TrainingJobStatus',
  Message: `${to}.`,
  Detail: { Status: to },
});

/** @param resumes epochs after which it will go on: 0 without a checkpoint */
export const interrupted = (count: number, resumes: number): Line => ({
  Type: 'TrainingJobStatus',
  Message: `Interrupted: the spot capacity was taken away. ${resumes > 0 ? `Training goes on after epoch ${resumes}, from the checkpoint` : 'Training begins anew'} when there is capacity again.`,
  Detail: { Status: 'Interrupted', Interruptions: count, ResumesAfterEpoch: resumes },
});

export const retried = (attempt: number, attempts: number, reason: string): Line => ({
  Type: 'TrainingJobStatus',
  Message: `Starting anew after a failure of the service: retry ${attempt} of at most ${attempts}.`,
  Detail: { Status: 'Restarting', Retry: attempt, MaximumRetryAttempts: attempts, FailureReason: reason },
});

export const epoch = (row: Row, objective: string): Line => ({
  Type: 'Epoch',
  Message: `Epoch ${row.epoch}: ${objective} = ${row.metrics[objective] ?? 'not emitted'}`,
  // JSON has no NaN: a value that is not finite is told as text.
  Detail: {
    Epoch: row.epoch,
    Metrics: Object.fromEntries(
      Object.entries(row.metrics).map(([name, value]) => [
        name,
        Number.isFinite(value) ? value : String(value),
      ]),
    ),
  },
});

export const completed = (record: TrainingJobRecord, ended: Ended): Line => ({
  Type: 'TrainingJobCompleted',
  Message: `Completed after ${record.epochs} epochs.`,
  Detail: {
    ...(record.keep ? { Keep: toKeepReceipt(record.keep, record.index, ended.trials) } : {}),
    Progress: progressAfter(ended),
  },
});

export const stopped = ({ index }: TrainingJobRecord, cause: StopCause, ended: Ended): Line => ({
  Type: 'TrainingJobStopped',
  Message: stopSentence(cause),
  Detail: { Stop: toStopReceipt(cause, index, ended.trials), Progress: progressAfter(ended) },
});

export const failed = (reason: string, retryable: boolean, ended: Ended): Line => ({
  Type: 'TrainingJobFailed',
  Message: reason,
  Detail: { Retryable: retryable, Progress: progressAfter(ended) },
});

export const over = (
  state: 'Completed' | 'Failed' | 'Stopped',
  message: string,
  finish: FinishCause | undefined,
  trials: Trials,
): Line => ({
  Type: 'TuningJobEnded',
  Message: message,
  Detail: { Status: state, ...(finish ? { Finish: toFinishReceipt(finish, trials) } : {}) },
});

/** What the completion criteria are held against when a trial has ended. */
export interface Ended {
  readonly spec: Spec;
  /** With the trial that ended. */
  readonly all: readonly Trial[];
  readonly elapsed: number;
  readonly trials: Trials;
}

function progressAfter({ spec, all, elapsed, trials }: Ended) {
  const ended = all.filter((trial) => trial.status !== 'running').length;
  return toProgressReceipt(spec, standing(spec, all), { launched: all.length, ended, elapsed }, trials);
}

function stopSentence(cause: StopCause): string {
  switch (cause.rule) {
    case 'median':
      return `Stopped early at epoch ${cause.epoch}: worse than the median of ${cause.compared.length} completed training jobs.`;
    case 'hyperband':
      return `Stopped by Hyperband at epoch ${cause.epoch}: not among the best ${cause.kept} of ${cause.results.length} results at this rung.`;
    case 'max-resource':
      return `Ended at the maximum resource of ${cause.limit} epochs.`;
    case 'tuning-job-ended':
      return 'Stopped because the tuning job ended.';
    case 'stop-requested':
      return 'Stopped on request.';
    case 'max-runtime':
      return `Stopped at the maximum duration of ${cause.limit} s.`;
    case 'max-wait':
      return `Stopped at the maximum wait of ${cause.limit} s for spot capacity and training together.`;
  }
}
