import type { Check, Trial } from '../engine/types.ts';
import { toEngineValue } from './convert.ts';
import type { Feed, Head, Row } from './pool.ts';
import { trialStatus } from './progress.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord } from './records.ts';
import { appendLog } from './training-log.ts';

/** A trial as the runner keeps it: the engine reads it, only what is below changes it. */
export type LiveTrial = Omit<Trial, 'values' | 'checks' | 'status' | 'ended' | 'cut' | 'trained'> & {
  values: (number | null)[];
  checks: Check[];
  status: Trial['status'];
  ended?: number;
  cut?: true;
  trained?: true;
};

/** A running training job: its records, what the engine sees of it, and the worker that trains it. */
export interface Live {
  readonly record: TrainingJobRecord;
  readonly trial: LiveTrial;
  readonly metrics: MetricsRecord;
  readonly feed: Feed;
  readonly free: () => void;
}

/** The objective of a definition: the metric, and +1 or −1 as it is minimised or maximised. */
export interface LiveObjective {
  readonly metric: string;
  readonly sign: 1 | -1;
}

/** What the engine sees of a training job as far as it is recorded. The checks are the record's own list. */
export function trialOf(
  record: TrainingJobRecord,
  { columns, checks }: MetricsRecord,
  { metric, sign }: LiveObjective,
): LiveTrial {
  const { index, definition, configuration, epochs, ended } = record;
  return {
    index,
    definition,
    configuration,
    status: trialStatus(record),
    values: Array.from({ length: epochs }, (_, i) => toEngineValue(columns[metric]?.[i], sign)),
    checks,
    ...(ended === undefined ? {} : { ended }),
  };
}

/** Takes an epoch's row into the records and the trial. A metric that was missing before has NaN there. */
export function addRow({ record, trial, metrics }: Live, row: Row, { metric, sign }: LiveObjective): void {
  const { epoch, metrics: given, log } = row;
  if (log !== undefined && metrics.log) appendLog(metrics.log, epoch, log);
  for (const name of new Set([...Object.keys(metrics.columns), ...Object.keys(given)])) {
    const column = (metrics.columns[name] ??= Array.from({ length: epoch - 1 }, () => Number.NaN));
    column.push(given[name] ?? Number.NaN);
  }
  record.epochs = epoch;
  const value = given[metric];
  trial.values.push(toEngineValue(value, sign));
  if (value === undefined || !Number.isFinite(value)) return;
  record.objective = value;
  record.objectiveEpoch = epoch;
}

/** Keeps what was printed after the last epoch; a container prints the error that it ended with, too. */
export function addLastWords({ metrics }: Live, head: Head): void {
  const words =
    head.kind === 'done'
      ? head.log
      : head.kind === 'failed' && head.algorithmError
        ? head.message
        : undefined;
  if (words !== undefined && metrics.log) appendLog(metrics.log, 0, words);
}

/** Notes that from simulated second `at` on the tuning job runs at its pace; `resumed`: by another backend. */
export function notePace(job: TuningJobRecord, at: number, wall: number, resumed?: true): void {
  (job.paces ??= []).push({ at, wall, pace: job.pace, ...(resumed ? { resumed } : {}) });
}

/** Simulated seconds that are shown: the latest event's, or where the clock stood after it when it was saved. */
export const shownSeconds = ({ elapsed, clock = 0 }: TuningJobRecord): number => Math.max(elapsed, clock);

/** Enters a status at simulated second `at`. Training that goes on from a checkpoint notes after which epoch. */
export function enter(
  record: TrainingJobRecord,
  status: 'Starting' | 'Downloading' | 'Training' | 'Uploading',
  at: number,
): void {
  const resumed = status === 'Training' && record.epochs > 0;
  record.transitions.push({ status, at, ...(resumed ? { after: record.epochs } : {}) });
}

/** How a training job ended: as the engine takes it, and as its two statuses tell it. */
export interface Ending {
  readonly trial: Exclude<Trial['status'], 'running'>;
  readonly status: 'Completed' | 'Failed' | 'Stopped';
  readonly secondary: 'Completed' | 'Failed' | 'Stopped' | 'MaxRuntimeExceeded' | 'MaxWaitTimeExceeded';
}

/** Writes down that it is over at simulated second `at`, as the `ended`th of the tuning job. */
export function noteEnd({ record, trial }: Live, ending: Ending, ended: number, at: number): void {
  trial.ended = ended;
  trial.status = ending.trial;
  record.ended = ended;
  record.status = ending.status;
  record.endedAt = at;
  record.transitions.push({ status: ending.secondary, at });
}

/** Puts a training job that the service failed back to its start at simulated second `at`. */
export function startAnew(live: Live, at: number): void {
  live.record.retries = (live.record.retries ?? 0) + 1;
  forget(live);
  live.record.transitions.push({ status: 'Restarting', at }, { status: 'Starting', at });
}

/** Takes back what a training job has reported: it will be trained again. */
export function forget({ record, trial, metrics }: Live): void {
  record.epochs = 0;
  delete record.objective;
  delete record.objectiveEpoch;
  for (const name of Object.keys(metrics.columns)) delete metrics.columns[name];
  metrics.checks.length = 0;
  trial.values.length = 0;
}
