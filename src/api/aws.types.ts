/**
 * Compile-time check against the AWS SDK's own types: what our request schemas let through is what the SDK's commands
 * take, member for member, enumerations word for word; and our responses read as the SDK's. Nothing here runs.
 * BatchGetMetrics lives in another SDK package and is left out.
 */
import type * as Aws from '@aws-sdk/client-sagemaker';
import type { z } from 'zod';
import type * as common from './common.ts';
import type * as definition from './definition.ts';
import type { TrainingInstanceType } from './instance-types.ts';
import type * as ranges from './parameter-ranges.ts';
import type * as tags from './tags.ts';
import type * as trainingJob from './training-job.ts';
import type * as tuningJob from './tuning-job.ts';

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Assert<Truth extends true> = Truth;

/** Our output goes in where AWS's type is asked for, and at every depth neither side knows a member the other does not. */
type Same<Schema extends z.ZodType, AwsType> =
  z.output<Schema> extends AwsType
    ? Equal<DeepKeys<z.output<Schema>>, Exclude<DeepKeys<AwsType>, NewerThanSpec>>
    : false;

/**
 * Members of ResourceConfig that this SDK has and the service model behind the spec (2026-08-07) had not. The SDK also
 * lists 41 instance types more (c8i, m8i, r6i, r8i) than the spec's 151.
 */
type NewerThanSpec = `${string}InstancePreferences${string}` | `${string}SelectedInstance${string}`;

/** Every member path of a type, as dotted text: `A`, `A.B`, through lists. Maps, dates and plain values end a path. */
type DeepKeys<T> = T extends readonly (infer Item)[]
  ? DeepKeys<Item>
  : T extends Date
    ? never
    : T extends object
      ? string extends keyof T
        ? never
        : { [K in keyof T & string]-?: K | `${K}.${DeepKeys<NonNullable<T[K]>>}` }[keyof T & string]
      : never;

/** Members of DescribeTrainingJob that never apply to a training job of a tuning job (spec api §3.8). */
type OutOfScope =
  | 'LabelingJobArn'
  | 'AutoMLJobArn'
  | 'BillableTokenCount'
  | 'DebugHookConfig'
  | 'ExperimentConfig'
  | 'DebugRuleConfigurations'
  | 'TensorBoardOutputConfig'
  | 'DebugRuleEvaluationStatuses'
  | 'ProfilerConfig'
  | 'ProfilerRuleConfigurations'
  | 'ProfilerRuleEvaluationStatuses'
  | 'ProfilingStatus'
  | 'RemoteDebugConfig'
  | 'InfraCheckConfig'
  | 'ServerlessJobConfig'
  | 'MlflowConfig'
  | 'ModelPackageConfig'
  | 'MlflowDetails'
  | 'ProgressInfo'
  | 'OutputModelPackageArn';

export type Requests = [
  Assert<
    Same<typeof tuningJob.CreateHyperParameterTuningJobRequest, Aws.CreateHyperParameterTuningJobCommandInput>
  >,
  Assert<
    Same<
      typeof tuningJob.DescribeHyperParameterTuningJobRequest,
      Aws.DescribeHyperParameterTuningJobCommandInput
    >
  >,
  Assert<
    Same<typeof tuningJob.ListHyperParameterTuningJobsRequest, Aws.ListHyperParameterTuningJobsCommandInput>
  >,
  Assert<
    Same<typeof tuningJob.StopHyperParameterTuningJobRequest, Aws.StopHyperParameterTuningJobCommandInput>
  >,
  Assert<
    Same<typeof tuningJob.DeleteHyperParameterTuningJobRequest, Aws.DeleteHyperParameterTuningJobCommandInput>
  >,
  Assert<
    Same<
      typeof trainingJob.ListTrainingJobsForHyperParameterTuningJobRequest,
      Aws.ListTrainingJobsForHyperParameterTuningJobCommandInput
    >
  >,
  Assert<Same<typeof trainingJob.DescribeTrainingJobRequest, Aws.DescribeTrainingJobCommandInput>>,
  Assert<Same<typeof trainingJob.StopTrainingJobRequest, Aws.StopTrainingJobCommandInput>>,
  Assert<Same<typeof tags.AddTagsInput, Aws.AddTagsCommandInput>>,
  Assert<Same<typeof tags.ListTagsInput, Aws.ListTagsCommandInput>>,
  Assert<Same<typeof tags.DeleteTagsInput, Aws.DeleteTagsCommandInput>>,
];

export type Responses = [
  Assert<
    Same<
      typeof tuningJob.CreateHyperParameterTuningJobResponse,
      Omit<Aws.CreateHyperParameterTuningJobCommandOutput, '$metadata'>
    >
  >,
  Assert<
    Same<
      typeof tuningJob.DescribeHyperParameterTuningJobResponse,
      Omit<Aws.DescribeHyperParameterTuningJobCommandOutput, '$metadata'>
    >
  >,
  Assert<
    Same<
      typeof tuningJob.ListHyperParameterTuningJobsResponse,
      Omit<Aws.ListHyperParameterTuningJobsCommandOutput, '$metadata'>
    >
  >,
  Assert<
    Same<
      typeof trainingJob.ListTrainingJobsForHyperParameterTuningJobResponse,
      Omit<Aws.ListTrainingJobsForHyperParameterTuningJobCommandOutput, '$metadata'>
    >
  >,
  Assert<
    Same<
      typeof trainingJob.DescribeTrainingJobResponse,
      Omit<Aws.DescribeTrainingJobCommandOutput, '$metadata' | OutOfScope>
    >
  >,
  Assert<Same<typeof tags.AddTagsOutput, Omit<Aws.AddTagsCommandOutput, '$metadata'>>>,
  Assert<Same<typeof tags.ListTagsOutput, Omit<Aws.ListTagsCommandOutput, '$metadata'>>>,
];

export type Enumerations = [
  Assert<TrainingInstanceType extends Aws.TrainingInstanceType ? true : false>,
  Assert<Equal<common.HyperParameterTuningJobStatus, Aws.HyperParameterTuningJobStatus>>,
  Assert<Equal<common.TrainingJobStatus, Aws.TrainingJobStatus>>,
  Assert<Equal<common.SecondaryStatus, Aws.SecondaryStatus>>,
  Assert<Equal<common.ObjectiveStatus, Aws.ObjectiveStatus>>,
  Assert<Equal<common.SortOrder, Aws.SortOrder>>,
  Assert<Equal<ranges.HyperParameterScalingType, Aws.HyperParameterScalingType>>,
  Assert<Equal<ranges.HyperParameterTuningJobObjectiveType, Aws.HyperParameterTuningJobObjectiveType>>,
  Assert<Equal<definition.TrainingInputMode, Aws.TrainingInputMode>>,
  Assert<Equal<z.output<typeof definition.S3DataType>, Aws.S3DataType>>,
  Assert<Equal<z.output<typeof definition.S3DataDistribution>, Aws.S3DataDistribution>>,
  Assert<Equal<z.output<typeof definition.FileSystemAccessMode>, Aws.FileSystemAccessMode>>,
  Assert<Equal<z.output<typeof definition.FileSystemType>, Aws.FileSystemType>>,
  Assert<Equal<z.output<typeof definition.CompressionType>, Aws.CompressionType>>,
  Assert<Equal<z.output<typeof definition.RecordWrapper>, Aws.RecordWrapper>>,
  Assert<Equal<z.output<typeof definition.OutputCompressionType>, Aws.OutputCompressionType>>,
  Assert<
    Equal<
      z.output<typeof definition.HyperParameterTuningAllocationStrategy>,
      Aws.HyperParameterTuningAllocationStrategy
    >
  >,
  Assert<Equal<tuningJob.HyperParameterTuningJobStrategyType, Aws.HyperParameterTuningJobStrategyType>>,
  Assert<Equal<tuningJob.TrainingJobEarlyStoppingType, Aws.TrainingJobEarlyStoppingType>>,
  Assert<Equal<z.output<typeof tuningJob.CompleteOnConvergence>, Aws.CompleteOnConvergence>>,
  Assert<Equal<tuningJob.HyperParameterTuningJobWarmStartType, Aws.HyperParameterTuningJobWarmStartType>>,
  Assert<Equal<z.output<typeof tuningJob.AutotuneMode>, Aws.AutotuneMode>>,
  Assert<Equal<tuningJob.HyperParameterTuningJobSortByOptions, Aws.HyperParameterTuningJobSortByOptions>>,
  Assert<Equal<trainingJob.TrainingJobSortByOptions, Aws.TrainingJobSortByOptions>>,
  Assert<Equal<z.output<typeof trainingJob.WarmPoolResourceStatus>, Aws.WarmPoolResourceStatus>>,
];
