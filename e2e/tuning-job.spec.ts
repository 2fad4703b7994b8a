import {
  addDefinition,
  ask,
  counters,
  createJob,
  expect,
  fillWizard,
  next,
  setPace,
  test,
} from './fixtures.ts';
import type { Page } from '@playwright/test';

const sum = ({ completed, inProgress, stopped, failed }: Awaited<ReturnType<typeof counters>>) =>
  completed + inProgress + stopped + failed;

/** The numbers of the chart's table: one row an epoch, one column a training job, NaN where there is none. */
async function shownCurves(page: Page): Promise<number[][]> {
  const table = page.getByRole('table', { name: 'validation:auc by epoch' });
  const text = await table.getByRole('row').allInnerTexts();
  return text.slice(1).map((row) => row.trim().split(/\s+/).slice(1).map(Number));
}

const median = (values: number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
};

test('I fill the wizard, watch training jobs learn, and read why one was stopped', async ({ page }) => {
  await fillWizard(page, { name: 'churn-xgboost' });
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name: 'churn-xgboost' })).toBeVisible();

  await test.step('curves move before the first training job ends', async () => {
    // The limit is the issue's: the first live epoch within 5 s of Create, at the pace a new job has.
    await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
    expect((await counters(page)).completed).toBe(0);
    await expect(page.getByText('0 of 12 training jobs ended')).toBeVisible();
  });

  await setPace(page, 'As fast as possible');
  await expect(page.getByText('12 of 12 training jobs ended')).toBeVisible();
  await expect.poll(async () => sum(await counters(page))).toBe(12);
  expect((await counters(page)).inProgress).toBe(0);
  expect((await counters(page)).stopped).toBeGreaterThan(0);

  await page.getByText('Show as table').click();
  const curves = await shownCurves(page);
  await page.getByRole('tab', { name: 'Training jobs' }).click();
  await page.getByRole('row').filter({ hasText: 'Stopped' }).first().getByRole('link').click();
  await expect(page.getByRole('heading', { name: 'Why it was stopped' })).toBeVisible();
  const receipt = await page.getByRole('main').innerText();
  const [, epoch, value, threshold] =
    /After epoch (\d+) its objective was ([\d.]+), below ([\d.]+), the median/.exec(receipt)?.map(Number) ??
    [];
  const own = page.getByRole('heading', { level: 1 });
  const index = Number(/-(\d{3})-/.exec(await own.innerText())?.[1]);
  expect(curves[(epoch ?? 0) - 1]?.[index - 1]).toBeCloseTo(value ?? NaN, 5);

  // The median again, from nothing but the numbers in the table of the chart.
  const names = await page
    .getByRole('table', { name: /compared/i })
    .getByRole('link')
    .allInnerTexts();
  expect(names.length).toBeGreaterThanOrEqual(3);
  const averages = names.map((name) => {
    const column = Number(name) - 1;
    const head = curves.slice(0, epoch).map((row) => row[column] ?? NaN);
    return head.reduce((total, each) => total + each, 0) / head.length;
  });
  expect(median(averages)).toBeCloseTo(threshold ?? NaN, 5);
  expect(value).toBeLessThan(threshold ?? NaN);
});

test('I clone a definition and edit the clone without changing the original', async ({ page }) => {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill('two-definitions');
  await next(page);
  await addDefinition(page);
  await page.getByRole('button', { name: /^Action/ }).click();
  await page.getByRole('menuitem', { name: 'Clone' }).click();
  const clone = page.getByRole('row').filter({ hasText: 'TrainingJobDefinition-1-copy' });
  await expect(clone).toBeVisible();
  await clone.getByRole('button', { name: /^Action/ }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByLabel('Maximum of eta').fill('0.42');
  await next(page);
  await next(page);
  await page.getByLabel('Instance count').fill('2');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(clone).toContainText('2');
  await next(page);
  await next(page);
  await expect(page.getByText('0.1 – 0.42')).toHaveCount(1);
  await expect(page.getByText('0.1 – 0.5')).toHaveCount(1);
  await expect(page.getByText('1 × ml.m5.xlarge, 10 GB')).toHaveCount(1);
  await expect(page.getByText('2 × ml.m5.xlarge, 10 GB')).toHaveCount(1);
});

test('I stop a running tuning job and keep what it has', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample' }).first().click();
  await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  await page.getByRole('button', { name: 'Stop tuning job' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Someone stopped the tuning job.')).toBeVisible();
  expect((await counters(page)).inProgress).toBe(0);
  expect((await counters(page)).stopped).toBeGreaterThan(0);
  await expect(page.getByRole('button', { name: 'Stop tuning job' })).toBeDisabled();
});

test('I open a second tab and see the same, and it goes on when I close the first', async ({
  page,
  context,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /xgboost-churn/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  await setPace(other, '600×');
  await expect(page.getByRole('button', { name: '600×', pressed: true })).toBeVisible();
  await page.close();
  await expect(other.getByText('20 of 20 training jobs ended')).toBeVisible({ timeout: 60_000 });
  expect(sum(await counters(other))).toBe(20);
});

test('A tab killed at ten moments ends with the log of a tab left alone', async ({ browser, baseURL }) => {
  const request = { HyperParameterTuningJobName: 'killed', MaxResults: 1000 };
  const log = async (page: Page) => {
    const events: unknown[] = [];
    for (let NextToken: string | undefined, first = true; first || NextToken !== undefined; first = false) {
      const answer = (await ask(page, 'ListTuningJobEvents', { ...request, NextToken })) as {
        Events: unknown[];
        NextToken?: string;
      };
      events.push(...answer.Events);
      NextToken = answer.NextToken;
    }
    return events;
  };
  const create = async (page: Page) => {
    await fillWizard(page, { name: 'killed', jobs: 8 });
    await createJob(page);
    await expect(page.getByRole('heading', { level: 1, name: 'killed' })).toBeVisible();
  };

  const alone = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  const whole = await alone.newPage();
  await create(whole);
  await setPace(whole, 'As fast as possible');
  await expect(whole.getByText('8 of 8 training jobs ended')).toBeVisible();
  const expected = await log(whole);
  await alone.close();

  const context = await browser.newContext(baseURL === undefined ? {} : { baseURL });
  let page = await context.newPage();
  await create(page);
  await setPace(page, '600×');
  const total = expected.length;
  for (let kill = 1; kill <= 10; kill++) {
    // The moments are spread over the log: each kill waits for a further eleventh of it.
    await expect
      .poll(async () => (await log(page)).length, { intervals: [20] })
      .toBeGreaterThan((kill * total) / 12);
    const url = page.url();
    await page.close();
    page = await context.newPage();
    await page.goto(url);
  }
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('8 of 8 training jobs ended')).toBeVisible();
  expect(await log(page)).toEqual(expected);
  await context.close();
});
