import { describe, expect, test } from 'vitest';
import type { ColumnProfile } from '../../../api/local.ts';
import {
  Destination,
  fieldOf,
  guessTarget,
  looksPrepared,
  ObjectUri,
  PrepareForm,
  proposeDestination,
  startValues,
  toPlan,
} from './prepare-values.ts';

const column = (
  Name: string,
  Kind: ColumnProfile['Kind'],
  Examples: string[],
  Distinct = Examples.length,
) => ({
  Name,
  Kind,
  Missing: 0,
  Distinct,
  Examples,
});
const columns = [
  column('id', 'Text', ['a', 'b'], 500),
  column('constant', 'Numeric', ['1']),
  column('size', 'Numeric', ['1.5', '2'], 80),
  column('bought', 'Categorical', ['no', 'yes']),
];
const start = startValues(columns, 's3://etude-data/shop/');

describe('the proposal', () => {
  test('leaves text and constants out, takes the last useful column as target, and its task', () => {
    expect(start).toMatchObject({
      target: 'bought',
      task: 'Binary',
      positiveClass: 'yes',
      drop: ['id', 'constant'],
    });
    expect(PrepareForm.safeParse(start).success).toBe(true);
  });

  test('prefers a column that is called like a target', () => {
    expect(guessTarget([column('Class', 'Categorical', ['a', 'b', 'c']), ...columns])).toBe('Class');
    expect(guessTarget([column('label', 'Numeric', ['1'])])).toBe('');
  });

  test('uses dates, but does not predict them', () => {
    const last = column('last_seen', 'Timestamp', ['2026-01-01 10:00', '2026-01-02 11:00'], 90);
    const values = startValues([...columns, last], 's3://etude-data/shop/');
    expect(values).toMatchObject({ target: 'bought', drop: ['id', 'constant'], dates: 'EpochDays' });
    expect(toPlan({ ...values, dates: 'Parts' })).toMatchObject({ Dates: 'Parts' });
    expect(fieldOf(['Plan', 'Dates'])).toBe('dates');
  });

  test.each([
    [column('x', 'Numeric', ['0', '1']), 'Binary', '1'],
    [column('x', 'Categorical', ['bad', 'good']), 'Binary', 'bad'],
    [column('x', 'Categorical', ['a', 'b']), 'Binary', 'b'],
    [column('x', 'Categorical', ['a', 'b', 'c']), 'Multiclass', ''],
    [column('x', 'Numeric', ['0', '1', '2']), 'Multiclass', ''],
    [column('x', 'Numeric', ['0', '1', '2'], 11), 'Regression', ''],
    [column('x', 'Numeric', ['0.5', '1', '2']), 'Regression', ''],
  ])('of %j is %s', (target, task, positiveClass) => {
    expect(startValues([target], 's3://bbb/')).toMatchObject({ target: 'x', task, positiveClass });
  });

  test('of a destination stays in the user’s own folder', () => {
    const to = (bucket: string | null, prefix: string | null, file: string) =>
      proposeDestination({ bucket, prefix }, file);
    expect(to(null, null, 'My Shop (2026).csv')).toBe('s3://etude-data/my-shop-2026/');
    expect(to('mine', 'a/', 'b.csv')).toBe('s3://mine/a/b/');
    expect(to('mine', null, 'b.csv')).toBe('s3://mine/b/');
    expect(to('etude-samples', 'churn/', '価格.csv')).toBe('s3://etude-data/data/');
  });
});

test('the plan is what the form says', () => {
  expect(toPlan({ ...start, drop: ['id', 'bought'], validationPercent: ' 12.5 ', seed: '7' })).toEqual({
    Target: 'bought',
    Task: 'Binary',
    PositiveClass: 'yes',
    Drop: ['id'],
    Encoding: 'OneHot',
    Dates: 'EpochDays',
    Missing: 'Median',
    ValidationFraction: 0.125,
    Seed: 7,
  });
  expect(toPlan({ ...start, task: 'Regression' })).not.toHaveProperty('PositiveClass');
});

test.each<[keyof PrepareForm, string[], string[]]>([
  ['target', [''], ['x']],
  ['validationPercent', ['', ' ', '0', '100', 'x', '-5', '1e1'], ['1', '99', '12.5']],
  ['seed', ['', '-1', '1.5', 'x', '1234567890'], ['0', '42']],
  [
    'destination',
    ['', 'bucket', 's3://B/', 's3://etude-samples/x/', 's3://etude-output/'],
    ['s3://mine', 's3://mine/x/'],
  ],
])('%s: refuses %j, takes %j', (field, wrong, right) => {
  const paths = (value: string) =>
    PrepareForm.safeParse({ ...start, [field]: value }).error?.issues.map(({ path }) => path[0]) ?? [];
  for (const value of wrong) expect(paths(value)).toContain(field);
  for (const value of right) expect(paths(value)).toEqual([]);
});

test('an upload as is needs the name of an object', () => {
  for (const uri of ['s3://mine', 's3://mine/', 's3://mine/a/', 's3://mine//a', 's3://etude-output/a']) {
    expect(ObjectUri.safeParse(uri).success).toBe(false);
  }
  expect(ObjectUri.safeParse('s3://mine/a/b.csv').success).toBe(true);
  expect(Destination.safeParse('s3://mine/a/').success).toBe(true);
});

test('errors of the service find their field', () => {
  expect(fieldOf(['Plan', 'ValidationFraction'])).toBe('validationPercent');
  expect(fieldOf(['Plan', 'Drop'])).toBe('drop');
  expect(fieldOf(['Destination'])).toBe('destination');
  expect(fieldOf(['Body'])).toBeUndefined();
  expect(fieldOf(undefined)).toBeUndefined();
});

test('tells prepared files from files with a header', () => {
  expect(['1,2.5,-3e-4\nx', '\n0;1\r\n', '1,,2'].map(looksPrepared)).toEqual([true, true, true]);
  expect(['a,b\n1,2', '', '1,NA'].map(looksPrepared)).toEqual([false, false, false]);
});
