/** One training job: Describe, Stop, and the list of a tuning job's training jobs. */
import { z } from 'zod';
import {
  DefinitionName,
  FailureReason,
  HyperParameterTuningJobArn,
  HyperParameterTuningJobName,
  MaxResults,
  MetricName,
  NextToken,
  ObjectiveStatus,
  RoleArn,
  S3OrHttpsUri,
  SecondaryStatus,
  SortOrder,
  TrainingJobArn,
  TrainingJobName,
  TrainingJobStatus,
} from './common.ts';
import { decimal, flag, list, oneOf, text, timestamp, whole } from './constraint.ts';
import {
  algorithmFields,
  CheckpointConfig,
  environment,
  HyperParameters,
  InputDataConfig,
  OutputDataConfig,
  ResourceConfig,
  RetryStrategy,
  StoppingCondition,
  VpcConfig,
} from './definition.ts';
import { HyperParameterTuningJobObjectiveType } from './parameter-ranges.ts';

export const FinalHyperParameterTuningJobObjectiveMetric = z.object({
  /** Usually absent on the wire. */
  Type: HyperParameterTuningJobObjectiveType.optional(),
  MetricName,
  Value: decimal(),
});
export type FinalHyperParameterTuningJobObjectiveMetric = z.infer<
  typeof FinalHyperParameterTuningJobObjectiveMetric
>;

export const HyperParameterTrainingJobSummary = z.object({
  TrainingJobDefinitionName: DefinitionName.optional(),
  TrainingJobName,
  TrainingJobArn,
  TuningJobName: HyperParameterTuningJobName.optional(),
  CreationTime: timestamp(),
  TrainingStartTime: timestamp().optional(),
  TrainingEndTime: timestamp().optional(),
  TrainingJobStatus,
  TunedHyperParameters: HyperParameters,
  FailureReason: FailureReason.optional(),
  /** The latest value; of an early-stopped training job the last one before the stop. */
  FinalHyperParameterTuningJobObjectiveMetric: FinalHyperParameterTuningJobObjectiveMetric.optional(),
  ObjectiveStatus: ObjectiveStatus.optional(),
});
export type HyperParameterTrainingJobSummary = z.infer<typeof HyperParameterTrainingJobSummary>;

export const TrainingJobSortByOptions = oneOf([
  'Name',
  'CreationTime',
  'Status',
  'FinalObjectiveMetricValue',
]);
export type TrainingJobSortByOptions = z.infer<typeof TrainingJobSortByOptions>;

/** Without MaxResults, SortBy, SortOrder: 10, Name, Ascending. FinalObjectiveMetricValue hides those without a value. */
export const ListTrainingJobsForHyperParameterTuningJobRequest = z.object({
  HyperParameterTuningJobName,
  NextToken: NextToken.optional(),
  MaxResults: MaxResults.optional(),
  StatusEquals: TrainingJobStatus.optional(),
  SortBy: TrainingJobSortByOptions.optional(),
  SortOrder: SortOrder.optional(),
});
export type ListTrainingJobsForHyperParameterTuningJobRequest = z.infer<
  typeof ListTrainingJobsForHyperParameterTuningJobRequest
>;

export const ListTrainingJobsForHyperParameterTuningJobResponse = z.object({
  TrainingJobSummaries: z.array(HyperParameterTrainingJobSummary),
  NextToken: NextToken.optional(),
});
export type ListTrainingJobsForHyperParameterTuningJobResponse = z.infer<
  typeof ListTrainingJobsForHyperParameterTuningJobResponse
>;

export const DescribeTrainingJobRequest = z.object({ TrainingJobName });
export type DescribeTrainingJobRequest = z.infer<typeof DescribeTrainingJobRequest>;

export const StopTrainingJobRequest = z.object({ TrainingJobName });
export type StopTrainingJobRequest = z.infer<typeof StopTrainingJobRequest>;

export const AlgorithmSpecification = z.object({
  ...algorithmFields,
  EnableSageMakerMetricsTimeSeries: flag().optional(),
  ContainerEntrypoint: list(text({ max: 256 }), 1, 100).optional(),
  ContainerArguments: list(text({ max: 256 }), 1, 100).optional(),
  TrainingImageConfig: z
    .object({
      TrainingRepositoryAccessMode: oneOf(['Platform', 'Vpc']),
      TrainingRepositoryAuthConfig: z
        .object({ TrainingRepositoryCredentialsProviderArn: z.string() })
        .optional(),
    })
    .optional(),
});
export type AlgorithmSpecification = z.infer<typeof AlgorithmSpecification>;

export const SecondaryStatusTransition = z.object({
  Status: SecondaryStatus,
  StartTime: timestamp(),
  EndTime: timestamp().optional(),
  StatusMessage: z.string().optional(),
});
export type SecondaryStatusTransition = z.infer<typeof SecondaryStatusTransition>;

export const MetricData = z.object({
  MetricName: MetricName.optional(),
  Value: decimal().optional(),
  Timestamp: timestamp().optional(),
});
export type MetricData = z.infer<typeof MetricData>;

export const WarmPoolResourceStatus = oneOf(['Available', 'Terminated', 'Reused', 'InUse']);

export const WarmPoolStatus = z.object({
  Status: WarmPoolResourceStatus,
  ResourceRetainedBillableTimeInSeconds: whole(0).optional(),
  ReusedByJob: TrainingJobName.optional(),
});
export type WarmPoolStatus = z.infer<typeof WarmPoolStatus>;

/** Members that never apply to a training job of a tuning job (labelling, AutoML, debugger, profiler, …) are left out. */
export const DescribeTrainingJobResponse = z.object({
  TrainingJobName,
  TrainingJobArn,
  /** Set on training jobs of a tuning job. */
  TuningJobArn: HyperParameterTuningJobArn.optional(),
  ModelArtifacts: z.object({ S3ModelArtifacts: S3OrHttpsUri }),
  TrainingJobStatus,
  SecondaryStatus,
  FailureReason: FailureReason.optional(),
  /** Static, tuned and `_tuning_objective_metric` together. */
  HyperParameters: HyperParameters.optional(),
  AlgorithmSpecification: AlgorithmSpecification.optional(),
  RoleArn: RoleArn.optional(),
  InputDataConfig: InputDataConfig.optional(),
  OutputDataConfig: OutputDataConfig.optional(),
  ResourceConfig: ResourceConfig.optional(),
  WarmPoolStatus: WarmPoolStatus.optional(),
  VpcConfig: VpcConfig.optional(),
  StoppingCondition,
  CreationTime: timestamp(),
  TrainingStartTime: timestamp().optional(),
  TrainingEndTime: timestamp().optional(),
  LastModifiedTime: timestamp().optional(),
  SecondaryStatusTransitions: z.array(SecondaryStatusTransition).optional(),
  /** The last value of every metric, at most 40. */
  FinalMetricDataList: list(MetricData, 0, 40).optional(),
  EnableNetworkIsolation: flag().optional(),
  EnableInterContainerTrafficEncryption: flag().optional(),
  EnableManagedSpotTraining: flag().optional(),
  CheckpointConfig: CheckpointConfig.optional(),
  TrainingTimeInSeconds: whole(1).optional(),
  BillableTimeInSeconds: whole(1).optional(),
  Environment: environment(100).optional(),
  RetryStrategy: RetryStrategy.optional(),
});
export type DescribeTrainingJobResponse = z.infer<typeof DescribeTrainingJobResponse>;
