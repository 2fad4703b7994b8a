import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TuningJobEvent } from '../api/local.ts';
import type { HyperParameterTuningJobConfig } from '../api/tuning-job.ts';
import { next } from '../engine/next.ts';
import { hash32 } from '../lib/rng.ts';
import { memoryPersistence, type Persistence } from './db.ts';
import type { Service } from './service.ts';
import { inProcess } from './testing/in-process.ts';
import { xgboostRequest } from './testing/requests.ts';
import { ask, open, type RunOptions, runToEnd } from '../node/testing/run.ts';

const logOf = async (request: object, options: RunOptions = {}) => (await runToEnd(request, options)).events;

const describeJob = (service: Service, name: string) =>
  ask({ service }, 'DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: name });

describe('the event log of a tuning job', () => {
  it('is the same with 1, 2 and 8 workers of any speed, and with JSON between runner and engine', async () => {
    const request = xgboostRequest();
    const log = await logOf(request, { workers: 1 });
    expect(log.at(-1)?.Type).toBe('TuningJobEnded');
    expect(log.filter(({ Type }) => Type === 'TrainingJobLaunched')).toHaveLength(8);
    expect(log.some(({ Type }) => Type === 'TrainingJobStopped')).toBe(true);

    for (const workers of [2, 8]) {
      const scrambled = inProcess((worker, message) => (hash32(`${worker}/${message}`) >>> 0) % 5);
      expect(await logOf(request, { workers, spawn: scrambled })).toEqual(log);
    }
    const throughJson: typeof next = (spec, trials, elapsed) =>
      next(...(JSON.parse(JSON.stringify([spec, trials, elapsed])) as Parameters<typeof next>));
    expect(await logOf(request, { decide: throughJson })).toEqual(log);
  });

  it('differs with another seed', async () => {
    const launches = async (seed: number) =>
      (await logOf(xgboostRequest({ seed, jobs: 2, parallel: 2, rounds: 1 }))).filter(
        ({ Type }) => Type === 'TrainingJobLaunched',
      );
    expect(await launches(1)).not.toEqual(await launches(2));
  });

  it('is in order of simulated time', async () => {
    const log = await logOf(xgboostRequest({ jobs: 4 }));
    for (const [i, event] of log.entries()) {
      expect(event.Sequence).toBe(i);
      expect(event.At).toBeGreaterThanOrEqual(log[i - 1]?.At ?? 0);
    }
  });
});

describe('a backend that dies', () => {
  const small = xgboostRequest({ jobs: 5, rounds: 6 });
  const under = (config: Partial<HyperParameterTuningJobConfig>) => ({
    ...small,
    HyperParameterTuningJobConfig: { ...small.HyperParameterTuningJobConfig, ...config },
  });
  it.each([
    ['the median rule', small],
    [
      'Hyperband',
      under({
        Strategy: 'Hyperband',
        StrategyConfig: { HyperbandStrategyConfig: { MaxResource: 6 } },
        TrainingJobEarlyStoppingType: 'Off',
      }),
    ],
    [
      'Bayesian search and criteria',
      under({
        Strategy: 'Bayesian',
        TuningJobCompletionCriteria: {
          BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 3 },
        },
      }),
    ],
  ])('goes on where it was saved, wherever that is, and ends with the same log: %s', async (_, request) => {
    const whole = await logOf(request);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 2 }), async (at) => {
        const persistence = memoryPersistence();
        // The first life is cut off after `at` events: nothing later is ever saved.
        let seen = 0;
        const dying: Persistence = {
          ...persistence,
          save: async (batch) => (seen < at ? persistence.save(batch) : never()),
        };
        const first = await open({ persistence: dying, onEvent: () => void seen++ });
        await first.service.call('CreateHyperParameterTuningJob', request);
        while (seen < at) await new Promise((resolve) => setTimeout(resolve, 0));

        const { service } = await open({ persistence });
        await service.idle();
        const { Events } = (await service.call('ListTuningJobEvents', {
          HyperParameterTuningJobName: request.HyperParameterTuningJobName,
          MaxResults: 1000,
        })) as { Events: TuningJobEvent[] };
        expect(Events).toEqual(whole);
      }),
      { numRuns: 10, seed: 1 },
    );
  });
});

const never = () => new Promise<void>(() => {});

describe('the counters', () => {
  it('add up to the training jobs launched at every moment', async () => {
    const { service, events } = await open();
    const request = xgboostRequest({ jobs: 6 });
    const name = request.HyperParameterTuningJobName;
    await service.call('CreateHyperParameterTuningJob', request);
    for (let status = 'InProgress'; status === 'InProgress'; ) {
      const answer = await describeJob(service, name);
      status = answer.HyperParameterTuningJobStatus;
      const launched = events.filter(({ Type }) => Type === 'TrainingJobLaunched').length;
      const sum = (counters: object) => Object.values(counters).reduce((a: number, b: number) => a + b, 0);
      expect(sum(answer.TrainingJobStatusCounters)).toBe(launched);
      expect(sum(answer.ObjectiveStatusCounters)).toBe(launched);
      expect(answer.TrainingJobStatusCounters.InProgress).toBeLessThanOrEqual(3);
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    expect((await describeJob(service, name)).BestTrainingJob?.TrainingJobStatus).toBe('Completed');
  });
});

describe('stopping', () => {
  it('stops a tuning job: running training jobs become Stopped and keep their curves', async () => {
    const { service, events } = await open();
    const request = xgboostRequest({ rounds: 200, earlyStopping: 'Off' });
    const name = request.HyperParameterTuningJobName;
    await service.call('CreateHyperParameterTuningJob', request);
    while (events.filter(({ Type }) => Type === 'Epoch').length < 20)
      await new Promise((resolve) => setTimeout(resolve, 0));
    await service.call('StopHyperParameterTuningJob', { HyperParameterTuningJobName: name });
    const answer = await describeJob(service, name);
    expect(answer.HyperParameterTuningJobStatus).toBe('Stopped');
    expect(answer.TrainingJobStatusCounters).toMatchObject({ InProgress: 0, Stopped: 3 });
    expect(answer.ObjectiveStatusCounters.Succeeded).toBe(3);
    await expect(
      service.call('StopHyperParameterTuningJob', { HyperParameterTuningJobName: name }),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('already') as string,
    });
  });

  it('stops one training job and goes on with the others', async () => {
    const { service, events } = await open();
    const request = xgboostRequest({ jobs: 4, earlyStopping: 'Off' });
    const name = request.HyperParameterTuningJobName;
    await service.call('CreateHyperParameterTuningJob', request);
    while (!events.some(({ Type }) => Type === 'Epoch'))
      await new Promise((resolve) => setTimeout(resolve, 0));
    const TrainingJobName = events.find(({ Type }) => Type === 'TrainingJobLaunched')?.TrainingJobName;
    await service.call('StopTrainingJob', { TrainingJobName });
    await service.idle();
    expect(await describeJob(service, name)).toMatchObject({
      HyperParameterTuningJobStatus: 'Completed',
      TrainingJobStatusCounters: { Completed: 3, Stopped: 1 },
    });
  });
});
