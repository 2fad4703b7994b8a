import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { createReader, LIVE, type Screen } from './reading.ts';

/** A question whose answer counts up, each answer given by hand; time passes only as the screen says. */
function open(meta?: typeof LIVE) {
  const client = new QueryClient();
  const key = ['Count'];
  const asked: (() => void)[] = [];
  let value = 0;
  const observer = new QueryObserver(client, {
    queryKey: key,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
    retry: false,
    ...(meta ? { meta } : {}),
    queryFn: () => {
      // What is asked now is answered with what is so now.
      const seen = value;
      return new Promise<number>((resolve) => asked.push(() => resolve(seen)));
    },
  });
  const paused: { ms: number; resume: () => void }[] = [];
  const paints: (() => void)[] = [];
  let clock = 0;
  const screen: Screen = {
    now: () => clock,
    pause: (ms) => new Promise((resume) => paused.push({ ms, resume })),
    painted: () => new Promise((resolve) => paints.push(resolve)),
  };
  const refresh = createReader(client, screen);
  return {
    observer,
    asked,
    paused,
    paints,
    pass: (ms: number) => (clock += ms),
    change: () => {
      value++;
      const query = client.getQueryCache().find({ queryKey: key });
      if (query) refresh(query);
    },
    answer: async () => {
      asked.shift()?.();
      await turn();
    },
    data: () => client.getQueryData(key),
    isStale: () => client.getQueryState(key)?.isInvalidated,
  };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

it('answers on their way are kept, and the last of many changes is read', async () => {
  const { observer, asked, paused, pass, change, answer, data } = open();
  const stop = observer.subscribe(() => {});
  await answer();
  expect(data()).toBe(0);
  change();
  await turn();
  change();
  change();
  await turn();
  expect(asked).toHaveLength(1);
  pass(40);
  await answer();
  expect(data()).toBe(1);
  expect(paused.map(({ ms }) => ms)).toEqual([210]);
  paused[0]?.resume();
  await turn();
  await answer();
  expect(data()).toBe(3);
  paused[1]?.resume();
  await turn();
  expect(asked).toHaveLength(0);
  stop();
});

it('rests as long as the answer took', async () => {
  const { observer, paused, pass, change, answer } = open();
  const stop = observer.subscribe(() => {});
  await answer();
  change();
  await turn();
  pass(700);
  await answer();
  expect(paused.map(({ ms }) => ms)).toEqual([700]);
  stop();
});

it('a first answer that was on its way before the change is not taken for the last', async () => {
  const { observer, change, answer, data } = open();
  const stop = observer.subscribe(() => {});
  change();
  await turn();
  await answer();
  await answer();
  expect(data()).toBe(1);
  stop();
});

it('what is live is read again when the answer before is on the screen', async () => {
  const { observer, asked, paused, paints, pass, change, answer, data } = open(LIVE);
  const stop = observer.subscribe(() => {});
  await answer();
  change();
  await turn();
  await answer();
  change();
  await turn();
  expect(asked).toHaveLength(0);
  pass(30);
  paints[0]?.();
  await turn();
  expect(paused.map(({ ms }) => ms)).toEqual([14]);
  paused[0]?.resume();
  await turn();
  await answer();
  expect(data()).toBe(2);
  stop();
});

it('what is not on screen is not read, but marked', async () => {
  const { observer, asked, change, answer, isStale } = open();
  const stop = observer.subscribe(() => {});
  await answer();
  stop();
  change();
  await turn();
  expect(asked).toHaveLength(0);
  expect(isStale()).toBe(true);
});
