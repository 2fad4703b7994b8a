/** Rules V7–V13 and the either-ors from both sides, with path and sentence. */
import { describe, expect, it } from 'vitest';
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import {
  broken,
  category,
  check,
  limits,
  LIMITS,
  RANGES,
  times,
  withConfig,
  withDefinition,
  withRanges,
} from './testing/bent-request.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from './testing/example-request.ts';
import type { HyperParameterTuningJobConfig } from './tuning-job.ts';

describe('V7 and V11b: ranges', () => {
  const integer = (MinValue: string, MaxValue: string, ScalingType?: 'Logarithmic' | 'ReverseLogarithmic') =>
    broken(
      withRanges(
        {
          IntegerParameterRanges: [
            { Name: 'x', MinValue, MaxValue, ...(ScalingType ? { ScalingType } : {}) },
          ],
        },
        limits(1),
      ),
    ).map((text) => text.replace(`${RANGES}.IntegerParameterRanges.0.`, ''));
  const continuous = (
    MinValue: string,
    MaxValue: string,
    ScalingType?: 'Logarithmic' | 'ReverseLogarithmic',
  ) =>
    broken(
      withRanges({
        ContinuousParameterRanges: [
          { Name: 'x', MinValue, MaxValue, ...(ScalingType ? { ScalingType } : {}) },
        ],
      }),
    ).map((text) => text.replace(`${RANGES}.ContinuousParameterRanges.0.`, ''));

  it('ends are numbers', () => {
    for (const text of [
      '',
      ' ',
      '1 ',
      'x',
      '1e',
      '0x10',
      'Infinity',
      'NaN',
      '1_000',
      '1,5',
      '١',
      '--1',
      '.',
      '1e999',
    ]) {
      expect([text, continuous(text, '2e300')]).toEqual([text, ['V11b MinValue']]);
    }
    for (const text of ['0', '-1', '0.5', '.5', '5.', '1e-5', '1E+2', '-1.5e3']) {
      expect([text, continuous(text, '2e300')]).toEqual([text, []]);
    }
  });
  it('ends of an integer range are whole', () => {
    for (const text of ['', '1.0', '1e1', '0x1', '9007199254740992']) {
      expect([text, integer('-9', text)]).toEqual([text, ['V11b MaxValue']]);
    }
    expect(integer('-3', '9007199254740991')).toEqual([]);
    expect(integer('x', 'y')).toEqual(['V11b MinValue', 'V11b MaxValue']);
  });
  it('the minimum is below the maximum', () => {
    expect(integer('1', '2')).toEqual([]);
    expect(integer('2', '2')).toEqual(['V11b MaxValue']);
    expect(integer('3', '2')).toEqual(['V11b MaxValue']);
    expect(continuous('0.1', '0.10')).toEqual(['V11b MaxValue']);
    expect(continuous('10', '9')).toEqual(['V11b MaxValue']);
  });
  it('Logarithmic is above 0', () => {
    expect(integer('1', '9', 'Logarithmic')).toEqual([]);
    expect(integer('0', '9', 'Logarithmic')).toEqual(['V7 MinValue']);
    expect(continuous('1e-9', '1', 'Logarithmic')).toEqual([]);
    expect(continuous('0', '1', 'Logarithmic')).toEqual(['V7 MinValue']);
    expect(continuous('-1', 'x', 'Logarithmic')).toEqual(['V11b MaxValue', 'V7 MinValue']);
  });
  it('ReverseLogarithmic is continuous and within 0 ≤ x < 1', () => {
    expect(continuous('0', '0.999', 'ReverseLogarithmic')).toEqual([]);
    expect(continuous('-0.1', '0.9', 'ReverseLogarithmic')).toEqual(['V7 MinValue']);
    expect(continuous('0.5', '1', 'ReverseLogarithmic')).toEqual(['V7 MaxValue']);
    expect(integer('1', '9', 'ReverseLogarithmic')).toEqual(['V7 ScalingType']);
  });
  it('categorical values are at least two, each once', () => {
    const values = (...Values: string[]) =>
      broken(withRanges({ CategoricalParameterRanges: [{ Name: 'x', Values }] }, limits(1)));
    const at = `V11b ${RANGES}.CategoricalParameterRanges.0.Values`;
    expect(values('a', 'b')).toEqual([]);
    expect(values('a')).toEqual([at]);
    expect(values('a', 'b', 'a')).toEqual([at]);
  });
});

describe('V8: how many hyperparameters, and which', () => {
  const many = (integers: number, categories: number) =>
    withRanges({
      IntegerParameterRanges: times(integers, (i) => ({ Name: `i${i}`, MinValue: '1', MaxValue: '9' })),
      CategoricalParameterRanges: times(categories, (i) => category(`c${i}`, 2)),
    });
  it('tunes at most 30', () => {
    expect(broken(many(20, 10))).toEqual([]);
    expect(check(many(20, 11))).toEqual([
      {
        rule: 'V8',
        path: ['HyperParameterTuningJobConfig', 'ParameterRanges'],
        message: 'At most 30 hyperparameters can be tuned; there are 31.',
      },
    ]);
  });
  it('has at most 99 of its own', () => {
    const fixed = (count: number, more = {}) =>
      withDefinition({
        StaticHyperParameters: { ...Object.fromEntries(times(count, (i) => [`s${i}`, '1'])), ...more },
      });
    expect(broken(fixed(97))).toEqual([]);
    expect(broken(fixed(98))).toEqual(['V8 TrainingJobDefinition.StaticHyperParameters']);
    // The service's own counts once, given or not.
    expect(broken(fixed(97, { _tuning_objective_metric: 'validation:auc' }))).toEqual([]);
  });
  it('names each once, tuned or static', () => {
    expect(check(withDefinition({ StaticHyperParameters: { eta: '0.1' } }))).toEqual([
      {
        rule: 'V8',
        path: ['TrainingJobDefinition', 'StaticHyperParameters', 'eta'],
        message: 'eta is tuned: it cannot be static as well.',
      },
    ]);
    expect(
      broken(
        withRanges({
          IntegerParameterRanges: [{ Name: 'x', MinValue: '1', MaxValue: '99' }],
          CategoricalParameterRanges: [category('x', 2)],
        }),
      ),
    ).toEqual([`V8 ${RANGES}.CategoricalParameterRanges.0.Name`]);
    const proto = JSON.parse('{"__proto__":"1"}') as Record<string, string>;
    expect(
      broken(
        exampleRequest(
          { TrainingJobDefinition: exampleDefinition({ StaticHyperParameters: proto }) },
          { ParameterRanges: { CategoricalParameterRanges: [category('__proto__', 20)] } },
        ),
      ),
    ).toEqual(['V8 TrainingJobDefinition.StaticHyperParameters.__proto__']);
  });
});

describe('V9 and V10: names of metrics and channels', () => {
  it('are given once', () => {
    const metrics = (...names: string[]) =>
      withDefinition({
        AlgorithmSpecification: {
          TrainingImage: 'x',
          TrainingInputMode: 'File',
          MetricDefinitions: names.map((Name) => ({ Name, Regex: 'x' })),
        },
      });
    expect(broken(metrics('a', 'b'))).toEqual([]);
    expect(broken(metrics('a', 'a'))).toEqual([
      'V9 TrainingJobDefinition.AlgorithmSpecification.MetricDefinitions.1.Name',
    ]);
    const channels = (...names: string[]) =>
      withDefinition({
        InputDataConfig: names.map((ChannelName) => ({
          ChannelName,
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b/' } },
        })),
      });
    expect(broken(channels('train', 'validation'))).toEqual([]);
    expect(broken(channels('train', 'train'))).toEqual([
      'V10 TrainingJobDefinition.InputDataConfig.1.ChannelName',
    ]);
  });
});

describe('V11: resource limits', () => {
  it('10 in parallel, no more than in total', () => {
    expect(broken(withConfig(limits(12, 10)))).toEqual([]);
    expect(broken(withConfig(limits(12, 11)))).toEqual([`V11 ${LIMITS}.MaxParallelTrainingJobs`]);
    expect(broken(withConfig(limits(3, 3)))).toEqual([]);
    expect(broken(withConfig(limits(3, 4)))).toEqual([`V11 ${LIMITS}.MaxParallelTrainingJobs`]);
  });
  it('750 in total, 10,000 with Random', () => {
    const total = (Strategy: 'Bayesian' | 'Random', count: number) =>
      broken(withConfig({ Strategy, ...limits(count) }));
    expect(total('Bayesian', 750)).toEqual([]);
    expect(total('Bayesian', 751)).toEqual([`V11 ${LIMITS}.MaxNumberOfTrainingJobs`]);
    expect(total('Random', 10_000)).toEqual([]);
    expect(total('Random', 10_001)).toEqual([`V11 ${LIMITS}.MaxNumberOfTrainingJobs`]);
  });
  it('some end', () => {
    const without = (more: Partial<HyperParameterTuningJobConfig>, MaxRuntimeInSeconds?: number) =>
      broken(
        withConfig({
          ResourceLimits: {
            MaxParallelTrainingJobs: 1,
            ...(MaxRuntimeInSeconds ? { MaxRuntimeInSeconds } : {}),
          },
          ...more,
        }),
      );
    expect(without({})).toEqual([`V11 ${LIMITS}.MaxNumberOfTrainingJobs`]);
    expect(without({ TuningJobCompletionCriteria: {} })).toEqual([`V11 ${LIMITS}.MaxNumberOfTrainingJobs`]);
    expect(without({}, 3600)).toEqual([]);
    expect(without({ TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 0.9 } })).toEqual([]);
  });
});

describe('V12: spot training', () => {
  const spot = (MaxWaitTimeInSeconds: number | undefined, EnableManagedSpotTraining = true) =>
    broken(
      withDefinition({
        EnableManagedSpotTraining,
        StoppingCondition: {
          MaxRuntimeInSeconds: 600,
          ...(MaxWaitTimeInSeconds ? { MaxWaitTimeInSeconds } : {}),
        },
      }),
    );
  it('waits at least as long as it may run', () => {
    const at = 'V12 TrainingJobDefinition.StoppingCondition.MaxWaitTimeInSeconds';
    expect(spot(600)).toEqual([]);
    expect(spot(599)).toEqual([at]);
    expect(spot(undefined)).toEqual([at]);
    expect(spot(600, false)).toEqual([at]);
    expect(spot(undefined, false)).toEqual([]);
  });
  it('takes a day as the maximum duration when none is given', () => {
    const day = (MaxWaitTimeInSeconds: number) =>
      broken(
        withDefinition({ EnableManagedSpotTraining: true, StoppingCondition: { MaxWaitTimeInSeconds } }),
      );
    expect(day(86_400)).toEqual([]);
    expect(day(86_399)).toHaveLength(1);
  });
});

describe('V13: warm start settings', () => {
  const warm = (Strategy: 'Bayesian' | 'Grid', ...names: string[]) =>
    broken(
      exampleRequest(
        {
          WarmStartConfig: {
            WarmStartType: 'TransferLearning',
            ParentHyperParameterTuningJobs: names.map((name) =>
              name ? { HyperParameterTuningJobName: name } : {},
            ),
          },
        },
        {
          Strategy,
          ParameterRanges: { CategoricalParameterRanges: [category('c', 12)] },
        },
      ),
    );
  it('go with Bayesian and Random', () => {
    expect(warm('Bayesian', 'a')).toEqual([]);
    expect(warm('Grid', 'a')).toEqual(['V13 HyperParameterTuningJobConfig.Strategy']);
  });
  it('name each parent once', () => {
    const at = 'V13 WarmStartConfig.ParentHyperParameterTuningJobs.1.HyperParameterTuningJobName';
    expect(warm('Bayesian', 'a', 'b')).toEqual([]);
    expect(warm('Bayesian', 'a', 'A')).toEqual([at]);
    expect(warm('Bayesian', 'a', '')).toEqual([at]);
  });
});

describe('Shape: either-ors of the service model', () => {
  const at = (member: string) => `Shape TrainingJobDefinition.${member}`;
  it('an image or an algorithm name', () => {
    const algorithm = (parts: object) =>
      broken(withDefinition({ AlgorithmSpecification: { TrainingInputMode: 'File', ...parts } }));
    expect(algorithm({ AlgorithmName: 'mine' })).toEqual([]);
    expect(algorithm({})).toEqual([at('AlgorithmSpecification.TrainingImage')]);
    expect(algorithm({ TrainingImage: '' })).toEqual([at('AlgorithmSpecification.TrainingImage')]);
    expect(algorithm({ TrainingImage: 'x', AlgorithmName: 'mine' })).toEqual([
      at('AlgorithmSpecification.AlgorithmName'),
    ]);
  });
  it('one resource configuration, with instances', () => {
    const alternatives = [{ InstanceType: 'ml.m5.xlarge' as const, InstanceCount: 1, VolumeSizeInGB: 1 }];
    const { ResourceConfig: _r, ...bare } = exampleDefinition();
    const resources = (parts: Partial<HyperParameterTrainingJobDefinition>) =>
      broken(exampleRequest({ TrainingJobDefinition: { ...bare, ...parts } }));
    expect(resources({ HyperParameterTuningResourceConfig: { InstanceConfigs: alternatives } })).toEqual([]);
    expect(resources({})).toEqual([at('ResourceConfig')]);
    expect(
      resources({
        ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
        HyperParameterTuningResourceConfig: { InstanceConfigs: alternatives },
      }),
    ).toEqual([at('HyperParameterTuningResourceConfig')]);
    expect(
      resources({
        HyperParameterTuningResourceConfig: { InstanceConfigs: alternatives, InstanceCount: 1 },
      }),
    ).toEqual([at('HyperParameterTuningResourceConfig.InstanceConfigs')]);
    expect(resources({ ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 0 } })).toEqual([
      at('ResourceConfig.InstanceCount'),
    ]);
    expect(resources({ ResourceConfig: {} })).toEqual([
      at('ResourceConfig.InstanceType'),
      at('ResourceConfig.InstanceCount'),
    ]);
    const group = { InstanceType: 'ml.m5.xlarge' as const, InstanceCount: 1, InstanceGroupName: 'g' };
    expect(resources({ ResourceConfig: { InstanceGroups: [group] } })).toEqual([]);
    expect(resources({ ResourceConfig: { InstanceGroups: [group], InstanceCount: 1 } })).toEqual([
      at('ResourceConfig.InstanceGroups'),
    ]);
  });
  it('one source a channel, manifests through a pipe', () => {
    const s3 = (S3DataType: 'S3Prefix' | 'AugmentedManifestFile') => ({
      S3DataSource: { S3DataType, S3Uri: 's3://b/' },
    });
    const channel = (DataSource: object, more = {}) =>
      broken(withDefinition({ InputDataConfig: [{ ChannelName: 'train', DataSource, ...more }] }));
    const DatasetSource = { DatasetArn: 'arn:aws:sagemaker:us-east-1:aws:hub-content/H/DataSet/d' };
    expect(channel({ DatasetSource })).toEqual([]);
    expect(channel({})).toEqual([at('InputDataConfig.0.DataSource.S3DataSource')]);
    expect(channel({ ...s3('S3Prefix'), DatasetSource })).toEqual([
      at('InputDataConfig.0.DataSource.S3DataSource'),
    ]);
    expect(channel(s3('AugmentedManifestFile'), { InputMode: 'Pipe' })).toEqual([]);
    expect(channel(s3('AugmentedManifestFile'))).toEqual([at('InputDataConfig.0.InputMode')]);
  });
  it('auto parameters with Autotune', () => {
    const ParameterRanges = { AutoParameters: [{ Name: 'x', ValueHint: '4' }] };
    expect(broken(withConfig({ ParameterRanges }))).toEqual([`Shape ${RANGES}.AutoParameters`]);
    expect(broken(exampleRequest({ Autotune: { Mode: 'Enabled' } }, { ParameterRanges }))).toEqual([]);
  });
  it('48 environment variables over all definitions', () => {
    const variables = (count: number) => ({
      Environment: Object.fromEntries(times(count, (i) => [`V${i}`, ''])),
    });
    expect(broken(exampleListRequest([variables(24), variables(24)]))).toEqual([]);
    expect(broken(exampleListRequest([variables(24), variables(25)]))).toEqual([
      'Shape TrainingJobDefinitions.1.Environment',
    ]);
  });
});
