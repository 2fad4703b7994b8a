import type { Output } from '../src/api/operations.ts';
import { ask, createJob, expect, expectAccessible, fillWizard, setPace, test } from './fixtures.ts';

test('I see what a tuning job will take, then what other rules would have saved, then rehearse strategies', async ({
  page,
}) => {
  await fillWizard(page, { name: 'foresight', jobs: 8, parallel: 2, earlyStopping: 'Off' });
  await expect(page.getByRole('heading', { name: 'What it will take' })).toBeVisible();
  await expect(page.getByText('only a training job that fails can change these figures')).toBeVisible();
  // What real training jobs will do is not known beforehand, and the review says so.
  await expect(page.getByRole('button', { name: 'Rehearse strategies' })).toBeDisabled();
  await expect(page.getByText('what these will do is not')).toBeVisible();
  await expectAccessible(page);
  await createJob(page);
  await setPace(page, 'As fast as possible');

  await page.getByRole('tab', { name: 'What if' }).click();
  await expect(page.getByText('8 of 8 training jobs ended')).toBeVisible();
  const table = page.getByRole('table', { name: 'Stopping rules' });
  await expect(table).toBeVisible();
  await page.getByRole('textbox', { name: 'Patience' }).fill('3');
  const { Rules } = (await ask(page, 'ReplayStoppingRules', {
    HyperParameterTuningJobName: 'foresight',
    Patience: 3,
  })) as Output<'ReplayStoppingRules'>;
  expect(Rules).toHaveLength(4);
  for (const [name, { Stops, Epochs }] of ['Off', 'Median rule', 'Patience of 3 epochs', 'Hyperband'].map(
    (rule, i) => [rule, Rules[i]!] as const,
  )) {
    const row = table.getByRole('row', { name: new RegExp(name) });
    await expect(row).toContainText(String(Epochs.AtLeast));
    await expect(row.getByRole('cell').nth(1)).toHaveText(String(Stops.length));
  }
  const hyperband = table.getByRole('radio', { name: /under Hyperband/ });
  await hyperband.click();
  await expect(hyperband).toBeChecked();
  await expect(page.getByRole('heading', { name: 'Learning curves under: Hyperband' })).toBeVisible();
  await expect(page).toHaveURL(/rule=Hyperband/);
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Patience' })).toHaveValue('3');
  await expect(page.getByRole('heading', { name: 'Learning curves under: Hyperband' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('tab', { name: 'Rehearsal' }).click();
  await page.getByLabel('Bayesian').uncheck();
  await page.getByLabel('Seeds').fill('nine');
  await page.getByRole('button', { name: 'Start rehearsal' }).click();
  await expect(page.getByText('Enter a whole number from 1 to 50.')).toBeVisible();
  await page.getByLabel('Seeds').fill('9');
  await page.getByRole('button', { name: 'Start rehearsal' }).click();
  const outcome = page.getByRole('table', { name: 'Outcome by strategy' });
  await expect(outcome.getByRole('row')).toHaveCount(3);
  await expect(page.getByText(/of 9 seeds none was better|came equally far/)).toBeVisible();
  const first = await outcome.innerText();
  await expectAccessible(page);

  // The address holds the rehearsal, and it comes out the same again.
  await page.reload();
  await expect(page.getByText(/of 9 seeds none was better|came equally far/)).toBeVisible();
  expect(await outcome.innerText()).toBe(first);
});
