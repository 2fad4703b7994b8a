import { beforeEach, describe, expect, test } from 'vitest';
import type { PreparePlan } from '../../api/local.ts';
import { operations } from '../../api/operations.ts';
import { bundledOnDisk } from '../../node/bundled.ts';
import { memoryPersistence } from '../db.ts';
import { createObjects, type Objects } from '../objects.ts';
import * as handlers from './objects.ts';

const churn = 's3://etude-samples/churn/';
const file = `color,size,price,bought
red,1,10,yes
blue,2,,no
red,3,30,yes
green,4,40,no
red,5,50,
blue,6,60,no
`;
const Plan = {
  Target: 'bought',
  Task: 'Binary',
  PositiveClass: 'yes',
  Drop: ['size'],
  Encoding: 'OneHot',
  Missing: 'Zero',
  ValidationFraction: 0.4,
  Seed: 1,
} satisfies PreparePlan;

let deps: { objects: Objects };
beforeEach(() => {
  deps = {
    objects: createObjects({ bundled: bundledOnDisk, saved: memoryPersistence().objects, now: () => 1000 }),
  };
});
const put = (S3Uri: string, Body = 'a') => handlers.putObject(deps, { S3Uri, Body });

test('ListBuckets tells the two standing buckets and those in use', async () => {
  await put('s3://mine/a.txt', 'abc');
  const { Buckets } = await handlers.listBuckets(deps);
  expect(Buckets.map(({ Name }) => Name)).toEqual(['etude-output', 'etude-samples', 'mine']);
  expect(Buckets[0]).toEqual({ Name: 'etude-output', Objects: 0, Size: 0 });
  expect(Buckets[2]).toEqual({ Name: 'mine', Objects: 1, Size: 3 });
});

test('ListObjects folds what lies deeper into common prefixes', async () => {
  for (const key of ['a.txt', 'f/b.txt', 'f/g/c.txt']) await put(`s3://mine/${key}`);
  const list = async (S3Uri: string) => {
    const { Objects, CommonPrefixes } = await handlers.listObjects(deps, { S3Uri, Delimiter: '/' });
    return [Objects.map((object) => object.S3Uri), CommonPrefixes];
  };
  expect(await list('s3://mine')).toEqual([['s3://mine/a.txt'], ['s3://mine/f/']]);
  expect(await list('s3://mine/f/')).toEqual([['s3://mine/f/b.txt'], ['s3://mine/f/g/']]);
  expect(await list('s3://mine/f')).toEqual([[], ['s3://mine/f/']]);
  expect((await handlers.listObjects(deps, { S3Uri: 's3://mine' })).Objects).toHaveLength(3);
});

test('PreviewObject shows the first rows of CSV and the beginning of anything else', async () => {
  const csv = await handlers.previewObject(deps, { S3Uri: `${churn}train/churn-train.csv`, MaxRows: 3 });
  expect(csv.Rows).toHaveLength(3);
  expect(csv.Rows[0]).toHaveLength(csv.Object.Columns?.length ?? 0);
  expect(csv.Object).toMatchObject({ Origin: 'Bundled', Rows: 3750 });
  expect(csv.Object.Description).toMatch(/0 = no, 1 = yes.*Licence: MIT/);
  await put('s3://mine/model.json', `{"a": "${'x'.repeat(5000)}"}`);
  const text = await handlers.previewObject(deps, { S3Uri: 's3://mine/model.json', MaxRows: 3 });
  expect(text).toMatchObject({ Rows: [], Text: expect.stringMatching(/^\{"a": "x+$/) });
  expect(text.Text).toHaveLength(4000);
  await expect(
    handlers.previewObject(deps, { S3Uri: 's3://mine/none.csv', MaxRows: 3 }),
  ).rejects.toMatchObject({
    code: 'ResourceNotFound',
  });
});

test('GetObject gives the whole body; DeleteObjects counts', async () => {
  const { Object: written } = await put('s3://mine/a.csv', '1,2\n3,4\n');
  expect(written).toEqual({
    S3Uri: 's3://mine/a.csv',
    Size: 8,
    Rows: 2,
    Origin: 'Uploaded',
    LastModified: new Date(1000),
  });
  expect(await handlers.getObject(deps, { S3Uri: 's3://mine/a.csv' })).toEqual({
    Body: '1,2\n3,4\n',
    Object: written,
  });
  expect(await handlers.deleteObjects(deps, { S3Uri: 's3://mine' })).toEqual({ Deleted: 1 });
  await expect(handlers.deleteObjects(deps, { S3Uri: churn })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});

test('InspectDataset profiles the columns', async () => {
  expect(await handlers.inspectDataset(deps, { Body: file })).toEqual({
    Rows: 6,
    Warnings: [],
    Columns: [
      { Name: 'color', Kind: 'Categorical', Missing: 0, Distinct: 3, Examples: ['red', 'blue', 'green'] },
      { Name: 'size', Kind: 'Numeric', Missing: 0, Distinct: 6, Examples: ['1', '2', '3', '4', '5'] },
      { Name: 'price', Kind: 'Numeric', Missing: 1, Distinct: 5, Examples: ['10', '30', '40', '50', '60'] },
      { Name: 'bought', Kind: 'Categorical', Missing: 1, Distinct: 2, Examples: ['yes', 'no'] },
    ],
  });
});

describe('PrepareDataset', () => {
  test('writes both channels with their column names', async () => {
    const prepared = await handlers.prepareDataset(deps, { Body: file, Plan, Destination: 's3://mine/shop' });
    expect(prepared).toEqual({
      Train: { S3Uri: 's3://mine/shop/train/', Rows: 3 },
      Validation: { S3Uri: 's3://mine/shop/validation/', Rows: 2 },
      Columns: ['bought', 'color=blue', 'color=green', 'color=red', 'price'],
      Classes: ['no', 'yes'],
      LeftOut: 1,
    });
    const { Objects } = await handlers.listObjects(deps, { S3Uri: 's3://mine' });
    expect(Objects).toMatchObject([
      { S3Uri: 's3://mine/shop/train/train.csv', Rows: 3, Columns: prepared.Columns },
      { S3Uri: 's3://mine/shop/validation/validation.csv', Rows: 2, Columns: prepared.Columns },
    ]);
    const bodies = await Promise.all(Objects.map(({ S3Uri }) => deps.objects.get(S3Uri)));
    expect(bodies.join('').split('\n').sort()).toEqual(
      ['', '0,0,1,0,40', '0,1,0,0,0', '0,1,0,0,60', '1,0,0,1,10', '1,0,0,1,30'].sort(),
    );
  });

  test('names the destination when it cannot be written, and leaves no half', async () => {
    await expect(
      handlers.prepareDataset(deps, { Body: file, Plan, Destination: 's3://etude-samples/shop' }),
    ).rejects.toMatchObject({ code: 'ValidationException', path: ['Destination'] });
    const failing: Objects = {
      ...deps.objects,
      put: (object) =>
        object.uri.includes('validation') ? Promise.reject(new Error('full')) : deps.objects.put(object),
    };
    await expect(
      handlers.prepareDataset({ objects: failing }, { Body: file, Plan, Destination: 's3://mine/shop/' }),
    ).rejects.toThrow('full');
    expect(await deps.objects.list('s3://mine')).toEqual([]);
  });
});

describe('GenerateMoons', () => {
  const plan = { Samples: 10, TrainSamples: 4, Noise: 0.1, Seed: 3 };

  test('writes channels that repeat with their seed', async () => {
    const made = await handlers.generateMoons(deps, { ...plan, Destination: 's3://mine/moons' });
    expect(made).toMatchObject({
      Train: { S3Uri: 's3://mine/moons/train/', Rows: 4 },
      Validation: { S3Uri: 's3://mine/moons/validation/', Rows: 6 },
      Columns: ['moon', 'x', 'y'],
    });
    const bodyOf = (folder: string) => deps.objects.get(`s3://mine/${folder}/train/train.csv`);
    const { Objects } = await handlers.listObjects(deps, { S3Uri: 's3://mine/moons' });
    expect(Objects.map(({ Rows }) => Rows)).toEqual([4, 6]);
    await handlers.generateMoons(deps, { ...plan, Destination: 's3://mine/again/' });
    await handlers.generateMoons(deps, { ...plan, Seed: 4, Destination: 's3://mine/other/' });
    expect(await bodyOf('again')).toBe(await bodyOf('moons'));
    expect(await bodyOf('other')).not.toBe(await bodyOf('moons'));
  });

  test('names the destination when it cannot be written', async () => {
    await expect(
      handlers.generateMoons(deps, { ...plan, Destination: 's3://etude-samples/moons' }),
    ).rejects.toMatchObject({ path: ['Destination'] });
  });

  test('leaves no channel without points', () => {
    const { input } = operations.GenerateMoons;
    const asked = { ...plan, Destination: 's3://mine/moons' };
    expect(input.safeParse({ ...asked, TrainSamples: 8 }).success).toBe(true);
    expect(input.safeParse({ ...asked, TrainSamples: 9 }).error?.issues).toMatchObject([
      { path: ['TrainSamples'] },
    ]);
  });
});
