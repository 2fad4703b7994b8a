import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AutotuneFacts, autotune } from './autotune.ts';
import { rangeAround } from './autotune-ranges.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from './testing/example-request.ts';
import { arbitraryRequest } from './testing/arbitrary-request.ts';
import { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';

const facts: AutotuneFacts = {
  iterative: true,
  hyperparameters: [
    {
      name: 'max_depth',
      min: 0,
      tunable: { type: 'Integer', min: 0, max: 10, scaling: 'Linear', byDefault: true },
    },
    { name: 'eta', min: 0, max: 1, tunable: { type: 'Continuous', min: 0.1, max: 0.5, byDefault: true } },
    { name: 'gamma', min: 0, tunable: { type: 'Continuous', min: 0, max: 5, byDefault: false } },
    { name: 'booster', values: ['gbtree', 'dart'], tunable: { type: 'Categorical', byDefault: false } },
    {
      name: 'momentum',
      min: 0,
      max: 1,
      tunable: { type: 'Continuous', scaling: 'ReverseLogarithmic', byDefault: false },
    },
    { name: 'num_class' },
  ],
};
const fill = (request: CreateHyperParameterTuningJobRequest) =>
  autotune({ ...request, Autotune: { Mode: 'Enabled' } }, () => facts);
const config = (...hints: [string, string][]) =>
  exampleRequest(
    {},
    {
      ParameterRanges: {
        AutoParameters: hints.map(([Name, ValueHint]) => ({ Name, ValueHint })),
      },
    },
  );
const around = (name: string, hint: string) =>
  rangeAround(
    name,
    hint,
    facts.hyperparameters.find((each) => each.name === name),
  );

describe('a hint becomes a range', () => {
  it('4 for max_depth becomes 2 to 8, as in the developer guide', () => {
    const { request, chosen, breaches } = fill(config(['max_depth', '4']));
    expect(request.HyperParameterTuningJobConfig.ParameterRanges).toEqual({
      IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '2', MaxValue: '8', ScalingType: 'Linear' }],
      ContinuousParameterRanges: [],
      CategoricalParameterRanges: [],
    });
    expect(chosen[0]).toEqual({
      path: 'HyperParameterTuningJobConfig.ParameterRanges.max_depth',
      value: 'Integer 2–8',
      why: 'Around 4: half to twice.',
    });
    expect(breaches).toEqual([]);
  });
  it.each([
    ['max_depth', '1', '1', '2'],
    ['max_depth', '5', '2', '10'],
    ['max_depth', '0', '0', '10'],
    ['eta', '0.3', '0.03', '1'],
    ['momentum', '0.9', '0', '0.99'],
    ['anything', '7', '3', '14'],
    ['anything', '0.001', '0.0001', '0.01'],
    ['anything', '-0.5', '-1', '-0.25'],
  ])('%s %s: %s to %s', (name, hint, MinValue, MaxValue) => {
    expect(around(name, hint)).toMatchObject({ range: { Name: name, MinValue, MaxValue } });
  });
  it('takes the other values of an enumeration, and both of a flag', () => {
    expect(around('booster', 'dart')).toMatchObject({ range: { Values: ['dart', 'gbtree'] } });
    expect(around('anything', 'true')).toMatchObject({ range: { Values: ['true', 'false'] } });
  });
  it('says what a hint lacks, at the hint', () => {
    const { breaches } = fill(config(['max_depth', '4.5'], ['eta', '2'], ['colour', 'red']));
    expect(breaches.map(({ message }) => message)).toEqual([
      'Give max_depth a whole number as hint.',
      'eta does not take 2.',
      'Nothing is known of colour but the value red: give it a categorical range.',
    ]);
    expect(breaches[1]?.path).toEqual([
      'HyperParameterTuningJobConfig',
      'ParameterRanges',
      'AutoParameters',
      1,
      'ValueHint',
    ]);
  });
  it('keeps one that cannot be tuned at its hint', () => {
    const { request } = fill(config(['max_depth', '4'], ['num_class', '3']));
    expect(request.TrainingJobDefinition?.StaticHyperParameters).toMatchObject({ num_class: '3' });
  });
  it('holds the hint, whatever it is', () => {
    const known = fc.constantFrom(undefined, ...facts.hyperparameters.filter(({ values }) => !values));
    fc.assert(
      fc.property(
        known,
        fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e6, max: 1e6 })),
        (each, hint) => {
          const found = rangeAround('x', String(hint), each);
          if (typeof found === 'string' || found.kind === 'Categorical') return;
          const [min, max] = [Number(found.range.MinValue), Number(found.range.MaxValue)];
          expect(min).toBeLessThan(max);
          expect(hint).toBeGreaterThanOrEqual(min);
          expect(hint).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});

describe('what is unset', () => {
  const { ResourceLimits: _, ...rest } = exampleRequest().HyperParameterTuningJobConfig;
  const bare = exampleRequest({
    HyperParameterTuningJobConfig: {
      ...rest,
      ResourceLimits: { MaxParallelTrainingJobs: 3 },
      ParameterRanges: {},
    },
  });

  it('is filled, each with its reason, and makes a valid request', () => {
    const { request, chosen } = fill(bare);
    expect(request.HyperParameterTuningJobConfig).toMatchObject({
      ResourceLimits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 3 },
      TrainingJobEarlyStoppingType: 'Auto',
      TuningJobCompletionCriteria: { ConvergenceDetected: { CompleteOnConvergence: 'Enabled' } },
      ParameterRanges: {
        IntegerParameterRanges: [{ Name: 'max_depth', MinValue: '0', MaxValue: '10' }],
        ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5' }],
      },
    });
    expect(request.TrainingJobDefinition?.RetryStrategy).toEqual({ MaximumRetryAttempts: 3 });
    expect(chosen.map(({ path, value }) => [path.split('.').at(-1), value])).toEqual([
      ['max_depth', 'Integer 0–10'],
      ['eta', 'Continuous 0.1–0.5'],
      ['MaxNumberOfTrainingJobs', '20'],
      ['TrainingJobEarlyStoppingType', 'Auto'],
      ['CompleteOnConvergence', 'Enabled'],
      ['MaximumRetryAttempts', '3'],
    ]);
    expect(chosen.every(({ why }) => why.endsWith('.'))).toBe(true);
    const { Autotune: _autotune, ...alone } = request;
    expect(CreateHyperParameterTuningJobRequest.safeParse(alone).success).toBe(true);
  });
  it('stays unset without Autotune', () => {
    expect(autotune(bare, () => facts)).toEqual({ request: bare, chosen: [], breaches: [] });
  });
  it('leaves out a hyperparameter that is static', () => {
    const { request } = fill({
      ...bare,
      TrainingJobDefinition: exampleDefinition({ StaticHyperParameters: { eta: '0.2' } }),
    });
    expect(request.HyperParameterTuningJobConfig.ParameterRanges?.ContinuousParameterRanges).toEqual([]);
  });
  it('keeps early stopping off where it cannot be on', () => {
    const early = (change: Parameters<typeof exampleRequest>[1]) =>
      fill(exampleRequest({}, change)).request.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType;
    expect(early({})).toBe('Auto');
    expect(early({ TrainingJobEarlyStoppingType: 'Off' })).toBe('Off');
    expect(early({ Strategy: 'Hyperband' })).toBeUndefined();
    const several = fill(exampleListRequest([{}, {}])).request;
    expect(several.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType).toBeUndefined();
    expect(
      several.TrainingJobDefinitions?.map(({ RetryStrategy }) => RetryStrategy?.MaximumRetryAttempts),
    ).toEqual([3, 3]);
  });
  it('leaves retries alone in a warm start, whose parents may have none', () => {
    const WarmStartConfig = {
      WarmStartType: 'TransferLearning' as const,
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
    };
    expect(fill({ ...bare, WarmStartConfig }).request.TrainingJobDefinition?.RetryStrategy).toBeUndefined();
  });
});

it('what is set stays, and filling a second time changes nothing', () => {
  fc.assert(
    fc.property(arbitraryRequest, (given) => {
      const once = fill(given).request;
      const again = autotune(once, () => facts);
      expect(again.chosen).toEqual([]);
      expect(again.request).toEqual(once);
      const { ResourceLimits, TrainingJobEarlyStoppingType } = given.HyperParameterTuningJobConfig;
      expect(once.HyperParameterTuningJobConfig).toMatchObject({
        ResourceLimits,
        ...(TrainingJobEarlyStoppingType && { TrainingJobEarlyStoppingType }),
      });
    }),
    { numRuns: 50 },
  );
});
