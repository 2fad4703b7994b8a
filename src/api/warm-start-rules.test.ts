import { describe, expect, it } from 'vitest';
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from './testing/example-request.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTuningJobConfig,
} from './tuning-job.ts';
import { checkWarmStart } from './warm-start-rules.ts';

/** The record of a request as it stands after the job has ended. */
const record = (
  {
    HyperParameterTuningJobConfig,
    TrainingJobDefinition,
    TrainingJobDefinitions,
  }: CreateHyperParameterTuningJobRequest,
  change: Partial<DescribeHyperParameterTuningJobResponse> = {},
): DescribeHyperParameterTuningJobResponse => ({
  HyperParameterTuningJobName: 'Parent',
  HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/parent',
  HyperParameterTuningJobConfig,
  TrainingJobDefinition,
  TrainingJobDefinitions,
  HyperParameterTuningJobStatus: 'Completed',
  CreationTime: new Date('2026-11-01T00:00:00Z'),
  TrainingJobStatusCounters: {},
  ObjectiveStatusCounters: {},
  ...change,
});

const child = (
  definition: Partial<HyperParameterTrainingJobDefinition> = {},
  config: Partial<HyperParameterTuningJobConfig> = {},
  WarmStartType: 'IdenticalDataAndAlgorithm' | 'TransferLearning' = 'IdenticalDataAndAlgorithm',
) =>
  exampleRequest(
    {
      TrainingJobDefinition: exampleDefinition(definition),
      WarmStartConfig: {
        WarmStartType,
        ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
      },
    },
    config,
  );

const said = (request: CreateHyperParameterTuningJobRequest, parent = record(exampleRequest())) =>
  checkWarmStart(request, [parent]).map(({ message }) => message);

it('a child like its parent is fine, as is a request without warm start', () => {
  expect(said(child())).toEqual([]);
  expect(checkWarmStart(exampleRequest(), [])).toEqual([]);
});

describe('the parent', () => {
  const at = ['WarmStartConfig', 'ParentHyperParameterTuningJobs', 0, 'HyperParameterTuningJobName'];
  it('exists', () => {
    expect(checkWarmStart(child(), [])).toEqual([
      { rule: 'V13', path: at, message: 'There is no tuning job parent.' },
    ]);
  });
  it('has ended', () => {
    for (const status of ['Completed', 'Stopped', 'Failed'] as const) {
      expect(said(child(), record(exampleRequest(), { HyperParameterTuningJobStatus: status }))).toEqual([]);
    }
    for (const status of ['InProgress', 'Stopping', 'Deleting', 'DeleteFailed'] as const) {
      expect(said(child(), record(exampleRequest(), { HyperParameterTuningJobStatus: status }))).toEqual([
        `Parent is ${status}: a parent has to be Completed, Stopped or Failed.`,
      ]);
    }
  });
  it('was created after 1 October 2018', () => {
    const created = (time: string) =>
      said(child(), record(exampleRequest(), { CreationTime: new Date(time) })).length;
    expect(created('2018-10-01T00:00:00Z')).toBe(1);
    expect(created('2018-10-01T00:00:01Z')).toBe(0);
  });
  it('has one definition', () => {
    expect(said(child(), record(exampleListRequest([{}, {}])))).toHaveLength(1);
    expect(said(child(), record(exampleListRequest([{}])))).toEqual([]);
  });
});

describe('what has to stay', () => {
  it('the objective', () => {
    const objective = (Type: 'Maximize' | 'Minimize', MetricName: string) =>
      said(child({}, { HyperParameterTuningJobObjective: { Type, MetricName } }));
    expect(objective('Maximize', 'validation:auc')).toEqual([]);
    expect(objective('Maximize', 'train:auc')).toHaveLength(1);
    expect(objective('Minimize', 'validation:auc')).toHaveLength(1);
  });
  it('the names, but for the service’s own', () => {
    const [breach] = checkWarmStart(child({ StaticHyperParameters: { objective: 'x' } }), [
      record(exampleRequest()),
    ]);
    expect(breach).toMatchObject({
      message: 'Parent and child need the same hyperparameters; only one of them has num_round.',
      service:
        'The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs. Please ensure this set is constant when warm starting.',
    });
    const described = exampleRequest({
      TrainingJobDefinition: exampleDefinition({
        StaticHyperParameters: {
          ...exampleDefinition().StaticHyperParameters,
          _tuning_objective_metric: 'validation:auc',
        },
      }),
    });
    expect(said(child(), record(described))).toEqual([]);
  });
  it('the type of what is tuned; static and tuned may swap', () => {
    const eta = { Name: 'eta', MinValue: '0.01', MaxValue: '0.5' };
    const maxDepth = { Name: 'max_depth', MinValue: '2', MaxValue: '8' };
    expect(said(child({}, { ParameterRanges: { ContinuousParameterRanges: [eta, maxDepth] } }))).toEqual([
      'max_depth is integer in the parent; its type cannot change.',
    ]);
    const madeStatic = child(
      { StaticHyperParameters: { ...exampleDefinition().StaticHyperParameters, max_depth: '5' } },
      { ParameterRanges: { ContinuousParameterRanges: [eta] } },
    );
    expect(said(madeStatic)).toEqual([]);
    expect(said(child(), record(madeStatic))).toEqual([]);
  });
  it('all but ten static values', () => {
    const fixed = (count: number, value: string) =>
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}`, i < count ? value : 'same']));
    const parent = record(
      exampleRequest({
        TrainingJobDefinition: exampleDefinition({ StaticHyperParameters: fixed(12, 'same') }),
      }),
    );
    expect(said(child({ StaticHyperParameters: fixed(10, 'new') }), parent)).toEqual([]);
    expect(said(child({ StaticHyperParameters: fixed(11, 'new') }), parent)).toEqual([
      'At most 10 hyperparameters may become static or change value; 11 do.',
    ]);
  });
  it('environment, retries, isolation and encryption', () => {
    expect(said(child({ EnableNetworkIsolation: false, Environment: {} }))).toEqual([]);
    const changed = child({ Environment: { A: '1' }, RetryStrategy: { MaximumRetryAttempts: 2 } });
    expect(checkWarmStart(changed, [record(exampleRequest())])).toMatchObject([
      {
        message: 'Parent and child need the same Environment, RetryStrategy.',
        service:
          'Only the following fields in TrainingJobDefinition are allowed to change: [algorithmSpecification, inputDataConfig, outputDataConfig, staticHyperParameters, roleArn, resourceConfig, stoppingCondition, vpcConfig, enableManagedSpotTraining, checkpointConfig].',
      },
    ]);
    const sameOtherOrder = (...keys: string[]) => ({
      Environment: Object.fromEntries(keys.map((key) => [key, key])),
    });
    const parent = record(
      exampleRequest({ TrainingJobDefinition: exampleDefinition(sameOtherOrder('A', 'B')) }),
    );
    expect(said(child(sameOtherOrder('B', 'A')), parent)).toEqual([]);
  });
  it('data and algorithm, unless learning is transferred', () => {
    const InputDataConfig = [
      {
        ChannelName: 'train',
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: 's3://other/' } },
      },
    ];
    const image = (TrainingImage: string) => ({
      AlgorithmSpecification: { TrainingImage, TrainingInputMode: 'File' as const },
    });
    expect(said(child({ InputDataConfig }))).toHaveLength(1);
    expect(said(child({ InputDataConfig }, {}, 'TransferLearning'))).toEqual([]);
    const repository = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost';
    expect(said(child(image(`${repository}:1.7-2`)))).toEqual([]);
    expect(said(child(image(`${repository}2:1.7-1`)))).toHaveLength(1);
    expect(said(child(image(`${repository}2:1.7-1`), {}, 'TransferLearning'))).toEqual([]);
  });
});
