import { describe, expect, it } from 'vitest';
import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '../api/tuning-job.ts';
import { hash32 } from '../lib/rng.ts';
import { algorithms } from '../training/catalog/index.ts';
import { ask, type Run, runToEnd } from '../node/testing/run.ts';
import { inProcess } from './testing/in-process.ts';
import { xgboostRequest } from './testing/requests.ts';
import { scripted } from './testing/scripted.ts';

const NAME = { HyperParameterTuningJobName: 'xgboost-test' };

/** The usual request under another configuration. */
function withConfig(
  config: Partial<HyperParameterTuningJobConfig>,
  options: Parameters<typeof xgboostRequest>[0] = {},
): CreateHyperParameterTuningJobRequest {
  const base = xgboostRequest({ earlyStopping: 'Off', ...options });
  return { ...base, HyperParameterTuningJobConfig: { ...base.HyperParameterTuningJobConfig, ...config } };
}

const hyperband = (resources: { MinResource?: number; MaxResource?: number }) => ({
  Strategy: 'Hyperband' as const,
  StrategyConfig: { HyperbandStrategyConfig: resources },
});

const detailsOf = ({ events }: Pick<Run, 'events'>, type: string) =>
  events.flatMap(({ Type, Detail = {} }): Record<string, unknown>[] => (Type === type ? [Detail] : []));

const decisionsOf = async (run: Run) => {
  const names = run.events.flatMap(({ Type, TrainingJobName }) =>
    Type === 'TrainingJobLaunched' ? (TrainingJobName ?? '') : [],
  );
  return Promise.all(
    names.map((TrainingJobName) => ask(run, 'DescribeTrainingJobDecisions', { TrainingJobName })),
  );
};

describe.each([
  ['Hyperband', withConfig(hyperband({ MinResource: 1, MaxResource: 9 }), { rounds: 9 })],
  ['Bayesian', withConfig({ Strategy: 'Bayesian' }, { rounds: 5 })],
] as const)('%s', (strategy, request) => {
  it('gives the same log with 1, 2 and 8 workers of any speed', async () => {
    const { events } = await runToEnd(request, { workers: 1 });
    expect(events.at(-1)?.Type).toBe('TuningJobEnded');
    expect(detailsOf({ events }, 'TrainingJobLaunched')).toHaveLength(8);
    for (const workers of [2, 8]) {
      const spawn = inProcess((worker, message) => (hash32(`${worker}/${message}`) >>> 0) % 5);
      expect((await runToEnd(request, { workers, spawn })).events).toEqual(events);
    }
  });

  it('says for every training job why its configuration was tried', async () => {
    const run = await runToEnd(request);
    const decisions = await decisionsOf(run);
    const lines = detailsOf(run, 'TrainingJobLaunched').map((detail) => detail['Launch']);
    expect(decisions.map(({ Launch }) => Launch)).toEqual(lines);
    const rules = new Set(decisions.map(({ Launch }) => Launch.Rule));
    expect([...rules].every((rule) => rule.startsWith(strategy))).toBe(true);
  });
});

describe('Bayesian', () => {
  it('tells what the model expected, in the direction of the objective', async () => {
    // 0.9 near eta = 0.1, falling to both sides: an objective to maximise.
    const spawn = scripted('validation:r2', ({ eta = '1' }) => ({
      values: [0.9 - 0.1 * Math.log(Number(eta) / 0.1) ** 2],
    }));
    const request = withConfig(
      {
        Strategy: 'Bayesian',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:r2' },
      },
      { jobs: 12, parallel: 2 },
    );
    const run = await runToEnd(request, { spawn });
    const launches = (await decisionsOf(run)).map(({ Launch }) => Launch);
    const modelled = launches.flatMap((launch) => (launch.Rule === 'BayesianModel' ? [launch] : []));
    expect(modelled.length).toBeGreaterThan(3);
    for (const { Mean, Deviation, ExpectedImprovement, Observations, Pending } of modelled) {
      expect(Mean).toBeGreaterThan(0);
      expect(Deviation).toBeGreaterThanOrEqual(0);
      expect(ExpectedImprovement).toBeGreaterThanOrEqual(0);
      expect(Observations).toBeGreaterThan(0);
      expect(Pending).toBeLessThanOrEqual(1);
    }
    const { BestTrainingJob } = await ask(run, 'DescribeHyperParameterTuningJob', NAME);
    expect(BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value).toBeGreaterThan(0.88);
  });
});

describe('Hyperband', () => {
  it('stops at rungs with every result there, and a full training job completes with its model', async () => {
    const run = await runToEnd(withConfig(hyperband({ MaxResource: 9 }), { rounds: 9, jobs: 12 }));
    const job = await ask(run, 'DescribeHyperParameterTuningJob', NAME);
    const decisions = await decisionsOf(run);
    const stopped = decisions.flatMap(({ Stop }) => (Stop?.Rule === 'Hyperband' ? [Stop] : []));
    expect(stopped.length).toBeGreaterThan(3);
    for (const { Epoch, Value, Threshold, Kept, Results } of stopped) {
      expect([1, 3]).toContain(Epoch);
      // RMSE is minimised: worse is greater, and the threshold is the last of those kept.
      expect(Value).toBeGreaterThan(Threshold);
      expect(Kept).toBe(Math.ceil(Results.length / 3));
      const sorted = Results.map((result) => result.Value).sort((a, b) => a - b);
      expect(sorted[Kept - 1]).toBe(Threshold);
    }
    expect(job.TrainingJobStatusCounters).toMatchObject({ Stopped: stopped.length });
    expect(job.BestTrainingJob?.TrainingJobStatus).toBe('Completed');
    const kept = decisions.filter(({ Keep }) => Keep?.Rule === 'Hyperband');
    expect(kept.length).toBe(12 - stopped.length);
    for (const { Hyperband } of kept) {
      expect(Hyperband).toMatchObject({
        MinResource: 1,
        MaxResource: 9,
        ReductionFactor: 3,
        Brackets: [[1, 3]],
      });
      expect(Hyperband?.Rungs.map(({ Epoch }) => Epoch)).toEqual([1, 3]);
    }
    const run_ = await ask(run, 'DescribeTuningJobRun', NAME);
    expect(run_.EarlyStopped).toBe(stopped.length);
  });

  it('ends at MaxResource what would go on: it completes with its model, and can be the best', async () => {
    const run = await runToEnd(withConfig(hyperband({ MaxResource: 4 }), { rounds: 12, jobs: 6 }));
    const job = await ask(run, 'DescribeHyperParameterTuningJob', NAME);
    expect(job.HyperParameterTuningJobStatus).toBe('Completed');
    expect(job.BestTrainingJob?.TrainingJobStatus).toBe('Completed');
    const TrainingJobName = job.BestTrainingJob?.TrainingJobName ?? '';
    const best = (await decisionsOf(run)).find((each) => each.TrainingJobName === TrainingJobName);
    expect(best?.Stop).toBeUndefined();
    expect(best?.Keep?.Rule).toBe('Hyperband');
    const { ModelArtifacts, SecondaryStatusTransitions } = await ask(run, 'DescribeTrainingJob', {
      TrainingJobName,
    });
    expect(SecondaryStatusTransitions?.map(({ Status }) => Status)).toContain('Uploading');
    const { Body } = await ask(run, 'GetObject', { S3Uri: ModelArtifacts?.S3ModelArtifacts ?? '' });
    // Twelve rounds were asked for, four is all that one may have.
    expect(Body).toContain('"num_trees":"4"');
  });

  it('takes MaxResource from a static hyperparameter that counts epochs', async () => {
    const request = withConfig({ Strategy: 'Hyperband' }, { rounds: 4, jobs: 3 });
    const { TrainingJobDefinition: definition } = request;
    const spawn = scripted('validation:rmse', () => ({ values: [3, 2, 1, 0.5] }));
    const run = await runToEnd(
      {
        ...request,
        TrainingJobDefinition: {
          ...definition,
          StaticHyperParameters: { ...definition?.StaticHyperParameters, epochs: '3' },
        },
      },
      { spawn },
    );
    expect((await ask(run, 'DescribeTuningJobRun', NAME)).Hyperband?.MaxResource).toBe(3);
  });

  it('is refused with the median rule, and without a maximum', async () => {
    const auto = withConfig({ ...hyperband({ MaxResource: 9 }), TrainingJobEarlyStoppingType: 'Auto' });
    await expect(runToEnd(auto)).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(runToEnd(withConfig({ Strategy: 'Hyperband' }))).rejects.toMatchObject({
      message: expect.stringContaining('could not be inferred') as string,
    });
  });
});

it('refuses Hyperband for an algorithm that does not train in iterations', async () => {
  const [none] = algorithms.filter(({ iterative }) => !iterative);
  const request = withConfig(hyperband({ MaxResource: 9 }));
  const { TrainingJobDefinition: definition } = request;
  const TrainingImage = none?.image ?? '';
  await expect(
    runToEnd({
      ...request,
      TrainingJobDefinition: {
        ...definition,
        AlgorithmSpecification: { ...definition?.AlgorithmSpecification, TrainingImage },
      },
    }),
  ).rejects.toMatchObject({
    code: 'ValidationException',
    message: `${none?.name} does not train in iterations: Hyperband has nothing to stop. Choose Random or Bayesian.`,
    path: ['HyperParameterTuningJobConfig', 'Strategy'],
  });
});

describe('Random', () => {
  it('tries the same configurations for any parallelism', async () => {
    const tried = async (parallel: number) =>
      detailsOf(await runToEnd(withConfig({}, { parallel, rounds: 1 })), 'TrainingJobLaunched').map(
        (detail) => JSON.stringify(detail['TunedHyperParameters']),
      );
    expect(await tried(8)).toEqual(await tried(1));
  });
});

describe('Grid', () => {
  it('tries every combination once, as many as there are', async () => {
    const run = await runToEnd(
      withConfig({
        Strategy: 'Grid',
        ResourceLimits: { MaxParallelTrainingJobs: 3 },
        ParameterRanges: {
          CategoricalParameterRanges: [
            { Name: 'eta', Values: ['0.1', '0.3'] },
            { Name: 'max_depth', Values: ['2', '4', '6'] },
          ],
        },
      }),
    );
    const tried = detailsOf(run, 'TrainingJobLaunched').map((detail) =>
      JSON.stringify(detail['TunedHyperParameters']),
    );
    expect(tried).toHaveLength(6);
    expect(new Set(tried).size).toBe(6);
    const { Progress, Finish } = await ask(run, 'DescribeTuningJobRun', NAME);
    expect(Progress.MaxNumberOfTrainingJobs).toEqual({ Limit: 6, Launched: 6, Ended: 6 });
    expect(Finish?.Reason).toEqual({ Rule: 'MaxNumberOfTrainingJobs', Limit: 6 });
  });
});

describe('several definitions', () => {
  const several = (directions: readonly ('Maximize' | 'Minimize')[]) => {
    const { TrainingJobDefinition, HyperParameterTuningJobConfig, ...rest } = xgboostRequest({ jobs: 7 });
    const { ParameterRanges, HyperParameterTuningJobObjective: _, ...config } = HyperParameterTuningJobConfig;
    return {
      ...rest,
      HyperParameterTuningJobConfig: { ...config, TrainingJobEarlyStoppingType: 'Off' as const },
      TrainingJobDefinitions: directions.map((Type, i) => ({
        ...TrainingJobDefinition,
        DefinitionName: `definition-${i + 1}`,
        TuningObjective: { Type, MetricName: Type === 'Maximize' ? 'validation:auc' : 'validation:rmse' },
        HyperParameterRanges: ParameterRanges,
        StaticHyperParameters: { ...TrainingJobDefinition?.StaticHyperParameters, which: String(i) },
      })),
    };
  };

  it('share the budget in turns; the best is taken over all of them, and values keep their own sign', async () => {
    const auc = scripted('validation:auc', ({ which, eta }) => ({
      values: [which === '1' ? 0.95 : 0.5 + Number(eta) / 10],
    }));
    const run = await runToEnd(several(['Maximize', 'Maximize', 'Maximize']), { spawn: auc });
    const names = detailsOf(run, 'TrainingJobLaunched').map((detail) => detail['DefinitionName']);
    expect(names).toEqual([1, 2, 3, 1, 2, 3, 1].map((i) => `definition-${i}`));
    const { BestTrainingJob } = await ask(run, 'DescribeHyperParameterTuningJob', NAME);
    expect(BestTrainingJob).toMatchObject({
      TrainingJobDefinitionName: 'definition-2',
      FinalHyperParameterTuningJobObjectiveMetric: { MetricName: 'validation:auc', Value: 0.95 },
    });
    const { Progress } = await ask(run, 'DescribeTuningJobRun', NAME);
    expect(Progress.Best).toMatchObject({ TrainingJobName: BestTrainingJob?.TrainingJobName, Value: 0.95 });
  });

  it('may differ in direction: each value counts by its own, and is shown with its own', async () => {
    const spawn = scripted('validation:auc', () => ({ values: [0.8] }));
    const run = await runToEnd(several(['Minimize', 'Maximize']), { spawn });
    const { Progress } = await ask(run, 'DescribeTuningJobRun', NAME);
    expect(Progress.Best?.Value).toBe(0.8);
    const { TrainingJobStatusCounters, ObjectiveStatusCounters } = await ask(
      run,
      'DescribeHyperParameterTuningJob',
      NAME,
    );
    // The definition that minimises looks for a metric that is not emitted.
    expect(TrainingJobStatusCounters).toMatchObject({ Completed: 7 });
    expect(ObjectiveStatusCounters).toMatchObject({ Succeeded: 3, Failed: 4 });
  });
});
