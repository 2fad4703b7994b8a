/**
 * A tuning job as it was at a moment. Pure: from the times of its training jobs and the lines of its log about ends, to
 * the very shapes in which the service describes it now, so that every part of a page shows the moment without knowing.
 */
import type { Output } from '../api/operations.ts';
import { remainingOf } from '../api/remaining.ts';
import type { TrainingJobSummary, TuningJob, TuningJobRun } from './jobs.ts';
import { objectiveOf } from './jobs.ts';

export type Times = Output<'DescribeTuningJobTimeline'>['TrainingJobs'][number];
type Event = Output<'ListTuningJobEvents'>['Events'][number];

/** When its latest attempt began to train; undefined before. */
export const trainingSince = ({ Transitions }: Times): number | undefined =>
  Transitions.findLast(({ Status }) => Status === 'Training')?.At;

/**
 * Simulated seconds since the tuning job's creation when an epoch ended, exactly as the service timed it: training that
 * goes on from a checkpoint counts from the epochs done before.
 */
export function epochTime({ Transitions, EpochSeconds }: Times, epoch: number): number {
  const training = Transitions.filter(({ Status }) => Status === 'Training');
  const from = training.findLast(({ AfterEpoch = 0 }) => AfterEpoch < epoch) ?? training[0];
  return from === undefined ? 0 : from.At + (epoch - (from.AfterEpoch ?? 0)) * EpochSeconds;
}

/** Epochs reported by a moment, that moment included. Those of an attempt that was given up are not known any more. */
export function epochsBy(times: Times, at: number): number {
  const since = trainingSince(times);
  if (since === undefined) return 0;
  const after = times.Transitions.findLast(({ Status }) => Status === 'Training')?.AfterEpoch ?? 0;
  const guess = after + Math.round((at - since) / times.EpochSeconds);
  let epochs = Math.max(0, Math.min(times.Epochs, guess));
  while (epochs > 0 && epochTime(times, epochs) > at) epochs--;
  while (epochs < times.Epochs && epochTime(times, epochs + 1) <= at) epochs++;
  return epochs;
}

/** Seconds with instances by a moment: from the start of downloading on, without those in which spot capacity was gone. */
function trainedBy({ Transitions, EndedAt }: Times, at: number): number {
  const until = Math.min(at, EndedAt ?? at);
  let seconds = 0;
  let from: number | undefined;
  for (const { Status, At } of Transitions) {
    if (At > until) break;
    if (Status === 'Downloading') from ??= At;
    if (Status !== 'Interrupted' || from === undefined) continue;
    seconds += At - from;
    from = undefined;
  }
  return from === undefined ? seconds : seconds + until - from;
}

export interface Watched {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
  /** In launch order. */
  readonly trainingJobs: readonly TrainingJobSummary[];
}

export interface Recording {
  readonly times: readonly Times[];
  /** Lines of the log about ends of training jobs, in order. */
  readonly ends: readonly Event[];
}

const isOverBy = ({ EndedAt }: Times, at: number) => EndedAt !== undefined && EndedAt <= at;

/** Everything as it was at simulated second `at`: what had happened by then, that second included. */
export function rewound(
  { job, run, trainingJobs }: Watched,
  { times, ends }: Recording,
  at: number,
): Watched {
  const launched = times.filter(({ LaunchedAt }) => LaunchedAt <= at);
  const over = launched.filter((each) => isOverBy(each, at));
  const count = (holds: (each: Times) => boolean) => over.filter(holds).length;
  const running = launched.length - over.length;
  const failed = ({ Status }: Times) => Status === 'Failed';
  const stopped = over.filter(({ Status }) => Status === 'Stopped');
  const worthless = count((each) => failed(each) || each.Value === undefined);
  const byName = new Map(launched.map((each) => [each.TrainingJobName, each]));
  const shown = trainingJobs.flatMap((summary) => {
    const own = byName.get(summary.TrainingJobName);
    return own ? [summaryAt(summary, own, at)] : [];
  });
  const best = bestOf(job, over);
  const parallel = job.HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs;
  const { BestTrainingJob: _, HyperParameterTuningEndTime: end, ...described } = job;
  const isOver = run?.Finish !== undefined && run.Finish.AtSeconds <= at;
  const bestSummary = shown.find(({ TrainingJobName }) => TrainingJobName === best?.TrainingJobName);
  return {
    trainingJobs: shown,
    job: {
      ...described,
      HyperParameterTuningJobStatus: isOver ? job.HyperParameterTuningJobStatus : 'InProgress',
      ...(isOver && end ? { HyperParameterTuningEndTime: end } : {}),
      ...(bestSummary ? { BestTrainingJob: bestSummary } : {}),
      TrainingJobStatusCounters: {
        Completed: count(({ Status }) => Status === 'Completed'),
        InProgress: running,
        RetryableError: count((each) => failed(each) && each.Retryable === true),
        NonRetryableError: count((each) => failed(each) && each.Retryable !== true),
        Stopped: stopped.length,
      },
      ObjectiveStatusCounters: {
        Succeeded: over.length - worthless,
        Pending: running,
        Failed: worthless,
      },
    },
    run: run && runAt(run, { launched, over, stopped, ends, parallel }, at),
  };
}

function summaryAt(summary: TrainingJobSummary, own: Times, at: number): TrainingJobSummary {
  if (isOverBy(own, at)) return summary;
  const {
    TrainingEndTime: _end,
    TrainingStartTime: start,
    FinalHyperParameterTuningJobObjectiveMetric: _final,
    FailureReason: _failed,
    ...rest
  } = summary;
  const downloading = own.Transitions.find(({ Status }) => Status === 'Downloading')?.At;
  return {
    ...rest,
    ...(start && downloading !== undefined && downloading <= at ? { TrainingStartTime: start } : {}),
    TrainingJobStatus: 'InProgress',
    ObjectiveStatus: 'Pending',
  };
}

/** The first launched of those with the best value, as the service picks it. */
function bestOf(job: TuningJob, over: readonly Times[]): Times | undefined {
  let best: { times: Times; cost: number } | undefined;
  for (const times of over) {
    if (!times.Competes || times.Value === undefined) continue;
    const cost = times.Value * (objectiveOf(job, times.DefinitionName)?.Type === 'Maximize' ? -1 : 1);
    if (!best || cost < best.cost) best = { times, cost };
  }
  return best?.times;
}

interface By {
  readonly launched: readonly Times[];
  readonly over: readonly Times[];
  readonly stopped: readonly Times[];
  readonly ends: readonly Event[];
  readonly parallel: number;
}

function runAt(run: TuningJobRun, { launched, over, stopped, ends, parallel }: By, at: number): TuningJobRun {
  const elapsed = Math.min(at, run.ElapsedSeconds);
  const sum = (of: readonly Times[], value: (each: Times) => number) =>
    of.reduce((total, each) => total + value(each), 0);
  const early = stopped.filter(({ StoppedBy }) => StoppedBy === 'EarlyStopping');
  // As the service counts it: the remaining epochs, then the upload of the model.
  const spared = ({ EpochsAsked = 0, Epochs, EpochSeconds, UploadSeconds }: Times) =>
    EpochsAsked > Epochs ? (EpochsAsked - Epochs) * EpochSeconds + UploadSeconds : 0;
  const perSecond = ({ PricePerHour = 0 }: Times) => PricePerHour / 3600;
  const counted = { ...run.Stopped };
  for (const key of Object.keys(counted) as (keyof typeof counted)[])
    counted[key] = stopped.filter(({ StoppedBy }) => StoppedBy === key).length;
  const { Finish, EndReason, RemainingSeconds: _, RemainingFrom: __, ...rest } = run;
  const isOver = Finish !== undefined && Finish.AtSeconds <= at;
  const durations = over.map(({ EndedAt = 0, LaunchedAt }) => EndedAt - LaunchedAt);
  const { Limit: limit } = run.Progress.MaxNumberOfTrainingJobs;
  return {
    ...rest,
    ...(isOver ? { Finish, ...(EndReason === undefined ? {} : { EndReason }) } : {}),
    ...(isOver ? {} : remainingOf(durations, { limit, launched: launched.length, parallel })),
    ElapsedSeconds: elapsed,
    TotalTrainingSeconds: sum(launched, (each) => trainedBy(each, elapsed)),
    EarlyStopped: early.length,
    Stopped: counted,
    SavedTrainingSeconds: sum(early, spared),
    ...(run.Cost
      ? {
          Cost: {
            ...run.Cost,
            Spent: sum(launched, (each) => trainedBy(each, elapsed) * perSecond(each)),
            Saved: sum(early, (each) => spared(each) * perSecond(each)),
          },
        }
      : {}),
    Progress: progressAt(run, ends, { at, elapsed, launched: launched.length, over: over.length }),
  };
}

type Progress = TuningJobRun['Progress'];

/** The criteria as the log has them after the latest end, and by now launched, ended and elapsed. */
function progressAt(
  { Progress: now }: TuningJobRun,
  ends: readonly Event[],
  { at, elapsed, launched, over }: { at: number; elapsed: number; launched: number; over: number },
): Progress {
  const latest = ends.findLast(({ At, Detail }) => At <= at && Detail?.['Progress'] !== undefined);
  // The log carries the shape that the service answers with.
  const logged = latest?.Detail?.['Progress'] as Progress | undefined;
  const { Best: _, ...without } = now;
  const progress: Progress = logged ?? {
    ...without,
    MaxNumberOfTrainingJobsNotImproving: { ...limitOf(now), Count: 0 },
    ConvergenceDetected: {
      ...now.ConvergenceDetected,
      Ended: 0,
      Gain: null,
      Probability: null,
      Converged: false,
    },
  };
  return {
    ...progress,
    MaxNumberOfTrainingJobs: { ...now.MaxNumberOfTrainingJobs, Launched: launched, Ended: over },
    MaxRuntimeInSeconds: { ...now.MaxRuntimeInSeconds, ElapsedSeconds: elapsed },
  };
}

const limitOf = ({ MaxNumberOfTrainingJobsNotImproving: { Limit } }: Progress) =>
  Limit === undefined ? {} : { Limit };
