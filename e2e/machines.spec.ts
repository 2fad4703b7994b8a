import type { Page } from '@playwright/test';
import { ask, createJob, expect, expectAccessible, fillWizard, next, setPace, test } from './fixtures.ts';

const channel = (name: string, uri: string, distribution = 'FullyReplicated') => ({
  ChannelName: name,
  DataSource: {
    S3DataSource: { S3DataType: 'S3Prefix', S3Uri: uri, S3DataDistributionType: distribution },
  },
  ContentType: 'text/csv',
});

/** Six simulated training jobs of ten epochs on spot capacity, about eight minutes each: some are interrupted. */
const onSpot = (name: string, change: object) => ({
  HyperParameterTuningJobName: name,
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
    ResourceLimits: { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 3 },
    ParameterRanges: {
      ContinuousParameterRanges: [
        { Name: 'learning_rate', MinValue: '0.0001', MaxValue: '0.1', ScalingType: 'Logarithmic' },
      ],
    },
    TrainingJobEarlyStoppingType: 'Off',
    RandomSeed: 3,
  },
  TrainingJobDefinition: {
    AlgorithmSpecification: {
      TrainingImage: '811284229777.dkr.ecr.us-east-1.amazonaws.com/image-classification:1',
      TrainingInputMode: 'File',
    },
    RoleArn: 'arn:aws:iam::123456789012:role/EtudeExecutionRole',
    StaticHyperParameters: { num_classes: '257', num_training_samples: '15420', epochs: '10' },
    InputDataConfig: ['train', 'validation'].map((each) => ({
      ...channel(each, `s3://etude-samples/simulated/caltech-256/${each}/`),
      ContentType: 'application/x-image',
    })),
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 1, VolumeSizeInGB: 50 },
    EnableManagedSpotTraining: true,
    StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 3600 },
    ...change,
  },
});

/** Runs it to its end and opens the first training job whose log tells of an interruption in training. */
async function openInterrupted(page: Page, name: string, request: object): Promise<void> {
  await ask(page, 'CreateHyperParameterTuningJob', request);
  await page.goto(`/tuning-jobs/${name}`);
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('6 of 6 training jobs ended')).toBeVisible();
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByLabel('Find events').fill('capacity was taken away. Training');
  await page
    .getByRole('link', { name: new RegExp(`^Status ${name}-\\d+-`) })
    .first()
    .click();
  await expect(page.getByRole('table', { name: 'Status history' })).toBeVisible();
}

/** The value that stands under a label of the Cost panel. */
const costOf = async (page: Page, label: string) => {
  const text = await page.getByRole('main').innerText();
  return new RegExp(`${label}\\n+([^\\n]+)`).exec(text)?.[1] ?? '';
};

const seconds = (text: string) => {
  const part = (unit: string) => Number(new RegExp(`(\\d+) ?${unit}`).exec(text)?.[1] ?? 0);
  return 3600 * part('h') + 60 * part('min') + part('s');
};

test('Spot capacity is taken away: training goes on from the checkpoint, and I see what it saved', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  const checkpoints = { CheckpointConfig: { S3Uri: 's3://etude-output/checkpoints/' } };
  await openInterrupted(page, 'spot', onSpot('spot', checkpoints));
  const history = page.getByRole('table', { name: 'Status history' });
  await expect(history.getByRole('row', { name: /^Interrupted/ }).first()).toBeVisible();
  await expect(history.getByText(/It goes on from the checkpoint after epoch \d+\./).first()).toBeVisible();
  await expect(page.getByText(/^\d interruptions?: the status history shows when/)).toBeVisible();
  expect(await costOf(page, 'Managed spot training savings')).toBe('70 %');
  const [billable = '', whole = ''] = (await costOf(page, 'Billable of training time')).split(' of ');
  expect(seconds(whole)).toBeGreaterThan(60);
  expect(seconds(billable) / seconds(whole)).toBeCloseTo(0.3, 1);
  await expectAccessible(page);
});

test('Without a checkpoint location training begins anew', async ({ page }) => {
  await page.goto('/tuning-jobs');
  await openInterrupted(page, 'anew', onSpot('anew', {}));
  const history = page.getByRole('table', { name: 'Status history' });
  await expect(history.getByText(/It begins anew\./).first()).toBeVisible();
  await expect(history.getByText(/from the checkpoint/)).toHaveCount(0);
});

test('A price of my own changes what a plan costs', async ({ page }) => {
  const own = async (price: string) => {
    await page.goto('/instance-types');
    await page.getByRole('searchbox', { name: 'Find instance types' }).fill('ml.m5.xlarge');
    await page.getByRole('button', { name: 'Change the price of ml.m5.xlarge' }).click();
    await page.getByRole('textbox', { name: 'Price an hour' }).fill(price);
    await page.getByRole('button', { name: 'Save', exact: true }).first().click();
    await expect(page.getByRole('gridcell', { name: /^You; list price/ })).toBeVisible();
  };
  const cost = async (name: string) => {
    await fillWizard(page, { name, jobs: 4, earlyStopping: 'Off' });
    await expect(page.getByText('Estimated cost')).toBeVisible();
    return Number(/\$([\d.,]+)/.exec(await costOf(page, 'Estimated cost'))?.[1]?.replace(',', ''));
  };
  await own('100');
  await expectAccessible(page);
  const before = await cost('dear');
  await own('200');
  expect((await cost('dearer')) / before).toBeCloseTo(2, 1);
});

test('A file system, EFS or FSx, is part of the request and cannot be read here: I export it, and creating says so at its field', async ({
  page,
}) => {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill('efs');
  await next(page);
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  await next(page);
  const source = page.getByRole('button', { name: /^Data source/ }).first();
  await source.click();
  await page.getByRole('option', { name: /^File system/ }).click();
  await expect(page.getByText('Cannot be run here').first()).toBeVisible();
  await page.getByLabel('File system ID').fill('fs-0123abcd');
  await page.getByLabel('Directory path').fill('/data/train');
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next(page);
  await next(page);
  await createJob(page);
  await expect(page.getByLabel('File system ID')).toHaveAccessibleDescription(
    /An Amazon EFS file system cannot be read in a browser\. The request is valid and can be exported/,
  );

  await page.getByRole('button', { name: /^File system type/ }).click();
  await page.getByRole('option', { name: 'Amazon FSx for Lustre' }).click();
  await expect(page.getByText(/EFS file system cannot be read/)).toHaveCount(0);
  await page.getByLabel('Directory path').fill('/fsx/train');
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Export request' }).click();
  await expect(page.getByRole('textbox', { name: 'JSON' })).toHaveValue(
    /"FileSystemType": "FSxLustre",\s+"DirectoryPath": "\/fsx\/train"/,
  );
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await createJob(page);
  await expect(page.getByLabel('File system ID')).toHaveAccessibleDescription(
    /An Amazon FSx for Lustre file system cannot be read in a browser\. The request is valid and can be exported/,
  );
  await expectAccessible(page);
});

test('With ShardedByS3Key the log says which instance read what', async ({ page }) => {
  await page.goto('/tuning-jobs');
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 2},${i},${(i * 7) % 11}`).join('\n');
  for (const name of ['a', 'b', 'c'])
    await ask(page, 'PutObject', { S3Uri: `s3://etude-data/parts/${name}.csv`, Body: rows });
  await ask(page, 'CreateHyperParameterTuningJob', {
    ...onSpot('shards', {}),
    HyperParameterTuningJobConfig: {
      Strategy: 'Random',
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
      ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1 },
      ParameterRanges: { ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5' }] },
    },
    TrainingJobDefinition: {
      ...onSpot('shards', {}).TrainingJobDefinition,
      EnableManagedSpotTraining: false,
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
      AlgorithmSpecification: {
        TrainingImage: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
        TrainingInputMode: 'File',
      },
      StaticHyperParameters: { objective: 'binary:logistic', eval_metric: 'auc', num_round: '5' },
      InputDataConfig: [
        channel('train', 's3://etude-data/parts/', 'ShardedByS3Key'),
        channel('validation', 's3://etude-data/parts/'),
      ],
      ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 2, VolumeSizeInGB: 10 },
    },
  });
  await page.goto('/tuning-jobs/shards/training-jobs');
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('2 of 2 training jobs ended')).toBeVisible();
  await page.getByRole('link', { name: /^shards-001-/ }).click();
  await expect(page.getByRole('textbox', { name: /^Log, / })).toHaveValue(
    /algo-1: channel train \(ShardedByS3Key\): 2 of 3 objects: a\.csv, c\.csv\n.*algo-2: channel train \(ShardedByS3Key\): 1 of 3 objects: b\.csv/,
  );
});
