import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type {
  EventChunk,
  OwnPrices,
  StoredMetrics,
  StoredObject,
  TrainingJobRecord,
  TuningJobRecord,
} from './records.ts';

/** One save: everything that changed since the last, written in one transaction, so a reload never sees half of it. */
export interface Batch {
  readonly tuningJobs: readonly TuningJobRecord[];
  readonly trainingJobs: readonly TrainingJobRecord[];
  readonly metrics: readonly StoredMetrics[];
  readonly events: readonly EventChunk[];
}

/** Where records live between two lives of the backend. */
export interface Persistence {
  load(): Promise<{ tuningJobs: TuningJobRecord[]; trainingJobs: TrainingJobRecord[] }>;
  /** Curves of one tuning job's training jobs. */
  metrics(tuningJob: string): Promise<StoredMetrics[]>;
  events(tuningJob: string): Promise<EventChunk[]>;
  save(batch: Batch): Promise<void>;
  /** Undefined until some were saved. */
  prices(): Promise<OwnPrices | undefined>;
  savePrices(prices: OwnPrices): Promise<void>;
  /** Forgets a tuning job's log. */
  deleteEvents(tuningJob: string): Promise<void>;
  forgetTrainingJobs(names: readonly string[]): Promise<void>;
  objects: {
    /** What is known of every object; bodies stay where they are. */
    load(): Promise<StoredObject[]>;
    /** One body. */
    body(uri: string): Promise<string | undefined>;
    save(object: StoredObject, body: string): Promise<void>;
    remove(uris: readonly string[]): Promise<void>;
  };
}

interface Schema extends DBSchema {
  tuningJobs: { key: string; value: TuningJobRecord };
  trainingJobs: { key: string; value: TrainingJobRecord };
  metrics: { key: string; value: StoredMetrics; indexes: { tuningJob: string } };
  events: { key: [string, number]; value: EventChunk; indexes: { tuningJob: string } };
  objects: { key: string; value: StoredObject };
  /** Bodies of objects by address, apart from `objects` so that starting does not read them. */
  bodies: { key: string; value: string };
  settings: { key: 'prices'; value: OwnPrices };
}

const NAME = 'etude';
const VERSION = 3;

/** Opens the database, upgrading it by numbered steps. Closes politely when a newer version wants in. */
export async function openPersistence(): Promise<Persistence> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(NAME, VERSION, {
    async upgrade(database, from, _to, transaction) {
      if (from < 1) {
        database.createObjectStore('tuningJobs', { keyPath: 'name' });
        database.createObjectStore('trainingJobs', { keyPath: 'name' });
        database.createObjectStore('metrics', { keyPath: 'name' }).createIndex('tuningJob', 'tuningJob');
        database
          .createObjectStore('events', { keyPath: ['tuningJob', 'chunk'] })
          .createIndex('tuningJob', 'tuningJob');
        database.createObjectStore('objects', { keyPath: 'S3Uri' });
      }
      if (from < 2) {
        const bodies = database.createObjectStore('bodies');
        let cursor = await transaction.objectStore('objects').openCursor();
        while (cursor) {
          const { Body, ...object } = cursor.value as StoredObject & { readonly Body: string };
          await bodies.put(Body, object.S3Uri);
          await cursor.update(object);
          cursor = await cursor.continue();
        }
      }
      if (from < 3) database.createObjectStore('settings');
    },
    blocking: () => db.close(),
  });
  return {
    load: async () => {
      const [tuningJobs, trainingJobs] = await Promise.all([
        db.getAll('tuningJobs'),
        db.getAll('trainingJobs'),
      ]);
      return { tuningJobs, trainingJobs };
    },
    metrics: (tuningJob) => db.getAllFromIndex('metrics', 'tuningJob', tuningJob),
    events: (tuningJob) => db.getAllFromIndex('events', 'tuningJob', tuningJob),
    save: async ({ tuningJobs, trainingJobs, metrics, events }) => {
      const transaction = db.transaction(['tuningJobs', 'trainingJobs', 'metrics', 'events'], 'readwrite');
      // Every put clones its record at once, so the batch is one moment of the job even while the runner goes on.
      const puts: Promise<unknown>[] = [
        ...tuningJobs.map((record) => transaction.objectStore('tuningJobs').put(record)),
        ...trainingJobs.map((record) => transaction.objectStore('trainingJobs').put(record)),
        ...metrics.map((record) => transaction.objectStore('metrics').put(record)),
        ...events.map((record) => transaction.objectStore('events').put(record)),
      ];
      await Promise.all([...puts, transaction.done]);
    },
    prices: () => db.get('settings', 'prices'),
    savePrices: async (prices) => {
      await db.put('settings', prices, 'prices');
    },
    deleteEvents: async (tuningJob) => {
      const transaction = db.transaction('events', 'readwrite');
      const chunks = await transaction.store.index('tuningJob').getAllKeys(tuningJob);
      await Promise.all([...chunks.map((key) => transaction.store.delete(key)), transaction.done]);
    },
    forgetTrainingJobs: async (names) => {
      const transaction = db.transaction(['trainingJobs', 'metrics'], 'readwrite');
      await Promise.all([
        ...names.map((name) => transaction.objectStore('trainingJobs').delete(name)),
        ...names.map((name) => transaction.objectStore('metrics').delete(name)),
        transaction.done,
      ]);
    },
    objects: {
      load: () => db.getAll('objects'),
      body: (uri) => db.get('bodies', uri),
      save: async (object, body) => {
        const transaction = db.transaction(['objects', 'bodies'], 'readwrite');
        await Promise.all([
          transaction.objectStore('objects').put(object),
          transaction.objectStore('bodies').put(body, object.S3Uri),
          transaction.done,
        ]);
      },
      remove: async (uris) => {
        const transaction = db.transaction(['objects', 'bodies'], 'readwrite');
        await Promise.all([
          ...uris.map((uri) => transaction.objectStore('objects').delete(uri)),
          ...uris.map((uri) => transaction.objectStore('bodies').delete(uri)),
          transaction.done,
        ]);
      },
    },
  };
}

/** Nothing outlives the process: for programs and tests. */
export function memoryPersistence(): Persistence {
  const tuningJobs = new Map<string, TuningJobRecord>();
  const trainingJobs = new Map<string, TrainingJobRecord>();
  const metrics = new Map<string, StoredMetrics>();
  const events = new Map<string, EventChunk>();
  const objects = new Map<string, StoredObject>();
  const bodies = new Map<string, string>();
  let ownPrices: OwnPrices | undefined;
  const of = <T extends { tuningJob: string }>(table: Map<string, T>, name: string) =>
    structuredClone([...table.values()].filter(({ tuningJob }) => tuningJob === name));
  return {
    load: async () =>
      structuredClone({ tuningJobs: [...tuningJobs.values()], trainingJobs: [...trainingJobs.values()] }),
    metrics: async (name) => of(metrics, name),
    events: async (name) => of(events, name),
    save: async (batch) => {
      const copy = structuredClone(batch);
      for (const record of copy.tuningJobs) tuningJobs.set(record.name, record);
      for (const record of copy.trainingJobs) trainingJobs.set(record.name, record);
      for (const record of copy.metrics) metrics.set(record.name, record);
      for (const record of copy.events) events.set(`${record.tuningJob}/${record.chunk}`, record);
    },
    prices: async () => ownPrices,
    savePrices: async (prices) => {
      ownPrices = prices;
    },
    deleteEvents: async (name) => {
      for (const [key, { tuningJob }] of events) if (tuningJob === name) events.delete(key);
    },
    forgetTrainingJobs: async (names) => {
      for (const name of names) {
        trainingJobs.delete(name);
        metrics.delete(name);
      }
    },
    objects: {
      load: async () => structuredClone([...objects.values()]),
      body: async (uri) => bodies.get(uri),
      save: async (object, body) => {
        objects.set(object.S3Uri, object);
        bodies.set(object.S3Uri, body);
      },
      remove: async (uris) => {
        for (const uri of uris) {
          objects.delete(uri);
          bodies.delete(uri);
        }
      },
    },
  };
}
