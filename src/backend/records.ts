import type { AutotuneChoice } from '../api/autotune.ts';
import type { Pace, TuningJobEvent } from '../api/local.ts';
import type {
  HyperParameterTuningJobStatus,
  SecondaryStatus,
  Tag,
  TrainingJobStatus,
} from '../api/common.ts';
import type { HyperParameterTrainingJobSummary } from '../api/training-job.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  ObjectiveStatusCounters,
  TrainingJobStatusCounters,
} from '../api/tuning-job.ts';
import type {
  Check,
  Configuration,
  FinishReason,
  Gate,
  KeepReason,
  LaunchReason,
  StopReason,
  WarmStart,
} from '../engine/types.ts';
import { emptyLog, fromStoredLog, type StoredLog, toStoredLog, type TrainingLog } from './training-log.ts';

/**
 * What the backend keeps. All times but `createdAt` are simulated seconds since the tuning job's creation.
 * Counters, best job and durations are computed from these; of tuning jobs that have ended a `Summary` is kept beside them.
 */
export interface TuningJobRecord {
  readonly name: string;
  readonly request: CreateHyperParameterTuningJobRequest;
  readonly seed: number;
  /** Wall clock, ms since 1970: the origin of every timestamp shown. */
  readonly createdAt: number;
  status: HyperParameterTuningJobStatus;
  /** Time of the last event handled. */
  elapsed: number;
  /** While it runs: where its clock stood when it was saved, between that event and the next one. */
  clock?: number;
  endedAt?: number;
  finish?: FinishCause;
  failureReason?: string;
  pace: Pace;
  /** When its pace was changed, and when it was taken up again; the log does not hang on either. */
  paces?: { readonly at: number; readonly wall: number; readonly pace: Pace; readonly resumed?: true }[];
  tags: Tag[];
  /** Events emitted so far. */
  events: number;
  /** What its parents had found when it was created. */
  warmStart?: WarmStartRecord;
  /** What Autotune filled in; `request` has it. */
  autotuned?: readonly AutotuneChoice[];
  /** What the user wrote down about it. */
  note?: string;
  /** Wall clock, ms since 1970, of its import from elsewhere. */
  readonly importedAt?: number;
  /** Identity of the data of each definition when it was first read: other data would be another tuning job. */
  inputs?: readonly string[];
  /** Deleted: gone for every operation, but its training jobs stay and still belong to this request. */
  deleted?: true;
}

/** Evidence of parents, and for the type that compares them the best training job among theirs. */
export interface WarmStartRecord extends WarmStart {
  readonly best?: HyperParameterTrainingJobSummary;
}

/** Modelled seconds of a training job, fixed at launch. */
export interface Plan {
  readonly startup: number;
  readonly download: number;
  readonly epoch: number;
  readonly upload: number;
}

export type FinishCause = FinishReason | { readonly rule: 'stop-requested' };

export type StopCause =
  | StopReason
  | { readonly rule: 'stop-requested'; readonly scope: 'tuning-job' | 'training-job' }
  | { readonly rule: 'max-runtime' | 'max-wait'; readonly limit: number };

export interface Transition {
  readonly status: SecondaryStatus;
  readonly at: number;
  /** Of Training that goes on from a checkpoint: the epochs done before. */
  readonly after?: number;
}

export interface TrainingJobRecord {
  readonly name: string;
  readonly tuningJob: string;
  /** Launch order from 0. */
  readonly index: number;
  /** Place of its definition in the request. */
  readonly definition: number;
  readonly configuration: Configuration;
  readonly reason: LaunchReason;
  readonly launchedAt: number;
  readonly plan: Plan;
  status: TrainingJobStatus;
  transitions: Transition[];
  /** Epochs reported. */
  epochs: number;
  /** Last finite objective reported, raw, and the epoch of it. */
  objective?: number;
  objectiveEpoch?: number;
  endedAt?: number;
  /** The how-manyth of its tuning job to end, from 0: several may end in the same second. */
  ended?: number;
  /** How often it was started anew after a failure of the service (RetryStrategy). */
  retries?: number;
  failureReason?: string;
  /** Of a failed one: the service's fault, not the user's. */
  retryable?: boolean;
  stop?: StopCause;
  keep?: KeepReason;
  /** The first epoch with the best objective, once it has ended. */
  bestEpoch?: number;
  /** Where the model is. */
  artifact?: string;
  /** There was no room to keep the model: it is made again when it is read. */
  modelOnDemand?: true;
  tags: Tag[];
}

/**
 * What lists tell of the training jobs of a tuning job that has ended. It follows from them and the request alone and is
 * written wherever they are, in the same transaction, so that a list need not read them (`summaryOf`).
 */
export interface Summary {
  readonly tuningJob: string;
  readonly statuses: Required<TrainingJobStatusCounters>;
  readonly objectives: Required<ObjectiveStatusCounters>;
  /** The best training job, where there is one. */
  readonly best?: {
    readonly name: string;
    /** Place of its definition in the request. */
    readonly definition: number;
    /** Its last finite objective, raw. */
    readonly objective: number;
  };
}

/** Curves of one training job: one column per metric, one row per epoch, beside the rule's looks at them. */
export interface MetricsRecord {
  readonly name: string;
  readonly tuningJob: string;
  readonly columns: Record<string, number[]>;
  readonly checks: Check[];
  /** Absent where the training job is from before logs were kept. */
  readonly log?: TrainingLog;
}

/** Of a training job that has reported nothing yet. */
export const emptyMetrics = ({
  name,
  tuningJob,
}: Pick<TrainingJobRecord, 'name' | 'tuningJob'>): MetricsRecord => ({
  name,
  tuningJob,
  columns: {},
  checks: [],
  log: emptyLog(),
});

/** How a MetricsRecord lies in the database: typed arrays are about 50 times faster to save than rows. */
export interface StoredMetrics {
  readonly name: string;
  readonly tuningJob: string;
  readonly columns: Record<string, Float64Array>;
  readonly thresholds: Float64Array;
  readonly compared: Uint16Array;
  readonly gates: Uint8Array;
  readonly values: Float64Array;
  readonly log?: StoredLog;
}

const GATES: readonly Gate[] = ['compared', 'no-value', 'too-few', 'too-early', 'between-rungs'];

export const toStored = ({ name, tuningJob, columns, checks, log }: MetricsRecord): StoredMetrics => ({
  name,
  tuningJob,
  columns: Object.fromEntries(
    Object.entries(columns).map(([metric, values]) => [metric, Float64Array.from(values)]),
  ),
  thresholds: Float64Array.from(checks, ({ threshold }) => threshold ?? Number.NaN),
  values: Float64Array.from(checks, ({ value }) => value ?? Number.NaN),
  compared: Uint16Array.from(checks, ({ compared }) => compared),
  gates: Uint8Array.from(checks, ({ gate }) => GATES.indexOf(gate)),
  ...(log ? { log: toStoredLog(log) } : {}),
});

const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

export const fromStored = (stored: StoredMetrics): MetricsRecord => ({
  name: stored.name,
  tuningJob: stored.tuningJob,
  columns: Object.fromEntries(
    Object.entries(stored.columns).map(([metric, values]) => [metric, [...values]]),
  ),
  checks: [...stored.gates].map((gate, i) => ({
    epoch: i + 1,
    value: orNull(stored.values[i]),
    gate: GATES[gate] ?? 'no-value',
    threshold: orNull(stored.thresholds[i]),
    compared: stored.compared[i] ?? 0,
  })),
  ...(stored.log ? { log: fromStoredLog(stored.log) } : {}),
});

/** Prices that the user knows better; what is absent is as the catalogue has it. */
export interface OwnPrices {
  /** US dollars an hour on demand by instance type. */
  readonly perHour: Readonly<Record<string, number>>;
  /** Of the price on demand, what spot capacity costs: above 0, at most 1. */
  readonly spotShare?: number;
}

/** A slice of a tuning job's log as saved: one record per CHUNK events. */
export interface EventChunk {
  readonly tuningJob: string;
  readonly chunk: number;
  readonly events: readonly TuningJobEvent[];
}
export const EVENTS_PER_CHUNK = 250;

/** An object of the local store as saved. */
export interface StoredObject {
  readonly S3Uri: string;
  readonly LastModified: number;
  readonly Origin: 'Uploaded' | 'Output';
  /** Bytes. */
  readonly Size: number;
  /** Hash of the body: another content, another tag. */
  readonly ETag: string;
  /** How the body is kept as text; absent: it is text. */
  readonly Encoding?: 'Base64';
  readonly Rows?: number;
  readonly Columns?: readonly string[];
}
