import type { Path } from '../../../api/rules.ts';
import type { CreateForm } from './form.ts';
import { isSentStatic } from './to-request.ts';

/**
 * The field of the form that a path of the request came from: the way back from `toRequest`, so that one set of rules
 * in the contract serves the service and the form. A path inside something the form shows as one field leads to that
 * field; a path without any field leads to the `root` of its page, which the page shows at its top.
 */
export function locate(path: Path, form: CreateForm): string {
  const [head, second, ...rest] = path;
  if (head === 'TrainingJobDefinitions') {
    return typeof second === 'number' ? inDefinition(second, rest, form) : 'definitions.root';
  }
  if (head === 'TrainingJobDefinition') {
    return second === undefined ? 'definitions.root' : inDefinition(0, [second, ...rest], form);
  }
  if (head === 'HyperParameterTuningJobConfig') {
    if (second === 'HyperParameterTuningJobObjective')
      return inDefinition(0, ['TuningObjective', ...rest], form);
    if (second === 'ParameterRanges') return inDefinition(0, ['HyperParameterRanges', ...rest], form);
  }
  return lookUp(REQUEST, path) ?? 'settings.root';
}

function inDefinition(index: number, path: Path, form: CreateForm): string {
  if (form.definitions.length === 0) return 'definitions.root';
  const at = `definitions.${index}`;
  const row = hyperparameterField(path, form.definitions[index]?.algorithm.hyperparameters ?? []);
  return `${at}.${row ?? lookUp(DEFINITION, path) ?? 'algorithm.root'}`;
}

/** Rows of the hyperparameter table: static ones are found by name, the n-th range of a type by counting. */
function hyperparameterField(
  [head, second, third, field]: Path,
  rows: CreateForm['definitions'][number]['algorithm']['hyperparameters'],
): string | undefined {
  const place = (index: number, key: string) =>
    index < 0 ? undefined : `algorithm.hyperparameters.${index}.${key}`;
  if (head === 'StaticHyperParameters' && second !== undefined) {
    return place(
      rows.findIndex((row) => isSentStatic(row) && row.name.trim() === String(second)),
      'value',
    );
  }
  if (head !== 'HyperParameterRanges' || typeof third !== 'number') return undefined;
  const type = String(second).replace('ParameterRanges', '');
  const tuned = rows.flatMap((row, index) => (row.type === type ? [index] : []));
  return place(
    tuned[third] ?? -1,
    RANGE_FIELDS[String(field)] ?? (type === 'Categorical' ? 'values' : 'max'),
  );
}

const RANGE_FIELDS: Readonly<Record<string, string>> = {
  Name: 'name',
  MinValue: 'min',
  MaxValue: 'max',
  ScalingType: 'scaling',
  Values: 'values',
};

/** Path of the request (`*` is a place in a list) to field. The longest that starts the path counts. */
const REQUEST: Readonly<Record<string, string>> = {
  HyperParameterTuningJobName: 'settings.name',
  'HyperParameterTuningJobConfig.Strategy': 'settings.strategy',
  'HyperParameterTuningJobConfig.StrategyConfig': 'settings.strategy',
  'HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType': 'settings.earlyStopping',
  'HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs': 'limits.maxParallel',
  'HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs': 'limits.maxJobs',
  'HyperParameterTuningJobConfig.ResourceLimits.MaxRuntimeInSeconds': 'limits.maxRuntime',
  'HyperParameterTuningJobConfig.RandomSeed': 'limits.seed',
  Tags: 'settings.tags.root',
  'Tags.*.Key': 'settings.tags.*.key',
  'Tags.*.Value': 'settings.tags.*.value',
};

const DEFINITION: Readonly<Record<string, string>> = {
  DefinitionName: 'algorithm.name',
  RoleArn: 'algorithm.roleArn',
  EnableNetworkIsolation: 'algorithm.networkIsolation',
  AlgorithmSpecification: 'algorithm.image',
  'AlgorithmSpecification.TrainingInputMode': 'algorithm.inputMode',
  'AlgorithmSpecification.MetricDefinitions': 'algorithm.metrics.root',
  'AlgorithmSpecification.MetricDefinitions.*.Name': 'algorithm.metrics.*.name',
  'AlgorithmSpecification.MetricDefinitions.*.Regex': 'algorithm.metrics.*.regex',
  TuningObjective: 'algorithm.objectiveMetric',
  'TuningObjective.Type': 'algorithm.objectiveType',
  HyperParameterRanges: 'algorithm.hyperparameters.root',
  StaticHyperParameters: 'algorithm.hyperparameters.root',
  InputDataConfig: 'data.channels.root',
  'InputDataConfig.*': 'data.channels.*.location',
  'InputDataConfig.*.ChannelName': 'data.channels.*.name',
  'InputDataConfig.*.DataSource.S3DataSource.S3DataType': 'data.channels.*.dataType',
  'InputDataConfig.*.DataSource.S3DataSource.S3DataDistributionType': 'data.channels.*.distribution',
  'InputDataConfig.*.ContentType': 'data.channels.*.contentType',
  'InputDataConfig.*.CompressionType': 'data.channels.*.compression',
  'InputDataConfig.*.RecordWrapperType': 'data.channels.*.recordWrapper',
  'InputDataConfig.*.InputMode': 'data.channels.*.inputMode',
  OutputDataConfig: 'data.outputPath',
  'OutputDataConfig.KmsKeyId': 'data.outputKms',
  CheckpointConfig: 'data.checkpointUri',
  'CheckpointConfig.LocalPath': 'data.checkpointPath',
  ResourceConfig: 'resources.instanceType',
  'ResourceConfig.InstanceCount': 'resources.instanceCount',
  'ResourceConfig.VolumeSizeInGB': 'resources.volumeGb',
  'ResourceConfig.VolumeKmsKeyId': 'resources.volumeKms',
  StoppingCondition: 'resources.maxDuration',
  'StoppingCondition.MaxWaitTimeInSeconds': 'resources.maxWait',
  EnableManagedSpotTraining: 'resources.spot',
};

function lookUp(table: Readonly<Record<string, string>>, path: Path): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const start = path.slice(0, length);
    const found = table[start.map((key) => (typeof key === 'number' ? '*' : key)).join('.')];
    if (found === undefined) continue;
    const places = start.filter((key) => typeof key === 'number');
    return found.replace(/\*/g, () => String(places.shift()));
  }
  return undefined;
}
