import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from './apply.ts';
import { MEDIAN_RULE } from './early-stopping.ts';
import { next } from './next.ts';
import { identity } from './space.ts';
import { aSpec } from './testing/arbitraries.ts';
import { curve, failing, overfitting, powerLaw, scripted } from './testing/objectives.ts';
import { type Course, type Objective, simulate } from './simulate.ts';
import type { Spec, Trial } from './types.ts';

const rate = { kind: 'continuous', name: 'lr', min: 1e-4, max: 1, scaling: 'log' } as const;
const job: Spec = {
  seed: 3,
  strategy: 'random',
  definitions: [{ space: [rate] }],
  maxTrials: 20,
  maxParallel: 2,
  earlyStopping: 'median',
};

/** Courses with gaps, ties and failures; small numbers, so that equal values and equal times are common. */
const someCourses = fc.array(
  fc.record({
    values: fc.array(fc.option(fc.integer({ min: 0, max: 6 })), { minLength: 1, maxLength: 8 }),
    epochSeconds: fc.integer({ min: 1, max: 5 }),
    startSeconds: fc.integer({ min: 0, max: 9 }),
    fails: fc.nat(4).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 12 },
);

const running = (trials: readonly Trial[]) => trials.filter((t) => t.status === 'running').length;

/** Freezes through and through; a function that then writes to it throws. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('a job, step by step', () => {
  const spec: Spec = { ...job, maxTrials: 5, maxParallel: 2 };
  const launch = (index: number) => expect.objectContaining({ type: 'launch', index, definition: 0 });

  it('launches, checks, stops, launches into the freed slot, and finishes', () => {
    let trials: readonly Trial[] = [];
    const step = (elapsed: number) => {
      const actions = next(spec, trials, elapsed);
      trials = apply(trials, actions);
      return actions;
    };
    const report = (index: number, value: number, status: Trial['status'] = 'running') => {
      const trial = trials[index];
      if (trial === undefined) throw new Error(`no trial ${index}`);
      trials = trials.with(index, { ...trial, values: [...trial.values, value], status });
    };

    expect(step(0)).toEqual([launch(0), launch(1)]);
    expect(step(0)).toEqual([]);
    report(0, 1, 'completed');
    expect(step(1)).toEqual([launch(2)]);
    report(1, 2, 'completed');
    expect(step(2)).toEqual([launch(3)]);
    report(2, 3);
    expect(step(3)).toEqual([
      {
        type: 'check',
        trial: 2,
        check: { epoch: 1, value: 3, gate: 'too-few', threshold: null, compared: 2 },
      },
    ]);
    report(2, 3, 'completed');
    expect(step(4)).toEqual([launch(4)]);
    // Averages 1, 2, 3: trial 3 is above the median, trial 4 is not.
    report(3, 2.5);
    report(4, 2);
    expect(step(5)).toEqual([
      {
        type: 'stop',
        trial: 3,
        check: { epoch: 1, value: 2.5, gate: 'compared', threshold: 2, compared: 3 },
        reason: {
          rule: 'median',
          epoch: 1,
          value: 2.5,
          median: 2,
          compared: [
            { trial: 0, average: 1 },
            { trial: 1, average: 2 },
            { trial: 2, average: 3 },
          ],
        },
      },
      { type: 'check', trial: 4, check: { epoch: 1, value: 2, gate: 'compared', threshold: 2, compared: 3 } },
    ]);
    expect(step(5)).toEqual([]);
    report(4, 0, 'completed');
    expect(step(6)).toEqual([{ type: 'finish', reason: { rule: 'max-trials', limit: 5 } }]);
    expect(trials.map((t) => t.status)).toEqual([
      'completed',
      'completed',
      'completed',
      'stopped',
      'completed',
    ]);
  });

  it('gives a slot freed by a stop to the next trial at once', () => {
    const { log } = simulate(
      { ...job, maxParallel: 1, maxTrials: 5 },
      scripted(curve(1, 1), curve(1, 1), curve(1, 1), curve(2, 2)),
    );
    const at = log.findIndex((entry) => entry.type === 'stop');
    expect(log.slice(at, at + 2)).toMatchObject([
      { time: 7, type: 'stop', trial: 3, reason: { rule: 'median', epoch: 1, value: 2, median: 1 } },
      { time: 7, type: 'launch', index: 4 },
    ]);
  });

  it('looks at every unseen epoch up to the one that stops the trial', () => {
    const done = [0, 1, 2].map((index): Trial => trialOf(index, 'completed', [1, 1, 1, 1]));
    const late = trialOf(3, 'running', [0, 1, 2, 0]);
    const actions = next(job, [...done, late], 0).filter((a) => a.type !== 'launch');
    expect(
      actions.map((a) => [a.type, 'check' in a && a.check?.epoch, 'check' in a && a.check?.gate]),
    ).toEqual([
      ['check', 1, 'compared'],
      ['check', 2, 'compared'],
      ['stop', 3, 'compared'],
    ]);
  });

  it('checks nothing while early stopping is off', () => {
    const { log, trials } = simulate(
      { ...job, earlyStopping: 'off' },
      powerLaw(job, { epochs: 5, noise: 1 }),
    );
    expect(log.filter((e) => e.type === 'check' || e.type === 'stop')).toEqual([]);
    expect(trials.every((t) => t.status === 'completed' && t.checks.length === 0)).toBe(true);
  });

  it('stops what runs when the time is up, and finishes last', () => {
    const { log } = simulate({ ...job, maxSeconds: 30 }, () => ({ values: [1, 1, 1, 1], epochSeconds: 9 }));
    const finish = { rule: 'max-seconds', limit: 30, elapsed: 30 };
    expect(log.slice(-3)).toEqual([
      { time: 30, type: 'stop', trial: 0, reason: { rule: 'tuning-job-ended', finish } },
      { time: 30, type: 'stop', trial: 1, reason: { rule: 'tuning-job-ended', finish } },
      { time: 30, type: 'finish', reason: finish },
    ]);
  });

  it('stops a trial once, even if the rule and the end come together', () => {
    const done = [0, 1, 2].map((index): Trial => trialOf(index, 'completed', [1]));
    const actions = next({ ...job, maxSeconds: 5 }, [...done, trialOf(3, 'running', [2])], 5);
    expect(actions.map((a) => (a.type === 'stop' ? a.reason.rule : a.type))).toEqual(['median', 'finish']);
  });

  it('ends when none of the first five succeeded, while others run', () => {
    const slow: Course = { values: [1, 1, 1], epochSeconds: 100 };
    const { log, finish, trials } = simulate(
      { ...job, maxParallel: 4 },
      scripted(failing(), failing(1), failing(), failing(), failing(), slow, slow, slow),
    );
    expect(finish).toEqual({ rule: 'no-success', failed: 5 });
    expect(trials).toHaveLength(8);
    expect(log.slice(-4).map((e) => e.type)).toEqual(['stop', 'stop', 'stop', 'finish']);
  });
});

describe('every job', () => {
  const everyJob = (check: (spec: Spec, course: Objective) => void) =>
    fc.assert(fc.property(aSpec, someCourses, (spec, courses) => check(spec, scripted(...courses))));

  it('keeps within its limits at every moment, and ends', () => {
    everyJob((spec, course) => {
      const { trials, log } = simulate(spec, course, (s, state, time) => {
        expect(running(state)).toBeLessThanOrEqual(s.maxParallel);
        const actions = next(s, state, time);
        const after = apply(state, actions);
        expect(running(after)).toBeLessThanOrEqual(s.maxParallel);
        expect(after.length).toBeLessThanOrEqual(s.maxTrials ?? Infinity);
        return actions;
      });
      expect(running(trials)).toBe(0);
      expect(log.filter((e) => e.type === 'finish')).toHaveLength(1);
      expect(log.at(-1)?.type).toBe('finish');
      for (const { time } of log) expect(time).toBeLessThanOrEqual(spec.maxSeconds ?? Infinity);
    });
  });

  it('has the same log again, and with the state through JSON before every decision', () => {
    everyJob((spec, course) => {
      const { log } = simulate(spec, course);
      expect(simulate(spec, course).log).toEqual(log);
      const carried = simulate(spec, course, (s, trials, time) =>
        throughJson(next(throughJson(s), throughJson(trials), time)),
      );
      expect(carried.log).toEqual(log);
    });
  });

  it('is decided without touching the inputs, twice the same, and settles', () => {
    everyJob((spec, course) => {
      simulate(deepFreeze(spec), course, (s, trials, time) => {
        deepFreeze(trials);
        const actions = next(s, trials, time);
        expect(next(s, trials, time)).toEqual(actions);
        if (actions.at(-1)?.type !== 'finish') expect(next(s, apply(trials, actions), time)).toEqual([]);
        return actions;
      });
    });
  });

  it('never repeats a configuration of a definition whose space is finite', () => {
    everyJob((spec, course) => {
      const { trials } = simulate(spec, course);
      for (const [definition, { space }] of spec.definitions.entries()) {
        if (space.some((d) => d.kind === 'continuous')) continue;
        const own = trials.filter((t) => t.definition === definition).map((t) => identity(t.configuration));
        expect(new Set(own).size).toBe(own.length);
      }
    });
  });

  it('is the beginning of the same job with a larger budget', () => {
    everyJob((spec, course) => {
      const small = simulate(spec, course);
      const large = simulate({ ...spec, maxTrials: (spec.maxTrials ?? 0) + 5 }, course);
      const configurations = (trials: readonly Trial[]) => trials.map((t) => t.configuration);
      const most = Math.min(small.trials.length, large.trials.length);
      expect(large.trials.length).toBeGreaterThanOrEqual(small.trials.length);
      expect(configurations(large.trials).slice(0, most)).toEqual(
        configurations(small.trials).slice(0, most),
      );
      const longer = simulate({ ...spec, maxSeconds: (spec.maxSeconds ?? 5000) * 2 }, course);
      const before = small.log.filter((e) => e.time < (spec.maxSeconds ?? Infinity) && e.type !== 'finish');
      expect(longer.log.slice(0, before.length)).toEqual(before);
    });
  });

  it('has the same configurations for every number of parallel trials', () => {
    everyJob((spec, course) => {
      const { maxSeconds: _unlimited, ...endless } = spec;
      const succeeding: Objective = (launch) => ({ ...course(launch), fails: false });
      const sets = [1, 2, 8].map((maxParallel) =>
        simulate({ ...endless, maxParallel }, succeeding).trials.map((t) => [t.definition, t.configuration]),
      );
      expect(sets[1]).toEqual(sets[0]);
      expect(sets[2]).toEqual(sets[0]);
    });
  });

  it('stops exactly what the rule, written the other way round for maximising, stops', () => {
    everyJob((spec, course) => {
      const { log } = simulate({ ...spec, earlyStopping: 'median' }, (launch) => mirrored(course(launch)));
      const scores: (number | null)[][] = [];
      const ended = new Map<number, 'completed' | 'failed' | 'stopped'>();
      const definitions: number[] = [];
      for (const [at, entry] of log.entries()) {
        if (entry.type === 'launch') definitions[entry.index] = entry.definition;
        if (entry.type === 'end') ended.set(entry.trial, entry.status);
        if (entry.type !== 'report') continue;
        const score = entry.value === null ? null : -entry.value;
        (scores[entry.trial] ??= []).push(score);
        const verdict = log[at + 1];
        if (verdict?.type === 'end') continue;
        const previous = [...ended]
          .filter(
            ([trial, status]) => status === 'completed' && definitions[trial] === definitions[entry.trial],
          )
          .map(([trial]) => scores[trial] ?? []);
        const expected =
          !scores[entry.trial]?.includes(null) && shouldStopMaximising(previous, score, entry.epoch);
        expect(verdict?.type).toBe(expected ? 'stop' : 'check');
      }
    });
  });
});

it('shows the rule at work: fewer epochs, some stopped, every receipt true', () => {
  for (const objective of [powerLaw, overfitting]) {
    const course = objective(job, { epochs: 12, noise: 0.02 });
    const all = simulate({ ...job, earlyStopping: 'off' }, course);
    const { trials, log } = simulate(job, course);
    const epochs = (list: readonly Trial[]) => list.reduce((sum, t) => sum + t.values.length, 0);
    expect(epochs(trials)).toBeLessThan(0.8 * epochs(all.trials));
    const stops = log.filter((e) => e.type === 'stop').map((e) => e.reason);
    expect(stops.length).toBeGreaterThan(2);
    for (const reason of stops) {
      if (reason.rule !== 'median') throw new Error('only the rule stops here');
      expect(reason.value).toBeGreaterThan(reason.median);
      expect(reason.compared.length).toBeGreaterThanOrEqual(MEDIAN_RULE.minCompleted);
      for (const { trial, average } of reason.compared) {
        const upTo = (trials[trial]?.values ?? []).slice(0, reason.epoch);
        expect(average).toBeCloseTo(upTo.reduce((sum: number, v) => sum + (v ?? 0), 0) / upTo.length, 12);
      }
    }
  }
});

function trialOf(index: number, status: Trial['status'], values: Trial['values']): Trial {
  return { index, definition: 0, configuration: { lr: index / 10 }, status, values, checks: [] };
}

function mirrored(course: Course): Course {
  return { ...course, values: course.values.map((v) => (v === null ? null : -v + 0)) };
}

/** The rule for Maximize in its plainest form: lower than the median of the previous running averages. */
function shouldStopMaximising(
  previous: readonly (number | null)[][],
  score: number | null,
  epoch: number,
): boolean {
  if (score === null) return false;
  const averages = previous
    .filter((curve) => curve.length >= epoch)
    .map((curve) => curve.slice(0, epoch).filter((v) => v !== null))
    .filter((curve) => curve.length > 0)
    .map((curve) => curve.reduce((sum, v) => sum + v, 0) / curve.length)
    .sort((a, b) => a - b);
  if (averages.length < 3) return false;
  const high = averages[Math.floor(averages.length / 2)] ?? 0;
  const low = averages[Math.floor((averages.length - 1) / 2)] ?? 0;
  return score < (low + high) / 2;
}

describe('what an epoch costs', () => {
  /** A running trial of so many epochs, all but the last `fresh` judged, and a count of the entries that are read of it. */
  function watched(spec: Spec, epochs: number, fresh: number, value: number | null) {
    let reads = 0;
    const counting = <T extends object>(list: T): T =>
      new Proxy(list, { get: (of, key) => (++reads, Reflect.get(of, key) as unknown) });
    const values = Array.from({ length: epochs }, (_, k) => (k < epochs - 1 ? value : 1));
    const gate = value === null ? ('no-value' as const) : ('too-few' as const);
    const checks = Array.from({ length: epochs - fresh }, (_, k) => ({
      epoch: k + 1,
      value,
      gate: spec.strategy === 'hyperband' ? ('between-rungs' as const) : gate,
      threshold: null,
      compared: 0,
    }));
    const trial: Trial = {
      index: 0,
      definition: 0,
      configuration: { lr: 0.1 },
      status: 'running',
      values: counting(values),
      checks: counting(checks),
    };
    const actions = next({ ...spec, maxParallel: 1 }, [trial], 0);
    return { actions, reads };
  }
  const hyperband: Spec = {
    ...job,
    strategy: 'hyperband',
    earlyStopping: 'off',
    resource: { min: 1, max: 20_000 },
  };

  it('does not grow with the epochs before it', () => {
    for (const spec of [job, hyperband])
      for (const value of [2, null]) {
        const { actions, reads } = watched(spec, 19_000, 1, value);
        expect(actions).toHaveLength(1);
        expect(reads).toBeLessThan(30);
      }
  });

  it('is the same for each of those that were skipped', () => {
    for (const spec of [job, hyperband]) {
      const { actions, reads } = watched(spec, 19_000, 19_000, null);
      expect(actions).toHaveLength(19_000);
      expect(actions.at(-1)).toMatchObject({
        type: 'check',
        check: { epoch: 19_000, gate: spec === job ? 'no-value' : 'between-rungs' },
      });
      expect(reads).toBeLessThan(10 * 19_000);
    }
  });
});
