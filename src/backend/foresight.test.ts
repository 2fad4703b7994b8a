import { beforeAll, describe, expect, it } from 'vitest';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { rehearse, stageOf, strategyNames, unfit } from '../engine/rehearse.ts';
import { ask, open, type Run, runToEnd } from '../node/testing/run.ts';
import { toProblem } from './foresight.ts';
import { xgboostRequest } from './testing/requests.ts';
import { scripted } from './testing/scripted.ts';

const JOBS = { jobs: 12, parallel: 3, rounds: 10, seed: 7 };

let run: Run;
const named = (HyperParameterTuningJobName: string) => ({ HyperParameterTuningJobName });
const replays = (name: string, Patience = 3) => ask(run, 'ReplayStoppingRules', { ...named(name), Patience });
const plan = (request: CreateHyperParameterTuningJobRequest) => ask(run, 'PlanTuningJob', request);

/** Names differ between two jobs only by the job's own and its hash: compare by launch number. */
const numbered = (all: readonly { TrainingJobName: string; Epoch: number }[]) =>
  all.map(({ TrainingJobName, Epoch }) => [TrainingJobName.split('-').at(-2), Epoch]);

const halved: CreateHyperParameterTuningJobRequest = {
  ...xgboostRequest({ ...JOBS, name: 'halved', earlyStopping: 'Off' }),
};
halved.HyperParameterTuningJobConfig = {
  ...halved.HyperParameterTuningJobConfig,
  Strategy: 'Hyperband',
  StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 9 } },
};

beforeAll(async () => {
  run = await open();
  for (const request of [
    xgboostRequest({ ...JOBS, name: 'off', earlyStopping: 'Off' }),
    xgboostRequest({ ...JOBS, name: 'auto' }),
    halved,
  ])
    await ask(run, 'CreateHyperParameterTuningJob', request);
  await run.service.idle();
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
    const described = await ask(run, 'DescribeTuningJobRun', named('auto'));
    expect(described.ElapsedSeconds).toBe(real?.ElapsedSeconds);
    expect(real?.TrainingSeconds.AtLeast).toBeCloseTo(described.TotalTrainingSeconds, 6);
    const job = await ask(run, 'DescribeHyperParameterTuningJob', named('auto'));
    expect(real?.Stops).toHaveLength(job.TrainingJobStatusCounters?.Stopped ?? -1);
    expect(auto.Best?.TrainingJobName).toBe(job.BestTrainingJob?.TrainingJobName);
    expect(auto.Best?.Value).toBe(job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value);
  });

  it('counts what Hyperband saved against its maximum resource, as the plan, the page and the other rules do', async () => {
    const whole = 12 * 9;
    expect(await plan(halved)).toMatchObject({ Epochs: whole, MaxResource: 9 });
    const { Rules } = await replays('halved');
    const [off, real] = ['Off', 'Hyperband'].map((name) => Rules.find(({ Rule }) => Rule === name));
    expect(off?.Epochs.AtMost).toBe(whole);
    // What came to the maximum resource is known to its end.
    expect(off?.Unknown).toHaveLength(real?.Stops.length ?? -1);
    const { TrainingJobs } = await ask(run, 'DescribeTuningJobTimeline', named('halved'));
    const early = TrainingJobs.filter(({ StoppedBy }) => StoppedBy === 'EarlyStopping');
    const left = early.map(({ Epochs }) => 9 - Epochs);
    expect(left.reduce((sum, epochs) => sum + epochs, 0)).toBe(real?.SavedEpochs.AtLeast);
  });

  it.each(['auto', 'halved'])('says of the rule that ran what the page says of the job: %s', async (name) => {
    const { Rules, RanWith } = await replays(name);
    const real = Rules.find(({ Rule }) => Rule === RanWith);
    const job = await ask(run, 'DescribeTuningJobRun', named(name));
    expect(job.SavedTrainingSeconds).toBeGreaterThan(0);
    expect(real?.SavedTrainingSeconds.AtLeast).toBeCloseTo(job.SavedTrainingSeconds, 6);
    expect(real?.SavedTrainingSeconds.AtMost).toBeCloseTo(job.SavedTrainingSeconds, 6);
    expect(real?.TrainingSeconds.AtLeast).toBeCloseTo(job.TotalTrainingSeconds, 6);
    expect(real?.ElapsedSeconds).toBeCloseTo(job.ElapsedSeconds, 6);
  });

  it('replays Hyperband as it ran', async () => {
    const { RanWith, Rules, Resource } = await replays('halved');
    expect(RanWith).toBe('Hyperband');
    expect(Resource).toEqual({ Min: 1, Max: 9 });
    const real = Rules.find(({ Rule }) => Rule === 'Hyperband');
    const { TrainingJobSummaries } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
      ...named('halved'),
      MaxResults: 100,
    });
    const decided = await Promise.all(
      TrainingJobSummaries.map(({ TrainingJobName }) =>
        ask(run, 'DescribeTrainingJobDecisions', { TrainingJobName }),
      ),
    );
    const stops = decided.flatMap(({ TrainingJobName, Stop }) =>
      Stop?.Rule === 'Hyperband' ? { TrainingJobName, Epoch: Stop.Epoch } : [],
    );
    expect(stops.length).toBeGreaterThan(3);
    expect(real?.Stops).toEqual(stops);
    expect(real?.Unknown).toEqual([]);
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

  it('keeps the time of training jobs that had to begin again', async () => {
    const request = xgboostRequest({ name: 'again', jobs: 4, parallel: 2, rounds: 3, earlyStopping: 'Off' });
    const definition = request.TrainingJobDefinition;
    if (!definition) throw new Error('The request has one definition.');
    const again = await runToEnd(
      { ...request, TrainingJobDefinition: { ...definition, RetryStrategy: { MaximumRetryAttempts: 2 } } },
      {
        spawn: scripted('validation:rmse', ({ max_depth: depth }) => ({
          values: [Number(depth), 2, 1],
          end: 'crashes',
          attempts: 1,
        })),
      },
    );
    const { ElapsedSeconds } = await ask(again, 'DescribeTuningJobRun', named('again'));
    const { Rules } = await ask(again, 'ReplayStoppingRules', { ...named('again'), Patience: 9 });
    expect(Rules[0]?.Epochs).toEqual({ AtLeast: 12, AtMost: 12 });
    expect(Rules[0]?.ElapsedSeconds).toBeCloseTo(ElapsedSeconds, 6);
  });

  it('tells each value in the direction of its own definition', async () => {
    const request = xgboostRequest({ name: 'both', jobs: 4, parallel: 2, rounds: 3, earlyStopping: 'Off' });
    const { TrainingJobDefinition: definition, HyperParameterTuningJobConfig: config } = request;
    if (!definition) throw new Error('The request has one definition.');
    const { HyperParameterTuningJobObjective: _, ParameterRanges, ...shared } = config;
    const listed = (Type: 'Minimize' | 'Maximize', MetricName: string) => ({
      ...definition,
      DefinitionName: Type,
      TuningObjective: { Type, MetricName },
      HyperParameterRanges: ParameterRanges ?? {},
      StaticHyperParameters: {
        ...definition.StaticHyperParameters,
        objective: 'binary:logistic',
        eval_metric: 'auc',
      },
      InputDataConfig: (definition.InputDataConfig ?? []).map((channel) => ({
        ...channel,
        DataSource: {
          S3DataSource: {
            S3DataType: 'S3Prefix' as const,
            S3Uri: `s3://etude-samples/churn/${channel.ChannelName}/`,
          },
        },
      })),
    });
    const both = await runToEnd({
      HyperParameterTuningJobName: 'both',
      HyperParameterTuningJobConfig: shared,
      TrainingJobDefinitions: [
        listed('Minimize', 'validation:logloss'),
        listed('Maximize', 'validation:auc'),
      ],
    });
    const { BestTrainingJob } = await ask(both, 'DescribeHyperParameterTuningJob', named('both'));
    const { Best, Rules } = await ask(both, 'ReplayStoppingRules', { ...named('both'), Patience: 9 });
    const value = BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value;
    expect(value).toBeGreaterThan(0.5);
    expect([Best?.Value, Rules[0]?.Best?.Value]).toEqual([value, value]);
    // On one scale, on which the higher of the second definition's values are the lower ones.
    const problem = await ask(both, 'DescribeRehearsalProblem', named('both'));
    const costs = toProblem(problem).rows.map(({ values }) => values.at(-1) ?? 0);
    expect(costs.map((cost) => cost > 0)).toEqual([true, false, true, false]);
  });

  it('waits for the end of a tuning job', async () => {
    await ask(
      run,
      'CreateHyperParameterTuningJob',
      xgboostRequest({ name: 'running', jobs: 1, parallel: 1, rounds: 3 }),
    );
    await ask(run, 'SetTuningJobPace', { ...named('running'), Pace: 'Paused' });
    await expect(replays('running')).rejects.toMatchObject({ code: 'ValidationException' });
    await ask(run, 'StopHyperParameterTuningJob', named('running'));
    expect((await replays('running')).Rules.map(({ Rule }) => Rule)).toContain('Off');
  });
});

describe('PlanTuningJob', () => {
  it('foretells the time and epochs of a random search to the second', async () => {
    const request = xgboostRequest({ ...JOBS, name: 'off', earlyStopping: 'Off' });
    const planned = await plan(request);
    const described = await ask(run, 'DescribeTuningJobRun', named('off'));
    expect(planned).toMatchObject({ TrainingJobs: 12, Epochs: 120, Exact: true, Refused: 0 });
    expect(planned).not.toHaveProperty('Combinations');
    expect(planned.ElapsedSeconds?.Expected).toBeCloseTo(described.ElapsedSeconds, 6);
    expect(planned.TrainingSeconds?.Expected).toBeCloseTo(described.TotalTrainingSeconds, 6);
    // One ml.m5.xlarge at 0.23 an hour.
    expect(planned.Cost?.Expected).toBeCloseTo((described.TotalTrainingSeconds / 3600) * 0.23, 9);
  });

  it('gives a band that holds what happens with early stopping', async () => {
    const planned = await plan(xgboostRequest({ ...JOBS, name: 'auto' }));
    const described = await ask(run, 'DescribeTuningJobRun', named('auto'));
    expect(planned.Exact).toBe(false);
    expect(described.TotalTrainingSeconds).toBeGreaterThan(planned.TrainingSeconds?.Low ?? Infinity);
    expect(described.TotalTrainingSeconds).toBeLessThan(planned.TrainingSeconds?.High ?? 0);
  });

  it('takes nothing off for early stopping on a metric that comes with the last epoch alone, and nothing is', async () => {
    const base = xgboostRequest({ ...JOBS, name: 'late' });
    const definition = base.TrainingJobDefinition;
    if (!definition) throw new Error('It has a definition');
    const late: CreateHyperParameterTuningJobRequest = {
      ...base,
      HyperParameterTuningJobConfig: {
        ...base.HyperParameterTuningJobConfig,
        HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'test:RMSE' },
        ParameterRanges: {
          ContinuousParameterRanges: [
            { Name: 'learning_rate', MinValue: '0.0001', MaxValue: '0.1', ScalingType: 'Linear' },
          ],
        },
      },
      TrainingJobDefinition: {
        ...definition,
        AlgorithmSpecification: {
          TrainingImage: '522234722520.dkr.ecr.us-east-1.amazonaws.com/forecasting-deepar:1',
          TrainingInputMode: 'File',
        },
        StaticHyperParameters: { epochs: '10', context_length: '5', prediction_length: '5', time_freq: 'D' },
        InputDataConfig: (definition.InputDataConfig ?? []).map((channel, i) => ({
          ...channel,
          ContentType: 'application/jsonlines',
          ChannelName: i === 0 ? 'train' : 'test',
        })),
      },
    };
    const planned = await plan(late);
    expect(planned).toMatchObject({ Epochs: 120, Exact: true });
    const done = await runToEnd(late);
    const described = await ask(done, 'DescribeTuningJobRun', named('late'));
    expect(described.EarlyStopped).toBe(0);
    expect(planned.ElapsedSeconds?.High).toBeCloseTo(described.ElapsedSeconds, 6);
    expect(planned.ElapsedSeconds?.Low).toBeCloseTo(described.ElapsedSeconds, 6);
  });

  it('counts the algorithm’s own early stopping in the low end, and says what spot capacity may add', async () => {
    const base = xgboostRequest({ ...JOBS, name: 'patient', earlyStopping: 'Off' });
    const definition = base.TrainingJobDefinition;
    if (!definition) throw new Error('It has a definition');
    const patient = await plan({
      ...base,
      TrainingJobDefinition: {
        ...definition,
        StaticHyperParameters: { ...definition.StaticHyperParameters, early_stopping_rounds: '4' },
      },
    });
    const off = await plan(base);
    expect(patient).toMatchObject({ Exact: false, Epochs: 120, Uncertain: [] });
    expect(patient.ElapsedSeconds?.High).toBe(off.ElapsedSeconds?.High);
    expect(patient.ElapsedSeconds?.Low).toBeLessThan(off.ElapsedSeconds?.Low ?? 0);
    const spot = await plan({
      ...base,
      TrainingJobDefinition: {
        ...definition,
        EnableManagedSpotTraining: true,
        StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 3600 },
      },
    });
    expect(spot).toMatchObject({ Exact: false, Uncertain: ['Spot'] });
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
    const problem = await ask(run, 'DescribeRehearsalProblem', named('auto'));
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
