import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import { arbitraryRequest } from './testing/arbitrary-request.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from './testing/example-request.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTuningJobConfig,
} from './tuning-job.ts';
import { changesUsed } from './warm-start-changes.ts';
import { checkWarmStart, childOf, judgeParent } from './warm-start-rules.ts';

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

const judged = (request: CreateHyperParameterTuningJobRequest, parent = record(exampleRequest())) => {
  const own = childOf(request);
  if (!own) throw new Error('The request has no warm start');
  return judgeParent(own, parent);
};
const said = (...given: Parameters<typeof judged>) => judged(...given).broken.map(({ message }) => message);
const rules = (...given: Parameters<typeof judged>) => judged(...given).broken.map(({ rule }) => rule);

it('a child like its parent is fine, as is a request without warm start', () => {
  expect(said(child())).toEqual([]);
  expect(checkWarmStart(exampleRequest(), [])).toEqual([]);
});

describe('the parent', () => {
  const at = ['WarmStartConfig', 'ParentHyperParameterTuningJobs', 0, 'HyperParameterTuningJobName'];
  it('exists', () => {
    expect(checkWarmStart(child(), [])).toEqual([
      {
        rule: 'V13',
        path: at,
        message: 'There is no tuning job parent. Choose one from the list; a deleted one cannot be a parent.',
      },
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
    expect(rules(child(), record(exampleListRequest([{}, {}])))).toContain('ParentSingleDefinition');
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
      message:
        'Parent and child need the same hyperparameters; only one of them has num_round. Set or tune num_round as well.',
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
  it('all but five static values, which is ten changes', () => {
    const fixed = (count: number, value: string) =>
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}`, i < count ? value : 'same']));
    const parent = record(
      exampleRequest({
        TrainingJobDefinition: exampleDefinition({ StaticHyperParameters: fixed(12, 'same') }),
      }),
    );
    expect(judged(child({ StaticHyperParameters: fixed(5, 'new') }), parent)).toMatchObject({
      broken: [],
      changesUsed: 10,
    });
    expect(said(child({ StaticHyperParameters: fixed(6, 'new') }), parent)).toEqual([
      'At most 10 changes, two for each hyperparameter that becomes static or gets another static value; there are 12: s0, s1, s2, s3, s4, s5.',
    ]);
  });
  it('environment, retries, isolation and encryption', () => {
    expect(said(child({ EnableNetworkIsolation: false, Environment: {} }))).toEqual([]);
    const changed = child({ Environment: { A: '1' }, RetryStrategy: { MaximumRetryAttempts: 2 } });
    expect(checkWarmStart(changed, [record(exampleRequest())])).toMatchObject([
      {
        message:
          'Parent and child need the same Environment, RetryStrategy. Start from a clone of the parent.',
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

describe('the changes', () => {
  const colour = (setting: string, warmStart = true) => {
    const request = (warmStart ? child : exampleRequest)();
    const { TrainingJobDefinition: definition, HyperParameterTuningJobConfig: config } = request;
    return {
      ...request,
      HyperParameterTuningJobConfig: {
        ...config,
        ParameterRanges: {
          ...config.ParameterRanges,
          CategoricalParameterRanges:
            setting === 'tuned' ? [{ Name: 'colour', Values: ['red', 'blue'] }] : [],
        },
      },
      TrainingJobDefinition: exampleDefinition({
        StaticHyperParameters: {
          ...definition?.StaticHyperParameters,
          ...(setting !== 'tuned' && { colour: setting }),
        },
      }),
    };
  };
  const between = (from: string, to: string) => judged(colour(to), record(colour(from, false)));

  it('count as in the guide’s examples: two for tuned made static, two for another static value', () => {
    expect(between('tuned', 'red')).toEqual({
      broken: [],
      changes: [
        {
          name: 'colour',
          from: { kind: 'Categorical', values: ['red', 'blue'] },
          to: { kind: 'Static', value: 'red' },
          counts: 2,
        },
      ],
      changesUsed: 2,
    });
    expect(between('red', 'blue').changesUsed).toBe(2);
  });
  it('are free from static to tuned and from range to range', () => {
    expect(between('red', 'tuned')).toMatchObject({
      changes: [{ name: 'colour', counts: 0 }],
      changesUsed: 0,
    });
    const wider = child(
      {},
      {
        ParameterRanges: {
          ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.001', MaxValue: '0.9' }],
          IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '2', MaxValue: '8' }],
        },
      },
    );
    expect(judged(wider)).toMatchObject({
      broken: [],
      changes: [{ name: 'eta', counts: 0 }],
      changesUsed: 0,
    });
  });
});

describe('the number of training jobs', () => {
  const ran = (Completed: number, name = 'Parent') =>
    record(exampleRequest(), {
      HyperParameterTuningJobName: name,
      TrainingJobStatusCounters: { Completed, Stopped: 1 },
    });
  it('is the parents’ and the child’s together', () => {
    const bayesian = child({}, { Strategy: 'Bayesian' });
    expect(rules(bayesian, ran(737))).toEqual([]);
    expect(rules(bayesian, ran(738))).toEqual(['TrainingJobs']);
    // Random has a quota of its own.
    expect(rules(child(), ran(738))).toEqual([]);
  });
  it('adds up over the parents', () => {
    const bayesian = child({}, { Strategy: 'Bayesian' });
    const both = {
      ...bayesian,
      WarmStartConfig: {
        WarmStartType: 'TransferLearning' as const,
        ParentHyperParameterTuningJobs: ['Parent', 'Other'].map((name) => ({
          HyperParameterTuningJobName: name,
        })),
      },
    };
    expect(checkWarmStart(both, [ran(300), ran(400, 'Other')])).toEqual([]);
    expect(checkWarmStart(both, [ran(400), ran(400, 'Other')])).toMatchObject([
      { path: ['WarmStartConfig', 'ParentHyperParameterTuningJobs', 1, 'HyperParameterTuningJobName'] },
    ]);
  });
});

it('a draft without a definition is held only against what the parent is', () => {
  const draft = {
    type: 'IdenticalDataAndAlgorithm',
    strategy: 'Bayesian',
    maxTrainingJobs: undefined,
    own: undefined,
  } as const;
  const running = record(exampleRequest(), { HyperParameterTuningJobStatus: 'InProgress' });
  expect(judgeParent(draft, record(exampleRequest()))).toEqual({ broken: [], changes: [], changesUsed: 0 });
  expect(judgeParent(draft, running).broken).toMatchObject([{ rule: 'ParentEnded' }]);
});

describe('whatever the job', () => {
  const single = arbitraryRequest.filter(({ TrainingJobDefinition }) => TrainingJobDefinition !== undefined);
  const warm = (
    request: CreateHyperParameterTuningJobRequest,
    WarmStartType: 'IdenticalDataAndAlgorithm' | 'TransferLearning',
  ) => ({
    ...request,
    WarmStartConfig: {
      WarmStartType,
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
    },
  });

  it('it can be the parent of its exact clone, with no changes used', () => {
    fc.assert(
      fc.property(single, (request) => {
        const both = ['IdenticalDataAndAlgorithm', 'TransferLearning'] as const;
        for (const type of both) {
          expect(judged(warm(request, type), record(request))).toEqual({
            broken: [],
            changes: [],
            changesUsed: 0,
          });
        }
      }),
    );
  });

  it('one more changed static value never uses fewer changes', () => {
    const names = Array.from({ length: 8 }, (_, i) => `s${i}`);
    fc.assert(
      fc.property(fc.subarray(names), fc.constantFrom(...names), (changed, another) => {
        const definition = (new_: readonly string[]) => ({
          StaticHyperParameters: Object.fromEntries(
            names.map((name) => [name, new_.includes(name) ? 'new' : 'old']),
          ),
        });
        const parent = record(exampleRequest({ TrainingJobDefinition: exampleDefinition(definition([])) }));
        const [fewer, more] = [changed, [...changed, another]].map((set) =>
          judged(child(definition(set)), parent),
        );
        const grown = changed.includes(another) ? 0 : 2;
        expect(more?.changesUsed).toBe((fewer?.changesUsed ?? 0) + grown);
        expect(more?.broken.length).toBeGreaterThanOrEqual(fewer?.broken.length ?? 0);
        expect(changesUsed(more?.changes ?? [])).toBe(more?.changesUsed);
      }),
    );
  });
});
