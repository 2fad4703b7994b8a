/** Rules V2–V6 from both sides: the request that keeps one and the one that breaks it, with path and sentence. */
import { describe, expect, it } from 'vitest';
import type { ParameterRanges } from './parameter-ranges.ts';
import {
  broken,
  category,
  check,
  limits,
  LIMITS,
  RANGES,
  withConfig,
  withDefinition,
  withRanges,
} from './testing/bent-request.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from './testing/example-request.ts';
import type { HyperParameterTuningJobConfig } from './tuning-job.ts';

it('the examples keep every rule', () => {
  expect(check(exampleRequest())).toEqual([]);
  expect(check(exampleListRequest([{}]))).toEqual([]);
  expect(check(exampleListRequest([{}, {}]))).toEqual([]);
});

describe('V2: one form, complete', () => {
  it('needs a definition', () => {
    const { TrainingJobDefinition: _left, ...rest } = exampleRequest();
    expect(check(rest)).toEqual([
      { rule: 'V2', path: ['TrainingJobDefinitions'], message: 'Add at least one training job definition.' },
    ]);
  });
  it('takes one form only', () => {
    const both = { ...exampleListRequest([{}]), TrainingJobDefinition: exampleDefinition() };
    expect(broken(both)).toContain('V2 TrainingJobDefinitions');
  });
  it('single form: objective and ranges are in the configuration', () => {
    const {
      HyperParameterTuningJobObjective: _o,
      ParameterRanges: _p,
      ...config
    } = exampleRequest().HyperParameterTuningJobConfig;
    expect(broken(exampleRequest({ HyperParameterTuningJobConfig: config }))).toEqual([
      'V2 HyperParameterTuningJobConfig.HyperParameterTuningJobObjective',
      `V2 ${RANGES}`,
    ]);
    expect(broken(withRanges({ IntegerParameterRanges: [] }))).toContain(`V2 ${RANGES}`);
    expect(
      broken(
        withDefinition({ TuningObjective: { Type: 'Minimize', MetricName: 'x' }, HyperParameterRanges: {} }),
      ),
    ).toEqual(['V2 TrainingJobDefinition.TuningObjective', 'V2 TrainingJobDefinition.HyperParameterRanges']);
  });
  it('list form: they are in the definitions, each with a name of its own', () => {
    const {
      DefinitionName: _n,
      TuningObjective: _o,
      HyperParameterRanges: _r,
      ...bare
    } = exampleListRequest([{}]).TrainingJobDefinitions?.[0] ?? exampleDefinition();
    expect(broken({ ...exampleListRequest([{}]), TrainingJobDefinitions: [bare] })).toEqual([
      'V2 TrainingJobDefinitions.0.DefinitionName',
      'V2 TrainingJobDefinitions.0.TuningObjective',
      'V2 TrainingJobDefinitions.0.HyperParameterRanges',
    ]);
    const { HyperParameterTuningJobObjective, ParameterRanges } =
      exampleRequest().HyperParameterTuningJobConfig;
    expect(
      broken(exampleListRequest([{}], {}, { HyperParameterTuningJobObjective, ParameterRanges })),
    ).toEqual(['V2 HyperParameterTuningJobConfig.HyperParameterTuningJobObjective', `V2 ${RANGES}`]);
    expect(check(exampleListRequest([{}, { DefinitionName: 'd1' }]))).toEqual([
      {
        rule: 'V2',
        path: ['TrainingJobDefinitions', 1, 'DefinitionName'],
        message: 'There is a definition d1 already.',
      },
    ]);
  });
  it('Autotune chooses ranges', () => {
    const { ParameterRanges: _p, ...config } = exampleRequest().HyperParameterTuningJobConfig;
    expect(
      check(exampleRequest({ HyperParameterTuningJobConfig: config, Autotune: { Mode: 'Enabled' } })),
    ).toEqual([]);
  });
});

describe('V3: several definitions', () => {
  const WarmStartConfig = {
    WarmStartType: 'TransferLearning' as const,
    ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
  };
  const auto = { TrainingJobEarlyStoppingType: 'Auto' as const };
  it('switch warm start and early stopping off', () => {
    expect(check(exampleListRequest([{}, {}], { WarmStartConfig }, auto))).toEqual([
      {
        rule: 'V3',
        path: ['WarmStartConfig'],
        message: 'Warm start works with a single training job definition only.',
      },
      {
        rule: 'V3',
        path: ['HyperParameterTuningJobConfig', 'TrainingJobEarlyStoppingType'],
        message: 'Early stopping works with a single training job definition only: set it to Off.',
      },
    ]);
    expect(check(exampleListRequest([{}, {}], {}, { TrainingJobEarlyStoppingType: 'Off' }))).toEqual([]);
  });
  it('one may have both, in either form', () => {
    expect(check(exampleListRequest([{}], { WarmStartConfig }, auto))).toEqual([]);
    expect(check(exampleRequest({ WarmStartConfig }, auto))).toEqual([]);
  });
});

describe('V4: Hyperband', () => {
  const hyperband = (resources: object | undefined, more: Partial<HyperParameterTuningJobConfig> = {}) =>
    ({
      Strategy: 'Hyperband',
      ...(resources ? { StrategyConfig: { HyperbandStrategyConfig: resources } } : {}),
      ...more,
    }) satisfies Partial<HyperParameterTuningJobConfig>;
  const MAX = 'HyperParameterTuningJobConfig.StrategyConfig.HyperbandStrategyConfig.MaxResource';
  it('needs early stopping Off', () => {
    expect(
      check(withConfig(hyperband({ MaxResource: 30 }, { TrainingJobEarlyStoppingType: 'Auto' }))),
    ).toEqual([
      {
        rule: 'V4',
        path: ['HyperParameterTuningJobConfig', 'TrainingJobEarlyStoppingType'],
        message: 'Hyperband stops training jobs itself: set early stopping to Off.',
      },
    ]);
    expect(
      check(withConfig(hyperband({ MaxResource: 30 }, { TrainingJobEarlyStoppingType: 'Off' }))),
    ).toEqual([]);
  });
  it('needs MinResource ≤ MaxResource ≤ 20,000', () => {
    expect(broken(withConfig(hyperband({ MinResource: 3, MaxResource: 2 })))).toEqual([`V4 ${MAX}`]);
    expect(broken(withConfig(hyperband({ MinResource: 3, MaxResource: 3 })))).toEqual([]);
    expect(broken(withConfig(hyperband({ MaxResource: 20_000 })))).toEqual([]);
    expect(broken(withConfig(hyperband({ MaxResource: 20_001 })))).toEqual([`V4 ${MAX}`]);
    expect(broken(withConfig(hyperband({ MinResource: 0, MaxResource: 3 })))).toEqual([
      '- HyperParameterTuningJobConfig.StrategyConfig.HyperbandStrategyConfig.MinResource',
    ]);
  });
  it('needs MaxResource or a static hyperparameter to take it from; num_round is none', () => {
    const request = (StaticHyperParameters: Record<string, string>, resources?: object) =>
      exampleRequest(
        { TrainingJobDefinition: exampleDefinition({ StaticHyperParameters }) },
        hyperband(resources),
      );
    expect(broken(request({ num_round: '20' }))).toEqual([`V4 ${MAX}`]);
    expect(broken(request({ epochs: 'ten' }))).toEqual([`V4 ${MAX}`]);
    for (const name of ['epochs', 'numepochs', 'n-epochs', 'n_epochs', 'num_epochs']) {
      expect(broken(request({ [name]: '20' }))).toEqual([]);
    }
    expect(broken(request({ epochs: '2' }, { MinResource: 3 }))).toEqual([`V4 ${MAX}`]);
  });
  it('keeps its settings to itself', () => {
    expect(broken(withConfig({ StrategyConfig: { HyperbandStrategyConfig: { MaxResource: 3 } } }))).toEqual([
      'Shape HyperParameterTuningJobConfig.StrategyConfig.HyperbandStrategyConfig',
    ]);
  });
});

describe('V5: Grid', () => {
  const grid = (ranges: ParameterRanges, total?: number) =>
    withRanges(ranges, {
      Strategy: 'Grid',
      ResourceLimits: {
        MaxParallelTrainingJobs: 1,
        ...(total === undefined ? {} : { MaxNumberOfTrainingJobs: total }),
      },
    });
  const values = (...counts: number[]) => ({
    CategoricalParameterRanges: counts.map((count, i) => category(`c${i}`, count)),
  });
  it('takes categorical ranges only', () => {
    expect(
      broken(grid({ ...values(2), IntegerParameterRanges: [{ Name: 'i', MinValue: '1', MaxValue: '2' }] })),
    ).toEqual([`V5 ${RANGES}.IntegerParameterRanges`]);
    expect(
      broken(
        grid({ ...values(2), ContinuousParameterRanges: [{ Name: 'i', MinValue: '1', MaxValue: '2' }] }),
      ),
    ).toEqual([`V5 ${RANGES}.ContinuousParameterRanges`]);
  });
  it('runs every combination: the number is that or absent', () => {
    expect(check(grid(values(2, 3)))).toEqual([]);
    expect(check(grid(values(2, 3), 6))).toEqual([]);
    expect(check(grid(values(2, 3), 5))).toEqual([
      {
        rule: 'V5',
        path: ['HyperParameterTuningJobConfig', 'ResourceLimits', 'MaxNumberOfTrainingJobs'],
        message: 'The grid has 6 combinations: enter 6 or leave this empty.',
      },
    ]);
    expect(broken(grid(values(2, 3), 7))).toEqual([`V5 ${LIMITS}.MaxNumberOfTrainingJobs`]);
  });
  it('has at most 750 combinations', () => {
    expect(broken(grid(values(25, 30)))).toEqual([]);
    expect(broken(grid(values(26, 29)))).toEqual([`V5 ${LIMITS}.MaxNumberOfTrainingJobs`]);
  });
});

describe('V6: enough combinations', () => {
  const ranges = {
    IntegerParameterRanges: [{ Name: 'i', MinValue: '-1', MaxValue: '1' }],
    CategoricalParameterRanges: [category('c', 2)],
  };
  it('counts integers and values', () => {
    expect(check(withRanges(ranges, limits(6)))).toEqual([]);
    expect(check(withRanges(ranges, limits(7)))).toEqual([
      {
        rule: 'V6',
        path: ['HyperParameterTuningJobConfig', 'ResourceLimits', 'MaxNumberOfTrainingJobs'],
        message: 'The ranges have only 6 combinations: widen them or run at most 6 training jobs.',
      },
    ]);
  });
  it('a continuous range has no end of them', () => {
    const more = { ...ranges, ContinuousParameterRanges: [{ Name: 'x', MinValue: '0', MaxValue: '1' }] };
    expect(check(withRanges(more, limits(700)))).toEqual([]);
  });
  it('adds up over several definitions', () => {
    const two = (total: number) =>
      exampleListRequest(
        [{ HyperParameterRanges: ranges }, { HyperParameterRanges: ranges }],
        {},
        limits(total),
      );
    expect(broken(two(12))).toEqual([]);
    expect(broken(two(13))).toEqual([`V6 ${LIMITS}.MaxNumberOfTrainingJobs`]);
  });
});

describe('a wrong type elsewhere', () => {
  it('hides no rule', () => {
    const request = {
      ...exampleListRequest([{}, { DefinitionName: 'd1' }], {}, { TrainingJobEarlyStoppingType: 'Auto' }),
      HyperParameterTuningJobName: 7,
      Tags: 'none',
    };
    const config = { ...request.HyperParameterTuningJobConfig, RandomSeed: 1.5, ...limits(3, 4) };
    expect(broken({ ...request, HyperParameterTuningJobConfig: config }).sort()).toEqual([
      '- HyperParameterTuningJobConfig.RandomSeed',
      '- HyperParameterTuningJobName',
      '- Tags',
      `V11 ${LIMITS}.MaxParallelTrainingJobs`,
      'V2 TrainingJobDefinitions.1.DefinitionName',
      'V3 HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType',
    ]);
  });
  it('nor does a range that misses its name', () => {
    const bad = { MinValue: '9', MaxValue: '1', ScalingType: 'Log' };
    expect(
      broken({
        ...exampleRequest(),
        HyperParameterTuningJobConfig: { ParameterRanges: { IntegerParameterRanges: [bad] } },
      }),
    ).toEqual(
      expect.arrayContaining([
        `- ${RANGES}.IntegerParameterRanges.0.Name`,
        `- ${RANGES}.IntegerParameterRanges.0.ScalingType`,
        `V11b ${RANGES}.IntegerParameterRanges.0.MaxValue`,
      ]),
    );
  });
  it('nor does anything that is no request at all', () => {
    for (const value of [null, undefined, 7, 'x', [], new Date(0)]) {
      expect(check(value).length).toBeGreaterThan(0);
    }
  });
});
