/** Rules within one training job definition (V9 names, V10, V12) and the either-ors of its parts. */
import { z } from 'zod';
import { quotas } from './quotas.ts';
import { anything } from './request-forms.ts';
import { breach, type Path, repeated, rule } from './rules.ts';

const shape = (path: Path, message: string) => breach('Shape', path, message);

/** A container image or an algorithm resource, not both. */
export const oneAlgorithm = rule(
  z.object({ TrainingImage: anything, AlgorithmName: anything }),
  (algorithm) => {
    if (!algorithm.TrainingImage && !algorithm.AlgorithmName) {
      return shape(['TrainingImage'], 'Choose an algorithm or enter a training image.');
    }
    return algorithm.TrainingImage && algorithm.AlgorithmName
      ? shape(['AlgorithmName'], 'Give a training image or an algorithm name, not both.')
      : [];
  },
);

/** Metric definitions have names of their own. */
export const metricNames = rule(
  z.object({ MetricDefinitions: z.array(z.object({ Name: z.string() })) }),
  ({ MetricDefinitions }) =>
    repeated(MetricDefinitions.map(({ Name }) => Name)).flatMap((i) =>
      breach(
        'V9',
        ['MetricDefinitions', i, 'Name'],
        `There is a metric ${MetricDefinitions[i]?.Name} already.`,
      ),
    ),
);

/** One place a channel reads from. */
export const oneSource = rule(
  z.object({ S3DataSource: anything, FileSystemDataSource: anything, DatasetSource: anything }),
  (sources) => {
    const given = Object.values(sources).filter((source) => source !== undefined).length;
    if (given === 1) return [];
    return shape(
      ['S3DataSource'],
      given === 0 ? 'Choose where the data comes from.' : 'Choose one source of data only.',
    );
  },
);

/** Instance type and count, or instance groups. The model lets everything out; no training job runs on nothing. */
export const someInstances = rule(
  z.object({
    InstanceType: anything,
    InstanceCount: anything,
    InstanceGroups: z.array(z.unknown()).optional().catch(undefined),
  }),
  ({ InstanceType, InstanceCount, InstanceGroups }) => {
    const groups = (InstanceGroups?.length ?? 0) > 0;
    if (groups && (InstanceType !== undefined || InstanceCount !== undefined)) {
      return shape(['InstanceGroups'], 'Give an instance type and count or instance groups, not both.');
    }
    return groups ? [] : typeAndCount({ InstanceType, InstanceCount });
  },
);

/** Instance type and count, or a list of them in order of preference (flexible instance selection). */
export const someTuningInstances = rule(
  z.object({
    InstanceType: anything,
    InstanceCount: anything,
    VolumeSizeInGB: anything,
    InstanceConfigs: anything,
  }),
  ({ InstanceType, InstanceCount, VolumeSizeInGB, InstanceConfigs }) => {
    if (InstanceConfigs === undefined) return typeAndCount({ InstanceType, InstanceCount });
    return [InstanceType, InstanceCount, VolumeSizeInGB].some((member) => member !== undefined)
      ? shape(['InstanceConfigs'], 'Give one instance type or a list of alternatives, not both.')
      : [];
  },
);

function typeAndCount({ InstanceType, InstanceCount }: { InstanceType: unknown; InstanceCount: unknown }) {
  return [
    ...(InstanceType === undefined ? shape(['InstanceType'], 'Choose an instance type.') : []),
    ...(InstanceCount === undefined || InstanceCount === 0
      ? shape(['InstanceCount'], 'Enter a whole number of at least 1.')
      : []),
  ];
}

/** 28 days at most. */
export const runtimeCap = rule(z.object({ MaxRuntimeInSeconds: z.number() }), ({ MaxRuntimeInSeconds }) =>
  MaxRuntimeInSeconds > quotas.trainingJobSeconds
    ? shape(['MaxRuntimeInSeconds'], 'A training job runs at most 28 days (2,419,200 seconds).')
    : [],
);

/** Either kind of resource configuration. */
export const oneResourceConfig = rule(
  z.object({ ResourceConfig: anything, HyperParameterTuningResourceConfig: anything }),
  ({ ResourceConfig, HyperParameterTuningResourceConfig }) => {
    if (ResourceConfig === undefined && HyperParameterTuningResourceConfig === undefined) {
      return shape(['ResourceConfig'], 'Choose the instances to train on.');
    }
    return ResourceConfig !== undefined && HyperParameterTuningResourceConfig !== undefined
      ? shape(
          ['HyperParameterTuningResourceConfig'],
          'Give ResourceConfig or HyperParameterTuningResourceConfig, not both.',
        )
      : [];
  },
);

/** Channels have names of their own. */
export const channelNames = rule(
  z.object({ InputDataConfig: z.array(z.object({ ChannelName: z.string() })) }),
  ({ InputDataConfig }) =>
    repeated(InputDataConfig.map(({ ChannelName }) => ChannelName)).flatMap((i) =>
      breach(
        'V10',
        ['InputDataConfig', i, 'ChannelName'],
        `There is a channel ${InputDataConfig[i]?.ChannelName} already.`,
      ),
    ),
);

/** Augmented manifests are read in Pipe mode only; a channel's own mode goes before the definition's. */
export const augmentedManifests = rule(
  z.object({
    AlgorithmSpecification: z.object({ TrainingInputMode: z.string() }),
    InputDataConfig: z.array(
      z.object({
        InputMode: z.string().optional(),
        DataSource: z.object({ S3DataSource: z.object({ S3DataType: z.string() }).optional() }),
      }),
    ),
  }),
  ({ AlgorithmSpecification, InputDataConfig }) =>
    InputDataConfig.flatMap((channel, i) => {
      const mode = channel.InputMode ?? AlgorithmSpecification.TrainingInputMode;
      if (channel.DataSource.S3DataSource?.S3DataType !== 'AugmentedManifestFile' || mode === 'Pipe')
        return [];
      return shape(['InputDataConfig', i, 'InputMode'], 'An augmented manifest file needs input mode Pipe.');
    }),
);

/** What a definition without MaxRuntimeInSeconds runs at most: a day. */
export const DEFAULT_MAX_RUNTIME_IN_SECONDS = 86_400;

/** Spot training waits at least as long as it may run; without spot there is nothing to wait for. */
export const spotWait = rule(
  z.object({
    EnableManagedSpotTraining: z.boolean().optional(),
    StoppingCondition: z.object({
      MaxRuntimeInSeconds: z.number().optional(),
      MaxWaitTimeInSeconds: z.number().optional(),
    }),
  }),
  ({ EnableManagedSpotTraining, StoppingCondition }) => {
    const { MaxRuntimeInSeconds = DEFAULT_MAX_RUNTIME_IN_SECONDS, MaxWaitTimeInSeconds: wait } =
      StoppingCondition;
    const onWait = (message: string) => breach('V12', ['StoppingCondition', 'MaxWaitTimeInSeconds'], message);
    if (!EnableManagedSpotTraining) {
      return wait === undefined ? [] : onWait('A maximum wait applies only with managed spot training.');
    }
    return wait === undefined || wait < MaxRuntimeInSeconds
      ? onWait(
          `With spot training, wait at least as long as the maximum duration (${MaxRuntimeInSeconds} s).`,
        )
      : [];
  },
);
