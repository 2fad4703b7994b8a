import { describe, expect, it } from 'vitest';
import type { FinishReceipt } from '../api/receipts.ts';
import type { CreateHyperParameterTuningJobRequest, TuningJobCompletionCriteria } from '../api/tuning-job.ts';
import { ask, type Run, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';
import { type Script, scripted } from './testing/scripted.ts';

/** Training job n of a grid over `script` plays scripts[n]; one at a time unless said otherwise. */
interface Scenario {
  readonly scripts: readonly Script[];
  readonly direction?: 'Minimize' | 'Maximize';
  readonly criteria?: TuningJobCompletionCriteria;
  readonly maxRuntime?: number;
  readonly parallel?: number;
  readonly retries?: number;
}

const METRIC = { Minimize: 'validation:rmse', Maximize: 'validation:auc' } as const;

function request({
  scripts,
  direction = 'Minimize',
  criteria,
  maxRuntime,
  parallel = 1,
  retries,
}: Scenario): CreateHyperParameterTuningJobRequest {
  const base = xgboostRequest();
  const { RandomSeed } = base.HyperParameterTuningJobConfig;
  return {
    ...base,
    HyperParameterTuningJobConfig: {
      Strategy: 'Grid',
      HyperParameterTuningJobObjective: { Type: direction, MetricName: METRIC[direction] },
      ResourceLimits: {
        MaxParallelTrainingJobs: parallel,
        ...(maxRuntime === undefined ? {} : { MaxRuntimeInSeconds: maxRuntime }),
      },
      ParameterRanges: {
        CategoricalParameterRanges: [
          {
            Name: 'tens',
            Values: Array.from({ length: Math.ceil(scripts.length / 10) }, (_, i) => String(i)),
          },
          { Name: 'ones', Values: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
        ].filter(({ Values }) => Values.length > 1),
      },
      ...(RandomSeed === undefined ? {} : { RandomSeed }),
      ...(criteria ? { TuningJobCompletionCriteria: criteria } : {}),
    },
    ...(base.TrainingJobDefinition
      ? {
          TrainingJobDefinition: {
            ...base.TrainingJobDefinition,
            ...(retries === undefined ? {} : { RetryStrategy: { MaximumRetryAttempts: retries } }),
          },
        }
      : {}),
  };
}

const play = (scenario: Scenario): Promise<Run> =>
  runToEnd(request(scenario), {
    spawn: scripted(
      METRIC[scenario.direction ?? 'Minimize'],
      ({ tens = '0', ones = '0' }) => scenario.scripts[10 * Number(tens) + Number(ones)] ?? { values: [99] },
    ),
  });

const NAME = { HyperParameterTuningJobName: 'xgboost-test' };
const describeJob = (run: Run) => ask(run, 'DescribeHyperParameterTuningJob', NAME);
const describeRun = (run: Run) => ask(run, 'DescribeTuningJobRun', NAME);

/** The number in the name of a training job. */
const numberOf = (name = '') => Number(/-(\d{3})-[0-9a-f]{8}$/.exec(name)?.[1]);

const ends = (values: readonly number[]): Script[] => values.map((value) => ({ values: [value] }));
const countOf = (run: Run, type: string) => run.events.filter(({ Type }) => Type === type).length;

async function finishOf(run: Run): Promise<FinishReceipt | undefined> {
  const { Finish } = await describeRun(run);
  return Finish?.Reason;
}

describe('TargetObjectiveMetricValue', () => {
  it.each([
    ['Maximize', [0.7, 0.8, 0.9, 0.95], 0.9],
    ['Minimize', [0.3, 0.2, 0.1, 0.05], 0.1],
  ] as const)(
    '%s: ends the tuning job at the training job that reaches it',
    async (direction, values, target) => {
      const run = await play({
        scripts: ends(values),
        direction,
        criteria: { TargetObjectiveMetricValue: target },
      });
      const job = await describeJob(run);
      expect(job.HyperParameterTuningJobStatus).toBe('Completed');
      expect(numberOf(job.BestTrainingJob?.TrainingJobName)).toBe(3);
      expect(job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value).toBe(target);
      expect(countOf(run, 'TrainingJobLaunched')).toBe(3);
      expect(await finishOf(run)).toEqual({
        Rule: 'TargetObjectiveMetricValue',
        Target: target,
        Reached: { TrainingJobName: job.BestTrainingJob?.TrainingJobName, Value: target, Epoch: 1 },
      });
    },
  );

  it('does not count a value on the way: the model that is kept is that of the last epoch', async () => {
    const run = await play({
      scripts: [{ values: [0.9, 0.05, 0.8] }, { values: [0.7, 0.1] }, { values: [0.3] }],
      criteria: { TargetObjectiveMetricValue: 0.1 },
    });
    expect(countOf(run, 'TrainingJobLaunched')).toBe(2);
    expect(await finishOf(run)).toMatchObject({ Reached: { Value: 0.1, Epoch: 2 } });
  });

  it('stops what runs beside it, and says why', async () => {
    const run = await play({
      scripts: [{ values: [0.1] }, { values: Array.from({ length: 50 }, () => 0.5) }],
      parallel: 2,
      criteria: { TargetObjectiveMetricValue: 0.1 },
    });
    const stopped = run.events.find(({ Type }) => Type === 'TrainingJobStopped');
    expect(stopped?.Detail).toMatchObject({
      Stop: { Rule: 'TuningJobEnded', Finish: { Rule: 'TargetObjectiveMetricValue', Target: 0.1 } },
    });
    expect((await describeJob(run)).TrainingJobStatusCounters).toMatchObject({ Completed: 1, Stopped: 1 });
  });

  it('is refused where one definition maximizes and another minimizes', async () => {
    const { TrainingJobDefinition, HyperParameterTuningJobConfig, ...rest } = request({
      scripts: ends([1, 1]),
    });
    const { ParameterRanges, HyperParameterTuningJobObjective: _, ...config } = HyperParameterTuningJobConfig;
    const of = (DefinitionName: string, Type: 'Maximize' | 'Minimize') => ({
      ...TrainingJobDefinition,
      DefinitionName,
      TuningObjective: { Type, MetricName: METRIC[Type] },
      HyperParameterRanges: ParameterRanges,
    });
    await expect(
      runToEnd({
        ...rest,
        HyperParameterTuningJobConfig: {
          ...config,
          TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 1 },
        },
        TrainingJobDefinitions: [of('up', 'Maximize'), of('down', 'Minimize')],
      }),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('one direction') as string,
    });
  });
});

describe('MaxNumberOfTrainingJobsNotImproving', () => {
  const criteria = { BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 5 } };

  it.each(['Maximize', 'Minimize'] as const)(
    '%s: best at the fourth, ends at the ninth',
    async (direction) => {
      const sign = direction === 'Maximize' ? 1 : -1;
      const values = [0.5, 0.6, 0.7, 0.9, 0.8, 0.85, 0.7, 0.9, 0.6, 0.95].map((value) => sign * value);
      const run = await play({ scripts: ends(values), direction, criteria });
      const job = await describeJob(run);
      expect(job.HyperParameterTuningJobStatus).toBe('Completed');
      expect(job.TuningJobCompletionDetails).toEqual({ NumberOfTrainingJobsObjectiveNotImproving: 5 });
      expect(numberOf(job.BestTrainingJob?.TrainingJobName)).toBe(4);
      expect(countOf(run, 'TrainingJobLaunched')).toBe(9);
      const best = { TrainingJobName: job.BestTrainingJob?.TrainingJobName, Value: sign * 0.9, Epoch: 1 };
      expect(await finishOf(run)).toEqual({
        Rule: 'MaxNumberOfTrainingJobsNotImproving',
        Limit: 5,
        Count: 5,
        Best: best,
        Improved: best,
      });
    },
  );

  it('takes less than one per cent for no improvement, though it may be the new best', async () => {
    const values = [0.9, 0.905, 0.7, 0.7, 0.908, 0.7, 0.99];
    const run = await play({ scripts: ends(values), direction: 'Maximize', criteria });
    const reason = await finishOf(run);
    expect(reason).toMatchObject({ Count: 5, Best: { Value: 0.908 }, Improved: { Value: 0.9 } });
    expect(countOf(run, 'TrainingJobLaunched')).toBe(6);
  });

  it('passes over failed training jobs: they cost budget and nothing else', async () => {
    const fails: Script = { values: [0.5], end: 'fails' };
    const rest = [0.8, 0.8, 0.8, 0.8, 0.8, 0.99];
    const run = await play({
      scripts: [{ values: [0.9] }, fails, fails, fails, fails, fails, ...ends(rest)],
      direction: 'Maximize',
      criteria,
    });
    expect(await finishOf(run)).toMatchObject({ Rule: 'MaxNumberOfTrainingJobsNotImproving', Count: 5 });
    expect(countOf(run, 'TrainingJobLaunched')).toBe(11);
  });
});

describe('CompleteOnConvergence', () => {
  // The best is 0.9 from the first on, and everything near it is within a thousandth.
  const values = Array.from({ length: 40 }, (_, i) => 0.9 + 0.0001 * ((7 * i) % 40));

  it('ends the tuning job when an improvement has become unlikely, with the numbers', async () => {
    const run = await play({
      scripts: ends(values),
      criteria: { ConvergenceDetected: { CompleteOnConvergence: 'Enabled' } },
    });
    const job = await describeJob(run);
    expect(job.HyperParameterTuningJobStatus).toBe('Completed');
    expect(countOf(run, 'TrainingJobLaunched')).toBe(20);
    expect(job.TuningJobCompletionDetails?.ConvergenceDetectedTime).toEqual(job.HyperParameterTuningEndTime);
    expect(await finishOf(run)).toMatchObject({
      Rule: 'ConvergenceDetected',
      Best: { Value: 0.9 },
      Convergence: { Ended: 20, Window: 10, Gain: 0, Ahead: 20, Converged: true },
    });
  });

  it('runs on when it is disabled, and tells when it had converged', async () => {
    const run = await play({
      scripts: ends(values),
      criteria: { ConvergenceDetected: { CompleteOnConvergence: 'Disabled' } },
    });
    const job = await describeJob(run);
    expect(countOf(run, 'TrainingJobLaunched')).toBe(40);
    expect(await finishOf(run)).toEqual({ Rule: 'MaxNumberOfTrainingJobs', Limit: 40 });
    const { ConvergenceDetected } = (await describeRun(run)).Progress;
    expect(numberOf(ConvergenceDetected.DetectedBy)).toBe(20);
    expect(ConvergenceDetected.Enabled).toBe(false);
    const detected = job.TuningJobCompletionDetails?.ConvergenceDetectedTime;
    expect(detected).toEqual(ConvergenceDetected.DetectedAt);
    expect(detected?.getTime()).toBeLessThan(job.HyperParameterTuningEndTime?.getTime() ?? 0);
  });
});

describe('criteria together', () => {
  const all = (target: number, notImproving: number): TuningJobCompletionCriteria => ({
    TargetObjectiveMetricValue: target,
    BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: notImproving },
    ConvergenceDetected: { CompleteOnConvergence: 'Enabled' },
  });
  const flat = ends(Array.from({ length: 40 }, (_, i) => 0.9 + 0.0001 * ((7 * i) % 40)));

  it.each([
    ['TargetObjectiveMetricValue', all(0.95, 3), 1],
    ['MaxNumberOfTrainingJobsNotImproving', all(0.1, 3), 4],
    ['ConvergenceDetected', all(0.1, 30), 20],
  ] as const)('the first one met ends the job: %s', async (rule, criteria, launched) => {
    const run = await play({ scripts: flat, criteria });
    expect((await finishOf(run))?.Rule).toBe(rule);
    expect(countOf(run, 'TrainingJobLaunched')).toBe(launched);
  });

  it('the runtime limit ends it when nothing else does', async () => {
    const run = await play({ scripts: flat, criteria: all(0.1, 30), maxRuntime: 600 });
    const job = await describeJob(run);
    expect(await finishOf(run)).toEqual({ Rule: 'MaxRuntimeInSeconds', Limit: 600, ElapsedSeconds: 600 });
    expect(job.ConsumedResources?.RuntimeInSeconds).toBe(600);
  });
});

describe('progress', () => {
  it('stays what the tuning job was ended on: training jobs that it takes along count for nothing', async () => {
    const long = { values: Array.from({ length: 500 }, () => 0.5) };
    const run = await play({
      scripts: [...ends([0.1]), long, long, long],
      parallel: 4,
      criteria: { TargetObjectiveMetricValue: 0.1 },
    });
    const job = await describeJob(run);
    expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 1, Stopped: 3 });
    expect(job.ObjectiveStatusCounters?.Succeeded).toBeGreaterThan(1);
    expect(job.TuningJobCompletionDetails).toEqual({ NumberOfTrainingJobsObjectiveNotImproving: 0 });
    const { Progress } = await describeRun(run);
    expect(Progress.ConvergenceDetected.Ended).toBe(1);
    expect(Progress.MaxNumberOfTrainingJobs).toMatchObject({ Launched: 4, Ended: 4 });
    const last = run.events.findLast(({ Type }) => Type === 'TrainingJobStopped');
    expect(last?.Detail).toMatchObject({ Progress: { MaxNumberOfTrainingJobsNotImproving: { Count: 0 } } });
  });

  it('says how near every criterion is, and every line of an end carries the same', async () => {
    const run = await play({
      scripts: ends([0.5, 0.4, 0.45, 0.41]),
      criteria: {
        TargetObjectiveMetricValue: 0.1,
        BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: 3 },
      },
    });
    const { Progress, Finish, Convergence } = await describeRun(run);
    expect(Progress).toMatchObject({
      Best: { Value: 0.4, Epoch: 1 },
      MaxNumberOfTrainingJobs: { Limit: 10, Launched: 5, Ended: 5 },
      TargetObjectiveMetricValue: { Target: 0.1 },
      MaxNumberOfTrainingJobsNotImproving: { Limit: 3, Count: 3, Improved: { Value: 0.4 } },
      ConvergenceDetected: { Enabled: false, Ended: 5, Probability: null, Converged: false },
    });
    expect(Finish?.At.getTime()).toBe(Math.round((Finish?.AtSeconds ?? 0) * 1000));
    expect(Convergence).toMatchObject({ LeastImprovement: 0.01, MinEndedTrainingJobs: 20, Threshold: 0.1 });
    const counts = run.events.flatMap(({ Type, Detail }) =>
      Type === 'TrainingJobCompleted'
        ? (Detail?.['Progress'] as typeof Progress | undefined)?.MaxNumberOfTrainingJobsNotImproving.Count
        : [],
    );
    expect(counts).toEqual([0, 0, 1, 2, 3]);
  });
});

describe('RetryStrategy', () => {
  const crash = (attempts: number): Script => ({ values: [0.5, 0.4], end: 'crashes', attempts });

  it('starts a training job anew that the service failed, under the same name', async () => {
    const run = await play({ scripts: [crash(2), { values: [0.3] }], retries: 3 });
    const job = await describeJob(run);
    expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 10, RetryableError: 0 });
    const [first] = run.events.filter(({ Type }) => Type === 'TrainingJobLaunched');
    const described = await ask(run, 'DescribeTrainingJob', {
      TrainingJobName: first?.TrainingJobName ?? '',
    });
    expect(
      described.SecondaryStatusTransitions?.map(({ Status }) => Status)
        .join(', ')
        .split(/(?<=Restarting), /),
    ).toEqual([
      'Starting, Downloading, Training, Restarting',
      'Starting, Downloading, Training, Restarting',
      'Starting, Downloading, Training, Uploading, Completed',
    ]);
    expect(described.FinalMetricDataList?.[0]).toMatchObject({ Value: 0.4 });
    expect(
      run.events
        .filter(({ Detail }) => Detail?.['Status'] === 'Restarting')
        .map(({ Detail }) => Detail?.['Retry']),
    ).toEqual([1, 2]);
    expect(countOf(run, 'TrainingJobLaunched')).toBe(10);
  });

  it('gives up after as many retries as allowed; the failure counts as retryable', async () => {
    const run = await play({ scripts: [crash(9)], retries: 2 });
    expect((await describeJob(run)).TrainingJobStatusCounters).toMatchObject({
      RetryableError: 1,
      Completed: 9,
    });
  });

  it('does not try again what the algorithm itself failed at', async () => {
    const run = await play({ scripts: [{ values: [0.5], end: 'fails' }], retries: 2 });
    const counters = (await describeJob(run)).TrainingJobStatusCounters;
    expect(counters).toMatchObject({ NonRetryableError: 1, RetryableError: 0 });
    expect(run.events.some(({ Detail }) => Detail?.['Status'] === 'Restarting')).toBe(false);
    const { TrainingJobName = '' } = run.events.find(({ Type }) => Type === 'TrainingJobLaunched') ?? {};
    const { FailureReason = '' } = await ask(run, 'DescribeTrainingJob', { TrainingJobName });
    expect(FailureReason).toMatch(/./);
    expect((await ask(run, 'GetTrainingJobLog', { TrainingJobName })).Lines.at(-1)?.Text).toBe(FailureReason);
  });

  it('fails the tuning job when the first five fail, whoever failed them', async () => {
    const run = await play({
      scripts: Array.from({ length: 10 }, (_, i) => ({ values: [1], end: i % 2 ? 'fails' : 'crashes' })),
      retries: 1,
    });
    const job = await describeJob(run);
    expect(job.HyperParameterTuningJobStatus).toBe('Failed');
    expect(job.FailureReason).toContain('No training job succeeded after 5 attempts.');
    expect(await finishOf(run)).toEqual({ Rule: 'NoSuccess', Failed: 5 });
  });
});
