import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { ask, createJob, expect, expectAccessible, setPace, test } from './fixtures.ts';

/** The churn sample with three short training jobs, which wait until `finish`. */
async function smallJob(page: Page, name: string, change: object = {}) {
  await page.goto('/tuning-jobs');
  await expect(page.getByRole('heading', { level: 1, name: 'Hyperparameter tuning jobs' })).toBeVisible();
  await ask(page, 'CreateHyperParameterTuningJob', { ...request(name), ...change });
  await ask(page, 'SetTuningJobPace', { HyperParameterTuningJobName: name, Pace: 'Paused' });
  await page.goto(`/tuning-jobs/${name}`);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const channel = (name: string) => ({
  ChannelName: name,
  ContentType: 'text/csv',
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://etude-samples/churn/${name}/` } },
});

const request = (name: string) => ({
  HyperParameterTuningJobName: name,
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
    ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 3 },
    ParameterRanges: {
      ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5', ScalingType: 'Linear' }],
    },
    TrainingJobEarlyStoppingType: 'Off',
    RandomSeed: 3,
  },
  TrainingJobDefinition: {
    AlgorithmSpecification: {
      TrainingImage: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
      TrainingInputMode: 'File',
    },
    RoleArn: 'arn:aws:iam::111122223333:role/tuning',
    InputDataConfig: [channel('train'), channel('validation')],
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    StaticHyperParameters: { objective: 'binary:logistic', eval_metric: 'auc', num_round: '8' },
  },
});

async function choose(page: Page, item: string | RegExp) {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function finish(page: Page) {
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
}

test('I take a tuning job along with all its results, delete it, and bring it back', async ({ page }) => {
  await smallJob(page, 'along');
  await finish(page);
  await expect(page.getByText(/All 3 training jobs have ended/).first()).toBeVisible({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await choose(page, /^Everything/);
  const path = await (await download).path();
  const before = await ask(page, 'DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: 'along' });

  // While it is still there, the other goes beside it.
  await page.goto('/tuning-jobs/import');
  const file = { name: 'along.json', mimeType: 'application/json', buffer: await readFile(path) };
  await page.locator('input[type=file]').setInputFiles(file);
  const name = page.getByLabel('Tuning job name');
  await expect(name).toHaveValue('along-2');
  await expect(name).toHaveAccessibleDescription(
    /There is a tuning job along already, and it stays as it is/,
  );
  await name.fill('along');
  await expect(name).toHaveAccessibleDescription(/Tuning Job with name along already exists/);
  await name.fill('beside');
  await page.getByRole('button', { name: 'Import tuning job' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'beside' })).toBeVisible();
  await expect(page.getByText(/All 3 training jobs have ended/).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Training jobs', exact: true }).click();
  await page.getByRole('link', { name: /^beside-001-/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^beside-001-/ })).toBeVisible();

  await page.goto('/tuning-jobs');
  await page.getByRole('checkbox', { name: 'Select along' }).check({ force: true });
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const really = page.getByRole('button', { name: 'Delete', exact: true });
  await expect(really).toBeDisabled();
  await page.getByLabel('To go on, type confirm').fill('confirm');
  await really.click();
  await expect(page.getByText('1 tuning job deleted.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'along', exact: true })).toHaveCount(0);

  await page.getByRole('link', { name: 'Import' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(name).toHaveValue('along');
  await page.getByRole('button', { name: 'Import tuning job' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'along' })).toBeVisible();
  await expect(page.getByText('Imported', { exact: true })).toBeVisible();
  expect(
    await ask(page, 'DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: 'along' }),
  ).toEqual(before);
});

test('I share a request as a link; whoever opens it sees it first, changes it, and sees what was changed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await smallJob(page, 'shared', { Tags: [{ Key: 'team', Value: 'ümlaut' }] });
  await choose(page, 'Request as code or link');
  await expect(page.getByRole('textbox', { name: 'JSON' })).toHaveValue(
    /"HyperParameterTuningJobName": "shared"/,
  );
  await page.getByRole('tab', { name: 'SageMaker Python SDK' }).click();
  await expect(page.getByRole('textbox', { name: 'SageMaker Python SDK' })).toHaveValue(
    /early_stopping_type="Off"/,
  );
  await page.getByRole('tab', { name: 'Terraform' }).click();
  await expect(page.getByRole('textbox', { name: 'Terraform' })).toHaveValue(
    /resource "aws_sagemaker_hyper_parameter_tuning_job" "shared"/,
  );
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Copy share link' }).click();
  await expect(page.getByText(/Link copied/)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('This request came with a link')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open in the wizard' }).click();
  await page.getByLabel('Tuning job name').fill('shared-again');
  for (const _ of ['definitions', 'limits', 'review']) {
    await page.getByRole('button', { name: 'Next', exact: true }).click();
  }
  const changes = page.getByRole('table', { name: 'Changes from the import' });
  await expect(changes.getByRole('row')).toHaveCount(2);
  await expect(changes.getByRole('row', { name: 'Tuning job name shared shared-again' })).toBeVisible();
  await expectAccessible(page);
  await createJob(page);
  await expect(page.getByRole('heading', { level: 1, name: 'shared-again' })).toBeVisible();
});

test('a file made to do harm is refused with the reason', async ({ page }) => {
  await page.goto('/tuning-jobs/import');
  const paste = page.getByLabel('Or paste it');
  await paste.fill('{"__proto__":{"polluted":true},"HyperParameterTuningJobName":"x"}');
  await expect(page.getByText(/__proto__, which nothing here has/)).toBeVisible();
  await paste.fill(`{"a":${'['.repeat(50)}${']'.repeat(50)}}`);
  await expect(page.getByText(/more than 40 levels/)).toBeVisible();
  await paste.fill(JSON.stringify({ ...request('x'), Colour: 'red' }));
  await expect(page.getByText('Not part of any request, so left out')).toBeVisible();
  await expect(page.getByText('Colour', { exact: true })).toBeVisible();
});

test('one click makes the twin with early stopping, on the same seed', async ({ page }) => {
  await smallJob(page, 'pair');
  await page.getByRole('button', { name: 'More ways to clone' }).click();
  await page.getByRole('menuitem', { name: /Clone with early stopping Auto/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'pair-auto' })).toBeVisible();
  const twin = await ask(page, 'DescribeHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'pair-auto',
  });
  expect(twin).toMatchObject({
    HyperParameterTuningJobConfig: { TrainingJobEarlyStoppingType: 'Auto', RandomSeed: 3 },
  });
});

test('the report opens from the disk without a network, and I keep notes', async ({
  page,
  context,
}, info) => {
  await smallJob(page, 'reported');
  await page.getByRole('button', { name: 'Add a note' }).click();
  await page.getByRole('textbox', { name: 'Notes' }).fill('# Why\n**bold** <script>alert(1)</script>');
  await page.getByRole('button', { name: 'Save notes' }).click();
  await expect(page.getByText('bold', { exact: true })).toHaveCSS('font-weight', '700');
  await expect(page.getByText('<script>alert(1)</script>')).toBeVisible();
  await finish(page);
  const download = page.waitForEvent('download');
  await choose(page, /^Report/);
  const path = info.outputPath('report.html');
  await (await download).saveAs(path);
  const opened = await context.newPage();
  const requests: string[] = [];
  opened.on('request', (sent) => requests.push(sent.url()));
  await opened.goto(pathToFileURL(path).href);
  await expect(opened.getByRole('heading', { level: 1, name: 'reported' })).toBeVisible();
  await expect(opened.getByRole('img', { name: /Final validation:auc of 3 training jobs/ })).toBeVisible();
  await expect(opened.getByRole('row')).toHaveCount(4);
  // The style is let in by its hash.
  expect(await opened.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('960px');
  expect(requests.filter((url) => !url.endsWith('report.html'))).toEqual([]);
});

test('the list filters, sorts and keeps its view in the address', async ({ page }) => {
  for (const name of ['first', 'second']) {
    await smallJob(page, name, { Tags: [{ Key: 'round', Value: name }] });
  }
  await page.goto('/tuning-jobs');
  await page.getByRole('combobox', { name: 'Find tuning jobs' }).fill('second');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /second/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'first', exact: true })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('link', { name: 'second', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'first', exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(
    `/tuning-jobs?filter=${encodeURIComponent('{"operation":"and","tokens":[{"operator":":","value":"nothing"}]}')}`,
  );
  await expect(page.getByText('No tuning job matches this filter')).toBeVisible();
});

test('I tag two tuning jobs at once: what they share is there to edit, what differs can be taken away', async ({
  page,
}) => {
  for (const name of ['first', 'second']) {
    await smallJob(page, name, {
      Tags: [
        { Key: 'round', Value: name },
        { Key: 'team', Value: 'a' },
      ],
    });
  }
  const tags = async (name: string) => {
    const { HyperParameterTuningJobArn: ResourceArn } = (await ask(page, 'DescribeHyperParameterTuningJob', {
      HyperParameterTuningJobName: name,
    })) as { HyperParameterTuningJobArn: string };
    return (await ask(page, 'ListTags', { ResourceArn })) as object;
  };
  await page.goto('/tuning-jobs');
  for (const name of ['first', 'second'])
    await page.getByRole('checkbox', { name: `Select ${name}` }).check({ force: true });
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Edit tags' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit tags of 2 tuning jobs' });
  await expect(dialog.getByRole('combobox').first()).toHaveValue('team');
  await expectAccessible(page);
  await dialog.getByRole('combobox').nth(1).fill('b');
  await dialog.getByRole('button', { name: /^Choose keys|^Remove Choose keys/ }).click();
  await page.getByRole('option', { name: 'round' }).click();
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The tags of 2 tuning jobs were saved.')).toBeVisible();
  for (const name of ['first', 'second'])
    expect(await tags(name)).toMatchObject({ Tags: [{ Key: 'team', Value: 'b' }] });
});
