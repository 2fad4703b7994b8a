import type { Page } from '@playwright/test';
import { ask, counters, expect, expectAccessible, setPace, test } from './fixtures.ts';

/** Runs the churn sample to its end and opens its learning curves. */
async function runSample(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'xgboost-churn' })).toBeVisible();
  await setPace(page, 'As fast as possible');
  await expect(page.getByText('20 of 20 training jobs ended')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Learning curves' }).click();
}

const NAME = { HyperParameterTuningJobName: 'xgboost-churn' };

interface Listed {
  readonly TrainingJobSummaries: readonly {
    readonly TrainingJobName: string;
    readonly TrainingJobStatus: string;
    readonly FinalHyperParameterTuningJobObjectiveMetric?: { readonly Value: number };
  }[];
}

const trainingJobs = async (page: Page) =>
  (
    (await ask(page, 'ListTrainingJobsForHyperParameterTuningJob', {
      ...NAME,
      MaxResults: 100,
      SortBy: 'CreationTime',
      SortOrder: 'Ascending',
    })) as Listed
  ).TrainingJobSummaries;

/** Selects a training job by its short name. */
const pick = (page: Page, short: string) =>
  page.getByRole('list', { name: 'Training jobs' }).getByRole('button', { name: short }).click();

const numberIn = (text: string | null) => Number((text ?? '').replace('−', '-'));

const read = (text: string, pattern: RegExp) => (pattern.exec(text) ?? []).map(Number);

test('While it runs, everything is up to date by itself, counters add up, and I am not talked at', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample' }).first().click();
  await page.getByRole('tab', { name: 'Learning curves' }).click();
  await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  await expect(page.getByText('Updated just now')).toBeVisible();
  await expect(page.getByRole('button', { name: /refresh/i })).toHaveCount(0);
  // It is still running when it has been looked at, however long that takes.
  await setPace(page, '1×');
  await page.getByRole('tab', { name: 'Analysis' }).click();
  await expect(page.getByRole('heading', { name: 'Best so far' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Learning curves' }).click();
  await expect(page.getByRole('figure', { name: /at epoch \d+/ })).toBeVisible();
  const said = await page.evaluateHandle(() => {
    const heard: string[] = [];
    const regions = '[aria-live]:not([aria-live=off]), output, [role=status], [role=alert], [role=log]';
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest(regions)) heard.push(element.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return heard;
  });
  await expectAccessible(page);
  await setPace(page, '600×');
  await expect.poll(async () => (await counters(page)).completed, { intervals: [200] }).toBeGreaterThan(1);
  await setPace(page, 'Paused');
  for (let look = 0; look < 10; look++) {
    // All of one moment: what is on screen together adds up.
    const text = await page.getByRole('main').innerText();
    const [, launched, succeeded, pending, failures] = read(
      text,
      /status counter \((\d+)\)[\s\S]*?counter: (\d+) succeeded, (\d+) pending, (\d+) failed/,
    );
    const [, completed, running, stopped, failed] = read(
      text,
      /Completed\s+(\d+)\s+In progress\s+(\d+)\s+Stopped\s+(\d+)\s[\s\S]*?Failed\s+(\d+)\s/,
    );
    expect((completed ?? NaN) + (running ?? NaN) + (stopped ?? NaN) + (failed ?? NaN)).toBe(launched);
    expect((succeeded ?? NaN) + (pending ?? NaN) + (failures ?? NaN)).toBe(launched);
  }
  await expect(page.getByText('Paused: simulated time stands still')).toBeVisible();
  await expectAccessible(page);
  const seconds = await page.evaluate(() => performance.now() / 1000);
  expect((await said.evaluate((heard) => heard.length)) / 2).toBeLessThanOrEqual(1 + seconds / 10);
});

test('The numbers in the chart’s table are those of the list of training jobs', async ({ page }) => {
  await runSample(page);
  const jobs = await trainingJobs(page);
  const stopped = jobs.find(({ TrainingJobStatus }) => TrainingJobStatus === 'Stopped');
  const short = /-(\d{3})-/.exec(stopped?.TrainingJobName ?? '')?.[1] ?? '';
  await pick(page, short);
  await expect(page).toHaveURL(new RegExp(`selected=${Number(short)}$`));
  await expect(
    page.getByText(/At epoch \d+ training job \d+ was [\d.e-]+ below the line, worse/),
  ).toBeVisible();
  await page.getByLabel('Show as table').check();
  const table = page.getByRole('table', { name: 'validation:auc by epoch' });
  const last = page.getByRole('button', { name: 'Next epochs' });
  while ((await last.count()) > 0 && (await last.isEnabled())) await last.click();
  const shown = await table.getByRole('row').last().getByRole('cell').first().innerText();
  const value = stopped?.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? NaN;
  expect(numberIn(shown)).toBeCloseTo(value, 5);

  // The same selection and value in the other view.
  await page.getByRole('tab', { name: 'Training jobs', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: stopped?.TrainingJobName ?? '' });
  await expect(row.getByRole('checkbox')).toBeChecked();
  await expect(row).toContainText(shown);
});

test('The line at any epoch is the median of the averages in the table', async ({ page }) => {
  await runSample(page);
  const jobs = await trainingJobs(page);
  const completed = jobs.filter(({ TrainingJobStatus }) => TrainingJobStatus === 'Completed').at(-1);
  await pick(page, /-(\d{3})-/.exec(completed?.TrainingJobName ?? '')?.[1] ?? '');
  await page.getByRole('button', { name: /^The line at any epoch/ }).click();
  await page.getByRole('spinbutton', { name: 'Epoch' }).fill('7');
  const table = page.getByRole('table', { name: 'Running averages at epoch 7' });
  await expect(table).toBeVisible();
  const cells = await table.getByRole('cell').allInnerTexts();
  const averages = cells.map(numberIn).sort((a, b) => a - b);
  expect(averages.length).toBeGreaterThanOrEqual(3);
  const middle = averages.length / 2;
  const median = ((averages[Math.ceil(middle) - 1] ?? NaN) + (averages[Math.floor(middle)] ?? NaN)) / 2;
  const sentence = await page.getByText(/^At epoch 7 its objective was/).innerText();
  expect(numberIn(/The line is ([\d.]+)/.exec(sentence)?.[1] ?? null)).toBeCloseTo(median, 5);
  await expectAccessible(page);
});

test('I zoom with the keyboard, choose other axes and take the numbers with me', async ({ page }) => {
  await runSample(page);
  const chart = page.getByRole('button', { name: 'validation:auc chart' });
  const all = page.getByRole('button', { name: 'Show all of it' });
  await expect(all).toBeDisabled();
  await chart.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await expect(all).toBeEnabled();
  await page.keyboard.press('0');
  await expect(all).toBeDisabled();
  // The wheel zooms with Ctrl held, and without it scrolls the page as everywhere.
  await chart.hover();
  await page.mouse.wheel(0, -100);
  await expect(all).toBeDisabled();
  await chart.hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -100);
  await page.keyboard.up('Control');
  await expect(all).toBeEnabled();
  await all.click();

  await page.getByRole('button', { name: /^Along/ }).click();
  await page.getByRole('option', { name: 'Simulated time' }).click();
  await page.getByRole('button', { name: /^Value axis/ }).click();
  await page.getByRole('option', { name: 'Logarithmic' }).click();
  await expect(page).toHaveURL(/x=simulated&y=log/);
  await expect(page.getByRole('figure', { name: /by simulated time/ })).toBeVisible();

  for (const [item, start] of [
    ['Numbers (CSV)', 'Simulated time,001,'],
    ['Picture (SVG)', '<svg'],
    ['Picture (PNG)', '\u0089PNG'],
  ] as const) {
    await page.getByRole('button', { name: /^Download Learning curves/ }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('latin1').slice(0, start.length)).toBe(start);
    expect(download.suggestedFilename()).toMatch(/^xgboost-churn-Learning-curves/);
    // A picture says by itself what it shows: title, tuning job, axes, and the key to the lines.
    if (start === '<svg')
      for (const words of [
        'Learning curves of',
        '>xgboost-churn<',
        'validation:auc',
        'Simulated time',
        '>001<',
      ])
        expect(Buffer.concat(chunks).toString()).toContain(words);
  }
});

test('I replay a finished tuning job: its counters are those of its log at that moment', async ({ page }) => {
  await runSample(page);
  await page.getByRole('button', { name: 'Replay' }).click();
  await expect.poll(() => counters(page)).toEqual({ completed: 0, inProgress: 3, stopped: 0, failed: 0 });
  await page.getByRole('slider', { name: 'Moment of the replay' }).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/at=[1-9]/);
  const at = Number(new URL(page.url()).searchParams.get('at'));
  const { Events } = (await ask(page, 'ListTuningJobEvents', {
    ...NAME,
    MaxResults: 1000,
    Types: ['TrainingJobLaunched', 'TrainingJobCompleted', 'TrainingJobStopped'],
  })) as { Events: { At: number; Type: string }[] };
  const count = (type: string) => Events.filter(({ At, Type }) => Type === type && At <= at).length;
  const [completed, stopped] = [count('TrainingJobCompleted'), count('TrainingJobStopped')];
  const inProgress = count('TrainingJobLaunched') - completed - stopped;
  await expect.poll(() => counters(page)).toEqual({ completed, inProgress, stopped, failed: 0 });
  // The slider's own tooltip goes with its focus.
  await page.getByRole('button', { name: 'Play', exact: true }).focus();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close replay' }).click();
  await expect(page.getByText('20 of 20 training jobs ended')).toBeVisible();
});

test('I read why every training job was launched and how it ended, and what it printed', async ({ page }) => {
  await runSample(page);
  await page.getByRole('tab', { name: 'Events' }).click();
  const events = page.getByRole('table', { name: 'Events' });
  await expect(events.getByText(/Drawn at random from the ranges/).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Find events').fill('median');
  await expect(events.getByText(/the median of the running averages of/).first()).toBeVisible();
  await page.getByLabel('Find events').fill('no such words');
  await expect(page.getByText('No event matches.')).toBeVisible();

  const stopped = (await trainingJobs(page)).find(({ TrainingJobStatus }) => TrainingJobStatus === 'Stopped');
  await page.goto(`/training-jobs/${stopped?.TrainingJobName}`);
  await expect(page.getByRole('heading', { name: 'Why it was stopped' })).toBeVisible();
  const log = page.getByRole('textbox', { name: /^Log, \d+ lines?/ });
  const printed = await log.inputValue();
  const value = stopped?.FinalHyperParameterTuningJobObjectiveMetric?.Value ?? NaN;
  expect(printed.split('\n').at(-1)).toContain(`validation-auc:${value.toFixed(5)}`);
  await page.getByLabel('Find lines').fill('[0]');
  await expect(log).toHaveValue(/^\[0\]/);
  await expectAccessible(page);
});

/** The moons sample with the network's own callbacks on. */
async function createSelfStopping(page: Page): Promise<void> {
  const data = (name: string) => ({
    ChannelName: name,
    DataSource: {
      S3DataSource: {
        S3DataType: 'S3Prefix',
        S3Uri: `s3://etude-samples/moons/${name}/`,
        S3DataDistributionType: 'FullyReplicated',
      },
    },
  });
  const moons = (await ask(page, 'DescribeHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'moons-network',
  })) as { TrainingJobDefinition: { AlgorithmSpecification: object } };
  await ask(page, 'StopHyperParameterTuningJob', { HyperParameterTuningJobName: 'moons-network' });
  await ask(page, 'CreateHyperParameterTuningJob', {
    HyperParameterTuningJobName: 'patient',
    HyperParameterTuningJobConfig: {
      Strategy: 'Random',
      HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'val_loss' },
      ResourceLimits: { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 },
      ParameterRanges: {
        ContinuousParameterRanges: [{ Name: 'learning_rate', MinValue: '0.02', MaxValue: '0.03' }],
      },
      RandomSeed: 4,
    },
    TrainingJobDefinition: {
      AlgorithmSpecification: moons.TrainingJobDefinition.AlgorithmSpecification,
      StaticHyperParameters: {
        hidden_units: '100',
        epochs: '300',
        early_stopping: 'true',
        patience: '5',
        model_checkpoint: 'true',
        save_best_only: 'true',
      },
      RoleArn: 'arn:aws:iam::111122223333:role/EtudeExecutionRole',
      InputDataConfig: [data('train'), data('validation')],
      OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
      ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    },
  });
  await ask(page, 'SetTuningJobPace', { HyperParameterTuningJobName: 'patient', Pace: 'Max' });
}

test('A network that stops itself shows its patience beside the tuning job’s rule', async ({ page }) => {
  await page.goto('/');
  const sample = page.getByRole('button', { name: 'Run sample' });
  await sample.nth(1).click();
  await expect(page.getByRole('heading', { level: 1, name: 'moons-network' })).toBeVisible();
  await createSelfStopping(page);
  await page.goto('/tuning-jobs/patient/training-jobs');
  await expect(page.getByText('1 of 1 training job ended')).toBeVisible();
  await page.getByRole('link', { name: /^patient-001-/ }).click();
  await expect(page.getByRole('heading', { name: "The algorithm's own early stopping" })).toBeVisible();
  const words = await page.getByText(/^EarlyStopping ends the training when val_loss/).innerText();
  const [, best = NaN, end = NaN] = (/at epoch (\d+); patience ran out at epoch (\d+)/.exec(words) ?? []).map(
    Number,
  );
  expect(end - best).toBe(5);
  await expect(
    page.getByRole('figure', { name: new RegExp(`epoch ${best} to ${end}, is the patience`) }),
  ).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Log, / })).toHaveValue(
    new RegExp(`Epoch ${end}: early stopping`),
  );
  await expectAccessible(page);
});
