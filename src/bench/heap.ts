import type { CDPSession, Page } from '@playwright/test';
import { ask } from './ask.ts';
import { epochsOf, requestOf, say } from './jobs.ts';
import { openProduction } from './production.ts';

/**
 * Whether the page grows while it streams: the learning curves of one tuning job, 10 parallel × 5 metrics, looked at without a
 * reload for `--minutes n` (30) after three of warming up; its heap after collected garbage at the start and each minute.
 * `--pace 60x|600x`: 60x is what a new tuning job has. The page keeps the epochs of the metric it shows, 8 bytes
 * each, up to a number that no screen can show.
 */
const WARM_UP = 3;

const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const minutes = Number(option('minutes') ?? 30);
const pace = option('pace') ?? '60x';

/** Bytes in use after collecting garbage. */
interface Heap {
  /** Objects and compiled code: what is called the heap. Code grows until all that is used often has been optimised. */
  readonly objects: number;
  /** What the browser holds for the page: elements and their layout. */
  readonly elements: number;
  /** Arrays of numbers: the points of the curves. */
  readonly numbers: number;
}

const sumOf = ({ objects, elements, numbers }: Heap) => objects + elements + numbers;
const MB = (bytes: number) => (bytes / 1e6).toFixed(2);
const partsOf = (heap: Heap) =>
  `${MB(sumOf(heap))} MB (objects and code ${MB(heap.objects)}, elements ${MB(heap.elements)}, numbers ${MB(heap.numbers)})`;

async function heapOf(cdp: CDPSession): Promise<Heap> {
  // What a first pass sets free may hold what only a second one finds.
  for (let pass = 0; pass < 2; pass++) await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await cdp.send('Runtime.getHeapUsage');
  return { objects: usedSize, elements: embedderHeapUsedSize, numbers: backingStorageSize };
}

/** Someone at work: highlights another training job every few seconds, looks closer and back. */
async function work(page: Page, milliseconds: number): Promise<void> {
  const over = performance.now() + milliseconds;
  const jobs = page.getByRole('list', { name: 'Training jobs' }).getByRole('button');
  for (let i = 0; performance.now() < over; i++) {
    await jobs.nth(i % 4).click();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.getByRole('button', { name: 'Show all of it' }).click();
    await page.waitForTimeout(5000);
  }
}

const { browser, baseURL, close } = await openProduction();
try {
  const page = await browser.newPage({ baseURL, viewport: { width: 1280, height: 900 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  await page.goto('/');
  await ask(page, 'CreateHyperParameterTuningJob', requestOf('heap', 750, 1000));
  await ask(page, 'SetTuningJobPace', {
    HyperParameterTuningJobName: 'heap',
    Pace: pace,
  });
  await page.goto('/tuning-jobs/heap/curves');
  await page.getByRole('figure', { name: /at epoch \d+/ }).waitFor();
  await work(page, WARM_UP * 60_000);
  const first = { heap: await heapOf(cdp), epochs: await epochsOf(page, 'heap') };
  say(`after ${WARM_UP} min: ${partsOf(first.heap)}, ${first.epochs} epochs`);
  for (let minute = 1; minute <= minutes; minute++) {
    await work(page, 60_000);
    const heap = await heapOf(cdp);
    const epochs = (await epochsOf(page, 'heap')) - first.epochs;
    say(
      `after ${minute} min more: ${partsOf(heap)}, ${(100 * (sumOf(heap) / sumOf(first.heap) - 1)).toFixed(1)} % (in 30 min at most 10), ${epochs} epochs more`,
    );
  }
} finally {
  await close();
}
