import { test as bare, type Page } from '@playwright/test';
import type { Output } from '../src/api/operations.ts';
import { ask, createJob, expect, expectAccessible, next, setPace, test } from './fixtures.ts';

test('I run the sample with a training script and see it learn', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample: Your own training script' }).click();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('12 of 12 training jobs ended')).toBeVisible();
  await expect(page.getByText('Retryable: 0, non-retryable: 0')).toBeVisible();
  await expect(page.getByText(/^val_loss 0\.\d+/).first()).toBeVisible();
});

test('Under Hyperband my script ends at the maximum resource, and the state that it kept last is its model', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample: Your own training script' }).click();
  await expect(page.getByRole('heading', { name: 'Hyperparameter tuning job summary' })).toBeVisible();
  const [, , HyperParameterTuningJobName] = new URL(page.url()).pathname.split('/');
  const sample = (await ask(page, 'DescribeHyperParameterTuningJob', {
    HyperParameterTuningJobName,
  })) as Output<'DescribeHyperParameterTuningJob'>;
  const named = { HyperParameterTuningJobName: 'short' };
  await ask(page, 'CreateHyperParameterTuningJob', {
    ...named,
    HyperParameterTuningJobConfig: {
      ...sample.HyperParameterTuningJobConfig,
      Strategy: 'Hyperband',
      StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 4 } },
      TrainingJobEarlyStoppingType: 'Off',
      ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
    },
    TrainingJobDefinition: sample.TrainingJobDefinition,
  });
  await ask(page, 'SetTuningJobPace', { ...named, Pace: 'Max' });
  await page.goto('/tuning-jobs/short');
  await expect(page.getByText('4 of 4 training jobs ended')).toBeVisible();
  const { BestTrainingJob } = (await ask(
    page,
    'DescribeHyperParameterTuningJob',
    named,
  )) as Output<'DescribeHyperParameterTuningJob'>;
  expect(BestTrainingJob?.TrainingJobStatus).toBe('Completed');
  const { ModelArtifacts } = (await ask(page, 'DescribeTrainingJob', {
    TrainingJobName: BestTrainingJob?.TrainingJobName,
  })) as Output<'DescribeTrainingJob'>;
  const { Body } = (await ask(page, 'GetObject', {
    S3Uri: ModelArtifacts?.S3ModelArtifacts,
  })) as Output<'GetObject'>;
  expect(JSON.parse(Body)).toMatchObject({ model: null, checkpoint: { epoch: 4 } });
});

/** Tries whatever a page could do, and tells what came of it as the reason of its failure. */
const NOSY = `export async function train({ log, report }) {
  const came = [];
  const attempt = async (name, act) => {
    try { await act(); came.push(name); } catch {}
  };
  await attempt('fetch', () => fetch('/data/manifest.json'));
  await attempt('import', () => import('/data/manifest.json'));
  await attempt('database', () => indexedDB.open('etude'));
  await attempt('caches', () => caches.keys());
  await attempt('eval', () => eval('1'));
  await attempt('socket', () => new Promise((open, fail) => {
    const socket = new WebSocket('ws://127.0.0.1:' + 4173);
    socket.onopen = open;
    socket.onerror = fail;
  }));
  log('val_loss: 0.5');
  await report();
  throw new Error('What came through: ' + (came.join(', ') || 'nothing'));
}`;

/** Fills the wizard up to the field of a script of one's own. */
async function openScript(page: Page, name: string) {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill(name);
  await next(page);
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  await page.getByRole('radio', { name: /^Your own algorithm container/ }).click();
  await page.getByRole('combobox', { name: 'Container' }).click();
  await page.getByRole('option', { name: /Your own training script/ }).click();
  await page.getByRole('button', { name: 'PyTorch-like example' }).click();
  await expect(page.getByText('Kept as s3://etude-scripts/')).toBeVisible();
  await expect(page.getByText(CHECKED)).toBeVisible();
  await expectAccessible(page);
}

const CHECKED = 'Checked in the sandbox: it loads and has a function train';
const scriptField = (page: Page) => page.getByRole('textbox', { name: 'Training script' });

async function write(page: Page, script: string) {
  const kept = await page.getByText('Kept as s3://etude-scripts/').innerText();
  await scriptField(page).fill(script);
  await scriptField(page).blur();
  await expect(page.getByText('Kept as s3://etude-scripts/')).not.toHaveText(kept);
}

/** Runs the script that stands in the wizard; ends at the training job that failed first. */
async function fail(page: Page, name: string) {
  await expect(page.getByText(CHECKED)).toBeVisible();
  await next(page);
  await next(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await next(page);
  await page.getByLabel('Maximum parallel training jobs').fill('1');
  await page.getByLabel('Maximum training jobs', { exact: true }).fill('5');
  await next(page);
  await createJob(page);
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('No training job succeeded after 5 attempts.').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Training jobs' }).click();
  await page
    .getByRole('link', { name: new RegExp(`^${name}-001-`) })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(`^${name}-001-`) })).toBeVisible();
}

// What the policy refuses is told on the console: here that is no error.
bare('A script of mine reaches neither network nor storage, and says why it failed', async ({ page }) => {
  await openScript(page, 'nosy');
  await write(page, NOSY);
  await fail(page, 'nosy');
  await expect(page.getByText('What came through: nothing').first()).toBeVisible();
});

test('A script that takes memory without end is stopped with the reason, even where it catches every error', async ({
  page,
}) => {
  const hungry = `export async function train() {
  const all = [];
  for (;;) try { all.push(new Float64Array(1e6)); } catch {}
}`;
  await openScript(page, 'hungry');
  await write(page, hungry);
  await fail(page, 'hungry');
  await expect(page.getByText('The training script used more than 4096 MB.').first()).toBeVisible();
});

test('What is wrong in my script is told with its line and column: before the tuning job is created, and when it throws', async ({
  page,
}) => {
  await openScript(page, 'faulty');
  for (const [script, problem] of [
    ['export async function train() {\n  const rate = ;\n}', /Unexpected token ';' \(line 2, column 16 of/],
    ["\n  import 'react';\nexport function train() {}", /imports something.*\(line 2, column 3 of/],
    ['const a = nothing; export function train() {}', /ReferenceError: .*\(line 1, column 11 of/],
    ['export async function learn() {}', /has no function named train/],
  ] as const) {
    await write(page, script);
    await expect(scriptField(page)).toHaveAccessibleDescription(problem);
  }
  await expectAccessible(page);
  await write(
    page,
    `export async function train({ log, report }) {
  log('val_loss: 0.5');
  await report();
  ['a'].map(measure);
}
function measure(text) {
  return text.nothing.at(0);
}`,
  );
  await fail(page, 'faulty');
  const fault =
    /TypeError: Cannot read properties of undefined \(reading 'at'\) \(line 7, column 23 of the script\)/;
  await expect(page.getByText(fault).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Log, / })).toHaveValue(fault);
});
