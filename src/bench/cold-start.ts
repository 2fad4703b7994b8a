import { openProduction } from './production.ts';

/**
 * What a newcomer waits for, in the production build and a real browser. Each run is a new browser context: nothing
 * cached, an empty database. (a) From pressing *Create hyperparameter tuning job* to the first epoch on the chart, at
 * the pace a new tuning job has; (b) the churn sample's 20 training jobs as fast as possible, from the press that sets
 * this pace to the last one ended.
 */
const RUNS = 3;

const { baseURL, browser, close } = await openProduction();

/** Seconds of (a) and (b) in one fresh context. */
async function measure(): Promise<readonly [number, number]> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 900 },
  });
  try {
    const page = await context.newPage();
    await page.goto('/tuning-jobs/create?sample=xgboost-churn');
    const create = page.getByRole('button', { name: 'Create hyperparameter tuning job' });
    const next = page.getByRole('button', { name: 'Next', exact: true });
    for (const step of [
      'Define job settings',
      'Create training job definition(s)',
      'Configure tuning job resources',
    ]) {
      await page.getByRole('heading', { level: 1, name: step }).waitFor();
      await next.click();
    }
    await create.waitFor();
    const pressed = performance.now();
    await create.click();
    await page.getByRole('figure', { name: /at epoch \d+/ }).waitFor();
    const firstEpoch = performance.now() - pressed;

    const hurried = performance.now();
    await page.getByRole('button', { name: 'As fast as possible', exact: true }).click();
    await page.getByText('20 of 20 training jobs ended').waitFor({ timeout: 300_000 });
    return [firstEpoch / 1000, (performance.now() - hurried) / 1000];
  } finally {
    await context.close();
  }
}

try {
  for (let run = 1; run <= RUNS; run++) {
    const [firstEpoch, sample] = await measure();
    process.stdout.write(
      `run ${run}: first live epoch ${firstEpoch.toFixed(2)} s after Create (at most 5); the 20-job sample ${sample.toFixed(2)} s at full pace (at most 60)\n`,
    );
  }
} finally {
  await close();
}
