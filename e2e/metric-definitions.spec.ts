import { expect, expectAccessible, next, test } from './fixtures.ts';

const names = (count: number) =>
  Array.from({ length: count }, (_, i) => `m${String(i + 1).padStart(2, '0')}`);

/** Two epochs as a container prints them: a line a metric, the second epoch a tenth better. */
const logOf = (metrics: readonly string[]) =>
  [1, 2].flatMap((epoch) => metrics.map((name, i) => `epoch ${epoch} ${name}=${i + 1}.${epoch}`)).join('\n');

const request = (metrics: readonly string[]) => ({
  HyperParameterTuningJobName: 'forty',
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'm40' },
    ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1 },
    ParameterRanges: {
      ContinuousParameterRanges: [{ Name: 'learning_rate', MinValue: '0.01', MaxValue: '0.1' }],
    },
  },
  TrainingJobDefinition: {
    AlgorithmSpecification: {
      TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1',
      TrainingInputMode: 'File',
      MetricDefinitions: metrics.map((Name) => ({ Name, Regex: `${Name}=([0-9.]+)` })),
    },
    RoleArn: 'arn:aws:iam::123456789012:role/EtudeExecutionRole',
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  },
});

test('A request with 40 metric definitions comes in whole, is tested on my log and goes out again', async ({
  page,
}) => {
  await page.goto('/tuning-jobs/import');
  await page.getByLabel('Or paste it').fill(JSON.stringify(request(names(41))));
  await expect(page.getByText('1 field to look at')).toBeVisible();
  await page.getByLabel('Or paste it').fill(JSON.stringify(request(names(40))));
  await page.getByRole('button', { name: 'Open in the wizard' }).click();
  await next(page);
  await page.getByRole('link', { name: 'TrainingJobDefinition-1' }).click();
  await expect(page.getByLabel('Metric name of metric 40')).toHaveValue('m40');
  await expect(page.getByRole('button', { name: 'Add metric' })).toBeDisabled();
  await expect(page.getByText('This form adds up to 20 metrics').first()).toBeVisible();

  await page.getByText('Test the expressions on a log').click();
  await page.getByRole('textbox', { name: 'Log', exact: true }).fill(logOf(names(40)));
  const found = page.getByRole('table', { name: 'What the expressions find' });
  await expect(found.getByRole('row')).toHaveCount(41);
  await expect(found.getByText('2 matches')).toHaveCount(40);
  await expect(found.getByRole('row', { name: /^m40 / })).toContainText('line 40: “40.1”, line 80: “40.2”');
  // What is typed is tried at once: the last expression no longer fits the log.
  await page.getByLabel('Regex of metric 40').fill('m40: ([0-9.]+)');
  await expect(found.getByRole('row', { name: /^m40 / })).toContainText('No match');
  await expect(found.getByText('2 matches')).toHaveCount(39);
  await page.getByLabel('Regex of metric 40').fill('m40=([0-9.]+)');
  await expect(found.getByText('2 matches')).toHaveCount(40);
  await expectAccessible(page);

  for (const _ of ['data', 'resources']) await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  for (const _ of ['limits', 'review']) await next(page);
  await page.getByRole('button', { name: 'Export request' }).click();
  const exported = await page.getByRole('textbox', { name: 'JSON' }).inputValue();
  expect(JSON.parse(exported)).toMatchObject(request(names(40)));
});

test('In the form I add metrics up to the limit of the console, and each is tried on the log while I type', async ({
  page,
}) => {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill('twenty');
  await next(page);
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  await page.getByRole('radio', { name: /^Your own algorithm container/ }).click();
  await page
    .getByRole('combobox', { name: 'Container' })
    .fill('123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1');
  await page.keyboard.press('Escape');
  const all = names(20);
  const add = page.getByRole('button', { name: 'Add metric' });
  for (const [i, name] of all.entries()) {
    if ((await page.getByLabel(`Metric name of metric ${i + 1}`, { exact: true }).count()) === 0)
      await add.click();
    await page.getByLabel(`Metric name of metric ${i + 1}`, { exact: true }).fill(name);
    await page.getByLabel(`Regex of metric ${i + 1}`, { exact: true }).fill(`${name}=([0-9.]+)`);
  }
  await expect(add).toBeDisabled();
  await expect(page.getByText('This form adds up to 20 metrics').first()).toBeVisible();
  await page.getByText('Test the expressions on a log').click();
  await page.getByRole('textbox', { name: 'Log', exact: true }).fill(logOf(all));
  const found = page.getByRole('table', { name: 'What the expressions find' });
  await expect(found.getByText('2 matches')).toHaveCount(20);
  await page.getByRole('button', { name: 'Remove metric m20' }).click();
  await expect(found.getByText('2 matches')).toHaveCount(19);
  await expect(add).toBeEnabled();
});
