import { expect, test } from 'vitest';
import { entriesOf, hrefOf, nameOf, parentOf, placeOf, titleOf, trailTo } from './places.ts';

test('an address shows buckets, a folder or an object', () => {
  expect(placeOf(null, null)).toEqual({ kind: 'buckets' });
  expect(placeOf('b', null)).toEqual({ kind: 'folder', bucket: 'b', prefix: '', uri: 's3://b/' });
  expect(placeOf('b', 'x/')).toMatchObject({ kind: 'folder', uri: 's3://b/x/' });
  expect(placeOf('b', 'x/y.csv')).toMatchObject({ kind: 'object', uri: 's3://b/x/y.csv' });
});

test('every location has a page that leads back to it', () => {
  for (const uri of ['s3://b/', 's3://b/x/', 's3://b/x y/é&=?.csv']) {
    const { searchParams } = new URL(hrefOf(uri), 'http://x');
    expect(placeOf(searchParams.get('bucket'), searchParams.get('prefix'))).toMatchObject({ uri });
  }
});

test('names and parents', () => {
  expect(['s3://b/x/y/', 's3://b/x', 's3://b/'].map(nameOf)).toEqual(['y/', 'x', 'b/']);
  expect(['s3://b/x/y/', 's3://b/x', 's3://b/'].map(parentOf)).toEqual(['s3://b/x/', 's3://b/', undefined]);
  expect(trailTo('s3://b/x/y.csv').map(({ text }) => text)).toEqual(['Buckets', 'b', 'x', 'y.csv']);
  expect(trailTo('s3://b/x/y.csv').map(({ href }) => href)).toEqual([
    '/data',
    '/data?bucket=b',
    '/data?bucket=b&prefix=x%2F',
    '/data?bucket=b&prefix=x%2Fy.csv',
  ]);
});

test('a folder shows its objects, and deeper folders as one line each', () => {
  const object = (key: string, Rows?: number, day = 1) => ({
    S3Uri: `s3://b/${key}`,
    Size: 10,
    Origin: 'Uploaded' as const,
    LastModified: new Date(2026, 0, day),
    ...(Rows === undefined ? {} : { Rows }),
  });
  const entries = entriesOf(
    [
      { ...object('a.json'), Description: 'alone' },
      object('d/x.csv', 3, 5),
      object('d/e/y.csv', 4, 2),
      object('f/z.json'),
    ],
    's3://b/',
  );
  expect(entries).toEqual([
    {
      uri: 's3://b/d/',
      name: 'd/',
      objects: 2,
      size: 20,
      rows: 7,
      origins: ['Uploaded'],
      lastModified: new Date(2026, 0, 5),
    },
    {
      uri: 's3://b/f/',
      name: 'f/',
      objects: 1,
      size: 10,
      origins: ['Uploaded'],
      lastModified: new Date(2026, 0, 1),
    },
    {
      uri: 's3://b/a.json',
      name: 'a.json',
      objects: 1,
      size: 10,
      origins: ['Uploaded'],
      lastModified: new Date(2026, 0, 1),
      description: 'alone',
    },
  ]);
});

test('a folder is described only by what all its objects say', () => {
  const object = (key: string, Description?: string) => ({
    S3Uri: `s3://b/d/${key}`,
    Size: 1,
    Origin: 'Bundled' as const,
    ...(Description ? { Description } : {}),
  });
  const described = (...objects: ReturnType<typeof object>[]) =>
    entriesOf(objects, 's3://b/')[0]?.description;
  expect(described(object('1', 'same'), object('2', 'same'))).toBe('same');
  expect(described(object('1', 'same'), object('2', 'other'))).toBeUndefined();
  expect(described(object('1', 'same'), object('2'))).toBeUndefined();
  expect(titleOf('Digits. 8 × 8 pixels. And so on.')).toBe('Digits');
});
