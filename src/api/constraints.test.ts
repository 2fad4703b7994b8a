/** Both sides of the limits of spec api §3: the last value that is taken and the first that is not. */
import { describe, expect, it } from 'vitest';
import * as common from './common.ts';
import { text, textMap, whole } from './constraint.ts';
import * as definition from './definition.ts';
import { TrainingInstanceType } from './instance-types.ts';
import * as metrics from './metrics.ts';
import * as ranges from './parameter-ranges.ts';
import * as tags from './tags.ts';
import { times } from './testing/bent-request.ts';
import { exampleRequest } from './testing/example-request.ts';
import * as trainingJob from './training-job.ts';
import * as tuningJob from './tuning-job.ts';
import { issues } from './validate.ts';
import { z } from 'zod';

const a = (length: number) => 'a'.repeat(length);
const oneInstance = { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 };
const arn = (kind: string, name: string) => `arn:aws:sagemaker:us-east-1:123456789012:${kind}/${name}`;
/** The ARN of a training plan, this long; the account's digits and the region leave room from 50 on. */
const plan = (length: number) => {
  const head = 'arn:aws:sagemaker:r:123456789012:training-plan/';
  return head + a(length - head.length);
};
const entries = (count: number) => Object.fromEntries(times(count, (i) => [`k${i}`, '1']));

/** name, schema, taken, refused */
const table: readonly [string, z.ZodType, readonly unknown[], readonly unknown[]][] = [
  [
    'HyperParameterTuningJobName',
    common.HyperParameterTuningJobName,
    ['a', '9', a(32), 'A-b--c', `a${'-'.repeat(30)}b`],
    ['', a(33), '-a', 'a-', 'a_b', 'a b', 'ä', 'a\n', 7, null, undefined],
  ],
  ['TrainingJobName', common.TrainingJobName, ['a', a(63), 'a-001-0a1b2c3d'], ['', a(64), 'a-', 'a.b']],
  ['DefinitionName', common.DefinitionName, ['a', a(64)], ['', a(65), '-a']],
  [
    'HyperParameterTuningJobArn',
    common.HyperParameterTuningJobArn,
    [arn('hyper-parameter-tuning-job', 'churn'), arn('hyper-parameter-tuning-job', a(188))],
    ['', arn('training-job', 'x'), arn('hyper-parameter-tuning-job', a(189))],
  ],
  [
    'TrainingJobArn',
    common.TrainingJobArn,
    [arn('training-job', 'churn-001-0a1b2c3d')],
    [arn('training-job', '-'), arn('training-job', a(64)), 'churn'],
  ],
  [
    'RoleArn',
    common.RoleArn,
    ['arn:aws:iam::123456789012:role/r', `arn:aws:iam::123456789012:role/${a(2017)}`],
    [
      'arn:aws:iam::12345678901:role/r',
      'arn:aws:iam::123456789012:user/r',
      'arn:aws:iam::123456789012:role/r r',
      `arn:aws:iam::123456789012:role/${a(2018)}`,
    ],
  ],
  ['ResourceArn', common.ResourceArn, [arn('training-job', 'x')], ['arn:aws:s3:::bucket', '']],
  [
    'S3OrHttpsUri',
    common.S3OrHttpsUri,
    ['s3://b', 's3://b/', 's3://b/k/x.csv', 'https://host/x', `s3://b/${a(1017)}`],
    ['', 's3://', 's3:///k', 'http://host', 'S3://b', 'file://b', `s3://b/${a(1018)}`, 's3://b/a\nb'],
  ],
  ['KmsKeyId', common.KmsKeyId, ['', 'alias/k_1-x:y', a(2048)], ['k!', 'a b', a(2049)]],
  ['MetricName', common.MetricName, ['v', 'validation:auc', a(255)], ['', a(256), 'a\nb']],
  ['HyperParameterName', common.HyperParameterName, ['', a(256), '日本'], [a(257), 'a\nb']],
  ['HyperParameterValue', common.HyperParameterValue, ['', a(2500)], [a(2501), 0.1]],
  ['NextToken', common.NextToken, ['', a(8192)], [a(8193)]],
  ['MaxResults', common.MaxResults, [1, 100], [0, 101, 1.5, '10', Number.NaN]],
  [
    'Tag',
    common.Tag,
    [
      { Key: 'a', Value: '' },
      { Key: a(128), Value: a(256) },
      { Key: 'über team_.:/=+-@ 1', Value: 'ß' },
    ],
    [
      { Key: '', Value: '' },
      { Key: a(129), Value: '' },
      { Key: 'a', Value: a(257) },
      { Key: 'a#', Value: '' },
      { Key: 'a', Value: '!' },
      { Key: 'a' },
    ],
  ],
  [
    'TagList',
    common.TagList,
    [[], times(50, (i) => ({ Key: `k${i}`, Value: '' }))],
    [times(51, (i) => ({ Key: `k${i}`, Value: '' })), {}],
  ],
  [
    'TrainingInstanceType',
    TrainingInstanceType,
    ['ml.m5.xlarge', 'ml.p6-b200.48xlarge'],
    ['m5.xlarge', 'ml.m5.96xlarge', ''],
  ],
  [
    'Strategy',
    tuningJob.HyperParameterTuningJobStrategyType,
    ['Bayesian', 'Random', 'Hyperband', 'Grid'],
    ['random', '', null],
  ],
  ['TrainingJobEarlyStoppingType', tuningJob.TrainingJobEarlyStoppingType, ['Off', 'Auto'], ['OFF', 'AUTO']],
  ['AutotuneMode', tuningJob.AutotuneMode, ['Enabled'], ['Disabled']],
  [
    'WarmStartType',
    tuningJob.HyperParameterTuningJobWarmStartType,
    ['IdenticalDataAndAlgorithm', 'TransferLearning'],
    ['Identical'],
  ],
  [
    'ResourceLimits',
    tuningJob.ResourceLimits,
    [
      { MaxParallelTrainingJobs: 1 },
      { MaxParallelTrainingJobs: 1, MaxNumberOfTrainingJobs: 1, MaxRuntimeInSeconds: 120 },
      { MaxParallelTrainingJobs: 2 ** 31 - 1, MaxRuntimeInSeconds: 15_768_000 },
    ],
    [
      {},
      { MaxParallelTrainingJobs: 0 },
      { MaxParallelTrainingJobs: 1.5 },
      { MaxParallelTrainingJobs: 2 ** 31 },
      { MaxParallelTrainingJobs: 1, MaxNumberOfTrainingJobs: 0 },
      { MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 119 },
      { MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 15_768_001 },
    ],
  ],
  [
    'HyperbandStrategyConfig',
    tuningJob.HyperbandStrategyConfig,
    [{}, { MinResource: 1, MaxResource: 1 }],
    [{ MinResource: 0 }, { MaxResource: 0 }],
  ],
  [
    'TuningJobCompletionCriteria (V14)',
    tuningJob.TuningJobCompletionCriteria,
    [
      {},
      {
        TargetObjectiveMetricValue: -0.5,
        BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 3 },
      },
      { ConvergenceDetected: { CompleteOnConvergence: 'Disabled' } },
    ],
    [
      { BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 2 } },
      { TargetObjectiveMetricValue: Infinity },
      { TargetObjectiveMetricValue: '0.9' },
      { ConvergenceDetected: { CompleteOnConvergence: 'On' } },
    ],
  ],
  [
    'WarmStartConfig',
    tuningJob.HyperParameterTuningJobWarmStartConfig,
    [1, 5].map((count) => ({
      WarmStartType: 'TransferLearning',
      ParentHyperParameterTuningJobs: times(count, (i) => ({ HyperParameterTuningJobName: `p${i}` })),
    })),
    [
      ...[0, 6].map((count) => ({
        WarmStartType: 'TransferLearning',
        ParentHyperParameterTuningJobs: times(count, (i) => ({ HyperParameterTuningJobName: `p${i}` })),
      })),
      { WarmStartType: 'TransferLearning' },
    ],
  ],
  [
    'ScalingType',
    ranges.HyperParameterScalingType,
    ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'],
    ['Log'],
  ],
  [
    'CategoricalParameterRange.Values',
    ranges.CategoricalParameterRange,
    [
      { Name: 'x', Values: times(30, String) },
      { Name: a(256), Values: ['', a(256)] },
    ],
    [
      { Name: 'x', Values: [] },
      { Name: 'x', Values: times(31, String) },
      { Name: 'x', Values: ['a', a(257)] },
      { Name: 'x', Values: 'ab' },
    ],
  ],
  [
    'AutoParameter',
    ranges.AutoParameter,
    [{ Name: 'x', ValueHint: '4' }],
    [{ Name: 'x' }, { Name: 'x', ValueHint: 4 }],
  ],
  [
    'ParameterRanges.AutoParameters',
    ranges.ParameterRanges,
    [{ AutoParameters: times(100, (i) => ({ Name: `x${i}`, ValueHint: '' })) }],
    [{ AutoParameters: times(101, (i) => ({ Name: `x${i}`, ValueHint: '' })) }],
  ],
  [
    'AlgorithmSpecification',
    definition.HyperParameterAlgorithmSpecification,
    [
      { TrainingImage: a(255), TrainingInputMode: 'File' },
      { AlgorithmName: 'my-algorithm', TrainingInputMode: 'Pipe' },
      { AlgorithmName: arn('algorithm', 'x'), TrainingInputMode: 'FastFile' },
    ],
    [
      { TrainingImage: a(256), TrainingInputMode: 'File' },
      { TrainingImage: 'x' },
      { TrainingImage: 'x', TrainingInputMode: 'file' },
      { AlgorithmName: 'my-', TrainingInputMode: 'File' },
      { AlgorithmName: a(64), TrainingInputMode: 'File' },
    ],
  ],
  [
    'MetricDefinition',
    definition.MetricDefinition,
    [{ Name: 'm', Regex: a(500) }],
    [
      { Name: 'm', Regex: '' },
      { Name: 'm', Regex: a(501) },
      { Name: '', Regex: 'x' },
    ],
  ],
  [
    'MetricDefinitions',
    definition.HyperParameterAlgorithmSpecification,
    [0, 40].map((count) => ({
      TrainingImage: 'x',
      TrainingInputMode: 'File',
      MetricDefinitions: times(count, (i) => ({ Name: `m${i}`, Regex: 'x' })),
    })),
    [
      {
        TrainingImage: 'x',
        TrainingInputMode: 'File',
        MetricDefinitions: times(41, (i) => ({ Name: `m${i}`, Regex: 'x' })),
      },
    ],
  ],
  [
    'Channel',
    definition.Channel,
    [
      { ChannelName: a(64), DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } } },
      {
        ChannelName: 'a.-_1',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } },
        ContentType: a(256),
        CompressionType: 'Gzip',
        RecordWrapperType: 'RecordIO',
        ShuffleConfig: { Seed: Number.MAX_SAFE_INTEGER },
      },
    ],
    [
      { ChannelName: '', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } } },
      { ChannelName: a(65), DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } } },
      { ChannelName: 'a b', DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } } },
      { ChannelName: 'a', DataSource: { S3DataSource: { S3DataType: 's3prefix', S3Uri: 's3://b' } } },
      {
        ChannelName: 'a',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } },
        CompressionType: 'gzip',
      },
      {
        ChannelName: 'a',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } },
        ShuffleConfig: { Seed: 0.5 },
      },
      { ChannelName: 'a' },
    ],
  ],
  [
    'S3DataSource lists',
    definition.S3DataSource,
    [
      {
        S3DataType: 'S3Prefix',
        S3Uri: 's3://b',
        AttributeNames: times(16, () => 'x'),
        InstanceGroupNames: times(5, () => 'g'),
      },
    ],
    [
      { S3DataType: 'S3Prefix', S3Uri: 's3://b', AttributeNames: times(17, () => 'x') },
      { S3DataType: 'S3Prefix', S3Uri: 's3://b', InstanceGroupNames: times(6, () => 'g') },
      { S3DataType: 'S3Prefix', S3Uri: 's3://b', AttributeNames: [''] },
    ],
  ],
  [
    'FileSystemDataSource',
    definition.FileSystemDataSource,
    [{ FileSystemId: 'fs-01234567', FileSystemAccessMode: 'ro', FileSystemType: 'EFS', DirectoryPath: '/' }],
    [
      { FileSystemId: 'fs-0123456', FileSystemAccessMode: 'ro', FileSystemType: 'EFS', DirectoryPath: '/' },
      { FileSystemId: 'fs-0123456g', FileSystemAccessMode: 'ro', FileSystemType: 'EFS', DirectoryPath: '/' },
      { FileSystemId: 'fs-01234567', FileSystemAccessMode: 'r', FileSystemType: 'EFS', DirectoryPath: '/' },
      {
        FileSystemId: 'fs-01234567',
        FileSystemAccessMode: 'ro',
        FileSystemType: 'EFS',
        DirectoryPath: a(4097),
      },
    ],
  ],
  [
    'DatasetSource',
    definition.DatasetSource,
    [{ DatasetArn: 'arn:aws:sagemaker:us-east-1:aws:hub-content/Hub/DataSet/moons/1.0.0' }],
    [{ DatasetArn: 'arn:aws:sagemaker:us-east-1:aws:hub-content/Hub/Model/moons' }],
  ],
  [
    'InputDataConfig',
    definition.InputDataConfig,
    [1, 20].map((count) => channels(count)),
    [0, 21].map((count) => channels(count)),
  ],
  [
    'VpcConfig',
    definition.VpcConfig,
    [{ SecurityGroupIds: times(5, () => 'sg-1'), Subnets: times(16, () => a(32)) }],
    [
      { SecurityGroupIds: [], Subnets: ['s'] },
      { SecurityGroupIds: times(6, () => 'sg-1'), Subnets: ['s'] },
      { SecurityGroupIds: ['sg'], Subnets: times(17, () => 's') },
      { SecurityGroupIds: ['sg_1'], Subnets: ['s'] },
      { SecurityGroupIds: ['sg'], Subnets: [a(33)] },
    ],
  ],
  [
    'ResourceConfig',
    definition.ResourceConfig,
    [
      { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 0, KeepAlivePeriodInSeconds: 21600 },
      {
        InstanceGroups: times(5, (i) => ({
          InstanceType: 'ml.m5.xlarge',
          InstanceCount: 1,
          InstanceGroupName: `g${i}`,
        })),
      },
    ],
    [
      { InstanceType: 'ml.m5.xlarge', InstanceCount: -1 },
      { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, KeepAlivePeriodInSeconds: 21601 },
      { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, TrainingPlanArn: 'x' },
      {
        InstanceGroups: times(6, (i) => ({
          InstanceType: 'ml.m5.xlarge',
          InstanceCount: 1,
          InstanceGroupName: `g${i}`,
        })),
      },
    ],
  ],
  [
    'HyperParameterTuningResourceConfig',
    definition.HyperParameterTuningResourceConfig,
    [
      {
        AllocationStrategy: 'Prioritized',
        InstanceConfigs: times(6, () => ({
          InstanceType: 'ml.m5.xlarge',
          InstanceCount: 0,
          VolumeSizeInGB: 1,
        })),
      },
    ],
    [
      { InstanceConfigs: [] },
      {
        InstanceConfigs: times(7, () => ({
          InstanceType: 'ml.m5.xlarge',
          InstanceCount: 1,
          VolumeSizeInGB: 1,
        })),
      },
      { InstanceConfigs: [{ InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 0 }] },
      { AllocationStrategy: 'Cheapest', InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
    ],
  ],
  [
    'StoppingCondition',
    definition.StoppingCondition,
    [
      {},
      { MaxRuntimeInSeconds: 1 },
      { MaxRuntimeInSeconds: 2419200, MaxPendingTimeInSeconds: 7200 },
      { MaxPendingTimeInSeconds: 2419200 },
    ],
    [
      { MaxRuntimeInSeconds: 0 },
      { MaxRuntimeInSeconds: 2419201 },
      { MaxWaitTimeInSeconds: 0 },
      { MaxPendingTimeInSeconds: 7199 },
      { MaxPendingTimeInSeconds: 2419201 },
    ],
  ],
  [
    'CheckpointConfig',
    definition.CheckpointConfig,
    [{ S3Uri: 's3://b', LocalPath: a(4096) }],
    [{}, { S3Uri: 's3://b', LocalPath: a(4097) }],
  ],
  [
    'RetryStrategy',
    definition.RetryStrategy,
    [{ MaximumRetryAttempts: 1 }, { MaximumRetryAttempts: 30 }],
    [{}, { MaximumRetryAttempts: 0 }, { MaximumRetryAttempts: 31 }],
  ],
  [
    'StaticHyperParameters',
    definition.HyperParameters,
    [{}, entries(100), { [a(256)]: a(2500) }],
    [entries(101), { [a(257)]: '' }, { a: a(2501) }, { a: 1 }, [], null, 'x', new Map()],
  ],
  [
    'Environment',
    definition.environment(48),
    [{}, entries(48), { _A1: 'x\ny' }, { [a(512)]: a(512) }],
    [entries(49), { '1A': '' }, { 'A-B': '' }, { '': '' }, { [a(513)]: '' }, { A: a(513) }],
  ],
  [
    'ListHyperParameterTuningJobs',
    tuningJob.ListHyperParameterTuningJobsRequest,
    [
      {},
      {
        NameContains: a(63),
        SortBy: 'Status',
        SortOrder: 'Descending',
        CreationTimeAfter: new Date(0),
        StatusEquals: 'DeleteFailed',
      },
    ],
    [
      { NameContains: a(64) },
      { NameContains: 'a_b' },
      { SortBy: 'FinalObjectiveMetricValue' },
      { SortOrder: 'Up' },
      { CreationTimeAfter: '2026-01-01' },
      { CreationTimeAfter: new Date(Number.NaN) },
      { StatusEquals: 'Pending' },
    ],
  ],
  [
    'ListTrainingJobsForHyperParameterTuningJob',
    trainingJob.ListTrainingJobsForHyperParameterTuningJobRequest,
    [
      {
        HyperParameterTuningJobName: 'a',
        SortBy: 'FinalObjectiveMetricValue',
        StatusEquals: 'Stopping',
        MaxResults: 100,
      },
    ],
    [
      {},
      { HyperParameterTuningJobName: 'a', StatusEquals: 'DeleteFailed' },
      { HyperParameterTuningJobName: 'a', MaxResults: 0 },
    ],
  ],
  [
    'ListTags',
    tags.ListTagsInput,
    [{ ResourceArn: arn('training-job', 'x'), MaxResults: 50 }],
    [{ ResourceArn: arn('training-job', 'x'), MaxResults: 49 }, {}],
  ],
  [
    'DeleteTags',
    tags.DeleteTagsInput,
    [1, 50].map((count) => ({ ResourceArn: arn('training-job', 'x'), TagKeys: times(count, () => 'k') })),
    [0, 51].map((count) => ({ ResourceArn: arn('training-job', 'x'), TagKeys: times(count, () => 'k') })),
  ],
  [
    'BatchGetMetrics',
    metrics.BatchGetMetricsRequest,
    [{ MetricQueries: times(100, () => query()) }, { MetricQueries: [query({ Start: 0, End: 5 })] }],
    [
      { MetricQueries: [] },
      { MetricQueries: times(101, () => query()) },
      { MetricQueries: [query({ MetricStat: 'Mean' })] },
      { MetricQueries: [query({ Period: 'OneSecond' })] },
      { MetricQueries: [query({ ResourceArn: 'x' })] },
      { MetricQueries: [query({ XAxisType: 'Epoch' })] },
    ],
  ],
  [
    'ends of ranges that other rows leave open',
    z
      .object({
        channel: definition.Channel,
        plan: definition.ResourceConfig,
        file: definition.FileSystemDataSource.shape.FileSystemId,
        algorithm: definition.HyperParameterAlgorithmSpecification.shape.AlgorithmName,
        stop: definition.StoppingCondition,
        counters: tuningJob.TrainingJobStatusCounters,
        objectives: tuningJob.ObjectiveStatusCounters,
      })
      .partial(),
    [
      { channel: { ...channels(1)[0], ChannelName: 'a' } },
      { plan: { ...oneInstance, KeepAlivePeriodInSeconds: 0, TrainingPlanArn: plan(50) } },
      { plan: { ...oneInstance, TrainingPlanArn: plan(2048) } },
      { file: `fs-${'0'.repeat(18)}` },
      { algorithm: `${arn('a'.repeat(170 - arn('', a(63)).length), a(63))}` },
      { stop: { MaxWaitTimeInSeconds: 1 } },
      { counters: { Completed: 0, InProgress: 0, RetryableError: 0, NonRetryableError: 0, Stopped: 0 } },
      { objectives: { Succeeded: 0, Pending: 0, Failed: 0 } },
    ],
    [
      { plan: { ...oneInstance, KeepAlivePeriodInSeconds: -1 } },
      { plan: { ...oneInstance, TrainingPlanArn: plan(2049) } },
      { file: `fs-${'0'.repeat(19)}` },
      { algorithm: `${arn('a'.repeat(171 - arn('', a(63)).length), a(63))}` },
      { counters: { Completed: -1 } },
      { objectives: { Failed: -1 } },
    ],
  ],
];

function channels(count: number) {
  return times(count, (i) => ({
    ChannelName: `c${i}`,
    DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b' } },
  }));
}

function query(change: object = {}) {
  return {
    MetricName: 'validation:auc',
    ResourceArn: arn('training-job', 'churn-001-0a1b2c3d'),
    MetricStat: 'Last',
    Period: 'IterationNumber',
    XAxisType: 'IterationNumber',
    ...change,
  };
}

describe.each(table)('%s', (_name, schema, taken, refused) => {
  it('takes what is within its limits', () => {
    expect(taken.filter((value) => issues(schema, value).length > 0)).toEqual([]);
  });
  it('refuses what is beyond', () => {
    expect(refused.filter((value) => issues(schema, value).length === 0)).toEqual([]);
  });
});

describe('instance types', () => {
  it('are the 151 of the service model', () => {
    expect(new Set(TrainingInstanceType.options).size).toBe(151);
  });
});

describe('a request', () => {
  it.each(['HyperParameterTuningJobName', 'HyperParameterTuningJobConfig'] as const)('needs %s', (member) => {
    const { [member]: _left, ...rest } = exampleRequest();
    expect(
      issues(tuningJob.CreateHyperParameterTuningJobRequest, rest).map(({ path }) => path),
    ).toContainEqual([member]);
  });
  it('takes 10 definitions and no more', () => {
    const list = (count: number) => times(count, () => ({}));
    const counted = (count: number) =>
      issues(tuningJob.CreateHyperParameterTuningJobRequest, { TrainingJobDefinitions: list(count) }).filter(
        ({ path, rule }) => path.join() === 'TrainingJobDefinitions' && !rule,
      );
    expect(counted(10)).toEqual([]);
    expect(counted(11)).toEqual([
      { path: ['TrainingJobDefinitions'], message: 'Give 1 to 10 training job definitions.' },
    ]);
    expect(counted(0)).toHaveLength(1);
  });
});

describe('constraint builders', () => {
  it('give one sentence per field however many limits it breaks', () => {
    expect(issues(text({ min: 2, max: 5, pattern: '[a-z]+' }), '!')).toEqual([
      { path: [], message: 'Enter 2–5 characters on one line.' },
    ]);
    expect(issues(whole(1, 5), 'x')).toEqual([{ path: [], message: 'Enter a whole number from 1 to 5.' }]);
  });

  it('do not run a pattern over a text that is too long', () => {
    // The S3 pattern takes time that grows with the square of the length; unguarded, this would take minutes.
    const hostile = `s3://${'a'.repeat(400_000)}\n/\n`;
    expect(issues(common.S3OrHttpsUri, hostile)).toHaveLength(1);
  });

  it('keep maps as they are, with the keys every object has', () => {
    const hostile: unknown = JSON.parse('{"__proto__":"1","constructor":"2","toString":"3"}');
    const map = textMap(3, common.HyperParameterName, common.HyperParameterValue);
    const parsed = map.parse(hostile);
    expect(Object.entries(parsed)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ]);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
    expect(issues(map, JSON.parse('{"__proto__":{"polluted":"x"}}'))).toEqual([
      { path: ['__proto__'], message: 'Enter at most 2500 characters on one line.' },
    ]);
    expect(issues(definition.environment(48), JSON.parse('{"__proto__":"x"}'))).toEqual([]);
  });

  it('name the entry of a map that is wrong', () => {
    expect(issues(definition.environment(2), { A: 'x', 'B C': 'y' })).toEqual([
      {
        path: ['B C'],
        message:
          'Start a variable name with a letter or underscore; go on with letters, digits or underscores.',
      },
    ]);
  });
});
