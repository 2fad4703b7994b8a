import { counters, createJob, expect, expectAccessible, fillWizard, setPace, test } from './fixtures.ts';
import type { Locator, Page } from '@playwright/test';

/** Nothing sticks out to the right of the window. */
const expectNoOverflow = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

test('I use it on a phone, in the dark: 400 px wide, axe finds nothing', async ({ page }) => {
  await page.setViewportSize({ width: 400, height: 800 });
  await page.emulateMedia({ colorScheme: 'dark' });
  const look = async () => {
    await expectNoOverflow(page);
    await expectAccessible(page);
  };

  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Run sample' }).first()).toBeVisible();
  await look();
  await page.getByRole('button', { name: 'Open navigation' }).click();
  await expect(page.getByRole('link', { name: 'Data', exact: true })).toBeVisible();
  await expectNoOverflow(page);
  // The open navigation covers the page, its heading included, which axe would miss.
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('link', { name: 'etude-samples' })).toBeVisible();
  await look();

  await fillWizard(page, { name: 'phone', jobs: 3, parallel: 3, look });
  await createJob(page);
  await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  await look();
  await expect(page.getByText('3 of 3 training jobs ended')).toBeVisible();
  await page.getByRole('tab', { name: 'Training jobs', exact: true }).click();
  await look();
  await page.getByRole('link', { name: /^phone-001-/ }).click();
  await expect(page.getByRole('heading', { name: 'Status history' })).toBeVisible();
  await look();
});

test('I reload in the middle of a tuning job and find it going on', async ({ page }) => {
  await fillWizard(page, { name: 'reloaded', jobs: 6, parallel: 2 });
  await createJob(page);
  await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  await setPace(page, '600×');
  await expect.poll(async () => (await counters(page)).completed).toBeGreaterThan(0);
  await setPace(page, 'Paused');
  await expect(page.getByRole('button', { name: 'Paused', pressed: true })).toBeVisible();
  const before = await counters(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'reloaded' })).toBeVisible();
  // What had ended is still there, and the pace is the one that was chosen.
  await expect.poll(async () => (await counters(page)).completed).toBeGreaterThanOrEqual(before.completed);
  await expect(page.getByRole('button', { name: 'Paused', pressed: true })).toBeVisible();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('6 of 6 training jobs ended')).toBeVisible();
});

/** Presses Tab until the element has the focus, as someone without a mouse does. */
async function tabTo(
  page: Page,
  role: 'button' | 'textbox' | 'link',
  name: string | RegExp,
  within: Page | Locator = page,
): Promise<void> {
  const target = within.getByRole(role, { name, exact: typeof name === 'string' }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${role} ${name}`);
}

test('I create a tuning job without a mouse', async ({ page }) => {
  const press = async (name: string | RegExp, within: Page | Locator = page) => {
    await tabTo(page, 'button', name, within);
    await page.keyboard.press('Enter');
  };
  const heading = (name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.goto('/');
  await tabTo(page, 'link', 'Create hyperparameter tuning job');
  await page.keyboard.press('Enter');
  await heading('Define job settings');
  await tabTo(page, 'textbox', /^Tuning job name/);
  await page.keyboard.type('by-keyboard');
  await press('Next');
  await heading('Create training job definition(s)');
  await press('Add training job definition');
  await heading('Configure algorithm and parameters');
  await press('Next');
  await heading('Define data input and output');
  await press('Next');
  await heading('Configure resources');
  await press('Save');
  await heading('Create training job definition(s)');
  await press('Next');
  await heading('Configure tuning job resources');
  await press('Next');
  await heading('Review and create');
  await press('Create hyperparameter tuning job');
  await heading('by-keyboard');
  await press('Stop tuning job');
  // The dialog keeps the focus to itself.
  await press('Stop tuning job', page.getByRole('dialog'));
  await expect(page.getByText('Someone stopped the tuning job.')).toBeVisible();
});
