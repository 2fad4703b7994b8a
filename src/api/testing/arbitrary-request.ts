/** Any valid CreateHyperParameterTuningJobRequest, for property tests: both forms, every strategy, most members. */
import fc from 'fast-check';
import type { Tag } from '../common.ts';
import type { Channel, HyperParameterTrainingJobDefinition, VpcConfig } from '../definition.ts';
import { combinations } from '../definitions.ts';
import { TrainingInstanceType } from '../instance-types.ts';
import type {
  CategoricalParameterRange,
  ContinuousParameterRange,
  HyperParameterTuningJobObjective,
  IntegerParameterRange,
  ParameterRanges,
} from '../parameter-ranges.ts';
import { quotas } from '../quotas.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
  HyperParameterTuningJobStrategyType,
} from '../tuning-job.ts';

/** At most 28 characters, hyphens inside. */
const name = fc.stringMatching(/^[a-zA-Z0-9](-{0,2}[a-zA-Z0-9]){0,9}$/);
const line = fc
  .string({ unit: 'grapheme', maxLength: 24 })
  .filter((text) => !/[\n\r\u2028\u2029]/.test(text));
const metricName = fc.constantFrom('validation:auc', 'train:logloss', 'val_loss', 'ObjectiveMetric');
const s3Uri = fc.stringMatching(/^s3:\/\/[a-z0-9]{3,12}\/[a-zA-Z0-9/_.-]{0,30}$/);

/** Names a hyperparameter may have; some are members of every object. None that Hyperband or the service reads. */
const hyperParameterName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'eta', 'max_depth', 'learning_rate', 'Optimizer'),
  fc.stringMatching(/^[a-z][a-z0-9_-]{3,12}$/).map((text) => `h_${text}`),
);

const objective: fc.Arbitrary<HyperParameterTuningJobObjective> = fc.record({
  Type: fc.constantFrom('Maximize', 'Minimize'),
  MetricName: metricName,
});

type Unnamed<Range> = Omit<Range, 'Name'>;

const integerRange: fc.Arbitrary<Unnamed<IntegerParameterRange>> = fc
  .record({
    min: fc.integer({ min: -1000, max: 1000 }),
    width: fc.integer({ min: 1, max: 100_000 }),
    scaling: fc.constantFrom('Auto', 'Linear', 'Logarithmic', undefined),
  })
  .map(({ min, width, scaling }) => {
    const from = scaling === 'Logarithmic' ? Math.abs(min) + 1 : min;
    const ends = { MinValue: String(from), MaxValue: String(from + width) };
    return scaling ? { ...ends, ScalingType: scaling } : ends;
  });

const continuousRange: fc.Arbitrary<Unnamed<ContinuousParameterRange>> = fc
  .record({
    min: fc.double({ min: -1000, max: 1000, noNaN: true }),
    share: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    scaling: fc.constantFrom('Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic', undefined),
  })
  .map(({ min, share, scaling }) => {
    const from =
      scaling === 'Logarithmic' ? Math.abs(min) + 1e-9 : scaling === 'ReverseLogarithmic' ? share / 2 : min;
    const to = scaling === 'ReverseLogarithmic' ? (1 + share) / 2 : from + 1 + share;
    const ends = { MinValue: String(from), MaxValue: String(to) };
    return scaling ? { ...ends, ScalingType: scaling } : ends;
  });

const categoricalRange: fc.Arbitrary<Unnamed<CategoricalParameterRange>> = fc
  .uniqueArray(line, { minLength: 2, maxLength: 5 })
  .map((Values) => ({ Values }));

/** Ranges and static hyperparameters of one definition, without a name in common. */
const hyperParameters = (categoricalOnly: boolean) =>
  fc
    .record({
      names: fc.uniqueArray(hyperParameterName, { minLength: 3, maxLength: 9 }),
      integers: fc.array(integerRange, { maxLength: categoricalOnly ? 0 : 2 }),
      continuous: fc.array(continuousRange, { maxLength: categoricalOnly ? 0 : 2 }),
      // At most 5 × 5 values over two ranges, so a grid of three definitions stays below 750.
      categorical: fc.array(categoricalRange, { minLength: 1, maxLength: 2 }),
      values: fc.array(line, { minLength: 9, maxLength: 9 }),
    })
    .map(({ names, integers, continuous, categorical, values }) => {
      const left = [...names];
      const named = <Range>(ranges: readonly Range[]) =>
        ranges.flatMap((range) => {
          const Name = left.shift();
          return Name === undefined ? [] : [{ Name, ...range }];
        });
      const ranges: ParameterRanges = {
        CategoricalParameterRanges: named(categorical),
        ...(integers.length > 0 ? { IntegerParameterRanges: named(integers) } : {}),
        ...(continuous.length > 0 ? { ContinuousParameterRanges: named(continuous) } : {}),
      };
      const fixed = Object.fromEntries(left.map((key, i) => [key, values[i] ?? '']));
      return { ranges, fixed };
    });

const channel: fc.Arbitrary<Omit<Channel, 'ChannelName'>> = fc.record(
  {
    DataSource: fc.record({
      S3DataSource: fc.record(
        {
          S3DataType: fc.constantFrom('S3Prefix', 'ManifestFile'),
          S3Uri: s3Uri,
          S3DataDistributionType: fc.constantFrom('FullyReplicated', 'ShardedByS3Key'),
        },
        { requiredKeys: ['S3DataType', 'S3Uri'] },
      ),
    }),
    ContentType: fc.constantFrom('text/csv', 'application/x-recordio-protobuf'),
    CompressionType: fc.constantFrom('None', 'Gzip'),
    RecordWrapperType: fc.constantFrom('None', 'RecordIO'),
    InputMode: fc.constantFrom('File', 'Pipe', 'FastFile'),
    ShuffleConfig: fc.record({ Seed: fc.maxSafeInteger() }),
  },
  { requiredKeys: ['DataSource'] },
);

const channels = fc
  .uniqueArray(fc.constantFrom('train', 'validation', 'test', 'extra.1'), { minLength: 1 })
  .chain((names) =>
    fc.tuple(...names.map((ChannelName) => channel.map((rest): Channel => ({ ChannelName, ...rest })))),
  );

const spot = fc.oneof(
  fc.record({ StoppingCondition: fc.record({ MaxRuntimeInSeconds: fc.integer({ min: 1, max: 86_400 }) }) }),
  fc.constant({
    EnableManagedSpotTraining: true,
    CheckpointConfig: { S3Uri: 's3://etude-output/checkpoints/' },
    StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
  }),
);

/** What a definition has beside name, objective and hyperparameters. */
const definitionRest = fc
  .tuple(
    fc.record(
      {
        AlgorithmSpecification: fc.record({
          TrainingImage: fc.constant('683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1'),
          TrainingInputMode: fc.constantFrom('File', 'Pipe', 'FastFile'),
        }),
        RoleArn: fc.constant('arn:aws:iam::123456789012:role/tuning'),
        InputDataConfig: channels,
        OutputDataConfig: fc.record({ S3OutputPath: s3Uri }),
        ResourceConfig: fc.record({
          InstanceType: fc.constantFrom(...TrainingInstanceType.options),
          InstanceCount: fc.integer({ min: 1, max: 4 }),
          VolumeSizeInGB: fc.integer({ min: 1, max: 500 }),
        }),
        EnableNetworkIsolation: fc.boolean(),
        EnableInterContainerTrafficEncryption: fc.boolean(),
        RetryStrategy: fc.record({ MaximumRetryAttempts: fc.integer({ min: 1, max: 30 }) }),
        Environment: fc
          .uniqueArray(fc.constantFrom('__proto__', 'HOME', '_x', 'PATH1'))
          .chain((keys) =>
            fc.tuple(...keys.map((key) => fc.string({ maxLength: 9 }).map((value) => [key, value] as const))),
          )
          .map((entries): Record<string, string> => Object.fromEntries(entries)),
        VpcConfig: fc.constant<VpcConfig>({
          SecurityGroupIds: ['sg-0a1b2c3d'],
          Subnets: ['subnet-0a1b2c3d'],
        }),
      },
      { requiredKeys: ['AlgorithmSpecification', 'RoleArn', 'OutputDataConfig', 'ResourceConfig'] },
    ),
    spot,
  )
  .map(([rest, stopping]) => ({ ...rest, ...stopping }));

const definitionsFor = (strategy: HyperParameterTuningJobStrategyType) =>
  fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).chain((names) =>
    fc.tuple(
      ...names.map((DefinitionName) =>
        fc.record({
          DefinitionName: fc.constant(DefinitionName),
          objective,
          rest: definitionRest,
          hyperParameters: hyperParameters(strategy === 'Grid'),
        }),
      ),
    ),
  );

const tags: fc.Arbitrary<Tag[]> = fc.uniqueArray(
  fc.record({
    Key: fc.stringMatching(/^[\p{L}\p{N} _.:/=+@-]{1,20}$/u),
    Value: fc.stringMatching(/^[\p{L}\p{N} _.:/=+@-]{0,20}$/u),
  }),
  { maxLength: 5, selector: ({ Key }) => Key },
);

const settings = fc.record(
  {
    RandomSeed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    TuningJobCompletionCriteria: fc.record(
      {
        TargetObjectiveMetricValue: fc.double({ noNaN: true, noDefaultInfinity: true }),
        BestObjectiveNotImproving: fc.record({
          MaxNumberOfTrainingJobsNotImproving: fc.integer({ min: 3, max: 50 }),
        }),
        ConvergenceDetected: fc.record({ CompleteOnConvergence: fc.constantFrom('Enabled', 'Disabled') }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const strategy = fc.constantFrom('Bayesian', 'Random', 'Hyperband', 'Grid');

const built: fc.Arbitrary<CreateHyperParameterTuningJobRequest> = strategy
  .chain((Strategy) =>
    fc.record({
      Strategy: fc.constant(Strategy),
      jobName: name,
      definitions: definitionsFor(Strategy),
      list: fc.boolean(),
      wanted: fc.integer({ min: 1, max: quotas.trainingJobs }),
      parallel: fc.integer({ min: 1, max: quotas.parallelTrainingJobs }),
      runtime: fc.option(fc.integer({ min: 120, max: 15_768_000 })),
      earlyStopping: fc.constantFrom('Off', 'Auto', undefined),
      settings,
      parents: fc.uniqueArray(name, {
        minLength: 1,
        maxLength: 5,
        selector: (parent) => parent.toLowerCase(),
      }),
      warmStart: fc.constantFrom('IdenticalDataAndAlgorithm', 'TransferLearning', undefined),
      tags: fc.option(tags),
    }),
  )
  .map((parts) => {
    const { Strategy, definitions } = parts;
    const [first, ...others] = definitions;
    const several = others.length > 0;
    const size = definitions.reduce(
      (sum, { hyperParameters }) => sum + combinations(hyperParameters.ranges),
      0,
    );
    const total = Strategy === 'Grid' ? size : Math.min(parts.wanted, size);
    const earlyStopping = several || Strategy === 'Hyperband' ? undefined : parts.earlyStopping;
    const config: HyperParameterTuningJobConfig = {
      Strategy,
      ResourceLimits: {
        MaxNumberOfTrainingJobs: total,
        MaxParallelTrainingJobs: Math.min(parts.parallel, total),
        ...(parts.runtime === null ? {} : { MaxRuntimeInSeconds: parts.runtime }),
      },
      ...(earlyStopping ? { TrainingJobEarlyStoppingType: earlyStopping } : {}),
      ...(Strategy === 'Hyperband'
        ? { StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 81 } } }
        : {}),
      ...parts.settings,
    };
    const base = {
      HyperParameterTuningJobName: parts.jobName,
      ...(parts.tags === null ? {} : { Tags: parts.tags }),
    };
    const plain = ({ rest, hyperParameters }: (typeof definitions)[number]) =>
      ({
        ...rest,
        StaticHyperParameters: hyperParameters.fixed,
      }) satisfies HyperParameterTrainingJobDefinition;
    if (first && !several && !parts.list) {
      const warm = parts.warmStart && (Strategy === 'Bayesian' || Strategy === 'Random');
      return {
        ...base,
        HyperParameterTuningJobConfig: {
          ...config,
          HyperParameterTuningJobObjective: first.objective,
          ParameterRanges: first.hyperParameters.ranges,
        },
        TrainingJobDefinition: plain(first),
        ...(warm && parts.warmStart
          ? {
              WarmStartConfig: {
                WarmStartType: parts.warmStart,
                ParentHyperParameterTuningJobs: parts.parents.map((HyperParameterTuningJobName) => ({
                  HyperParameterTuningJobName,
                })),
              },
            }
          : {}),
      };
    }
    return {
      ...base,
      HyperParameterTuningJobConfig: config,
      TrainingJobDefinitions: definitions.map((definition) => ({
        DefinitionName: definition.DefinitionName,
        TuningObjective: definition.objective,
        HyperParameterRanges: definition.hyperParameters.ranges,
        ...plain(definition),
      })),
    };
  });

/** A valid request of either form, made of plain objects as it comes off the wire. */
export const arbitraryRequest = built.map(
  (request) => JSON.parse(JSON.stringify(request)) as CreateHyperParameterTuningJobRequest,
);
