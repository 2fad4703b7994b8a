import { expect, it } from 'vitest';
import type { RehearsalTrace } from '../api/foresight.ts';
import type { Output } from '../api/operations.ts';
import { requestsOf } from '../app/samples.ts';
import { ask, open, runToEnd } from '../node/testing/run.ts';
import { createRehearsal } from './rehearsal.ts';
import { xgboostRequest } from './testing/requests.ts';

const SEED = 11;
const LIMITS = { MaxNumberOfTrainingJobs: 10, MaxParallelTrainingJobs: 3 };

/** A small run of the sample whose training jobs are simulated, and the problem that it lends. */
async function run(Strategy: 'Random' | 'Bayesian', early: 'Off' | 'Auto') {
  const [sample] = requestsOf('caltech-256', 'simulated');
  const job = { HyperParameterTuningJobName: 'simulated' };
  const done = await runToEnd({
    ...sample,
    ...job,
    HyperParameterTuningJobConfig: {
      ...sample?.HyperParameterTuningJobConfig,
      Strategy,
      TrainingJobEarlyStoppingType: early,
      ResourceLimits: LIMITS,
      RandomSeed: SEED,
    },
  });
  return {
    problem: await ask(done, 'DescribeRehearsalProblem', job),
    real: await ask(done, 'DescribeHyperParameterTuningJob', job),
    described: await ask(done, 'DescribeTuningJobRun', job),
  };
}

const play = (problem: Output<'DescribeRehearsalProblem'>, Strategy: string, early: string, Seed = SEED) => {
  const rehearsal = createRehearsal();
  const unable = rehearsal('Open', structuredClone(problem));
  const trace = rehearsal('Run', {
    Strategy,
    Seed,
    ...LIMITS,
    TrainingJobEarlyStoppingType: early,
  }) as RehearsalTrace;
  return { unable, trace };
};

it('plays a simulated tuning job as it really runs: same best, same stops, same seconds', async () => {
  for (const [strategy, early] of [
    ['Random', 'Auto'],
    ['Bayesian', 'Off'],
  ] as const) {
    const { problem, real, described } = await run(strategy, early);
    const { unable, trace } = play(problem, strategy, early);
    expect(unable).toEqual({ Grid: 'NotCategorical' });
    const best = real.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value;
    expect(best).toBeGreaterThan(0);
    expect(trace.Best.at(-1)).toBe(best);
    expect(trace.Stopped).toBe(described.EarlyStopped);
    expect(trace.Seconds.at(-1)).toBe(described.ElapsedSeconds);
    expect(play(problem, strategy, early, SEED + 1).trace).not.toEqual(trace);
  }
});

it('takes the problem of a request that was not created, from which it plays the same', async () => {
  const { problem } = await run('Random', 'Off');
  const fresh = await open();
  const request = problem.Simulated;
  if (!request) throw new Error('The sample is simulated');
  const draft = await ask(fresh, 'PlanRehearsal', request);
  expect(draft).toEqual({ ...problem, Rows: [], LeftOut: 0 });
  expect(play(draft, 'Hyperband', 'Off').trace).toEqual(play(problem, 'Hyperband', 'Off').trace);
  const { HyperParameterTuningJobSummaries } = await ask(fresh, 'ListHyperParameterTuningJobs', {});
  expect(HyperParameterTuningJobSummaries).toEqual([]);

  const real = await ask(
    fresh,
    'PlanRehearsal',
    xgboostRequest({ name: 'real', jobs: 4, parallel: 2, rounds: 3 }),
  );
  expect(real).not.toHaveProperty('Simulated');
  expect(real.Rows).toEqual([]);
});

it('refuses to play before it has a problem, and what it does not know', () => {
  const rehearsal = createRehearsal();
  expect(() => rehearsal('Run', { Strategy: 'Random' })).toThrow('cannot be rehearsed');
  expect(() => rehearsal('Walk', {})).toThrow('There is no operation Walk.');
});
