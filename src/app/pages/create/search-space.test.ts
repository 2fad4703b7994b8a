import { expect, test } from 'vitest';
import { newForm } from './defaults.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';
import { asCategories, forGrid, hasNumericRanges, resourceOf, sizeOfAll } from './search-space.ts';
import { toRequest } from './to-request.ts';

const blank = { name: 'x', scaling: 'Linear', value: '', values: [], min: '1', max: '100' } as const;

test('a range becomes its ends and the middle of its scale', () => {
  const values = (change: object) =>
    asCategories({ ...blank, values: [], type: 'Continuous', ...change }).values;
  expect(values({})).toEqual(['1', '50.5', '100']);
  expect(values({ scaling: 'Logarithmic' })).toEqual(['1', '10', '100']);
  expect(values({ type: 'Integer', max: '2' })).toEqual(['1', '2']);
});

test('Grid counts its training jobs, and takes the proposed definition once its ranges are categorical', () => {
  const form = newForm('job');
  form.settings.strategy = 'Grid';
  form.definitions = [startingDefinition([])];
  expect(hasNumericRanges(form)).toBe(true);
  expect(problems(form).map(({ path }) => path)).toEqual(['definitions.0.algorithm.hyperparameters.root']);
  form.definitions = form.definitions.map(forGrid);
  expect(hasNumericRanges(form)).toBe(false);
  expect(problems(form)).toEqual([]);
  const tuned =
    form.definitions[0]?.algorithm.hyperparameters.filter(({ type }) => type === 'Categorical') ?? [];
  expect(sizeOfAll(form.definitions)).toBe(tuned.reduce((size, { values }) => size * values.length, 1));
  expect(toRequest(form).HyperParameterTuningJobConfig.ResourceLimits).not.toHaveProperty(
    'MaxNumberOfTrainingJobs',
  );
});

test('Hyperband wants a maximum resource where XGBoost counts rounds', () => {
  const form = newForm('job');
  form.settings.strategy = 'Hyperband';
  const definition = startingDefinition([]);
  form.definitions = [definition];
  expect(resourceOf(definition)).toMatchObject({ inferred: undefined, parameter: 'num_round' });
  expect(problems(form).map(({ path }) => path)).toEqual(['settings.hyperband.maxResource']);
  form.settings.hyperband.maxResource = '81';
  expect(problems(form)).toEqual([]);
  form.settings.hyperband.minResource = '82';
  expect(problems(form).map(({ path }) => path)).toEqual(['settings.hyperband.maxResource']);
});
