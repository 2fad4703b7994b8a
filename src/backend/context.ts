import { notFound } from '../api/errors.ts';
import { definitionsOf } from '../api/definitions.ts';
import type { DataWork } from './data-work.ts';
import type { Objects } from './objects.ts';
import type { TrainingJobRecord, TuningJobRecord } from './records.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';

/** What every handler works with. */
export interface Context {
  readonly store: Store;
  readonly objects: Objects;
  readonly dataWork: DataWork;
  /** Training workers. */
  readonly workers: number;
  /** What a new tuning job starts with beside its request. */
  readonly newJob: () => Pick<TuningJobRecord, 'createdAt' | 'pace'>;
  /** By tuning job name, while it runs. */
  readonly runners: ReadonlyMap<string, Runner>;
  /** Puts a new tuning job to work. */
  readonly start: (job: TuningJobRecord) => void;
}

export function needTuningJob({ store }: Pick<Context, 'store'>, name: string): TuningJobRecord {
  const job = store.findTuningJob(name);
  if (!job) throw notFound('tuning job', name);
  return job;
}

/** The same with its training jobs at hand. */
export async function readTuningJob(context: Pick<Context, 'store'>, name: string): Promise<TuningJobRecord> {
  const job = needTuningJob(context, name);
  await context.store.read(job.name);
  return job;
}

/** A training job, and with it those of its tuning job. */
export async function needTrainingJob({ store }: Context, name: string): Promise<TrainingJobRecord> {
  const record = await store.findTrainingJob(name);
  if (!record) throw notFound('training job', name);
  return record;
}

/** The definition a training job was launched from. */
export function definitionOf(job: TuningJobRecord, { definition }: TrainingJobRecord) {
  const found = definitionsOf(job.request)[definition];
  if (!found) throw new Error(`${job.name} has no definition ${definition}`);
  return found;
}
