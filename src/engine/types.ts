/**
 * The engine's own words. Numbers only: no AWS names, no clock, no storage. The engine always minimises;
 * `backend/convert.ts` turns a Maximize objective round on the way in and its receipts on the way out.
 * Everything here survives JSON: a value that is missing or not finite is null, never NaN.
 */

export type Scaling = 'auto' | 'linear' | 'log' | 'reverse-log';

export interface NumericDimension {
  readonly kind: 'continuous' | 'integer';
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly scaling: Scaling;
}
export interface CategoricalDimension {
  readonly kind: 'categorical';
  readonly name: string;
  readonly values: readonly string[];
}
export type Dimension = NumericDimension | CategoricalDimension;
export type Space = readonly Dimension[];

/** One value per dimension of a space: a number for numeric dimensions, one of the values for categorical ones. */
export type Configuration = Readonly<Record<string, number | string>>;

export type StrategyName = 'random' | 'grid' | 'hyperband' | 'bayesian';

/** What a tuning job is allowed and asked to do. */
export interface Spec {
  readonly seed: number;
  readonly strategy: StrategyName;
  /** One search space per training job definition (1–10). */
  readonly definitions: readonly { readonly space: Space }[];
  /** Most trials ever launched; absent: until the space is exhausted. */
  readonly maxTrials?: number;
  /** Most trials running at once. */
  readonly maxParallel: number;
  /** Simulated seconds after which the job ends. */
  readonly maxSeconds?: number;
  /** Has no say under Hyperband, which stops trials by its own rungs. */
  readonly earlyStopping: 'off' | 'median';
  /** Epochs a trial gets at least and at most; Hyperband needs it, the others ignore it. */
  readonly resource?: Resource;
  readonly completion?: Completion;
  readonly warmStart?: WarmStart;
}

/** Epochs: whole numbers, 1 ≤ min ≤ max. */
export interface Resource {
  /** No trial is stopped before it. */
  readonly min: number;
  /** A trial that has come to it is done. */
  readonly max: number;
}

/** What may end a job before its limits; the first one met does (spec rules.md §8). */
export interface Completion {
  /** Ends once a trial reports a value at or below it. */
  readonly target?: number;
  /** Ends once that many trials in a row, at least 3, have ended without improving on the best. */
  readonly notImproving?: number;
  /** Ends once the detector says that an improvement is unlikely. */
  readonly convergence?: boolean;
}

/** What earlier jobs found, for a strategy that learns. */
export interface WarmStart {
  /**
   * 'identical': a parent's values count like the job's own, and what a parent has tried is not tried again.
   * 'transfer': a parent's configuration may be tried again, for on other data it comes to something else.
   */
  readonly type: 'identical' | 'transfer';
  /** One list per parent (1–5). */
  readonly parents: readonly (readonly Observation[])[];
}

/** A configuration of an earlier job, which may lie outside the space, and the objective it came to, minimised. */
export interface Observation {
  readonly configuration: Configuration;
  readonly value: number;
  /** The job and the trial it is of, in the words of whoever asks; handed on in a launch's reason. */
  readonly from?: Origin;
}

export interface Origin {
  readonly job: string;
  readonly trial: string;
}

/** One training job as the engine sees it. */
export interface Trial {
  /** Launch order from 0; equals its place in the list. */
  readonly index: number;
  /** Which definition of the spec. */
  readonly definition: number;
  readonly configuration: Configuration;
  readonly status: 'running' | 'completed' | 'stopped' | 'failed';
  /** The how-manyth trial to end, from 0; absent while it runs. Without it, trials count as ended in launch order. */
  readonly ended?: number;
  /** Stopped together with the tuning job. What it would have come to is not known, so no criterion counts it as ended. */
  readonly cut?: true;
  /** What it reported last was its own last epoch: it holds its slot until it is 'completed', but does not learn on. */
  readonly trained?: true;
  /** Objective after each epoch, minimised; null where none was emitted or it was not finite. */
  readonly values: readonly (number | null)[];
  /** Decisions already taken on the first `checks.length` epochs. Stays empty while early stopping is off. */
  readonly checks: readonly Check[];
}

/** Why the rule did or did not look at an epoch. */
export type Gate =
  /** The value was compared with a threshold. */
  | 'compared'
  /** This epoch emitted no (finite) objective; under the median rule, this or an earlier one. */
  | 'no-value'
  /** Fewer completed trials reached this epoch than the rule needs. */
  | 'too-few'
  /** Before the first epoch at which the rule acts. */
  | 'too-early'
  /** Hyperband judges at rungs only. */
  | 'between-rungs';

/** The rule's look at one epoch of one trial. */
export interface Check {
  /** From 1. */
  readonly epoch: number;
  readonly value: number | null;
  readonly gate: Gate;
  /** What it was compared with; null unless it was. The median of the running averages, or the last value kept at a rung. */
  readonly threshold: number | null;
  /** Median rule: completed trials that reached this epoch. Hyperband: results at this rung so far, its own included. */
  readonly compared: number;
}

/** What a stop was decided on. */
export type StopReason =
  | {
      readonly rule: 'median';
      readonly epoch: number;
      readonly value: number;
      readonly median: number;
      /** The completed trials that reached this epoch, in launch order, with their running averages up to it. */
      readonly compared: readonly { readonly trial: number; readonly average: number }[];
    }
  | {
      readonly rule: 'hyperband';
      /** The rung. */
      readonly epoch: number;
      readonly bracket: number;
      readonly value: number;
      /** The worst of the results that go on; `value` is worse. */
      readonly threshold: number;
      /** All results at this rung so far in launch order, its own included. */
      readonly results: readonly { readonly trial: number; readonly value: number }[];
      /** How many of the results go on. */
      readonly kept: number;
    }
  /** The trial has come to Hyperband's `resource.max`. It has had all it may have: this stop makes it completed. */
  | { readonly rule: 'max-resource'; readonly epoch: number; readonly limit: number }
  /** The tuning job ended while this trial was running. */
  | { readonly rule: 'tuning-job-ended'; readonly finish: FinishReason };

/** Why a trial that ran to its end was not stopped by the rule. */
export type KeepReason =
  | { readonly rule: 'off' }
  /** Never compared: how often each gate was shut. */
  | { readonly rule: 'never-compared'; readonly gates: Readonly<Partial<Record<Gate, number>>> }
  /** Compared at least once and never strictly worse; `closest` is the epoch with the smallest margin (median − value ≥ 0). */
  | {
      readonly rule: 'never-worse';
      readonly epochsCompared: number;
      readonly closest: { readonly epoch: number; readonly value: number; readonly median: number };
    }
  /** Hyperband: it was among those kept at every rung it came to. */
  | { readonly rule: 'hyperband'; readonly bracket: number; readonly rungs: readonly RungResult[] };

/** One row of a trial's rung table. */
export interface RungResult {
  readonly epoch: number;
  /** The trial's own; null where none was emitted or it was not finite: then it was not judged. */
  readonly value: number | null;
  /** The worst value kept when it arrived; null if it was not judged. */
  readonly threshold: number | null;
  /** Results at this rung when it arrived, its own included. */
  readonly arrived: number;
  /** How many of them went on. */
  readonly kept: number;
}

/** What ended the tuning job, with the numbers behind it. */
export type FinishReason =
  | { readonly rule: 'max-trials'; readonly limit: number }
  | { readonly rule: 'max-seconds'; readonly limit: number; readonly elapsed: number }
  /** All configurations have been tried, `inherited` of them by the parents of a warm start. */
  | { readonly rule: 'space-exhausted'; readonly configurations: number; readonly inherited?: number }
  | { readonly rule: 'no-success'; readonly failed: number }
  /** A trial completed with a last value at or below the target. */
  | { readonly rule: 'target'; readonly target: number; readonly reached: Result }
  /** `count` trials in a row have ended without improving on the best; `improved` is the last one that did. */
  | {
      readonly rule: 'not-improving';
      readonly limit: number;
      readonly count: number;
      readonly best: Result;
      readonly improved: Result;
    }
  | { readonly rule: 'convergence'; readonly best: Result; readonly outlook: Outlook };

/** What a trial came to. */
export interface Result {
  readonly trial: number;
  /** The last finite value it reported, minimised. */
  readonly value: number;
  /** The epoch of it, from 1. */
  readonly epoch: number;
}

/** How likely the best is to improve by more than the share that counts as an improvement; see `convergence.ts`. */
export interface Outlook {
  /** Trials that had ended with a value. */
  readonly ended: number;
  /** The latest of them, over which the best is watched. */
  readonly window: number;
  /** Share by which the best improved within the window; null where the best before it was 0 or there was none. */
  readonly gain: number | null;
  /** How many more trials the probability is for. */
  readonly ahead: number;
  /** That one of these improves on the best by more than the share; null when too few have ended to say. */
  readonly probability: number | null;
  readonly converged: boolean;
}

/** How a configuration came about. */
export type LaunchReason =
  | { readonly rule: 'random' | 'grid' }
  /** Drawn at random; these are the epochs at which its bracket is judged. */
  | { readonly rule: 'hyperband'; readonly bracket: number; readonly rungs: readonly number[] }
  /** Bayesian optimisation before it has enough results for a model: the next point of a quasi-random sequence. */
  | { readonly rule: 'bayesian'; readonly phase: 'initial' }
  /** Warm start by transfer learning: what a parent found best, tried to learn how far the parents are to be trusted. */
  | {
      readonly rule: 'bayesian';
      readonly phase: 'parent';
      /** Place among the parents, from 0. */
      readonly parent: number;
      /** What it came to there, minimised. */
      readonly value: number;
      readonly from?: Origin;
    }
  | {
      readonly rule: 'bayesian';
      readonly phase: 'model';
      /** What the model expects of the objective here (the median), and half the width of its middle 68 %, noise left out. */
      readonly mean: number;
      readonly deviation: number;
      /** Expected fall below the best that the model believes in so far. */
      readonly expectedImprovement: number;
      /** Results the model was made of, the parents' included, and running trials it took into account. */
      readonly observations: number;
      readonly pending: number;
    };

export type Action =
  | {
      readonly type: 'launch';
      readonly index: number;
      readonly definition: number;
      readonly configuration: Configuration;
      readonly reason: LaunchReason;
    }
  /** Append `check` to the trial's checks; it goes on. */
  | { readonly type: 'check'; readonly trial: number; readonly check: Check }
  /** Append `check` if there is one, and stop the trial. */
  | { readonly type: 'stop'; readonly trial: number; readonly check?: Check; readonly reason: StopReason }
  /** The tuning job is over; always the last action. Running trials got a stop before it. */
  | { readonly type: 'finish'; readonly reason: FinishReason };
