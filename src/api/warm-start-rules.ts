/** V13: a warm start against the records of its parents (AWS guide on warm start; spec rules §9). */
import { tuningJobCan } from './can.ts';
import { definitionsOf, type TuningDefinition } from './definitions.ts';
import { sameName } from './errors.ts';
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import type { ParameterRanges } from './parameter-ranges.ts';
import { type Breach, breach, type Path } from './rules.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
} from './tuning-job.ts';

/** Parents older than this are refused: 1 October 2018, in ms since 1970. */
const OLDEST_PARENT = Date.UTC(2018, 9, 1);
const MOST_CHANGES = 10;

/**
 * What stands against warm starting `request` (valid by its schema) from its parents. `parents`: the Describe
 * responses of the tuning jobs it names, in any order; one that is missing is reported. Empty when nothing is wrong.
 */
export function checkWarmStart(
  request: CreateHyperParameterTuningJobRequest,
  parents: readonly DescribeHyperParameterTuningJobResponse[],
): Breach[] {
  const { WarmStartConfig } = request;
  const [own] = definitionsOf(request);
  if (!WarmStartConfig || !own) return [];
  return WarmStartConfig.ParentHyperParameterTuningJobs.flatMap(
    ({ HyperParameterTuningJobName: name = '' }, i) => {
      const at = ['WarmStartConfig', 'ParentHyperParameterTuningJobs', i, 'HyperParameterTuningJobName'];
      const parent = parents.find((job) => sameName(job.HyperParameterTuningJobName, name));
      if (!parent) return breach('V13', at, `There is no tuning job ${name}.`);
      const unfit = unfitParent(parent, at);
      const [theirs] = definitionsOf(parent);
      if (unfit.length > 0 || !theirs) return unfit;
      return [
        ...objectiveChanges(own, theirs, at),
        ...hyperParameterChanges(own, theirs, at),
        ...definitionChanges(own.definition, theirs.definition, at),
        ...(WarmStartConfig.WarmStartType === 'IdenticalDataAndAlgorithm'
          ? dataAndAlgorithmChanges(own.definition, theirs.definition, at)
          : []),
      ];
    },
  );
}

function unfitParent(parent: DescribeHyperParameterTuningJobResponse, at: Path): Breach[] {
  const { HyperParameterTuningJobName: name, HyperParameterTuningJobStatus: status } = parent;
  if (!tuningJobCan.warmStart(status)) {
    return breach('V13', at, `${name} is ${status}: a parent has to be Completed, Stopped or Failed.`);
  }
  if (parent.CreationTime.getTime() <= OLDEST_PARENT) {
    return breach('V13', at, `${name} was created before October 2018 and cannot be a parent.`);
  }
  return definitionsOf(parent).length > 1
    ? breach('V13', at, `${name} has several training job definitions: a parent has one.`)
    : [];
}

function objectiveChanges(own: TuningDefinition, theirs: TuningDefinition, at: Path): Breach[] {
  const { objective: a } = own;
  const { objective: b } = theirs;
  if (a.MetricName === b.MetricName && a.Type === b.Type) return [];
  return breach(
    'V13',
    at,
    `Parent and child need the same objective; the parent has ${b.Type} ${b.MetricName}.`,
  );
}

type Kind = 'integer' | 'continuous' | 'categorical';

/** Kind of every tuned hyperparameter, by name. */
function tunedKinds(ranges: ParameterRanges): Map<string, Kind> {
  return new Map<string, Kind>([
    ...(ranges.IntegerParameterRanges ?? []).map(({ Name }) => [Name, 'integer'] as const),
    ...(ranges.ContinuousParameterRanges ?? []).map(({ Name }) => [Name, 'continuous'] as const),
    ...(ranges.CategoricalParameterRanges ?? []).map(({ Name }) => [Name, 'categorical'] as const),
  ]);
}

/** Static hyperparameters but for the service's own (`_…`), which Describe adds. */
function staticValues(definition: HyperParameterTrainingJobDefinition): Map<string, string> {
  const entries = Object.entries(definition.StaticHyperParameters ?? {});
  return new Map(entries.filter(([name]) => !name.startsWith('_')));
}

/** The same names, the same kinds, at most ten changes: tunable made static, or another static value. */
function hyperParameterChanges(own: TuningDefinition, theirs: TuningDefinition, at: Path): Breach[] {
  const [tuned, wereTuned] = [tunedKinds(own.ranges), tunedKinds(theirs.ranges)];
  const [fixed, wereFixed] = [staticValues(own.definition), staticValues(theirs.definition)];
  const names = new Set([...tuned.keys(), ...fixed.keys()]);
  const theirNames = new Set([...wereTuned.keys(), ...wereFixed.keys()]);
  const differ = [...names, ...theirNames].filter((name) => !names.has(name) || !theirNames.has(name));
  if (differ.length > 0) {
    return breach(
      'V13',
      at,
      `Parent and child need the same hyperparameters; only one of them has ${differ.join(', ')}.`,
      'The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs. Please ensure this set is constant when warm starting.',
    );
  }
  const retyped = [...tuned].find(([name, kind]) => (wereTuned.get(name) ?? kind) !== kind);
  if (retyped) {
    return breach(
      'V13',
      at,
      `${retyped[0]} is ${wereTuned.get(retyped[0])} in the parent; its type cannot change.`,
    );
  }
  const changes = [...fixed].filter(([name, value]) => wereFixed.get(name) !== value).length;
  if (changes <= MOST_CHANGES) return [];
  return breach(
    'V13',
    at,
    `At most ${MOST_CHANGES} hyperparameters may become static or change value; ${changes} do.`,
  );
}

/** Members of a definition that have to stay as they were; all others may change. */
const CONSTANT = [
  'Environment',
  'RetryStrategy',
  'EnableNetworkIsolation',
  'EnableInterContainerTrafficEncryption',
] as const satisfies readonly (keyof HyperParameterTrainingJobDefinition)[];

function definitionChanges(
  own: HyperParameterTrainingJobDefinition,
  theirs: HyperParameterTrainingJobDefinition,
  at: Path,
): Breach[] {
  const changed = CONSTANT.filter((member) => canonical(own[member]) !== canonical(theirs[member]));
  if (changed.length === 0) return [];
  return breach(
    'V13',
    at,
    `Parent and child need the same ${changed.join(', ')}.`,
    'Only the following fields in TrainingJobDefinition are allowed to change: [algorithmSpecification, inputDataConfig, outputDataConfig, staticHyperParameters, roleArn, resourceConfig, stoppingCondition, vpcConfig, enableManagedSpotTraining, checkpointConfig].',
  );
}

/** Identical data and algorithm: the same channels, the same image but for its version. */
function dataAndAlgorithmChanges(
  own: HyperParameterTrainingJobDefinition,
  theirs: HyperParameterTrainingJobDefinition,
  at: Path,
): Breach[] {
  const algorithm = ({ AlgorithmSpecification: { TrainingImage, AlgorithmName } }: typeof own) =>
    AlgorithmName ?? TrainingImage?.replace(/(@sha256)?:[^/:]*$/, '');
  return [
    ...(canonical(own.InputDataConfig) === canonical(theirs.InputDataConfig)
      ? []
      : breach('V13', at, 'Identical data and algorithm: the input channels differ from the parent’s.')),
    ...(algorithm(own) === algorithm(theirs)
      ? []
      : breach('V13', at, 'Identical data and algorithm: the algorithm differs from the parent’s.')),
  ];
}

/** Equal for equal content: keys sorted, and what is off, empty or absent left out. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (inner === false) return undefined;
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      const entries = Object.entries(inner).filter(([, member]) => member !== undefined && member !== false);
      return entries.length === 0
        ? undefined
        : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}
