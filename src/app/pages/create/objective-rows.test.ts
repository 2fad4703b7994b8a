import { expect, test } from 'vitest';
import { simulatedObjects } from '../../../training/surrogate/problems.ts';
import { epochsOf } from '../../../training/train.ts';
import { SAMPLE_IDS } from '../../sample-list.ts';
import { SAMPLES } from '../../samples.ts';
import { rowsForObjective } from './algorithms.ts';
import { newForm } from './defaults.ts';
import { fromRequest } from './from-request.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';
import { writeStatic } from './slices/hyperparameters.ts';

/** The starting definition, which tells two classes apart by `validation:auc`, with other values. */
function definitionWith(changes: Readonly<Record<string, string>>, objectiveMetric = 'validation:auc') {
  const { algorithm, ...rest } = startingDefinition([]);
  const hyperparameters = algorithm.hyperparameters.map((row) => ({
    ...row,
    value: changes[row.name] ?? row.value,
  }));
  return { ...rest, algorithm: { ...algorithm, objectiveMetric, hyperparameters } };
}

test.each([
  ['auc', 'rmse'],
  ['', ''],
  ['error', 'error'],
  ['auc,f1', 'auc,f1'],
])('with the objective metric from auc to rmse, eval_metric %j becomes %j', (before, after) => {
  const { algorithm } = definitionWith({ eval_metric: before });
  const rows = rowsForObjective(algorithm, 'validation:rmse');
  expect(rows.find(({ name }) => name === 'eval_metric')?.value).toBe(after);
  const others = (all: typeof rows) => all.filter(({ name }) => name !== 'eval_metric');
  expect(others(rows)).toEqual(others(algorithm.hyperparameters));
});

test.each([
  [{ objective: 'reg:squarederror' }, 'validation:rmse', 'eval_metric'],
  [{ objective: '' }, 'validation:rmse', 'eval_metric'],
  [{ objective: 'reg:linear', eval_metric: 'rmse, mlogloss' }, 'validation:rmse', 'eval_metric'],
  [{ objective: 'reg:squarederror', eval_metric: 'rmse' }, 'validation:auc', 'objectiveMetric'],
  [{ eval_metric: '' }, 'validation:rmse', 'objectiveMetric'],
] as const)('%o with %s is refused at %s in the words of the learner', (changes, metric, field) => {
  const definition = definitionWith(changes, metric);
  const { image, hyperparameters } = definition.algorithm;
  const row = hyperparameters.findIndex(({ name }) => name === field);
  const found = problems({ ...newForm('job'), definitions: [definition] });
  expect(found.map(({ path }) => path)).toEqual([
    `definitions.0.algorithm.${row < 0 ? field : `hyperparameters.${row}.value`}`,
  ]);
  const given = { ...writeStatic(hyperparameters, image), _tuning_objective_metric: metric };
  expect(() => epochsOf({ algorithm: 'xgboost', hyperparameters: given })).toThrow(found[0]?.message);
});

test('what goes together is no problem', () => {
  const found = (changes: Readonly<Record<string, string>>, metric: string) =>
    problems({ ...newForm('job'), definitions: [definitionWith(changes, metric)] });
  expect(found({ objective: 'reg:squarederror', eval_metric: 'mae, rmse' }, 'validation:r2')).toEqual([]);
  expect(found({ eval_metric: '' }, 'validation:logloss')).toEqual([]);
});

test('on simulated data no learner runs that could refuse', () => {
  const [problem] = simulatedObjects;
  const definition = definitionWith({ objective: 'reg:squarederror' });
  const [train, ...others] = definition.data.channels;
  if (!problem || !train) throw new Error('No simulated data, or no channel to read them.');
  const channels = [{ ...train, location: problem.uri }, ...others];
  const form = {
    ...newForm('job'),
    definitions: [{ ...definition, data: { ...definition.data, channels } }],
  };
  expect(problems(form)).toEqual([]);
});

test.each(SAMPLE_IDS)('sample %s is no contradiction in itself', (id) => {
  expect(problems(fromRequest(SAMPLES[id].request('a-sample')))).toEqual([]);
});
