import { describe, expect, it } from 'vitest';
import type { Configuration, Observation, Space, Spec, Trial, WarmStart } from '../../types.ts';
import { simulate } from '../../simulate.ts';
import { curve, scripted } from '../../testing/objectives.ts';
import { bayesian } from './bayesian.ts';
import { scrambledSobol } from './sobol.ts';

const space: Space = ['x', 'y', 'z'].map((name) => ({
  kind: 'continuous',
  name,
  min: 0,
  max: 1,
  scaling: 'linear',
}));
const bowl = (c: Configuration, middle = 0.3) =>
  (Number(c.x) - middle) ** 2 + 2 * (Number(c.y) - middle) ** 2 + (Number(c.z) - 0.8) ** 2;

/** Forty results of an earlier job, quasi-random. */
function parent(objective: (c: Configuration) => number, seed = 5): Observation[] {
  const sobol = scrambledSobol(seed, 'parent');
  return Array.from({ length: 40 }, (_, i) => {
    const configuration = { x: sobol(i, 0), y: sobol(i, 1), z: sobol(i, 2) };
    return { configuration, value: objective(configuration) };
  });
}

function play(warmStart: WarmStart | undefined, count: number, seed = 0): Trial[] {
  const spec: Spec = {
    seed,
    strategy: 'bayesian',
    definitions: [{ space }],
    maxParallel: 1,
    earlyStopping: 'off',
    ...(warmStart && { warmStart }),
  };
  const trials: Trial[] = [];
  for (let index = 0; index < count; index++) {
    const suggestion = bayesian.suggest(spec, trials, index);
    if (suggestion === undefined) break;
    const { definition, configuration } = suggestion;
    trials.push({
      index,
      definition,
      configuration,
      status: 'completed',
      values: [bowl(configuration)],
      checks: [],
    });
  }
  return trials;
}
const best = (trials: readonly Trial[]) => Math.min(...trials.map(({ values }) => values[0] ?? Infinity));

describe('with the same data and algorithm', () => {
  it('the model is there at the first trial, made of the parents’ results', () => {
    const trials = play({ type: 'identical', parents: [parent(bowl)] }, 3);
    expect(best(trials)).toBeLessThan(best(play(undefined, 3)) / 4);
    expect(best(trials)).toBeLessThan(0.01);
  });

  it('no configuration of a parent is tried again, however small the space is', () => {
    const depths: Space = [{ kind: 'integer', name: 'depth', min: 1, max: 6, scaling: 'linear' }];
    const had = [2, 3, 3].map((depth) => ({ configuration: { depth, rate: 0.1 }, value: depth }));
    const beyond = { configuration: { depth: 9 }, value: 0 };
    for (const strategy of ['bayesian', 'random', 'hyperband', 'grid'] as const) {
      const values = ['1', '2', '3', '4', '5', '6'];
      const names: Space = [{ kind: 'categorical', name: 'depth', values }];
      const spec: Spec = {
        seed: 3,
        strategy,
        definitions: [{ space: strategy === 'grid' ? names : depths }],
        maxParallel: 2,
        earlyStopping: 'off',
        resource: { min: 1, max: 9 },
        warmStart: {
          type: 'identical',
          parents: [
            [...had, beyond].map(({ configuration, value }) => ({
              configuration: strategy === 'grid' ? { depth: String(configuration.depth) } : configuration,
              value,
            })),
          ],
        },
      };
      const { trials, finish } = simulate(spec, scripted(curve(1)));
      expect(trials.map(({ configuration }) => Number(configuration.depth)).sort((a, b) => a - b)).toEqual([
        1, 4, 5, 6,
      ]);
      expect(finish).toEqual({ rule: 'space-exhausted', configurations: 6, inherited: 2 });
      const transfer = { ...spec, warmStart: { ...spec.warmStart, type: 'transfer' as const, parents: [] } };
      expect(simulate(transfer, scripted(curve(1))).finish).toEqual({
        rule: 'space-exhausted',
        configurations: 6,
      });
    }
  });

  it('a parent with the same seed does not lend its start, where there is no end of configurations', () => {
    const launch = (strategy: Spec['strategy'], warmStart?: WarmStart) =>
      simulate(
        {
          seed: 3,
          strategy,
          definitions: [{ space }],
          maxTrials: 2,
          maxParallel: 1,
          earlyStopping: 'off',
          ...(warmStart && { warmStart }),
        },
        scripted(curve(1)),
      ).trials.map(({ configuration }) => configuration);
    for (const strategy of ['random', 'bayesian'] as const) {
      const first = launch(strategy);
      const results = first.map((configuration) => ({ configuration, value: 1 }));
      const second = launch(strategy, { type: 'identical', parents: [results] });
      for (const configuration of second) expect(first).not.toContainEqual(configuration);
    }
  });

  it('results outside the space, or of values that it does not have, do no harm', () => {
    const odd: Observation[] = [
      { configuration: { x: -3, y: 7, z: 0.5 }, value: -50 },
      { configuration: { x: 0.5 }, value: -100 },
      { configuration: { x: 0.2, y: 0.2, z: 0.2 }, value: Number.NaN },
    ];
    const trials = play({ type: 'identical', parents: [[...parent(bowl), ...odd]] }, 10);
    expect(trials).toHaveLength(10);
    expect(best(trials)).toBeLessThan(0.05);
  });
});

describe('with transfer learning', () => {
  const seeds = [0, 1, 2, 3];
  const mean = (warmStart: WarmStart | undefined, count: number) =>
    seeds.reduce((sum, seed) => sum + Math.log(best(play(warmStart, count, seed))), 0) / seeds.length;

  it('begins where the parent was best', () => {
    const observations = parent(bowl);
    const top = observations.reduce((a, b) => (b.value < a.value ? b : a));
    expect(play({ type: 'transfer', parents: [observations] }, 1)[0]?.configuration).toEqual(
      top.configuration,
    );
  });

  it('says whose best it tries, and that what follows is not theirs', () => {
    const from = { job: 'earlier', trial: 'earlier-007' };
    const lone = { configuration: { x: 0.2, y: 0.3, z: 0.4 }, value: -5, from };
    const spec: Spec = {
      seed: 0,
      strategy: 'bayesian',
      definitions: [{ space }],
      maxParallel: 1,
      earlyStopping: 'off',
      warmStart: { type: 'transfer', parents: [[], [{ ...lone, value: 3 }, lone], [lone]] },
    };
    expect(bayesian.suggest(spec, [], 0)).toEqual({
      definition: 0,
      configuration: lone.configuration,
      reason: { rule: 'bayesian', phase: 'parent', parent: 1, value: -5, from },
    });
    const [first] = simulate({ ...spec, maxTrials: 1 }, scripted(curve(1))).trials;
    expect(bayesian.suggest(spec, first ? [first] : [], 1)?.reason).toEqual({
      rule: 'bayesian',
      phase: 'initial',
    });
  });

  it('a parent on another scale with its optimum nearby helps', () => {
    const related = parent((c) => 500 + 80 * bowl(c, 0.35));
    expect(mean({ type: 'transfer', parents: [related] }, 8)).toBeLessThan(mean(undefined, 8) - 0.7);
  });

  it('a parent that says the opposite costs little, alone or beside one that helps', () => {
    const opposite = parent((c) => -bowl(c), 6);
    const alone = mean(undefined, 20);
    expect(mean({ type: 'transfer', parents: [opposite] }, 20)).toBeLessThan(alone + 1.5);
    expect(mean({ type: 'transfer', parents: [opposite, parent((c) => bowl(c, 0.35))] }, 20)).toBeLessThan(
      alone + 1.5,
    );
  });

  it('parents without results are none', () => {
    expect(play({ type: 'transfer', parents: [[], []] }, 8)).toEqual(play(undefined, 8));
  });
});
