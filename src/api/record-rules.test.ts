import { describe, expect, it } from 'vitest';
import { trainingJobCan, tuningJobCan, tuningJobEnded } from './can.ts';
import { HyperParameterTuningJobStatus, TrainingJobStatus } from './common.ts';
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import { definitionsOf, type TuningDefinition } from './definitions.ts';
import {
  broken,
  duplicateName,
  sameName,
  trainingJobNotRunning,
  tuningJobNotEnded,
  tuningJobNotRunning,
} from './errors.ts';
import { checkInstanceQuota, checkMetrics, checkSpotWait, instanceDemand, warnings } from './record-rules.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from './testing/example-request.ts';

function only(change: Partial<HyperParameterTrainingJobDefinition> = {}): TuningDefinition {
  const [definition] = definitionsOf(exampleRequest({ TrainingJobDefinition: exampleDefinition(change) }));
  if (!definition) throw new Error('The example has a definition.');
  return definition;
}

const withMetrics = (...names: string[]) =>
  only({
    AlgorithmSpecification: {
      TrainingImage: 'x',
      TrainingInputMode: 'File',
      MetricDefinitions: names.map((Name) => ({ Name, Regex: `${Name}=(.*)` })),
    },
  });

describe('V9: checkMetrics', () => {
  const builtIn = { builtIn: true, metricNames: ['validation:auc', 'train:auc'] };
  const own = { builtIn: false, metricNames: [] };
  const at = ['TrainingJobDefinition', 'AlgorithmSpecification', 'MetricDefinitions'];
  it('a built-in algorithm brings its metrics, the objective among them', () => {
    expect(checkMetrics(only(), builtIn)).toEqual([]);
    expect(checkMetrics(withMetrics('validation:auc'), builtIn)).toMatchObject([{ rule: 'V9', path: at }]);
    expect(checkMetrics(only(), { builtIn: true, metricNames: ['train:auc'] })).toEqual([
      {
        rule: 'V9',
        path: ['HyperParameterTuningJobConfig', 'HyperParameterTuningJobObjective', 'MetricName'],
        message: 'This algorithm does not report validation:auc. Choose one of: train:auc.',
      },
    ]);
  });
  it('in the list form the objective is the definition’s', () => {
    const [, second] = definitionsOf(exampleListRequest([{}, {}]));
    if (!second) throw new Error('The example has two definitions.');
    expect(checkMetrics(second, { builtIn: true, metricNames: [] })[0]?.path).toEqual([
      'TrainingJobDefinitions',
      1,
      'TuningObjective',
      'MetricName',
    ]);
  });
  it('any other defines the objective', () => {
    expect(checkMetrics(withMetrics('loss', 'validation:auc'), own)).toEqual([]);
    for (const definition of [only(), withMetrics('loss')]) {
      const [breach] = checkMetrics(definition, own);
      expect(breach?.path).toEqual(at);
      expect(breach && broken(breach)).toMatchObject({
        code: 'ValidationException',
        path: at,
        message:
          'A metric is required for this hyperparameter tuning job objective. Provide a metric in the metric definitions.',
      });
    }
  });
});

describe('V12: checkSpotWait', () => {
  const spot = (MaxWaitTimeInSeconds: number, more: Partial<HyperParameterTrainingJobDefinition> = {}) =>
    only({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 600, MaxWaitTimeInSeconds },
      ...more,
    });
  it('an hour at most for a built-in algorithm without checkpoints', () => {
    expect(checkSpotWait(spot(3600), { builtIn: true })).toEqual([]);
    expect(checkSpotWait(spot(3601), { builtIn: true })).toMatchObject([
      { rule: 'V12', path: ['TrainingJobDefinition', 'StoppingCondition', 'MaxWaitTimeInSeconds'] },
    ]);
    expect(checkSpotWait(spot(3601), { builtIn: false })).toEqual([]);
    const CheckpointConfig = { S3Uri: 's3://b/' };
    expect(checkSpotWait(spot(3601, { CheckpointConfig }), { builtIn: true })).toEqual([]);
    expect(checkSpotWait(spot(3601, { EnableManagedSpotTraining: false }), { builtIn: true })).toEqual([]);
  });
});

describe('V16: warnings', () => {
  const auto = exampleRequest({}, { TrainingJobEarlyStoppingType: 'Auto' });
  it('early stopping on a metric that is not there every epoch', () => {
    expect(warnings(auto, () => false)).toMatchObject([
      {
        rule: 'V16',
        path: ['HyperParameterTuningJobConfig', 'HyperParameterTuningJobObjective', 'MetricName'],
      },
    ]);
    expect(warnings(auto, () => true)).toEqual([]);
    expect(warnings(auto, () => undefined)).toEqual([]);
    expect(warnings(exampleRequest(), () => false)).toEqual([]);
    const halved = exampleRequest({}, { Strategy: 'Hyperband', TrainingJobEarlyStoppingType: 'Off' });
    expect(warnings(halved, () => false)[0]?.message).toContain('Hyperband will stop no training job');
  });
});

describe('V11: instances', () => {
  const request = exampleRequest({
    TrainingJobDefinition: exampleDefinition({
      ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 2 },
    }),
  });
  it('asks for parallel × count', () => {
    expect([...instanceDemand(request)]).toEqual([['ml.p3.2xlarge', 6]]);
    const two = exampleListRequest([
      { ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 } },
      { ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 4 } },
    ]);
    expect([...instanceDemand(two)]).toEqual([['ml.m5.xlarge', 12]]);
  });
  it('is refused beyond the limit, in the words of the service', () => {
    const check = (limit: number) =>
      checkInstanceQuota(
        request,
        () => limit,
        () => 1,
      );
    expect(check(7)).toBeUndefined();
    expect(check(6)).toMatchObject({
      code: 'ResourceLimitExceeded',
      message:
        "The account-level service limit 'ml.p3.2xlarge for training job usage' is 6 Instances, with current utilization of 1 Instances and a request delta of 6 Instances. Please use AWS Service Quotas to request an increase for this quota. If AWS Service Quotas is not available, contact AWS support to request an increase for this quota.",
    });
  });
});

describe('V1: names', () => {
  it('are one whatever their case', () => {
    expect(sameName('Churn', 'cHURN')).toBe(true);
    expect(sameName('churn', 'churn2')).toBe(false);
    expect(duplicateName('churn')).toMatchObject({
      code: 'ResourceInUse',
      path: ['HyperParameterTuningJobName'],
      message:
        'Resource Already Exists: Hyper Parameter Tuning Job with name churn already exists. Choose a different name.',
    });
  });
});

describe('what a status allows', () => {
  const which = <Status>(all: readonly Status[], can: (status: Status) => boolean) => all.filter(can);
  it('of a tuning job', () => {
    const all = HyperParameterTuningJobStatus.options;
    expect(which(all, tuningJobCan.stop)).toEqual(['InProgress']);
    expect(which(all, tuningJobEnded)).toEqual(['Completed', 'Failed', 'Stopped', 'DeleteFailed']);
    expect(which(all, tuningJobCan.delete)).toEqual(which(all, tuningJobEnded));
    expect(which(all, tuningJobCan.warmStart)).toEqual(['Completed', 'Failed', 'Stopped']);
  });
  it('of a training job', () => {
    const all = TrainingJobStatus.options;
    expect(which(all, trainingJobCan.stop)).toEqual(['InProgress']);
  });
  it('the refusals hold the words clients look for', () => {
    expect(tuningJobNotRunning('a', 'Stopping').message).toContain('already');
    expect(tuningJobNotEnded('a').message).toContain('not in a terminal state');
    expect(trainingJobNotRunning('Completed').message).toBe(
      'The request was rejected because the training job is in status Completed.',
    );
  });
});
