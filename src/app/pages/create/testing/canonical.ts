import type { Channel, HyperParameterTrainingJobDefinition } from '../../../../api/definition.ts';
import type { ParameterRanges } from '../../../../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../../../api/tuning-job.ts';
import { catalogHyperparameter } from '../algorithms.ts';

/**
 * A request in the one of several equal spellings that the wizard uses. What AWS lets one leave out is written down, or
 * the other way round: defaults (spec api §7), empty lists and maps, a list of one definition, Grid's number of
 * training jobs, and an empty value of a hyperparameter the algorithm knows.
 */
export function canonical(request: CreateHyperParameterTuningJobRequest): unknown {
  const { TrainingJobDefinition, TrainingJobDefinitions = [], Tags = [], ...rest } = request;
  const { HyperParameterTuningJobObjective, ParameterRanges, ...config } =
    request.HyperParameterTuningJobConfig;
  const definitions = TrainingJobDefinition
    ? [
        {
          DefinitionName: 'TrainingJobDefinition-1',
          TuningObjective: HyperParameterTuningJobObjective,
          HyperParameterRanges: ParameterRanges,
          ...TrainingJobDefinition,
        },
      ]
    : TrainingJobDefinitions;
  const { TuningJobCompletionCriteria: criteria = {} } = config;
  const { ConvergenceDetected, BestObjectiveNotImproving, ...target } = criteria;
  return withoutEmpty({
    ...rest,
    Tags,
    HyperParameterTuningJobConfig: {
      TrainingJobEarlyStoppingType: 'Off',
      ...config,
      ResourceLimits: {
        ...config.ResourceLimits,
        ...(config.Strategy === 'Grid' && { MaxNumberOfTrainingJobs: undefined }),
      },
      TuningJobCompletionCriteria: {
        ...target,
        BestObjectiveNotImproving,
        ...(ConvergenceDetected?.CompleteOnConvergence === 'Enabled' && { ConvergenceDetected }),
      },
    },
    Definitions: definitions.map(definition),
  });
}

function definition(given: HyperParameterTrainingJobDefinition) {
  const image = given.AlgorithmSpecification.TrainingImage ?? '';
  const fixed = Object.entries(given.StaticHyperParameters ?? {})
    .map(([key, value]) =>
      catalogHyperparameter(image, key) ? ([key, value.trim()] as const) : ([key, value] as const),
    )
    .filter(([key, value]) => value !== '' || !catalogHyperparameter(image, key));
  return {
    EnableNetworkIsolation: false,
    EnableManagedSpotTraining: false,
    ...given,
    ...(given.EnableInterContainerTrafficEncryption === false && {
      EnableInterContainerTrafficEncryption: undefined,
    }),
    // A list of pairs: how a map is ordered means nothing, and no key must vanish on the way.
    StaticHyperParameters: fixed.sort(([a], [b]) => (a < b ? -1 : 1)),
    Environment: Object.entries(given.Environment ?? {}),
    HyperParameterRanges: given.HyperParameterRanges && ranges(given.HyperParameterRanges),
    InputDataConfig: given.InputDataConfig?.map(channel),
    StoppingCondition: { MaxRuntimeInSeconds: 86_400, ...given.StoppingCondition },
  };
}

const scaled = <Range>(list: readonly Range[] = []) =>
  list.map((range) => ({ ScalingType: 'Auto', ...range }));

const ranges = (given: ParameterRanges) => ({
  ...given,
  IntegerParameterRanges: scaled(given.IntegerParameterRanges),
  ContinuousParameterRanges: scaled(given.ContinuousParameterRanges),
});

const channel = ({ DataSource, ...rest }: Channel) => ({
  CompressionType: 'None',
  RecordWrapperType: 'None',
  ...rest,
  DataSource: DataSource.S3DataSource
    ? { S3DataSource: { S3DataDistributionType: 'FullyReplicated', ...DataSource.S3DataSource } }
    : DataSource,
});

/** Without members that are absent or empty, at any depth. Arrays keep their items. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, member]) => [key, withoutEmpty(member)] as const)
    .filter(([, member]) => !isEmpty(member));
  return Object.fromEntries(entries);
}

const isEmpty = (value: unknown) =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
