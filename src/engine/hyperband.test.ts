import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from './apply.ts';
import { whyNotStopped } from './early-stopping.ts';
import { bracketOf, HYPERBAND_RULE, judgeAtRung, rungsOf, rungTable } from './hyperband.ts';
import { next } from './next.ts';
import { simulate } from './simulate.ts';
import { curve, overfitting, powerLaw, scripted } from './testing/objectives.ts';
import type { Spec, Trial } from './types.ts';

const job: Spec = {
  seed: 1,
  strategy: 'hyperband',
  definitions: [{ space: [{ kind: 'continuous', name: 'lr', min: 1e-4, max: 1, scaling: 'log' }] }],
  maxTrials: 30,
  maxParallel: 1,
  earlyStopping: 'off',
  resource: { min: 1, max: 81 },
};
const several = { reductionFactor: 3, brackets: 5 };

const trialOf = (
  index: number,
  values: Trial['values'],
  status: Trial['status'] = 'running',
  definition = 0,
): Trial => ({ index, definition, configuration: { lr: 0.1 }, status, values, checks: [] });

/** What the last of the trials that came to epoch 1 with these values is told there. */
const lastOf = (values: readonly (number | null)[], spec = job) => {
  const trials = values.map((value, index) => trialOf(index, [value]));
  return judgeAtRung(spec, trials, trials.at(-1) ?? trialOf(0, []), 1);
};

describe('rungs', () => {
  it('are those of the table in the Hyperband paper (R = 81, η = 3), its last column being the most epochs', () => {
    // Li et al., JMLR 2018, the table of brackets s = 4 … 0: resources r_i of each, the last one always R = 81.
    const table = [[1, 3, 9, 27], [3, 9, 27], [9, 27], [27], []];
    expect(table.map((_, bracket) => rungsOf({ min: 1, max: 81 }, bracket))).toEqual(table);
  });

  it('are 1, 3, 9 and 27 for the 30 epochs of the sample notebook', () => {
    expect(rungsOf({ min: 1, max: 30 }, 0)).toEqual([1, 3, 9, 27]);
  });

  it('begin at the least epochs and stay below the most', () => {
    expect(rungsOf({ min: 4, max: 36 }, 0)).toEqual([4, 12]);
    expect(rungsOf({ min: 4, max: 37 }, 0)).toEqual([4, 12, 36]);
    expect(rungsOf({ min: 5, max: 5 }, 0)).toEqual([]);
  });
});

describe('brackets', () => {
  it('take turns among as many as there are rungs, by index alone', () => {
    const brackets = (spec: Spec) => [0, 1, 2, 3, 4, 5, 6].map((index) => bracketOf(spec, index, several));
    expect(brackets(job)).toEqual([0, 1, 2, 3, 0, 1, 2]);
    expect(brackets({ ...job, resource: { min: 1, max: 4 } })).toEqual([0, 1, 0, 1, 0, 1, 0]);
    expect(brackets({ ...job, resource: { min: 5, max: 5 } })).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('come round within every definition', () => {
    const two = { ...job, definitions: [...job.definitions, ...job.definitions] };
    expect([0, 2, 4].map((index) => bracketOf(two, index, several))).toEqual([0, 1, 2]);
    expect([1, 3, 5].map((index) => bracketOf(two, index, several))).toEqual([0, 1, 2]);
  });

  it('are compared apart', () => {
    const trials = [0, 1, 2, 3, 4].map((index) => trialOf(index, [index, index, index]));
    const { stop } = judgeAtRung(job, trials, trialOf(4, [4]), 1, several);
    expect(stop).toMatchObject({ bracket: 0, results: [{ trial: 0 }, { trial: 4 }], kept: 1 });
  });
});

describe('a rung', () => {
  it('lets the best third on, rounded up, as counted by hand', () => {
    // Results arrive one by one; kept of 1 … 7 results: 1 1 1 2 2 2 3.
    const arrivals = [5, 6, 4, 4.5, 4.4, 7, 5];
    const on = arrivals.map((_, i) => lastOf(arrivals.slice(0, i + 1)).stop === undefined);
    //                  5 first | 6 > 5 | 4 best | 4.5 second of 2 | 4.4 second | 7 last | 5 fourth of 3
    expect(on).toEqual([true, false, true, true, true, false, false]);
  });

  it('writes down what it decided on', () => {
    expect(lastOf([5, 6])).toEqual({
      check: { epoch: 1, value: 6, gate: 'compared', threshold: 5, compared: 2 },
      stop: {
        rule: 'hyperband',
        epoch: 1,
        bracket: 0,
        value: 6,
        threshold: 5,
        results: [
          { trial: 0, value: 5 },
          { trial: 1, value: 6 },
        ],
        kept: 1,
      },
    });
  });

  it('lets a tie with the last one kept go on', () => {
    expect(lastOf([5, 5, 5, 5, 5]).stop).toBeUndefined();
    expect(lastOf([5, 5, 5, 5, 5.1]).stop).toMatchObject({ threshold: 5, kept: 2 });
  });

  it('neither judges nor counts a result that is missing or not finite', () => {
    expect(lastOf([5, null])).toEqual({
      check: { epoch: 1, value: null, gate: 'no-value', threshold: null, compared: 1 },
    });
    expect(lastOf([Number.NaN, null, Number.NEGATIVE_INFINITY, 9])).toEqual({
      check: { epoch: 1, value: 9, gate: 'compared', threshold: 9, compared: 1 },
    });
  });

  it('counts whoever came there, stopped and completed ones too, but no failed one and no other definition', () => {
    const trials = [
      trialOf(0, [1], 'stopped'),
      trialOf(1, [2, 2], 'completed'),
      trialOf(2, [0], 'failed'),
      trialOf(3, [0], 'running', 1),
      trialOf(4, []),
      trialOf(5, [3]),
    ];
    expect(judgeAtRung(job, trials, trialOf(5, [3]), 1).stop).toMatchObject({
      threshold: 1,
      results: [{ trial: 0 }, { trial: 1 }, { trial: 5 }],
    });
  });

  it('is the only place where it judges', () => {
    const trials = [trialOf(0, [1, 1]), trialOf(1, [9, 9])];
    expect(judgeAtRung(job, trials, trialOf(1, [9, 9]), 2)).toEqual({
      check: { epoch: 2, value: 9, gate: 'between-rungs', threshold: null, compared: 0 },
    });
  });
});

describe('a job', () => {
  it('ends a trial at the most epochs as completed, so that it can be the best one', () => {
    const { trials, log } = simulate(
      { ...job, maxTrials: 1, resource: { min: 1, max: 3 } },
      scripted(curve(5, 4, 3, 2, 1)),
    );
    expect(trials).toMatchObject([{ status: 'completed', values: [5, 4, 3] }]);
    expect(log.at(-2)).toMatchObject({ type: 'stop', reason: { rule: 'max-resource', epoch: 3, limit: 3 } });
  });

  it('leaves a trial alone whose own last epoch that is', () => {
    const trained: Trial = { ...trialOf(0, [1, 1, 1]), trained: true };
    const spec = { ...job, resource: { min: 1, max: 3 } };
    expect(judgeAtRung(spec, [trained], trained, 3).stop).toBeUndefined();
    expect(judgeAtRung(spec, [trained], trialOf(0, [1, 1, 1]), 3).stop).toBeDefined();
  });

  it('tells of a trial that ran to its end at which rungs it was among those kept', () => {
    const [first, second] = [curve(3, 3, 3, 3), curve(2, 2, 1, 1)];
    const { trials } = simulate(
      { ...job, maxTrials: 2, resource: { min: 1, max: 4 } },
      scripted(first, second),
    );
    expect(trials[1] && whyNotStopped(job, trials[1])).toEqual({
      rule: 'hyperband',
      bracket: 0,
      rungs: [
        { epoch: 1, value: 2, threshold: 2, arrived: 2, kept: 1 },
        { epoch: 3, value: 1, threshold: 1, arrived: 2, kept: 1 },
      ],
    });
  });

  it('has the rung table of a stopped trial too', () => {
    const { trials } = simulate({ ...job, maxTrials: 2 }, scripted(curve(3, 3), curve(4, 1)));
    expect(trials[1]?.status).toBe('stopped');
    expect(trials.map((t) => rungTable(t))).toEqual([
      [{ epoch: 1, value: 3, threshold: 3, arrived: 1, kept: 1 }],
      [{ epoch: 1, value: 4, threshold: 3, arrived: 2, kept: 1 }],
    ]);
  });

  it('launches what random search launches, with the rungs of the bracket', () => {
    const launches = next({ ...job, maxParallel: 4 }, [], 0);
    const random = next({ ...job, strategy: 'random', maxParallel: 4 }, [], 0);
    const { resource: _, ...unknown } = job;
    expect(launches).toEqual(
      random.map((launch) => ({
        ...launch,
        reason: { rule: 'hyperband', bracket: 0, rungs: [1, 3, 9, 27] },
      })),
    );
    expect(() => next(unknown, [], 0)).toThrow('the least and the most epochs');
  });

  it('takes no notice of early stopping', () => {
    const courses = powerLaw(job, { epochs: 81, noise: 0.05 });
    expect(simulate({ ...job, earlyStopping: 'median' }, courses).log).toEqual(simulate(job, courses).log);
  });

  it('never stops anyone before the least epochs, between rungs or wrongly, and stops most', () => {
    for (const objective of [powerLaw, overfitting]) {
      const spec = { ...job, maxParallel: 4, resource: { min: 2, max: 50 } };
      const { log, trials } = simulate(spec, objective(spec, { epochs: 60, noise: 0.02 }));
      const stops = log.flatMap((e) =>
        e.type === 'stop' && e.reason.rule === 'hyperband' ? [e.reason] : [],
      );
      expect(stops.length).toBeGreaterThan(15);
      for (const { epoch, value, results, kept, threshold } of stops) {
        expect([2, 6, 18]).toContain(epoch);
        expect(kept).toBe(Math.ceil(results.length / HYPERBAND_RULE.reductionFactor));
        expect(results.filter((other) => other.value < value).length).toBeGreaterThanOrEqual(kept);
        expect(results.filter((other) => other.value <= threshold).length).toBeGreaterThanOrEqual(kept);
        for (const { trial, value: other } of results) expect(other).toBe(trials[trial]?.values[epoch - 1]);
      }
      for (const trial of trials) expect(trial.values.length).toBeLessThanOrEqual(50);
    }
  });
});

describe('every rung', () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 });

  it('stops exactly what the rule, written the other way round for maximising, stops', () => {
    fc.assert(
      fc.property(values, (scores) => {
        const own = scores.at(-1) ?? 0;
        const kept = scores.toSorted((a, b) => b - a).slice(0, Math.ceil(scores.length / 3));
        const stays = own >= Math.min(...kept);
        expect(lastOf(scores.map((score) => -score + 0)).stop === undefined).toBe(stays);
      }),
    );
  });

  it('lets the first and the best on', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...Array(40).keys()], { minLength: 1 }), (different) => {
        const told = different.map((_, i) => lastOf(different.slice(0, i + 1)).stop === undefined);
        expect(told[0]).toBe(true);
        expect(told[different.indexOf(Math.min(...different))]).toBe(true);
      }),
    );
  });

  it('lets a better one on wherever it lets a worse one on', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -5, max: 5 }), (others, value) => {
        if (lastOf([...others, value]).stop === undefined)
          expect(lastOf([...others, value - 1]).stop).toBeUndefined();
      }),
    );
  });
});

it('stays within its epochs, whatever they are, and someone gets them all', () => {
  const epochs = (trials: readonly Trial[]) => trials.reduce((sum, t) => sum + t.values.length, 0);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 30 }), (seed, k, max) => {
      const spec: Spec = { ...job, seed, maxTrials: 12, maxParallel: k, resource: { min: 1, max } };
      const course = powerLaw(spec, { epochs: 40, noise: 0.1 });
      const used = simulate(spec, course);
      expect(epochs(used.trials)).toBeLessThanOrEqual(12 * max);
      for (const { values } of used.trials) expect(values.length).toBeLessThanOrEqual(max);
      expect(used.trials.some((t) => t.values.length === max)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it('carries its state through JSON', () => {
  const spec: Spec = { ...job, maxParallel: 3 };
  const course = powerLaw(spec, { epochs: 90, noise: 0.1 });
  const carried = simulate(spec, course, (s, trials, time) =>
    next(s, JSON.parse(JSON.stringify(trials)) as Trial[], time),
  );
  expect(carried.log).toEqual(simulate(spec, course).log);
  expect(apply([], next(spec, [], 0))).toHaveLength(3);
});
