import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryPersistence } from './db.ts';
import type { TrainingJobRecord, TuningJobRecord } from './records.ts';
import { Store } from './store.ts';
import { xgboostRequest } from './testing/requests.ts';

/** Everything that can happen to the training jobs of tuning jobs that have ended: they come, are tagged, go, come anew. */
type Step =
  | { readonly kind: 'end'; readonly name: string; readonly ends: readonly End[] }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'note'; readonly name: string }
  | { readonly kind: 'delete'; readonly name: string }
  | { readonly kind: 'start anew' };

interface End {
  readonly status: 'Completed' | 'Stopped' | 'Failed';
  readonly retryable: boolean;
  readonly objective: number | undefined;
}

const name = fc.constantFrom('one', 'One-two', 'three');
const end: fc.Arbitrary<End> = fc.record({
  status: fc.constantFrom('Completed', 'Stopped', 'Failed'),
  retryable: fc.boolean(),
  // Ties, and values that JSON does not say exactly: such training jobs are not packed.
  objective: fc.constantFrom(undefined, 0.5, 0.25, 3, -1, -0),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('end' as const), name, ends: fc.array(end, { maxLength: 6 }) }),
  fc.record({ kind: fc.constantFrom('tag' as const, 'note' as const, 'delete' as const), name }),
  fc.constant({ kind: 'start anew' } as const),
);

const tuningJob = (job: string): TuningJobRecord => ({
  name: job,
  request: xgboostRequest({ name: job }),
  seed: 1,
  createdAt: 0,
  status: 'Completed',
  elapsed: 9,
  endedAt: 9,
  pace: 'Max',
  tags: [],
  events: 0,
});
const trainingJob = (job: string, { status, retryable, objective }: End, i: number): TrainingJobRecord => ({
  name: `${job}-${String(i + 1).padStart(3, '0')}-0123abcd`,
  tuningJob: job,
  index: i,
  definition: 0,
  configuration: {},
  reason: { rule: 'random' },
  launchedAt: 0,
  plan: { startup: 1, download: 1, epoch: 1, upload: 1 },
  status,
  transitions: [],
  epochs: 1,
  ...(objective === undefined ? {} : { objective, objectiveEpoch: 1 }),
  endedAt: 9,
  ...(status === 'Failed' ? { retryable } : {}),
  tags: [],
});

/** What a list should say, counted by hand. Of equal values the first launched is the best; this objective is minimised. */
function counted(records: readonly TrainingJobRecord[]) {
  const many = (holds: (record: TrainingJobRecord) => boolean) => records.filter(holds).length;
  const [best] = records
    .filter(({ status, objective }) => status === 'Completed' && objective !== undefined)
    .sort((a, b) => (a.objective ?? 0) - (b.objective ?? 0) || a.index - b.index);
  const succeeded = many(({ status, objective }) => status !== 'Failed' && objective !== undefined);
  return {
    statuses: {
      Completed: many(({ status }) => status === 'Completed'),
      InProgress: 0,
      RetryableError: many(({ status, retryable }) => status === 'Failed' && retryable === true),
      NonRetryableError: many(({ status, retryable }) => status === 'Failed' && retryable === false),
      Stopped: many(({ status }) => status === 'Stopped'),
    },
    objectives: { Succeeded: succeeded, Pending: 0, Failed: records.length - succeeded },
    best: best?.name,
  };
}

it('is what counting the training jobs gives, whatever has happened to them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const persistence = memoryPersistence();
      const open = async () => {
        const store = new Store(persistence, { now: () => 0, setTimeout: () => undefined }, () => {});
        await store.load();
        return store;
      };
      let store = await open();
      for (const each of steps) {
        if (each.kind === 'start anew') store = await open();
        else if (each.kind === 'end') {
          if (store.findTuningJob(each.name)) continue;
          const records = each.ends.map((one, i) => trainingJob(each.name, one, i));
          await store.adoptTuningJob(tuningJob(each.name), records, [], []);
        } else {
          const job = store.findTuningJob(each.name);
          if (!job) continue;
          if (each.kind === 'delete') await store.deleteTuningJob(job);
          if (each.kind === 'note') {
            job.note = 'Noted.';
            store.touchTuningJob(job);
          }
          const first = await store.findTrainingJob(`${job.name}-001-0123abcd`);
          if (each.kind === 'tag' && first) {
            first.tags = [{ Key: 'late', Value: 'yes' }];
            store.touchTrainingJob(first);
          }
        }
        await store.flush();
        expect(store.storageError).toBeUndefined();
      }
      const last = await open();
      for (const job of last.tuningJobs.values()) {
        const { statuses, objectives, best } = last.summaryOf(job);
        await last.read(job.name);
        const records = last.trainingJobsOf(job.name);
        expect({ statuses, objectives, best: best?.name }).toEqual(counted(records));
        expect(best?.objective).toBe(records.find((record) => record.name === best?.name)?.objective);
        expect(last.summaryOf(job)).toEqual({
          tuningJob: job.name,
          statuses,
          objectives,
          ...(best && { best }),
        });
      }
    }),
    { numRuns: 200 },
  );
});
