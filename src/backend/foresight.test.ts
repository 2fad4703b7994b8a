import { beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../api/operations.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { rehearse, stageOf, strategyNames, unfit } from '../engine/rehearse.ts';
import { bundledOnDisk } from '../node/bundled.ts';
import { memoryPersistence } from './db.ts';
import { toProblem } from './foresight.ts';
import { createPool } from './pool.ts';
import { createService, type Service } from './service.ts';
import { inProcess } from './testing/in-process.ts';
import { xgboostRequest } from './testing/requests.ts';

const wall = { now: () => 0, setTimeout: (run: () => void, ms: number) => setTimeout(run, ms) };
const JOBS = { jobs: 12, parallel: 3, rounds: 10, seed: 7 };

let service: Service;
const ask = async <T>(operation: string, input: object) => (await service.call(operation, input)) as T;
const named = (HyperParameterTuningJobName: string) => ({ HyperParameterTuningJobName });
const replays = (name: string, Patience = 3) =>
  ask<Output<'ReplayStoppingRules'>>('ReplayStoppingRules', { ...named(name), Patience });
const plan = (request: CreateHyperParameterTuningJobRequest) =>
  ask<Output<'PlanTuningJob'>>('PlanTuningJob', request);

/** Names differ between two jobs only by the job's own and its hash: compare by launch number. */
const numbered = (all: readonly { TrainingJobName: string; Epoch: number }[]) =>
  all.map(({ TrainingJobName, Epoch }) => [TrainingJobName.split('-').at(-2), Epoch]);

beforeAll(async () => {
  service = await createService({
    persistence: memoryPersistence(),
    bundled: bundledOnDisk,
    pool: createPool(2, inProcess()),
    wall,
    createdAt: 0,
    pace: 'Max',
    push: () => {},
  });
  await service.call(
    'CreateHyperParameterTuningJob',
    xgboostRequest({ ...JOBS, name: 'off', earlyStopping: 'Off' }),
  );
  await service.call('CreateHyperParameterTuningJob', xgboostRequest({ ...JOBS, name: 'auto' }));
  await service.idle();
});

describe('ReplayStoppingRules', () => {
  it('says of a job without early stopping exactly what the same job with it did', async () => {
    const [off, auto] = [await replays('off'), await replays('auto')];
    expect([off.RanWith, auto.RanWith]).toEqual(['Off', 'Median']);
    const [foretold, real] = [off, auto].map(({ Rules }) => Rules.find(({ Rule }) => Rule === 'Median'));
    expect(foretold?.Stops.length).toBeGreaterThan(2);
    expect(numbered(foretold?.Stops ?? [])).toEqual(numbered(real?.Stops ?? []));
    expect(foretold?.Unknown).toEqual([]);
    expect(foretold?.ElapsedSeconds).toBe(real?.ElapsedSeconds);
    expect(foretold?.TrainingSeconds).toEqual(real?.TrainingSeconds);

    // And what really ran is what the service reports of it.
    const run = await ask<Output<'DescribeTuningJobRun'>>('DescribeTuningJobRun', named('auto'));
    expect(run.ElapsedSeconds).toBe(real?.ElapsedSeconds);
    expect(real?.TrainingSeconds.AtLeast).toBeCloseTo(run.TotalTrainingSeconds, 6);
    const job = await ask<Output<'DescribeHyperParameterTuningJob'>>(
      'DescribeHyperParameterTuningJob',
      named('auto'),
    );
    expect(real?.Stops).toHaveLength(job.TrainingJobStatusCounters?.Stopped ?? -1);
    expect(auto.Best?.TrainingJobName).toBe(job.BestTrainingJob?.TrainingJobName);
    expect(auto.Best?.Value).toBe(job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value);
  });

  it('gives bounds where curves were cut short, and exact lengths without stopping', async () => {
    const [all] = (await replays('auto')).Rules;
    expect(all?.Epochs).toEqual({ AtLeast: 120, AtMost: 120 });
    expect(all?.Unknown.length).toBeGreaterThan(2);
    const { Rules } = await replays('auto', 9);
    const patience = Rules.find(({ Rule }) => Rule === 'Patience');
    expect(patience?.Stops).toEqual([]);
    expect(patience?.SavedEpochs.AtLeast).toBe(0);
    expect(patience?.SavedEpochs.AtMost).toBeGreaterThan(0);
    expect(patience?.Epochs.AtMost).toBe(120);
  });

  it('waits for the end of a tuning job', async () => {
    await service.call(
      'CreateHyperParameterTuningJob',
      xgboostRequest({ name: 'running', jobs: 1, parallel: 1, rounds: 3 }),
    );
    await service.call('SetTuningJobPace', { ...named('running'), Pace: 'Paused' });
    await expect(replays('running')).rejects.toMatchObject({ code: 'ValidationException' });
    await service.call('StopHyperParameterTuningJob', named('running'));
    expect((await replays('running')).Rules.map(({ Rule }) => Rule)).toContain('Off');
  });
});

describe('PlanTuningJob', () => {
  it('foretells the time and epochs of a random search to the second', async () => {
    const request = xgboostRequest({ ...JOBS, name: 'off', earlyStopping: 'Off' });
    const planned = await plan(request);
    const run = await ask<Output<'DescribeTuningJobRun'>>('DescribeTuningJobRun', named('off'));
    expect(planned).toMatchObject({ TrainingJobs: 12, Epochs: 120, Exact: true, Refused: 0 });
    expect(planned).not.toHaveProperty('Combinations');
    expect(planned.ElapsedSeconds?.Expected).toBeCloseTo(run.ElapsedSeconds, 6);
    expect(planned.TrainingSeconds?.Expected).toBeCloseTo(run.TotalTrainingSeconds, 6);
    // One ml.m5.xlarge at 0.23 an hour.
    expect(planned.Cost?.Expected).toBeCloseTo((run.TotalTrainingSeconds / 3600) * 0.23, 9);
  });

  it('gives a band that holds what happens with early stopping', async () => {
    const planned = await plan(xgboostRequest({ ...JOBS, name: 'auto' }));
    const run = await ask<Output<'DescribeTuningJobRun'>>('DescribeTuningJobRun', named('auto'));
    expect(planned.Exact).toBe(false);
    expect(run.TotalTrainingSeconds).toBeGreaterThan(planned.TrainingSeconds?.Low ?? Infinity);
    expect(run.TotalTrainingSeconds).toBeLessThan(planned.TrainingSeconds?.High ?? 0);
  });

  it('multiplies the documented bound, and tells what the algorithm will refuse', async () => {
    const request = xgboostRequest({ ...JOBS, name: 'new', rounds: 0 });
    const limits = { ...request.HyperParameterTuningJobConfig.ResourceLimits, MaxRuntimeInSeconds: 7200 };
    const config = { ...request.HyperParameterTuningJobConfig, ResourceLimits: limits };
    const planned = await plan({ ...request, HyperParameterTuningJobConfig: config });
    expect(planned.MaxComputeSeconds).toBe(7200 * 3 * 1);
    expect(planned.Refused).toBe(planned.Looked);
    expect(planned.RefusedBecause).toContain('num_round');
  });
});

describe('DescribeRehearsalProblem', () => {
  it('is a table on which strategies can be played', async () => {
    const problem = await ask<Output<'DescribeRehearsalProblem'>>('DescribeRehearsalProblem', named('auto'));
    expect(problem).toMatchObject({ Objective: { Type: 'Minimize' }, LeftOut: 0 });
    expect(problem.Rows).toHaveLength(12);
    expect(problem.Rows.every(({ Epochs }) => Epochs === 10)).toBe(true);
    const stage = stageOf(toProblem(problem));
    for (const strategy of strategyNames.filter((name) => unfit(stage, name) === undefined)) {
      const trace = rehearse(stage, {
        strategy,
        seed: 1,
        maxTrials: 6,
        maxParallel: 2,
        earlyStopping: 'median',
      });
      expect(trace.best).toHaveLength(6);
    }
  });
});
