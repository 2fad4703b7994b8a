/** HyperParameterTrainingJobDefinition and its parts: what a training job of a tuning job is made of. */
import { z } from 'zod';
import {
  DefinitionName,
  HyperParameterName,
  HyperParameterValue,
  KmsKeyId,
  MetricName,
  RoleArn,
  S3OrHttpsUri,
} from './common.ts';
import { flag, list, long, oneOf, text, textMap, whole } from './constraint.ts';
import {
  augmentedManifests,
  channelNames,
  metricNames,
  oneAlgorithm,
  oneResourceConfig,
  oneSource,
  runtimeCap,
  someInstances,
  someTuningInstances,
  spotWait,
} from './definition-rules.ts';
import { TrainingInstanceType } from './instance-types.ts';
import { HyperParameterTuningJobObjective, ParameterRanges } from './parameter-ranges.ts';
import { quotas } from './quotas.ts';
import { withRules } from './rules.ts';

export const TrainingInputMode = oneOf(['Pipe', 'File', 'FastFile']);
export type TrainingInputMode = z.infer<typeof TrainingInputMode>;

export const MetricDefinition = z.object({
  Name: MetricName,
  Regex: text({ min: 1, max: 500, pattern: '.+' }, 'Enter a regular expression of 1–500 characters.'),
});
export type MetricDefinition = z.infer<typeof MetricDefinition>;

/** Fields of AlgorithmSpecification that tuning and training share. */
export const algorithmFields = {
  TrainingImage: text({ max: 255 }).optional(),
  AlgorithmName: text(
    {
      min: 1,
      max: 170,
      pattern:
        '(arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z\\-]*\\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)',
    },
    'Enter the name or ARN of an algorithm resource: letters, digits and hyphens, not ending in a hyphen.',
  ).optional(),
  TrainingInputMode,
  MetricDefinitions: list(
    MetricDefinition,
    0,
    quotas.metrics,
    `Give at most ${quotas.metrics} metrics.`,
  ).optional(),
};

export const HyperParameterAlgorithmSpecification = withRules(
  z.object(algorithmFields),
  oneAlgorithm,
  metricNames,
);
export type HyperParameterAlgorithmSpecification = z.infer<typeof HyperParameterAlgorithmSpecification>;

export const S3DataType = oneOf(['ManifestFile', 'S3Prefix', 'AugmentedManifestFile', 'Converse']);
export const S3DataDistribution = oneOf(['FullyReplicated', 'ShardedByS3Key']);
export const FileSystemAccessMode = oneOf(['rw', 'ro']);
export const FileSystemType = oneOf(['EFS', 'FSxLustre']);

export const S3DataSource = z.object({
  S3DataType,
  S3Uri: S3OrHttpsUri,
  S3DataDistributionType: S3DataDistribution.optional(),
  AttributeNames: list(text({ min: 1, max: 256, pattern: '.+' }), 0, 16).optional(),
  InstanceGroupNames: list(text({ min: 1, max: 64, pattern: '.+' }), 0, 5).optional(),
  ModelAccessConfig: z.object({ AcceptEula: flag() }).optional(),
  HubAccessConfig: z.object({ HubContentArn: z.string() }).optional(),
});
export type S3DataSource = z.infer<typeof S3DataSource>;

export const FileSystemDataSource = z.object({
  FileSystemId: text(
    { min: 11, max: 21, pattern: '(fs-[0-9a-f]{8,})' },
    'Enter a file system ID such as fs-0123abcd.',
  ),
  FileSystemAccessMode,
  FileSystemType,
  DirectoryPath: text({ max: 4096 }),
});
export type FileSystemDataSource = z.infer<typeof FileSystemDataSource>;

export const DatasetSource = z.object({
  DatasetArn: text(
    {
      max: 2048,
      pattern:
        '(arn:[a-z0-9-\\.]{1,63}:sagemaker:\\w+(?:-\\w+)+:(\\d{12}|aws):hub-content\\/)[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\\/DataSet\\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}(\\/\\d{1,4}.\\d{1,4}.\\d{1,4})?',
    },
    'Enter the ARN of a data set in a hub.',
  ),
});
export type DatasetSource = z.infer<typeof DatasetSource>;

export const DataSource = withRules(
  z.object({
    S3DataSource: S3DataSource.optional(),
    FileSystemDataSource: FileSystemDataSource.optional(),
    DatasetSource: DatasetSource.optional(),
  }),
  oneSource,
);
export type DataSource = z.infer<typeof DataSource>;

export const CompressionType = oneOf(['None', 'Gzip']);
export const RecordWrapper = oneOf(['None', 'RecordIO']);

export const Channel = z.object({
  ChannelName: text(
    { min: 1, max: 64, pattern: '[A-Za-z0-9\\.\\-_]+' },
    'Enter 1–64 letters, digits, dots, hyphens or underscores.',
  ),
  DataSource,
  ContentType: text({ max: 256 }).optional(),
  CompressionType: CompressionType.optional(),
  RecordWrapperType: RecordWrapper.optional(),
  InputMode: TrainingInputMode.optional(),
  ShuffleConfig: z.object({ Seed: long() }).optional(),
});
export type Channel = z.infer<typeof Channel>;

export const InputDataConfig = list(Channel, 1, 20, 'Give 1 to 20 channels.');

const VpcId = text({ max: 32, pattern: '[-0-9a-zA-Z]+' }, 'Enter at most 32 letters, digits or hyphens.');

export const VpcConfig = z.object({
  SecurityGroupIds: list(VpcId, 1, 5, 'Give 1 to 5 security groups.'),
  Subnets: list(VpcId, 1, 16, 'Give 1 to 16 subnets.'),
});
export type VpcConfig = z.infer<typeof VpcConfig>;

export const OutputCompressionType = oneOf(['GZIP', 'NONE']);

export const OutputDataConfig = z.object({
  KmsKeyId: KmsKeyId.optional(),
  S3OutputPath: S3OrHttpsUri,
  CompressionType: OutputCompressionType.optional(),
});
export type OutputDataConfig = z.infer<typeof OutputDataConfig>;

export const InstanceGroup = z.object({
  InstanceType: TrainingInstanceType,
  InstanceCount: whole(0),
  InstanceGroupName: text({ min: 1, max: 64, pattern: '.+' }),
});
export type InstanceGroup = z.infer<typeof InstanceGroup>;

/** The spec gives no limits for this member's parts; only their types are checked. */
const InstancePlacementConfig = z.object({
  EnableMultipleJobs: flag().optional(),
  PlacementSpecifications: z
    .array(z.object({ UltraServerId: z.string().optional(), InstanceCount: whole(0) }))
    .optional(),
});

export const ResourceConfig = withRules(
  z.object({
    InstanceType: TrainingInstanceType.optional(),
    InstanceCount: whole(0).optional(),
    VolumeSizeInGB: whole(0).optional(),
    VolumeKmsKeyId: KmsKeyId.optional(),
    KeepAlivePeriodInSeconds: whole(0, 21600).optional(),
    InstanceGroups: list(InstanceGroup, 0, 5).optional(),
    TrainingPlanArn: text(
      {
        min: 50,
        max: 2048,
        pattern: 'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:training-plan/.*',
      },
      'Enter the ARN of a training plan.',
    ).optional(),
    InstancePlacementConfig: InstancePlacementConfig.optional(),
  }),
  someInstances,
);
export type ResourceConfig = z.infer<typeof ResourceConfig>;

export const HyperParameterTuningInstanceConfig = z.object({
  InstanceType: TrainingInstanceType,
  InstanceCount: whole(0),
  VolumeSizeInGB: whole(1),
});
export type HyperParameterTuningInstanceConfig = z.infer<typeof HyperParameterTuningInstanceConfig>;

export const HyperParameterTuningAllocationStrategy = oneOf(['Prioritized']);

export const HyperParameterTuningResourceConfig = withRules(
  z.object({
    InstanceType: TrainingInstanceType.optional(),
    InstanceCount: whole(0).optional(),
    VolumeSizeInGB: whole(0).optional(),
    VolumeKmsKeyId: KmsKeyId.optional(),
    AllocationStrategy: HyperParameterTuningAllocationStrategy.optional(),
    InstanceConfigs: list(HyperParameterTuningInstanceConfig, 1, 6, 'Give 1 to 6 instance types.').optional(),
  }),
  someTuningInstances,
);
export type HyperParameterTuningResourceConfig = z.infer<typeof HyperParameterTuningResourceConfig>;

export const StoppingCondition = withRules(
  z.object({
    MaxRuntimeInSeconds: whole(1).optional(),
    MaxWaitTimeInSeconds: whole(1).optional(),
    MaxPendingTimeInSeconds: whole(7200, 2419200).optional(),
  }),
  runtimeCap,
);
export type StoppingCondition = z.infer<typeof StoppingCondition>;

export const CheckpointConfig = z.object({
  S3Uri: S3OrHttpsUri,
  LocalPath: text({ max: 4096 }).optional(),
});
export type CheckpointConfig = z.infer<typeof CheckpointConfig>;

export const RetryStrategy = z.object({ MaximumRetryAttempts: whole(1, 30) });
export type RetryStrategy = z.infer<typeof RetryStrategy>;

export const HyperParameters = textMap(
  100,
  HyperParameterName,
  HyperParameterValue,
  'Give at most 100 hyperparameters.',
);

/** Environment variables: at most `max`. */
export const environment = (max: number) =>
  textMap(
    max,
    text(
      { max: 512, pattern: '[a-zA-Z_][a-zA-Z0-9_]*' },
      'Start a variable name with a letter or underscore; go on with letters, digits or underscores.',
    ),
    text({ max: 512, pattern: '[\\S\\s]*' }, 'Enter at most 512 characters.'),
    `Give at most ${max} environment variables.`,
  );

export const HyperParameterTrainingJobDefinition = withRules(
  z.object({
    DefinitionName: DefinitionName.optional(),
    TuningObjective: HyperParameterTuningJobObjective.optional(),
    HyperParameterRanges: ParameterRanges.optional(),
    StaticHyperParameters: HyperParameters.optional(),
    AlgorithmSpecification: HyperParameterAlgorithmSpecification,
    RoleArn,
    InputDataConfig: InputDataConfig.optional(),
    VpcConfig: VpcConfig.optional(),
    OutputDataConfig,
    ResourceConfig: ResourceConfig.optional(),
    HyperParameterTuningResourceConfig: HyperParameterTuningResourceConfig.optional(),
    StoppingCondition,
    EnableNetworkIsolation: flag().optional(),
    EnableInterContainerTrafficEncryption: flag().optional(),
    EnableManagedSpotTraining: flag().optional(),
    CheckpointConfig: CheckpointConfig.optional(),
    RetryStrategy: RetryStrategy.optional(),
    Environment: environment(48).optional(),
  }),
  oneResourceConfig,
  channelNames,
  augmentedManifests,
  spotWait,
);
export type HyperParameterTrainingJobDefinition = z.infer<typeof HyperParameterTrainingJobDefinition>;
