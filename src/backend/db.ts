import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type {
  EventChunk,
  OwnPrices,
  StoredMetrics,
  StoredObject,
  Summary,
  TrainingJobRecord,
  TuningJobRecord,
} from './records.ts';
import { summaryOf } from './summaries.ts';

/**
 * The training jobs of a tuning job that has ended, as one text. Thousands of records take seconds to read; a thousand texts
 * take a twentieth of that. It is read when somebody asks for what is in it; what a list tells of it stands beside it in a
 * `Summary`.
 */
export interface Pack {
  readonly tuningJob: string;
  /** A JSON list of training job records in launch order. */
  readonly json: string;
}

/** One save: everything that changed since the last, written in one transaction, so a reload never sees half of it. */
export interface Batch {
  readonly tuningJobs: readonly TuningJobRecord[];
  readonly trainingJobs: readonly TrainingJobRecord[];
  readonly metrics: readonly StoredMetrics[];
  readonly events: readonly EventChunk[];
  /** Each with what lists tell of it; it takes the place of the records named, too. */
  readonly packs: readonly (Pack & { readonly summary: Summary; readonly names: readonly string[] })[];
}

/** Where records live between two lives of the backend. */
export interface Persistence {
  /** All tuning jobs, training jobs that are not packed, and a summary of each pack. */
  load(): Promise<{
    tuningJobs: TuningJobRecord[];
    trainingJobs: TrainingJobRecord[];
    summaries: Summary[];
  }>;
  /** The training jobs of a tuning job that are packed; undefined where none are. */
  pack(tuningJob: string): Promise<Pack | undefined>;
  /** Curves of one tuning job's training jobs. */
  metrics(tuningJob: string): Promise<StoredMetrics[]>;
  events(tuningJob: string): Promise<EventChunk[]>;
  save(batch: Batch): Promise<void>;
  /** Undefined until some were saved. */
  prices(): Promise<OwnPrices | undefined>;
  savePrices(prices: OwnPrices): Promise<void>;
  /** Forgets a tuning job's log. */
  deleteEvents(tuningJob: string): Promise<void>;
  /** Of a tuning job: their records, packed or not, and curves. */
  forgetTrainingJobs(tuningJob: string, names: readonly string[]): Promise<void>;
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
  packs: { key: string; value: Pack };
  /** One for each of `packs`. */
  summaries: { key: string; value: Summary };
  metrics: { key: string; value: StoredMetrics; indexes: { tuningJob: string } };
  events: { key: [string, number]; value: EventChunk; indexes: { tuningJob: string } };
  objects: { key: string; value: StoredObject };
  /** Bodies of objects by address, apart from `objects` so that starting does not read them. */
  bodies: { key: string; value: string };
  settings: { key: 'prices'; value: OwnPrices };
}

const NAME = 'etude';
/** Counts what a summary says as well: where that changes, those there are have to be made anew by a step of their own. */
const VERSION = 5;

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
      if (from < 4) database.createObjectStore('packs', { keyPath: 'tuningJob' });
      if (from < 5) {
        const summaries = database.createObjectStore('summaries', { keyPath: 'tuningJob' });
        let cursor = await transaction.objectStore('packs').openCursor();
        while (cursor) {
          const { tuningJob, json } = cursor.value;
          const job = await transaction.objectStore('tuningJobs').get(tuningJob);
          if (job) await summaries.put(summaryOf(job, unpacked(json)));
          cursor = await cursor.continue();
        }
      }
    },
    blocking: () => db.close(),
  });
  return {
    load: async () => {
      const [tuningJobs, trainingJobs, summaries] = await Promise.all([
        db.getAll('tuningJobs'),
        db.getAll('trainingJobs'),
        db.getAll('summaries'),
      ]);
      return { tuningJobs, trainingJobs, summaries };
    },
    pack: (tuningJob) => db.get('packs', tuningJob),
    metrics: (tuningJob) => db.getAllFromIndex('metrics', 'tuningJob', tuningJob),
    events: (tuningJob) => db.getAllFromIndex('events', 'tuningJob', tuningJob),
    save: async ({ tuningJobs, trainingJobs, metrics, events, packs }) => {
      const tables = ['tuningJobs', 'trainingJobs', 'metrics', 'events', 'packs', 'summaries'] as const;
      const transaction = db.transaction(tables, 'readwrite');
      // Every put clones its record at once, so the batch is one moment of the job even while the runner goes on.
      const puts: Promise<unknown>[] = [
        ...tuningJobs.map((record) => transaction.objectStore('tuningJobs').put(record)),
        ...trainingJobs.map((record) => transaction.objectStore('trainingJobs').put(record)),
        ...metrics.map((record) => transaction.objectStore('metrics').put(record)),
        ...events.map((record) => transaction.objectStore('events').put(record)),
        ...packs.map(({ tuningJob, json }) => transaction.objectStore('packs').put({ tuningJob, json })),
        ...packs.map(({ summary }) => transaction.objectStore('summaries').put(summary)),
        ...packs.flatMap(({ names }) =>
          names.map((name) => transaction.objectStore('trainingJobs').delete(name)),
        ),
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
    forgetTrainingJobs: async (tuningJob, names) => {
      const transaction = db.transaction(['trainingJobs', 'metrics', 'packs', 'summaries'], 'readwrite');
      await Promise.all([
        transaction.objectStore('packs').delete(tuningJob),
        transaction.objectStore('summaries').delete(tuningJob),
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

/** The records in a pack's text. */
export const unpacked = (json: string) => JSON.parse(json) as TrainingJobRecord[];

/** Nothing outlives the process: for programs and tests. */
export function memoryPersistence(): Persistence {
  const tuningJobs = new Map<string, TuningJobRecord>();
  const trainingJobs = new Map<string, TrainingJobRecord>();
  const packs = new Map<string, Pack>();
  const summaries = new Map<string, Summary>();
  const metrics = new Map<string, StoredMetrics>();
  const events = new Map<string, EventChunk>();
  const objects = new Map<string, StoredObject>();
  const bodies = new Map<string, string>();
  let ownPrices: OwnPrices | undefined;
  const of = <T extends { tuningJob: string }>(table: Map<string, T>, name: string) =>
    structuredClone([...table.values()].filter(({ tuningJob }) => tuningJob === name));
  return {
    load: async () =>
      structuredClone({
        tuningJobs: [...tuningJobs.values()],
        trainingJobs: [...trainingJobs.values()],
        summaries: [...summaries.values()],
      }),
    pack: async (name) => packs.get(name),
    metrics: async (name) => of(metrics, name),
    events: async (name) => of(events, name),
    save: async (batch) => {
      const copy = structuredClone(batch);
      for (const record of copy.tuningJobs) tuningJobs.set(record.name, record);
      for (const record of copy.trainingJobs) trainingJobs.set(record.name, record);
      for (const { tuningJob, json, summary, names } of copy.packs) {
        packs.set(tuningJob, { tuningJob, json });
        summaries.set(tuningJob, summary);
        for (const name of names) trainingJobs.delete(name);
      }
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
    forgetTrainingJobs: async (tuningJob, names) => {
      packs.delete(tuningJob);
      summaries.delete(tuningJob);
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
