import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB, type IDBPDatabase } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { ask, open, runToEnd } from '../node/testing/run.ts';
import { memoryPersistence, openPersistence } from './db.ts';
import { xgboostRequest } from './testing/requests.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const object = {
  S3Uri: 's3://b/a.csv',
  LastModified: 1,
  Origin: 'Uploaded' as const,
  Size: 4,
  ETag: 'e',
};

/** What the first version made; by hand, for what there is on disks does not change with the code. */
function firstStores(database: IDBPDatabase): void {
  database.createObjectStore('tuningJobs', { keyPath: 'name' });
  database.createObjectStore('trainingJobs', { keyPath: 'name' });
  database.createObjectStore('metrics', { keyPath: 'name' }).createIndex('tuningJob', 'tuningJob');
  database
    .createObjectStore('events', { keyPath: ['tuningJob', 'chunk'] })
    .createIndex('tuningJob', 'tuningJob');
  database.createObjectStore('objects', { keyPath: 'S3Uri' });
}

test('objects saved by the first version keep their bodies, which are not read at start', async () => {
  const old = await openDB('etude', 1, {
    upgrade(database) {
      firstStores(database);
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

test('tuning jobs that the fourth version packed without a summary get one, and are listed as before', async () => {
  const persistence = memoryPersistence();
  const run = await runToEnd(xgboostRequest({ jobs: 6, rounds: 4 }), { persistence });
  const { tuningJobs } = await persistence.load();
  const pack = await persistence.pack('xgboost-test');
  const old = await openDB('etude', 4, {
    upgrade(database) {
      firstStores(database);
      database.createObjectStore('bodies');
      database.createObjectStore('settings');
      database.createObjectStore('packs', { keyPath: 'tuningJob' });
    },
  });
  for (const record of tuningJobs) await old.put('tuningJobs', record);
  await old.put('packs', pack);
  // Of a tuning job that nobody knows any more.
  await old.put('packs', { tuningJob: 'gone', json: '[]' });
  old.close();

  const upgraded = await openPersistence();
  expect((await upgraded.load()).summaries).toEqual((await persistence.load()).summaries);
  const again = await open({ persistence: upgraded });
  expect(await ask(again, 'ListTuningJobOverviews', {})).toEqual(
    await ask(run, 'ListTuningJobOverviews', {}),
  );
});
