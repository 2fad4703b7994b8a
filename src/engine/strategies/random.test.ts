import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../apply.ts';
import { identity, sizeOf } from '../space.ts';
import { aFiniteSpace, aSpace } from '../testing/arbitraries.ts';
import type { Configuration, Space, Spec, Trial } from '../types.ts';
import { random } from './random.ts';

function specOf(seed: number, ...spaces: Space[]): Spec {
  return {
    seed,
    strategy: 'random',
    definitions: spaces.map((space) => ({ space })),
    maxParallel: 1,
    earlyStopping: 'off',
  };
}

/** Up to `most` suggestions in a row. */
function suggestions(spec: Spec, most: number): readonly Trial[] {
  let trials: readonly Trial[] = [];
  for (let index = 0; index < most; index++) {
    const suggestion = random.suggest(spec, trials, index);
    if (suggestion === undefined) break;
    trials = apply(trials, [{ type: 'launch', index, ...suggestion }]);
  }
  return trials;
}

const configurations = (trials: readonly Trial[]): Configuration[] => trials.map((t) => t.configuration);
const integer = (min: number, max: number, scaling: 'linear' | 'log') =>
  ({ kind: 'integer', name: 'n', min, max, scaling }) as const;
const rate = { kind: 'continuous', name: 'lr', min: 1e-4, max: 1, scaling: 'log' } as const;

describe('random search', () => {
  it('uses up a finite space without repeating itself', () => {
    fc.assert(
      fc.property(fc.nat(), aFiniteSpace, (seed, space) => {
        const trials = suggestions(specOf(seed, space), Infinity);
        expect(trials).toHaveLength(sizeOf(space));
        expect(new Set(configurations(trials).map(identity)).size).toBe(sizeOf(space));
      }),
    );
  });

  it('depends on the seed and the index, not on what became of earlier trials', () => {
    fc.assert(
      fc.property(fc.nat(), fc.oneof(aSpace, aFiniteSpace), (seed, space) => {
        const spec = specOf(seed, space);
        const trials = suggestions(spec, 10);
        const index = trials.length - 1;
        const before = trials.slice(0, index);
        const ended = before.map((t): Trial => ({ ...t, status: 'failed', values: [t.index, null] }));
        expect(random.suggest(spec, ended, index)).toEqual(random.suggest(spec, before, index));
      }),
    );
  });

  it('draws something else with another seed', () => {
    const [a, b] = [1, 2].map((seed) => configurations(suggestions(specOf(seed, [rate]), 20)));
    expect(new Set([...(a ?? []), ...(b ?? [])].map(identity)).size).toBe(40);
  });

  it('keeps the density of the scale while it avoids repeats', () => {
    // 100 different integers of 1 … 10⁶: three of the six decades lie below 1000, so about half the jobs do. Drawn
    // linearly, one in a thousand would.
    const low = Array.from({ length: 20 }, (_, seed) =>
      configurations(suggestions(specOf(seed, [integer(1, 1e6, 'log')]), 100)).filter(
        (c) => Number(c.n) < 1000,
      ),
    ).flat();
    expect(low.length / 2000).toBeGreaterThan(0.38);
    expect(low.length / 2000).toBeLessThan(0.55);
  });

  it('starts anywhere: first configurations of many seeds are uniform', () => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (let seed = 0; seed < 6000; seed++) {
      const face = Number(random.suggest(specOf(seed, [integer(0, 5, 'linear')]), [], 0)?.configuration.n);
      counts[face] = (counts[face] ?? 0) + 1;
    }
    // Standard deviation sqrt(6000 · 1/6 · 5/6) = 29.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(5 * 29);
  });

  it('copes with spaces beyond 2⁵³', () => {
    const wide = [1, 2, 3].map((k) => ({ ...integer(0, 2 ** 40, 'linear'), name: `n${k}` }));
    expect(new Set(configurations(suggestions(specOf(0, wide), 50)).map(identity)).size).toBe(50);
  });

  it('has one configuration for a space without dimensions', () => {
    expect(configurations(suggestions(specOf(0, []), 5))).toEqual([{}]);
  });
});

describe('several definitions', () => {
  it('take turns', () => {
    const trials = suggestions(specOf(0, [rate], [rate], [rate]), 7);
    expect(trials.map((t) => t.definition)).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });

  it('share evenly what is left once one is used up', () => {
    const trials = suggestions(specOf(0, [rate], [integer(0, 1, 'linear')], [rate]), 10);
    expect(trials.map((t) => t.definition)).toEqual([0, 1, 2, 0, 1, 2, 0, 2, 0, 2]);
  });

  it('may have the same configuration each', () => {
    const die = [integer(1, 6, 'linear')];
    const trials = suggestions(specOf(0, die, die), Infinity);
    expect(trials).toHaveLength(12);
    expect(new Set(trials.map((t) => `${t.definition} ${identity(t.configuration)}`)).size).toBe(12);
  });
});
