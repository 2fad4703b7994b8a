import type { Page } from '@playwright/test';
import type { Input } from '../api/operations.ts';
import { ask } from './ask.ts';
import { openProduction } from './production.ts';

/**
 * What looking back costs, in the production build and a real browser: every plot of the analysis of a tuning job with
 * 10,000 training jobs, which is the quota of Random search, and the comparison of 10 tuning jobs with 500 training jobs
 * each. They are created and run through the service like any other; training is simulated, so that the time is the
 * console's.
 *
 * A time runs from the navigation within the console until the picture has been painted. The first of the analysis reads
 * everything anew; the others, like the second look at a page, have the answers and make their picture. Beside it stands
 * the processor time that the page's own thread took, which others at work on the machine do not lengthen.
 */
const MANY = { jobs: 10_000, epochs: 5 };
const EACH = { jobs: 500, epochs: 10, compared: 10 };

function requestOf(
  name: string,
  jobs: number,
  epochs: number,
  seed: number,
): Input<'CreateHyperParameterTuningJob'> {
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
          { Name: 'momentum', MinValue: '0', MaxValue: '0.999', ScalingType: 'ReverseLogarithmic' },
        ],
        IntegerParameterRanges: [{ Name: 'mini_batch_size', MinValue: '16', MaxValue: '64' }],
        CategoricalParameterRanges: [{ Name: 'optimizer', Values: ['adam', 'sgd', 'rmsprop'] }],
      },
      TrainingJobEarlyStoppingType: 'Off',
      RandomSeed: seed,
    },
    TrainingJobDefinition: {
      StaticHyperParameters: { epochs: String(epochs) },
      AlgorithmSpecification: {
        TrainingImage: '123456789012.dkr.ecr.us-east-1.amazonaws.com/bench:1',
        TrainingInputMode: 'File',
        MetricDefinitions: [{ Name: 'validation:accuracy', Regex: 'accuracy=([0-9.]+)' }],
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

async function run(page: Page, name: string, jobs: number, epochs: number, seed: number): Promise<void> {
  await ask(page, 'CreateHyperParameterTuningJob', requestOf(name, jobs, epochs, seed));
  await ask(page, 'SetTuningJobPace', { HyperParameterTuningJobName: name, Pace: 'Max' });
  await page.goto(`/tuning-jobs/${name}/configuration`);
  await page.getByText(`${jobs} of ${jobs} training jobs ended`).waitFor({ timeout: 1_200_000 });
}

interface Seen {
  readonly milliseconds: number;
  readonly longest: number;
  /** Milliseconds of the processor, for the page's own thread. */
  readonly busy: number;
}

/**
 * Goes to an address within the console and looks for the picture of a card, which is brought into view as soon as its
 * heading is there.
 */
async function picture(page: Page, address: string, title: string): Promise<Seen> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const before = await busy();
  const seen = await painted(page, address, title);
  const after = await busy();
  await devtools.detach();
  return { ...seen, busy: after - before };
}

const painted = (page: Page, address: string, title: string): Promise<Omit<Seen, 'busy'>> =>
  page.evaluate(
    ([href, wanted]) =>
      new Promise<Omit<Seen, 'busy'>>((resolve, reject) => {
        const tasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) tasks.push(duration);
        });
        observer.observe({ type: 'longtask' });
        const from = performance.now();
        history.pushState({}, '', href);
        dispatchEvent(new PopStateEvent('popstate', { state: {} }));
        let scrolled = false;
        const look = (): void => {
          const heading = [...document.querySelectorAll('h2, h3')].find((each) =>
            each.textContent.startsWith(wanted),
          );
          if (heading && !scrolled) {
            heading.scrollIntoView({ block: 'start' });
            scrolled = true;
          }
          let card: Element | null = heading ?? null;
          while (card && !card.querySelector('figure')) card = card.parentElement;
          const drawn = [...(card?.querySelectorAll('svg.recharts-surface path') ?? [])].some(
            (path) => (path.getAttribute('d') ?? '').length > 40,
          );
          if (performance.now() - from > 60_000) return reject(new Error(`${wanted} was not drawn.`));
          if (!drawn) {
            requestAnimationFrame(look);
            return;
          }
          // The frame after has painted it; a message comes after its tasks are known.
          requestAnimationFrame(() =>
            setTimeout(() => {
              const milliseconds = performance.now() - from;
              observer.disconnect();
              resolve({ milliseconds, longest: Math.max(0, ...tasks) });
            }),
          );
        };
        look();
      }),
    [address, title] as const,
  );

const say = (line: string) => process.stdout.write(`${line}\n`);
const ms = (value: number) => `${value.toFixed(0)} ms`;
const told = ({ milliseconds, busy, longest }: Seen) =>
  `${ms(milliseconds)}; processor ${ms(busy)}; longest task ${ms(longest)}`;

/** Titles of the cards of a page, once they stay the same. */
async function titles(page: Page): Promise<string[]> {
  await page.getByRole('heading', { level: 3 }).last().waitFor();
  return page.getByRole('heading', { level: 3 }).allInnerTexts();
}

async function analysis(page: Page): Promise<void> {
  const from = performance.now();
  await run(page, 'many', MANY.jobs, MANY.epochs, 1);
  say(
    `${MANY.jobs} training jobs × ${MANY.epochs} epochs at full pace: ${((performance.now() - from) / 1000).toFixed(0)} s`,
  );
  say('analysis, from the navigation to the picture (at most 1000 each):');
  const first = await picture(page, '/tuning-jobs/many/analysis', 'Best so far');
  say(`  Best so far, nothing read yet: ${told(first)}`);
  await page.getByText('Method: Gaussian process').scrollIntoViewIfNeeded({ timeout: 120_000 });
  for (const title of await titles(page)) {
    await page.getByRole('tab', { name: 'Tuning job configuration' }).click();
    await page.getByRole('heading', { name: 'Completion criteria' }).waitFor();
    say(`  ${title}: ${told(await picture(page, '/tuning-jobs/many/analysis', title))}`);
  }
}

async function comparison(page: Page): Promise<void> {
  const names = Array.from({ length: EACH.compared }, (_, i) => `each-${i + 1}`);
  for (const [i, name] of names.entries()) await run(page, name, EACH.jobs, EACH.epochs, i + 2);
  const address = `/compare?jobs=${names.join(',')}`;
  say(`comparison of ${EACH.compared} × ${EACH.jobs}, from the navigation to the picture (at most 1000):`);
  for (const [title, query] of [
    ['Best so far', ''],
    ['Learning curves', ''],
    ['Learning curves', '&curves=all'],
  ] as const) {
    await page.goto('/compare');
    await page.getByText('No tuning job is chosen').waitFor();
    say(`  ${title}${query}: ${told(await picture(page, address + query, title))}`);
  }
}

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const production = await openProduction();
try {
  const context = await production.browser.newContext({
    baseURL: production.baseURL,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  // tsx wraps named functions in a helper that a page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.goto('/tuning-jobs');
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (only !== 'comparison') await analysis(page);
  if (only !== 'analysis') await comparison(page);
} finally {
  await production.close();
}
