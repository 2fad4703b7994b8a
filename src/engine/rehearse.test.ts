import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../lib/rng.ts';
import {
  courses,
  type Problem,
  rehearse as play,
  type Rehearsal,
  type Row,
  stageOf,
  strategyNames,
  unfit,
} from './rehearse.ts';
import type { Configuration, Space } from './types.ts';

const space: Space = [
  { kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'linear' },
  { kind: 'categorical', name: 'c', values: ['a', 'b'] },
];

const row = (configuration: Configuration, ...values: readonly (number | null)[]): Row => ({
  definition: 0,
  configuration,
  values,
  epochs: values.length,
  startSeconds: 100,
  downloadSeconds: 10,
  epochSeconds: 1,
  uploadSeconds: 5,
});

const at = (problem: Problem, configuration: Configuration) =>
  courses(problem)({ type: 'launch', index: 0, definition: 0, configuration, reason: { rule: 'random' } });

/** A bowl with its lowest point at x = 0.3 of category a, as a table of 40 rows of 9 epochs. */
const bowl: Problem = {
  definitions: [{ space }],
  rows: Array.from({ length: 40 }, (_, i) => {
    const [x, c] = [rng(1, i).uniform(), i % 2 ? 'a' : 'b'];
    const end = (x - 0.3) ** 2 + (c === 'a' ? 0 : 0.2);
    return row({ x, c }, ...Array.from({ length: 9 }, (_v, e) => end + 1 / (e + 1)));
  }),
};
const rehearse = (problem: Problem, rehearsal: Rehearsal) => play(stageOf(problem), rehearsal);
const once: Rehearsal = {
  strategy: 'random',
  seed: 1,
  maxTrials: 12,
  maxParallel: 3,
  earlyStopping: 'off',
};

describe('the surrogate', () => {
  const problem: Problem = {
    definitions: [{ space }],
    rows: [row({ x: 0, c: 'a' }, 4, 2), row({ x: 1, c: 'a' }, 8, 6, 4, 2), row({ x: 0.5, c: 'b' }, 0)],
  };

  it('gives a configuration of the table its own curve', () => {
    expect(at(problem, { x: 1, c: 'a' })).toEqual({
      values: [8, 6, 4, 2],
      epochSeconds: 1,
      startSeconds: 100,
      downloadSeconds: 10,
      end: { status: 'completed', seconds: 5 },
    });
  });

  it('weighs the three nearest by 1 / distance², a curve that has ended by its last value', () => {
    // Distances²: 1/4, 1/4, and a whole category away 1: weights 4, 4, 1. Epochs (4·2 + 4·4 + 1) / 9 = 2.8.
    const { values } = at(problem, { x: 0.5, c: 'a' });
    expect(values.map((value) => (value ?? 0) * 9)).toEqual(
      [4 * 4 + 4 * 8, 4 * 2 + 4 * 6, 4 * 2 + 4 * 4].map((sum) => expect.closeTo(sum, 6)),
    );
  });

  it('lets a stopped row go on with its last value, and passes over missing ones', () => {
    const cut: Problem = { ...problem, rows: [{ ...row({ x: 0, c: 'a' }, 5, 3), epochs: 4 }] };
    expect(at(cut, { x: 0, c: 'a' }).values).toEqual([5, 3, 3, 3]);
    expect(at(cut, { x: 0.9, c: 'b' }).values.map((value) => value?.toFixed(9))).toEqual(
      [5, 3, 3, 3].map((value) => value.toFixed(9)),
    );
    const holes: Problem = {
      ...problem,
      rows: [row({ x: 0, c: 'a' }, null, 3), row({ x: 1, c: 'a' }, 7, 9)],
    };
    const { values } = at(holes, { x: 0.5, c: 'a' });
    expect(values).toEqual([expect.closeTo(7, 6), expect.closeTo(6, 6)]);
  });
});

describe('a rehearsal', () => {
  it('is the same again, and another with another seed', () => {
    const first = rehearse(bowl, once);
    expect(rehearse(bowl, once)).toEqual(first);
    expect(rehearse(bowl, { ...once, seed: 2 }).best).not.toEqual(first.best);
    expect(first.best).toHaveLength(12);
    // Off: every training job takes its 9 epochs.
    expect(first.epochs.at(-1)).toBe(12 * 9);
    expect(first.stopped).toBe(0);
  });

  it('never gets worse, and counts epochs and seconds upwards, for every strategy that fits', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...strategyNames.filter((name) => unfit(stageOf(bowl), name) === undefined)),
        fc.constantFrom('off' as const, 'median' as const),
        fc.nat(1000),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (strategy, earlyStopping, seed, maxTrials, maxParallel) => {
          const trace = rehearse(bowl, { strategy, earlyStopping, seed, maxTrials, maxParallel });
          for (const column of [trace.best, trace.epochs, trace.seconds])
            expect(column).toHaveLength(maxTrials);
          const known = trace.best.filter((value) => value !== null);
          expect(known).toEqual([...known].sort((a, b) => b - a));
          for (const column of [trace.epochs, trace.seconds])
            expect(column).toEqual([...column].sort((a, b) => a - b));
          const full = trace.stopped === 0;
          expect(trace.epochs.at(-1) === maxTrials * 9).toBe(full);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('shows what strategies are worth: Hyperband takes fewer epochs, the median rule too', () => {
    const many = { ...once, maxTrials: 40 };
    const off = rehearse(bowl, many).epochs.at(-1) ?? 0;
    expect(rehearse(bowl, { ...many, strategy: 'hyperband' }).epochs.at(-1)).toBeLessThan(off / 2);
    expect(rehearse(bowl, { ...many, earlyStopping: 'median' }).epochs.at(-1)).toBeLessThan(off);
  });

  it('says why a strategy cannot run, and goes through a small grid once', () => {
    expect(unfit(stageOf(bowl), 'grid')).toBe('not-categorical');
    expect(() => rehearse(bowl, { ...once, strategy: 'grid' })).toThrow('not-categorical');
    expect(unfit(stageOf({ ...bowl, rows: [] }), 'random')).toBe('no-rows');
    expect(unfit(stageOf({ definitions: [{ space }], rows: [row({ x: 0, c: 'a' }, 1)] }), 'hyperband')).toBe(
      'one-epoch',
    );
    const letters: Problem = {
      definitions: [{ space: space.slice(1) }],
      rows: [row({ c: 'a' }, 2), row({ c: 'b' }, 1)],
    };
    for (const strategy of ['grid', 'random'] as const)
      expect(rehearse(letters, { ...once, strategy }).best).toHaveLength(2);
  });
});
