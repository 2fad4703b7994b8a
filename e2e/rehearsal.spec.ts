import type { Output } from '../src/api/operations.ts';
import type { RehearsalTrace } from '../src/api/foresight.ts';
import { median } from '../src/app/charts/bands.ts';
import { formatNumber } from '../src/app/format.ts';
import { requestsOf } from '../src/app/samples.ts';
import { createRehearsal } from '../src/backend/rehearsal.ts';
import { ask, expect, expectAccessible, next, test } from './fixtures.ts';

const STRATEGIES = ['Random', 'Bayesian', 'Hyperband'] as const;

test('I rehearse strategies on a draft whose training jobs are simulated, and nothing is created', async ({
  page,
}) => {
  await page.goto('/tuning-jobs/create?sample=caltech-256');
  for (const _ of ['settings', 'definitions', 'limits']) await next(page);
  await page.getByRole('button', { name: 'Rehearse strategies' }).click();
  await page.getByLabel('Seeds').fill('3');
  await page.getByLabel('Training jobs', { exact: true }).fill('12');
  await page.getByLabel('In parallel').fill('2');
  await page.getByRole('button', { name: 'Start rehearsal' }).click();
  await expect(page.getByText(/of 3 seeds none was better|came equally far/)).toBeVisible();
  await expectAccessible(page);

  // What stands in the table is what the engine comes to from the request itself, seed by seed.
  const [request] = requestsOf('caltech-256', 'not-created');
  if (!request) throw new Error('The sample has a request.');
  const problem = (await ask(page, 'PlanRehearsal', request)) as Output<'PlanRehearsal'>;
  const play = createRehearsal();
  play('Open', problem);
  const outcome = page.getByRole('table', { name: 'Outcome by strategy' });
  await page.getByText('Show as table').click();
  const bands = page.getByRole('table', { name: /^Best .* so far$/ });
  for (const [i, Strategy] of STRATEGIES.entries()) {
    const finals = [1, 2, 3].map((Seed) => {
      const trace = play('Run', {
        Strategy,
        Seed,
        MaxNumberOfTrainingJobs: 12,
        MaxParallelTrainingJobs: 2,
        TrainingJobEarlyStoppingType: 'Off',
      }) as RehearsalTrace;
      return trace.Best.at(-1) ?? Number.NaN;
    });
    const row = outcome.getByRole('row', { name: new RegExp(Strategy) });
    await expect(row.getByRole('cell').first()).toHaveText(formatNumber(median(finals), 5));
    await expect(bands.getByRole('row').last().getByRole('cell').nth(i)).toContainText(
      formatNumber(median(finals), 5),
    );
  }
  await page.getByRole('button', { name: 'Close rehearsal' }).click();
  await expect(outcome).toBeHidden();
  await page.getByRole('button', { name: 'Rehearse strategies' }).click();
  await expect(outcome).toBeVisible();
  const jobs = (await ask(
    page,
    'ListHyperParameterTuningJobs',
    {},
  )) as Output<'ListHyperParameterTuningJobs'>;
  expect(jobs.HyperParameterTuningJobSummaries).toEqual([]);
});

test('I watch the bands fill in seed by seed and cancel when I have seen enough', async ({ page }) => {
  await page.goto('/tuning-jobs/create?sample=caltech-256');
  for (const _ of ['settings', 'definitions', 'limits']) await next(page);
  await page.getByRole('button', { name: 'Rehearse strategies' }).click();
  await page.getByLabel('Bayesian').uncheck();
  await page.getByLabel('Seeds').fill('50');
  await page.getByLabel('Training jobs', { exact: true }).fill('500');
  await page.getByRole('button', { name: 'Start rehearsal' }).click();
  const outcome = page.getByRole('table', { name: 'Outcome by strategy' });
  await expect(outcome.getByRole('row')).toHaveCount(3);
  await expect(page.getByText(/of 100 tuning jobs played/)).toBeVisible();
  await expect(page.getByText('Conclusion')).toBeHidden();
  await page.getByRole('button', { name: 'Cancel rehearsal' }).click();
  await expect(page.getByRole('button', { name: 'Start rehearsal' })).toBeVisible();
  await expect(outcome).toBeHidden();
});
