import { expect, test } from 'vitest';
import { HyperParameterTuningJobConfig } from '../../../api/tuning-job.ts';
import { cloneDefinition, jobCopyName, requestFromDescription } from './clone.ts';
import { newForm } from './defaults.ts';
import { fromRequest } from './from-request.ts';
import { startingDefinition } from './sample-data.ts';
import { toRequest } from './to-request.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';

test('a cloned definition equals the original in every field but the name, and shares nothing with it', () => {
  const original = startingDefinition([]);
  const untouched = structuredClone(original);
  const copy = cloneDefinition(original, [original.algorithm.name]);
  expect({ ...copy, algorithm: { ...copy.algorithm, name: original.algorithm.name } }).toEqual(original);
  expect(copy.algorithm.name).toBe('TrainingJobDefinition-1-copy');

  copy.data.channels[0]!.location = 's3://elsewhere/';
  copy.algorithm.hyperparameters[0]!.values.push('x');
  copy.resources.maxDuration.value = '1';
  expect(original).toEqual(untouched);
});

test('further copies count on, and stay within 64 characters', () => {
  const original = startingDefinition([]);
  const names = [original.algorithm.name];
  for (let i = 0; i < 3; i++) names.push(cloneDefinition(original, names).algorithm.name);
  expect(names.slice(1)).toEqual([
    'TrainingJobDefinition-1-copy',
    'TrainingJobDefinition-1-copy-2',
    'TrainingJobDefinition-1-copy-3',
  ]);
  original.algorithm.name = 'x'.repeat(64);
  expect(cloneDefinition(original, []).algorithm.name).toBe(`${'x'.repeat(59)}-copy`);
});

test.each([
  ['churn', 'churn-copy-03-07'],
  ['churn-copy-02-28', 'churn-copy-03-07'],
  ['a-very-long-name-of-a-tuning-job', 'a-very-long-name-of-a-copy-03-07'],
])('the copy of tuning job %s is called %s', (name, copy) => {
  const today = new Date(2027, 2, 7);
  expect(jobCopyName(name, today)).toBe(copy);
  expect(copy.length).toBeLessThanOrEqual(32);
});

test('what the service added to a described tuning job is taken off', () => {
  const request = CreateHyperParameterTuningJobRequest.parse(
    toRequest({ ...newForm('churn'), definitions: [startingDefinition([])] }),
  );
  const definition = request.TrainingJobDefinition!;
  const described = {
    ...request,
    HyperParameterTuningJobConfig: HyperParameterTuningJobConfig.parse(request.HyperParameterTuningJobConfig),
    HyperParameterTuningJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/churn',
    HyperParameterTuningJobStatus: 'Completed' as const,
    CreationTime: new Date(0),
    TrainingJobStatusCounters: {},
    ObjectiveStatusCounters: {},
    TrainingJobDefinition: {
      ...definition,
      StaticHyperParameters: {
        ...definition.StaticHyperParameters,
        _tuning_objective_metric: 'validation:auc',
      },
      AlgorithmSpecification: {
        ...definition.AlgorithmSpecification,
        MetricDefinitions: [{ Name: 'ObjectiveMetric', Regex: 'auc:(.*)' }],
      },
    },
  };
  const tags = [{ Key: 'team', Value: '' }];
  const again = requestFromDescription(described, tags, new Date(2027, 2, 7));
  expect(again).toEqual({ ...request, HyperParameterTuningJobName: 'churn-copy-03-07', Tags: tags });
  expect(fromRequest(again).settings.tags).toEqual([{ key: 'team', value: '' }]);
});
