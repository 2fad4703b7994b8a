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

/** Through the limits to a running tuning job whose first training job is there. */
const createAndSeeLaunch = async (page: Page, name: string) => {
  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Review and create' })).toBeVisible();
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await setPace(page, 'As fast as possible');
  await page.getByRole('tab', { name: 'Training jobs' }).click();
  await expect(page.getByRole('link', { name: new RegExp(`^${name}-001-`) })).toBeVisible();
};

test('I create a Bayesian tuning job as proposed and see the first launch', async ({ page }) => {
  await start(page, 'as-bayesian', 'Bayesian');
  await next(page);
  await addDefinition(page);
  await next(page);
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('5');
  await createAndSeeLaunch(page, 'as-bayesian');
});

test('I create a Hyperband tuning job: early stopping is off and says why, and a maximum resource is asked for', async ({
  page,
}) => {
  await start(page, 'as-hyperband', 'Hyperband');
  await expect(page.getByRole('button', { name: /^Training job early stop/ })).toBeDisabled();
  await expect(page.getByText('Hyperband stops training jobs itself')).toBeVisible();
  await next(page);
  await addDefinition(page);
  await next(page);
  // XGBoost counts in num_round, which the service does not read: the step before has to say a maximum.
  const maximum = page.getByLabel('Maximum resource - optional');
  await expect(maximum).toBeFocused();
  await expect(page.getByText(/Needed: TrainingJobDefinition-1.*num_round/)).toBeVisible();
  await maximum.fill('27');
  await next(page);
  await next(page);
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('6');
  await createAndSeeLaunch(page, 'as-hyperband');
});

test('I create a Grid tuning job: the proposed ranges are categorical and the training jobs are counted', async ({
  page,
}) => {
  await start(page, 'as-grid', 'Grid');
  await next(page);
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  for (const name of ['min_child_weight', 'subsample']) {
    await page.getByRole('button', { name: new RegExp(`^Type of ${name}`) }).click();
    await page.getByRole('option', { name: 'Static' }).click();
  }
  await expect(page.getByText('Search space: 9 combinations')).toBeVisible();
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next(page);
  await expect(page.getByLabel('Maximum training jobs', { exact: true })).toHaveValue('9');
  await createAndSeeLaunch(page, 'as-grid');
  await expect(page.getByRole('link', { name: /^as-grid-009-/ })).toBeVisible();
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

test('I define ten kinds of training jobs: an eleventh is refused with the reason, and a removed one comes back', async ({
  page,
}) => {
  await start(page, 'ten', 'Random');
  await next(page);
  await addDefinition(page);
  const table = page.getByRole('table', { name: 'Training job definitions' });
  for (let count = 2; count <= 10; count++) {
    await table.getByRole('button', { name: 'Action for TrainingJobDefinition-1', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Clone' }).click();
    await expect(table.getByRole('row')).toHaveCount(count + 1);
  }
  const add = page.getByRole('button', { name: 'Add training job definition' });
  await expect(add).toBeDisabled();
  await add.hover();
  await expect(page.getByRole('tooltip')).toHaveText('A tuning job has at most 10 definitions.');
  await expect(page.getByText('This tuning job has several, so both are off.')).toBeVisible();

  await table.getByRole('button', { name: 'Action for TrainingJobDefinition-1-copy-9', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(table.getByRole('row')).toHaveCount(10);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByRole('row')).toHaveCount(11);

  await next(page);
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('10');
  await createAndSeeLaunch(page, 'ten');
});
