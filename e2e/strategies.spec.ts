import type { Page } from '@playwright/test';
import { chooseStrategy, createJob, expect, next, setPace, test } from './fixtures.ts';

/** Every strategy with one, two and ten definitions, from the form to the end of the tuning job. */

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** A definition as proposed for an algorithm whose learning curves are simulated: its epochs take no time. */
async function addSimulated(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add training job definition' }).click();
  await page.getByRole('button', { name: /^Choose an algorithm/ }).click();
  await page.getByRole('option', { name: /^IP Insights/ }).click();
  await expect(page.getByRole('button', { name: /^Choose an algorithm IP Insights/ })).toBeVisible();
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

/** Clones the first definition until there are so many. */
async function cloneTo(page: Page, from: number, to: number): Promise<void> {
  const table = page.getByRole('table', { name: 'Training job definitions' });
  for (let count = from + 1; count <= to; count++) {
    await table.getByRole('button', { name: 'Action for TrainingJobDefinition-1', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Clone' }).click();
    await expect(table.getByRole('row')).toHaveCount(count + 1);
  }
}

/** From the definitions over the limits to the end of the tuning job. */
async function run(page: Page, name: string, jobs: number): Promise<void> {
  await next(page);
  const total = page.getByLabel('Maximum training jobs', { exact: true });
  if (await total.isEditable()) await total.fill(String(jobs));
  else await expect(total).toHaveValue(String(jobs));
  await next(page);
  await createJob(page);
  await expect(heading(page, name)).toBeVisible();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText(`${jobs} of ${jobs} training jobs ended`)).toBeVisible();
}

/** The wizard, filled from the tuning job on screen. */
async function clone(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Clone', exact: true }).click();
  await page.getByLabel('Tuning job name').fill(name);
  await next(page);
}

for (const [strategy, jobs] of [
  ['Random', [5, 6, 10]],
  ['Bayesian', [5, 6, 10]],
  ['Hyperband', [5, 6, 10]],
  // Two ranges of three values: counted, not chosen.
  ['Grid', [9, 18, 90]],
] as const) {
  test(`${strategy} runs to its end with one, two and ten definitions`, async ({ page }) => {
    const [one, two, ten] = jobs;
    const name = strategy.toLowerCase();
    await page.goto('/tuning-jobs/create');
    await page.getByLabel('Tuning job name').fill(`${name}-1`);
    await chooseStrategy(page, strategy);
    if (strategy === 'Hyperband') await page.getByLabel(/^Maximum resource/).fill('9');
    await next(page);
    await addSimulated(page);
    await run(page, `${name}-1`, one);

    await clone(page, `${name}-2`);
    await cloneTo(page, 1, 2);
    await run(page, `${name}-2`, two);

    await clone(page, `${name}-10`);
    await cloneTo(page, 2, 10);
    await expect(page.getByRole('button', { name: 'Add training job definition' })).toBeDisabled();
    await run(page, `${name}-10`, ten);
  });
}
