/**
 * Operations of ours that look ahead and back: what a request will take, what other stopping rules would have done to a
 * tuning job, and the problem on which strategies are rehearsed. Seconds are simulated; values in the objective's units.
 */
import { z } from 'zod';
import { ParameterRanges } from './parameter-ranges.ts';
import { PricesUsed } from './prices.ts';
import { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';

const Name = z.string().min(1).max(63);

/** From what is least to what is most likely to be exceeded by nothing. */
export const Band = z.object({ Low: z.number(), Expected: z.number(), High: z.number() });
export type Band = z.infer<typeof Band>;

export const TuningJobPlan = z.object({
  /** Different configurations; absent when a continuous range makes them countless. */
  Combinations: z.number().optional(),
  /** At most; absent when only time ends the tuning job. */
  TrainingJobs: z.number().optional(),
  /** Of all training jobs together, at most; absent when only time ends the tuning job. */
  Epochs: z.number().optional(),
  /** Most epochs that Hyperband lets a training job have, whatever it asks for; absent with other strategies. */
  MaxResource: z.number().optional(),
  /** From creation to end; absent when nothing ends the tuning job. */
  ElapsedSeconds: Band.optional(),
  /** Paid for, all training jobs together. */
  TrainingSeconds: Band.optional(),
  /** Absent when the price of an instance type is not known. */
  Cost: Band.optional(),
  Prices: PricesUsed,
  /** MaxRuntimeInSeconds × MaxParallelTrainingJobs × MaxInstancesPerTrainingJob; absent without MaxRuntimeInSeconds. */
  MaxComputeSeconds: z.number().optional(),
  /** Only failures can change the figures: the configurations are known and each takes all its epochs. */
  Exact: z.boolean(),
  /** What may take longer than the band says: spot capacity that is taken away, a script that ends when it likes. */
  Uncertain: z.array(z.enum(['Spot', 'Script'])),
  /** A completion criterion may end the tuning job below the band. */
  MayEndEarlier: z.boolean(),
  /** Configurations looked at, and what the algorithm says of those it refuses. */
  Looked: z.number(),
  Refused: z.number(),
  RefusedBecause: z.string().optional(),
});
export type TuningJobPlan = z.infer<typeof TuningJobPlan>;

export const StoppingRuleName = z.enum(['Off', 'Median', 'Patience', 'Hyperband']);
export type StoppingRuleName = z.infer<typeof StoppingRuleName>;

/** Equal ends where the figure is known. */
const Span = z.object({ AtLeast: z.number(), AtMost: z.number() });
export type Span = z.infer<typeof Span>;
const AtEpoch = z.object({ TrainingJobName: z.string(), Epoch: z.number() });
const BestValue = z.object({ TrainingJobName: z.string(), Value: z.number() });

export const RuleReplay = z.object({
  Rule: StoppingRuleName,
  /** Training jobs the rule would have stopped, in launch order, and after which epoch. */
  Stops: z.array(AtEpoch),
  /** Training jobs not stopped where their recorded curve ends: what would have followed is not known. */
  Unknown: z.array(AtEpoch),
  Epochs: Span,
  TrainingSeconds: Span,
  /** A lower bound if any training job is unknown. */
  ElapsedSeconds: z.number(),
  /** Best of the training jobs that ran to their end under the rule. */
  Best: BestValue.optional(),
  /** Whether the tuning job's best training job would have run to its end; absent where that is not known. */
  BestSurvives: z.boolean().optional(),
  SavedEpochs: Span,
  SavedTrainingSeconds: Span,
});
export type RuleReplay = z.infer<typeof RuleReplay>;

export const StoppingRuleReplays = z.object({
  /** The rule the tuning job ran with. */
  RanWith: StoppingRuleName,
  /** Its configurations hang on results, so under another rule the strategy would have proposed others. */
  Learned: z.boolean(),
  Best: BestValue.optional(),
  /** One for each rule, Off first; Hyperband is left out when no training job asked for more than one epoch. */
  Rules: z.array(RuleReplay),
  /** Hyperband's epochs in the replay. */
  Resource: z.object({ Min: z.number(), Max: z.number() }),
});
export type StoppingRuleReplays = z.infer<typeof StoppingRuleReplays>;

/** The training jobs of a tuning job as a table that strategies can be rehearsed on. */
export const RehearsalProblem = z.object({
  Definitions: z.array(z.object({ DefinitionName: z.string().optional(), ParameterRanges })),
  Objective: z.object({ MetricName: z.string(), Type: z.enum(['Maximize', 'Minimize']) }),
  Rows: z.array(
    z.object({
      Definition: z.number(),
      HyperParameters: z.record(z.string(), z.union([z.number(), z.string()])),
      /** Objective after each epoch; null where none was reported. */
      Values: z.array(z.number().nullable()),
      /** Epochs it asked for. */
      Epochs: z.number(),
      StartSeconds: z.number(),
      DownloadSeconds: z.number(),
      EpochSeconds: z.number(),
      UploadSeconds: z.number(),
    }),
  ),
  /** Training jobs left out because they reported nothing or are still running. */
  LeftOut: z.number(),
  /** The request of a tuning job whose training jobs are all simulated: played as it would run, without the table. */
  Simulated: CreateHyperParameterTuningJobRequest.optional(),
});
export type RehearsalProblem = z.infer<typeof RehearsalProblem>;

export const foresightOperations = {
  PlanTuningJob: { input: CreateHyperParameterTuningJobRequest, output: TuningJobPlan },
  /** The problem of a request before anything has run: played if `Simulated` is there, else not known (and no rows). */
  PlanRehearsal: { input: CreateHyperParameterTuningJobRequest, output: RehearsalProblem },
  ReplayStoppingRules: {
    input: z.object({
      HyperParameterTuningJobName: Name,
      /** Epochs without improvement after which the rule Patience stops a training job. */
      Patience: z.number().int().min(1).max(10_000),
    }),
    output: StoppingRuleReplays,
  },
  DescribeRehearsalProblem: {
    input: z.object({ HyperParameterTuningJobName: Name }),
    output: RehearsalProblem,
  },
} as const;

/** What the rehearsal worker is asked, one tuning job at a time; it is no part of the service. */
export const REHEARSED_STRATEGIES = ['Random', 'Bayesian', 'Hyperband', 'Grid'] as const;
export type RehearsedStrategy = (typeof REHEARSED_STRATEGIES)[number];

export interface RehearsalRun {
  readonly Strategy: RehearsedStrategy;
  readonly Seed: number;
  readonly MaxNumberOfTrainingJobs: number;
  readonly MaxParallelTrainingJobs: number;
  readonly TrainingJobEarlyStoppingType: 'Off' | 'Auto';
}

/** One entry for each training job that ended, in that order. */
export interface RehearsalTrace {
  /** Best objective of the completed ones so far; null before the first. */
  readonly Best: readonly (number | null)[];
  readonly Epochs: readonly number[];
  readonly Seconds: readonly number[];
  /** Training jobs stopped early. */
  readonly Stopped: number;
}

/** Why a strategy cannot be rehearsed on a problem. */
export type Unfit = 'NoRows' | 'NotCategorical' | 'OneEpoch' | 'NotAvailable';

export interface RehearsalWorker {
  /** Takes the problem in; says which strategies cannot run on it. */
  readonly Open: { input: RehearsalProblem; output: Partial<Record<RehearsedStrategy, Unfit>> };
  readonly Run: { input: RehearsalRun; output: RehearsalTrace };
}
