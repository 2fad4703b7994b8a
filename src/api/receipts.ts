/**
 * What every decision of a tuning job was made on, as data: why a configuration was tried, why a training job was stopped
 * or was not, how near each completion criterion is and which one ended the tuning job. All values are in the units and
 * the direction of the objective metric. The event log carries the same shapes.
 */
import { z } from 'zod';

const Finite = z.number().nullable();

/** What a training job came to: the last finite objective value it reported, and the epoch of it from 1. */
export const ResultReceipt = z.object({
  TrainingJobName: z.string(),
  Value: z.number(),
  Epoch: z.number(),
});
export type ResultReceipt = z.infer<typeof ResultReceipt>;

/** The chance that the best objective still improves by more than the share that counts (`ConvergenceConstants`). */
export const ConvergenceReceipt = z.object({
  /** Training jobs that had ended with an objective value. */
  Ended: z.number(),
  /** The latest of them, over which the best is watched. */
  Window: z.number(),
  /** Share by which the best improved within the window; null when there was no best before it, or it was 0. */
  Gain: Finite,
  /** How many more training jobs the probability is for. */
  Ahead: z.number(),
  /** That one of these improves on the best; null while too few have ended to say. */
  Probability: Finite,
  Converged: z.boolean(),
});
export type ConvergenceReceipt = z.infer<typeof ConvergenceReceipt>;

/** Why the tuning job ended, with the numbers behind it. */
export const FinishReceipt = z.discriminatedUnion('Rule', [
  z.object({ Rule: z.literal('MaxNumberOfTrainingJobs'), Limit: z.number() }),
  z.object({ Rule: z.literal('MaxRuntimeInSeconds'), Limit: z.number(), ElapsedSeconds: z.number() }),
  /** `ByParents`: how many of them parents with the same data and algorithm had tried. */
  z.object({
    Rule: z.literal('SpaceExhausted'),
    Configurations: z.number(),
    ByParents: z.number().optional(),
  }),
  z.object({ Rule: z.literal('NoSuccess'), Failed: z.number() }),
  z.object({ Rule: z.literal('TargetObjectiveMetricValue'), Target: z.number(), Reached: ResultReceipt }),
  z.object({
    Rule: z.literal('MaxNumberOfTrainingJobsNotImproving'),
    Limit: z.number(),
    Count: z.number(),
    Best: ResultReceipt,
    /** The last one that improved on the best there was by the least improvement or more. */
    Improved: ResultReceipt,
  }),
  z.object({ Rule: z.literal('ConvergenceDetected'), Best: ResultReceipt, Convergence: ConvergenceReceipt }),
  z.object({ Rule: z.literal('StopRequested') }),
]);
export type FinishReceipt = z.infer<typeof FinishReceipt>;

/** One row of Hyperband's rung table: how a training job stood among those that came to the rung no later. */
export const RungReceipt = z.object({
  Epoch: z.number(),
  /** Null when it emitted no finite value there: then it was not judged. */
  Value: Finite,
  /** The worst value that went on; null if it was not judged. */
  Threshold: Finite,
  /** Results at this rung, its own included, and how many of them went on. */
  Arrived: z.number(),
  Kept: z.number(),
});
export type RungReceipt = z.infer<typeof RungReceipt>;

/** What a training job was stopped on. */
export const StopReceipt = z.discriminatedUnion('Rule', [
  z.object({
    Rule: z.literal('Median'),
    Epoch: z.number(),
    Value: z.number(),
    Median: z.number(),
    /** Running averages up to `Epoch` of the completed training jobs compared with. */
    Compared: z.array(z.object({ TrainingJobName: z.string(), RunningAverage: z.number() })),
  }),
  z.object({
    Rule: z.literal('Hyperband'),
    /** The rung. */
    Epoch: z.number(),
    Bracket: z.number(),
    Value: z.number(),
    /** The worst value that goes on. */
    Threshold: z.number(),
    /** How many of the results go on. */
    Kept: z.number(),
    /** Every result at this rung so far, its own included, in launch order. */
    Results: z.array(z.object({ TrainingJobName: z.string(), Value: z.number() })),
  }),
  z.object({ Rule: z.literal('MaxResource'), Epoch: z.number(), Limit: z.number() }),
  z.object({ Rule: z.literal('TuningJobEnded'), Reason: z.string(), Finish: FinishReceipt }),
  z.object({ Rule: z.literal('StopRequested'), Scope: z.enum(['TuningJob', 'TrainingJob']) }),
  z.object({ Rule: z.literal('MaxRuntimeExceeded'), LimitInSeconds: z.number() }),
  z.object({ Rule: z.literal('MaxWaitTimeExceeded'), LimitInSeconds: z.number() }),
]);
export type StopReceipt = z.infer<typeof StopReceipt>;

/** Why a training job that ran to its end was not stopped. */
export const KeepReceipt = z.discriminatedUnion('Rule', [
  z.object({ Rule: z.literal('Off') }),
  z.object({
    Rule: z.literal('NeverCompared'),
    /** Epochs before the rule acts, epochs with too few completed training jobs, epochs without a value or after one. */
    TooEarly: z.number(),
    TooFew: z.number(),
    NoValue: z.number(),
  }),
  z.object({
    Rule: z.literal('NeverWorse'),
    EpochsCompared: z.number(),
    Closest: z.object({ Epoch: z.number(), Value: z.number(), Median: z.number() }),
  }),
  /** It was among those that went on at every rung it came to. */
  z.object({ Rule: z.literal('Hyperband'), Bracket: z.number(), Rungs: z.array(RungReceipt) }),
]);
export type KeepReceipt = z.infer<typeof KeepReceipt>;

/** Why this configuration was tried. */
export const LaunchReceipt = z.discriminatedUnion('Rule', [
  /** Drawn from the ranges, each along its scale. */
  z.object({ Rule: z.literal('Random') }),
  /** The next combination. */
  z.object({ Rule: z.literal('Grid') }),
  /** Drawn like Random's; `Rungs` are the epochs at which its bracket is judged. */
  z.object({ Rule: z.literal('Hyperband'), Bracket: z.number(), Rungs: z.array(z.number()) }),
  /** Bayesian optimization before it has results enough for a model: the next point of a quasi-random sequence. */
  z.object({ Rule: z.literal('BayesianInitial') }),
  /** Transfer learning: the best of a parent (`Parent`: its place in the request, from 0) and what it came to there. */
  z.object({
    Rule: z.literal('BayesianParent'),
    Parent: z.number(),
    HyperParameterTuningJobName: z.string().optional(),
    TrainingJobName: z.string().optional(),
    Value: z.number(),
  }),
  z.object({
    Rule: z.literal('BayesianModel'),
    /** The objective that the model expects here, and the standard deviation of that. */
    Mean: z.number(),
    Deviation: z.number(),
    /** By how much it is expected to improve on the best so far; not negative in either direction. */
    ExpectedImprovement: z.number(),
    /** Results the model was made of, those of parents included, and running training jobs it took into account. */
    Observations: z.number(),
    Pending: z.number(),
  }),
]);
export type LaunchReceipt = z.infer<typeof LaunchReceipt>;

/** How near each completion criterion is. Every member is there whether or not the request asks for it. */
export const CompletionProgress = z.object({
  Best: ResultReceipt.optional(),
  MaxNumberOfTrainingJobs: z.object({
    Limit: z.number().optional(),
    Launched: z.number(),
    Ended: z.number(),
  }),
  MaxRuntimeInSeconds: z.object({ Limit: z.number().optional(), ElapsedSeconds: z.number() }),
  /** `Target` as requested; to be held against `Best`. */
  TargetObjectiveMetricValue: z.object({ Target: z.number().optional() }),
  MaxNumberOfTrainingJobsNotImproving: z.object({
    Limit: z.number().optional(),
    Count: z.number(),
    /** The last one that improved on the best there was. */
    Improved: ResultReceipt.optional(),
  }),
  ConvergenceDetected: ConvergenceReceipt.extend({
    /** Whether it ends the tuning job. */
    Enabled: z.boolean(),
    /** When it was first detected, and by the end of which training job. */
    DetectedAt: z.date().optional(),
    DetectedBy: z.string().optional(),
  }),
});
export type CompletionProgress = z.infer<typeof CompletionProgress>;

/** The open points of the median rule as this product decides them; shown wherever the rule is. */
export const MedianRuleConstants = z.object({
  /** Completed training jobs that must have reached an epoch before the rule acts on it. */
  MinCompletedTrainingJobs: z.number(),
  /** First epoch the rule looks at. */
  FirstEpoch: z.number(),
});

/** The open points of Hyperband as this product decides them, and the epochs of this tuning job. */
export const HyperbandConstants = z.object({
  MinResource: z.number(),
  MaxResource: z.number(),
  /** One in so many goes on from a rung; the next rung is so many times as far. */
  ReductionFactor: z.number(),
  /** The epochs at which training jobs are judged, one list per bracket. */
  Brackets: z.array(z.array(z.number())),
});
export type HyperbandConstants = z.infer<typeof HyperbandConstants>;

/** What counts as an improvement, and the open points of the convergence detector as this product decides them. */
export const ConvergenceConstants = z.object({
  /** Share of the best's magnitude that an improvement has to come to. */
  LeastImprovement: z.number(),
  /** Training jobs that must have ended before anything is said. */
  MinEndedTrainingJobs: z.number(),
  /** Share of the ended training jobs, the latest ones, over which the best is watched. */
  Window: z.number(),
  /** How many of the best values the probability is read from. */
  TailValues: z.number(),
  /** Below this probability of an improvement the tuning job has converged. */
  Threshold: z.number(),
});
export type ConvergenceConstants = z.infer<typeof ConvergenceConstants>;
