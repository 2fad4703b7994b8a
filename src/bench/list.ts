import type { Page } from '@playwright/test';
import { ask } from './ask.ts';
import { openProduction } from './production.ts';

/**
 * The list of 1,000 tuning jobs of twenty training jobs each, in the production build and a real browser: from the start of
 * a navigation to the first rows on screen, and until typing a name has narrowed them down. Each navigation is in a tab of
 * its own with nothing running before it: the service starts, reads what is kept and answers. The tabs are open, and empty,
 * since before the tuning jobs are made: what the browser does for a new tab of its own is over by then.
 */
const TUNING_JOBS = 1000;
const TRAINING_JOBS = 20;
const ROUNDS = 5;
/** At most, milliseconds. */
const LIMIT = 1000;

const channel = (ChannelName: string) => ({
  ChannelName,
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: `s3://etude-samples/churn/${ChannelName}/` } },
  ContentType: 'text/csv',
});
const request = {
  HyperParameterTuningJobName: 'original',
  HyperParameterTuningJobConfig: {
    Strategy: 'Random',
    HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:auc' },
    ResourceLimits: { MaxNumberOfTrainingJobs: TRAINING_JOBS, MaxParallelTrainingJobs: 10 },
    ParameterRanges: { ContinuousParameterRanges: [{ Name: 'eta', MinValue: '0.1', MaxValue: '0.5' }] },
    RandomSeed: 1,
  },
  TrainingJobDefinition: {
    AlgorithmSpecification: {
      TrainingImage: '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1',
      TrainingInputMode: 'File',
    },
    RoleArn: 'arn:aws:iam::123456789012:role/EtudeExecutionRole',
    InputDataConfig: [channel('train'), channel('validation')],
    OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
    ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
    StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    StaticHyperParameters: { objective: 'binary:logistic', eval_metric: 'auc', num_round: '5' },
  },
};

/** Milliseconds since the navigation, or since now, when the rows in sight are those that a text belongs to. */
const until = (page: Page, wanted: string, fromNow: boolean): Promise<number> =>
  page.evaluate(
    ([text, sinceNow]) =>
      new Promise<number>((resolve) => {
        const from = sinceNow ? performance.now() : 0;
        const look = () => {
          const main = document.querySelector('main');
          const drawn = main?.querySelector('table a') && main.textContent.includes(text);
          if (!drawn) return requestAnimationFrame(look);
          return requestAnimationFrame(() => resolve(performance.now() - from));
        };
        look();
      }),
    [wanted, fromNow] as const,
  );

const say = (line: string) => process.stdout.write(`${line}\n`);
const spread = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b).map((value) => value.toFixed(0));
  return `median ${sorted[Math.floor(sorted.length / 2)]} ms, longest ${sorted.at(-1)} ms`;
};

const production = await openProduction();
try {
  const context = await production.browser.newContext({
    baseURL: production.baseURL,
    viewport: { width: 1280, height: 900 },
  });
  // tsx wraps named functions in a helper that a page does not have.
  await context.addInitScript('globalThis.__name = (named) => named');
  const tabs = await Promise.all(Array.from({ length: ROUNDS }, () => context.newPage()));
  const first = await context.newPage();
  await first.goto('/tuning-jobs');
  await ask(first, 'CreateHyperParameterTuningJob', request);
  await ask(first, 'SetTuningJobPace', { HyperParameterTuningJobName: 'original', Pace: 'Max' });
  await first.goto('/tuning-jobs/original');
  await first
    .getByText(`${TRAINING_JOBS} of ${TRAINING_JOBS} training jobs ended`)
    .waitFor({ timeout: 60_000 });
  const { Body } = (await ask(first, 'ExportTuningJob', { HyperParameterTuningJobName: 'original' })) as {
    Body: string;
  };
  for (let i = 1; i < TUNING_JOBS; i++)
    await ask(first, 'ImportTuningJob', { Body, HyperParameterTuningJobName: `job-${i}` });
  await first.close();

  const shown: number[] = [];
  const filtered: number[] = [];
  for (const page of tabs) {
    await page.bringToFront();
    await page.goto('/tuning-jobs', { waitUntil: 'commit' });
    shown.push(await until(page, `(${TUNING_JOBS})`, false));
    await page.getByRole('combobox', { name: 'Find tuning jobs' }).fill('job-99');
    const narrowed = until(page, '11 matches', true);
    await page.keyboard.press('Enter');
    filtered.push(await narrowed);
    await page.close();
  }
  say(`list of ${TUNING_JOBS} tuning jobs × ${TRAINING_JOBS} training jobs, ${ROUNDS} cold navigations:`);
  say(`  navigation to rows: ${spread(shown)} (at most ${LIMIT}, aim ${LIMIT / 2})`);
  say(`  a filter entered to its rows: ${spread(filtered)}`);
} finally {
  await production.close();
}
