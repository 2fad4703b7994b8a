import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '../lib/rng.ts';
import { improves } from './improvement.ts';
import { progress, standing } from './progress.ts';
import type { Spec, Trial } from './types.ts';

const spec: Spec = {
  seed: 0,
  strategy: 'random',
  definitions: [{ space: [{ kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'linear' }] }],
  maxTrials: 100,
  maxParallel: 10,
  earlyStopping: 'off',
};

interface Given {
  readonly value: number | null;
  readonly status?: Trial['status'];
  readonly ended?: number;
}

const trialsOf = (given: readonly Given[]): Trial[] =>
  given.map(({ value, status = 'completed', ended }, index) => ({
    index,
    definition: 0,
    configuration: { x: 0 },
    status,
    values: [value],
    checks: [],
    ...(ended === undefined ? {} : { ended }),
  }));
const completed = (...values: number[]) => trialsOf(values.map((value) => ({ value })));

const aGiven = fc.record({
  value: fc.option(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: 0.5, max: 0.6, noNaN: true }))),
  status: fc.constantFrom('completed' as const, 'stopped' as const, 'failed' as const, 'running' as const),
});

describe('not improving', () => {
  // By hand after the guide's example: the best is 0.9 (maximised, so −0.9 here), and none of the next is better.
  it.each([
    [[-0.9, -0.8, -0.9, -0.85], 3],
    [[-0.5, -0.9, -0.8], 1],
    [[-0.9, -0.905, -0.91], 2],
    [[-0.9], 0],
    [[], 0],
  ])('%j: %i', (values, count) => {
    expect(progress(spec, completed(...values)).notImproving).toBe(count);
  });

  it('counts in the order of ends, not of launches', () => {
    const slowFirst = trialsOf([
      { value: 1, ended: 2 },
      { value: 0.5, ended: 0 },
      { value: 0.6, ended: 1 },
    ]);
    expect(progress(spec, slowFirst)).toMatchObject({ notImproving: 2, best: { trial: 1 } });
    expect(progress(spec, completed(1, 0.5, 0.6)).notImproving).toBe(1);
  });

  it('counts a stopped trial, and passes over failed, running and silent ones', () => {
    const trials = trialsOf([
      { value: 1 },
      { value: 0.1, status: 'stopped' },
      { value: 0.1, status: 'failed' },
      { value: 0.1, status: 'running' },
      { value: null },
      { value: Number.NaN },
    ]);
    expect(progress(spec, trials)).toMatchObject({ notImproving: 1, best: { trial: 0, value: 1, epoch: 1 } });
  });

  it('has no best, hence no count, while none has completed', () => {
    const { best, notImproving } = progress(spec, trialsOf([{ value: 1, status: 'stopped' }]));
    expect([best, notImproving]).toEqual([undefined, 0]);
  });
});

it('takes the first launched of equal results for the best', () => {
  const trials = trialsOf([
    { value: 0.5, ended: 1 },
    { value: 0.5, ended: 0 },
  ]);
  expect(progress(spec, trials).best?.trial).toBe(0);
});

it('agrees with a plain account of the rules, whatever happened', () => {
  fc.assert(
    fc.property(fc.array(aGiven, { maxLength: 60 }), (given) => {
      const { best, improved, notImproving } = progress(spec, trialsOf(given));
      let low: number | undefined;
      let last: number | undefined;
      let count = 0;
      for (const [index, { value, status }] of given.entries()) {
        if (status === 'running' || status === 'failed' || value === null) continue;
        if (status === 'completed' && improves(value, low)) {
          last = index;
          count = 0;
        } else if (low !== undefined) count++;
        if (status === 'completed') low = Math.min(low ?? Infinity, value);
      }
      expect(best?.value).toBe(low);
      expect(improved?.trial).toBe(last);
      expect(notImproving).toBe(count);
    }),
  );
});

it('is the same at the end as at that moment, and survives JSON', () => {
  fc.assert(
    fc.property(fc.array(aGiven, { maxLength: 60 }), (given) => {
      const trials = trialsOf(given);
      const { convergedAt: _, ...state } = progress(spec, trials);
      expect(standing(spec, trials)).toEqual(state);
      const parsed = JSON.parse(JSON.stringify([spec, trials])) as [Spec, Trial[]];
      expect(progress(...parsed)).toEqual(progress(spec, trials));
    }),
  );
});

describe('convergence', () => {
  const draws = (n: number, draw: (i: number) => number) =>
    completed(...Array.from({ length: n }, (_, i) => draw(i)));
  const stream = rng(1, 'convergence');

  it('is found where nothing near the best is left to gain', () => {
    const near = draws(60, () => 0.9 + 0.002 * stream.uniform());
    expect(progress(spec, near).convergedAt).toBe(19);
  });

  it('is not found where every tenth of the effort still brings something', () => {
    expect(
      progress(
        spec,
        draws(100, (i) => 0.99 ** i),
      ).convergedAt,
    ).toBeUndefined();
    expect(
      progress(
        spec,
        draws(100, () => 1 + stream.uniform()),
      ).convergedAt,
    ).toBeUndefined();
  });

  it('is not made by failed trials or trials without a value', () => {
    const poisoned = trialsOf(
      Array.from({ length: 60 }, (_, i) =>
        i % 6 === 0
          ? { value: 0.9 }
          : { value: i % 2 ? Number.NaN : 0.9, status: i % 2 ? 'completed' : 'failed' },
      ),
    );
    expect(progress(spec, poisoned)).toMatchObject({ outlook: { ended: 10, probability: null } });
  });

  // What the detector promises, less than one job in ten gives up an improvement, held against searches of known kinds.
  const SEARCHES: readonly (readonly [string, (random: Rng, i: number) => number])[] = [
    ['an accuracy near its ceiling', (r) => -(0.93 - 0.1 * Math.min(1, r.normal() ** 2))],
    ['a bowl in two dimensions', (r) => 1 + (r.uniform() - 0.3) ** 2 + (r.uniform() - 0.6) ** 2],
    ['an exponential above a floor', (r) => 4 - 0.6 * Math.log(1 - r.uniform())],
    ['a log-normal error', (r) => 4 * Math.exp(0.3 * r.normal())],
    ['a search that closes in', (r, i) => 1 + r.uniform() / (1 + i / 5)],
    ['nothing but noise', (r) => 1 + 0.01 * r.normal()],
  ];
  it.each(SEARCHES)('on %s it gives up an improvement in less than one job in ten', (name, draw) => {
    const JOBS = 40;
    let missed = 0;
    for (let seed = 0; seed < JOBS; seed++) {
      const random = rng(seed, name);
      const all = draws(250, (i) => draw(random, i));
      const { convergedAt, best } = progress({ ...spec, maxTrials: 250 }, all);
      if (convergedAt === undefined) continue;
      const then = progress(spec, all.slice(0, convergedAt + 1)).best;
      if (improves(best?.value ?? 0, then?.value)) missed++;
    }
    expect(missed / JOBS).toBeLessThan(0.1);
  });
});
