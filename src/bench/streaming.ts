import type { Page } from '@playwright/test';
import { followAll } from './epochs.ts';
import { ask } from './ask.ts';
import { epochsOf, ms, quantile, requestOf, say } from './jobs.ts';
import { probe, takeNotes, until } from './page-probe.ts';
import { openProduction, type Production } from './production.ts';

/**
 * What watching costs, in the production build and a real browser: the learning curves of a tuning job whose 10 parallel
 * training jobs report 5 metrics, at a pace and as fast as they can, with someone using the page; opening that tuning job
 * of 750 training jobs × 100 epochs; what is loaded before the list can be used; and, without a browser, whether any of a
 * million epochs is missed. `--only stream|load|epochs` for one of them, `--epochs n` for another number.
 */
const SECONDS = 10;

/** Someone at work on the page: highlights, zooms, shows all again. */
async function work(page: Page, milliseconds: number): Promise<void> {
  const over = performance.now() + milliseconds;
  const jobs = page.getByRole('list', { name: 'Training jobs' }).getByRole('button');
  for (let i = 0; performance.now() < over; i++) {
    // Four are highlighted at a time.
    await jobs.nth(i % 4).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Show all of it' }).click();
    await page.waitForTimeout(300);
  }
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
    `    of the oldest report of each update, p50/p95 ms until ${(['told', 'asked', 'read', 'painted'] as const).map(stage).join(', ')}`,
  );
  say(
    `  longest task ${ms(Math.max(0, ...longTasks))} (at most 100; ${longTasks.filter((each) => each > 50).length} over 50 ms)`,
  );
  say(
    `  interaction latency p98 ${ms(quantile(interactions, 0.98))} (at most 200; ${interactions.length} events, longest ${ms(Math.max(0, ...interactions))})`,
  );
}

/** Watches a tuning job until it has ended; 75,000 epochs. */
async function stream(page: Page): Promise<void> {
  await page.goto('/');
  await ask(page, 'CreateHyperParameterTuningJob', requestOf('stream', 750, 100));
  await page.goto('/tuning-jobs/stream/curves');
  for (const pace of ['600×', 'As fast as possible']) {
    await page.getByRole('button', { name: pace, exact: true }).click();
    await page.getByRole('figure', { name: /at epoch \d+/ }).waitFor();
    await watch(page, pace);
  }
  await page.getByText('750 of 750 training jobs ended').waitFor({ timeout: 120_000 });
  await page.getByRole('figure', { name: /by epoch. 750 training jobs; the highest/ }).waitFor();
  const { epochs } = await takeNotes(page);
  say(
    `  its curves were told ${epochs.told} of ${await epochsOf(page, 'stream')} epochs, ${epochs.missed} missed, ${epochs.doubled} doubled`,
  );
}

/** The page of a large tuning job that has ended, from the list. */
async function large(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'stream', exact: true }).waitFor();
  await takeNotes(page);
  const summary = await until(page, '750 of 750 training jobs ended', '/tuning-jobs/stream');
  const { longTasks } = await takeNotes(page);
  say(
    `job page of 750 × 100 from the list: ${ms(summary)} (at most 1000); longest task ${ms(Math.max(0, ...longTasks))}`,
  );
  await page.getByRole('tab', { name: 'Learning curves' }).waitFor();
  await takeNotes(page);
  const curves = await until(page, '750 training jobs; the highest', '/tuning-jobs/stream/curves');
  const drawing = await takeNotes(page);
  say(`  its 750 curves from the tab: ${ms(curves)}; longest task ${ms(Math.max(0, ...drawing.longTasks))}`);
  await page.reload();
  say(
    `  the same after a reload, backend started anew: ${ms(await until(page, '750 training jobs; the highest'))}`,
  );
}

/** The scripts that a first visit loads before the list is there and a tuning job can be created. */
async function firstLoad({ browser, baseURL, requested, gzipped }: Production): Promise<void> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  requested();
  await page.goto('/');
  await page.getByRole('button', { name: 'Run sample' }).first().waitFor();
  const paths = requested().filter((path) => path.endsWith('.js'));
  const sizes = await Promise.all(paths.map(gzipped));
  const kB = (of: (path: string) => boolean) =>
    sizes.reduce((sum, size, i) => sum + (of(paths[i] ?? '') ? size : 0), 0) / 1000;
  const isWorker = (path: string) => path.includes('.worker-');
  say(
    `first load: ${kB((path) => !isWorker(path)).toFixed(0)} kB of JavaScript (gzip) for the list (at most 300), ${kB(isWorker).toFixed(0)} kB for the service that answers it`,
  );
  await context.close();
}

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const only = option('only');

if (only !== 'epochs') {
  const production = await openProduction();
  try {
    if (only !== 'load') {
      const { browser, baseURL } = production;
      const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await probe(page);
      await stream(page);
      await large(page);
      await context.close();
    }
    if (only !== 'stream') await firstLoad(production);
  } finally {
    await production.close();
  }
}
if (only === undefined || only === 'epochs') {
  const epochs = option('epochs');
  // Without a number all of this takes less than four minutes, also where others use the machine.
  await followAll(Number(epochs ?? 1_000_000), epochs === undefined ? 100 : Number.POSITIVE_INFINITY);
}
