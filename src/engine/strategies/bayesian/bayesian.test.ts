import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { identity, sizeOf, toCube } from '../../space.ts';
import { aFiniteSpace, aSpace } from '../../testing/arbitraries.ts';
import type { Configuration, Space, Spec, Trial } from '../../types.ts';
import { bayesian } from './bayesian.ts';

type Result = number | null | 'failed' | 'running';

const specOf = (seed: number, ...spaces: Space[]): Spec => ({
  seed,
  strategy: 'bayesian',
  definitions: spaces.map((space) => ({ space })),
  maxParallel: 1,
  earlyStopping: 'off',
});

function trialOf(index: number, definition: number, configuration: Configuration, result: Result): Trial {
  const status = result === 'failed' || result === 'running' ? result : 'completed';
  const values = typeof result === 'number' || result === null ? [result] : [];
  return { index, definition, configuration, status, values, checks: [] };
}

/** Up to `most` suggestions in a row, each told its result before the next; `parallel` of them run at a time. */
function play(
  spec: Spec,
  most: number,
  result: (configuration: Configuration, index: number) => Result,
  parallel = 1,
): readonly Trial[] {
  const trials: Trial[] = [];
  for (let index = 0; index < most; index++) {
    const ended = index - parallel;
    const old = trials[ended];
    if (old !== undefined)
      trials[ended] = trialOf(ended, old.definition, old.configuration, result(old.configuration, ended));
    const suggestion = bayesian.suggest(spec, trials, index);
    if (suggestion === undefined) break;
    trials.push(trialOf(index, suggestion.definition, suggestion.configuration, 'running'));
  }
  return trials.map((trial) =>
    trial.status === 'running'
      ? trialOf(trial.index, trial.definition, trial.configuration, result(trial.configuration, trial.index))
      : trial,
  );
}

const continuous = (name: string, min = 0, max = 1): Space[number] => ({
  kind: 'continuous',
  name,
  min,
  max,
  scaling: 'linear',
});
const square: Space = [continuous('x'), continuous('y')];
const bowl = (c: Configuration) => (Number(c.x) - 0.3) ** 2 + (Number(c.y) - 0.6) ** 2;
const best = (trials: readonly Trial[]) =>
  Math.min(...trials.flatMap(({ values }) => values.filter((v) => v !== null)));
const distance = (space: Space) => (c: Configuration) =>
  toCube(space, c).reduce((sum, u, k) => sum + (u - 0.2 - (k % 5) / 10) ** 2, 0);

describe('what is suggested', () => {
  it('lies in its space, whatever the space, the results and the number of parallel trials', () => {
    const aResult = fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
      fc.constantFrom(null, 'failed' as const, 0, 1e300, -1e300, 5e-324),
    );
    fc.assert(
      fc.property(
        fc.nat(),
        aSpace,
        fc.array(aResult, { minLength: 5, maxLength: 14 }),
        fc.integer({ min: 1, max: 5 }),
        (seed, space, results, parallel) => {
          const spec = specOf(seed, space);
          const trials = play(spec, results.length, (_, index) => results[index] ?? null, parallel);
          for (const { configuration } of trials)
            for (const dimension of space) {
              const value = configuration[dimension.name];
              if (dimension.kind === 'categorical') expect(dimension.values).toContain(value);
              else {
                expect(value).toBeGreaterThanOrEqual(dimension.min);
                expect(value).toBeLessThanOrEqual(dimension.max);
                if (dimension.kind === 'integer') expect(Number.isInteger(value)).toBe(true);
              }
            }
          expect(trials).toHaveLength(Math.min(results.length, sizeOf(space)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('uses up a finite space, each configuration once', () => {
    fc.assert(
      fc.property(fc.nat(), aFiniteSpace, fc.integer({ min: 1, max: 4 }), (seed, space, parallel) => {
        const trials = play(specOf(seed, space), Infinity, distance(space), parallel);
        expect(trials).toHaveLength(sizeOf(space));
        expect(new Set(trials.map((t) => identity(t.configuration))).size).toBe(sizeOf(space));
      }),
      { numRuns: 8 },
    );
  });

  it('is never the same twice, though the optimum is a corner and the objective noisy', () => {
    const noisy = (c: Configuration, index: number) =>
      Number(c.x) + Number(c.y) + 0.1 * rng(3, index).normal();
    const trials = play(specOf(1, square), 30, noisy);
    expect(new Set(trials.map((t) => identity(t.configuration))).size).toBe(30);
  });

  it('is the same after a round trip through JSON, and again', () => {
    const spec = { ...specOf(4, square), maxParallel: 3 };
    const trials = play(spec, 12, (c, index) => (index === 5 ? 'failed' : bowl(c)), 3).map((trial, index) =>
      index > 9 ? trialOf(index, 0, trial.configuration, 'running') : trial,
    );
    const suggestion = bayesian.suggest(spec, trials, 12);
    const copy: { spec: Spec; trials: Trial[] } = JSON.parse(JSON.stringify({ spec, trials }));
    // Another job in between, so that nothing kept from the first call is at hand.
    play(specOf(9, square), 14, bowl);
    expect(bayesian.suggest(copy.spec, copy.trials, 12)).toEqual(suggestion);
  });

  it('differs by seed', () => {
    const firsts = [1, 2, 3].map((seed) =>
      identity(play(specOf(seed, square), 1, bowl)[0]?.configuration ?? {}),
    );
    expect(new Set(firsts).size).toBe(3);
  });

  it('does not depend on the unit of the objective', () => {
    const plain = play(specOf(2, square), 14, bowl);
    const scaled = play(specOf(2, square), 14, (c) => 1024 * bowl(c));
    for (const [i, { configuration }] of scaled.entries())
      for (const name of ['x', 'y'])
        expect(configuration[name]).toBeCloseTo(Number(plain[i]?.configuration[name]), 3);
  });
});

describe('what it finds', () => {
  it('is far better than what random search finds', () => {
    for (const seed of [0, 1, 2]) expect(best(play(specOf(seed, square), 25, bowl))).toBeLessThan(1e-5);
  });

  it('is hardly worse with four at a time', () => {
    for (const seed of [0, 1, 2]) expect(best(play(specOf(seed, square), 30, bowl, 4))).toBeLessThan(1e-4);
  });

  it('finds a small optimum in a logarithmic range that Auto scaling was asked to read', () => {
    const space: Space = [
      { kind: 'continuous', name: 'rate', min: 1e-6, max: 1, scaling: 'auto' },
      { kind: 'integer', name: 'units', min: 1, max: 4096, scaling: 'auto' },
    ];
    const objective = (c: Configuration) =>
      (Math.log10(Number(c.rate)) + 4) ** 2 + 0.3 * (Math.log2(Number(c.units)) - 5) ** 2;
    for (const seed of [0, 1, 2]) expect(best(play(specOf(seed, space), 30, objective))).toBeLessThan(0.01);
  });

  it('is not led astray by failures: they are avoided, and the rest is searched as before', () => {
    const failing = (c: Configuration) => (Number(c.x) > 0.5 ? 'failed' : bowl(c));
    for (const seed of [0, 1]) {
      const trials = play(specOf(seed, square), 30, failing);
      expect(best(trials)).toBeLessThan(1e-4);
      expect(trials.slice(10).filter(({ status }) => status === 'failed').length).toBeLessThan(8);
    }
  });

  it('copes with a plateau', () => {
    const trials = play(specOf(0, square), 25, () => 0.5);
    expect(new Set(trials.map((t) => identity(t.configuration))).size).toBe(25);
  });
});

describe('the start', () => {
  const phases = (spec: Spec, most: number) => {
    const trials = play(spec, most, bowl);
    return trials.map((_, index) => {
      const reason = bayesian.suggest(spec, trials.slice(0, index), index)?.reason;
      return reason?.rule === 'bayesian' ? reason.phase : undefined;
    });
  };
  const starts = (spec: Spec) => phases(spec, 12).filter((phase) => phase === 'initial').length;

  it('is shorter in a short job', () => {
    expect(starts(specOf(0, square))).toBe(4);
    expect(starts({ ...specOf(0, square), maxTrials: 9 })).toBe(3);
    expect(phases({ ...specOf(0, square), maxTrials: 9 }, 5)[3]).toBe('model');
  });

  it('has nothing to learn in a space without dimensions', () => {
    expect(play(specOf(0, []), 5, () => 1).map((t) => t.configuration)).toEqual([{}]);
  });
});

describe('several definitions', () => {
  it('take turns, each with a model of its own', () => {
    const spec = specOf(0, square, [continuous('z', 100, 200)]);
    const trials = play(spec, 30, (c) => (c.z === undefined ? bowl(c) : Number(c.z)));
    expect(trials.map((t) => t.definition)).toEqual(trials.map((_, i) => i % 2));
    expect(best(trials.filter((t) => t.definition === 0))).toBeLessThan(0.01);
    expect(best(trials.filter((t) => t.definition === 1))).toBeCloseTo(100, 3);
  });
});

describe('the reason of a launch', () => {
  it('says first that it is a start, then what the model expects', () => {
    const trials = play(specOf(0, square), 10, bowl);
    const running = [...trials, trialOf(10, 0, { x: 0.9, y: 0.9 }, 'running')];
    expect(bayesian.suggest(specOf(0, square), [], 0)?.reason).toEqual({
      rule: 'bayesian',
      phase: 'initial',
    });
    const reason = bayesian.suggest(specOf(0, square), running, 11)?.reason;
    if (reason?.rule !== 'bayesian' || reason.phase !== 'model') throw new Error('a model was due');
    expect(reason).toMatchObject({ observations: 10, pending: 1 });
    expect(reason.deviation).toBeGreaterThan(0);
    expect(reason.expectedImprovement).toBeGreaterThan(0);
    expect(reason.mean).toBeLessThan(best(trials) + 3 * reason.deviation);
  });
});

describe('sizes', () => {
  const wide: Space = Array.from({ length: 30 }, (_, k) => continuous(`x${k}`));

  it('starts a hundred at once without a result, evenly spread', () => {
    const trials = play(specOf(0, square), 100, bowl, 100);
    const cells = trials.map(
      ({ configuration: c }) => `${Math.floor(4 * Number(c.x))} ${Math.floor(4 * Number(c.y))}`,
    );
    expect(new Set(cells).size).toBe(16);
  });

  it('learns in 30 dimensions', () => {
    const trials = play(specOf(0, wide), 40, distance(wide));
    const last = Math.min(...trials.slice(20).map(({ configuration }) => distance(wide)(configuration)));
    const first = Math.min(...trials.slice(0, 10).map(({ configuration }) => distance(wide)(configuration)));
    // Random search comes to about 0.85 of it.
    expect(last).toBeLessThan(0.65 * first);
  });

  it('has an answer with 750 trials in 30 dimensions in seconds', () => {
    const random = rng(0, 'many');
    const trials = Array.from({ length: 749 }, (_, index) => {
      const configuration = Object.fromEntries(wide.map(({ name }) => [name, random.uniform()]));
      return trialOf(index, 0, configuration, distance(wide)(configuration));
    });
    const suggestion = bayesian.suggest(specOf(0, wide), trials, 749);
    expect(distance(wide)(suggestion?.configuration ?? {})).toBeLessThan(
      Math.min(...trials.map(({ configuration }) => distance(wide)(configuration))),
    );
  }, 30_000);
});
