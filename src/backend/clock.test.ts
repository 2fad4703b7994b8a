import { describe, expect, it } from 'vitest';
import { Clock } from './clock.ts';

/** A wall clock that moves when told. */
function fakeWall() {
  let now = 1000;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    setTimeout: (run: () => void, ms: number) => timers.push({ at: now + ms, run }),
    async pass(ms: number) {
      now += ms;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { run } of due) run();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

/** Whether a promise has settled, and to what. */
function watch<T>(promise: Promise<T>) {
  const seen: { value?: T } = {};
  void promise.then((value) => {
    seen.value = value;
  });
  return seen;
}

describe('simulated time', () => {
  it('passes 60 seconds a second at 60x', async () => {
    const wall = fakeWall();
    const clock = new Clock(wall, '60x', 10);
    const seen = watch(clock.until(70));
    await wall.pass(999);
    expect(clock.now()).toBeCloseTo(69.94);
    expect(seen.value).toBeUndefined();
    await wall.pass(1);
    expect(seen.value).toBe(true);
  });

  it('stands while paused and goes on from there', async () => {
    const wall = fakeWall();
    const clock = new Clock(wall, '60x', 0);
    await wall.pass(1000);
    clock.setPace('Paused');
    const seen = watch(clock.until(61));
    await wall.pass(1_000_000);
    expect(clock.now()).toBe(60);
    expect(seen.value).toBeUndefined();
    clock.setPace('600x');
    await wall.pass(0);
    expect(seen.value).toBe(false);
    await wall.pass(1);
    expect(clock.now()).toBeCloseTo(60.6);
  });

  it('does not wait at full pace, and stays at the last event', async () => {
    const clock = new Clock(fakeWall(), 'Max', 5);
    expect(await clock.until(1e9)).toBe(true);
    expect(clock.now()).toBe(5);
    clock.reached(7);
    expect(clock.now()).toBe(7);
  });

  it('waits for training: an event handled late is where it goes on', async () => {
    const wall = fakeWall();
    const clock = new Clock(wall, '1x', 0);
    await wall.pass(10_000);
    clock.reached(4);
    expect(clock.now()).toBe(4);
  });

  it('wakes whoever waits', async () => {
    const clock = new Clock(fakeWall(), '1x', 0);
    const waiting = clock.until(100);
    clock.wake();
    expect(await waiting).toBe(false);
  });
});
