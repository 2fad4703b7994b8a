import { beforeAll, describe, expect, it } from 'vitest';
import { picturesRequest } from '../backend/testing/pictures.ts';
import { xgboostRequest } from '../backend/testing/requests.ts';
import { ask, type Run, runToEnd } from '../node/testing/run.ts';
import { epochsBy, rewound, type Recording, type Watched } from './replay.ts';

const request = xgboostRequest({ jobs: 10, rounds: 12, seed: 11 });
const Name = { HyperParameterTuningJobName: request.HyperParameterTuningJobName };

let run: Run;
let end: Watched;
let recording: Recording;

beforeAll(async () => {
  run = await runToEnd(request);
  const [job, described, list, timeline, log] = await Promise.all([
    ask(run, 'DescribeHyperParameterTuningJob', Name),
    ask(run, 'DescribeTuningJobRun', Name),
    ask(run, 'ListTrainingJobsForHyperParameterTuningJob', { ...Name, MaxResults: 100 }),
    ask(run, 'DescribeTuningJobTimeline', Name),
    ask(run, 'ListTuningJobEvents', {
      ...Name,
      Types: ['TrainingJobCompleted', 'TrainingJobStopped'],
      MaxResults: 1000,
    }),
  ]);
  end = { job, run: described, trainingJobs: list.TrainingJobSummaries };
  recording = { times: timeline.TrainingJobs, ends: log.Events };
});

describe('a tuning job at a moment', () => {
  it('has the counters and the epochs that its log has up to then, at every moment of the log', () => {
    const moments = [...new Set(run.events.map(({ At }) => At))];
    expect(moments.length).toBeGreaterThan(50);
    for (const at of moments) {
      const past = run.events.filter(({ At }) => At <= at);
      const of = (type: string) => past.filter(({ Type }) => Type === type);
      const { job, trainingJobs } = rewound(end, recording, at);
      const completed = of('TrainingJobCompleted').length;
      const stopped = of('TrainingJobStopped').length;
      const launched = of('TrainingJobLaunched').length;
      expect(job.TrainingJobStatusCounters).toEqual({
        Completed: completed,
        Stopped: stopped,
        InProgress: launched - completed - stopped,
        RetryableError: 0,
        NonRetryableError: 0,
      });
      expect(trainingJobs).toHaveLength(launched);
      for (const times of recording.times) {
        const epochs = of('Epoch').filter(({ TrainingJobName }) => TrainingJobName === times.TrainingJobName);
        expect(epochsBy(times, at)).toBe(epochs.length);
      }
    }
  });

  it('has counters that add up between the moments of the log too', () => {
    const length = end.run?.ElapsedSeconds ?? 0;
    for (let at = 0; at <= length; at += length / 97) {
      const { job, run: shown, trainingJobs } = rewound(end, recording, at);
      const sum = (counters: object) =>
        Object.values(counters).reduce((a: number, b: unknown) => a + Number(b), 0);
      expect(sum(job.TrainingJobStatusCounters)).toBe(trainingJobs.length);
      expect(sum(job.ObjectiveStatusCounters)).toBe(trainingJobs.length);
      expect(sum(shown?.Stopped ?? {})).toBe(job.TrainingJobStatusCounters.Stopped);
      expect(shown?.Progress.MaxNumberOfTrainingJobs.Launched).toBe(trainingJobs.length);
    }
  });

  it('has the remaining time as it was told then, though an ended tuning job has none', () => {
    const at = (end.run?.ElapsedSeconds ?? 0) / 2;
    expect(end.run?.RemainingFrom).toBeUndefined();
    const { run: shown } = rewound(end, recording, at);
    const { AverageSeconds = 0, TrainingJobsLeft = 0, Parallel = 0 } = shown?.RemainingFrom ?? {};
    const over = recording.times.filter(({ EndedAt = Infinity }) => EndedAt <= at).length;
    expect({ TrainingJobsLeft, Parallel }).toEqual({ TrainingJobsLeft: 10 - over, Parallel: 3 });
    expect(AverageSeconds).toBeGreaterThan(0);
    expect(shown?.RemainingSeconds).toBe((AverageSeconds * TrainingJobsLeft) / Parallel);
  });

  it('is at its end what the service describes', () => {
    const { job, run: shown, trainingJobs } = rewound(end, recording, end.run?.ElapsedSeconds ?? 0);
    expect(job).toEqual(end.job);
    expect(trainingJobs).toEqual(end.trainingJobs);
    expect(shown?.TotalTrainingSeconds).toBeCloseTo(end.run?.TotalTrainingSeconds ?? 0, 9);
    expect(shown?.SavedTrainingSeconds).toBeCloseTo(end.run?.SavedTrainingSeconds ?? 0, 9);
    expect(shown?.Cost?.Saved).toBeCloseTo(end.run?.Cost?.Saved ?? 0, 9);
    expect(shown?.Progress.Best).toEqual(end.run?.Progress.Best);
    expect(shown?.Progress.MaxNumberOfTrainingJobsNotImproving).toEqual(
      end.run?.Progress.MaxNumberOfTrainingJobsNotImproving,
    );
  });

  it('has nothing but what was launched first at its start', () => {
    const { job, run: shown, trainingJobs } = rewound(end, recording, 0);
    expect(trainingJobs.map(({ TrainingJobStatus }) => TrainingJobStatus)).toEqual([
      'InProgress',
      'InProgress',
      'InProgress',
    ]);
    expect(job.BestTrainingJob).toBeUndefined();
    expect(shown?.TotalTrainingSeconds).toBe(0);
    expect(shown?.Progress.Best).toBeUndefined();
  });
});

describe('training jobs that were interrupted', () => {
  it('have at every moment the epochs that the log has told, when they go on from a checkpoint', async () => {
    const spot = await runToEnd(
      picturesRequest(
        {
          EnableManagedSpotTraining: true,
          StoppingCondition: { MaxRuntimeInSeconds: 80_000, MaxWaitTimeInSeconds: 90_000 },
          CheckpointConfig: { S3Uri: 's3://mine/checkpoints/' },
        },
        { earlyStopping: 'Off' },
      ),
    );
    const { TrainingJobs } = await ask(spot, 'DescribeTuningJobTimeline', {
      HyperParameterTuningJobName: 'pictures',
    });
    const resumed = TrainingJobs.filter(({ Transitions }) =>
      Transitions.some(({ AfterEpoch = 0 }) => AfterEpoch > 0),
    );
    expect(resumed.length).toBeGreaterThan(0);
    for (const times of resumed) {
      const told = spot.events.filter(
        ({ Type, TrainingJobName }) => Type === 'Epoch' && TrainingJobName === times.TrainingJobName,
      );
      told.forEach(({ At }, i) => expect(epochsBy(times, At)).toBe(i + 1));
      expect(epochsBy(times, (told[0]?.At ?? 0) - 1e-6)).toBe(0);
    }
  });
});
