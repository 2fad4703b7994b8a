import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRequest } from '../../../api/testing/arbitrary-request.ts';
import { exampleDefinition, exampleRequest } from '../../../api/testing/example-request.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { awsCli } from '../../export/aws-cli.ts';
import { requestJson } from '../../export/request-json.ts';
import { readImport } from './read-import.ts';
import { canonical } from './testing/canonical.ts';
import { toRequest } from './to-request.ts';

function imported(text: string) {
  const read = readImport(text);
  if ('errors' in read) throw new Error(read.errors.join());
  if (read.kind === 'archive') throw new Error('read as an exported tuning job');
  return read;
}
const requestIn = (text: string) =>
  CreateHyperParameterTuningJobRequest.parse(toRequest(imported(text).form));

test('what is exported comes back by import, whole, for any request', () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      const read = imported(requestJson(request));
      expect([read.leftOut, read.takenOff]).toEqual([[], []]);
      const again = requestIn(requestJson(request));
      expect(canonical(again)).toEqual(canonical(request));
      expect(requestIn(requestJson(again))).toEqual(again);
      const [, inScript = ''] = /<<'REQUEST'\n([^]*)\nREQUEST\n/.exec(awsCli(request)) ?? [];
      expect(requestIn(inScript)).toEqual(again);
    }),
    { numRuns: 50 },
  );
});

test('of a description, results are left behind and what the service added is taken off and listed', () => {
  const request = exampleRequest();
  const description = {
    ...exampleRequest({
      TrainingJobDefinition: exampleDefinition({
        StaticHyperParameters: {
          objective: 'binary:logistic',
          num_round: '20',
          _tuning_objective_metric: 'x',
        },
        AlgorithmSpecification: {
          ...exampleDefinition().AlgorithmSpecification,
          MetricDefinitions: [{ Name: 'ObjectiveMetric', Regex: 'auc:(.*)' }],
        },
      }),
    }),
    HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/churn',
    HyperParameterTuningJobStatus: 'Completed',
    CreationTime: 1_600_000_000.123,
    TrainingJobStatusCounters: { Completed: 12 },
    ObjectiveStatusCounters: { Succeeded: 12 },
    Surprise: true,
  };
  const read = imported(JSON.stringify(description));
  expect(read.kind).toBe('description');
  expect(read.leftOut).toEqual(['Surprise']);
  expect(read.takenOff).toEqual([
    'hyperparameter _tuning_objective_metric',
    '1 metrics of a built-in algorithm',
  ]);
  expect(canonical(requestIn(JSON.stringify(description)))).toEqual(canonical(request));
});

test('unknown members are listed, broken rules counted, what cannot be run here named', () => {
  const read = imported(
    JSON.stringify({
      ...exampleRequest({ HyperParameterTuningJobName: '-no-' }),
      Colour: 'red',
      TrainingJobDefinition: {
        Shape: 'round',
        ...exampleDefinition(),
        AlgorithmSpecification: { TrainingImage: 'example.com/own:1', TrainingInputMode: 'File' },
      },
    }),
  );
  expect(read.broken).toBeGreaterThan(0);
  expect(read.leftOut).toEqual(['TrainingJobDefinition.Shape', 'Colour']);
  expect(read.notRunHere).toEqual([expect.stringContaining('no training code here for example.com/own:1')]);
  const standIn = { ...exampleDefinition(), Environment: { ETUDE_SURROGATE: 'caltech-256' } };
  standIn.AlgorithmSpecification = { AlgorithmName: 'mine', TrainingInputMode: 'File' };
  expect(imported(JSON.stringify(exampleRequest({ TrainingJobDefinition: standIn }))).notRunHere).toEqual([]);
});

test.each([
  [
    'a prototype',
    JSON.stringify(exampleRequest()).replace('"Strategy"', '"__proto__":{},"Strategy"'),
    '__proto__',
  ],
  ['too deep', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, '40 levels'],
  ['too long', `{"a":"${'x'.repeat(1_000_001)}"}`, '1,000,000'],
  ['no JSON', 'strategy: Random', 'not JSON'],
  ['a list', '[]', 'object'],
])('%s is refused with the reason', (_what, text, reason) => {
  expect(readImport(text)).toEqual({ errors: [expect.stringContaining(reason)] });
});

test('an exported tuning job is told by its first member', () => {
  expect(readImport('{"Format":"etude-tuning-job","Version":1}')).toMatchObject({ kind: 'archive' });
});

test('what the form puts right by itself is listed with the rule; what it shows at a field is not', () => {
  const { TrainingJobDefinition: _, ...request } = exampleRequest();
  const config = { ...request.HyperParameterTuningJobConfig, TrainingJobEarlyStoppingType: 'Auto' as const };
  const { HyperParameterTuningJobObjective, ParameterRanges, ...rest } = config;
  const definitions = ['a', 'b'].map((DefinitionName) => ({
    ...exampleDefinition({ DefinitionName }),
    TuningObjective: HyperParameterTuningJobObjective,
    HyperParameterRanges: ParameterRanges,
  }));
  const several = {
    ...request,
    HyperParameterTuningJobName: '-no-',
    HyperParameterTuningJobConfig: rest,
    TrainingJobDefinitions: definitions,
  };
  const read = imported(JSON.stringify(several));
  expect(read.putRight).toEqual([
    'Early stopping works with a single training job definition only: set it to Off.',
  ]);
  expect(read.broken).toBe(1);
  expect(imported(requestJson(exampleRequest())).putRight).toEqual([]);
});
