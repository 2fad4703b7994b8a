import { tuningJobEnded } from '../api/can.ts';
import type { TuningJobEvent } from '../api/local.ts';
import type { Events } from '../api/operations.ts';
import { toExactJson } from '../lib/exact-json.ts';
import { type Batch, type Persistence, unpacked } from './db.ts';
import { type Prices, pricesWith } from './prices.ts';
import {
  emptyMetrics,
  EVENTS_PER_CHUNK,
  fromStored,
  type MetricsRecord,
  type OwnPrices,
  type Summary,
  toStored,
  type TrainingJobRecord,
  type TuningJobRecord,
} from './records.ts';
import { summaryOf } from './summaries.ts';

/**
 * Least time between the starts of two flushes, in milliseconds. Where saving takes longer than half of it, as long as it took
 * lies between the end of one and the start of the next: at any speed at least half of the time is left for the work itself.
 */
const FLUSH_MS = 80;

export interface Wall {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
}

/**
 * The tables, in memory, and what of them is not saved yet. One flush saves everything dirty in one transaction and
 * only then tells the tabs: the screen never shows what a reload would lose.
 */
export class Store {
  readonly tuningJobs = new Map<string, TuningJobRecord>();
  ownPrices: OwnPrices | undefined;
  /** Tells this life of the service from others, ms since 1970. */
  readonly openedAt: number;
  /** What went wrong with the last save; undefined when saving works. */
  storageError: string | undefined;
  /** Called for every tuning job that is about to be saved. */
  beforeSave: (tuningJob: string) => void = () => {};
  /** By name in lower case, as ARNs have it. */
  readonly #byLowerName = new Map<string, TrainingJobRecord>();
  readonly #byTuningJob = new Map<string, TrainingJobRecord[]>();
  /** Of tuning jobs whose training jobs nobody has asked for yet: they lie in the database (`Pack`). */
  readonly #unread = new Map<string, Summary>();
  /** Tuning jobs whose training jobs are saved as a pack. */
  readonly #packed = new Set<string>();
  readonly #metrics = new Map<string, Map<string, MetricsRecord>>();
  readonly #events = new Map<string, TuningJobEvent[]>();
  readonly #dirty = {
    tuningJobs: new Set<string>(),
    trainingJobs: new Set<TrainingJobRecord>(),
    metrics: new Set<MetricsRecord>(),
    chunks: new Map<string, Set<number>>(),
    objects: false,
    told: new Set<string>(),
  };
  readonly #persistence: Persistence;
  readonly #wall: Wall;
  readonly #push: (changed: Events['changed']) => void;
  #flushing: Promise<void> | undefined;
  #scheduled = false;
  /** When the oldest change that nobody has been told of was made. */
  #since: number | undefined;
  /** When the next flush may begin. */
  #nextFlush = 0;

  constructor(persistence: Persistence, wall: Wall, push: (changed: Events['changed']) => void) {
    this.#persistence = persistence;
    this.#wall = wall;
    this.#push = push;
    this.openedAt = wall.now();
  }

  async load(): Promise<void> {
    const { tuningJobs, trainingJobs, summaries } = await this.#persistence.load();
    this.ownPrices = await this.#persistence.prices();
    for (const record of tuningJobs) this.tuningJobs.set(record.name, record);
    for (const record of trainingJobs.sort((a, b) => a.index - b.index)) this.#index(record);
    for (const summary of summaries) {
      this.#unread.set(summary.tuningJob, summary);
      this.#packed.add(summary.tuningJob);
    }
  }

  get prices(): Prices {
    return pricesWith(this.ownPrices);
  }

  /** Saves first; then every tuning job costs something else. */
  async setPrices(own: OwnPrices): Promise<void> {
    await this.#persistence.savePrices(own);
    this.ownPrices = own;
    for (const name of this.tuningJobs.keys()) this.#touch(name);
  }

  /** Has the training jobs of a tuning job at hand, wherever they lie. */
  async read(tuningJob: string): Promise<void> {
    if (!this.#unread.has(tuningJob)) return;
    const pack = await this.#persistence.pack(tuningJob);
    // Whoever asked at the same time may have read them, or another tuning job has taken the name.
    if (!this.#unread.delete(tuningJob)) return;
    for (const record of unpacked(pack?.json ?? '[]')) this.#index(record);
  }

  /** Training jobs of a tuning job in launch order. Throws if they were not read: a running tuning job's always are. */
  trainingJobsOf(tuningJob: string): readonly TrainingJobRecord[] {
    if (this.#unread.has(tuningJob)) throw new Error(`The training jobs of ${tuningJob} were not read`);
    return this.#byTuningJob.get(tuningJob) ?? [];
  }

  /** What lists tell of a tuning job's training jobs; they need not be read. */
  summaryOf(job: TuningJobRecord): Summary {
    return this.#unread.get(job.name) ?? summaryOf(job, this.trainingJobsOf(job.name));
  }

  /** Finds a tuning job as AWS does: names are compared case-insensitively. */
  findTuningJob(name: string): TuningJobRecord | undefined {
    const lower = name.toLowerCase();
    return [...this.tuningJobs.values()].find((job) => !job.deleted && job.name.toLowerCase() === lower);
  }

  /** The same for a training job, or undefined; with it those of its tuning job are read. */
  async findTrainingJob(name: string): Promise<TrainingJobRecord | undefined> {
    const lower = name.toLowerCase();
    const known = this.#byLowerName.get(lower);
    if (known) return known;
    const owners = [...this.#unread.keys()].filter((each) => lower.startsWith(`${each.toLowerCase()}-`));
    await Promise.all(owners.map((each) => this.read(each)));
    return this.#byLowerName.get(lower);
  }

  /** Curves of one tuning job by training job name, read from the database on first use. */
  async metricsOf(tuningJob: string): Promise<Map<string, MetricsRecord>> {
    const held = this.#metrics.get(tuningJob);
    if (held) return held;
    const stored = await this.#persistence.metrics(tuningJob);
    const loaded =
      this.#metrics.get(tuningJob) ?? new Map(stored.map((record) => [record.name, fromStored(record)]));
    this.#metrics.set(tuningJob, loaded);
    return loaded;
  }

  /** The tuning job's log, read from the database on first use. */
  async eventsOf(tuningJob: string): Promise<TuningJobEvent[]> {
    const held = this.#events.get(tuningJob);
    if (held) return held;
    const chunks = await this.#persistence.events(tuningJob);
    const loaded =
      this.#events.get(tuningJob) ??
      chunks.sort((a, b) => a.chunk - b.chunk).flatMap(({ events }) => [...events]);
    this.#events.set(tuningJob, loaded);
    return loaded;
  }

  /**
   * A deleted tuning job's training jobs stay, as at AWS; a new one of the same name derives the same names for its
   * own and so replaces them.
   */
  async addTuningJob(record: TuningJobRecord): Promise<void> {
    await this.read(record.name);
    const orphans = this.trainingJobsOf(record.name).map(({ name }) => name);
    if (orphans.length > 0) await this.#persistence.forgetTrainingJobs(record.name, orphans);
    this.#packed.delete(record.name);
    for (const name of orphans) this.#byLowerName.delete(name.toLowerCase());
    this.#byTuningJob.delete(record.name);
    this.#metrics.set(record.name, new Map());
    this.#events.set(record.name, []);
    this.tuningJobs.set(record.name, record);
    this.touchTuningJob(record);
  }

  /** Takes over a tuning job that has ended elsewhere, with all that belongs to it. */
  async adoptTuningJob(
    record: TuningJobRecord,
    trainingJobs: readonly TrainingJobRecord[],
    metrics: readonly MetricsRecord[],
    events: readonly TuningJobEvent[],
  ): Promise<void> {
    await this.addTuningJob(record);
    this.#metrics.set(record.name, new Map(metrics.map((each) => [each.name, each])));
    this.#events.set(record.name, [...events]);
    const chunks = Array.from({ length: Math.ceil(events.length / EVENTS_PER_CHUNK) }, (_, chunk) => chunk);
    this.#dirty.chunks.set(record.name, new Set(chunks));
    for (const each of trainingJobs) {
      this.#index(each);
      this.touchTrainingJob(each);
    }
    for (const each of metrics) this.touchMetrics(each);
  }

  addTrainingJob(record: TrainingJobRecord): MetricsRecord {
    this.#index(record);
    const metrics = emptyMetrics(record);
    this.#metrics.get(record.tuningJob)?.set(record.name, metrics);
    this.#dirty.metrics.add(metrics);
    this.touchTrainingJob(record);
    return metrics;
  }

  addEvent(job: TuningJobRecord, event: Omit<TuningJobEvent, 'Sequence'>): TuningJobEvent {
    const numbered = { Sequence: job.events++, ...event };
    const events = this.#events.get(job.name);
    if (!events) throw new Error(`The log of ${job.name} is not loaded`);
    events.push(numbered);
    const chunks = this.#dirty.chunks.get(job.name) ?? new Set();
    this.#dirty.chunks.set(job.name, chunks.add(Math.floor(numbered.Sequence / EVENTS_PER_CHUNK)));
    this.touchTuningJob(job);
    return numbered;
  }

  touchTuningJob(record: TuningJobRecord): void {
    this.#dirty.tuningJobs.add(record.name);
    this.#touch(record.name);
  }

  touchTrainingJob(record: TrainingJobRecord): void {
    this.#dirty.trainingJobs.add(record);
    this.#touch(record.tuningJob);
  }

  touchMetrics(record: MetricsRecord): void {
    this.#dirty.metrics.add(record);
    this.#touch(record.tuningJob);
  }

  touchObjects(): void {
    this.#dirty.objects = true;
    this.#schedule();
  }

  /** The entry and its log are gone; training jobs stay, as at AWS (spec api.md §4.1). */
  async deleteTuningJob(record: TuningJobRecord): Promise<void> {
    record.deleted = true;
    this.touchTuningJob(record);
    await this.flush();
    await this.#persistence.deleteEvents(record.name);
    this.#events.delete(record.name);
  }

  /** Saves what is dirty now, then tells. Resolves when both are done; a failed save is told and tried again later. */
  async flush(): Promise<void> {
    while (this.#flushing) await this.#flushing;
    const from = this.#wall.now();
    this.#flushing = this.#flushOnce(from).finally(() => {
      this.#flushing = undefined;
      const to = this.#wall.now();
      this.#nextFlush = Math.max(from + FLUSH_MS, to + (to - from));
    });
    await this.#flushing;
    // What came meanwhile.
    if (this.#since !== undefined) this.#schedule();
  }

  async #flushOnce(now: number): Promise<void> {
    const { tuningJobs, trainingJobs, metrics, chunks, objects, told } = this.#dirty;
    if (told.size === 0 && !objects) return;
    for (const name of tuningJobs) this.beforeSave(name);
    const packs = this.#packsOf(tuningJobs, trainingJobs);
    const packed = new Set(packs.map(({ tuningJob }) => tuningJob));
    const batch: Batch = {
      packs,
      tuningJobs: [...tuningJobs].flatMap((name) => this.tuningJobs.get(name) ?? []),
      trainingJobs: [...trainingJobs].filter(({ tuningJob }) => !packed.has(tuningJob)),
      metrics: [...metrics].map(toStored),
      events: [...chunks].flatMap(([tuningJob, numbers]) =>
        [...numbers].map((chunk) => {
          const from = chunk * EVENTS_PER_CHUNK;
          return {
            tuningJob,
            chunk,
            events: (this.#events.get(tuningJob) ?? []).slice(from, from + EVENTS_PER_CHUNK),
          };
        }),
      ),
    };
    const changed = { TuningJobs: [...told], Objects: objects, Since: this.#since ?? now };
    this.#since = undefined;
    const held = {
      tuningJobs: [...tuningJobs],
      trainingJobs: [...trainingJobs],
      metrics: [...metrics],
      chunks: [...chunks],
    };
    for (const set of [tuningJobs, trainingJobs, metrics, chunks, told]) set.clear();
    this.#dirty.objects = false;
    try {
      await this.#persistence.save(batch);
      this.storageError = undefined;
      for (const tuningJob of packed) this.#packed.add(tuningJob);
    } catch (thrown) {
      this.storageError = thrown instanceof Error ? thrown.message : String(thrown);
      for (const name of held.tuningJobs) tuningJobs.add(name);
      for (const record of held.trainingJobs) trainingJobs.add(record);
      for (const record of held.metrics) metrics.add(record);
      for (const [name, numbers] of held.chunks) {
        chunks.set(name, new Set([...(chunks.get(name) ?? []), ...numbers]));
      }
    }
    this.#push(changed);
  }

  /** Packs to write: of tuning jobs that have ended and have none yet, or in which something has changed. */
  #packsOf(tuningJobs: ReadonlySet<string>, trainingJobs: ReadonlySet<TrainingJobRecord>): Batch['packs'] {
    const fresh = [...tuningJobs].filter((name) => !this.#packed.has(name));
    const changed = [...trainingJobs].map(({ tuningJob }) => tuningJob);
    return [...new Set([...fresh, ...changed])].flatMap((tuningJob) => {
      const job = this.tuningJobs.get(tuningJob);
      if (!job || !tuningJobEnded(job.status)) return [];
      const records = this.trainingJobsOf(tuningJob);
      const json = JSON.stringify(records);
      // What JSON cannot say stays in records.
      if (records.length === 0 || json !== toExactJson(records)) return [];
      const names = this.#packed.has(tuningJob) ? [] : records.map(({ name }) => name);
      return [{ tuningJob, json, summary: summaryOf(job, records), names }];
    });
  }

  #index(record: TrainingJobRecord) {
    this.#byLowerName.set(record.name.toLowerCase(), record);
    const list = this.#byTuningJob.get(record.tuningJob) ?? [];
    list.push(record);
    this.#byTuningJob.set(record.tuningJob, list);
  }

  #touch(tuningJob: string) {
    this.#dirty.told.add(tuningJob);
    this.#schedule();
  }

  #schedule() {
    this.#since ??= this.#wall.now();
    if (this.#scheduled || this.#flushing) return;
    this.#scheduled = true;
    const wait = Math.max(0, this.#nextFlush - this.#wall.now());
    this.#wall.setTimeout(() => {
      this.#scheduled = false;
      void this.flush();
    }, wait);
  }
}
