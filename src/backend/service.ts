import type { Pace, TuningJobEvent } from '../api/local.ts';
import type { Events } from '../api/operations.ts';
import type { next } from '../engine/next.ts';
import type { Context } from './context.ts';
import type { Persistence } from './db.ts';
import { type DataWork, dataWorkHere } from './data-work.ts';
import { openDefinitions } from './definitions.ts';
import { dispatch } from './dispatch.ts';
import { type BundledSource, createObjects } from './objects.ts';
import { derivedOutputs } from './outputs.ts';
import { createModelKeeper } from './models.ts';
import type { Pool } from './pool.ts';
import type { TuningJobRecord } from './records.ts';
import { Runner } from './runner.ts';
import { Store, type Wall } from './store.ts';

export interface ServiceDeps {
  readonly persistence: Persistence;
  readonly bundled: BundledSource;
  readonly pool: Pool;
  readonly wall: Wall;
  /** Tells whoever is connected what is stale now. */
  readonly push: (changed: Events['changed']) => void;
  /** CreationTime of new tuning jobs, ms since 1970; default: the wall clock. */
  readonly createdAt?: number;
  /** Pace of new tuning jobs; default 60x. */
  readonly pace?: Pace;
  readonly onEvent?: (job: TuningJobRecord, event: TuningJobEvent) => void;
  readonly decide?: typeof next;
  /** Where whole files are worked on; default: in this thread. */
  readonly dataWork?: DataWork;
  /** Bytes of models that a tuning job keeps; a test sets less. */
  readonly modelsKept?: number;
}

export interface Service {
  /** Answers one operation. Throws RpcError. */
  call(operation: string, input: unknown): Promise<unknown>;
  /** Resolves when no tuning job is running. */
  idle(): Promise<void>;
}

/** The whole backend, wherever it runs: loads what was saved, goes on with what was running, answers operations. */
export async function createService(deps: ServiceDeps): Promise<Service> {
  const { persistence, bundled, pool, wall, push, onEvent, decide } = deps;
  const store = new Store(persistence, wall, push);
  const objects = createObjects({
    bundled,
    saved: persistence.objects,
    derived: derivedOutputs({
      store,
      pool,
      openDefinitions: ({ request }) => openDefinitions(objects, request),
    }),
    now: () => wall.now(),
    onChange: () => store.touchObjects(),
  });
  const runners = new Map<string, Runner>();
  const running = new Map<string, Promise<void>>();

  store.beforeSave = (name) => runners.get(name)?.keepTime();
  const saveArtifact = createModelKeeper(objects, store, deps.modelsKept);

  const start = (job: TuningJobRecord) => {
    const runner = new Runner(job, {
      store,
      pool,
      wall,
      openDefinitions: ({ request }) => openDefinitions(objects, request),
      saveArtifact,
      ...(onEvent ? { onEvent } : {}),
      ...(decide ? { decide } : {}),
    });
    runners.set(job.name, runner);
    running.set(
      job.name,
      runner.run().finally(() => {
        runners.delete(job.name);
        running.delete(job.name);
      }),
    );
  };

  await store.load();
  for (const job of store.tuningJobs.values()) {
    if (job.status === 'InProgress' || job.status === 'Stopping') start(job);
  }

  const context: Context = {
    store,
    objects,
    dataWork: deps.dataWork ?? dataWorkHere,
    workers: pool.size,
    runners,
    start,
    newJob: () => ({ createdAt: deps.createdAt ?? wall.now(), pace: deps.pace ?? '60x' }),
  };
  return {
    call: (operation, input) => dispatch(context, operation, input),
    idle: async () => {
      while (running.size > 0) await Promise.all(running.values());
      await store.flush();
    },
  };
}
