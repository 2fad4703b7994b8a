import type { Locator, Page } from '@playwright/test';
import type { Output } from '../src/api/operations.ts';
import { ask, expect, expectAccessible, setPace, test } from './fixtures.ts';

/** The sample's tuning job, run to its end. */
async function runSample(page: Page, sample: RegExp, counted: RegExp): Promise<void> {
  await page.goto('/tuning-jobs');
  await page.getByRole('button', { name: sample }).click();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText(counted)).toBeVisible({ timeout: 60_000 });
}

/** Cells of every row of a table on all of its pages, without its header. */
async function readTable(table: Locator): Promise<string[][]> {
  const rows: string[][] = [];
  const onward = table.locator('xpath=ancestor::*[.//button[@aria-label="Next rows"]][1]');
  // From the first page, wherever the table stands.
  const back = onward.getByRole('button', { name: 'Previous rows' });
  while ((await back.count()) > 0 && (await back.first().isEnabled())) await back.first().click();
  for (;;) {
    rows.push(
      ...(await table
        .getByRole('row')
        .evaluateAll((all) =>
          all
            .slice(1)
            .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim())),
        )),
    );
    const next = onward.getByRole('button', { name: 'Next rows' });
    if ((await next.count()) === 0 || (await next.first().isDisabled())) return rows;
    await next.first().click();
  }
}

const list = async (page: Page, tuningJob: string) =>
  (
    (await ask(page, 'ListTrainingJobsForHyperParameterTuningJob', {
      HyperParameterTuningJobName: tuningJob,
      SortBy: 'CreationTime',
      SortOrder: 'Ascending',
      MaxResults: 100,
    })) as Output<'ListTrainingJobsForHyperParameterTuningJob'>
  ).TrainingJobSummaries;

/** Rows of training jobs in the table of an objective against a hyperparameter. */
const trainingJobsOf = (rows: readonly (readonly string[])[]) =>
  rows.filter((row) => !row.includes('Mean of the forest'));

test('I read in the analysis what the list has, and select in one chart what is selected in all', async ({
  page,
}) => {
  await runSample(page, /Run sample: XGBoost on customer churn/, /20 of 20 training jobs ended/);
  await page.getByRole('tab', { name: 'Analysis' }).click();
  await expect(page.getByRole('heading', { name: 'Best so far' })).toBeVisible();
  const jobs = await list(page, 'xgboost-churn');

  await expect(page.getByText('Dashed: the mean of a random forest').first()).toBeVisible();
  await page.getByLabel('Show Objective against eta as table').check();
  const table = page.getByRole('table', { name: 'Objective against eta' });
  // The table has what is drawn: the training jobs, and the places of the dashed line.
  const drawn = await readTable(table);
  const rows = trainingJobsOf(drawn);
  expect(rows).toHaveLength(jobs.length);
  expect(drawn.length).toBeGreaterThan(rows.length);
  for (const [i, job] of jobs.entries()) {
    const [, name, , eta, value] = rows[i] ?? [];
    expect(job.TrainingJobName).toContain(`-${name}-`);
    expect(Number(eta)).toBeCloseTo(Number(job.TunedHyperParameters['eta']), 5);
    expect(Number(value)).toBeCloseTo(job.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? NaN, 5);
  }

  // A row ticked here is ticked in another chart's table, and stands in the address.
  await page.getByLabel('Show Rank as table').check();
  const best = page.getByRole('table', { name: 'Rank' }).getByRole('row').nth(1);
  await best.getByRole('checkbox').click();
  await expect(best.getByRole('checkbox')).toBeChecked();
  await expect(page.getByText('1 training job selected')).toBeVisible();
  await expect(page).toHaveURL(/selected=\d+/);
  const chosen = (await best.innerText()).match(/\d{3}/)?.[0] ?? '';
  await page.getByLabel('Show Value against duration as table').check();
  const durations = page.getByRole('table', { name: 'Value against duration' });
  await expect(durations.getByRole('checkbox', { name: new RegExp(`-${chosen}-`) })).toBeChecked();

  // At a moment that is replayed it has what was known then.
  const Name = { HyperParameterTuningJobName: 'xgboost-churn' };
  const { ElapsedSeconds } = (await ask(
    page,
    'DescribeTuningJobTimeline',
    Name,
  )) as Output<'DescribeTuningJobTimeline'>;
  const AtSeconds = Math.round(ElapsedSeconds / 2);
  const then = (await ask(page, 'DescribeTuningJobAnalysis', {
    ...Name,
    AtSeconds,
  })) as Output<'DescribeTuningJobAnalysis'>;
  const known = then.TrainingJobs.filter(({ Values }) => Values !== undefined);
  expect(known.length).toBeGreaterThan(0);
  expect(then.TrainingJobs.length).toBeLessThan(jobs.length);
  const now = page.url();
  await page.goto(`/tuning-jobs/xgboost-churn/analysis?at=${AtSeconds}`);
  await page.getByLabel('Show Objective against eta as table').check();
  await expect.poll(async () => trainingJobsOf(await readTable(table)).length).toBe(known.length);
  const past = trainingJobsOf(await readTable(table));
  for (const [i, { Values }] of known.entries())
    expect(Number(past[i]?.[4])).toBeCloseTo(Values?.Last ?? NaN, 5);
  await page.goto(now);

  // The early-stopped ones are worse and shorter.
  await page.getByLabel('Show Value against duration as table').check();
  await page.getByLabel('Show Value against duration as table').uncheck();
  await expect(page.getByText('the stopped ones are worse and shorter')).toBeVisible();
  await expectAccessible(page);
});

test('I narrow the parallel coordinates by keyboard', async ({ page }) => {
  await runSample(page, /Run sample: XGBoost on customer churn/, /20 of 20 training jobs ended/);
  await page.getByRole('tab', { name: 'Analysis' }).click();
  await expect(page.getByText('20 of 20 training jobs are within the ranges')).toBeVisible();
  await page.getByRole('button', { name: 'Ranges, order and scales of the axes' }).click();
  const axes = page.getByRole('list', { name: 'Axes from left to right' }).getByRole('listitem');
  await expect(axes.nth(0)).toContainText('max_depth');
  await page.getByRole('button', { name: 'Move max_depth to the right' }).press('Enter');
  await expect(axes.nth(1)).toContainText('max_depth');
  const jobs = await list(page, 'xgboost-churn');
  const deep = jobs.filter(
    ({ TunedHyperParameters }) => Number(TunedHyperParameters['max_depth']) >= 6,
  ).length;
  const lowest = page.getByRole('slider', { name: 'Lowest max_depth kept' });
  await lowest.focus();
  for (let i = 0; i < 10; i++) await lowest.press('ArrowRight');
  const within = page.getByText(`${deep} of 20 training jobs are within the ranges`);
  await expect(within).toBeVisible();
  await expectAccessible(page);

  // Ranges and order are in the address: who opens it sees the same.
  await expect(page).toHaveURL(/axes=.*keep=/);
  await page.reload();
  await expect(within).toBeVisible();
  await page.getByRole('button', { name: 'Ranges, order and scales of the axes' }).click();
  await expect(axes.nth(1)).toContainText('max_depth');
});

test('I compare the pair of the sample, and the saving is that of its durations', async ({ page }) => {
  await page.goto('/tuning-jobs');
  await page.getByRole('button', { name: /Run sample: Caltech-256/ }).click();
  // While they run, what lies between the two is no saving.
  const running = page.getByRole('table', { name: 'Early stopping Off and Auto' });
  await expect(running.getByRole('row', { name: /Total training duration/ })).toContainText('not known yet');
  await page.goto('/tuning-jobs/caltech-256/curves');
  await setPace(page, 'As fast as possible');
  await expect(page.getByText(/20 of 20 training jobs ended/)).toBeVisible({ timeout: 60_000 });
  await page.goto('/tuning-jobs/caltech-256-auto/curves');
  await setPace(page, 'As fast as possible');
  await expect(page.getByText(/20 of 20 training jobs ended/)).toBeVisible({ timeout: 60_000 });

  await page.goto('/compare');
  await expect(page.getByText('No tuning job is chosen')).toBeVisible();
  await expectAccessible(page);
  await page.goto('/tuning-jobs');
  await page.getByRole('checkbox', { name: 'Select caltech-256', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Select caltech-256-auto' }).check();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/compare\?jobs=/);

  const table = page.getByRole('table', { name: 'Early stopping Off and Auto' });
  await expect(table).toBeVisible();
  const total = async (name: string) =>
    (
      (await ask(page, 'DescribeTuningJobRun', {
        HyperParameterTuningJobName: name,
      })) as Output<'DescribeTuningJobRun'>
    ).TotalTrainingSeconds;
  const [off, auto] = [await total('caltech-256'), await total('caltech-256-auto')];
  const share = `${Math.round(100 * (1 - auto / off))} %`;
  await expect(table.getByRole('row', { name: /Total training duration/ })).toContainText(share);
  await expect(table.getByRole('row', { name: /Total training duration/ })).toContainText('168 → 130 min');
  const differing = page.getByRole('table', { name: 'Configuration differences' });
  await expect(differing.getByRole('row')).toHaveCount(2);
  await expect(differing.getByRole('row').nth(1)).toContainText('Early stopping');

  // The best so far ends where the list's best is.
  await page.getByLabel('Show Best so far as table').check();
  const rows = await readTable(page.getByRole('table', { name: 'Best so far' }));
  const last = rows.filter(([job]) => job === 'caltech-256').at(-1);
  const completed = (await list(page, 'caltech-256')).flatMap(
    ({ FinalHyperParameterTuningJobObjectiveMetric: final, TrainingJobStatus }) =>
      TrainingJobStatus === 'Completed' && final ? [final.Value] : [],
  );
  expect(Number(last?.[2])).toBeCloseTo(Math.max(...completed), 5);
  await page.getByLabel('Show Best so far as table').uncheck();
  await page.getByRole('button', { name: 'Cost', exact: true }).click();
  await expect(page).toHaveURL(/by=cost/);
  await expectAccessible(page);

  // The next comparison is laid out like this one.
  await page.goto('/compare?jobs=caltech-256-auto,caltech-256');
  await expect(page.getByRole('button', { name: 'Cost', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});
