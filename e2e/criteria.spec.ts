import type { Page } from '@playwright/test';
import type { Output } from '../src/api/operations.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  TuningJobCompletionCriteria,
} from '../src/api/tuning-job.ts';
import { formatNumber, formatTime } from '../src/app/format.ts';
import { requestsOf } from '../src/app/samples.ts';
import { ask, expect, test } from './fixtures.ts';

interface Job {
  readonly name: string;
  readonly limits: CreateHyperParameterTuningJobRequest['HyperParameterTuningJobConfig']['ResourceLimits'];
  readonly criteria?: TuningJobCompletionCriteria;
  /** One range that holds hardly any difference, so that a search of it converges; else simulated training jobs. */
  readonly flat?: boolean;
}

function requestFor({ name, limits, criteria, flat = false }: Job): CreateHyperParameterTuningJobRequest {
  const [sample] = requestsOf(flat ? 'xgboost-churn' : 'caltech-256', name);
  if (!sample?.TrainingJobDefinition) throw new Error('The sample has a definition.');
  const { TrainingJobEarlyStoppingType: _, ...config } = sample.HyperParameterTuningJobConfig;
  const request = {
    ...sample,
    HyperParameterTuningJobConfig: {
      ...config,
      Strategy: 'Random' as const,
      RandomSeed: 5,
      ResourceLimits: limits,
      ...(criteria ? { TuningJobCompletionCriteria: criteria } : {}),
    },
  };
  if (!flat) return request;
  return {
    ...request,
    HyperParameterTuningJobConfig: {
      ...request.HyperParameterTuningJobConfig,
      ParameterRanges: {
        ContinuousParameterRanges: [
          { Name: 'eta', MinValue: '0.2', MaxValue: '0.25', ScalingType: 'Linear' },
        ],
      },
    },
    TrainingJobDefinition: {
      ...sample.TrainingJobDefinition,
      StaticHyperParameters: {
        ...sample.TrainingJobDefinition.StaticHyperParameters,
        num_round: '5',
        max_depth: '5',
      },
    },
  };
}

/** Runs it to its end and opens the tab that holds the criteria. */
async function run(page: Page, job: Job) {
  const named = { HyperParameterTuningJobName: job.name };
  await ask(page, 'CreateHyperParameterTuningJob', requestFor(job));
  await ask(page, 'SetTuningJobPace', { ...named, Pace: 'Max' });
  await page.goto(`/tuning-jobs/${job.name}/configuration`);
  const table = page.getByRole('table', { name: 'Completion criteria' });
  await expect(table.getByRole('columnheader', { name: 'At the end' })).toBeVisible();
  const described = (await ask(
    page,
    'DescribeHyperParameterTuningJob',
    named,
  )) as Output<'DescribeHyperParameterTuningJob'>;
  const { HyperParameterTuningEndTime: end, CreationTime } = described;
  if (!end) throw new Error('A tuning job that is over has an end.');
  // Values of those that completed, in the order in which they ended: all that the criteria look at.
  const { TrainingJobSummaries } = (await ask(page, 'ListTrainingJobsForHyperParameterTuningJob', {
    ...named,
    MaxResults: 100,
  })) as Output<'ListTrainingJobsForHyperParameterTuningJob'>;
  const completed = TrainingJobSummaries.filter(({ TrainingJobStatus }) => TrainingJobStatus === 'Completed')
    .sort((a, b) => (a.TrainingEndTime?.getTime() ?? 0) - (b.TrainingEndTime?.getTime() ?? 0))
    .map(({ TrainingJobName, FinalHyperParameterTuningJobObjectiveMetric: metric }) => ({
      number: /-(\d{3})-/.exec(TrainingJobName)?.[1] ?? '',
      value: metric?.Value ?? Number.NaN,
    }));
  await expect(page.getByText(`Ended ${formatTime(end)}: `)).toBeVisible();
  return {
    completed,
    details: described.TuningJobCompletionDetails,
    end,
    seconds: (end.getTime() - CreationTime.getTime()) / 1000,
    launched: TrainingJobSummaries.length,
    atEnd: (criterion: string) => table.getByRole('row', { name: criterion }).getByRole('cell').last(),
    reason: page.getByText(`Ended ${formatTime(end)}: `),
  };
}

/** How many of the values, higher being better, have not improved on the best by 1 % since the last one that did. */
function since(values: readonly number[]): number {
  let best = -Infinity;
  let count = 0;
  for (const value of values) {
    count = value > best + 0.01 * Math.abs(best) || best === -Infinity ? 0 : count + 1;
    best = Math.max(best, value);
  }
  return count;
}

test('Whatever ends a tuning job, its page names the criterion, the moment and the numbers', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const few = { MaxNumberOfTrainingJobs: 40, MaxParallelTrainingJobs: 1 };

  const jobs = await run(page, { name: 'jobs', limits: { ...few, MaxNumberOfTrainingJobs: 5 } });
  await expect(jobs.reason).toContainText('All 5 training jobs have ended.');
  await expect(jobs.atEnd('Maximum number of training jobs')).toHaveText('5 ended, 0 running');
  expect([jobs.launched, jobs.completed.length]).toEqual([5, 5]);

  const time = await run(page, {
    name: 'time',
    limits: { MaxParallelTrainingJobs: 3, MaxRuntimeInSeconds: 3600 },
  });
  await expect(time.reason).toContainText('The maximum duration of 1 h was reached.');
  await expect(time.atEnd('Maximum duration of the tuning job')).toHaveText('1 h');
  expect(time.seconds).toBe(3600);
  expect(time.launched - time.completed.length).toBe(3);

  const TargetObjectiveMetricValue = 0.3;
  const target = await run(page, { name: 'target', limits: few, criteria: { TargetObjectiveMetricValue } });
  const reached = target.completed.findIndex(({ value }) => value >= TargetObjectiveMetricValue);
  expect(reached).toBe(target.completed.length - 1);
  const first = target.completed.at(reached);
  await expect(target.reason).toContainText(
    `The target 0.3 was reached by training job ${first?.number} with ${formatNumber(first?.value)} after epoch 10.`,
  );
  await expect(target.atEnd('Target objective metric value')).toHaveText(
    `The best is ${formatNumber(first?.value)}`,
  );

  const MaxNumberOfTrainingJobsNotImproving = 4;
  const still = await run(page, {
    name: 'still',
    limits: few,
    criteria: { BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving } },
  });
  const values = still.completed.map((each) => each.value);
  expect(since(values)).toBe(4);
  expect(values.map((_, i) => since(values.slice(0, i)))).not.toContain(4);
  expect(still.details?.NumberOfTrainingJobsObjectiveNotImproving).toBe(4);
  const improved = still.completed.at(-5)?.number ?? '';
  await expect(still.reason).toContainText(
    '4 training jobs in a row did not improve on the best by 1 % or more',
  );
  await expect(still.atEnd('Training jobs not improving')).toHaveText(
    `4 since training job ${improved} improved on the best by 1 % or more`,
  );

  const flat = await run(page, {
    name: 'flat',
    limits: { ...few, MaxNumberOfTrainingJobs: 60 },
    criteria: { ConvergenceDetected: { CompleteOnConvergence: 'Enabled' } },
    flat: true,
  });
  // The detector as it is documented: the ten best values and the eleventh, read from the table of training jobs.
  const best = flat.completed.map((each) => each.value).sort((a, b) => b - a);
  const ended = best.length;
  const eleventh = best[10] ?? Number.NaN;
  const excess = best.slice(0, 10).reduce((sum, each) => sum + each - eleventh, 0);
  const least = 1.01 * (best[0] ?? Number.NaN);
  const single = (10 / ended) * (1 + (least - eleventh) / excess) ** -10;
  const chance = 1 - (1 - single) ** (60 - ended);
  expect(chance).toBeLessThan(0.1);
  const share = `${Number((100 * chance).toPrecision(3))} %`;
  await expect(flat.reason).toContainText(
    `another ${60 - ended} training jobs would improve the best by more than 1 % has a probability of ${share}, below 10 %`,
  );
  const row = flat.atEnd('Convergence');
  await expect(row).toContainText(`${share} that another ${60 - ended} improve the best by more than 1 %`);
  await expect(row).toContainText(`ended, ${formatTime(flat.end)}`);
  expect(flat.details?.ConvergenceDetectedTime).toEqual(flat.end);
  await expect(
    page.getByText(/after 20 training jobs, .* latest half .* 10 best values, is below 10 %/),
  ).toBeVisible();
});

test('A Hyperband job says where its training jobs were stopped; one that came to the maximum resource has its model', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const sample = requestFor({
    name: 'halving',
    limits: { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 4 },
  });
  await ask(page, 'CreateHyperParameterTuningJob', {
    ...sample,
    HyperParameterTuningJobConfig: {
      ...sample.HyperParameterTuningJobConfig,
      Strategy: 'Hyperband',
      StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 9 } },
    },
  });
  const pace = (Pace: string) =>
    ask(page, 'SetTuningJobPace', { HyperParameterTuningJobName: 'halving', Pace });
  await pace('Paused');
  await page.goto('/tuning-jobs/halving/best');
  await expect(page.getByText('None until a training job has completed')).toBeVisible();
  await pace('Max');
  await expect(page.getByText('20 of 20 training jobs ended')).toBeVisible();

  // A screen reader hears of the end at once, not ten seconds after it heard of the beginning.
  await expect(page.getByText(/^The tuning job is completed\. Best objective/)).toBeAttached({
    timeout: 3000,
  });

  // All 20 asked for 10 epochs and none got them: those with 9 completed at the maximum resource.
  await page.getByRole('tab', { name: 'Training jobs', exact: true }).click();
  const jobs = page.getByRole('table').filter({ hasText: 'Objective metric value' });
  await expect(jobs.getByRole('row')).toHaveCount(21);
  const rows = (await jobs.getByRole('row').all()).slice(1);
  const cells = await Promise.all(rows.map((row) => row.getByRole('cell').allInnerTexts()));
  const found = cells.map((texts) => ({
    most: texts.some((text) => text.includes('At the maximum resource')),
    epochs: texts.map((text) => text.trim()).includes('9') ? 9 : 0,
  }));
  const most = found.filter((each) => each.most).length;
  expect(most).toBeGreaterThan(0);
  expect(found.every((each) => each.most === (each.epochs === 9))).toBe(true);
  await expect(page.getByText(`${20 - most} at a rung`)).toBeVisible();

  await page.getByRole('tab', { name: 'Best training job' }).click();
  await expect(page.getByText('those stopped at a rung do not compete')).toBeVisible();
  await page.getByRole('link', { name: /^halving-\d{3}-/ }).click();
  await expect(page.getByRole('heading', { name: 'Why it was not stopped' })).toBeVisible();
  await expect(page.getByText('It was among the results that went on at every rung')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download model' }).first()).toBeVisible();
});
