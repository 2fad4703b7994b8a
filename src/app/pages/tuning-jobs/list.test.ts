import { expect, test } from 'vitest';
import { viewed } from './filter.ts';
import { COLUMN_ORDER } from './order.ts';
import { toRow, type TuningJobRow } from './row.ts';
import { FIRST_VIEW, NO_FILTER, type Query, readView, writeView } from './view.ts';

const row = (name: string, change: Partial<TuningJobRow> = {}): TuningJobRow => ({
  ...toRow({
    HyperParameterTuningJobName: name,
    HyperParameterTuningJobArn: `arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/${name}`,
    HyperParameterTuningJobStatus: 'Completed',
    Strategy: 'Random',
    CreationTime: new Date(2026, 10, 21, 12),
    ElapsedSeconds: 60,
    TrainingJobStatusCounters: { Completed: 3, Stopped: 2, NonRetryableError: 1 },
    Objectives: [{ Type: 'Maximize', MetricName: 'validation:auc' }],
    Tags: [
      { Key: 'team', Value: 'Ada' },
      { Key: 'draft', Value: '' },
    ],
    HasNote: false,
  }),
  ...change,
});
const rows = [
  row('b-10', { best: 0.9 }),
  row('b-9', { best: 0.8, status: 'InProgress', created: new Date(2026, 10, 20) }),
  row('a', { best: undefined, tags: [], strategy: 'Bayesian' }),
];
const filtered = (token: Query['tokens'][number] | Query['tokens'], operation: Query['operation'] = 'and') =>
  viewed(rows, {
    ...FIRST_VIEW,
    sort: 'name',
    descending: false,
    filter: { operation, tokens: [token].flat() },
  }).map(({ name }) => name);

test('a row counts what there is, and says what is judged', () => {
  expect(row('x')).toMatchObject({
    completed: 3,
    stopped: 2,
    failed: 1,
    total: 6,
    objective: 'validation:auc, maximize',
    tags: ['team: Ada', 'draft'],
  });
});

test.each<[string, Query['tokens'][number], string[]]>([
  ['any field', { operator: ':', value: 'ada' }, ['b-9', 'b-10']],
  ['not in any field', { operator: '!:', value: 'ADA' }, ['a']],
  ['a name', { propertyKey: 'name', operator: '=', value: 'B-9' }, ['b-9']],
  ['a status', { propertyKey: 'status', operator: '!=', value: 'InProgress' }, ['a', 'b-10']],
  ['a strategy', { propertyKey: 'strategy', operator: '=', value: 'Bayesian' }, ['a']],
  ['a tag', { propertyKey: 'tag', operator: '=', value: 'draft' }, ['b-9', 'b-10']],
  ['an objective', { propertyKey: 'objective', operator: ':', value: 'AUC' }, ['a', 'b-9', 'b-10']],
  ['a day', { propertyKey: 'created', operator: '<', value: '2026-11-21' }, ['b-9']],
  ['that very day', { propertyKey: 'created', operator: '=', value: '2026-11-21' }, ['a', 'b-10']],
  ['a value', { propertyKey: 'best', operator: '>=', value: '0.85' }, ['b-10']],
])('by %s', (_what, token, names) => {
  expect(filtered(token)).toEqual(names);
});

test('and, or, and no filter at all', () => {
  const tokens: Query['tokens'] = [
    { propertyKey: 'strategy', operator: '=', value: 'Random' },
    { propertyKey: 'status', operator: '=', value: 'InProgress' },
  ];
  expect(filtered(tokens)).toEqual(['b-9']);
  expect(filtered(tokens, 'or')).toEqual(['b-9', 'b-10']);
  expect(filtered([])).toEqual(['a', 'b-9', 'b-10']);
});

test('names sort as people count, numbers as numbers, and what has no value comes last from the best down', () => {
  const sorted = (sort: string, descending: boolean) =>
    viewed(rows, { filter: NO_FILTER, sort, descending }).map(({ name }) => name);
  expect(sorted('name', false)).toEqual(['a', 'b-9', 'b-10']);
  expect(sorted('best', true)).toEqual(['b-10', 'b-9', 'a']);
  expect(sorted('created', true)).toEqual(['b-10', 'a', 'b-9']);
  for (const [id, compare] of Object.entries(COLUMN_ORDER)) {
    for (const a of rows)
      for (const b of rows) expect(Math.sign(compare(a, b)) + Math.sign(compare(b, a)), id).toBe(0);
  }
});

test('a view is the same after a trip through the address, and what does not read is left out', () => {
  const view = {
    filter: {
      operation: 'or' as const,
      tokens: [{ propertyKey: 'name', operator: ':' as const, value: 'a&b="ü"' }],
    },
    sort: 'best',
    descending: true,
    page: 3,
  };
  expect(readView(new URLSearchParams(writeView(new URLSearchParams(), view).toString()))).toEqual(view);
  expect(writeView(new URLSearchParams('page=2&sort=name'), FIRST_VIEW).toString()).toBe('');
  expect(readView(new URLSearchParams('filter={"tokens":1}&sort=;drop&page=-1'))).toEqual(FIRST_VIEW);
});

test('1,000 tuning jobs are filtered and sorted while one types', () => {
  const many = Array.from({ length: 1000 }, (_, i) => row(`job-${i}`, { best: (i * 7919) % 1000 }));
  const start = process.hrtime.bigint();
  const found = viewed(many, {
    filter: { operation: 'and', tokens: [{ operator: ':', value: 'job' }] },
    sort: 'best',
    descending: true,
  });
  expect(found[0]?.best).toBe(999);
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(250);
});
