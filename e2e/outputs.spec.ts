import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { ask, expect, expectAccessible, setPace, test } from './fixtures.ts';

const channel = (name: string) => ({
  ChannelName: name,
  ContentType: 'text/csv',
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://etude-samples/moons/${name}/` } },
});

const REQUEST = {
  HyperParameterTuningJobName: 'outputs',
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'val_loss' },
    ResourceLimits: { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 },
    ParameterRanges: {
      ContinuousParameterRanges: [{ Name: 'learning_rate', MinValue: '0.01', MaxValue: '0.02' }],
    },
    RandomSeed: 1,
  },
  TrainingJobDefinition: {
    AlgorithmSpecification: {
      TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/etude-keras-mlp:1',
      TrainingInputMode: 'File',
      MetricDefinitions: [
        { Name: 'loss', Regex: '[^_]loss: ([-+.0-9a-zA-Z]+)' },
        { Name: 'val_loss', Regex: 'val_loss: ([-+.0-9a-zA-Z]+)' },
      ],
    },
    RoleArn: 'arn:aws:iam::123456789012:role/EtudeExecutionRole',
    StaticHyperParameters: { hidden_units: '8', epochs: '12' },
    InputDataConfig: [channel('train'), channel('validation')],
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    CheckpointConfig: { S3Uri: 's3://states/kept/' },
    ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  },
};

const download = async (page: Page, what: string | RegExp) => {
  const coming = page.waitForEvent('download');
  await page.getByRole('table', { name: 'Output' }).getByRole('button', { name: what }).click();
  return readFile(await (await coming).path(), 'utf8');
};

test('What a training job leaves is downloaded from its page and lies in the object store', async ({
  page,
}) => {
  await page.goto('/tuning-jobs');
  await ask(page, 'CreateHyperParameterTuningJob', REQUEST);
  await page.goto('/tuning-jobs/outputs/training-jobs');
  await setPace(page, 'As fast as possible');
  await expect(page.getByText(/^1 of 1 training jobs? ended/)).toBeVisible();
  await page.getByRole('link', { name: /^outputs-001-/ }).click();
  const outputs = page.getByRole('table', { name: 'Output' });
  await expect(outputs.getByRole('row')).toHaveCount(6);

  const [header = '', ...epochs] = (await download(page, /history/)).trim().split('\n');
  expect(epochs).toHaveLength(12);
  const losses = epochs.map((line) => Number(line.split(',')[header.split(',').indexOf('val_loss')]));
  const log = (await download(page, 'Download log')).trim().split('\n');
  expect(log).toHaveLength(12);
  expect(log.map((line) => Number(/val_loss: (\S+)/.exec(line)?.[1]))).toEqual(losses);
  expect(JSON.parse(await download(page, 'Download model artifact'))).toMatchObject({ format: 'etude-mlp' });
  const best = losses.indexOf(Math.min(...losses)) + 1;
  await expect(outputs.getByText(`Checkpoint of the best epoch (${best})`)).toBeVisible();
  expect(JSON.parse(await download(page, /best epoch/))).toMatchObject({ epoch: best });
  expect(JSON.parse(await download(page, /last epoch/))).toMatchObject({ epoch: 12 });

  await outputs.getByRole('link', { name: /^s3:\/\/states\/kept\/.*\/last\.json$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'last.json' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Location' }).getByRole('link', { name: 'Buckets' }).click();
  await expect(page.getByText(/that the browser allows are in use/)).toBeVisible();
  await page.getByRole('link', { name: 'etude-output' }).click();
  await page.getByRole('link', { name: /^outputs-001-/ }).click();
  await page.getByRole('link', { name: 'output/' }).click();
  await expect(page.getByRole('link', { name: 'model.json' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: 'Select model.json' }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('1 object deleted.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'model.json' })).toHaveCount(0);
});
