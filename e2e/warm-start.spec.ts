import type { Page } from '@playwright/test';
import { createJob, expect, expectAccessible, next, setPace, test } from './fixtures.ts';

/** Runs the first sample to its end, as fast as it goes. */
async function runSample(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'xgboost-churn' })).toBeVisible();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('20 of 20 training jobs ended')).toBeVisible({ timeout: 60_000 });
}

const parent = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Earlier tuning jobs' }).getByRole('row').filter({ hasText: name });

test('I start a tuning job from what an earlier one found, and see which of the two was better', async ({
  page,
}) => {
  await runSample(page);
  await page
    .getByRole('button', { name: 'Clone', exact: true })
    .or(page.getByRole('link', { name: 'Clone' }))
    .click();
  await page.getByLabel('Tuning job name').fill('child');
  await page.getByLabel('Enable warm start').check();
  // The original of a clone is ticked already, and as its exact copy the child uses no change.
  await expect(parent(page, 'xgboost-churn')).toContainText('Eligible');
  await expect(parent(page, 'xgboost-churn')).toContainText('Changes used 0 of 10');
  await expect(page.getByLabel('Choose xgboost-churn')).toBeChecked();
  await expectAccessible(page);
  await next(page);
  await next(page);
  await next(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Warm start' })).toBeVisible();
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name: 'child' })).toBeVisible();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('20 of 20 training jobs ended')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Tuning job configuration' }).click();
  await expect(page.getByText('20 training jobs taken into account')).toBeVisible();
  await expect(page.getByText(/Training job \d+.* of (this tuning job|xgboost-churn)/)).toBeVisible();
  await expectAccessible(page);
});

test('A parent that breaks a rule is listed with the rule and cannot be chosen', async ({ page }) => {
  await runSample(page);
  await page.goto('/tuning-jobs/create?clone=xgboost-churn');
  await page.getByLabel('Enable warm start').check();
  await page.getByLabel('Choose xgboost-churn').uncheck();
  await next(page);
  await expect(page.getByText('Choose 1 to 5 parent tuning jobs.').first()).toBeVisible();
  // Autotune searches other hyperparameters than the parent did.
  await page.getByLabel('Enable Autotune').check();
  await expect(parent(page, 'xgboost-churn')).toContainText('Not eligible');
  await expect(parent(page, 'xgboost-churn')).toContainText('need the same hyperparameters');
  await expect(page.getByLabel('Choose xgboost-churn')).toBeDisabled();
  await page.getByLabel('Choose hyperparameter ranges').uncheck();
  await expect(parent(page, 'xgboost-churn')).toContainText('Eligible');
});

test('I leave settings to Autotune and see what it chose, before and after', async ({ page }) => {
  await page.goto('/tuning-jobs/create?sample=xgboost-churn');
  await page.getByLabel('Tuning job name').fill('auto');
  await page.getByLabel('Enable Autotune').check();
  const preview = page.getByRole('table', { name: 'Chosen by Autotune' });
  await expect(preview.getByRole('row').filter({ hasText: 'Range of max_depth' })).toContainText('Integer');
  await next(page);
  await page.getByRole('button', { name: /^Action/ }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('button', { name: 'Add value' }).click();
  await page.getByLabel('Hyperparameter of value 1').fill('max_depth');
  await page.getByLabel('Value of value 1').fill('deep');
  await next(page);
  await expect(page.getByText('Give max_depth a whole number as hint.').first()).toBeVisible();
  await page.getByLabel('Value of value 1').fill('4');
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next(page);
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('');
  await next(page);
  const row = preview.getByRole('row').filter({ hasText: 'Range of max_depth' });
  await expect(row).toContainText('Integer 2–8');
  await expectAccessible(page);
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name: 'auto' })).toBeVisible();
  await page.getByRole('tab', { name: 'Tuning job configuration' }).click();
  await expect(row).toContainText('Integer 2–8');
  await expect(preview).toContainText('there are only 7 combinations');
});
