import { expect, it } from 'vitest';
import { ask, open, runToEnd } from '../node/testing/run.ts';
import { memoryPersistence } from './db.ts';
import { xgboostRequest } from './testing/requests.ts';

const request = xgboostRequest({ jobs: 6, rounds: 6 });
const Name = { HyperParameterTuningJobName: request.HyperParameterTuningJobName };

it('describes a running tuning job twice and at one moment', async () => {
  const run = await open();
  await run.service.call('CreateHyperParameterTuningJob', request);
  let seen = 0;
  for (let over = false; !over; seen++) {
    const { TuningJob, Run } = await ask(run, 'WatchTuningJob', Name);
    const sum = Object.values(TuningJob.TrainingJobStatusCounters).reduce<number>((a, b) => a + (b ?? 0), 0);
    const { Launched, Ended } = Run.Progress.MaxNumberOfTrainingJobs;
    expect([Launched, Ended]).toEqual([sum, sum - (TuningJob.TrainingJobStatusCounters.InProgress ?? 0)]);
    expect(Object.values(Run.Stopped).reduce((a, b) => a + b, 0)).toBe(
      TuningJob.TrainingJobStatusCounters.Stopped,
    );
    over = TuningJob.HyperParameterTuningJobStatus !== 'InProgress';
    await turn();
  }
  expect(seen).toBeGreaterThan(5);
  await run.service.idle();
});

it('never takes elapsed time back: it goes on from where it was saved, and comes to the same log', async () => {
  const persistence = memoryPersistence();
  let clock = 1_000_000;
  // Time stands still unless the test moves it, so nothing happens between two events but the passing of time.
  const wall = {
    now: () => clock,
    setTimeout: (run: () => void, ms: number) => void (ms < 200 && setTimeout(run, 0)),
  };
  const first = await open({ persistence, wall, pace: '600x' });
  await first.service.call('CreateHyperParameterTuningJob', request);
  while (!first.events.some(({ Type }) => Type === 'TrainingJobLaunched')) await turn();
  clock += 40;
  const elapsed = async (run: Awaited<ReturnType<typeof open>>) =>
    (await ask(run, 'DescribeTuningJobRun', Name)).ElapsedSeconds;
  await first.service.call('SetTuningJobPace', { ...Name, Pace: 'Paused' });
  const shown = await elapsed(first);
  // 40 ms at 600 times.
  expect(shown).toBeCloseTo(24, 6);
  clock += 10_000;
  expect(await elapsed(first)).toBe(shown);

  const second = await open({ persistence, wall });
  expect(await elapsed(second)).toBe(shown);
  const changes = async () => (await ask(second, 'DescribeTuningJobRun', Name)).PaceChanges;
  // It reads what it needs first; then it notes that it goes on, at the very second that was shown.
  while (!(await changes()).some(({ Resumed }) => Resumed)) await turn();
  expect((await changes()).at(-1)).toMatchObject({ At: shown, Resumed: true });
  await second.service.call('SetTuningJobPace', { ...Name, Pace: 'Max' });
  await second.service.idle();
  expect(await elapsed(second)).toBeGreaterThan(shown);
  const { Events } = await ask(second, 'ListTuningJobEvents', { ...Name, MaxResults: 1000 });
  expect(Events).toEqual((await runToEnd(request)).events);
});

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
