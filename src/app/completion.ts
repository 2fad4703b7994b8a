/** Completion criteria, the end of a tuning job and the choice of a configuration as words. Pure. */
import { formatDuration, formatNumber, formatTime, plural } from './format.ts';
import { shortName, type TrainingJobDecisions, type TuningJobRun } from './jobs.ts';

type Finish = NonNullable<TuningJobRun['Finish']>['Reason'];
type Result = NonNullable<TuningJobRun['Progress']['Best']>;
type Direction = 'Maximize' | 'Minimize';

/** 0.0123 → "1.23 %". */
export const formatShare = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;

const resultWords = ({ TrainingJobName, Value, Epoch }: Result): string =>
  `training job ${shortName(TrainingJobName)} with ${formatNumber(Value)} after epoch ${Epoch}`;

/** What ended the tuning job, with the numbers it was decided on. */
export function finishSentence(
  finish: Finish,
  { LeastImprovement, Threshold }: TuningJobRun['Convergence'],
): string {
  switch (finish.Rule) {
    case 'MaxNumberOfTrainingJobs':
      return `All ${plural(finish.Limit, 'training job')} have ended.`;
    case 'MaxRuntimeInSeconds':
      return `The maximum duration of ${formatDuration(finish.Limit)} was reached.`;
    case 'SpaceExhausted':
      return `All ${plural(finish.Configurations, 'combination')} of the ranges have been tried${finish.ByParents === undefined ? '' : `, ${formatNumber(finish.ByParents)} of them by the parent tuning jobs`}.`;
    case 'NoSuccess':
      return `${plural(finish.Failed, 'training job')} failed and none succeeded.`;
    case 'TargetObjectiveMetricValue':
      return `The target ${formatNumber(finish.Target)} was reached by ${resultWords(finish.Reached)}.`;
    case 'MaxNumberOfTrainingJobsNotImproving':
      return `${plural(finish.Count, 'training job')} in a row did not improve on the best by ${formatShare(LeastImprovement)} or more; the last that did was ${resultWords(finish.Improved)}. The best is ${resultWords(finish.Best)}.`;
    case 'ConvergenceDetected':
      return `The tuning job has converged: its latest ${plural(finish.Convergence.Window, 'training job')} improved the best by ${formatShare(finish.Convergence.Gain ?? 0)}, and that another ${plural(finish.Convergence.Ahead, 'training job')} would improve the best by more than ${formatShare(LeastImprovement)} has a probability of ${formatShare(finish.Convergence.Probability ?? 0)}, below ${formatShare(Threshold)}. The best is ${resultWords(finish.Best)}.`;
    case 'StopRequested':
      return 'Someone stopped the tuning job.';
  }
}

export interface CriterionRow {
  readonly criterion: string;
  /** When it ends the tuning job. */
  readonly endsAt: string;
  /** How near it is. */
  readonly now: string;
}

/** Why nothing is said of convergence yet. */
const unsaidWords = (
  { Ended }: TuningJobRun['Progress']['ConvergenceDetected'],
  { MinEndedTrainingJobs: least, TailValues }: TuningJobRun['Convergence'],
): string =>
  Ended < least
    ? `Nothing can be said before ${least} training jobs have ended with a value; ${Ended} ${Ended === 1 ? 'has' : 'have'}`
    : `Nothing can be said before ${TailValues + 1} training jobs have completed`;

/** What goes before the reason why a training job that failed had not been stopped. */
export const failedSentence = (epochs: number): string =>
  epochs === 0
    ? 'It failed before its first epoch.'
    : `It failed by itself after ${plural(epochs, 'epoch')}; no rule had stopped it until then.`;

/** Every completion criterion: when it ends the tuning job, if it does, and how near it is. */
export function criterionRows({
  Progress,
  Convergence,
}: Pick<TuningJobRun, 'Progress' | 'Convergence'>): CriterionRow[] {
  const { MaxNumberOfTrainingJobs: jobs, MaxRuntimeInSeconds: runtime, Best } = Progress;
  const { TargetObjectiveMetricValue: target, MaxNumberOfTrainingJobsNotImproving: still } = Progress;
  const converged = Progress.ConvergenceDetected;
  const improvement = formatShare(Convergence.LeastImprovement);
  const none = 'No training job has completed';
  return [
    {
      criterion: 'Maximum number of training jobs',
      endsAt: jobs.Limit === undefined ? 'No limit' : plural(jobs.Limit, 'training job'),
      now: `${jobs.Ended} ended, ${jobs.Launched - jobs.Ended} running`,
    },
    {
      criterion: 'Maximum duration of the tuning job',
      endsAt: runtime.Limit === undefined ? 'No limit' : formatDuration(runtime.Limit),
      now: formatDuration(runtime.ElapsedSeconds),
    },
    {
      criterion: 'Target objective metric value',
      endsAt: target.Target === undefined ? 'Not set' : formatNumber(target.Target),
      now: Best ? `The best is ${formatNumber(Best.Value)}` : none,
    },
    {
      criterion: 'Training jobs not improving',
      endsAt: still.Limit === undefined ? 'Not set' : `${still.Limit} in a row`,
      now: still.Improved
        ? `${still.Count} since training job ${shortName(still.Improved.TrainingJobName)} improved on the best by ${improvement} or more`
        : none,
    },
    {
      criterion: 'Convergence',
      endsAt: converged.Enabled ? `Probability below ${formatShare(Convergence.Threshold)}` : 'Not set',
      now:
        (converged.Probability === null
          ? unsaidWords(converged, Convergence)
          : `${formatShare(converged.Probability)} that another ${converged.Ahead} improve the best by more than ${improvement}`) +
        (converged.Gain === null
          ? ''
          : `; the latest ${converged.Window} improved it by ${formatShare(converged.Gain)}`) +
        (converged.DetectedBy === undefined
          ? ''
          : `. Converged when training job ${shortName(converged.DetectedBy)} ended${converged.DetectedAt === undefined ? '' : `, ${formatTime(converged.DetectedAt)}`}`),
    },
  ];
}

/** Why a configuration was tried. */
export function launchSentence(launch: TrainingJobDecisions['Launch'], direction: Direction): string {
  switch (launch.Rule) {
    case 'Random':
      return 'Drawn at random from the ranges, each along its scale. No result was looked at.';
    case 'Grid':
      return 'The next combination of the grid. No result was looked at.';
    case 'Hyperband':
      return `Drawn at random from the ranges, each along its scale. Hyperband judges it at ${
        launch.Rungs.length === 0 ? 'no epoch' : `the rungs of epochs ${launch.Rungs.join(', ')}`
      }.`;
    case 'BayesianInitial':
      return 'The next point of a quasi-random sequence, which covers the ranges evenly: there were not results enough for a model.';
    case 'BayesianParent':
      return `Warm start: the best configuration of ${
        launch.HyperParameterTuningJobName === undefined
          ? `parent tuning job ${launch.Parent + 1}`
          : `parent tuning job ${launch.HyperParameterTuningJobName} (training job ${shortName(launch.TrainingJobName ?? '')})`
      }, which came to ${formatNumber(launch.Value)} there. It tells how far the parents’ results hold here.`;
    case 'BayesianModel':
      return `Of all configurations this one was expected to improve most on the best so far: by ${formatNumber(launch.ExpectedImprovement, 3)} on average. The model, made of ${plural(launch.Observations, 'result')}${
        launch.Pending === 0 ? '' : ` and ${plural(launch.Pending, 'running training job')}`
      }, expected an objective of ${formatNumber(launch.Mean)} ± ${formatNumber(launch.Deviation, 3)} here (${direction === 'Maximize' ? 'higher' : 'lower'} is better).`;
  }
}

export interface RungRow {
  readonly epoch: number;
  readonly value: number | null | undefined;
  readonly threshold: number | null | undefined;
  readonly standing: string;
}

/** A training job's way through its rungs, those it has not come to included. */
export function rungRows({ Hyperband, Stop }: Pick<TrainingJobDecisions, 'Hyperband' | 'Stop'>): RungRow[] {
  if (!Hyperband) return [];
  return (Hyperband.Brackets[Hyperband.Bracket] ?? []).map((epoch) => {
    const rung = Hyperband.Rungs.find(({ Epoch }) => Epoch === epoch);
    if (!rung) return { epoch, value: undefined, threshold: undefined, standing: 'Not reached' };
    const { Value: value, Threshold: threshold, Arrived, Kept } = rung;
    const stopped = Stop?.Rule === 'Hyperband' && Stop.Epoch === epoch;
    return {
      epoch,
      value,
      threshold,
      standing:
        value === null
          ? 'No value: not judged'
          : stopped
            ? `Stopped: not among the best ${Kept} of ${Arrived}`
            : `Went on: among the best ${Kept} of ${Arrived}`,
    };
  });
}

export interface Nearness {
  readonly criterion: string;
  /** 0–100; absent where there is no natural scale. */
  readonly percent?: number;
  readonly text: string;
}

/** How near each criterion is that can end this tuning job. */
export function nearness({
  Progress,
  Convergence,
  Finish,
}: Pick<TuningJobRun, 'Progress' | 'Convergence' | 'Finish'>): Nearness[] {
  const { MaxNumberOfTrainingJobs: jobs, MaxRuntimeInSeconds: runtime, Best } = Progress;
  const { TargetObjectiveMetricValue: target, MaxNumberOfTrainingJobsNotImproving: still } = Progress;
  const converged = Progress.ConvergenceDetected;
  const near: Nearness[] = [];
  if (jobs.Limit !== undefined)
    near.push({
      criterion: 'Training jobs',
      percent: (100 * jobs.Ended) / jobs.Limit,
      text: `${jobs.Ended} of ${plural(jobs.Limit, 'training job')} ended`,
    });
  if (runtime.Limit !== undefined)
    near.push({
      criterion: 'Duration',
      percent: (100 * runtime.ElapsedSeconds) / runtime.Limit,
      text: `${formatDuration(runtime.ElapsedSeconds)} of ${formatDuration(runtime.Limit)}`,
    });
  if (target.Target !== undefined)
    near.push({
      criterion: 'Target',
      text:
        Finish?.Reason.Rule === 'TargetObjectiveMetricValue'
          ? `${formatNumber(target.Target)} was reached: the best is ${formatNumber(Best?.Value)}`
          : Best
            ? `The best is ${formatNumber(Best.Value)}, ${formatNumber(Math.abs(target.Target - Best.Value), 3)} from ${formatNumber(target.Target)}`
            : `${formatNumber(target.Target)}; no training job has completed`,
    });
  if (still.Limit !== undefined)
    near.push({
      criterion: 'Not improving',
      percent: (100 * still.Count) / still.Limit,
      text: `${still.Count} of ${still.Limit} in a row`,
    });
  if (converged.Enabled)
    near.push(
      converged.Probability === null
        ? {
            criterion: 'Convergence',
            percent: 0,
            text: unsaidWords(converged, Convergence),
          }
        : {
            criterion: 'Convergence',
            percent: 100 * Math.min(1, Convergence.Threshold / converged.Probability),
            text: `${formatShare(converged.Probability)} chance of an improvement; ends below ${formatShare(Convergence.Threshold)}`,
          },
    );
  return near;
}
