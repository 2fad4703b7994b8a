import type { Page } from '@playwright/test';
import type { Output } from '../src/api/operations.ts';
import { requestsOf } from '../src/app/samples.ts';
import { ask, expect, expectAccessible, test } from './fixtures.ts';

/** The churn sample as `name`, with some of its settings changed. */
async function create(
  page: Page,
  name: string,
  { jobs, still = {}, metric }: { jobs: number; still?: Record<string, string>; metric?: string },
): Promise<void> {
  const [request] = requestsOf('xgboost-churn', name);
  if (!request?.TrainingJobDefinition) throw new Error('The sample has a request.');
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: definition } = request;
  await ask(page, 'CreateHyperParameterTuningJob', {
    ...request,
    HyperParameterTuningJobConfig: {
      ...config,
      ResourceLimits: { MaxNumberOfTrainingJobs: jobs, MaxParallelTrainingJobs: 1 },
      ...(metric === undefined
        ? {}
        : { HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: metric } }),
    },
    TrainingJobDefinition: {
      ...definition,
      StaticHyperParameters: { ...definition.StaticHyperParameters, ...still },
    },
  });
}

const setPace = (page: Page, name: string, Pace: string) =>
  ask(page, 'SetTuningJobPace', { HyperParameterTuningJobName: name, Pace });

/** Opens a tab and reads what it says. */
async function open(page: Page, name: string, tab: string): Promise<string> {
  await page.goto(`/tuning-jobs/${name}/${tab}`);
  const panel = page.getByRole('tabpanel');
  await expect(panel).not.toHaveText('');
  await expect(page.getByText(/^(Loading|Reading|Replaying|Working it out)/)).toHaveCount(0);
  return panel.innerText();
}

const TABS = ['best', 'training-jobs', 'analysis', 'curves', 'events', 'what-if'] as const;

/** Reads every tab in the light, and those with charts in the dark too; nothing moves, so that colours are read as they stay. */
async function tour(
  page: Page,
  name: string,
  expected: Readonly<Record<(typeof TABS)[number], RegExp>>,
): Promise<void> {
  for (const tab of TABS) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    expect(await open(page, name, tab)).toMatch(expected[tab]);
    await expectAccessible(page);
    if (tab !== 'analysis' && tab !== 'curves') continue;
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page);
  }
}

test('When all training jobs fail, every tab says so, and what to do', async ({ page }) => {
  await page.goto('/tuning-jobs');
  await expect(page.getByRole('button', { name: /Run sample/ }).first()).toBeVisible();
  // Labels of 0 are none that gamma regression can learn: each of the five training jobs fails.
  await create(page, 'failing', {
    jobs: 9,
    still: { objective: 'reg:gamma', eval_metric: 'rmse' },
    metric: 'validation:rmse',
  });
  await setPace(page, 'failing', 'Max');
  await page.goto('/tuning-jobs/failing/configuration');
  await expect(page.getByText('5 training jobs failed and none succeeded').first()).toBeVisible();
  const reason = 'label must be positive for gamma regression';
  await expect(page.getByText(reason)).toBeVisible();
  await tour(page, 'failing', {
    best: /all 5 failed/,
    'training-jobs': new RegExp(reason),
    analysis: /all 5 failed[\s\S]*The tuning job is over: clone it/,
    curves: /all 5 failed/,
    events: new RegExp(reason),
    'what-if': /all 5 failed/,
  });
});

test('Before the first epoch of a paused tuning job, every tab says what it waits for', async ({ page }) => {
  await page.goto('/tuning-jobs');
  await create(page, 'waiting', { jobs: 9 });
  await setPace(page, 'waiting', 'Paused');
  await tour(page, 'waiting', {
    best: /No best training job yet/,
    'training-jobs': /In ?progress/i,
    analysis: /time stands still/,
    curves: /No training job has reported a value yet/,
    events: /Launched/,
    'what-if': /The tuning job is still running/,
  });
});

test('With a single training job, every tab shows what there is, and what is too little for more', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  await create(page, 'ended', { jobs: 1, still: { num_round: '8' } });
  await setPace(page, 'ended', 'Max');
  await page.goto('/tuning-jobs/ended/best');
  await expect(page.getByText('1 of 1 training job ended')).toBeVisible();
  await tour(page, 'ended', {
    best: /Best training job summary/,
    'training-jobs': /Completed/,
    analysis: /1 training job ended with a value: too few to tell/,
    curves: /the highest validation:auc is 0\.\d+, training job 001/,
    events: /Tuning job ended/,
    'what-if': /as it ran, exact/,
  });

  await page.setViewportSize({ width: 400, height: 800 });
  for (const tab of ['curves', 'analysis', 'tags']) {
    await open(page, 'ended', tab);
    const place = await page.getByRole('tab', { selected: true }).boundingBox();
    expect(place?.x).toBeGreaterThanOrEqual(0);
    expect((place?.x ?? 0) + (place?.width ?? 400)).toBeLessThanOrEqual(400);
    if (tab === 'analysis')
      await expect(page.getByText('Value of a training job', { exact: true })).toHaveCount(1);
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('/compare?jobs=ended,no-such');
  await expect(page.getByText(/no-such could not be read/)).toBeVisible();
  await expectAccessible(page);
});

test('I see which of two layers ended a training job: the algorithm’s patience, or the tuning job', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  await create(page, 'patient', {
    jobs: 1,
    still: { num_round: '400', eval_metric: 'logloss', early_stopping_rounds: '3' },
  });
  await setPace(page, 'patient', 'Max');
  await page.goto('/tuning-jobs/patient/training-jobs');
  await expect(page.getByText('1 of 1 training job ended')).toBeVisible();
  const link = page.getByRole('link', { name: /^patient-001-/ });
  const TrainingJobName = await link.innerText();
  await link.click();
  await expect(page.getByRole('heading', { name: "The algorithm's own early stopping" })).toBeVisible();
  const { Callbacks } = (await ask(page, 'DescribeTrainingJobDecisions', {
    TrainingJobName,
  })) as Output<'DescribeTrainingJobDecisions'>;
  const { Monitor, BestEpoch, StopEpoch, BestValue } = Callbacks?.EarlyStopping ?? {};
  expect(Monitor).toBe('validation:logloss');
  expect(StopEpoch).toBe((BestEpoch ?? NaN) + 3);
  await expect(
    page.getByText(/^early_stopping_rounds ends the training when validation:logloss/),
  ).toBeVisible();
  await expect(
    page.getByText(`Its own early stopping ended it after epoch ${StopEpoch}; the tuning job's rule had not`),
  ).toBeVisible();
  await expect(
    page.getByRole('figure', { name: new RegExp(`epoch ${BestEpoch} to ${StopEpoch}, is the patience`) }),
  ).toBeVisible();
  await page.getByLabel('Show Patience on validation:logloss as table').check();
  const table = page.getByRole('table', { name: 'Patience on validation:logloss by epoch' });
  const next = page.getByRole('button', { name: 'Next epochs' });
  for (let turned = 0; turned < Math.floor(((BestEpoch ?? 1) - 1) / 25); turned++) await next.click();
  const row = table.getByRole('row').nth(1 + (((BestEpoch ?? 1) - 1) % 25));
  expect(Number(await row.getByRole('cell').first().innerText())).toBeCloseTo(BestValue ?? NaN, 5);
  await expectAccessible(page);
});
