/** The tuning job: Create, Describe, List, Stop, Delete. */
import { z } from 'zod';
import {
  FailureReason,
  HyperParameterTuningJobArn,
  HyperParameterTuningJobName,
  HyperParameterTuningJobStatus,
  MaxResults,
  NextToken,
  SortOrder,
  TagList,
} from './common.ts';
import { decimal, list, oneOf, text, timestamp, whole } from './constraint.ts';
import { HyperParameterTrainingJobDefinition } from './definition.ts';
import {
  hyperbandResources,
  hyperbandWithoutEarlyStopping,
  parallelLimit,
  totalLimit,
} from './config-rules.ts';
import { HyperParameterTuningJobObjective, ParameterRanges } from './parameter-ranges.ts';
import {
  definitionNames,
  environmentSize,
  objectivesAndRanges,
  oneForm,
  severalDefinitions,
  someEnd,
  tagKeys,
  warmStartSettings,
} from './request-rules.ts';
import { withRules } from './rules.ts';
import {
  autoParameters,
  enoughCombinations,
  grid,
  hyperParameterNames,
  inferableMaxResource,
} from './space-rules.ts';
import { HyperParameterTrainingJobSummary } from './training-job.ts';

export const HyperParameterTuningJobStrategyType = oneOf(['Bayesian', 'Random', 'Hyperband', 'Grid']);
export type HyperParameterTuningJobStrategyType = z.infer<typeof HyperParameterTuningJobStrategyType>;

export const HyperbandStrategyConfig = z.object({
  MinResource: whole(1).optional(),
  MaxResource: whole(1).optional(),
});
export type HyperbandStrategyConfig = z.infer<typeof HyperbandStrategyConfig>;

export const HyperParameterTuningJobStrategyConfig = z.object({
  HyperbandStrategyConfig: HyperbandStrategyConfig.optional(),
});

export const ResourceLimits = z.object({
  MaxNumberOfTrainingJobs: whole(1).optional(),
  MaxParallelTrainingJobs: whole(1),
  MaxRuntimeInSeconds: whole(120, 15_768_000).optional(),
});
export type ResourceLimits = z.infer<typeof ResourceLimits>;

export const TrainingJobEarlyStoppingType = oneOf(['Off', 'Auto']);
export type TrainingJobEarlyStoppingType = z.infer<typeof TrainingJobEarlyStoppingType>;

export const CompleteOnConvergence = oneOf(['Disabled', 'Enabled']);

export const TuningJobCompletionCriteria = z.object({
  TargetObjectiveMetricValue: decimal().optional(),
  BestObjectiveNotImproving: z
    .object({ MaxNumberOfTrainingJobsNotImproving: whole(3).optional() })
    .optional(),
  ConvergenceDetected: z.object({ CompleteOnConvergence: CompleteOnConvergence.optional() }).optional(),
});
export type TuningJobCompletionCriteria = z.infer<typeof TuningJobCompletionCriteria>;

export const HyperParameterTuningJobConfig = withRules(
  z.object({
    Strategy: HyperParameterTuningJobStrategyType,
    StrategyConfig: HyperParameterTuningJobStrategyConfig.optional(),
    HyperParameterTuningJobObjective: HyperParameterTuningJobObjective.optional(),
    ResourceLimits,
    ParameterRanges: ParameterRanges.optional(),
    /** Without it: Off. */
    TrainingJobEarlyStoppingType: TrainingJobEarlyStoppingType.optional(),
    TuningJobCompletionCriteria: TuningJobCompletionCriteria.optional(),
    RandomSeed: whole(0).optional(),
  }),
  hyperbandWithoutEarlyStopping,
  hyperbandResources,
  parallelLimit,
  totalLimit,
);
export type HyperParameterTuningJobConfig = z.infer<typeof HyperParameterTuningJobConfig>;

export const HyperParameterTuningJobWarmStartType = oneOf(['IdenticalDataAndAlgorithm', 'TransferLearning']);
export type HyperParameterTuningJobWarmStartType = z.infer<typeof HyperParameterTuningJobWarmStartType>;

export const HyperParameterTuningJobWarmStartConfig = z.object({
  ParentHyperParameterTuningJobs: list(
    z.object({ HyperParameterTuningJobName: HyperParameterTuningJobName.optional() }),
    1,
    5,
    'Choose 1 to 5 parent tuning jobs.',
  ),
  WarmStartType: HyperParameterTuningJobWarmStartType,
});
export type HyperParameterTuningJobWarmStartConfig = z.infer<typeof HyperParameterTuningJobWarmStartConfig>;

export const AutotuneMode = oneOf(['Enabled']);
export const Autotune = z.object({ Mode: AutotuneMode });
export type Autotune = z.infer<typeof Autotune>;

const TrainingJobDefinitions = list(
  HyperParameterTrainingJobDefinition,
  1,
  10,
  'Give 1 to 10 training job definitions.',
);

export const CreateHyperParameterTuningJobRequest = withRules(
  z.object({
    HyperParameterTuningJobName,
    HyperParameterTuningJobConfig,
    /** Exactly one of TrainingJobDefinition and TrainingJobDefinitions. */
    TrainingJobDefinition: HyperParameterTrainingJobDefinition.optional(),
    TrainingJobDefinitions: TrainingJobDefinitions.optional(),
    WarmStartConfig: HyperParameterTuningJobWarmStartConfig.optional(),
    Tags: TagList.optional(),
    Autotune: Autotune.optional(),
  }),
  oneForm,
  objectivesAndRanges,
  definitionNames,
  severalDefinitions,
  someEnd,
  inferableMaxResource,
  grid,
  enoughCombinations,
  hyperParameterNames,
  autoParameters,
  tagKeys,
  environmentSize,
  warmStartSettings,
);
export type CreateHyperParameterTuningJobRequest = z.infer<typeof CreateHyperParameterTuningJobRequest>;

export const CreateHyperParameterTuningJobResponse = z.object({ HyperParameterTuningJobArn });
export type CreateHyperParameterTuningJobResponse = z.infer<typeof CreateHyperParameterTuningJobResponse>;

export const TrainingJobStatusCounters = z.object({
  Completed: whole(0).optional(),
  InProgress: whole(0).optional(),
  RetryableError: whole(0).optional(),
  NonRetryableError: whole(0).optional(),
  Stopped: whole(0).optional(),
});
export type TrainingJobStatusCounters = z.infer<typeof TrainingJobStatusCounters>;

export const ObjectiveStatusCounters = z.object({
  Succeeded: whole(0).optional(),
  Pending: whole(0).optional(),
  Failed: whole(0).optional(),
});
export type ObjectiveStatusCounters = z.infer<typeof ObjectiveStatusCounters>;

export const DescribeHyperParameterTuningJobRequest = z.object({ HyperParameterTuningJobName });
export type DescribeHyperParameterTuningJobRequest = z.infer<typeof DescribeHyperParameterTuningJobRequest>;

export const DescribeHyperParameterTuningJobResponse = z.object({
  HyperParameterTuningJobName,
  HyperParameterTuningJobArn,
  HyperParameterTuningJobConfig,
  TrainingJobDefinition: HyperParameterTrainingJobDefinition.optional(),
  TrainingJobDefinitions: TrainingJobDefinitions.optional(),
  HyperParameterTuningJobStatus,
  CreationTime: timestamp(),
  HyperParameterTuningEndTime: timestamp().optional(),
  LastModifiedTime: timestamp().optional(),
  TrainingJobStatusCounters,
  ObjectiveStatusCounters,
  BestTrainingJob: HyperParameterTrainingJobSummary.optional(),
  OverallBestTrainingJob: HyperParameterTrainingJobSummary.optional(),
  WarmStartConfig: HyperParameterTuningJobWarmStartConfig.optional(),
  Autotune: Autotune.optional(),
  FailureReason: FailureReason.optional(),
  TuningJobCompletionDetails: z
    .object({
      NumberOfTrainingJobsObjectiveNotImproving: whole(0).optional(),
      ConvergenceDetectedTime: timestamp().optional(),
    })
    .optional(),
  ConsumedResources: z.object({ RuntimeInSeconds: whole(0).optional() }).optional(),
});
export type DescribeHyperParameterTuningJobResponse = z.infer<typeof DescribeHyperParameterTuningJobResponse>;

export const HyperParameterTuningJobSortByOptions = oneOf(['Name', 'Status', 'CreationTime']);
export type HyperParameterTuningJobSortByOptions = z.infer<typeof HyperParameterTuningJobSortByOptions>;

/** Without MaxResults, SortBy, SortOrder: 10, Name, Ascending. */
export const ListHyperParameterTuningJobsRequest = z.object({
  NextToken: NextToken.optional(),
  MaxResults: MaxResults.optional(),
  SortBy: HyperParameterTuningJobSortByOptions.optional(),
  SortOrder: SortOrder.optional(),
  NameContains: text(
    { max: 63, pattern: '[a-zA-Z0-9\\-]+' },
    'Enter at most 63 letters, digits or hyphens.',
  ).optional(),
  CreationTimeAfter: timestamp().optional(),
  CreationTimeBefore: timestamp().optional(),
  LastModifiedTimeAfter: timestamp().optional(),
  LastModifiedTimeBefore: timestamp().optional(),
  StatusEquals: HyperParameterTuningJobStatus.optional(),
});
export type ListHyperParameterTuningJobsRequest = z.infer<typeof ListHyperParameterTuningJobsRequest>;

export const HyperParameterTuningJobSummary = z.object({
  HyperParameterTuningJobName,
  HyperParameterTuningJobArn,
  HyperParameterTuningJobStatus,
  Strategy: HyperParameterTuningJobStrategyType,
  CreationTime: timestamp(),
  HyperParameterTuningEndTime: timestamp().optional(),
  LastModifiedTime: timestamp().optional(),
  TrainingJobStatusCounters,
  ObjectiveStatusCounters,
  ResourceLimits: ResourceLimits.optional(),
});
export type HyperParameterTuningJobSummary = z.infer<typeof HyperParameterTuningJobSummary>;

export const ListHyperParameterTuningJobsResponse = z.object({
  HyperParameterTuningJobSummaries: z.array(HyperParameterTuningJobSummary),
  NextToken: NextToken.optional(),
});
export type ListHyperParameterTuningJobsResponse = z.infer<typeof ListHyperParameterTuningJobsResponse>;

export const StopHyperParameterTuningJobRequest = z.object({ HyperParameterTuningJobName });
export type StopHyperParameterTuningJobRequest = z.infer<typeof StopHyperParameterTuningJobRequest>;

export const DeleteHyperParameterTuningJobRequest = z.object({ HyperParameterTuningJobName });
export type DeleteHyperParameterTuningJobRequest = z.infer<typeof DeleteHyperParameterTuningJobRequest>;
