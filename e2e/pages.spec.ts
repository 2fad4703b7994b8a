import {
  addDefinition,
  createJob,
  expect,
  expectAccessible,
  fillWizard,
  next,
  setPace,
  test,
} from './fixtures.ts';

test('Every page can be used by everybody: axe finds nothing', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Run sample' }).first()).toBeVisible();
  await expectAccessible(page);

  await page.goto('/data');
  await expect(page.getByText('etude-samples')).toBeVisible();
  await expectAccessible(page);

  await fillWizard(page, { name: 'axe', jobs: 4, parallel: 2, look: expectAccessible });
  await createJob(page);
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('4 of 4 training jobs ended')).toBeVisible();
  for (const name of [
    'Best training job',
    'Training jobs',
    'Learning curves',
    'Training job definitions',
    'Tuning job configuration',
    'Tags',
  ]) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect(page.getByRole('tabpanel', { name })).toBeVisible();
    await expectAccessible(page);
  }
  await page.getByRole('tab', { name: 'Training jobs', exact: true }).click();
  await page.getByRole('link', { name: /^axe-001-/ }).click();
  await expect(page.getByRole('heading', { name: 'Status history' })).toBeVisible();
  await expectAccessible(page);
});

test('A mistake is told at its field when I leave it and when I press Next', async ({ page }) => {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill('-bad-');
  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Define job settings' })).toBeVisible();
  await expect(page.getByLabel('Tuning job name')).toBeFocused();
  await expect(page.getByLabel('Tuning job name')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('Tuning job name').fill('good');
  await expect(page.getByLabel('Tuning job name')).not.toHaveAttribute('aria-invalid', 'true');
  await next(page);
  await next(page);
  await expect(page.getByText('Give 1 to 10 training job definitions.').first()).toBeVisible();
  await addDefinition(page);
  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Configure tuning job resources' })).toBeVisible();
});

test('A name that is taken while I fill the wizard is refused at its field, and another one is taken', async ({
  page,
  context,
}) => {
  await fillWizard(page, { name: 'xgboost-churn', jobs: 3 });
  const other = await context.newPage();
  await other.goto('/');
  await other.getByRole('button', { name: 'Run sample' }).first().click();
  await expect(other.getByRole('heading', { level: 1, name: 'xgboost-churn' })).toBeVisible();
  await createJob(page);
  const name = page.getByLabel('Tuning job name');
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Tuning Job with name xgboost-churn already exists/);
  await name.fill('another');
  await page.getByRole('button', { name: 'Return to review' }).click();
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name: 'another' })).toBeVisible();
});
