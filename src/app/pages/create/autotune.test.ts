import { describe, expect, test } from 'vitest';
import { autotune } from '../../../api/autotune.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import { newForm } from './defaults.ts';
import type { CreateForm } from './form.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';
import { toRequest } from './to-request.ts';

type Change = Partial<CreateForm['settings']>;
function filled(change: Change, hints: { name: string; hint: string }[] = [], definitions = 1): CreateForm {
  const form = newForm('job');
  for (let i = 0; i < definitions; i++) {
    const taken = form.definitions.map(({ algorithm }) => algorithm.name);
    const definition = startingDefinition(taken);
    form.definitions.push({ ...definition, algorithm: { ...definition.algorithm, autoParameters: hints } });
  }
  return { ...form, settings: { ...form.settings, ...change } };
}
const parse = (form: CreateForm) => CreateHyperParameterTuningJobRequest.parse(toRequest(form));
const where = (form: CreateForm) => problems(form).map(({ path }) => path);

describe('Autotune', () => {
  const on = { enabled: true, earlyStopping: true, ranges: true };

  test('off: nothing is left out, and values to search around are not sent', () => {
    const { HyperParameterTuningJobConfig: config, Autotune } = parse(
      filled({ earlyStopping: 'Auto' }, [{ name: 'max_depth', hint: '4' }]),
    );
    expect(Autotune).toBeUndefined();
    expect(config.TrainingJobEarlyStoppingType).toBe('Auto');
    expect(config.ParameterRanges).not.toHaveProperty('AutoParameters');
    expect(config.ParameterRanges?.IntegerParameterRanges).not.toEqual([]);
  });

  test('on: what is left to it is not sent, and comes back filled', () => {
    const request = parse(filled({ autotune: on }));
    expect(request.Autotune).toEqual({ Mode: 'Enabled' });
    expect(request.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType).toBeUndefined();
    expect(request.HyperParameterTuningJobConfig.ParameterRanges).toEqual({});
    const { HyperParameterTuningJobConfig: config } = autotune(request, algorithmOf).request;
    expect(config.TrainingJobEarlyStoppingType).toBe('Auto');
    expect(config.ParameterRanges?.ContinuousParameterRanges).not.toEqual([]);
  });

  test('a value to search around takes the place of the range or value in the table', () => {
    const form = filled({ autotune: { ...on, ranges: false } }, [
      { name: 'max_depth', hint: ' 4 ' },
      { name: 'num_round', hint: '20' },
    ]);
    const request = parse(form);
    const ranges = request.HyperParameterTuningJobConfig.ParameterRanges;
    expect(ranges?.AutoParameters?.map(({ Name }) => Name)).toEqual(['max_depth', 'num_round']);
    expect(ranges?.IntegerParameterRanges?.map(({ Name }) => Name)).not.toContain('max_depth');
    expect(request.TrainingJobDefinition?.StaticHyperParameters).not.toHaveProperty('num_round');
    expect(ranges?.ContinuousParameterRanges).not.toEqual([]);
  });

  test('a value that says too little is a problem of its own field', () => {
    const hints = [
      { name: 'max_depth', hint: '4' },
      { name: 'eta', hint: 'fast' },
    ];
    expect(where(filled({ autotune: on }, hints))).toEqual(['definitions.0.algorithm.autoParameters.1.hint']);
    const [depth] = hints;
    if (!depth) throw new Error('There is no hint');
    expect(where(filled({ autotune: on }, [depth, { name: 'eta', hint: '0.3' }]))).toEqual([]);
    // 2 to 8 alone are seven combinations, fewer than the twenty training jobs asked for.
    expect(where(filled({ autotune: on }, [depth]))).toEqual(['limits.maxJobs']);
  });
});

describe('warm start', () => {
  const on = { enabled: true, type: 'TransferLearning' as const, parents: ['first'] };

  test('is sent with its parents while it is on and there is one definition', () => {
    expect(parse(filled({ warmStart: on })).WarmStartConfig).toEqual({
      WarmStartType: 'TransferLearning',
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'first' }],
    });
    expect(parse(filled({ warmStart: { ...on, enabled: false } })).WarmStartConfig).toBeUndefined();
    expect(parse(filled({ warmStart: on }, [], 2)).WarmStartConfig).toBeUndefined();
  });

  test('needs one to five parents and a strategy that can', () => {
    const parents = (count: number) => Array.from({ length: count }, (_, i) => `job-${i}`);
    const list = 'settings.warmStart.parents';
    expect(where(filled({ warmStart: { ...on, parents: [] } }))).toEqual([list]);
    expect(where(filled({ warmStart: { ...on, parents: parents(5) } }))).toEqual([]);
    expect(where(filled({ warmStart: { ...on, parents: parents(6) } }))).toEqual([list]);
    expect(where(filled({ warmStart: on, strategy: 'Grid' }))).toContain('settings.strategy');
  });
});
