import type { Tag } from '../../../api/common.ts';
import type { TuningJobOverview } from '../../../api/organise.ts';

export interface TuningJobRow {
  readonly name: string;
  readonly arn: string;
  readonly status: TuningJobOverview['HyperParameterTuningJobStatus'];
  readonly strategy: string;
  readonly completed: number;
  readonly running: number;
  readonly stopped: number;
  readonly failed: number;
  /** Training jobs it may launch at most; without such a limit those launched so far. */
  readonly total: number;
  readonly created: Date;
  /** Simulated seconds from creation to the end or to now. */
  readonly duration: number;
  readonly best: number | undefined;
  /** Names of the objective metrics, each with its direction. */
  readonly objective: string;
  /** `key: value`, or the key alone. */
  readonly tags: readonly string[];
  readonly tagList: readonly Tag[];
  readonly noted: boolean;
  readonly imported: boolean;
}

/** One row of the list. */
export function toRow(job: TuningJobOverview): TuningJobRow {
  const {
    Completed = 0,
    InProgress = 0,
    Stopped = 0,
    RetryableError = 0,
    NonRetryableError = 0,
  } = job.TrainingJobStatusCounters;
  const failed = RetryableError + NonRetryableError;
  return {
    name: job.HyperParameterTuningJobName,
    arn: job.HyperParameterTuningJobArn,
    status: job.HyperParameterTuningJobStatus,
    strategy: job.Strategy,
    completed: Completed,
    running: InProgress,
    stopped: Stopped,
    failed,
    total: job.MaxNumberOfTrainingJobs ?? Completed + InProgress + Stopped + failed,
    created: job.CreationTime,
    duration: job.ElapsedSeconds,
    best: job.Best?.Value,
    objective: [
      ...new Set(job.Objectives.map(({ Type, MetricName }) => `${MetricName}, ${Type.toLowerCase()}`)),
    ].join('; '),
    tags: job.Tags.map(({ Key, Value }) => (Value === '' ? Key : `${Key}: ${Value}`)),
    tagList: job.Tags,
    noted: job.HasNote,
    imported: job.ImportedTime !== undefined,
  };
}
