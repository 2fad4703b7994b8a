import type { Page } from '@playwright/test';
import {
  addDefinition,
  chooseStrategy,
  createJob,
  expect,
  expectAccessible,
  next,
  setPace,
  test,
} from './fixtures.ts';

const start = async (page: Page, name: string, strategy: string) => {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill(name);
  await chooseStrategy(page, strategy);
};

test('I am new here: from Create to a running tuning job in six clicks and one name', async ({ page }) => {
  await page.addInitScript(() => {
    const counted = Object.assign(globalThis, { clicks: 0 });
    addEventListener('click', ({ isTrusted }) => isTrusted && counted.clicks++, { capture: true });
  });
  await page.goto('/');
  await page.getByRole('link', { name: 'Create hyperparameter tuning job' }).click();
  await page.getByLabel('Tuning job name').fill('my-first');
  await next(page);
  await page.getByRole('button', { name: 'Add the proposed definition' }).click();
  await expect(page.getByRole('link', { name: 'TrainingJobDefinition-1' })).toBeFocused();
  await next(page);
  await next(page);
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name: 'my-first' })).toBeVisible();
  await expect(page.getByText('Tuning job my-first created.')).toBeVisible();
  await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  // Filling in the name clicks into nothing: eight were allowed.
  expect(await page.evaluate(() => (globalThis as unknown as { clicks: number }).clicks)).toBe(6);
});

test('I do not see the screen: steps and refusals are spoken, and the focus is where the task is', async ({
  page,
}) => {
  const status = page.getByRole('main').getByRole('status');
  const alert = page.getByRole('main').getByRole('alert');
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  await start(page, '', 'Random');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await expect(page.getByLabel('Key of tag 1')).toBeFocused();
  await next(page);
  await expect(alert.first()).toHaveText('2 fields to correct before you can go on.');
  await expect(page.getByLabel('Tuning job name')).toBeFocused();
  await page.keyboard.type('spoken');
  await page.getByRole('button', { name: 'Remove tag' }).click();
  await expect(page.getByRole('button', { name: 'Add tag' })).toBeFocused();
  await next(page);
  await expect(status.first()).toHaveText('Step 2 of 4: Create training job definition(s)');
  await expect(heading('Create training job definition(s)')).toBeFocused();
  await next(page);
  await expect(alert.first()).toHaveText('1 field to correct before you can go on.');

  await page.getByRole('button', { name: 'Add training job definition' }).click();
  await expect(status.first()).toHaveText('Definition page 1 of 3: Configure algorithm and parameters');
  await expect(heading('Configure algorithm and parameters')).toBeFocused();
  const low = page.getByLabel('Minimum of eta');
  await low.fill('');
  await next(page);
  await expect(alert.first()).toHaveText('1 field to correct before you can go on.');
  await expect(low).toBeFocused();
  await low.fill('0.1');
  await next(page);
  await expect(status.first()).toHaveText('Definition page 2 of 3: Define data input and output');
  await expect(heading('Define data input and output')).toBeFocused();
  await page.getByRole('button', { name: 'Add channel' }).click();
  await expect(page.getByRole('combobox', { name: 'Channel name' }).last()).toBeFocused();
  await page
    .getByRole('button', { name: /^Remove channel/ })
    .last()
    .click();
  await expect(page.getByRole('button', { name: 'Add channel' })).toBeFocused();
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(heading('Create training job definition(s)')).toBeFocused();
  await page.goBack();
  await expect(status.first()).toHaveText('Definition page 3 of 3: Configure resources');
});

test('I go through the wizard with Back and Forward, and a draft waits for me when I leave', async ({
  page,
}) => {
  await start(page, 'a-draft', 'Random');
  await next(page);
  await addDefinition(page);
  await page.getByRole('link', { name: 'TrainingJobDefinition-1' }).click();
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  await expect(heading('Configure algorithm and parameters')).toBeVisible();
  // Back and Forward go between addresses: each has to be there first.
  await expect(page).toHaveURL(/page=algorithm/);
  await next(page);
  await expect(heading('Define data input and output')).toBeVisible();
  await expect(page).toHaveURL(/page=data/);
  await page.goBack();
  await expect(heading('Configure algorithm and parameters')).toBeVisible();
  await page.goForward();
  await expect(heading('Define data input and output')).toBeVisible();
  await page.reload();
  await expect(heading('Define data input and output')).toBeVisible();
  await page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('link').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave and keep draft' }).click();
  await expect(heading('Hyperparameter tuning jobs')).toBeVisible();
  await page.goto('/tuning-jobs/create');
  await expect(page.getByText('There is a draft')).toBeVisible();
  // The notice fades in; half-way its colours have no contrast.
  await expect(async () => expectAccessible(page)).toPass();
  await page.getByRole('button', { name: 'Continue draft a-draft' }).click();
  await expect(page.getByText('What you entered before is back')).toBeVisible();
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(page.getByLabel('Tuning job name')).not.toHaveValue('a-draft');
  await expect(page.getByText('There is a draft')).toHaveCount(0);
});

test('I edit the request as JSON: the form follows, and what is wrong stands at its field', async ({
  page,
}) => {
  await start(page, 'as-json', 'Random');
  await page.getByRole('button', { name: 'Show JSON' }).click();
  const box = page.getByRole('textbox', { name: 'Request as JSON' });
  await expect(box).toHaveValue(/"HyperParameterTuningJobName": "as-json"/);
  await page.getByLabel('Tuning job name').fill('as-json-2');
  await expect(box).toHaveValue(/"as-json-2"/);

  const text = await box.inputValue();
  await box.fill(text.replace('"Random"', '"Surely"'));
  await page.getByRole('button', { name: 'Apply to the form' }).click();
  await expect(page.getByText('Nothing was applied')).toBeVisible();
  await expectAccessible(page);

  await box.fill(text.replace('"as-json-2"', '"-no-"').replace('"Random"', '"Bayesian"'));
  await page.getByRole('button', { name: 'Apply to the form' }).click();
  await expect(page.getByRole('button', { name: /^Tuning strategy Bayesian/ })).toBeVisible();
  await expect(page.getByLabel('Tuning job name')).toHaveAccessibleDescription(/Enter 1–32 letters/);
});

test('I choose an algorithm of AWS Marketplace and a simulated problem that runs in its place', async ({
  page,
}) => {
  await start(page, 'as-marketplace', 'Random');
  await next(page);
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  await page.getByRole('radio', { name: /AWS Marketplace subscription/ }).click();
  await expect(page.getByText('Cannot be run here')).toBeVisible();
  await page.getByRole('button', { name: /^Runs in its place here/ }).click();
  await page.getByRole('option', { name: /Caltech-256/ }).click();
  await expect(page.getByText('Cannot be run here')).toBeHidden();
  const isolation = page.getByRole('checkbox', { name: 'Enable network isolation' });
  await expect(isolation).toBeChecked();
  await expect(isolation).toBeDisabled();
  await expectAccessible(page);
  await next(page);
  await expect(page.getByLabel('Subscribed algorithm')).toBeFocused();
  await page
    .getByLabel('Subscribed algorithm')
    .fill('arn:aws:sagemaker:us-east-1:123456789012:algorithm/forest-of-theirs');
  await page.getByLabel('Objective metric').fill('validation:accuracy');
  await next(page);
  await page.getByLabel('S3 location').first().fill('s3://bucket-of-an-account/train/');
  await page.keyboard.press('Escape');
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next(page);
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('4');
  await next(page);
  await expect(page.getByText('runs in its place')).toBeVisible();
  await createJob(page);
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('4 of 4 training jobs ended')).toBeVisible();
  await expect(page.getByText('Learning curves are simulated')).toBeVisible();
  await page.getByRole('tab', { name: 'Training jobs' }).click();
  await page.getByRole('link', { name: /^as-marketplace-001-/ }).click();
  await expect(page.getByText('Learning curves are simulated')).toBeVisible();
});
