import { expect, test } from 'vitest';
import { paths } from '../../paths.ts';
import { newForm } from './defaults.ts';
import { readOwnData } from './own-data.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';

const folder = 's3://etude-data/customers & more/';
const linked = (classes: number) =>
  readOwnData(
    Object.fromEntries(
      new URL(paths.createOnData({ folder, classes, features: 9 }), 'http://localhost').searchParams,
    ),
  );

test.each([
  [0, 'validation:rmse', 'Minimize', { objective: 'reg:squarederror', eval_metric: 'rmse' }],
  [2, 'validation:auc', 'Maximize', { objective: 'binary:logistic', eval_metric: 'auc' }],
  [
    3,
    'validation:merror',
    'Minimize',
    { objective: 'multi:softprob', num_class: '3', eval_metric: 'merror' },
  ],
])('prepared data with %i classes open a definition that judges by %s', (classes, metric, type, fixed) => {
  const definition = startingDefinition([], linked(classes));
  const { algorithm, data } = definition;
  expect(data.channels.map(({ name, location }) => [name, location])).toEqual([
    ['train', `${folder}train/`],
    ['validation', `${folder}validation/`],
  ]);
  expect([algorithm.objectiveMetric, algorithm.objectiveType]).toEqual([metric, type]);
  const rows = new Map(algorithm.hyperparameters.map(({ name, value }) => [name, value]));
  const shown = ['objective', 'num_class', 'eval_metric'].map((name) => [name, rows.get(name) ?? '']);
  expect(Object.fromEntries(shown)).toEqual({ num_class: '', ...fixed });
  expect(problems({ ...newForm('job'), definitions: [definition] })).toEqual([]);
});

test('an address that does not say where the data are, or what the label is, describes none', () => {
  expect(linked(2)).toEqual({ folder, task: 'binary', features: 9 });
  expect(readOwnData({})).toBeUndefined();
  expect(readOwnData({ data: folder })).toBeUndefined();
  expect(readOwnData({ data: folder, classes: 'many' })).toBeUndefined();
  expect(readOwnData({ data: 'https://example.com/', classes: '0' })).toBeUndefined();
});
