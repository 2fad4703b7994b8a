import type { Page } from '@playwright/test';
import type { Input } from '../api/operations.ts';
import { probe, takeNotes } from './page-probe.ts';
import { openProduction } from './production.ts';

/**
 * What watching costs, in the production build and a real browser: the learning curves of a tuning job whose 10 parallel
 * training jobs report 5 metrics as fast as they can, with someone using the page; and opening the page of a tuning job
 * of 750 training jobs × 100 epochs. The training jobs are simulated, so that the time is the console's.
 */
const SECONDS = 10;

const METRICS = ['validation:accuracy', 'validation:loss', 'train:accuracy', 'train:loss', 'validation:top5'];

function requestOf(name: string, jobs: number, epochs: number): Input<'CreateHyperParameterTuningJob'> {
  const channel = (ChannelName: string) => ({
    ChannelName,
    DataSource: {
      S3DataSource: {
        S3DataType: 'S3Prefix' as const,
        S3Uri: `s3://etude-samples/churn/${ChannelName}/`,
        S3DataDistributionType: 'FullyReplicated' as const,
      },
    },
    ContentType: 'text/csv',
  });
  return {
    HyperParameterTuningJobName: name,
    HyperParameterTuningJobConfig: {
      Strategy: 'Random',
      HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'validation:accuracy' },
      ResourceLimits: { MaxNumberOfTrainingJobs: jobs, MaxParallelTrainingJobs: 10 },
      ParameterRanges: {
        ContinuousParameterRanges: [
          { Name: 'learning_rate', MinValue: '0.00001', MaxValue: '1', ScalingType: 'Logarithmic' },
        ],
        IntegerParameterRanges: [{ Name: 'mini_batch_size', MinValue: '16', MaxValue: '64' }],
      },
      TrainingJobEarlyStoppingType: 'Off',
      RandomSeed: 1,
    },
    TrainingJobDefinition: {
      StaticHyperParameters: { epochs: String(epochs), optimizer: 'adam' },
      AlgorithmSpecification: {
        TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/bench:1',
        TrainingInputMode: 'File',
        MetricDefinitions: METRICS.map((Name) => ({ Name, Regex: `${Name}=([0-9.]+)` })),
      },
      Environment: { ETUDE_SURROGATE: 'caltech-256' },
      RoleArn: 'arn:aws:iam::123456789012:role/EtudeExecutionRole',
      InputDataConfig: [channel('train'), channel('validation')],
      OutputDataConfig: { S3OutputPath: 's3://etude-output/' },
      ResourceConfig: { InstanceType: 'ml.p3.2xlarge', InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 864_000 },
    },
  };
}

/** Asks the service over the tab's own protocol, as the console does. */
const ask = (page: Page, operation: string, input: object): Promise<unknown> =>
  page.evaluate(
    ([name, argument]) =>
      new Promise<unknown>((resolve, reject) => {
        const tab = `bench-${performance.now()}`;
        const common = new BroadcastChannel('etude');
        const own = new BroadcastChannel(`etude:${tab}`);
        own.addEventListener('message', ({ data }) => {
          if (data.kind === 'reply') resolve(data.output);
          if (data.kind === 'error') reject(new Error(data.error.message));
          if (data.kind === 'event') return;
          common.postMessage({ kind: 'bye', tab });
          common.close();
          own.close();
        });
        common.addEventListener('message', ({ data }) => {
          if (data.kind === 'owner') common.postMessage({ kind: 'hello', tab });
          if (data.kind === 'welcome' && data.tab === tab)
            own.postMessage({ kind: 'request', id: 1, operation: name, input: argument });
        });
        common.postMessage({ kind: 'hello', tab });
      }),
    [operation, input] as const,
  );

const epochsOf = async (page: Page, name: string): Promise<number> => {
  const { Total } = (await ask(page, 'ListTuningJobEvents', {
    HyperParameterTuningJobName: name,
    Types: ['Epoch'],
    MaxResults: 1,
  })) as { Total: number };
  return Total;
};

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
const ms = (value: number) => `${value.toFixed(0)} ms`;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Someone at work on the page: highlights, zooms, looks at the table and back. */
async function work(page: Page, milliseconds: number): Promise<void> {
  const until = performance.now() + milliseconds;
  const jobs = page.getByRole('list', { name: 'Training jobs' }).getByRole('button');
  for (let i = 0; performance.now() < until; i++) {
    // Four are highlighted at a time.
    await jobs.nth(i % 4).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Show all of it' }).click();
    await page.waitForTimeout(300);
  }
}

async function stream(page: Page): Promise<void> {
  await page.goto('/');
  await ask(page, 'CreateHyperParameterTuningJob', requestOf('stream', 750, 100));
  await page.goto('/tuning-jobs/stream/curves');
  for (const pace of ['600×', 'As fast as possible']) {
    await page.getByRole('button', { name: pace, exact: true }).click();
    await page.getByRole('figure', { name: /at epoch \d+/ }).waitFor();
    await watch(page, pace);
  }
  // On a quick machine it has ended by now; on a slow one it would run on beside what is measured next.
  const name = { HyperParameterTuningJobName: 'stream' };
  const { HyperParameterTuningJobStatus: status } = (await ask(
    page,
    'DescribeHyperParameterTuningJob',
    name,
  )) as { HyperParameterTuningJobStatus: string };
  if (status === 'InProgress') await ask(page, 'StopHyperParameterTuningJob', name);
}

async function watch(page: Page, pace: string): Promise<void> {
  await takeNotes(page);
  const before = await epochsOf(page, 'stream');
  const from = performance.now();
  await work(page, 1000 * SECONDS);
  const rate = ((await epochsOf(page, 'stream')) - before) / ((performance.now() - from) / 1000);
  const { latencies, stages, longTasks, interactions } = await takeNotes(page);
  say(`streaming at pace ${pace}, 10 parallel × 5 metrics, ${rate.toFixed(0)} epoch reports/s handled:`);
  say(
    `  epoch report to pixel p50 ${ms(quantile(latencies, 0.5))}, p95 ${ms(quantile(latencies, 0.95))} (at most 400; ${latencies.length / 10} updates)`,
  );
  const stage = (name: keyof (typeof stages)[number]) => {
    const values = stages.map((each) => each[name]);
    return `${name} ${quantile(values, 0.5).toFixed(0)}/${quantile(values, 0.95).toFixed(0)}`;
  };
  say(
    `    of the oldest report of each update, p50/p95 ms until ${stage('told')}, ${stage('asked')}, ${stage('read')}, ${stage('painted')}`,
  );
  say(`  longest task ${ms(Math.max(0, ...longTasks))} (at most 100; ${longTasks.length} over 50 ms)`);
  say(
    `  interaction latency p98 ${ms(quantile(interactions, 0.98))} (at most 200; ${interactions.length} events, longest ${ms(Math.max(0, ...interactions))})`,
  );
}

/** Milliseconds in the page from an action until a text is painted. */
const until = (page: Page, text: string, href?: string): Promise<number> =>
  page.evaluate(
    ([wanted, link]) =>
      new Promise<number>((resolve) => {
        const from = link === undefined ? 0 : performance.now();
        const look = () => {
          if (document.querySelector('main')?.textContent.includes(wanted) !== true)
            return requestAnimationFrame(look);
          return requestAnimationFrame(() => resolve(performance.now() - from));
        };
        if (link !== undefined) document.querySelector<HTMLAnchorElement>(`a[href="${link}"]`)?.click();
        look();
      }),
    [text, href] as const,
  );

async function large(page: Page): Promise<void> {
  await page.goto('/');
  await ask(page, 'CreateHyperParameterTuningJob', requestOf('large', 750, 100));
  await ask(page, 'SetTuningJobPace', { HyperParameterTuningJobName: 'large', Pace: 'Max' });
  const from = performance.now();
  await page.goto('/tuning-jobs/large');
  await page.getByText('750 of 750 training jobs ended').waitFor({ timeout: 600_000 });
  say(`750 × 100 at full pace: ${((performance.now() - from) / 1000).toFixed(1)} s`);

  await page.goto('/');
  await page.getByRole('link', { name: 'large', exact: true }).waitFor();
  await takeNotes(page);
  const summary = await until(page, '750 of 750 training jobs ended', '/tuning-jobs/large');
  const { longTasks } = await takeNotes(page);
  say(
    `  job page from the list: ${ms(summary)} (at most 1000); longest task ${ms(Math.max(0, ...longTasks))}`,
  );

  await page.getByRole('tab', { name: 'Learning curves' }).waitFor();
  await takeNotes(page);
  const curves = await until(page, '750 training jobs; the highest', '/tuning-jobs/large/curves');
  const drawing = await takeNotes(page);
  say(`  its 750 curves from the tab: ${ms(curves)}; longest task ${ms(Math.max(0, ...drawing.longTasks))}`);
  await page.reload();
  say(
    `  the same after a reload, backend started anew: ${ms(await until(page, '750 training jobs; the highest'))}`,
  );
}

const production = await openProduction();
try {
  const context = await production.browser.newContext({
    baseURL: production.baseURL,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await probe(page);
  await stream(page);
  await large(page);
} finally {
  await production.close();
}
