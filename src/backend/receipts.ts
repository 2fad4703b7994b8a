import type {
  CompletionProgress,
  ConvergenceConstants,
  ConvergenceReceipt,
  FinishReceipt,
  HyperbandConstants,
  KeepReceipt,
  LaunchReceipt,
  ResultReceipt,
  RungReceipt,
  StopReceipt,
} from '../api/receipts.ts';
import { CONVERGENCE } from '../engine/convergence.ts';
import { MEDIAN_RULE } from '../engine/early-stopping.ts';
import { HYPERBAND_RULE, rungsOf } from '../engine/hyperband.ts';
import { IMPROVEMENT } from '../engine/improvement.ts';
import type { Progress } from '../engine/progress.ts';
import type { KeepReason, LaunchReason, Outlook, Result, RungResult, Spec } from '../engine/types.ts';
import { signOf, trainingJobName } from './convert.ts';
import type { FinishCause, StopCause, TrainingJobRecord, TuningJobRecord } from './records.ts';

/**
 * The engine's reasons in the words and the units of the API: trials have names, and a Maximize objective gets its sign
 * back. Nothing is decided here.
 */

/** How the trials of one tuning job are called, and which way their objective counts. */
export interface Trials {
  readonly name: (trial: number) => string;
  readonly sign: (trial: number) => 1 | -1;
}

export const trialsOf = (
  job: Pick<TuningJobRecord, 'name' | 'request'>,
  trainingJobs: readonly Pick<TrainingJobRecord, 'name' | 'definition'>[],
): Trials => ({
  // The string at hand rather than an equal one: receipts name hundreds.
  name: (trial) => trainingJobs[trial]?.name ?? trainingJobName(job.name, trial),
  sign: (trial) => signOf(job.request, trainingJobs[trial]?.definition ?? 0),
});

const undo = (value: number, sign: 1 | -1) => value * sign + 0;
const undoOrNull = (value: number | null, sign: 1 | -1) => (value === null ? null : undo(value, sign));

/** @param trial the one that was launched */
export function toLaunchReceipt(reason: LaunchReason, trial: number, { sign }: Trials): LaunchReceipt {
  switch (reason.rule) {
    case 'random':
      return { Rule: 'Random' };
    case 'grid':
      return { Rule: 'Grid' };
    case 'hyperband':
      return { Rule: 'Hyperband', Bracket: reason.bracket, Rungs: [...reason.rungs] };
    case 'bayesian':
      if (reason.phase === 'initial') return { Rule: 'BayesianInitial' };
      if (reason.phase === 'parent')
        return {
          Rule: 'BayesianParent',
          Parent: reason.parent,
          ...(reason.from && {
            HyperParameterTuningJobName: reason.from.job,
            TrainingJobName: reason.from.trial,
          }),
          Value: undo(reason.value, sign(trial)),
        };
      return {
        Rule: 'BayesianModel',
        Mean: undo(reason.mean, sign(trial)),
        Deviation: reason.deviation,
        ExpectedImprovement: reason.expectedImprovement,
        Observations: reason.observations,
        Pending: reason.pending,
      };
  }
}

/** @param stopped the trial that was stopped */
export function toStopReceipt(cause: StopCause, stopped: number, trials: Trials): StopReceipt {
  const sign = trials.sign(stopped);
  switch (cause.rule) {
    case 'median':
      return {
        Rule: 'Median',
        Epoch: cause.epoch,
        Value: undo(cause.value, sign),
        Median: undo(cause.median, sign),
        Compared: cause.compared.map(({ trial, average }) => ({
          TrainingJobName: trials.name(trial),
          RunningAverage: undo(average, sign),
        })),
      };
    case 'hyperband':
      return {
        Rule: 'Hyperband',
        Epoch: cause.epoch,
        Bracket: cause.bracket,
        Value: undo(cause.value, sign),
        Threshold: undo(cause.threshold, sign),
        Kept: cause.kept,
        Results: cause.results.map(({ trial, value }) => ({
          TrainingJobName: trials.name(trial),
          Value: undo(value, sign),
        })),
      };
    case 'max-resource':
      return { Rule: 'MaxResource', Epoch: cause.epoch, Limit: cause.limit };
    case 'tuning-job-ended':
      return {
        Rule: 'TuningJobEnded',
        Reason: finishSentence(cause.finish),
        Finish: toFinishReceipt(cause.finish, trials),
      };
    case 'stop-requested':
      return { Rule: 'StopRequested', Scope: cause.scope === 'tuning-job' ? 'TuningJob' : 'TrainingJob' };
    case 'max-runtime':
      return { Rule: 'MaxRuntimeExceeded', LimitInSeconds: cause.limit };
    case 'max-wait':
      return { Rule: 'MaxWaitTimeExceeded', LimitInSeconds: cause.limit };
  }
}

/** @param kept the trial that ran to its end */
export function toKeepReceipt(keep: KeepReason, kept: number, { sign: signs }: Trials): KeepReceipt {
  const sign = signs(kept);
  switch (keep.rule) {
    case 'off':
      return { Rule: 'Off' };
    case 'never-compared':
      return {
        Rule: 'NeverCompared',
        TooEarly: keep.gates['too-early'] ?? 0,
        TooFew: keep.gates['too-few'] ?? 0,
        NoValue: keep.gates['no-value'] ?? 0,
      };
    case 'never-worse':
      return {
        Rule: 'NeverWorse',
        EpochsCompared: keep.epochsCompared,
        Closest: {
          Epoch: keep.closest.epoch,
          Value: undo(keep.closest.value, sign),
          Median: undo(keep.closest.median, sign),
        },
      };
    case 'hyperband':
      return { Rule: 'Hyperband', Bracket: keep.bracket, Rungs: toRungReceipts(keep.rungs, sign) };
  }
}

export const toRungReceipts = (rungs: readonly RungResult[], sign: 1 | -1): RungReceipt[] =>
  rungs.map(({ epoch, value, threshold, arrived, kept }) => ({
    Epoch: epoch,
    Value: undoOrNull(value, sign),
    Threshold: undoOrNull(threshold, sign),
    Arrived: arrived,
    Kept: kept,
  }));

const toResultReceipt = ({ trial, value, epoch }: Result, { name, sign }: Trials): ResultReceipt => ({
  TrainingJobName: name(trial),
  Value: undo(value, sign(trial)),
  Epoch: epoch,
});

const toConvergenceReceipt = (outlook: Outlook): ConvergenceReceipt => ({
  Ended: outlook.ended,
  Window: outlook.window,
  Gain: outlook.gain,
  Ahead: outlook.ahead,
  Probability: outlook.probability,
  Converged: outlook.converged,
});

export function toFinishReceipt(finish: FinishCause, trials: Trials): FinishReceipt {
  switch (finish.rule) {
    case 'max-trials':
      return { Rule: 'MaxNumberOfTrainingJobs', Limit: finish.limit };
    case 'max-seconds':
      return { Rule: 'MaxRuntimeInSeconds', Limit: finish.limit, ElapsedSeconds: finish.elapsed };
    case 'space-exhausted':
      return {
        Rule: 'SpaceExhausted',
        Configurations: finish.configurations,
        ...(finish.inherited === undefined ? {} : { ByParents: finish.inherited }),
      };
    case 'no-success':
      return { Rule: 'NoSuccess', Failed: finish.failed };
    case 'target':
      return {
        Rule: 'TargetObjectiveMetricValue',
        Target: undo(finish.target, trials.sign(finish.reached.trial)),
        Reached: toResultReceipt(finish.reached, trials),
      };
    case 'not-improving':
      return {
        Rule: 'MaxNumberOfTrainingJobsNotImproving',
        Limit: finish.limit,
        Count: finish.count,
        Best: toResultReceipt(finish.best, trials),
        Improved: toResultReceipt(finish.improved, trials),
      };
    case 'convergence':
      return {
        Rule: 'ConvergenceDetected',
        Best: toResultReceipt(finish.best, trials),
        Convergence: toConvergenceReceipt(finish.outlook),
      };
    case 'stop-requested':
      return { Rule: 'StopRequested' };
  }
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

/** Why the tuning job ended, for people. */
export function finishSentence(finish: FinishCause): string {
  switch (finish.rule) {
    case 'max-trials':
      return `All ${finish.limit} training jobs (MaxNumberOfTrainingJobs) have ended.`;
    case 'max-seconds':
      return `The maximum runtime of ${finish.limit} s (MaxRuntimeInSeconds) was reached after ${Math.round(finish.elapsed)} s of simulated time.`;
    case 'space-exhausted':
      return `All ${finish.configurations} combinations of the ranges have been tried${finish.inherited === undefined ? '' : `, ${finish.inherited} of them by the parent tuning jobs`}.`;
    case 'no-success':
      return NO_SUCCESS;
    case 'target':
      return 'A training job reached the target of the objective metric (TargetObjectiveMetricValue).';
    case 'not-improving':
      return `${finish.count} training jobs in a row did not improve on the best objective by ${percent(IMPROVEMENT)} or more (MaxNumberOfTrainingJobsNotImproving).`;
    case 'convergence':
      return `The tuning job has converged (CompleteOnConvergence): the probability that another ${finish.outlook.ahead} training jobs improve the best objective by more than ${percent(IMPROVEMENT)} is ${percent(finish.outlook.probability ?? 0)}.`;
    case 'stop-requested':
      return 'Stopped on request.';
  }
}

/** FailureReason of a tuning job none of whose first training jobs succeeds (spec api.md §5). */
export const NO_SUCCESS =
  'No training job succeeded after 5 attempts. For additional details, please take a look at the training job failures by listing training jobs for the hyperparameter tuning job.';

/** How near each criterion is; `elapsed` in simulated seconds. */
export function toProgressReceipt(
  spec: Spec,
  { best, improved, notImproving, outlook, convergedAt }: Progress,
  {
    launched,
    ended,
    elapsed,
  }: { readonly launched: number; readonly ended: number; readonly elapsed: number },
  trials: Trials,
): Omit<CompletionProgress, 'ConvergenceDetected'> & {
  readonly ConvergenceDetected: Omit<CompletionProgress['ConvergenceDetected'], 'DetectedAt'>;
} {
  const { completion, maxTrials, maxSeconds } = spec;
  return {
    ...(best ? { Best: toResultReceipt(best, trials) } : {}),
    MaxNumberOfTrainingJobs: {
      ...(maxTrials === undefined ? {} : { Limit: maxTrials }),
      Launched: launched,
      Ended: ended,
    },
    MaxRuntimeInSeconds: {
      ...(maxSeconds === undefined ? {} : { Limit: maxSeconds }),
      ElapsedSeconds: elapsed,
    },
    TargetObjectiveMetricValue:
      completion?.target === undefined ? {} : { Target: undo(completion.target, trials.sign(0)) },
    MaxNumberOfTrainingJobsNotImproving: {
      ...(completion?.notImproving === undefined ? {} : { Limit: completion.notImproving }),
      Count: notImproving,
      ...(improved ? { Improved: toResultReceipt(improved, trials) } : {}),
    },
    ConvergenceDetected: {
      ...toConvergenceReceipt(outlook),
      Enabled: completion?.convergence === true,
      ...(convergedAt === undefined ? {} : { DetectedBy: trials.name(convergedAt) }),
    },
  };
}

/** The constants of our own that decisions hang on. */
export const medianRule = {
  MinCompletedTrainingJobs: MEDIAN_RULE.minCompleted,
  FirstEpoch: MEDIAN_RULE.firstEpoch,
};

export const convergenceRule: ConvergenceConstants = {
  LeastImprovement: IMPROVEMENT,
  MinEndedTrainingJobs: CONVERGENCE.minEnded,
  Window: CONVERGENCE.window,
  TailValues: CONVERGENCE.tail,
  Threshold: CONVERGENCE.probability,
};

/** Undefined under another strategy. */
export function hyperbandRule({ strategy, resource }: Spec): HyperbandConstants | undefined {
  if (strategy !== 'hyperband' || resource === undefined) return undefined;
  return {
    MinResource: resource.min,
    MaxResource: resource.max,
    ReductionFactor: HYPERBAND_RULE.reductionFactor,
    Brackets: Array.from({ length: HYPERBAND_RULE.brackets }, (_, bracket) => rungsOf(resource, bracket)),
  };
}
