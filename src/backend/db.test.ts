import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';
import { openPersistence } from './db.ts';

const object = {
  S3Uri: 's3://b/a.csv',
  LastModified: 1,
  Origin: 'Uploaded' as const,
  Size: 4,
  ETag: 'e',
};

test('objects saved by the first version keep their bodies, which are not read at start', async () => {
  const old = await openDB('etude', 1, {
    upgrade(database) {
      database.createObjectStore('tuningJobs', { keyPath: 'name' });
      database.createObjectStore('trainingJobs', { keyPath: 'name' });
      database.createObjectStore('metrics', { keyPath: 'name' }).createIndex('tuningJob', 'tuningJob');
      database
        .createObjectStore('events', { keyPath: ['tuningJob', 'chunk'] })
        .createIndex('tuningJob', 'tuningJob');
      database.createObjectStore('objects', { keyPath: 'S3Uri' });
    },
  });
  await old.put('objects', { ...object, Body: '1,2\n' });
  old.close();

  const { objects } = await openPersistence();
  expect(await objects.load()).toEqual([object]);
  expect(await objects.body(object.S3Uri)).toBe('1,2\n');

  await objects.save({ ...object, S3Uri: 's3://b/c' }, '3,4\n');
  expect(await objects.body('s3://b/c')).toBe('3,4\n');
  await objects.remove([object.S3Uri, 's3://b/c']);
  expect(await objects.load()).toEqual([]);
  expect(await objects.body(object.S3Uri)).toBeUndefined();
});
