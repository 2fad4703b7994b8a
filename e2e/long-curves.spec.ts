import { readFile } from 'node:fs/promises';
import type { Output } from '../src/api/operations.ts';
import { requestOf } from '../src/bench/jobs.ts';
import { ask, expect, test } from './fixtures.ts';

const EPOCHS = 3000;
const Name = { HyperParameterTuningJobName: 'long' };

test('Curves of thousands of epochs are drawn with fewer points; the table, the file and what I select have every one', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  await expect(page.getByRole('button', { name: /Run sample/ }).first()).toBeVisible();
  const request = requestOf('long', 2, EPOCHS);
  request.HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs = 2;
  await ask(page, 'CreateHyperParameterTuningJob', request);
  await ask(page, 'SetTuningJobPace', { ...Name, Pace: 'Max' });
  await page.goto('/tuning-jobs/long/training-jobs');
  await expect(page.getByText('2 of 2 training jobs ended')).toBeVisible();
  await page.goto('/tuning-jobs/long/curves');
  await expect(page.getByText('Drawn with fewer points than were reported')).toBeVisible();

  const { Curves } = (await ask(page, 'FollowCurves', {
    ...Name,
    MetricName: 'ObjectiveMetric',
  })) as Output<'FollowCurves'>;
  const [first, second] = Curves;
  expect(first?.Epochs).toHaveLength(EPOCHS);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Download Learning curves/ }).click();
  await page.getByRole('menuitem', { name: 'Numbers (CSV)' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(lines).toEqual([
    'Epoch,001,002',
    ...(first?.Epochs ?? []).map((epoch, i) => `${epoch},${first?.Values[i]},${second?.Values[i]}`),
  ]);

  // A selected curve has all of its rows too, to the last epoch.
  await page.getByRole('button', { name: '001', exact: true }).click();
  await page.getByText('Show as table').click();
  const table = page.getByRole('table', { name: /by epoch/ });
  await expect(table.getByRole('row')).toHaveCount(26);
  await page.getByRole('button', { name: `Page ${EPOCHS / 25} of all pages` }).click();
  await expect(table.getByRole('rowheader', { name: String(EPOCHS) })).toBeVisible();
});
