import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DefinitionFacts, plan, type Timing } from './plan.ts';
import { simulate } from './simulate.ts';
import { aSpec } from './testing/arbitraries.ts';
import type { Configuration, Spec } from './types.ts';

const timing: Timing = {
  startSeconds: 100,
  downloadSeconds: 10,
  epochSeconds: 5,
  uploadSeconds: 10,
  epochs: 20,
};
/** 120 paid seconds a training job, 220 with its start. */
const facts: DefinitionFacts = {
  timing: () => timing,
  maxSeconds: 86_400,
  everyEpoch: true,
  certain: true,
  instances: 2,
  pricePerHour: 0.5,
};
const spec: Spec = {
  seed: 1,
  strategy: 'random',
  definitions: [{ space: [{ kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'linear' }] }],
  maxTrials: 10,
  maxParallel: 2,
  earlyStopping: 'off',
};
const exactly = (figure: number) => ({ low: figure, expected: figure, high: figure });

describe('plan', () => {
  it('adds up by hand', () => {
    expect(plan({ ...spec, maxSeconds: 7200 }, [facts])).toEqual({
      combinations: Infinity,
      trials: 10,
      epochs: 200,
      elapsed: exactly(5 * 220),
      trainingSeconds: exactly(10 * 120),
      // 1200 s of two instances at half a dollar an hour.
      cost: exactly(expect.closeTo(1 / 3, 12)),
      maxComputeSeconds: 7200 * 2 * 2,
      exact: true,
      mayEndEarlier: false,
      looked: 10,
      refused: 0,
    });
  });

  it('gives a band when training jobs may be stopped early, its high end without any stop', () => {
    const { exact, elapsed, trainingSeconds, cost } = plan({ ...spec, earlyStopping: 'median' }, [facts]);
    expect(exact).toBe(false);
    // Four are safe until three have completed, two at a time; six keep ⌈0.29 · 20⌉ = 6 epochs, or ⌈0.71 · 20⌉ = 15, and no upload.
    expect(trainingSeconds).toEqual({ low: 4 * 120 + 6 * 40, expected: 4 * 120 + 6 * 85, high: 1200 });
    expect(elapsed?.high).toBe(5 * 220);
    expect(elapsed?.low).toBeLessThan(elapsed?.expected ?? 0);
    expect(cost?.expected).toBeCloseTo((990 / 3600) * 2 * 0.5);
  });

  it('takes nothing off where the objective does not come after every epoch: no rule stops on it', () => {
    const silent = { ...facts, everyEpoch: false };
    const median: Spec = { ...spec, earlyStopping: 'median' };
    expect(plan(median, [silent])).toEqual(plan(spec, [silent]));
    // Hyperband lets every training job go on to its most epochs.
    const halving: Spec = { ...spec, strategy: 'hyperband', resource: { min: 1, max: 20 } };
    expect(plan(halving, [silent])).toMatchObject({ exact: false, trainingSeconds: exactly(1200) });

    // Of two definitions that take turns only the other one's last three of five are not safe.
    const both: Spec = { ...median, definitions: [...spec.definitions, ...spec.definitions] };
    const mixed = plan(both, [silent, facts]);
    expect(mixed.exact).toBe(false);
    expect(mixed.trainingSeconds).toEqual({
      low: 7 * 120 + 3 * 40,
      expected: 7 * 120 + 3 * 85,
      high: 1200,
    });
  });

  it('counts on what the algorithm may save by itself at the low end alone', () => {
    const patient = (fewest: number) => ({ ...facts, timing: () => ({ ...timing, fewest }) });
    // 5 of the 20 epochs, and the upload, as it ends by itself: 45 s instead of 120.
    expect(plan(spec, [patient(5)])).toMatchObject({
      exact: false,
      epochs: 200,
      trainingSeconds: { low: 450, expected: 1200, high: 1200 },
    });
    expect(plan(spec, [patient(20)])).toEqual(plan(spec, [facts]));
    expect(plan(spec, [{ ...facts, certain: false }])).toEqual({ ...plan(spec, [facts]), exact: false });
  });

  it('takes quick and slow configurations for the ends of a strategy that learns', () => {
    const byX: DefinitionFacts = {
      ...facts,
      timing: ({ x }: Configuration) => ({ ...timing, epochs: 1 + Math.floor(Number(x) * 100) }),
    };
    const { trainingSeconds, exact, epochs } = plan({ ...spec, maxTrials: 200, strategy: 'bayesian' }, [byX]);
    expect(exact).toBe(false);
    expect(epochs).toBe(200 * 101);
    expect(trainingSeconds?.low).toBeLessThan((trainingSeconds?.expected ?? 0) / 2);
    expect(trainingSeconds?.high).toBeGreaterThan((trainingSeconds?.expected ?? 0) * 1.5);
  });

  it('leaves every training job its own start: that hangs on no hyperparameter', () => {
    const byIndex: DefinitionFacts = {
      ...facts,
      timing: (_, index) => ({ ...timing, startSeconds: 100 + 10 * index }),
    };
    const oneByOne: Spec = { ...spec, strategy: 'bayesian', maxTrials: 3, maxParallel: 1 };
    expect(plan(oneByOne, [byIndex]).elapsed).toEqual(exactly(3 * 120 + 100 + 110 + 120));
  });

  it('keeps to every limit: combinations, the job’s time, the training job’s time, Hyperband’s most epochs', () => {
    const grid: Spec = {
      ...spec,
      strategy: 'grid',
      definitions: [{ space: [{ kind: 'categorical', name: 'c', values: ['a', 'b', 'c'] }] }],
    };
    expect(plan(grid, [facts])).toMatchObject({ combinations: 3, trials: 3, epochs: 60, exact: true });
    const { maxTrials: _, ...endless } = spec;
    const open = plan(endless, [facts]);
    expect(open).toMatchObject({ trials: Infinity, epochs: Infinity });
    expect(open).not.toHaveProperty('elapsed');
    // Two at a time; the third pair is up at 540 s and paid for 60 s.
    expect(plan({ ...endless, maxSeconds: 600 }, [facts])).toMatchObject({
      elapsed: exactly(600),
      trainingSeconds: exactly(2 * (120 + 120 + 60)),
    });
    expect(plan(spec, [{ ...facts, maxSeconds: 62 }]).epochs).toBe(10 * 10);
    const halving = plan({ ...spec, strategy: 'hyperband', resource: { min: 1, max: 9 } }, [facts]);
    expect(halving.epochs).toBe(90);
  });

  it('counts the configurations that the algorithm refuses, and names no cost without a price', () => {
    const { pricePerHour: _, ...unpriced } = facts;
    const refusing = {
      ...unpriced,
      timing: (_c: Configuration, i: number) => ({ ...timing, epochs: i % 2 ? 20 : 0 }),
    };
    const result = plan({ ...spec, completion: { target: 1 } }, [refusing]);
    expect(result).toMatchObject({ looked: 10, refused: 5, epochs: 100, mayEndEarlier: true });
    expect(result).not.toHaveProperty('cost');
  });

  it('is exact where it says so, and a bound for the epochs everywhere', () => {
    fc.assert(
      fc.property(aSpec, fc.integer({ min: 1, max: 9 }), (any, epochs) => {
        const { maxSeconds: _, ...unhurried } = any;
        const modelled = (index: number): Timing => ({
          ...timing,
          startSeconds: 100 + (index % 7),
          epochSeconds: 1 + (index % 3),
          epochs,
        });
        const planned = plan(
          unhurried,
          any.definitions.map(() => ({ ...facts, timing: (_c, index) => modelled(index) })),
        );
        const { elapsed, trials } = simulate(unhurried, ({ index }) => {
          const { startSeconds, downloadSeconds, epochSeconds, uploadSeconds } = modelled(index);
          return {
            values: Array.from({ length: epochs }, (_v, e) => (index % 5) - e / 10),
            epochSeconds,
            startSeconds,
            downloadSeconds,
            end: { status: 'completed', seconds: uploadSeconds },
          };
        });
        const used = trials.reduce((sum, { values }) => sum + values.length, 0);
        expect(planned.trials).toBe(trials.length);
        expect(used).toBeLessThanOrEqual(planned.epochs);
        if (planned.exact) {
          expect(used).toBe(planned.epochs);
          expect(planned.elapsed?.expected).toBeCloseTo(elapsed, 6);
        }
      }),
      { numRuns: 60 },
    );
  });
});
