import { beforeAll, describe, expect, it } from 'vitest';
import { ask, type Run, runToEnd } from '../node/testing/run.ts';
import { xgboostRequest } from './testing/requests.ts';
import { scripted } from './testing/scripted.ts';

/** Every second training job fails after three epochs, with a value that would be the best of all. */
const failing = () => {
  let launched = 0;
  return scripted('validation:rmse', () =>
    launched++ % 2 === 0 ? { values: [3, 2, 1, 0.9] } : { values: [0.3, 0.2, 0.1], end: 'fails' },
  );
};
const request = xgboostRequest({ name: 'failing', jobs: 8, parallel: 1, rounds: 4 });
const hyperband = {
  ...request,
  HyperParameterTuningJobConfig: {
    ...request.HyperParameterTuningJobConfig,
    Strategy: 'Hyperband',
    StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 4 } },
    TrainingJobEarlyStoppingType: 'Off',
  },
};
const Name = { HyperParameterTuningJobName: 'failing' };

describe('what a failed training job reported', () => {
  let run: Run;
  let failed: ReadonlySet<string>;
  beforeAll(async () => {
    run = await runToEnd(request, { spawn: failing(), workers: 1 });
    const { TrainingJobs } = await ask(run, 'DescribeTuningJobTimeline', Name);
    failed = new Set(
      TrainingJobs.flatMap(({ Status, TrainingJobName }) => (Status === 'Failed' ? [TrainingJobName] : [])),
    );
    expect(failed.size).toBe(4);
  });

  it('is a result in no counter, list or plot', async () => {
    const job = await ask(run, 'DescribeHyperParameterTuningJob', Name);
    expect(job.ObjectiveStatusCounters).toEqual({ Succeeded: 4, Pending: 0, Failed: 4 });
    const list = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', { ...Name, MaxResults: 100 });
    const listed = list.TrainingJobSummaries.flatMap((each) =>
      each.FinalHyperParameterTuningJobObjectiveMetric ? [each.TrainingJobName] : [],
    );
    const analysis = await ask(run, 'DescribeTuningJobAnalysis', Name);
    const drawn = analysis.TrainingJobs.flatMap((each) => (each.Values ? [each.TrainingJobName] : []));
    const timeline = await ask(run, 'DescribeTuningJobTimeline', Name);
    const timed = timeline.TrainingJobs.flatMap((each) =>
      each.Value === undefined ? [] : [each.TrainingJobName],
    );
    const { TrainingJobs: modelled } = await ask(run, 'DescribeHyperparameterImportance', {
      ...Name,
      Definition: 0,
      Value: 'Last',
    });
    expect(listed).toHaveLength(4);
    expect(listed.filter((name) => failed.has(name))).toEqual([]);
    expect([drawn, timed, modelled]).toEqual([listed, listed, 4]);
  });

  it('stays in its curve', async () => {
    const { Curves } = await ask(run, 'FollowCurves', { ...Name, MetricName: 'validation:rmse' });
    const lengths = Curves.flatMap(({ TrainingJobName, Values }) =>
      failed.has(TrainingJobName) ? [Values.length] : [],
    );
    expect(lengths).toEqual([3, 3, 3, 3]);
  });

  it('is told with what the rule decided until then', async () => {
    const decided = await Promise.all(
      [...failed].map((TrainingJobName) => ask(run, 'DescribeTrainingJobDecisions', { TrainingJobName })),
    );
    expect(decided.map(({ FailedAfter }) => FailedAfter)).toEqual([3, 3, 3, 3]);
    expect(decided[0]?.Keep).toEqual({ Rule: 'NeverCompared', TooEarly: 0, TooFew: 3, NoValue: 0 });
    // By the last one three had completed: it was far better than these.
    expect(decided.at(-1)?.Keep).toMatchObject({ Rule: 'NeverWorse', EpochsCompared: 3 });
  });
});

it('tells under Hyperband of every rung that a training job passed before it failed', async () => {
  const run = await runToEnd(hyperband, { spawn: failing(), workers: 1 });
  const { TrainingJobs } = await ask(run, 'DescribeTuningJobTimeline', Name);
  const failed = TrainingJobs.find(({ Status }) => Status === 'Failed');
  const decisions = await ask(run, 'DescribeTrainingJobDecisions', {
    TrainingJobName: failed?.TrainingJobName ?? '',
  });
  expect(decisions.FailedAfter).toBe(3);
  expect(decisions.Keep).toMatchObject({ Rule: 'Hyperband', Rungs: [{ Epoch: 1 }, { Epoch: 3 }] });
  expect(decisions.Hyperband?.Rungs.map(({ Epoch }) => Epoch)).toEqual([1, 3]);
});
