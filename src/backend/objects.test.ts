import { beforeEach, describe, expect, test } from 'vitest';
import { bundledOnDisk } from '../node/bundled.ts';
import { parseTable } from '../training/csv.ts';
import { readCsv } from '../training/datasets.ts';
import { memoryPersistence } from './db.ts';
import { type BundledSource, createObjects, etag, type Objects } from './objects.ts';

const bundled: BundledSource = {
  manifest: async () => ({
    datasets: [
      {
        name: 'toy',
        title: 'Toy',
        description: 'Two rows.',
        attribution: 'Made here.',
        licence: 'MIT',
        task: 'binary',
        target: 'y',
        classes: ['no', 'yes'],
        columns: ['y', 'a'],
        seed: 0,
        objects: [
          { uri: 's3://etude-samples/toy/train/toy.csv', path: 'toy.csv', size: 8, rows: 2, etag: 'e' },
        ],
      },
    ],
  }),
  read: async (path) => `from ${path}`,
};

const uris = async (objects: Objects, prefix: string) => (await objects.list(prefix)).map(({ uri }) => uri);
const upload = (objects: Objects, uri: string, body = '1,2\n') =>
  objects.put({ uri, body, origin: 'Uploaded' });

describe('createObjects', () => {
  let saved = memoryPersistence().objects;
  let changes = 0;
  const open = () => createObjects({ bundled, saved, now: () => 5, onChange: () => changes++ });
  let objects: Objects;
  beforeEach(() => {
    saved = memoryPersistence().objects;
    changes = 0;
    objects = open();
  });

  test('lists bundled and saved objects by address; a prefix is a beginning of it, a bucket is whole', async () => {
    await upload(objects, 's3://b/tr/b.csv');
    await upload(objects, 's3://b/train/a.csv');
    await upload(objects, 's3://bb/x');
    expect(await uris(objects, 's3://b')).toEqual(['s3://b/tr/b.csv', 's3://b/train/a.csv']);
    expect(await uris(objects, 's3://b/tr')).toEqual(['s3://b/tr/b.csv', 's3://b/train/a.csv']);
    expect(await uris(objects, 's3://b/tr/')).toEqual(['s3://b/tr/b.csv']);
    expect(await uris(objects, 's3://')).toEqual(
      expect.arrayContaining(['s3://b/tr/b.csv', 's3://bb/x', 's3://etude-samples/toy/train/toy.csv']),
    );
    expect(await objects.info('s3://etude-samples/toy/train/toy.csv')).toEqual({
      uri: 's3://etude-samples/toy/train/toy.csv',
      size: 8,
      rows: 2,
      etag: 'e',
      origin: 'Bundled',
      columns: ['y', 'a'],
      description: 'Toy. Two rows. Label: y (0 = no, 1 = yes). Made here. Licence: MIT.',
    });
  });

  test('keeps what was put across a restart, and tells each change', async () => {
    const info = await objects.put({
      uri: 's3://b/é.csv',
      body: 'é,1\n\n2,3',
      origin: 'Output',
      columns: ['y', 'x'],
    });
    expect(info).toEqual({
      uri: 's3://b/é.csv',
      size: 9,
      rows: 2,
      columns: ['y', 'x'],
      etag: etag('é,1\n\n2,3'),
      origin: 'Output',
      lastModified: 5,
    });
    expect(changes).toBe(1);
    const reopened = open();
    expect(await reopened.info('s3://b/é.csv')).toEqual(info);
    expect(await reopened.get('s3://b/é.csv')).toBe('é,1\n\n2,3');
    expect(await reopened.get('s3://etude-samples/toy/train/toy.csv')).toBe('from toy.csv');
  });

  test('another content gets another tag, the same content the same', async () => {
    const first = await upload(objects, 's3://b/x', '1');
    const second = await upload(objects, 's3://b/x', '2');
    expect(second.etag).not.toBe(first.etag);
    expect((await upload(objects, 's3://b/y', '1')).etag).toBe(first.etag);
  });

  test('deletes an object or a folder, not what only begins alike', async () => {
    for (const key of ['a/1', 'a/2', 'ab', 'c']) await upload(objects, `s3://b/${key}`);
    changes = 0;
    expect(await objects.delete('s3://b/a')).toBe(2);
    expect(await objects.delete('s3://b/c')).toBe(1);
    expect(await objects.delete('s3://b/c')).toBe(0);
    expect(changes).toBe(2);
    expect(await uris(open(), 's3://b/')).toEqual(['s3://b/ab']);
    expect(await objects.delete('s3://b')).toBe(1);
  });

  test('a missing object is not found', async () => {
    for (const asked of [objects.get('s3://b/none'), objects.info('s3://b/none')]) {
      await expect(asked).rejects.toMatchObject({
        code: 'ResourceNotFound',
        message: 'There is no object s3://b/none.',
      });
    }
  });

  test.each([
    ['s3://etude-samples/mine.csv', /read-only/],
    ['s3://etude-output/mine.csv', /kept for what training jobs write/],
    ['s3://b', /does not name an object/],
    ['s3://b/', /does not name an object/],
    ['s3://b/a/', /does not name an object/],
    ['s3://b/a//b', /does not name an object/],
  ])('refuses to write %s', async (uri, message) => {
    const thrown: unknown = await upload(objects, uri).catch((each: unknown) => each);
    expect(thrown).toMatchObject({ code: 'ValidationException', path: ['S3Uri'] });
    expect(String(thrown)).toMatch(message);
    expect(changes).toBe(0);
  });

  test('training jobs may write to the output bucket', async () => {
    await objects.put({ uri: 's3://etude-output/j/model.json', body: '{}', origin: 'Output' });
    expect(await uris(objects, 's3://etude-output')).toEqual(['s3://etude-output/j/model.json']);
  });

  test('bundled objects stay', async () => {
    await expect(objects.delete('s3://etude-samples/toy')).rejects.toMatchObject({
      code: 'ValidationException',
    });
    expect(await uris(objects, 's3://etude-samples/toy/')).toHaveLength(1);
  });

  test('full storage says so and changes nothing; other failures stay what they are', async () => {
    await upload(objects, 's3://b/x', 'old');
    saved.save = async () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    await expect(upload(objects, 's3://b/x', 'new')).rejects.toMatchObject({
      code: 'ResourceLimitExceeded',
      message: expect.stringMatching(/no room left for s3:\/\/b\/x/),
    });
    expect(await objects.get('s3://b/x')).toBe('old');
    expect((await objects.info('s3://b/x')).etag).toBe(etag('old'));
    saved.save = async () => {
      throw new Error('disk on fire');
    };
    await expect(upload(objects, 's3://b/x', 'new')).rejects.toThrow('disk on fire');
    expect(changes).toBe(1);
  });

  test('refuses more than 64 MiB', async () => {
    await expect(upload(objects, 's3://b/x', 'a'.repeat(64 * 1024 * 1024 + 1))).rejects.toMatchObject({
      code: 'ValidationException',
      path: ['Body'],
    });
  });

  test('a failed start is tried again by the next call', async () => {
    let broken = true;
    const flaky = createObjects({
      bundled: {
        ...bundled,
        manifest: async () => (broken ? Promise.reject(new Error('offline')) : bundled.manifest()),
      },
      saved,
    });
    await expect(flaky.list('s3://')).rejects.toThrow('offline');
    broken = false;
    expect(await flaky.list('s3://etude-samples/toy/')).toHaveLength(1);
  });
});

describe('the bundled data', async () => {
  const source = bundledOnDisk;
  const { datasets } = await source.manifest();

  test('is small', () => {
    const sizes = datasets.flatMap(({ objects }) => objects.map(({ size }) => size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5e6);
  });

  test('the pictures of clothes are images of 28 × 28, ten kinds in both parts', async () => {
    const { objects = [], classes } = datasets.find(({ name }) => name === 'fashion') ?? {};
    expect(objects.length).toBe(2);
    for (const { uri, path, size, rows, etag: tag } of objects) {
      const text = await source.read(path);
      expect([Buffer.byteLength(text), etag(text)]).toEqual([size, tag]);
      const read = readCsv([{ uri, text }], { channel: 'train', uri });
      expect([read.rows, read.columns, Math.max(...read.features.subarray(0, 7840))]).toEqual([rows, 784, 1]);
      expect(new Set(read.labels).size).toBe(classes?.length);
    }
  });

  const tables = datasets.filter(({ name }) => name !== 'fashion');
  test.each(tables.map((dataset) => [dataset.name, dataset] as const))(
    '%s is what its manifest says: numbers only, no gap, labels in range, both parts alike',
    async (name, { objects, columns, classes, task }) => {
      expect(objects.map(({ uri }) => uri)).toEqual(
        ['train', 'validation'].map((part) => `s3://etude-samples/${name}/${part}/${name}-${part}.csv`),
      );
      for (const { uri, path, size, rows, etag: tag } of objects) {
        expect(uri).toBe(`s3://${path}`);
        const body = await source.read(path);
        expect([Buffer.byteLength(body), etag(body)]).toEqual([size, tag]);
        const table = parseTable(`${columns.map((_, i) => `column${i}`).join(',')}\n${body}`);
        expect([table.rows, table.warnings]).toEqual([rows, []]);
        const odd = table.columns.flat().filter((cell) => !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell));
        expect(odd).toEqual([]);
        if (task !== 'regression') {
          const labels = new Set(table.columns[0]?.map(Number));
          expect([...labels].sort((a, b) => a - b)).toEqual(classes.map((_, i) => i));
        }
      }
    },
  );
});
