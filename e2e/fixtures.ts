import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

/** Every page that a test opens is watched: an error on the console or a broken policy fails the test. */
export const test = base.extend<{ noErrors: undefined }>({
  noErrors: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on('weberror', (error) => errors.push(error.error().message));
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Fills the wizard for XGBoost on the churn data with two ranges, up to the review. */
export async function fillWizard(
  page: Page,
  {
    name,
    jobs = 12,
    parallel = 3,
    earlyStopping = 'Auto',
    strategy = 'Random',
    look = async () => {},
  }: {
    name: string;
    jobs?: number;
    parallel?: number;
    earlyStopping?: 'Off' | 'Auto';
    strategy?: 'Bayesian' | 'Random';
    look?: (page: Page) => Promise<void>;
  },
): Promise<void> {
  await page.goto('/tuning-jobs/create');
  await page.getByLabel('Tuning job name').fill(name);
  await chooseStrategy(page, strategy);
  if (earlyStopping === 'Auto') {
    await page.getByRole('button', { name: /^Training job early stop (Off|Auto)/ }).click();
    await page.getByRole('option', { name: /^Auto/ }).click();
  }
  await look(page);
  await next(page);
  await addDefinition(page, look);
  await look(page);
  await next(page);
  await page.getByLabel('Maximum parallel training jobs').fill(String(parallel));
  await page.getByLabel('Maximum training jobs', { exact: true }).fill(String(jobs));
  await page.getByText('Advanced (API only)').click();
  await page.getByLabel(/Random seed/).fill('5');
  await look(page);
  await next(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Review and create' })).toBeVisible();
  await look(page);
}

export async function chooseStrategy(page: Page, strategy: string): Promise<void> {
  await page.getByRole('button', { name: /^Tuning strategy/ }).click();
  await page.getByRole('option', { name: new RegExp(strategy) }).click();
}

export const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click();

/** A definition as the wizard proposes it, but with two ranges: eta and max_depth. */
export async function addDefinition(
  page: Page,
  look: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('button', { name: 'Add training job definition' }).first().click();
  for (const name of ['min_child_weight', 'subsample']) {
    await page.getByRole('button', { name: new RegExp(`^Type of ${name}`) }).click();
    await page.getByRole('option', { name: 'Static' }).click();
  }
  await look(page);
  await next(page);
  await look(page);
  await next(page);
  await look(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
}

export const createJob = (page: Page) =>
  page.getByRole('button', { name: 'Create hyperparameter tuning job' }).click();

/** Sets how fast simulated time passes. */
export const setPace = (page: Page, pace: string) =>
  page.getByRole('button', { name: pace, exact: true }).click();

/** The four numbers of the Training job status counter, read in one look. */
export async function counters(page: Page) {
  const text = await page.getByRole('main').innerText();
  const found = /Completed\s+(\d+)\s+In progress\s+(\d+)\s+Stopped\s+(\d+)\s[\s\S]*?Failed\s+(\d+)\s/.exec(
    text,
  );
  const [completed = NaN, inProgress = NaN, stopped = NaN, failed = NaN] = (found ?? []).slice(1).map(Number);
  return { completed, inProgress, stopped, failed };
}

/** Asserts that axe finds nothing on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map(({ html }) => html)
          .join(' ')
          .slice(0, 300)}`,
    ),
  ).toEqual([]);
}

/** Asks the service as any client could, over the tab's own protocol. */
export const ask = (page: Page, operation: string, input: object): Promise<unknown> =>
  page.evaluate(
    async ([name, argument]) => {
      const tab = `test-${Math.random()}`;
      const common = new BroadcastChannel('etude');
      const own = new BroadcastChannel(`etude:${tab}`);
      const answer = new Promise<unknown>((resolve, reject) => {
        own.onmessage = ({
          data,
        }: MessageEvent<{ kind: string; output?: unknown; error?: { message: string } }>) => {
          if (data.kind === 'reply') resolve(data.output);
          if (data.kind === 'error') reject(new Error(data.error?.message));
        };
        common.onmessage = ({ data }: MessageEvent<{ kind: string; tab?: string }>) => {
          if (data.kind === 'owner') common.postMessage({ kind: 'hello', tab });
          if (data.kind === 'welcome' && data.tab === tab) {
            own.postMessage({ kind: 'request', id: 1, operation: name, input: argument });
          }
        };
      });
      common.postMessage({ kind: 'hello', tab });
      const output = await answer;
      common.postMessage({ kind: 'bye', tab });
      common.close();
      own.close();
      return output;
    },
    [operation, input] as const,
  );
