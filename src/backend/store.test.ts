import { expect, it } from 'vitest';
import { memoryPersistence } from './db.ts';
import { Store } from './store.ts';

/** A store whose time and whose saving pass by hand. */
function open() {
  let clock = 1000;
  const timers: { at: number; run: () => void }[] = [];
  const saves: (() => void)[] = [];
  const told: number[] = [];
  const store = new Store(
    { ...memoryPersistence(), save: () => new Promise((resolve) => saves.push(resolve)) },
    { now: () => clock, setTimeout: (run, ms) => timers.push({ at: clock + ms, run }) },
    ({ Since }) => told.push(Since),
  );
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    store,
    told,
    saves,
    waits: () => timers.map(({ at }) => at - clock),
    /** Lets time pass, and what is due happen. */
    pass: async (ms: number) => {
      clock += ms;
      for (const { run } of timers
        .splice(0)
        .filter(({ at, run }) => at <= clock || !timers.push({ at, run })))
        run();
      await turn();
    },
    saved: async () => {
      saves.shift()?.();
      await turn();
    },
  };
}

it('saves before it tells, and of a change during a save later', async () => {
  const { store, told, saves, pass, saved } = open();
  store.touchObjects();
  await pass(0);
  expect(saves).toHaveLength(1);
  expect(told).toEqual([]);
  await pass(10);
  store.touchObjects();
  await saved();
  expect(told).toEqual([1000]);
  await pass(80);
  await saved();
  // By the time at which it was made.
  expect(told).toEqual([1000, 1010]);
});

it('tells at once after a while of silence, else 80 ms after it began last, and leaves half of the time to others', async () => {
  const { store, told, waits, pass, saved } = open();
  store.touchObjects();
  expect(waits()).toEqual([0]);
  await pass(0);
  await pass(10);
  await saved();
  store.touchObjects();
  expect(waits()).toEqual([70]);
  await pass(70);
  await pass(200);
  await saved();
  store.touchObjects();
  expect(waits()).toEqual([200]);
  await pass(200);
  await saved();
  expect(told).toHaveLength(3);
  await pass(1000);
  store.touchObjects();
  expect(waits()).toEqual([0]);
});
