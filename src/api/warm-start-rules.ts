/** V13: a warm start against the records of its parents (AWS guide on warm start; spec rules §9). */
import { tuningJobCan } from './can.ts';
import { definitionsOf, type TuningDefinition, type TuningJobForms } from './definitions.ts';
import type { Channel, HyperParameterTrainingJobDefinition } from './definition.ts';
import { sameName } from './errors.ts';
import { maxTrainingJobs } from './quotas.ts';
import { type Breach, breach, type Path } from './rules.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
} from './tuning-job.ts';
import { type Change, changesBetween, changesUsed, MOST_CHANGES, settingsOf } from './warm-start-changes.ts';

/** Every restriction that a parent can break. How many parents, the child's strategy and its single definition are rules of the request. */
export const WARM_START_RULES = [
  'ParentExists',
  'ParentEnded',
  'ParentCreated',
  'ParentSingleDefinition',
  'SameObjective',
  'SameHyperParameters',
  'SameTypes',
  'AtMostTenChanges',
  'SameFields',
  'SameData',
  'SameAlgorithm',
  'TrainingJobs',
] as const;
export type WarmStartRule = (typeof WARM_START_RULES)[number];

export interface BrokenRule {
  readonly rule: WarmStartRule;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What would mend it. */
  readonly fix: string;
  /** SageMaker's own text, where it is known word for word. */
  readonly service?: string;
}

/** What of a parent the rules read: a Describe response has it. */
export type Parent = TuningJobForms &
  Pick<
    DescribeHyperParameterTuningJobResponse,
    | 'HyperParameterTuningJobName'
    | 'HyperParameterTuningJobStatus'
    | 'CreationTime'
    | 'TrainingJobStatusCounters'
  >;

/** What of a child the rules read; a draft may not have its definition yet. */
export interface Child {
  readonly type: 'IdenticalDataAndAlgorithm' | 'TransferLearning';
  readonly strategy: string;
  /** MaxNumberOfTrainingJobs, where given. */
  readonly maxTrainingJobs: number | undefined;
  readonly own: TuningDefinition | undefined;
}

/** What the rules say of one parent. */
export interface Judgement {
  /** Empty: eligible, as far as the child is known. */
  readonly broken: readonly BrokenRule[];
  readonly changes: readonly Change[];
  /** Of the ten that are allowed. */
  readonly changesUsed: number;
}

/** Parents older than this are refused: 1 October 2018, in ms since 1970. */
const OLDEST_PARENT = Date.UTC(2018, 9, 1);

/** Holds a child against one parent. Without a definition, only what concerns the parent alone is checked. */
export function judgeParent(child: Child, parent: Parent): Judgement {
  const [theirs] = definitionsOf(parent);
  const changes = child.own && theirs ? changesBetween(theirs, child.own) : [];
  return {
    broken: [
      ...unfitParent(parent),
      ...(child.own && theirs ? differences(child, child.own, theirs, changes) : []),
      ...tooManyTrainingJobs(child, [parent]),
    ],
    changes,
    changesUsed: changesUsed(changes),
  };
}

/**
 * What stands against warm starting `request` (valid by its schema) from its parents. `parents`: the Describe
 * responses of the tuning jobs it names, in any order; one that is missing is reported. Empty when nothing is wrong.
 */
export function checkWarmStart(
  request: CreateHyperParameterTuningJobRequest,
  parents: readonly Parent[],
): Breach[] {
  const child = childOf(request);
  if (!child) return [];
  const named = request.WarmStartConfig?.ParentHyperParameterTuningJobs ?? [];
  const at = (i: number) => [
    'WarmStartConfig',
    'ParentHyperParameterTuningJobs',
    i,
    'HyperParameterTuningJobName',
  ];
  const found: Parent[] = [];
  const each = named.flatMap(({ HyperParameterTuningJobName: name = '' }, i) => {
    const parent = parents.find((job) => sameName(job.HyperParameterTuningJobName, name));
    if (!parent) return toBreaches(noParent(name), at(i));
    found.push(parent);
    return toBreaches(judgeParent(child, parent).broken, at(i));
  });
  return each.length > 0 ? each : toBreaches(tooManyTrainingJobs(child, found), at(named.length - 1));
}

/** What the rules read of a request; undefined without warm start. */
export function childOf(request: CreateHyperParameterTuningJobRequest): Child | undefined {
  const { WarmStartConfig, HyperParameterTuningJobConfig: config } = request;
  const [own] = definitionsOf(request);
  return (
    WarmStartConfig && {
      type: WarmStartConfig.WarmStartType,
      strategy: config.Strategy,
      maxTrainingJobs: config.ResourceLimits.MaxNumberOfTrainingJobs,
      own,
    }
  );
}

const toBreaches = (broken: readonly BrokenRule[], at: Path): Breach[] =>
  broken.flatMap(({ message, fix, service }) => breach('V13', at, `${message} ${fix}`, service));

const broke = (rule: WarmStartRule, message: string, fix: string, service?: string): BrokenRule[] => [
  { rule, message, fix, ...(service ? { service } : {}) },
];

const noParent = (name: string) =>
  broke(
    'ParentExists',
    `There is no tuning job ${name}.`,
    'Choose one from the list; a deleted one cannot be a parent.',
  );

function unfitParent(parent: Parent): BrokenRule[] {
  const { HyperParameterTuningJobName: name, HyperParameterTuningJobStatus: status } = parent;
  const ended = tuningJobCan.warmStart(status)
    ? []
    : broke(
        'ParentEnded',
        `${name} is ${status}: a parent has to be Completed, Stopped or Failed.`,
        'Wait for its end, or stop it.',
      );
  const created =
    parent.CreationTime.getTime() > OLDEST_PARENT
      ? []
      : broke(
          'ParentCreated',
          `${name} was created before October 2018 and cannot be a parent.`,
          'Run it once more and take the new one.',
        );
  const single =
    definitionsOf(parent).length === 1
      ? []
      : broke(
          'ParentSingleDefinition',
          `${name} has several training job definitions: a parent has one.`,
          'Take a tuning job with a single definition.',
        );
  return [...ended, ...created, ...single];
}

function differences(
  child: Child,
  own: TuningDefinition,
  theirs: TuningDefinition,
  changes: readonly Change[],
): BrokenRule[] {
  return [
    ...objectiveChanges(own, theirs),
    ...nameChanges(own, theirs),
    ...typeChanges(changes),
    ...changeCount(changes),
    ...fieldChanges(own.definition, theirs.definition),
    ...(child.type === 'IdenticalDataAndAlgorithm'
      ? dataAndAlgorithmChanges(own.definition, theirs.definition)
      : []),
  ];
}

function objectiveChanges({ objective: a }: TuningDefinition, { objective: b }: TuningDefinition) {
  if (a.MetricName === b.MetricName && a.Type === b.Type) return [];
  return broke(
    'SameObjective',
    `Parent and child need the same objective; the parent has ${b.Type} ${b.MetricName}.`,
    `Choose ${b.Type} ${b.MetricName}.`,
  );
}

/** Tuned and static together are the same names; which of the two each is may change. */
function nameChanges(own: TuningDefinition, theirs: TuningDefinition): BrokenRule[] {
  const [names, theirNames] = [settingsOf(own), settingsOf(theirs)];
  const added = [...names.keys()].filter((name) => !theirNames.has(name));
  const missing = [...theirNames.keys()].filter((name) => !names.has(name));
  if (added.length + missing.length === 0) return [];
  return broke(
    'SameHyperParameters',
    `Parent and child need the same hyperparameters; only one of them has ${[...added, ...missing].join(', ')}.`,
    [
      ...(missing.length > 0 ? [`Set or tune ${missing.join(', ')} as well.`] : []),
      ...(added.length > 0 ? [`Leave out ${added.join(', ')}.`] : []),
    ].join(' '),
    'The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs. Please ensure this set is constant when warm starting.',
  );
}

/** Integer, continuous and categorical stay what they are; static has no type of its own. */
function typeChanges(changes: readonly Change[]): BrokenRule[] {
  return changes
    .filter(({ from, to }) => from.kind !== to.kind && isTyped(from.kind) && isTyped(to.kind))
    .slice(0, 1)
    .flatMap(({ name, from }) =>
      broke(
        'SameTypes',
        `${name} is ${from.kind.toLowerCase()} in the parent; its type cannot change.`,
        `Tune ${name} as ${from.kind}, or make it static.`,
      ),
    );
}

const isTyped = (kind: string) => kind !== 'Static' && kind !== 'Auto';

function changeCount(changes: readonly Change[]): BrokenRule[] {
  const used = changesUsed(changes);
  if (used <= MOST_CHANGES) return [];
  const counted = changes.filter(({ counts }) => counts > 0).map(({ name }) => name);
  return broke(
    'AtMostTenChanges',
    `At most ${MOST_CHANGES} changes, two for each hyperparameter that becomes static or gets another static value; there are ${used}: ${counted.join(', ')}.`,
    'Give some of them the parent’s value or range.',
  );
}

/** Members of a definition that have to stay as they were; all others may change. */
const CONSTANT = [
  'Environment',
  'RetryStrategy',
  'EnableNetworkIsolation',
  'EnableInterContainerTrafficEncryption',
] as const satisfies readonly (keyof HyperParameterTrainingJobDefinition)[];

function fieldChanges(
  own: HyperParameterTrainingJobDefinition,
  theirs: HyperParameterTrainingJobDefinition,
): BrokenRule[] {
  const changed = CONSTANT.filter((member) => canonical(own[member]) !== canonical(theirs[member]));
  if (changed.length === 0) return [];
  return broke(
    'SameFields',
    `Parent and child need the same ${changed.join(', ')}.`,
    'Start from a clone of the parent.',
    'Only the following fields in TrainingJobDefinition are allowed to change: [algorithmSpecification, inputDataConfig, outputDataConfig, staticHyperParameters, roleArn, resourceConfig, stoppingCondition, vpcConfig, enableManagedSpotTraining, checkpointConfig].',
  );
}

/** Identical data and algorithm: the same channels, the same image but for its version. */
function dataAndAlgorithmChanges(
  own: HyperParameterTrainingJobDefinition,
  theirs: HyperParameterTrainingJobDefinition,
): BrokenRule[] {
  const algorithm = ({ AlgorithmSpecification: { TrainingImage, AlgorithmName } }: typeof own) =>
    AlgorithmName ?? TrainingImage?.replace(/(@sha256)?:[^/:]*$/, '');
  const fix = 'Choose Transfer learning, or go back to what the parent has.';
  return [
    ...(canonical(channels(own)) === canonical(channels(theirs))
      ? []
      : broke('SameData', 'Identical data and algorithm: the input channels differ from the parent’s.', fix)),
    ...(algorithm(own) === algorithm(theirs)
      ? []
      : broke(
          'SameAlgorithm',
          'Identical data and algorithm: the algorithm differs from the parent’s.',
          fix,
        )),
  ];
}

/** By name, with the values that stand for nothing said left out (spec api §3.3). */
const channels = ({ InputDataConfig = [] }: HyperParameterTrainingJobDefinition) =>
  InputDataConfig.map(({ CompressionType, RecordWrapperType, DataSource, ...rest }: Channel) => {
    const { S3DataDistributionType, ...source } = DataSource.S3DataSource ?? {};
    return {
      ...rest,
      CompressionType: CompressionType === 'None' ? undefined : CompressionType,
      RecordWrapperType: RecordWrapperType === 'None' ? undefined : RecordWrapperType,
      DataSource: {
        ...DataSource,
        S3DataSource: {
          ...source,
          S3DataDistributionType:
            S3DataDistributionType === 'FullyReplicated' ? undefined : S3DataDistributionType,
        },
      },
    };
  }).toSorted((a, b) => (a.ChannelName < b.ChannelName ? -1 : 1));

/** The parents' training jobs count against the most that one tuning job may launch (spec rules §9). */
function tooManyTrainingJobs(child: Child, parents: readonly Parent[]): BrokenRule[] {
  const most = maxTrainingJobs(child.strategy);
  const theirs = parents.reduce((sum, parent) => sum + trainingJobsOf(parent), 0);
  const own = child.maxTrainingJobs ?? 1;
  if (theirs + own <= most) return [];
  return broke(
    'TrainingJobs',
    `The training jobs of parents count too: ${theirs} of theirs and ${own} of its own are more than ${most}.`,
    theirs < most ? `Run at most ${most - theirs} training jobs.` : 'Take a smaller parent.',
  );
}

/** How many training jobs a tuning job launched: its counters add up to them (spec api §4.3). */
export const trainingJobsOf = ({ TrainingJobStatusCounters }: Pick<Parent, 'TrainingJobStatusCounters'>) =>
  Object.values(TrainingJobStatusCounters).reduce<number>((sum, count) => sum + (count ?? 0), 0);

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
