import { algorithmOf } from '../../../training/catalog/index.ts';
import type { Channel, HyperParameterTrainingJobDefinition } from '../../../api/definition.ts';
import type { HyperParameterTuningJobObjective, ParameterRanges } from '../../../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { blankRow, presetRow } from './algorithms.ts';
import { definitionName, newChannel } from './defaults.ts';
import type { ChannelForm, CreateForm, DefinitionForm, HyperparameterRow } from './form.ts';
import { fromSeconds } from './text.ts';

/**
 * The wizard's values for a request: the inverse of `toRequest`. Members without a field on screen are kept and sent
 * again unchanged.
 */
export function fromRequest(request: CreateHyperParameterTuningJobRequest): CreateForm {
  const {
    HyperParameterTuningJobName,
    HyperParameterTuningJobConfig,
    TrainingJobDefinition,
    TrainingJobDefinitions,
    Tags = [],
    ...kept
  } = request;
  const {
    Strategy,
    TrainingJobEarlyStoppingType = 'Off',
    ResourceLimits,
    RandomSeed,
    HyperParameterTuningJobObjective,
    ParameterRanges,
    ...keptConfig
  } = HyperParameterTuningJobConfig;
  const all = TrainingJobDefinitions ?? (TrainingJobDefinition ? [TrainingJobDefinition] : []);
  const definitions: DefinitionForm[] = [];
  for (const each of all) {
    definitions.push(
      definition(
        each,
        each.TuningObjective ?? HyperParameterTuningJobObjective,
        each.HyperParameterRanges ?? ParameterRanges,
        each.DefinitionName ?? definitionName(definitions.map(({ algorithm }) => algorithm.name)),
      ),
    );
  }
  const { MaxNumberOfTrainingJobs, MaxParallelTrainingJobs, MaxRuntimeInSeconds } = ResourceLimits;
  return {
    settings: {
      name: HyperParameterTuningJobName,
      strategy: Strategy,
      earlyStopping: TrainingJobEarlyStoppingType,
      tags: Tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
      kept,
      keptConfig,
    },
    definitions,
    limits: {
      maxParallel: String(MaxParallelTrainingJobs),
      maxJobs: numeral(MaxNumberOfTrainingJobs),
      maxRuntime:
        MaxRuntimeInSeconds === undefined ? { value: '', unit: 'hours' } : fromSeconds(MaxRuntimeInSeconds),
      seed: numeral(RandomSeed),
    },
  };
}

const numeral = (value: number | undefined) => (value === undefined ? '' : String(value));

function definition(
  given: HyperParameterTrainingJobDefinition,
  objective: HyperParameterTuningJobObjective | undefined,
  ranges: ParameterRanges | undefined,
  name: string,
): DefinitionForm {
  const {
    DefinitionName: _name,
    TuningObjective: _objective,
    HyperParameterRanges: _ranges,
    StaticHyperParameters = {},
    AlgorithmSpecification,
    RoleArn,
    InputDataConfig = [],
    OutputDataConfig: { S3OutputPath, KmsKeyId = '', ...keptOutput },
    ResourceConfig,
    HyperParameterTuningResourceConfig,
    StoppingCondition: { MaxRuntimeInSeconds = 86_400, MaxWaitTimeInSeconds, ...keptStopping },
    EnableNetworkIsolation = false,
    EnableManagedSpotTraining = false,
    CheckpointConfig,
    ...kept
  } = given;
  // The service itself answers with ResourceConfig whichever of the two was sent (spec api §6).
  const {
    InstanceType = '',
    InstanceCount,
    VolumeSizeInGB,
    VolumeKmsKeyId = '',
    ...keptResources
  } = ResourceConfig ?? HyperParameterTuningResourceConfig ?? {};
  const image = AlgorithmSpecification.TrainingImage ?? AlgorithmSpecification.AlgorithmName ?? '';
  return {
    algorithm: {
      name,
      roleArn: RoleArn,
      networkIsolation: EnableNetworkIsolation,
      image,
      inputMode: AlgorithmSpecification.TrainingInputMode,
      metrics: (AlgorithmSpecification.MetricDefinitions ?? []).map(({ Name, Regex }) => ({
        name: Name,
        regex: Regex,
      })),
      objectiveMetric: objective?.MetricName ?? '',
      objectiveType: objective?.Type ?? 'Maximize',
      hyperparameters: rows(image, StaticHyperParameters, ranges),
    },
    data: {
      channels: InputDataConfig.map(channel),
      outputPath: S3OutputPath,
      outputKms: KmsKeyId,
      checkpointUri: CheckpointConfig?.S3Uri ?? '',
      checkpointPath: CheckpointConfig?.LocalPath ?? '',
      keptOutput,
    },
    resources: {
      instanceType: InstanceType,
      instanceCount: numeral(InstanceCount),
      volumeGb: numeral(VolumeSizeInGB),
      volumeKms: VolumeKmsKeyId,
      spot: EnableManagedSpotTraining,
      maxWait: fromSeconds(MaxWaitTimeInSeconds ?? MaxRuntimeInSeconds),
      maxDuration: fromSeconds(MaxRuntimeInSeconds),
      keptResources,
      keptStopping,
    },
    kept,
  };
}

/** The algorithm's hyperparameters in the catalogue's order with the request's values, then any others it names. */
function rows(
  image: string,
  fixed: Readonly<Record<string, string>>,
  ranges: ParameterRanges | undefined,
): HyperparameterRow[] {
  const all = new Map(algorithmOf(image)?.hyperparameters.map((each) => [each.name, presetRow(each)]));
  const put = (name: string, values: Partial<HyperparameterRow>) =>
    all.set(name, { ...(all.get(name) ?? blankRow(name)), ...values });
  for (const [name, value] of Object.entries(fixed)) put(name, { type: 'Static', value });
  for (const type of ['Integer', 'Continuous'] as const) {
    for (const each of ranges?.[`${type}ParameterRanges`] ?? []) {
      const { Name, MinValue, MaxValue, ScalingType = 'Auto' } = each;
      put(Name, { type, min: MinValue, max: MaxValue, scaling: ScalingType });
    }
  }
  for (const { Name, Values } of ranges?.CategoricalParameterRanges ?? []) {
    put(Name, { type: 'Categorical', values: [...Values] });
  }
  return [...all.values()];
}

function channel(given: Channel): ChannelForm {
  const {
    ChannelName,
    DataSource: { S3DataSource },
    ContentType = '',
    CompressionType = 'None',
    RecordWrapperType = 'None',
    InputMode = '',
    ...kept
  } = given;
  const blank = newChannel(ChannelName);
  if (!S3DataSource) return { ...blank, kept };
  const { S3Uri, S3DataType, S3DataDistributionType = 'FullyReplicated', ...keptSource } = S3DataSource;
  return {
    ...blank,
    location: S3Uri,
    contentType: ContentType,
    compression: CompressionType,
    recordWrapper: RecordWrapperType,
    dataType: S3DataType,
    distribution: S3DataDistributionType,
    inputMode: InputMode,
    kept,
    keptSource,
  };
}
