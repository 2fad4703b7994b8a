import { describe, expect, it } from 'vitest';
import { medianInPlace } from '../engine/median.ts';
import { ask, open, type Run, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';

const request = xgboostRequest({ jobs: 12, rounds: 15, seed: 11 });
const Name = { HyperParameterTuningJobName: request.HyperParameterTuningJobName };

const trainingJobs = async (run: Run) =>
  (await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', { ...Name, MaxResults: 100 }))
    .TrainingJobSummaries;

describe('the running averages at an epoch', () => {
  it('form the very median that every training job was compared with, at every epoch', async () => {
    const run = await runToEnd(request);
    let compared = 0;
    for (const { TrainingJobName } of await trainingJobs(run)) {
      const { Thresholds, Stop } = await ask(run, 'DescribeTrainingJobDecisions', { TrainingJobName });
      for (const [i, threshold] of Thresholds.entries()) {
        const answer = await ask(run, 'DescribeRunningAverages', { TrainingJobName, Epoch: i + 1 });
        expect(answer.Threshold).toBe(threshold);
        if (threshold === null) continue;
        compared++;
        const averages = answer.Compared.map(({ RunningAverage }) => RunningAverage);
        expect(medianInPlace(Float64Array.from(averages))).toBe(threshold);
        if (Stop?.Rule === 'Median' && Stop.Epoch === i + 1) {
          expect(answer.Compared).toEqual(Stop.Compared);
          expect(answer.Value).toBe(Stop.Value);
        }
      }
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('are none at an epoch that was not reached', async () => {
    const run = await runToEnd(xgboostRequest({ jobs: 2, parallel: 2, rounds: 3 }));
    const [first] = await trainingJobs(run);
    const answer = await ask(run, 'DescribeRunningAverages', {
      TrainingJobName: first?.TrainingJobName ?? '',
      Epoch: 4,
    });
    expect(answer).toEqual({ Epoch: 4, Value: null, Threshold: null, Compared: [] });
  });
});

describe('what a tuning job has spent', () => {
  it('adds up: stopped by whom, seconds, and money at the list price', async () => {
    const run = await runToEnd(request);
    const described = await ask(run, 'DescribeHyperParameterTuningJob', Name);
    const { Stopped, EarlyStopped, TotalTrainingSeconds, SavedTrainingSeconds, Cost } = await ask(
      run,
      'DescribeTuningJobRun',
      Name,
    );
    expect(EarlyStopped).toBeGreaterThan(0);
    expect(Stopped.EarlyStopping).toBe(EarlyStopped);
    expect(Object.values(Stopped).reduce((a, b) => a + b, 0)).toBe(
      described.TrainingJobStatusCounters.Stopped,
    );
    const { TrainingJobs } = await ask(run, 'DescribeTuningJobTimeline', Name);
    const saved = TrainingJobs.filter(({ StoppedBy }) => StoppedBy === 'EarlyStopping').reduce(
      (sum, { EpochsAsked = 0, Epochs, EpochSeconds }) => sum + (EpochsAsked - Epochs) * EpochSeconds,
      0,
    );
    expect(SavedTrainingSeconds).toBeCloseTo(saved, 9);
    // ml.m5.xlarge, one instance.
    expect(Cost?.Spent).toBeCloseTo((TotalTrainingSeconds * 0.23) / 3600, 9);
    expect(Cost?.Saved).toBeCloseTo((saved * 0.23) / 3600, 9);
  });

  it('tells what the remaining time is worked out from', async () => {
    const run = await open();
    await run.service.call('CreateHyperParameterTuningJob', request);
    for (;;) {
      const { RemainingSeconds, RemainingFrom } = await ask(run, 'DescribeTuningJobRun', Name);
      if (RemainingFrom && RemainingFrom.TrainingJobsLeft > 0) {
        const { AverageSeconds, TrainingJobsLeft, Parallel } = RemainingFrom;
        expect(RemainingSeconds).toBe((AverageSeconds * TrainingJobsLeft) / Parallel);
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    await run.service.idle();
  });
});

describe('the log of a tuning job', () => {
  it('is filtered by type, training job and text, and read from any place', async () => {
    const run = await runToEnd(request);
    const epochs = run.events.filter(({ Type }) => Type === 'Epoch');
    const some = await ask(run, 'ListTuningJobEvents', {
      ...Name,
      Types: ['Epoch'],
      StartIndex: 7,
      MaxResults: 5,
    });
    expect(some).toMatchObject({ Total: epochs.length, Events: epochs.slice(7, 12) });
    const [first] = await trainingJobs(run);
    const own = await ask(run, 'ListTuningJobEvents', {
      ...Name,
      TrainingJobName: first?.TrainingJobName ?? '',
      Contains: 'UPLOADING',
    });
    expect(own.Events.map(({ Message }) => Message)).toEqual(['Uploading.']);
  });

  it('does not tell of a change of pace, which stands beside it', async () => {
    const run = await open({ pace: 'Paused' });
    await run.service.call('CreateHyperParameterTuningJob', request);
    await run.service.call('SetTuningJobPace', { ...Name, Pace: 'Max' });
    await run.service.idle();
    expect(run.events).toEqual((await runToEnd(request)).events);
    const { PaceChanges } = await ask(run, 'DescribeTuningJobRun', Name);
    expect(PaceChanges).toMatchObject([{ At: 0, Pace: 'Max', Resumed: false }]);
  });
});

describe('the log of a training job', () => {
  it('is what its container printed, a line an epoch, and comes back after a reload', async () => {
    const run = await runToEnd(xgboostRequest({ jobs: 1, parallel: 1, rounds: 4 }));
    const [job] = await trainingJobs(run);
    const TrainingJobName = job?.TrainingJobName ?? '';
    const { Lines, Kept } = await ask(run, 'GetTrainingJobLog', { TrainingJobName });
    expect(Kept).toBe(true);
    expect(Lines.map(({ Epoch }) => Epoch)).toEqual([1, 2, 3, 4]);
    const epochs = run.events.filter(({ Type }) => Type === 'Epoch');
    for (const [i, { Text }] of Lines.entries()) {
      const metrics = epochs[i]?.Detail?.['Metrics'] as Record<string, number>;
      expect(Text).toContain(`#011validation-rmse:${metrics['validation:rmse']?.toFixed(5)}`);
    }
  });
});
