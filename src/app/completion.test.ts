import { describe, expect, it } from 'vitest';
import {
  criterionRows,
  failedSentence,
  nearness,
  finishSentence,
  launchSentence,
  rungRows,
} from './completion.ts';
import type { TuningJobRun } from './jobs.ts';

const constants: TuningJobRun['Convergence'] = {
  LeastImprovement: 0.01,
  MinEndedTrainingJobs: 20,
  Window: 0.5,
  TailValues: 10,
  Threshold: 0.1,
};
const best = { TrainingJobName: 'job-004-0123abcd', Value: 0.905, Epoch: 12 };
const outlook = { Ended: 30, Window: 15, Gain: 0.004, Ahead: 20, Probability: 0.0456, Converged: true };

describe('the end of a tuning job', () => {
  it.each([
    [
      { Rule: 'TargetObjectiveMetricValue', Target: 0.9, Reached: best } as const,
      ['0.9', '004', '0.905', 'epoch 12'],
    ],
    [
      {
        Rule: 'MaxNumberOfTrainingJobsNotImproving',
        Limit: 10,
        Count: 10,
        Best: best,
        Improved: { ...best, TrainingJobName: 'job-002-0123abcd', Value: 0.9 },
      } as const,
      ['10 training jobs in a row', '1 %', '002', '004'],
    ],
    [
      { Rule: 'ConvergenceDetected', Best: best, Convergence: outlook } as const,
      ['latest 15 training jobs', 'by 0.4 %', 'another 20 training jobs', '4.56 %', 'below 10 %'],
    ],
    [{ Rule: 'MaxRuntimeInSeconds', Limit: 600, ElapsedSeconds: 600 } as const, ['10 min']],
  ])('%j', (finish, parts) => {
    for (const part of parts) expect(finishSentence(finish, constants)).toContain(part);
  });
});

describe('how near the criteria are', () => {
  const progress: TuningJobRun['Progress'] = {
    Best: best,
    MaxNumberOfTrainingJobs: { Limit: 50, Launched: 12, Ended: 10 },
    MaxRuntimeInSeconds: { ElapsedSeconds: 90 },
    TargetObjectiveMetricValue: { Target: 0.95 },
    MaxNumberOfTrainingJobsNotImproving: { Limit: 8, Count: 3, Improved: best },
    ConvergenceDetected: { ...outlook, Enabled: false, Probability: null, Gain: null },
  };

  it('measures those that are set, and only those', () => {
    const near = nearness({ Progress: progress, Convergence: constants });
    expect(near.map(({ criterion, percent }) => [criterion, percent])).toEqual([
      ['Training jobs', 20],
      ['Target', undefined],
      ['Not improving', 37.5],
    ]);
    expect(near[1]?.text).toBe('The best is 0.905, 0.045 from 0.95');
    const Reason = {
      Rule: 'TargetObjectiveMetricValue',
      Target: 0.95,
      Reached: { ...best, Value: 0.96 },
    } as const;
    const over = {
      Progress: { ...progress, Best: Reason.Reached },
      Convergence: constants,
      Finish: { At: new Date(0), AtSeconds: 90, Reason },
    };
    expect(nearness(over)[1]?.text).toBe('0.95 was reached: the best is 0.96');
    const enabled = { ...outlook, Enabled: true, Probability: 0.2 };
    const last = nearness({
      Progress: { ...progress, ConvergenceDetected: enabled },
      Convergence: constants,
    });
    expect(last.at(-1)).toMatchObject({ criterion: 'Convergence', percent: 50 });
    const few = { ...enabled, Ended: 20, Probability: null };
    expect(
      nearness({ Progress: { ...progress, ConvergenceDetected: few }, Convergence: constants }).at(-1)?.text,
    ).toBe('Nothing can be said before 11 training jobs have completed');
  });

  it('names each with its limit and its number, set or not', () => {
    const rows = criterionRows({ Progress: progress, Convergence: constants });
    expect(rows.map(({ endsAt }) => endsAt)).toEqual([
      '50 training jobs',
      'No limit',
      '0.95',
      '8 in a row',
      'Not set',
    ]);
    expect(rows[0]?.now).toBe('10 ended, 2 running');
    expect(rows[3]?.now).toContain('3 since training job 004');
    // Thirty have ended with a value; what is missing is something else.
    expect(rows[4]?.now).toBe('Nothing can be said before 11 training jobs have completed');
    const few = { ...progress.ConvergenceDetected, Ended: 10 };
    const early = criterionRows({
      Progress: { ...progress, ConvergenceDetected: few },
      Convergence: constants,
    });
    expect(early[4]?.now).toBe(
      'Nothing can be said before 20 training jobs have ended with a value; 10 have',
    );
  });

  it('waits for a training job to complete', () => {
    const { Best: _, ...unknown } = progress;
    const { Improved: __, ...never } = progress.MaxNumberOfTrainingJobsNotImproving;
    const Progress = { ...unknown, MaxNumberOfTrainingJobsNotImproving: never };
    const rows = criterionRows({ Progress, Convergence: constants });
    const words = 'No training job has completed';
    expect([rows[2]?.now, rows[3]?.now]).toEqual([words, words]);
    expect(nearness({ Progress, Convergence: constants })[1]?.text).toBe(
      '0.95; no training job has completed',
    );
  });

  it('says the probability of an improvement once there is one, and when the job had converged', () => {
    const rows = criterionRows({
      Progress: {
        ...progress,
        ConvergenceDetected: {
          ...outlook,
          Enabled: true,
          DetectedBy: 'job-028-0123abcd',
          DetectedAt: new Date(2026, 1, 3, 4, 5, 6),
        },
      },
      Convergence: constants,
    });
    for (const part of ['4.56 %', 'another 20', '0.4 %', '028', '04:05:06'])
      expect(rows[4]?.now).toContain(part);
  });
});

it('says of a training job that failed how far it had come', () => {
  expect(failedSentence(0)).toBe('It failed before its first epoch.');
  expect(failedSentence(1)).toBe('It failed by itself after 1 epoch; no rule had stopped it until then.');
});

it('says why a configuration was tried, in the direction of the objective', () => {
  const launch = {
    Rule: 'BayesianModel',
    Mean: 0.9,
    Deviation: 0.02,
    ExpectedImprovement: 0.01,
    Observations: 7,
    Pending: 1,
  } as const;
  const sentence = launchSentence(launch, 'Maximize');
  for (const part of ['0.9 ± 0.02', '7 results', '1 running training job', 'higher is better'])
    expect(sentence).toContain(part);
  expect(launchSentence({ Rule: 'Hyperband', Bracket: 0, Rungs: [1, 3, 9] }, 'Minimize')).toContain(
    '1, 3, 9',
  );
});

it('lists every rung of the bracket, reached or not', () => {
  const hyperband = {
    MinResource: 1,
    MaxResource: 27,
    ReductionFactor: 3,
    Brackets: [[1, 3, 9]],
    Bracket: 0,
    Rungs: [
      { Epoch: 1, Value: 0.5, Threshold: 0.5, Arrived: 1, Kept: 1 },
      { Epoch: 3, Value: 0.4, Threshold: 0.3, Arrived: 5, Kept: 2 },
    ],
  };
  const stop = {
    Rule: 'Hyperband',
    Epoch: 3,
    Bracket: 0,
    Value: 0.4,
    Threshold: 0.3,
    Kept: 2,
    Results: [],
  } as const;
  expect(
    rungRows({ Hyperband: hyperband, Stop: { ...stop, Results: [] } }).map(({ standing }) => standing),
  ).toEqual(['Went on: among the best 1 of 1', 'Stopped: not among the best 2 of 5', 'Not reached']);
  expect(rungRows({})).toEqual([]);
});
