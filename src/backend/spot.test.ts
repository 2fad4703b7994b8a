import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TuningJobEvent } from '../api/local.ts';
import { hash32 } from '../lib/rng.ts';
import { ask, open, type Run, type RunOptions, runToEnd } from '../node/testing/run.ts';
import { memoryPersistence, type Persistence } from './db.ts';
import { inProcess } from './testing/in-process.ts';
import { picturesRequest } from './testing/pictures.ts';

const CHECKPOINTS = { CheckpointConfig: { S3Uri: 's3://etude-output/checkpoints/' } };
const spot = (MaxWaitTimeInSeconds = 90_000, MaxRuntimeInSeconds = 80_000) => ({
  EnableManagedSpotTraining: true,
  StoppingCondition: { MaxRuntimeInSeconds, MaxWaitTimeInSeconds },
});
const resuming = picturesRequest({ ...spot(), ...CHECKPOINTS }, { earlyStopping: 'Off' });
// A built-in algorithm without checkpoints may wait an hour at most (V12).
const startingOver = picturesRequest(spot(3600, 3600), { earlyStopping: 'Off' });

const logOf = async (request: object, options: RunOptions = {}) => (await runToEnd(request, options)).events;
const statuses = (events: readonly TuningJobEvent[], name?: string) =>
  events
    .filter(({ Type, TrainingJobName }) => Type === 'TrainingJobStatus' && TrainingJobName === name)
    .map(({ Detail }) => Detail?.Status);
const jobsOf = async (run: Run) =>
  Promise.all(
    (
      await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
        HyperParameterTuningJobName: 'pictures',
        MaxResults: 100,
      })
    ).TrainingJobSummaries.map(({ TrainingJobName }) => ask(run, 'DescribeTrainingJob', { TrainingJobName })),
  );
const interrupted = (events: readonly TuningJobEvent[]) =>
  events.filter(({ Detail }) => Detail?.Status === 'Interrupted');
/** Objective values by training job, in the order in which they were told. */
const curves = (events: readonly TuningJobEvent[]) => {
  const found: Record<string, unknown[]> = {};
  for (const { Type, TrainingJobName = '', Detail } of events) {
    if (Type === 'Epoch') (found[TrainingJobName] ??= []).push([Detail?.Epoch, Detail?.Metrics]);
  }
  return found;
};

describe('managed spot training', () => {
  it('goes on from the checkpoint: the learning is that of an uninterrupted run, only later', async () => {
    const calm = await logOf(picturesRequest({}, { earlyStopping: 'Off' }));
    const run = await runToEnd(resuming);
    const { events } = run;
    expect(interrupted(calm)).toEqual([]);
    const [first] = interrupted(events);
    expect(first).toBeDefined();
    const after = statuses(events, first?.TrainingJobName);
    expect(after.slice(0, 5)).toEqual(['Downloading', 'Training', 'Interrupted', 'Starting', 'Downloading']);
    expect(curves(events)).toEqual(curves(calm));
    const { SecondaryStatusTransitions: told = [] } = await ask(run, 'DescribeTrainingJob', {
      TrainingJobName: first?.TrainingJobName ?? '',
    });
    const resumed = told.filter(({ Status }) => Status === 'Training')[1]?.StatusMessage;
    const epoch = Number(first?.Detail?.ResumesAfterEpoch);
    expect(resumed).toContain(epoch > 0 ? `after epoch ${epoch}.` : 'begins anew');
    expect(events.at(-1)?.At).toBeGreaterThan(Number(calm.at(-1)?.At));
  });

  it('begins anew without a checkpoint, and comes to the same in the end', async () => {
    const run = await runToEnd(startingOver);
    const [first] = interrupted(run.events);
    expect(first?.Detail?.ResumesAfterEpoch).toBe(0);
    const told = curves(run.events);
    const jobs = await jobsOf(run);
    const calm = curves(await logOf(picturesRequest({}, { earlyStopping: 'Off' })));
    for (const { TrainingJobName, TrainingJobStatus } of jobs) {
      if (TrainingJobStatus !== 'Completed') continue;
      expect(told[TrainingJobName]?.slice(-10)).toEqual(calm[TrainingJobName]);
    }
    expect(Math.max(...Object.values(told).map((rows) => rows.length))).toBeGreaterThan(10);
  });

  it('bills a share of the training time, which leaves out the waiting', async () => {
    const run = await runToEnd(resuming);
    const jobs = await jobsOf(run);
    const hit = jobs.find(({ SecondaryStatusTransitions }) =>
      SecondaryStatusTransitions?.some(({ Status }) => Status === 'Interrupted'),
    );
    if (!hit?.TrainingStartTime || !hit.TrainingEndTime) throw new Error('Nothing was interrupted');
    const whole = (hit.TrainingEndTime.getTime() - hit.TrainingStartTime.getTime()) / 1000;
    const waiting = (hit.SecondaryStatusTransitions ?? [])
      .slice(1)
      .filter(({ Status }) => Status === 'Interrupted' || Status === 'Starting')
      .reduce((sum, { StartTime, EndTime }) => sum + (Number(EndTime) - Number(StartTime)) / 1000, 0);
    expect(waiting).toBeGreaterThan(200);
    expect(hit.TrainingTimeInSeconds).toBe(Math.round(whole - waiting));
    expect(hit.BillableTimeInSeconds).toBe(Math.round(0.3 * (whole - waiting)));
    const [calm] = await jobsOf(await runToEnd(picturesRequest({}, { jobs: 2, earlyStopping: 'Off' })));
    expect(calm?.BillableTimeInSeconds).toBe(calm?.TrainingTimeInSeconds);
  });

  it('stops at the maximum wait with the status for it, and at the maximum runtime without the waiting', async () => {
    const run = await runToEnd(
      picturesRequest({ ...spot(700, 650), ...CHECKPOINTS }, { earlyStopping: 'Off' }),
    );
    const late = (await jobsOf(run)).filter(
      ({ SecondaryStatus }) => SecondaryStatus === 'MaxWaitTimeExceeded',
    );
    expect(late.length).toBeGreaterThan(0);
    for (const { TrainingJobStatus, CreationTime, TrainingEndTime, SecondaryStatusTransitions } of late) {
      expect(TrainingJobStatus).toBe('Stopped');
      expect(Number(TrainingEndTime) - Number(CreationTime)).toBe(700_000);
      expect(SecondaryStatusTransitions?.at(-2)?.Status).toBe('Stopping');
    }
    const short = await runToEnd(
      picturesRequest({ ...spot(90_000, 200), ...CHECKPOINTS }, { earlyStopping: 'Off' }),
    );
    for (const job of await jobsOf(short)) {
      expect(job.SecondaryStatus).toBe('MaxRuntimeExceeded');
      expect(job.TrainingTimeInSeconds).toBe(200);
    }
  });

  it('logs the same with 1, 2 and 8 workers of any speed', async () => {
    for (const request of [resuming, startingOver]) {
      const log = await logOf(request, { workers: 1 });
      expect(interrupted(log).length).toBeGreaterThan(1);
      for (const workers of [2, 8]) {
        const scrambled = inProcess((worker, message) => (hash32(`${worker}/${message}`) >>> 0) % 5);
        expect(await logOf(request, { workers, spawn: scrambled })).toEqual(log);
      }
    }
  });

  it.each([
    ['with checkpoints', resuming],
    ['without', startingOver],
  ])('survives a crash anywhere: %s', async (_, request) => {
    const whole = await logOf(request);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 2 }), async (at) => {
        const persistence = memoryPersistence();
        let seen = 0;
        const dying: Persistence = {
          ...persistence,
          save: async (batch) => (seen < at ? persistence.save(batch) : new Promise<void>(() => {})),
        };
        const first = await open({ persistence: dying, onEvent: () => void seen++ });
        await first.service.call('CreateHyperParameterTuningJob', request);
        while (seen < at) await new Promise((resolve) => setTimeout(resolve, 0));
        const { service } = await open({ persistence });
        await service.idle();
        const { Events } = await ask({ service }, 'ListTuningJobEvents', {
          HyperParameterTuningJobName: 'pictures',
          MaxResults: 1000,
        });
        expect(Events).toEqual(whole);
      }),
      { numRuns: 10, seed: 1 },
    );
  });
});
