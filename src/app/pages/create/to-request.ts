import {
  effectiveEarlyStopping,
  type AlgorithmForm,
  type ChannelForm,
  type CreateForm,
  type DefinitionForm,
  type Duration,
  type HyperparameterRow,
} from './form.ts';
import { toNumber, toSeconds } from './text.ts';

/**
 * What the wizard's values ask for, as a CreateHyperParameterTuningJob request still to be checked by the contract:
 * numbers that do not read are NaN. Blank optional fields are left out. One definition uses the single form of the
 * request (objective and ranges in the job's configuration), several the other (spec api §3.1).
 * `fromRequest` is the inverse; `locate` says which field a path of the result came from.
 */
export function toRequest(form: CreateForm) {
  const { settings, limits, definitions } = form;
  const [first, ...others] = definitions;
  const single = first !== undefined && others.length === 0;
  return {
    ...settings.kept,
    HyperParameterTuningJobName: settings.name.trim(),
    HyperParameterTuningJobConfig: {
      ...settings.keptConfig,
      Strategy: settings.strategy,
      TrainingJobEarlyStoppingType: effectiveEarlyStopping(form),
      ResourceLimits: {
        MaxParallelTrainingJobs: toNumber(limits.maxParallel),
        ...given('MaxNumberOfTrainingJobs', number(limits.maxJobs)),
        ...given('MaxRuntimeInSeconds', seconds(limits.maxRuntime)),
      },
      ...given('RandomSeed', number(limits.seed)),
      ...(single && {
        HyperParameterTuningJobObjective: objective(first.algorithm),
        ParameterRanges: ranges(first.algorithm.hyperparameters),
      }),
    },
    ...(single && { TrainingJobDefinition: definition(first) }),
    ...(!single && {
      TrainingJobDefinitions: definitions.map((each) => ({
        ...definition(each),
        TuningObjective: objective(each.algorithm),
        HyperParameterRanges: ranges(each.algorithm.hyperparameters),
      })),
    }),
    ...(settings.tags.length > 0 && {
      Tags: settings.tags.map(({ key, value }) => ({ Key: key.trim(), Value: value.trim() })),
    }),
  };
}
export type RequestCandidate = ReturnType<typeof toRequest>;

/** Static hyperparameters that are sent: a blank one is not. */
export const isSentStatic = ({ type, value }: HyperparameterRow) => type === 'Static' && value.trim() !== '';

const objective = ({ objectiveMetric, objectiveType }: AlgorithmForm) => ({
  Type: objectiveType,
  MetricName: objectiveMetric,
});

function ranges(rows: readonly HyperparameterRow[]) {
  const numeric = (type: 'Integer' | 'Continuous') =>
    rows
      .filter((row) => row.type === type)
      .map(({ name, min, max, scaling }) => ({
        Name: name.trim(),
        MinValue: min.trim(),
        MaxValue: max.trim(),
        ScalingType: scaling,
      }));
  return {
    IntegerParameterRanges: numeric('Integer'),
    ContinuousParameterRanges: numeric('Continuous'),
    CategoricalParameterRanges: rows
      .filter((row) => row.type === 'Categorical')
      .map(({ name, values }) => ({ Name: name.trim(), Values: values })),
  };
}

function definition({ algorithm, data, resources, kept }: DefinitionForm) {
  return {
    ...kept,
    DefinitionName: algorithm.name.trim(),
    StaticHyperParameters: Object.fromEntries(
      algorithm.hyperparameters.filter(isSentStatic).map(({ name, value }) => [name.trim(), value.trim()]),
    ),
    AlgorithmSpecification: {
      TrainingImage: algorithm.image.trim(),
      TrainingInputMode: algorithm.inputMode,
      ...(algorithm.metrics.length > 0 && {
        MetricDefinitions: algorithm.metrics.map(({ name, regex }) => ({ Name: name.trim(), Regex: regex })),
      }),
    },
    RoleArn: algorithm.roleArn.trim(),
    InputDataConfig: data.channels.map(channel),
    OutputDataConfig: {
      ...data.keptOutput,
      S3OutputPath: data.outputPath.trim(),
      ...given('KmsKeyId', text(data.outputKms)),
    },
    ResourceConfig: {
      ...resources.keptResources,
      InstanceType: resources.instanceType,
      InstanceCount: toNumber(resources.instanceCount),
      VolumeSizeInGB: toNumber(resources.volumeGb),
      ...given('VolumeKmsKeyId', text(resources.volumeKms)),
    },
    StoppingCondition: {
      ...resources.keptStopping,
      MaxRuntimeInSeconds: toSeconds(resources.maxDuration),
      ...(resources.spot && { MaxWaitTimeInSeconds: toSeconds(resources.maxWait) }),
    },
    EnableNetworkIsolation: algorithm.networkIsolation,
    EnableManagedSpotTraining: resources.spot,
    ...(data.checkpointUri.trim() !== '' && {
      CheckpointConfig: {
        S3Uri: data.checkpointUri.trim(),
        ...given('LocalPath', text(data.checkpointPath)),
      },
    }),
  };
}

function channel(each: ChannelForm) {
  return {
    ...each.kept,
    ChannelName: each.name.trim(),
    DataSource: {
      S3DataSource: {
        ...each.keptSource,
        S3DataType: each.dataType,
        S3Uri: each.location.trim(),
        S3DataDistributionType: each.distribution,
      },
    },
    ...given('ContentType', text(each.contentType)),
    CompressionType: each.compression,
    RecordWrapperType: each.recordWrapper,
    ...given('InputMode', each.inputMode === '' ? undefined : each.inputMode),
  };
}

/** `{ [key]: value }`, or nothing for a field left blank. */
function given<K extends string, V>(key: K, value: V | undefined) {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
const text = (typed: string) => (typed.trim() === '' ? undefined : typed.trim());
const number = (typed: string) => (typed.trim() === '' ? undefined : toNumber(typed));
const seconds = (typed: Duration) => (typed.value.trim() === '' ? undefined : toSeconds(typed));
