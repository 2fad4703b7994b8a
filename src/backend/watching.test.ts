import { describe, expect, it } from 'vitest';
import { medianInPlace } from '../engine/median.ts';
import { followed, type Series } from '../lib/follow.ts';
import { ask, open, type Run, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';
import { scripted } from './testing/scripted.ts';

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
      (sum, { EpochsAsked = 0, Epochs, EpochSeconds, UploadSeconds }) =>
        sum + (EpochsAsked - Epochs) * EpochSeconds + UploadSeconds,
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
        expect(Number.isInteger(AverageSeconds)).toBe(true);
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

/** Runs the request and reads one metric all the while. */
async function follow(metric: string) {
  const run = await open();
  await run.service.call('CreateHyperParameterTuningJob', request);
  let position: string | undefined;
  let known: Series = new Map();
  let pieces = 0;
  for (let over = false; !over; ) {
    const { HyperParameterTuningJobStatus } = await ask(run, 'DescribeHyperParameterTuningJob', Name);
    over = HyperParameterTuningJobStatus !== 'InProgress';
    const answer = await ask(run, 'FollowCurves', {
      ...Name,
      MetricName: metric,
      ...(position === undefined ? {} : { Position: position }),
    });
    position = answer.Position;
    if (answer.Curves.length > 0) pieces++;
    known = followed(
      known,
      answer.Curves.map(({ TrainingJobName, FromEpoch, Epochs, Values }) => {
        // Neither missed nor told twice.
        const last = known.get(TrainingJobName)?.at(-1)?.x ?? 0;
        if (Epochs.length > 0) expect(Epochs[0]).toBe(last + 1);
        return { name: TrainingJobName, from: FromEpoch, xs: Epochs, ys: Values };
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { run, known, pieces };
}

describe('following curves', () => {
  it('in pieces, as often as asked, ends with the very curves that are read at once', async () => {
    for (const metric of ['ObjectiveMetric', 'train:rmse']) {
      const { run, known, pieces } = await follow(metric);
      expect(pieces).toBeGreaterThan(3);
      for (const { TrainingJobName, TrainingJobArn } of await trainingJobs(run)) {
        const { MetricQueryResults } = await ask(run, 'BatchGetMetrics', {
          MetricQueries: [
            {
              MetricName: metric,
              ResourceArn: TrainingJobArn,
              MetricStat: 'Last',
              Period: 'IterationNumber',
              XAxisType: 'IterationNumber',
            },
          ],
        });
        const points = known.get(TrainingJobName) ?? [];
        expect(points.length).toBeGreaterThan(0);
        expect(points.map(({ x }) => x)).toEqual(MetricQueryResults?.[0]?.XAxisValues);
        expect(points.map(({ y }) => y)).toEqual(MetricQueryResults?.[0]?.MetricValues);
      }
    }
  });

  it('hears that a training job begins anew, and ends with the curve of its last attempt', async () => {
    const base = xgboostRequest({ name: 'anew', jobs: 1, parallel: 1, rounds: 3 });
    const input = { HyperParameterTuningJobName: 'anew', MetricName: 'ObjectiveMetric' };
    const statuses: unknown[] = [];
    const heard: { from: number; epochs: readonly number[] }[] = [];
    let known: Series = new Map();
    let position: string | undefined;
    let reading = Promise.resolve();
    const run = await open({
      spawn: scripted('validation:rmse', () => ({ values: [3, 2, 1], end: 'crashes', attempts: 1 })),
      // Reads after every line of the log, as closely as it can.
      onEvent: (_, { Detail }) => {
        statuses.push(Detail?.['Status']);
        reading = reading.then(read);
      },
    });
    async function read() {
      const answer = await ask(run, 'FollowCurves', {
        ...input,
        ...(position === undefined ? {} : { Position: position }),
      });
      position = answer.Position;
      const parts = answer.Curves.map(({ TrainingJobName, FromEpoch, Epochs, Values }) => ({
        name: TrainingJobName,
        from: FromEpoch,
        xs: Epochs,
        ys: Values,
      }));
      heard.push(...parts.map(({ from, xs }) => ({ from, epochs: xs })));
      known = followed(answer.Whole ? new Map() : known, parts);
    }
    await run.service.call('CreateHyperParameterTuningJob', {
      ...base,
      TrainingJobDefinition: { ...base.TrainingJobDefinition, RetryStrategy: { MaximumRetryAttempts: 1 } },
    });
    await run.service.idle();
    await reading;
    await read();
    expect(statuses).toContain('Restarting');
    expect([...known.values()].map((points) => points.map(({ y }) => y))).toEqual([[3, 2, 1]]);
    // It had reported before it began anew: that was told, and taken back.
    expect(heard.some(({ from, epochs }, i) => i > 0 && from === 1 && epochs.length < 3)).toBe(true);
  });

  it('hears nothing twice, and all of it from a service that does not know the position', async () => {
    const run = await runToEnd(xgboostRequest({ jobs: 2, parallel: 2, rounds: 4 }));
    const input = { ...Name, MetricName: 'ObjectiveMetric' };
    const first = await ask(run, 'FollowCurves', input);
    expect(first.Whole).toBe(true);
    expect(first.Curves.map(({ Epochs }) => Epochs)).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
    const second = await ask(run, 'FollowCurves', { ...input, Position: first.Position });
    expect(second).toEqual({ Position: first.Position, Whole: false, Thinned: false, Curves: [] });
    const elsewhere = await ask(run, 'FollowCurves', { ...input, Position: '1.0.3' });
    expect(elsewhere).toEqual(first);
  });

  it('thins a first answer to as many points as are wanted, the long curves and not the short, extremes kept', async () => {
    const run = await runToEnd(request);
    const input = { ...Name, MetricName: 'ObjectiveMetric' };
    const all = await ask(run, 'FollowCurves', input);
    const sizeOf = ({ Epochs }: { readonly Epochs: readonly number[] }) => Epochs.length;
    const total = all.Curves.reduce((sum, curve) => sum + sizeOf(curve), 0);
    expect(all.Thinned).toBe(false);
    expect(await ask(run, 'FollowCurves', { ...input, MaxPoints: total })).toEqual(all);

    const long = xgboostRequest({ name: 'long', jobs: 4, parallel: 2, rounds: 90 });
    const other = await runToEnd(long);
    const asked = { HyperParameterTuningJobName: 'long', MetricName: 'ObjectiveMetric' };
    const whole = await ask(other, 'FollowCurves', asked);
    const thin = await ask(other, 'FollowCurves', { ...asked, MaxPoints: 120 });
    expect(whole.Curves.every((curve) => sizeOf(curve) === 90)).toBe(true);
    expect(thin.Thinned).toBe(true);
    expect(thin.Curves.every((curve) => sizeOf(curve) <= 30)).toBe(true);
    for (const [i, { Epochs, Values }] of thin.Curves.entries()) {
      const own = whole.Curves[i];
      expect(Values).toEqual(Epochs.map((epoch) => own?.Values[epoch - 1]));
      expect([Epochs[0], Epochs.at(-1)]).toEqual([1, 90]);
      expect(Math.min(...Values)).toBe(Math.min(...(own?.Values ?? [])));
      expect(Math.max(...Values)).toBe(Math.max(...(own?.Values ?? [])));
    }
    const [first] = whole.Curves;
    const TrainingJobNames = [first?.TrainingJobName ?? ''];
    expect((await ask(other, 'FollowCurves', { ...asked, TrainingJobNames })).Curves).toEqual([first]);
  });
});
