import { describe, expect, it } from 'vitest';
import type { WarmStartParent } from '../api/warm-start-parents.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
} from '../api/tuning-job.ts';
import type { HyperParameterTrainingJobSummary } from '../api/training-job.ts';
import { next } from '../engine/next.ts';
import type { Spec } from '../engine/types.ts';
import { bundledOnDisk } from '../node/bundled.ts';
import { memoryPersistence, type Persistence } from './db.ts';
import { createPool } from './pool.ts';
import { createService, type Service } from './service.ts';
import { inProcess } from './testing/in-process.ts';
import { finishSentence, toLaunchReceipt } from './receipts.ts';
import { xgboostRequest } from './testing/requests.ts';

const wall = { now: () => Date.now(), setTimeout: (run: () => void, ms: number) => setTimeout(run, ms) };

/** A service, and the specs the engine was asked with, by seed. */
async function open(persistence: Persistence = memoryPersistence()) {
  const specs = new Map<number, Spec>();
  const service = await createService({
    persistence,
    bundled: bundledOnDisk,
    pool: createPool(2, inProcess()),
    wall,
    createdAt: Date.UTC(2026, 0, 1),
    pace: 'Max',
    push: () => {},
    decide: (spec, ...rest) => {
      specs.set(spec.seed, spec);
      return next(spec, ...rest);
    },
  });
  return { service, specs };
}

async function run(service: Service, request: CreateHyperParameterTuningJobRequest) {
  await service.call('CreateHyperParameterTuningJob', request);
  await service.idle();
}
const describeJob = async (service: Service, HyperParameterTuningJobName: string) =>
  (await service.call('DescribeHyperParameterTuningJob', {
    HyperParameterTuningJobName,
  })) as DescribeHyperParameterTuningJobResponse;
const trainingJobs = async (service: Service, HyperParameterTuningJobName: string) =>
  (
    (await service.call('ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName,
      MaxResults: 100,
    })) as { TrainingJobSummaries: HyperParameterTrainingJobSummary[] }
  ).TrainingJobSummaries;
const valueOf = (summary?: HyperParameterTrainingJobSummary) =>
  summary?.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? Number.NaN;

const parentRequest = xgboostRequest({ name: 'first', jobs: 8, parallel: 3, rounds: 12, seed: 7 });

function childRequest(
  WarmStartType: 'IdenticalDataAndAlgorithm' | 'TransferLearning',
  change: Partial<CreateHyperParameterTuningJobRequest> = {},
): CreateHyperParameterTuningJobRequest {
  const request = xgboostRequest({ name: 'second', jobs: 2, parallel: 2, rounds: 12, seed: 8 });
  return {
    ...request,
    WarmStartConfig: {
      WarmStartType,
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'FIRST' }],
    },
    ...change,
  };
}

describe('a child of a warm start', () => {
  it('is told whose best it tries, in the objective’s own direction', () => {
    const from = { job: 'first', trial: 'first-003-0123abcd' };
    const reason = { rule: 'bayesian', phase: 'parent', parent: 0, value: -0.9, from } as const;
    expect(toLaunchReceipt(reason, 0, { name: String, sign: () => -1 })).toEqual({
      Rule: 'BayesianParent',
      Parent: 0,
      HyperParameterTuningJobName: 'first',
      TrainingJobName: 'first-003-0123abcd',
      Value: 0.9,
    });
    const finish = { rule: 'space-exhausted', configurations: 6, inherited: 2 } as const;
    expect(finishSentence(finish)).toContain('All 6 combinations');
    expect(finishSentence(finish)).toContain('2 of them by the parent tuning jobs');
  });

  it('gets what the parent’s completed and early-stopped training jobs found', async () => {
    const { service, specs } = await open();
    await run(service, parentRequest);
    await run(service, childRequest('TransferLearning'));
    const jobs = await trainingJobs(service, 'first');
    expect(jobs.map(({ TrainingJobStatus }) => TrainingJobStatus)).toContain('Stopped');
    const evidence = specs.get(8)?.warmStart;
    expect(evidence?.type).toBe('transfer');
    expect(evidence?.parents).toHaveLength(1);
    const found = evidence?.parents[0] ?? [];
    expect(found.map(({ configuration }) => configuration)).toEqual(
      jobs.map(({ TunedHyperParameters: tuned }) => ({
        max_depth: Number(tuned['max_depth']),
        eta: Number(tuned['eta']),
      })),
    );
    expect(found.map(({ from }) => from)).toEqual(
      jobs.map(({ TrainingJobName: trial }) => ({ job: 'first', trial })),
    );
    // A stopped one is credited with what it would have gained by going on.
    for (const [i, job] of jobs.entries()) {
      const value = found[i]?.value ?? Number.NaN;
      if (job.TrainingJobStatus === 'Completed') expect(value).toBe(valueOf(job));
      else expect(value).toBeLessThan(valueOf(job));
    }
    expect(specs.get(7)?.warmStart).toBeUndefined();
  });

  it('reads a parent’s static value where it tunes, and leaves out what it does not tune', async () => {
    const { service, specs } = await open();
    await run(service, parentRequest);
    const {
      HyperParameterTuningJobConfig: config,
      TrainingJobDefinition: definition,
      ...rest
    } = childRequest('TransferLearning');
    const { num_round: _, ...fixed } = definition?.StaticHyperParameters ?? {};
    await run(service, {
      ...rest,
      HyperParameterTuningJobConfig: {
        ...config,
        ParameterRanges: {
          IntegerParameterRanges: [{ Name: 'num_round', MinValue: '5', MaxValue: '8' }],
          ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5' }],
        },
      },
      ...(definition && {
        TrainingJobDefinition: { ...definition, StaticHyperParameters: { ...fixed, max_depth: '3' } },
      }),
    });
    const [theirs] = specs.get(8)?.warmStart?.parents ?? [];
    expect(theirs).toHaveLength(8);
    // Outside of the child's own range, as it was in the parent.
    expect(theirs?.map(({ configuration }) => configuration['num_round'])).toEqual(
      Array.from({ length: 8 }, () => 12),
    );
    expect(Object.keys(theirs?.[0]?.configuration ?? {})).toEqual(['num_round', 'eta']);
  });

  it('has its parents’ best compared with its own for identical data and algorithm only', async () => {
    const { service } = await open();
    await run(service, parentRequest);
    await run(service, childRequest('IdenticalDataAndAlgorithm'));
    await run(service, childRequest('TransferLearning', { HyperParameterTuningJobName: 'third' }));
    const [first, second, third] = await Promise.all(
      ['first', 'second', 'third'].map((name) => describeJob(service, name)),
    );
    const overall = second?.OverallBestTrainingJob;
    const bests = [first?.BestTrainingJob, second?.BestTrainingJob];
    expect(valueOf(overall)).toBe(Math.min(...bests.map(valueOf)));
    expect(bests).toContainEqual(overall);
    expect(['first', 'second']).toContain(overall?.TuningJobName);
    expect(second?.WarmStartConfig).toEqual(childRequest('IdenticalDataAndAlgorithm').WarmStartConfig);
    expect(third?.OverallBestTrainingJob).toBeUndefined();
    expect(first?.WarmStartConfig).toBeUndefined();
  });

  it.each(['Minimize', 'Maximize'] as const)(
    'compares in the direction of the objective: %s',
    async (Type) => {
      const { service, specs } = await open();
      const directed = (request: CreateHyperParameterTuningJobRequest) => ({
        ...request,
        HyperParameterTuningJobConfig: {
          ...request.HyperParameterTuningJobConfig,
          HyperParameterTuningJobObjective: { Type, MetricName: 'validation:rmse' },
        },
      });
      // One round leaves a large error, twelve a small one.
      await run(
        service,
        directed(xgboostRequest({ name: 'first', jobs: 1, parallel: 1, rounds: 1, seed: 7 })),
      );
      await run(service, directed(childRequest('IdenticalDataAndAlgorithm')));
      const { OverallBestTrainingJob } = await describeJob(service, 'second');
      expect(OverallBestTrainingJob?.TuningJobName).toBe(Type === 'Minimize' ? 'second' : 'first');
      const [found] = specs.get(8)?.warmStart?.parents[0] ?? [];
      expect(Math.sign(found?.value ?? 0)).toBe(Type === 'Minimize' ? 1 : -1);
    },
  );

  it('is the same after its parent was deleted and the backend came back', async () => {
    const persistence = memoryPersistence();
    const { service } = await open(persistence);
    await run(service, parentRequest);
    await run(service, childRequest('IdenticalDataAndAlgorithm'));
    const before = await describeJob(service, 'second');
    await service.call('DeleteHyperParameterTuningJob', { HyperParameterTuningJobName: 'first' });
    // Another one of that name, with other training jobs.
    await run(service, xgboostRequest({ name: 'first', jobs: 1, parallel: 1, rounds: 1, seed: 1 }));
    expect(await describeJob(service, 'second')).toEqual(before);
    const again = await open(persistence);
    expect(await describeJob(again.service, 'second')).toEqual(before);
  });

  it('is refused when a parent breaks a rule, at that parent', async () => {
    const { service } = await open();
    await run(service, parentRequest);
    const create = (request: CreateHyperParameterTuningJobRequest) =>
      service.call('CreateHyperParameterTuningJob', request);
    const path = ['WarmStartConfig', 'ParentHyperParameterTuningJobs', 0, 'HyperParameterTuningJobName'];
    const other = childRequest('TransferLearning');
    await expect(
      create({
        ...other,
        TrainingJobDefinition: other.TrainingJobDefinition && {
          ...other.TrainingJobDefinition,
          StaticHyperParameters: { objective: 'reg:squarederror', num_round: '10', gamma: '1' },
        },
      }),
    ).rejects.toMatchObject({
      code: 'ValidationException',
      path,
      message: expect.stringContaining('set of tunable plus static HyperParameter names') as string,
    });
    await service.call('DeleteHyperParameterTuningJob', { HyperParameterTuningJobName: 'first' });
    await expect(create(childRequest('TransferLearning'))).rejects.toMatchObject({
      path,
      message: expect.stringContaining('There is no tuning job FIRST') as string,
    });
  });
});

describe('the list of possible parents', () => {
  const parents = async (service: Service, Request: object, WarmStartType = 'IdenticalDataAndAlgorithm') =>
    (await service.call('ListWarmStartParents', { Request, WarmStartType })) as {
      Parents: WarmStartParent[];
      DefinitionKnown: boolean;
    };

  it('says of each earlier job whether it is eligible, and why not', async () => {
    const { service } = await open();
    await run(service, parentRequest);
    await run(service, childRequest('TransferLearning'));
    const other = xgboostRequest({ name: 'other-objective', jobs: 1, parallel: 1, rounds: 1 });
    await run(service, {
      ...other,
      HyperParameterTuningJobConfig: {
        ...other.HyperParameterTuningJobConfig,
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:rmse' },
      },
    });
    const draft = childRequest('TransferLearning', { HyperParameterTuningJobName: 'third' });
    draft.TrainingJobDefinition = draft.TrainingJobDefinition && {
      ...draft.TrainingJobDefinition,
      StaticHyperParameters: { ...draft.TrainingJobDefinition.StaticHyperParameters, num_round: '11' },
    };
    const { Parents, DefinitionKnown } = await parents(service, draft);
    expect(DefinitionKnown).toBe(true);
    const row = (name: string) => Parents.find((each) => each.HyperParameterTuningJobName === name);
    expect(row('first')).toMatchObject({
      Eligible: true,
      Broken: [],
      TrainingJobs: 8,
      Changes: [{ Name: 'num_round', From: 'static 12', To: 'static 11', Counts: 2 }],
      ChangesUsed: 2,
      Parents: [],
    });
    expect(row('first')?.Best).toBe(valueOf((await describeJob(service, 'first')).BestTrainingJob));
    expect(row('second')?.Parents).toEqual(['FIRST']);
    expect(row('other-objective')).toMatchObject({
      Eligible: false,
      Broken: [{ Rule: 'SameObjective', Fix: 'Choose Maximize validation:rmse.' }],
    });
  });

  it('holds the draft as Autotune will leave it, which in a warm start adds no retries', async () => {
    const { service } = await open();
    await run(service, parentRequest);
    const { WarmStartConfig: _, ...draft } = childRequest('TransferLearning', {
      Autotune: { Mode: 'Enabled' },
    });
    expect((await parents(service, draft)).Parents).toMatchObject([{ Eligible: true, Changes: [] }]);
    const config = draft.HyperParameterTuningJobConfig;
    const AutoParameters = [{ Name: 'max_depth', ValueHint: '4' }];
    const { Parents } = await parents(service, {
      ...draft,
      HyperParameterTuningJobConfig: {
        ...config,
        ParameterRanges: {
          ContinuousParameterRanges: config.ParameterRanges?.ContinuousParameterRanges,
          AutoParameters,
        },
      },
    });
    expect(Parents).toMatchObject([{ Eligible: true, ChangesUsed: 0 }]);
  });

  it('knows of an unfinished draft what there is', async () => {
    const { service } = await open();
    await run(service, parentRequest);
    expect(await parents(service, {})).toMatchObject({
      DefinitionKnown: false,
      Parents: [{ Eligible: true }],
    });
    // The name and the limits are not filled in yet; the definition is.
    const { HyperParameterTuningJobName: _, ...nameless } = childRequest('TransferLearning');
    expect(await parents(service, nameless)).toMatchObject({
      DefinitionKnown: true,
      Parents: [{ Eligible: true, ChangesUsed: 0 }],
    });
  });
});
