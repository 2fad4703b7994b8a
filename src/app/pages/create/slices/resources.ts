import { z } from 'zod';
import type { HyperParameterTrainingJobDefinition, ResourceConfig } from '../../../../api/definition.ts';
import { Duration, fromOptionalSeconds, fromSeconds, toSeconds } from '../duration.ts';
import { toNumber } from '../text.ts';
import { given, numeral, someOf, typedNumber, typedSeconds, typedText } from './optional.ts';

const text = z.string();

/** Instances and time of each training job. */
export const Resources = z.object({
  /** One instance type; groups of instances of one training job; or types to try in order (the last two: API only). */
  kind: z.enum(['one', 'groups', 'alternatives']),
  instanceType: text,
  instanceCount: text,
  volumeGb: text,
  volumeKms: text,
  groups: z.array(z.object({ name: text, type: text, count: text })),
  alternatives: z.array(z.object({ type: text, count: text, volume: text })),
  /** Send AllocationStrategy Prioritized. */
  prioritized: z.boolean(),
  keepAlive: text,
  trainingPlan: text,
  spot: z.boolean(),
  maxWait: Duration,
  maxDuration: Duration,
  /** Blank: no limit. API only. */
  maxPending: Duration,
  /** Whether training jobs may share the UltraServers of a training plan; blank: nothing is said. API only, as the next. */
  multipleJobs: z.enum(['', 'yes', 'no']),
  /** How many instances on which UltraServer; a blank name leaves it to the service. */
  placements: z.array(z.object({ server: text, count: text })),
});
export type Resources = z.infer<typeof Resources>;

const DAY = 86_400;

export const blankResources = (instanceType: string): Resources => ({
  kind: 'one',
  instanceType,
  instanceCount: '1',
  volumeGb: '10',
  volumeKms: '',
  groups: [],
  alternatives: [],
  prioritized: false,
  keepAlive: '',
  trainingPlan: '',
  spot: false,
  maxWait: fromSeconds(DAY),
  maxDuration: fromSeconds(DAY),
  maxPending: fromOptionalSeconds(undefined),
  multipleJobs: '',
  placements: [],
});

export function writeResources(resources: Resources) {
  return {
    ...instances(resources),
    StoppingCondition: {
      MaxRuntimeInSeconds: toSeconds(resources.maxDuration),
      ...(resources.spot && { MaxWaitTimeInSeconds: toSeconds(resources.maxWait) }),
      ...given('MaxPendingTimeInSeconds', typedSeconds(resources.maxPending)),
    },
    EnableManagedSpotTraining: resources.spot,
  };
}

function instances(resources: Resources) {
  const key = given('VolumeKmsKeyId', typedText(resources.volumeKms));
  const volume = given('VolumeSizeInGB', typedNumber(resources.volumeGb));
  const one = {
    InstanceType: resources.instanceType,
    InstanceCount: toNumber(resources.instanceCount),
    ...volume,
    ...key,
  };
  const order = resources.prioritized ? { AllocationStrategy: 'Prioritized' as const } : {};
  if (resources.kind === 'alternatives') {
    const InstanceConfigs = resources.alternatives.map(({ type, count, volume: size }) => ({
      InstanceType: type,
      InstanceCount: toNumber(count),
      VolumeSizeInGB: toNumber(size),
    }));
    return { HyperParameterTuningResourceConfig: { InstanceConfigs, ...key, ...order } };
  }
  if (resources.kind === 'one' && resources.prioritized) {
    return { HyperParameterTuningResourceConfig: { ...one, ...order } };
  }
  const InstanceGroups = resources.groups.map(({ name, type, count }) => ({
    InstanceGroupName: name.trim(),
    InstanceType: type,
    InstanceCount: toNumber(count),
  }));
  return {
    ResourceConfig: {
      ...(resources.kind === 'one' ? one : { InstanceGroups, ...volume, ...key }),
      ...given('KeepAlivePeriodInSeconds', typedNumber(resources.keepAlive)),
      ...given('TrainingPlanArn', typedText(resources.trainingPlan)),
      ...placement(resources),
    },
  };
}

function placement({ multipleJobs, placements }: Resources) {
  if (multipleJobs === '' && placements.length === 0) return {};
  return {
    InstancePlacementConfig: {
      ...(multipleJobs !== '' && { EnableMultipleJobs: multipleJobs === 'yes' }),
      ...given(
        'PlacementSpecifications',
        someOf(
          placements.map(({ server, count }) => ({
            ...given('UltraServerId', typedText(server)),
            InstanceCount: toNumber(count),
          })),
        ),
      ),
    },
  };
}

type Members = Pick<
  HyperParameterTrainingJobDefinition,
  'ResourceConfig' | 'HyperParameterTuningResourceConfig' | 'StoppingCondition' | 'EnableManagedSpotTraining'
>;

/**
 * The service itself answers with ResourceConfig whichever of the two was sent (spec api §6); the other is sent again
 * only where it says what ResourceConfig cannot.
 */
export function readResources(definition: Members): Resources {
  const { InstanceConfigs, AllocationStrategy, ...tuning } =
    definition.HyperParameterTuningResourceConfig ?? {};
  const {
    InstanceType,
    InstanceCount,
    VolumeSizeInGB,
    VolumeKmsKeyId = '',
    KeepAlivePeriodInSeconds,
    TrainingPlanArn = '',
    InstanceGroups = [],
    InstancePlacementConfig: { EnableMultipleJobs, PlacementSpecifications = [] } = {},
  }: ResourceConfig = definition.ResourceConfig ?? tuning;
  const {
    MaxRuntimeInSeconds = DAY,
    MaxWaitTimeInSeconds,
    MaxPendingTimeInSeconds,
  } = definition.StoppingCondition;
  return {
    kind: InstanceConfigs ? 'alternatives' : InstanceGroups.length > 0 ? 'groups' : 'one',
    instanceType: InstanceType ?? '',
    instanceCount: numeral(InstanceCount),
    volumeGb: numeral(VolumeSizeInGB),
    volumeKms: VolumeKmsKeyId,
    groups: InstanceGroups.map((group) => ({
      name: group.InstanceGroupName,
      type: group.InstanceType,
      count: numeral(group.InstanceCount),
    })),
    alternatives: (InstanceConfigs ?? []).map((each) => ({
      type: each.InstanceType,
      count: numeral(each.InstanceCount),
      volume: numeral(each.VolumeSizeInGB),
    })),
    prioritized: AllocationStrategy !== undefined,
    keepAlive: numeral(KeepAlivePeriodInSeconds),
    trainingPlan: TrainingPlanArn,
    spot: definition.EnableManagedSpotTraining ?? false,
    maxWait: fromSeconds(MaxWaitTimeInSeconds ?? MaxRuntimeInSeconds),
    maxDuration: fromSeconds(MaxRuntimeInSeconds),
    maxPending: fromOptionalSeconds(MaxPendingTimeInSeconds),
    multipleJobs: EnableMultipleJobs === undefined ? '' : EnableMultipleJobs ? 'yes' : 'no',
    placements: PlacementSpecifications.map(({ UltraServerId = '', InstanceCount: count }) => ({
      server: UltraServerId,
      count: numeral(count),
    })),
  };
}

const instanceFields = (member: string) => ({
  [member]: 'instanceType',
  [`${member}.InstanceCount`]: 'instanceCount',
  [`${member}.VolumeSizeInGB`]: 'volumeGb',
  [`${member}.VolumeKmsKeyId`]: 'volumeKms',
});

/** Paths of the definition to fields of `Resources`. */
export const RESOURCES_FIELDS: Readonly<Record<string, string>> = {
  ...instanceFields('ResourceConfig'),
  ...instanceFields('HyperParameterTuningResourceConfig'),
  'ResourceConfig.KeepAlivePeriodInSeconds': 'keepAlive',
  'ResourceConfig.TrainingPlanArn': 'trainingPlan',
  'ResourceConfig.InstancePlacementConfig': 'multipleJobs',
  'ResourceConfig.InstancePlacementConfig.PlacementSpecifications': 'placements.root',
  'ResourceConfig.InstancePlacementConfig.PlacementSpecifications.*.UltraServerId': 'placements.*.server',
  'ResourceConfig.InstancePlacementConfig.PlacementSpecifications.*.InstanceCount': 'placements.*.count',
  'ResourceConfig.InstanceGroups': 'groups.root',
  'ResourceConfig.InstanceGroups.*.InstanceGroupName': 'groups.*.name',
  'ResourceConfig.InstanceGroups.*.InstanceType': 'groups.*.type',
  'ResourceConfig.InstanceGroups.*.InstanceCount': 'groups.*.count',
  'HyperParameterTuningResourceConfig.AllocationStrategy': 'prioritized',
  'HyperParameterTuningResourceConfig.InstanceConfigs': 'alternatives.root',
  'HyperParameterTuningResourceConfig.InstanceConfigs.*.InstanceType': 'alternatives.*.type',
  'HyperParameterTuningResourceConfig.InstanceConfigs.*.InstanceCount': 'alternatives.*.count',
  'HyperParameterTuningResourceConfig.InstanceConfigs.*.VolumeSizeInGB': 'alternatives.*.volume',
  StoppingCondition: 'maxDuration',
  'StoppingCondition.MaxWaitTimeInSeconds': 'maxWait',
  'StoppingCondition.MaxPendingTimeInSeconds': 'maxPending',
  EnableManagedSpotTraining: 'spot',
};
