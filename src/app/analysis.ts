/** Training jobs as the analysis and the comparison draw them, and what is worked out from them. Pure. */
import type { AnalysedDefinition, TunedHyperParameter, ValueChoice } from '../api/analysis.ts';
import type { Output } from '../api/operations.ts';
import type { TrainingJobTimes } from '../api/watching.ts';
import { indexOfTrainingJob } from './jobs.ts';

export type { AnalysedDefinition, TunedHyperParameter, ValueChoice };

export const VALUE_TEXT: Readonly<Record<ValueChoice, string>> = {
  Last: 'last',
  Best: 'best',
  Min: 'lowest',
  Max: 'highest',
};

/** What became of a training job, as the charts tell them apart. */
export const KINDS = [
  'Completed',
  'At maximum resource',
  'Early stopped',
  'Stopped',
  'Failed',
  'In progress',
] as const;
export type Kind = (typeof KINDS)[number];

/** A stretch of a training job's time. Seconds are simulated, from the tuning job's creation. */
export interface Phase {
  readonly kind: 'Starting' | 'Downloading' | 'Training' | 'Uploading' | 'Waiting' | 'Stopping';
  readonly from: number;
  readonly to: number;
}

export interface Analysed {
  readonly id: string;
  /** Launch order from 0. */
  readonly index: number;
  readonly definition: number;
  readonly kind: Kind;
  readonly hyperparameters: Readonly<Record<string, number | string>>;
  readonly values: Readonly<Record<ValueChoice, number>> | undefined;
  readonly epochs: number;
  readonly launchedAt: number;
  readonly endedAt: number | undefined;
  /** From the first download to the end or to now: what is paid for. */
  readonly seconds: number;
  /** US dollars; undefined where no price is known. */
  readonly cost: number | undefined;
  /** Whether it counts for the best training job. */
  readonly competes: boolean;
  readonly phases: readonly Phase[];
}

/** Of it, what a comparison of tuning jobs looks at. */
export type Result = Pick<
  Analysed,
  'id' | 'index' | 'definition' | 'values' | 'epochs' | 'endedAt' | 'cost' | 'competes'
>;

/** The training jobs of an answer that has a list for each figure. */
export function resultsOf(answer: Output<'DescribeTuningJobResults'>): Result[] {
  const { TrainingJobNames, Definitions } = answer;
  return TrainingJobNames.map((id, i) => {
    const definition = answer.Definition[i] ?? 0;
    const [Last, Min, Max] = [answer.Last[i] ?? null, answer.Min[i] ?? null, answer.Max[i] ?? null];
    const Best = Definitions[definition]?.Objective.Type === 'Maximize' ? Max : Min;
    const there = Last !== null && Min !== null && Max !== null && Best !== null;
    return {
      id,
      index: indexOfTrainingJob(id),
      definition,
      values: there ? { Last, Min, Max, Best } : undefined,
      epochs: answer.Epochs[i] ?? 0,
      endedAt: answer.EndedAt[i] ?? undefined,
      cost: answer.Cost[i] ?? undefined,
      competes: answer.Competes[i] ?? false,
    };
  });
}

const PHASES: Readonly<Record<string, Phase['kind']>> = {
  Starting: 'Starting',
  Pending: 'Starting',
  LaunchingMLInstances: 'Starting',
  PreparingTrainingStack: 'Starting',
  Downloading: 'Downloading',
  DownloadingTrainingImage: 'Downloading',
  Training: 'Training',
  Uploading: 'Uploading',
  Stopping: 'Stopping',
  Restarting: 'Waiting',
  Interrupted: 'Waiting',
};

export function phasesOf(
  { Transitions, EndedAt }: Pick<TrainingJobTimes, 'Transitions' | 'EndedAt'>,
  now: number,
): Phase[] {
  return Transitions.flatMap(({ Status, At }, i) => {
    const kind = PHASES[Status];
    const to = Transitions[i + 1]?.At ?? EndedAt ?? now;
    return kind === undefined || to <= At ? [] : [{ kind, from: At, to }];
  });
}

function kindOf({ Status, StoppedBy }: Pick<TrainingJobTimes, 'Status' | 'StoppedBy'>): Kind {
  if (Status === 'Completed' || Status === 'Failed') return Status;
  if (Status !== 'Stopped') return 'In progress';
  if (StoppedBy === 'MaxResource') return 'At maximum resource';
  return StoppedBy === 'EarlyStopping' ? 'Early stopped' : 'Stopped';
}

/** What two answers about a tuning job say of each of its training jobs, in launch order. */
export function analysedOf(
  { TrainingJobs }: Output<'DescribeTuningJobAnalysis'>,
  timeline: Output<'DescribeTuningJobTimeline'>,
): Analysed[] {
  const times = new Map(timeline.TrainingJobs.map((each) => [each.TrainingJobName, each]));
  return TrainingJobs.flatMap(({ TrainingJobName, Definition, HyperParameters, Values }) => {
    const time = times.get(TrainingJobName);
    // The answers may be a moment apart: who was launched in between is in the next ones.
    if (!time) return [];
    const started = time.Transitions.find(({ Status }) => Status === 'Downloading')?.At;
    const seconds =
      started === undefined ? 0 : Math.max(0, (time.EndedAt ?? timeline.ElapsedSeconds) - started);
    return {
      id: TrainingJobName,
      index: indexOfTrainingJob(TrainingJobName),
      definition: Definition,
      kind: kindOf(time),
      hyperparameters: HyperParameters,
      values: Values,
      epochs: time.Epochs,
      launchedAt: time.LaunchedAt,
      endedAt: time.EndedAt,
      seconds,
      cost: time.PricePerHour === undefined ? undefined : (seconds * time.PricePerHour) / 3600,
      competes: time.Competes,
      phases: phasesOf(time, timeline.ElapsedSeconds),
    };
  });
}

/** What the best so far is drawn against. */
export const PROGRESS = ['jobs', 'epochs', 'seconds', 'cost'] as const;
export type ProgressBy = (typeof PROGRESS)[number];

export const PROGRESS_TEXT: Readonly<Record<ProgressBy, string>> = {
  jobs: 'Training jobs ended',
  epochs: 'Epochs trained',
  seconds: 'Simulated time',
  cost: 'Cost (US dollars, estimated)',
};

export interface BestStep {
  readonly x: number;
  readonly best: number;
  /** Who set it. */
  readonly id: string;
}

export const betterOf = (direction: 'Maximize' | 'Minimize') => (a: number, b: number) =>
  direction === 'Maximize' ? a > b : a < b;

/**
 * The best value as the training jobs ended: one step for each that ended once there is a best. What a stopped or failed
 * one took is counted, but only one that competes can be the best. With cost, training jobs without a price cost nothing.
 */
export function bestSoFar(
  rows: readonly Result[],
  { value, direction, by }: { value: ValueChoice; direction: 'Maximize' | 'Minimize'; by: ProgressBy },
): BestStep[] {
  const ended = rows
    .filter(({ endedAt }) => endedAt !== undefined)
    .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0) || a.index - b.index);
  const better = betterOf(direction);
  let [x, best]: [number, BestStep | undefined] = [0, undefined];
  return ended.flatMap((row) => {
    const { id, endedAt = 0, epochs, cost = 0, competes, values } = row;
    x = by === 'seconds' ? endedAt : x + (by === 'jobs' ? 1 : by === 'epochs' ? epochs : cost);
    const reached = competes ? values?.[value] : undefined;
    if (reached !== undefined && (!best || better(reached, best.best))) best = { x, best: reached, id };
    return best ? [{ ...best, x }] : [];
  });
}

/** Rows with a value, best first; ties in launch order. */
export function ranked<Row extends Result>(
  rows: readonly Row[],
  value: ValueChoice,
  direction: 'Maximize' | 'Minimize',
): { readonly row: Row; readonly value: number }[] {
  const sign = direction === 'Maximize' ? -1 : 1;
  return rows
    .flatMap((row) => (row.values ? [{ row, value: row.values[value] }] : []))
    .sort((a, b) => sign * (a.value - b.value) || a.row.index - b.row.index);
}

/** The scale that a hyperparameter is searched on. Auto starts from linear (spec rules.md §3). */
export const scaleOf = ({ Range }: TunedHyperParameter): 'linear' | 'log' | 'reverse-log' =>
  Range?.Scaling === 'Logarithmic'
    ? 'log'
    : Range?.Scaling === 'ReverseLogarithmic'
      ? 'reverse-log'
      : 'linear';

export const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, each) => sum + each, 0) / values.length;
