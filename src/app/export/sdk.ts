import type { Channel, HyperParameterTrainingJobDefinition } from '../../api/definition.ts';
import { definitionsOf as formsOf } from '../../api/definitions.ts';
import type { ParameterRanges } from '../../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { identifier, membersOf, python, pythonBlock, pythonText } from './literals.ts';
import type { Exported } from './terraform.ts';

/** One keyword of a call; undefined leaves it out. */
type Keyword = readonly [name: string, value: string | undefined];

/** Collects what the program imports, by module. */
type Imports = Map<string, Set<string>>;

const call = (what: string, keywords: readonly Keyword[], depth = 0): string =>
  pythonBlock(
    `${what}(`,
    keywords.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])),
    ')',
    depth,
  );

const given = (value: unknown, depth = 1): string | undefined =>
  value === undefined ? undefined : python(value, depth);

/**
 * A program for the SageMaker Python SDK, version 2: HyperparameterTuner for one definition, HyperparameterTuner.create for
 * several (spec seeds S2.41–S2.46).
 */
export function sagemakerSdk(request: CreateHyperParameterTuningJobRequest): Exported {
  const imports: Imports = new Map();
  const imported = (module: string, name: string) => {
    imports.set(module, (imports.get(module) ?? new Set()).add(name));
    return name;
  };
  const missing: string[] = [];
  const forms = formsOf(request);
  const several = request.TrainingJobDefinitions !== undefined;
  const taken = new Set<string>();
  const parts = forms.map(({ definition, objective, ranges }, index) => {
    const name = definition.DefinitionName ?? `definition-${index + 1}`;
    const variable = several ? identifier(name, taken) : 'estimator';
    taken.add(variable);
    missing.push(...unsaid(definition, several ? `${name}.` : ''));
    if (!several && definition.DefinitionName !== undefined) missing.push('DefinitionName');
    return { name, variable, definition, objective, ranges };
  });
  const types = new Set(parts.map(({ objective }) => objective.Type));
  if (types.size > 1) missing.push('TuningObjective.Type: create() takes one objective_type for all');

  const estimators = parts.map(
    ({ variable, definition, ranges }) => `${variable} = ${estimator(definition, ranges, imported)}\n`,
  );
  const { HyperParameterTuningJobConfig: config, Autotune } = request;
  const dict = (value: (part: (typeof parts)[number]) => string | undefined) => {
    const entries = parts.flatMap((part) => {
      const text = value(part);
      return text === undefined ? [] : [`${pythonText(part.name)}: ${text}`];
    });
    return entries.length === 0 ? undefined : pythonBlock('{', entries, '}', 1);
  };
  const keep = (part: (typeof parts)[number]) =>
    Autotune ? python(Object.keys(part.definition.StaticHyperParameters ?? {}), 2) : undefined;
  const [one] = parts;
  const shared: Keyword[] = [
    ['strategy', pythonText(config.Strategy)],
    ['strategy_config', strategyConfig(request, imported)],
    ['objective_type', one && pythonText(one.objective.Type)],
    ['max_jobs', given(config.ResourceLimits.MaxNumberOfTrainingJobs)],
    ['max_parallel_jobs', given(config.ResourceLimits.MaxParallelTrainingJobs)],
    ['max_runtime_in_seconds', given(config.ResourceLimits.MaxRuntimeInSeconds)],
    ['completion_criteria_config', completion(request, imported)],
    ['early_stopping_type', pythonText(config.TrainingJobEarlyStoppingType ?? 'Off')],
    ['warm_start_config', warmStart(request, imported)],
    ['random_seed', given(config.RandomSeed)],
    ['autotune', Autotune && 'True'],
    ['tags', given(request.Tags)],
  ];
  const tunerClass = imported('sagemaker.tuner', 'HyperparameterTuner');
  const tuner = several
    ? call(`${tunerClass}.create`, [
        ['estimator_dict', dict(({ variable }) => variable)],
        ['objective_metric_name_dict', dict(({ objective }) => pythonText(objective.MetricName))],
        ['hyperparameter_ranges_dict', dict(({ ranges }) => rangesOf(ranges, imported, 2))],
        [
          'metric_definitions_dict',
          dict(({ definition }) => given(definition.AlgorithmSpecification.MetricDefinitions, 2)),
        ],
        ['hyperparameters_to_keep_static_dict', dict(keep)],
        ...shared,
      ])
    : call(tunerClass, [
        ['estimator', 'estimator'],
        ['objective_metric_name', one && pythonText(one.objective.MetricName)],
        ['hyperparameter_ranges', rangesOf(one?.ranges, imported, 1)],
        ['metric_definitions', given(one?.definition.AlgorithmSpecification.MetricDefinitions)],
        ['hyperparameters_to_keep_static', one && keep(one)],
        ...shared,
      ]);
  const override = overrides(parts, several, imported);
  const inputs = several
    ? (dict(({ definition }) => channels(definition.InputDataConfig, imported, 2)) ?? '{}')
    : channels(one?.definition.InputDataConfig, imported, 1);
  const fit = call('tuner.fit', [
    ['inputs', inputs],
    ['job_name', pythonText(request.HyperParameterTuningJobName)],
    ['wait', 'False'],
  ]);
  const header = [...imports]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, names]) =>
      names.size > 3
        ? `from ${module} import ${pythonBlock('(', [...names].toSorted(), ')')}`
        : `from ${module} import ${[...names].toSorted().join(', ')}`,
    );
  return {
    text: [
      '# SageMaker Python SDK, version 2: pip install "sagemaker<3"',
      ...header,
      '',
      ...estimators,
      `tuner = ${tuner}\n`,
      ...(override === undefined ? [] : [`${override}\n`]),
      fit,
      '',
    ].join('\n'),
    missing,
  };
}

type Imported = (module: string, name: string) => string;

/** Members without a counterpart in the SDK. */
function unsaid(definition: HyperParameterTrainingJobDefinition, at: string): string[] {
  const { ResourceConfig, HyperParameterTuningResourceConfig, StoppingCondition } = definition;
  const found = [
    ResourceConfig?.InstancePlacementConfig && 'ResourceConfig.InstancePlacementConfig',
    HyperParameterTuningResourceConfig?.AllocationStrategy &&
      'HyperParameterTuningResourceConfig.AllocationStrategy',
    StoppingCondition.MaxPendingTimeInSeconds && 'StoppingCondition.MaxPendingTimeInSeconds',
    ...(definition.InputDataConfig ?? []).flatMap(({ ChannelName, DataSource }) => [
      DataSource.DatasetSource && `InputDataConfig.${ChannelName}.DataSource.DatasetSource`,
      DataSource.S3DataSource?.ModelAccessConfig && `InputDataConfig.${ChannelName}.ModelAccessConfig`,
      DataSource.S3DataSource?.HubAccessConfig && `InputDataConfig.${ChannelName}.HubAccessConfig`,
    ]),
  ];
  return found.flatMap((each) => (typeof each === 'string' ? [at + each] : []));
}

function estimator(
  definition: HyperParameterTrainingJobDefinition,
  ranges: ParameterRanges | undefined,
  imported: Imported,
): string {
  const { AlgorithmSpecification: algorithm, OutputDataConfig: output, StoppingCondition: stop } = definition;
  const resources = definition.ResourceConfig ?? definition.HyperParameterTuningResourceConfig;
  const first = definition.HyperParameterTuningResourceConfig?.InstanceConfigs?.[0];
  // Autotune reads the values to search around from the estimator.
  const hints = (ranges?.AutoParameters ?? []).map(({ Name, ValueHint }) => [Name, ValueHint] as const);
  const hyperparameters = Object.fromEntries([
    ...Object.entries(definition.StaticHyperParameters ?? {}),
    ...hints,
  ]);
  const groups = definition.ResourceConfig?.InstanceGroups?.map(
    ({ InstanceGroupName, InstanceType, InstanceCount }) =>
      `${imported('sagemaker.instance_group', 'InstanceGroup')}(${pythonText(InstanceGroupName)}, ${pythonText(InstanceType)}, ${InstanceCount})`,
  );
  const isResource = algorithm.AlgorithmName !== undefined;
  const what = isResource
    ? imported('sagemaker.algorithm', 'AlgorithmEstimator')
    : imported('sagemaker.estimator', 'Estimator');
  return call(what, [
    isResource
      ? ['algorithm_arn', given(algorithm.AlgorithmName)]
      : ['image_uri', given(algorithm.TrainingImage)],
    ['role', pythonText(definition.RoleArn)],
    ['instance_count', given(resources?.InstanceCount ?? first?.InstanceCount)],
    ['instance_type', given(resources?.InstanceType ?? first?.InstanceType)],
    ['instance_groups', groups && pythonBlock('[', groups, ']', 1)],
    ['volume_size', given(resources?.VolumeSizeInGB ?? first?.VolumeSizeInGB)],
    ['volume_kms_key', given(resources?.VolumeKmsKeyId)],
    ['keep_alive_period_in_seconds', given(definition.ResourceConfig?.KeepAlivePeriodInSeconds)],
    ['training_plan', given(definition.ResourceConfig?.TrainingPlanArn)],
    ['input_mode', pythonText(algorithm.TrainingInputMode)],
    ['output_path', pythonText(output.S3OutputPath)],
    ['output_kms_key', given(output.KmsKeyId)],
    ['disable_output_compression', output.CompressionType === 'NONE' ? 'True' : undefined],
    ['max_run', given(stop.MaxRuntimeInSeconds)],
    ['use_spot_instances', given(definition.EnableManagedSpotTraining)],
    ['max_wait', given(stop.MaxWaitTimeInSeconds)],
    ['max_retry_attempts', given(definition.RetryStrategy?.MaximumRetryAttempts)],
    ['checkpoint_s3_uri', given(definition.CheckpointConfig?.S3Uri)],
    ['checkpoint_local_path', given(definition.CheckpointConfig?.LocalPath)],
    ['subnets', given(definition.VpcConfig?.Subnets)],
    ['security_group_ids', given(definition.VpcConfig?.SecurityGroupIds)],
    ['enable_network_isolation', given(definition.EnableNetworkIsolation)],
    ['encrypt_inter_container_traffic', given(definition.EnableInterContainerTrafficEncryption)],
    ['environment', given(definition.Environment)],
    ['hyperparameters', python(hyperparameters, 1)],
  ]);
}

/** A bound as a number, so that the SDK knows an integer from a decimal; what does not read stays text. */
const bound = (text: string): string =>
  /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text.trim()) ? text.trim() : pythonText(text);

function rangesOf(ranges: ParameterRanges | undefined, imported: Imported, depth: number): string {
  const scaled = (ScalingType: string | undefined) =>
    ScalingType === undefined ? '' : `, scaling_type=${pythonText(ScalingType)}`;
  const numeric = (kind: string, list: ParameterRanges['IntegerParameterRanges'] = []) =>
    list.map(
      ({ Name, MinValue, MaxValue, ScalingType }) =>
        `${pythonText(Name)}: ${imported('sagemaker.tuner', kind)}(${bound(MinValue)}, ${bound(MaxValue)}${scaled(ScalingType)})`,
    );
  const lines = [
    ...numeric('IntegerParameter', ranges?.IntegerParameterRanges),
    ...numeric('ContinuousParameter', ranges?.ContinuousParameterRanges),
    ...(ranges?.CategoricalParameterRanges ?? []).map(
      ({ Name, Values }) =>
        `${pythonText(Name)}: ${imported('sagemaker.tuner', 'CategoricalParameter')}([${Values.map(pythonText).join(', ')}])`,
    ),
  ];
  return pythonBlock('{', lines, '}', depth);
}

function strategyConfig(
  request: CreateHyperParameterTuningJobRequest,
  imported: Imported,
): string | undefined {
  const hyperband = request.HyperParameterTuningJobConfig.StrategyConfig?.HyperbandStrategyConfig;
  if (!hyperband) return undefined;
  const inner = [
    hyperband.MaxResource === undefined ? 'max_resource=None' : `max_resource=${hyperband.MaxResource}`,
    hyperband.MinResource === undefined ? 'min_resource=None' : `min_resource=${hyperband.MinResource}`,
  ].join(', ');
  return `${imported('sagemaker.tuner', 'StrategyConfig')}(hyperband_strategy_config=${imported('sagemaker.tuner', 'HyperbandStrategyConfig')}(${inner}))`;
}

function completion(request: CreateHyperParameterTuningJobRequest, imported: Imported): string | undefined {
  const criteria = request.HyperParameterTuningJobConfig.TuningJobCompletionCriteria;
  if (!criteria || membersOf(criteria).length === 0) return undefined;
  return call(
    imported('sagemaker.tuner', 'TuningJobCompletionCriteriaConfig'),
    [
      ['target_objective_metric_value', given(criteria.TargetObjectiveMetricValue)],
      [
        'max_number_of_training_jobs_not_improving',
        given(criteria.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving),
      ],
      [
        'complete_on_convergence',
        criteria.ConvergenceDetected &&
          (criteria.ConvergenceDetected.CompleteOnConvergence === 'Enabled' ? 'True' : 'False'),
      ],
    ],
    1,
  );
}

function warmStart(request: CreateHyperParameterTuningJobRequest, imported: Imported): string | undefined {
  const config = request.WarmStartConfig;
  if (!config) return undefined;
  const type =
    config.WarmStartType === 'TransferLearning' ? 'TRANSFER_LEARNING' : 'IDENTICAL_DATA_AND_ALGORITHM';
  const parents = config.ParentHyperParameterTuningJobs.map(({ HyperParameterTuningJobName }) =>
    python(HyperParameterTuningJobName),
  );
  return call(
    imported('sagemaker.tuner', 'WarmStartConfig'),
    [
      ['warm_start_type', `${imported('sagemaker.tuner', 'WarmStartTypes')}.${type}`],
      ['parents', `{${parents.join(', ')}}`],
    ],
    1,
  );
}

/** Flexible instances: a list of types to choose from, which an estimator has no place for. */
function overrides(
  parts: readonly { readonly name: string; readonly definition: HyperParameterTrainingJobDefinition }[],
  several: boolean,
  imported: Imported,
): string | undefined {
  const lists = parts.flatMap(({ name, definition }) => {
    const configs = definition.HyperParameterTuningResourceConfig?.InstanceConfigs;
    if (!configs) return [];
    const items = configs.map(
      ({ InstanceCount, InstanceType, VolumeSizeInGB }) =>
        `${imported('sagemaker.tuner', 'InstanceConfig')}(instance_count=${InstanceCount}, instance_type=${pythonText(InstanceType)}, volume_size=${VolumeSizeInGB})`,
    );
    return [{ name, items }];
  });
  const [first] = lists;
  if (!first) return undefined;
  const value = several
    ? pythonBlock(
        '{',
        lists.map(({ name, items }) => `${pythonText(name)}: ${pythonBlock('[', items, ']', 1)}`),
        '}',
      )
    : pythonBlock('[', first.items, ']');
  return `tuner.override_resource_config(${value})`;
}

function channels(list: readonly Channel[] | undefined, imported: Imported, depth: number): string {
  const lines = (list ?? []).flatMap((channel) => {
    const { S3DataSource: s3, FileSystemDataSource: fs } = channel.DataSource;
    const name = `${pythonText(channel.ChannelName)}: `;
    if (fs) {
      const input = call(
        imported('sagemaker.inputs', 'FileSystemInput'),
        [
          ['file_system_id', pythonText(fs.FileSystemId)],
          ['file_system_type', pythonText(fs.FileSystemType)],
          ['directory_path', pythonText(fs.DirectoryPath)],
          ['file_system_access_mode', pythonText(fs.FileSystemAccessMode)],
          ['content_type', given(channel.ContentType)],
        ],
        depth + 1,
      );
      return [name + input];
    }
    if (!s3) return [];
    const seed = channel.ShuffleConfig?.Seed;
    const input = call(
      imported('sagemaker.inputs', 'TrainingInput'),
      [
        ['s3_data', pythonText(s3.S3Uri)],
        ['s3_data_type', pythonText(s3.S3DataType)],
        ['distribution', given(s3.S3DataDistributionType)],
        ['content_type', given(channel.ContentType)],
        ['compression', given(channel.CompressionType)],
        ['record_wrapping', given(channel.RecordWrapperType)],
        ['input_mode', given(channel.InputMode)],
        ['attribute_names', given(s3.AttributeNames)],
        ['instance_groups', given(s3.InstanceGroupNames)],
        [
          'shuffle_config',
          seed === undefined ? undefined : `${imported('sagemaker.inputs', 'ShuffleConfig')}(${seed})`,
        ],
      ],
      depth + 1,
    );
    return [name + input];
  });
  return pythonBlock('{', lines, '}', depth);
}
