import { set } from 'react-hook-form';
import { expect, test } from 'vitest';
import type { RuleId } from '../../../api/rules.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues } from '../../../api/validate.ts';
import { algorithms } from '../../../training/catalog/index.ts';
import { newForm } from './defaults.ts';
import type { CreateForm } from './form.ts';
import { problems } from './problems.ts';
import { startingDefinition } from './sample-data.ts';
import { toRequest } from './to-request.ts';

type Changes = Readonly<Record<string, unknown>>;

const made = (changes: Changes): CreateForm => {
  const form = newForm('job');
  form.definitions.push(startingDefinition([]));
  for (const [path, value] of Object.entries(changes)) set(form, path, value);
  return form;
};

const at = 'definitions.0';
const start = startingDefinition([]);
const list = `${at}.algorithm.hyperparameters`;
const row = (name: string) =>
  `${list}.${start.algorithm.hyperparameters.findIndex((each) => each.name === name)}`;
const eta = row('eta');
const channel = start.data.channels[0];
const own = (name: string, change: object = {}) => ({
  name,
  type: 'Static',
  scaling: 'Auto',
  value: 'x',
  min: '',
  max: '',
  values: [],
  ...change,
});
const rows = (count: number, change: object = {}) =>
  Array.from({ length: count }, (_, i) => own(`h${i}`, change));
const fixed = start.algorithm.hyperparameters.map((each) => ({ ...each, type: 'Static' }));
const second = { ...startingDefinition(['TrainingJobDefinition-1']) };
const category = { type: 'Categorical', values: ['1', '2'] };
const integer = { type: 'Integer', min: '1', max: '9' };
const week = { value: '7', unit: 'days' };

/** Rule, what breaks it, the field it is shown at, what keeps it. */
const CASES: readonly (readonly [RuleId, Changes, string, Changes])[] = [
  ['V2', { [list]: fixed }, `${list}.root`, {}],
  ['V2', { definitions: [start, start] }, 'definitions.1.algorithm.name', { definitions: [start, second] }],
  [
    'V4',
    { 'settings.strategy': 'Hyperband' },
    'settings.hyperband.maxResource',
    { 'settings.strategy': 'Hyperband', 'settings.hyperband.maxResource': '9' },
  ],
  [
    'V4',
    { 'settings.strategy': 'Hyperband', 'settings.hyperband.maxResource': '20001' },
    'settings.hyperband.maxResource',
    { 'settings.strategy': 'Hyperband', 'settings.hyperband.maxResource': '20000' },
  ],
  [
    'V5',
    { 'settings.strategy': 'Grid' },
    `${list}.root`,
    { 'settings.strategy': 'Grid', [list]: [...fixed, own('h', category)] },
  ],
  [
    'V5',
    { 'settings.strategy': 'Grid', [list]: [...fixed, ...rows(10, category)] },
    'limits.maxJobs',
    { 'settings.strategy': 'Grid', [list]: [...fixed, ...rows(9, category)] },
  ],
  [
    'V6',
    { [list]: [...fixed, own('h', category)], 'limits.maxJobs': '3' },
    'limits.maxJobs',
    { [list]: [...fixed, own('h', category)], 'limits.maxJobs': '2', 'limits.maxParallel': '2' },
  ],
  [
    'V7',
    { [`${eta}.scaling`]: 'Logarithmic', [`${eta}.min`]: '0' },
    `${eta}.min`,
    { [`${eta}.scaling`]: 'Logarithmic', [`${eta}.min`]: '0.001' },
  ],
  [
    'V7',
    { [`${eta}.scaling`]: 'ReverseLogarithmic', [`${eta}.max`]: '1' },
    `${eta}.max`,
    { [`${eta}.scaling`]: 'ReverseLogarithmic', [`${eta}.max`]: '0.999' },
  ],
  [
    'V8',
    { [list]: [...fixed, ...rows(30, category), own('n', integer)] },
    `${list}.root`,
    { [list]: [...fixed, ...rows(29, category), own('n', integer)] },
  ],
  ['V8', { [list]: [own('t', category), ...rows(99)] }, `${list}.root`, {}],
  [
    'V10',
    { [`${at}.data.channels`]: [channel, channel] },
    `${at}.data.channels.1.name`,
    { [`${at}.data.channels`]: [channel, { ...channel, name: 'validation' }] },
  ],
  ['V11', { 'limits.maxParallel': '11' }, 'limits.maxParallel', { 'limits.maxParallel': '10' }],
  [
    'V11',
    { 'limits.maxParallel': '5', 'limits.maxJobs': '4' },
    'limits.maxParallel',
    { 'limits.maxParallel': '4', 'limits.maxJobs': '4' },
  ],
  ['V11', { 'limits.maxJobs': '751' }, 'limits.maxJobs', { 'limits.maxJobs': '750' }],
  [
    'V11',
    { 'settings.strategy': 'Random', 'limits.maxJobs': '10001' },
    'limits.maxJobs',
    { 'settings.strategy': 'Random', 'limits.maxJobs': '10000' },
  ],
  [
    'V11',
    { 'limits.maxJobs': '' },
    'limits.maxJobs',
    { 'limits.maxJobs': '', 'limits.completion.target': '1' },
  ],
  ['V11b', { [`${eta}.min`]: '0.5', [`${eta}.max`]: '0.5' }, `${eta}.max`, {}],
  [
    'V11b',
    { [list]: [...fixed, own('h', { ...category, values: ['1'] })] },
    `${list}.${fixed.length}.values`,
    { [list]: [...fixed, own('h', category)], 'limits.maxJobs': '2', 'limits.maxParallel': '1' },
  ],
  [
    'V12',
    { [`${at}.resources.spot`]: true, [`${at}.resources.maxWait`]: { value: '23', unit: 'hours' } },
    `${at}.resources.maxWait`,
    {
      [`${at}.resources.spot`]: true,
      [`${at}.resources.maxWait`]: week,
      [`${at}.data.checkpointUri`]: 's3://etude-output/checkpoints/',
    },
  ],
  [
    'Shape',
    { [`${at}.data.channels.0.dataType`]: 'AugmentedManifestFile' },
    `${at}.data.channels.0.inputMode`,
    {
      [`${at}.data.channels.0.dataType`]: 'AugmentedManifestFile',
      [`${at}.data.channels.0.inputMode`]: 'Pipe',
    },
  ],
];

test.each(CASES.map(([rule, bad, path, good]) => ({ rule, path, bad, good })))(
  '$rule: the form says at $path what the contract says, and is silent where the rule is kept',
  ({ rule, path, bad, good }) => {
    const form = made(bad);
    const found = problems(form).find((problem) => problem.path === path);
    const said = issues(CreateHyperParameterTuningJobRequest, toRequest(form)).filter(
      (issue) => issue.rule === rule,
    );
    expect(said.map(({ message }) => message)).toContain(found?.message);
    expect(problems(made(good))).toEqual([]);
  },
);

/** A field's own limits. */
test.each<[string, unknown, unknown]>([
  ['settings.name', 'a'.repeat(33), 'a'.repeat(32)],
  ['limits.completion.notImproving', '2', '3'],
  ['limits.completion.target', 'high', '0.95'],
  ['limits.maxRuntime', { value: '119', unit: 'seconds' }, { value: '120', unit: 'seconds' }],
  ['limits.seed', '-1', '0'],
  [`${at}.algorithm.runtime.retries`, '31', '30'],
  [`${at}.algorithm.security.subnets`, ['subnet_1'], []],
  [`${at}.resources.keepAlive`, '21601', '21600'],
  [`${at}.resources.trainingPlan`, 'plan', ''],
  [`${at}.resources.maxPending`, { value: '1', unit: 'hours' }, { value: '2', unit: 'hours' }],
  [`${at}.data.channels.0.shuffleSeed`, '1.5', '1'],
  [`${at}.data.outputKms`, 'a key', 'alias/key'],
])('%s refuses %o and takes %o', (path, bad, good) => {
  expect(problems(made({ [path]: bad })).map((problem) => problem.path)).toContain(path);
  expect(problems(made({ [path]: good }))).toEqual([]);
});

test('a network needs both kinds of IDs; each lack is at the field that lacks', () => {
  const security = `${at}.algorithm.security` as const;
  const wrong = (changes: Changes) => problems(made(changes)).map(({ path }) => path);
  expect(wrong({ [`${security}.subnets`]: ['subnet-1'] })).toEqual([`${security}.securityGroups`]);
  expect(wrong({ [`${security}.securityGroups`]: ['sg-1'] })).toEqual([`${security}.subnets`]);
  expect(wrong({ [`${security}.subnets`]: ['subnet-1'], [`${security}.securityGroups`]: ['sg-1'] })).toEqual(
    [],
  );
});

test('environment variables: names, repetitions and values are each at their place', () => {
  const path = `${at}.algorithm.runtime.environment`;
  const variables = [
    { key: '1st', value: '' },
    { key: 'A', value: 'x'.repeat(513) },
    { key: 'A', value: '' },
  ];
  const wrong = problems(made({ [path]: variables })).map((problem) => problem.path);
  expect(wrong).toContain(`${path}.0.key`);
  expect(wrong).toContain(`${path}.2.key`);
  expect(problems(made({ [path]: [{ key: 'A', value: 'x'.repeat(513) }] })).map((each) => each.path)).toEqual(
    [`${path}.0.value`],
  );
});

test('groups and alternatives of instances: nothing to choose from is said where one would choose', () => {
  const kinds = (kind: string) => problems(made({ [`${at}.resources.kind`]: kind })).map(({ path }) => path);
  expect(kinds('groups')).toEqual([`${at}.resources.groups.root`]);
  expect(kinds('alternatives')).toEqual([`${at}.resources.alternatives.root`]);
  expect(
    problems(
      made({
        [`${at}.resources.kind`]: 'alternatives',
        [`${at}.resources.alternatives`]: [{ type: 'ml.big', count: '1', volume: '1' }],
      }),
    ).map(({ path }) => path),
  ).toEqual([`${at}.resources.alternatives.0.type`]);
});

test('a Marketplace algorithm needs its name, and no metrics', () => {
  const change = {
    [`${at}.algorithm.source`]: 'marketplace',
    [`${at}.algorithm.image`]: '',
  };
  expect(problems(made(change)).map(({ path }) => path)).toContain(`${at}.algorithm.resource`);
  const named = {
    ...change,
    [`${at}.algorithm.resource`]: 'arn:aws:sagemaker:us-east-1:123456789012:algorithm/a',
  };
  expect(problems(made(named))).toEqual([]);
  const metrics = [{ name: start.algorithm.objectiveMetric, regex: 'auc=(.*)' }];
  const given = { ...named, [`${at}.algorithm.metrics`]: metrics };
  expect(problems(made(given)).map(({ path }) => path)).toEqual([`${at}.algorithm.metrics.root`]);
});

test('Hyperband refuses an algorithm that does not train in epochs, one target refuses two directions, and tags repeat no key', () => {
  const paths = (changes: Changes) => problems(made(changes)).map(({ path }) => path);
  const knn = algorithms.find(({ iterative }) => !iterative);
  if (!knn) throw new Error('Every algorithm is iterative.');
  const hyperband = { 'settings.strategy': 'Hyperband', 'settings.hyperband.maxResource': '9' };
  expect(paths({ ...hyperband, [`${at}.algorithm.image`]: knn.image })).toContain('settings.strategy');
  expect(paths(hyperband)).toEqual([]);

  const other = { ...second, algorithm: { ...second.algorithm, objectiveType: 'Minimize' } };
  const target = { 'limits.completion.target': '0.9' };
  expect(paths({ ...target, definitions: [start, other] })).toEqual(['limits.completion.target']);
  expect(paths({ ...target, definitions: [start, second] })).toEqual([]);

  const tag = { key: 'a', value: '' };
  expect(paths({ 'settings.tags': [tag, tag] })).toEqual(['settings.tags.1.key']);
  expect(paths({ 'settings.tags': [tag, { ...tag, key: 'A' }] })).toEqual([]);
});
