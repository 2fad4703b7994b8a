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

/** Nothing sticks out or is cut off at the side but what can be scrolled to, as a row of tabs. */
async function usable(page: Page): Promise<void> {
  await expectNoOverflow(page);
  const cutOff = await page.getByRole('main').evaluate((main) => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    return [...main.querySelectorAll('button, input, textarea, a, h1, h2, h3, label, p, td')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !scrolls(element))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 1 && (left < 0 || right > innerWidth);
      })
      .map(({ textContent }) => textContent);
  });
  expect(cutOff).toEqual([]);
}

for (const { title, use } of [
  { title: 'at 200 % zoom', use: { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 } },
  { title: '320 px wide', use: { viewport: { width: 320, height: 640 } } },
])
  test.describe(title, () => {
    test.use(use);
    test(`I use it ${title}: list, wizard and the tuning job stay within the window`, async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('button', { name: 'Run sample' }).first()).toBeVisible();
      await usable(page);
      await fillWizard(page, { name: 'narrow', jobs: 3, parallel: 3, look: usable });
      await page.getByRole('button', { name: 'Show JSON' }).click();
      await usable(page);
      await createJob(page);
      await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
      await usable(page);
      for (const tab of ['Training jobs', 'Best training job', 'Tuning job configuration', 'Events']) {
        await page.getByRole('tab', { name: tab, exact: true }).click();
        await usable(page);
      }
      await page.goto('/tuning-jobs');
      await expect(page.getByRole('link', { name: 'narrow', exact: true })).toBeVisible();
      await usable(page);
    });
  });

test('I like things close together: compact is chosen beside dark, and both are there after a reload', async ({
  page,
}) => {
  await page.goto('/tuning-jobs/create?sample=xgboost-churn');
  const name = page.getByLabel('Tuning job name');
  await expect(name).toBeVisible();
  const height = async () => (await name.boundingBox())?.y ?? 0;
  const comfortable = await height();
  const theme = page.getByRole('button', { name: /^Theme: / });
  for (const choice of ['Compact', 'Dark']) {
    await theme.click();
    await page.getByRole('menuitemcheckbox', { name: choice }).click();
  }
  await expect(theme).toHaveAccessibleName('Theme: Dark, compact');
  expect(await height()).toBeLessThan(comfortable);
  await page.reload();
  await expect(theme).toHaveAccessibleName('Theme: Dark, compact');
  await expect(name).toBeVisible();
  expect(await height()).toBeLessThan(comfortable);
  await expectAccessible(page);
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
  // A row of the table: its type from a list, its value, and what was typed before.
  await press(/^Type of max_depth/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await tabTo(page, 'textbox', 'Value of max_depth');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('6');
  await press('Add tuning variable');
  await expect(page.getByLabel('Hyperparameter name')).toBeFocused();
  await page.keyboard.type('own');
  await press('Remove own');
  await expect(page.getByRole('button', { name: 'Add tuning variable' })).toBeFocused();
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
