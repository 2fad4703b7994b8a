import { set } from 'react-hook-form';
import { expect, test } from 'vitest';
import { catalog } from '../../../training/catalog/index.ts';
import { newDefinition, newForm } from './defaults.ts';
import type { CreateForm } from './form.ts';
import { problems } from './problems.ts';
import { startingDefinition, withData, SAMPLE_DATASETS } from './sample-data.ts';

const complete = (): CreateForm => {
  const form = newForm('job');
  form.definitions.push(startingDefinition([]));
  return form;
};

/** The paths with a problem once `changes` are made to a complete form. */
function wrongAfter(changes: Readonly<Record<string, unknown>>, form = complete()): string[] {
  for (const [path, value] of Object.entries(changes)) set(form, path, value);
  return problems(form).map(({ path }) => path);
}

const at = 'definitions.0';

test.each<[Record<string, unknown>, string]>([
  [{ 'settings.name': '-no-' }, 'settings.name'],
  [{ 'settings.tags': [{ key: '', value: 'x' }] }, 'settings.tags.0.key'],
  [{ 'settings.tags': [{ key: 'k', value: '#' }] }, 'settings.tags.0.value'],
  [{ definitions: [] }, 'definitions.root'],
  [{ 'limits.maxParallel': '' }, 'limits.maxParallel'],
  [{ 'limits.maxParallel': 'three' }, 'limits.maxParallel'],
  [{ 'limits.maxParallel': '11' }, 'limits.maxParallel'],
  [{ 'limits.maxJobs': '20.5' }, 'limits.maxJobs'],
  [{ 'limits.maxRuntime': { value: '1', unit: 'minutes' } }, 'limits.maxRuntime'],
  [{ 'limits.seed': '-1' }, 'limits.seed'],
  [{ [`${at}.algorithm.name`]: 'a b' }, `${at}.algorithm.name`],
  [{ [`${at}.algorithm.roleArn`]: 'me' }, `${at}.algorithm.roleArn`],
  [{ [`${at}.algorithm.objectiveMetric`]: '' }, `${at}.algorithm.objectiveMetric`],
  [{ [`${at}.data.channels`]: [] }, `${at}.data.channels.root`],
  [{ [`${at}.data.channels.1.name`]: 'train' }, `${at}.data.channels.1.name`],
  [{ [`${at}.data.channels.0.location`]: 'here' }, `${at}.data.channels.0.location`],
  [{ [`${at}.data.outputPath`]: '' }, `${at}.data.outputPath`],
  [{ [`${at}.data.outputKms`]: '?' }, `${at}.data.outputKms`],
  [{ [`${at}.data.checkpointUri`]: 'there' }, `${at}.data.checkpointUri`],
  [{ [`${at}.resources.instanceType`]: 'ml.big' }, `${at}.resources.instanceType`],
  [{ [`${at}.resources.instanceCount`]: '0' }, `${at}.resources.instanceCount`],
  [{ [`${at}.resources.volumeGb`]: 'x' }, `${at}.resources.volumeGb`],
  [{ [`${at}.resources.maxDuration`]: { value: '', unit: 'hours' } }, `${at}.resources.maxDuration`],
  [
    { [`${at}.resources.spot`]: true, [`${at}.resources.maxWait`]: { value: '1', unit: 'seconds' } },
    `${at}.resources.maxWait`,
  ],
])('%o is a problem of %s alone', (changes, path) => {
  expect(wrongAfter(changes)).toEqual([path]);
});

test('hyperparameters: each problem is at its own row, however rows of other types lie between', () => {
  const form = complete();
  const rows = form.definitions[0]?.algorithm.hyperparameters ?? [];
  const row = (name: string) => rows.findIndex((each) => each.name === name);
  const list = `${at}.algorithm.hyperparameters`;
  const [eta, depth, rounds, objective, subsample] = [
    'eta',
    'max_depth',
    'num_round',
    'objective',
    'subsample',
  ].map(row);
  expect(
    new Set(
      wrongAfter(
        {
          [`${list}.${eta}.min`]: '0.5',
          [`${list}.${eta}.max`]: '0.1',
          [`${list}.${depth}.min`]: '1.5',
          [`${list}.${rounds}.value`]: '',
          [`${list}.${objective}.value`]: 'rank:map',
          [`${list}.${subsample}.max`]: '2',
        },
        form,
      ),
    ),
  ).toEqual(
    new Set([
      `${list}.${eta}.max`,
      `${list}.${depth}.min`,
      `${list}.${rounds}.value`,
      `${list}.${objective}.value`,
      `${list}.${subsample}.max`,
    ]),
  );
});

test('logarithmic scaling from 0 is a problem of the minimum', () => {
  const form = complete();
  const rows = form.definitions[0]?.algorithm.hyperparameters ?? [];
  const index = rows.findIndex(({ name }) => name === 'min_child_weight');
  const row = `${at}.algorithm.hyperparameters.${index}`;
  expect(wrongAfter({ [`${row}.scaling`]: 'Logarithmic' }, form)).toEqual([`${row}.min`]);
});

test('two definitions of one name are a problem of the second', () => {
  const form = complete();
  form.definitions.push(structuredClone(form.definitions[0] ?? startingDefinition([])));
  expect(problems(form).map(({ path }) => path)).toEqual(['definitions.1.algorithm.name']);
});

test('an own container needs metrics, and the objective among them', () => {
  const mlp = catalog.find(({ source }) => source === 'own');
  const moons = SAMPLE_DATASETS.find(({ id }) => id === 'moons');
  if (!mlp || !moons) throw new Error('The network or its data are gone.');
  const form = { ...newForm('job'), definitions: [withData(newDefinition([], mlp), moons)] };
  expect(problems(form)).toEqual([]);
  set(form, `${at}.algorithm.metrics`, []);
  expect(problems(form).map(({ path }) => path)).toEqual([`${at}.algorithm.metrics.root`]);
});

test('a row without a name, and a name used twice', () => {
  const form = complete();
  const rows = form.definitions[0]?.algorithm.hyperparameters ?? [];
  const extra = {
    name: '',
    type: 'Static',
    scaling: 'Auto',
    value: '1',
    min: '',
    max: '',
    values: [],
  } as const;
  rows.push({ ...extra, values: [] }, { ...extra, name: 'eta', values: [] });
  const wrong = problems(form).map(({ path }) => path);
  expect(wrong).toContain(`${at}.algorithm.hyperparameters.${rows.length - 2}.name`);
  expect(wrong).toContain(`${at}.algorithm.hyperparameters.${rows.length - 1}.name`);
});

test('rules that need the catalogue: required channels, spot training without checkpoints', () => {
  expect(wrongAfter({ [`${at}.data.channels.0.name`]: 'training' })).toEqual([`${at}.data.channels.root`]);
  const day = { value: '24', unit: 'hours' };
  const spot = { [`${at}.resources.spot`]: true, [`${at}.resources.maxWait`]: day };
  expect(wrongAfter(spot)).toEqual([`${at}.resources.maxWait`]);
  expect(wrongAfter({ ...spot, [`${at}.data.checkpointUri`]: 's3://etude-output/checkpoints/' })).toEqual([]);
});
