import { expect, test } from 'vitest';
import { serve } from '../lib/rpc.ts';
import { answerDataWork, SHARE, type DataThread, dataWorkHere, dataWorkIn } from './data-work.ts';

const CSV = 'x,y,label\n1,a,0\n2,b,1\n3,a,0\n4,b,1\n5,a,0\n6,b,1\n';
const PLAN = {
  Target: 'label',
  Task: 'Binary',
  Drop: [],
  Encoding: 'OneHot',
  Missing: 'Median',
  ValidationFraction: 0.5,
  Seed: 1,
} as const;

/** Threads in this one, with a count of those that run; `hold` keeps them from answering. */
function threads({ hold = false } = {}) {
  const seen = { running: 0 };
  const spawn = (): DataThread => {
    seen.running++;
    const { port1, port2 } = new MessageChannel();
    const portOf = (port: MessagePort) => ({
      postMessage: (message: unknown) => port.postMessage(message),
      addEventListener: (_: 'message', listener: (event: { readonly data: unknown }) => void) => {
        port.onmessage = listener;
      },
    });
    if (!hold) {
      const { push } = serve(portOf(port2), (operation, input) =>
        answerDataWork(operation, input, (share) => push(SHARE, share)),
      );
    }
    return {
      port: portOf(port1),
      onError: () => {},
      terminate: () => {
        seen.running--;
        port1.close();
        port2.close();
      },
    };
  };
  return { seen, spawn };
}

test('answers in a thread what it would answer here, and ends the thread', async () => {
  const { seen, spawn } = threads();
  const work = dataWorkIn(spawn);
  expect(await work.inspect(CSV)).toEqual(await dataWorkHere.inspect(CSV));
  const plan = { ...PLAN, Drop: [] };
  expect(await work.prepare(CSV, plan)).toEqual(await dataWorkHere.prepare(CSV, plan));
  await expect(work.inspect('')).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'The file is empty.',
    path: ['Body'],
  });
  expect(seen.running).toBe(0);
});

test('tells how far it is, ever further, and nothing of work that is over', async () => {
  const { spawn } = threads();
  const heard: (number | undefined)[] = [];
  const work = dataWorkIn(() => {
    const thread = spawn();
    return {
      ...thread,
      port: {
        ...thread.port,
        addEventListener: (type, listener) =>
          thread.port.addEventListener(type, (event) => {
            listener(event);
            heard.push(work.share('a file'));
          }),
      },
    };
  });
  const preparing = work.prepare(CSV, { ...PLAN, Drop: [] }, 'a file');
  expect(work.share('a file')).toBe(0);
  await preparing;
  const shares = heard.filter((share) => share !== undefined);
  expect(shares.length).toBeGreaterThan(4);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  expect(work.share('a file')).toBeUndefined();
});

test('can be cancelled: the thread ends at once and the caller is told', async () => {
  const { seen, spawn } = threads({ hold: true });
  const work = dataWorkIn(spawn);
  const reading = work.inspect(CSV, 'a file');
  expect(seen.running).toBe(1);
  expect(work.cancel('another')).toBe(false);
  expect(work.cancel('a file')).toBe(true);
  await expect(reading).rejects.toMatchObject({ code: 'Cancelled' });
  expect(seen.running).toBe(0);
  expect(work.cancel('a file')).toBe(false);
});

test('another file under the same name takes the place of the one before', async () => {
  const { seen, spawn } = threads({ hold: true });
  const work = dataWorkIn(spawn);
  const first = work.inspect(CSV, 'a file');
  const second = work.inspect(CSV, 'a file');
  await expect(first).rejects.toMatchObject({ code: 'Cancelled' });
  expect(seen.running).toBe(1);
  expect(work.cancel('a file')).toBe(true);
  await expect(second).rejects.toMatchObject({ code: 'Cancelled' });
  expect(seen.running).toBe(0);
});
