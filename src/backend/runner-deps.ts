import type { TuningJobEvent } from '../api/local.ts';
import type { next } from '../engine/next.ts';
import type { ModelFile } from '../training/types.ts';
import type { Definition } from './definitions.ts';
import type { Pool } from './pool.ts';
import type { StopCause, TrainingJobRecord, TuningJobRecord } from './records.ts';
import type { Store, Wall } from './store.ts';

/** Where a model went, as the training job's record has it; empty if it could not be saved. */
export type Saved = Pick<TrainingJobRecord, 'artifact' | 'modelOnDemand'>;

export interface RunnerDeps {
  readonly store: Store;
  readonly pool: Pool;
  readonly wall: Wall;
  /** Reads what the definitions need from the object store, once per life of the runner. */
  readonly openDefinitions: (job: TuningJobRecord) => Promise<readonly Definition[]>;
  /** Saves a model artifact and what is beside it. */
  readonly saveArtifact: (
    job: TuningJobRecord,
    training: TrainingJobRecord,
    artifact: ModelFile,
    files: readonly ModelFile[],
  ) => Promise<Saved>;
  /** Hears every event as it is logged (the headless program prints them). */
  readonly onEvent?: (job: TuningJobRecord, event: TuningJobEvent) => void;
  /** The engine; tests put JSON in between. */
  readonly decide?: typeof next;
}

/** Going on with other data would make a training job, and a tuning job, out of two. */
export const CHANGED =
  'ClientError: Data download failed: the objects of the input channels are not those that this tuning job began with. They were replaced, added to or deleted since.';

/** Secondary statuses of stopped training jobs other than Stopped (spec api.md §4.2). */
export const STOPPED_AS: Readonly<
  Partial<Record<StopCause['rule'], 'MaxRuntimeExceeded' | 'MaxWaitTimeExceeded'>>
> = {
  'max-runtime': 'MaxRuntimeExceeded',
  'max-wait': 'MaxWaitTimeExceeded',
};
