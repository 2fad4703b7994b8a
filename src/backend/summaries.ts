import type { HyperParameterTrainingJobSummary } from '../api/training-job.ts';
import { definitionsOf } from '../api/definitions.ts';
import type { ObjectiveStatusCounters, TrainingJobStatusCounters } from '../api/tuning-job.ts';
import { heldSeconds } from './held.ts';
import { signOf, timeAt, trainingJobArn, tunedHyperParameters } from './convert.ts';
import { trialStatus } from './progress.ts';
import type { Summary, TrainingJobRecord, TuningJobRecord } from './records.ts';

/**
 * What Describe and List say of training jobs, computed from the records: at every read, or when the records of an ended
 * tuning job are packed. Counters cannot drift from the jobs they count.
 */

/** Sum of all five = training jobs launched (spec api.md §4.3). */
export function statusCounters(jobs: readonly TrainingJobRecord[]): Required<TrainingJobStatusCounters> {
  const count = (holds: (job: TrainingJobRecord) => boolean) => jobs.filter(holds).length;
  return {
    Completed: count(({ status }) => status === 'Completed'),
    InProgress: count(({ status }) => status === 'InProgress' || status === 'Stopping'),
    RetryableError: count(({ status, retryable }) => status === 'Failed' && retryable === true),
    NonRetryableError: count(({ status, retryable }) => status === 'Failed' && retryable !== true),
    Stopped: count(({ status }) => status === 'Stopped'),
  };
}

/**
 * What a training job has come to: its last finite objective. What a failed one reported before it failed is no result,
 * neither for a counter nor for a plot or a model; its curve and its log still have it.
 */
export const resultOf = ({ status, objective }: TrainingJobRecord): number | undefined =>
  status === 'Failed' ? undefined : objective;

export function objectiveStatus(record: TrainingJobRecord): 'Pending' | 'Succeeded' | 'Failed' {
  if (record.status === 'InProgress' || record.status === 'Stopping') return 'Pending';
  return resultOf(record) === undefined ? 'Failed' : 'Succeeded';
}

export function objectiveCounters(jobs: readonly TrainingJobRecord[]): Required<ObjectiveStatusCounters> {
  const count = (wanted: string) => jobs.filter((job) => objectiveStatus(job) === wanted).length;
  return { Succeeded: count('Succeeded'), Pending: count('Pending'), Failed: count('Failed') };
}

/**
 * The training job with the best last objective among those that completed or had all that Hyperband gives; ties keep the
 * first launched (spec rules.md §19).
 */
export function bestOf(
  job: TuningJobRecord,
  trainingJobs: readonly TrainingJobRecord[],
): TrainingJobRecord | undefined {
  let best: { record: TrainingJobRecord; cost: number } | undefined;
  for (const record of trainingJobs) {
    if (trialStatus(record) !== 'completed' || record.objective === undefined) continue;
    const cost = record.objective * signOf(job.request, record.definition);
    if (!best || cost < best.cost) best = { record, cost };
  }
  return best?.record;
}

/** What lists tell of a tuning job's training jobs. */
export function summaryOf(job: TuningJobRecord, trainingJobs: readonly TrainingJobRecord[]): Summary {
  const best = bestOf(job, trainingJobs);
  return {
    tuningJob: job.name,
    statuses: statusCounters(trainingJobs),
    objectives: objectiveCounters(trainingJobs),
    ...(best?.objective === undefined
      ? {}
      : { best: { name: best.name, definition: best.definition, objective: best.objective } }),
  };
}

/** Billing starts when the instances are up, as downloading begins (spec api.md §3.8). */
export const startedAt = ({ transitions }: TrainingJobRecord): number | undefined =>
  transitions.find(({ status }) => status === 'Downloading')?.at;

/** End − start in simulated seconds without waiting for spot capacity; of a running one up to `now`. */
export const trainingSeconds = (record: TrainingJobRecord, now: number): number => heldSeconds(record, now);

/** Stopped by the median rule or at a rung, not by a user or the end of the tuning job. */
export const isEarlyStopped = ({ stop }: TrainingJobRecord): boolean =>
  stop?.rule === 'median' || stop?.rule === 'hyperband';

export function toSummary(job: TuningJobRecord, record: TrainingJobRecord): HyperParameterTrainingJobSummary {
  const definition = definitionsOf(job.request)[record.definition];
  const start = startedAt(record);
  const result = resultOf(record);
  return {
    ...(definition?.name === undefined ? {} : { TrainingJobDefinitionName: definition.name }),
    TrainingJobName: record.name,
    TrainingJobArn: trainingJobArn(record.name),
    TuningJobName: job.name,
    CreationTime: timeAt(job, record.launchedAt),
    ...(start === undefined ? {} : { TrainingStartTime: timeAt(job, start) }),
    ...(record.endedAt === undefined ? {} : { TrainingEndTime: timeAt(job, record.endedAt) }),
    TrainingJobStatus: record.status,
    TunedHyperParameters: tunedHyperParameters(record.configuration),
    ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
    ...(result === undefined || !definition
      ? {}
      : {
          FinalHyperParameterTuningJobObjectiveMetric: {
            MetricName: definition.objective.MetricName,
            Value: result,
          },
        }),
    ObjectiveStatus: objectiveStatus(record),
  };
}
