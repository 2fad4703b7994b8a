/** What every registered strategy has to keep, whatever it is good at. A new one joins by being in the registry. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from './apply.ts';
import { next } from './next.ts';
import { simulate } from './simulate.ts';
import { identity, sizeOf } from './space.ts';
import { strategies } from './strategies/index.ts';
import { aFiniteSpace, aSpace } from './testing/arbitraries.ts';
import { curve, failing, scripted } from './testing/objectives.ts';
import type { Course } from './simulate.ts';
import type { Configuration, Dimension, Space, Spec, StrategyName, Trial } from './types.ts';

const names = Object.keys(strategies) as StrategyName[];

/** A strategy that thinks hard is asked less often. */
const numRuns = (name: StrategyName) => ({ numRuns: name === 'bayesian' ? 5 : 40 });

const aCategoricalSpace: fc.Arbitrary<Space> = fc.uniqueArray(
  fc.record({
    kind: fc.constant('categorical' as const),
    name: fc.constantFrom('a', 'b', 'c'),
    values: fc.uniqueArray(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
);

const aSpecFor = (strategy: StrategyName): fc.Arbitrary<Spec> =>
  fc
    .record({
      seed: fc.nat(),
      definitions: fc.array(
        fc.record({ space: strategy === 'grid' ? aCategoricalSpace : fc.oneof(aSpace, aFiniteSpace) }),
        { minLength: 1, maxLength: 2 },
      ),
      maxTrials: fc.integer({ min: 1, max: 12 }),
      maxParallel: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(100)),
      earlyStopping: fc.constantFrom('off' as const, 'median' as const),
      resource: fc
        .tuple(fc.integer({ min: 1, max: 3 }), fc.nat(6))
        .map(([min, more]) => ({ min, max: min + more })),
      maxSeconds: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    })
    .map(({ maxSeconds, ...spec }) => ({
      ...spec,
      strategy,
      ...(maxSeconds === undefined ? {} : { maxSeconds }),
    }));

/** Courses with ties, gaps, values that are not finite, failures, and ends with and after the last epoch. */
const aValue = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 6 }) },
  fc.constantFrom(null, Number.NaN, Infinity, -Infinity),
);
const someCourses: fc.Arbitrary<Course[]> = fc.array(
  fc
    .record({
      values: fc.array(aValue, { minLength: 1, maxLength: 8 }),
      epochSeconds: fc.integer({ min: 1, max: 5 }),
      startSeconds: fc.integer({ min: 0, max: 9 }),
      fails: fc.nat(4).map((n) => n === 0),
      upload: fc.nat(4),
    })
    .map(({ upload, ...course }) =>
      course.fails || upload === 0
        ? course
        : { ...course, end: { status: 'completed' as const, seconds: upload } },
    ),
  { minLength: 1, maxLength: 12 },
);

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

const running = (trials: readonly Trial[]) => trials.filter(({ status }) => status === 'running').length;

function holds(dimension: Dimension, value: number | string | undefined): boolean {
  if (dimension.kind === 'categorical') return dimension.values.includes(String(value));
  return (
    typeof value === 'number' &&
    value >= dimension.min &&
    value <= dimension.max &&
    (dimension.kind === 'continuous' || Number.isInteger(value))
  );
}

function isIn(space: Space, configuration: Configuration): boolean {
  return (
    Object.keys(configuration).length === space.length &&
    space.every((dimension) => holds(dimension, configuration[dimension.name]))
  );
}

/** Twelve configurations for every strategy. */
const small: Space = [
  { kind: 'categorical', name: 'optimizer', values: ['sgd', 'adam', 'rmsprop'] },
  { kind: 'categorical', name: 'layers', values: ['1', '2', '3', '4'] },
];

const specFor = (strategy: StrategyName): Spec => ({
  seed: 1,
  strategy,
  definitions: [{ space: small }],
  maxParallel: 2,
  earlyStopping: 'off',
  resource: { min: 1, max: 9 },
});

describe.each(names)('%s', (name) => {
  const everyJob = (check: (spec: Spec, courses: Course[]) => void) =>
    fc.assert(fc.property(aSpecFor(name), someCourses, check), numRuns(name));

  it('proposes within the ranges, keeps within the limits at every moment, and ends', () => {
    everyJob((spec, courses) => {
      const { trials, log } = simulate(spec, scripted(...courses), (s, state, time) => {
        const actions = next(s, state, time);
        const after = apply(state, actions);
        expect(running(after)).toBeLessThanOrEqual(s.maxParallel);
        expect(after.length).toBeLessThanOrEqual(s.maxTrials ?? Infinity);
        return actions;
      });
      for (const { definition, configuration } of trials)
        expect(isIn(spec.definitions[definition]?.space ?? [], configuration)).toBe(true);
      expect(running(trials)).toBe(0);
      expect(log.filter(({ type }) => type === 'finish')).toHaveLength(1);
      expect(log.at(-1)?.type).toBe('finish');
    });
  });

  it('has the same log with the same seed, and after a crash anywhere', () => {
    everyJob((spec, courses) => {
      const finite = courses.map((course) => ({ ...course, values: throughJson(course.values) }));
      const { log } = simulate(spec, scripted(...finite));
      const carried = simulate(spec, scripted(...finite), (s, trials, time) =>
        throughJson(next(throughJson(s), throughJson(trials), time)),
      );
      expect(carried.log).toEqual(log);
    });
  });

  it('takes a value that is not finite for one that is missing', () => {
    everyJob((spec, courses) => {
      const decided = (list: readonly Course[]) =>
        simulate(spec, scripted(...list)).log.filter(({ type }) => type !== 'report');
      const missing = courses.map((course) => ({ ...course, values: throughJson(course.values) }));
      expect(decided(courses)).toEqual(decided(missing));
    });
  });

  it('leaves its inputs alone, says the same twice, and settles', () => {
    everyJob((spec, courses) => {
      simulate(deepFreeze(spec), scripted(...courses), (s, trials, time) => {
        deepFreeze(trials);
        const actions = next(s, trials, time);
        expect(next(s, trials, time)).toEqual(actions);
        if (actions.at(-1)?.type !== 'finish') expect(next(s, apply(trials, actions), time)).toEqual([]);
        return actions;
      });
    });
  });

  it('begins with one training job per slot, knowing nothing', () => {
    for (const maxParallel of [1, 2, 10, 100]) {
      const actions = next({ ...specFor(name), maxParallel, maxTrials: 7 }, [], 0);
      expect(actions.map(({ type }) => type)).toEqual(
        Array.from({ length: Math.min(maxParallel, 7) }, () => 'launch'),
      );
    }
  });

  it('uses up a finite space exactly, with 1 to 100 at once', () => {
    for (const maxParallel of [1, 3, 100]) {
      const { trials, finish } = simulate(
        { ...specFor(name), maxParallel },
        scripted(curve(3, 2), curve(1), curve(2, 2, null)),
      );
      expect(new Set(trials.map(({ configuration }) => identity(configuration))).size).toBe(12);
      expect(trials).toHaveLength(sizeOf(small));
      expect(finish).toEqual({ rule: 'space-exhausted', configurations: 12 });
    }
  });

  it('goes on when some fail, and charges the budget for them', () => {
    const { trials, finish } = simulate(
      { ...specFor(name), maxTrials: 10 },
      scripted(curve(1, 1), failing(0), failing(), curve(2)),
    );
    expect(finish).toEqual({ rule: 'max-trials', limit: 10 });
    expect(trials.filter(({ status }) => status === 'failed')).toHaveLength(5);
  });

  it('ends as failed when none of the first five succeeds', () => {
    expect(simulate(specFor(name), scripted(failing(null, 1))).finish.rule).toBe('no-success');
  });

  it('ends although no value is ever finite', () => {
    const { finish, trials } = simulate(
      { ...specFor(name), maxTrials: 8, earlyStopping: 'median' },
      scripted(curve(Number.NaN, Infinity), curve(null)),
    );
    expect(finish.rule).toBe('max-trials');
    expect(trials.every(({ status }) => status === 'completed')).toBe(true);
  });
});

/** Bayesian search is not among them: how long its quasi-random start is depends on the budget. */
describe.each(names.filter((name) => name !== 'bayesian'))('%s', (name) => {
  it('begins a larger job as it begins a smaller one', () => {
    fc.assert(
      fc.property(aSpecFor(name), someCourses, (timed, courses) => {
        const { maxSeconds: _unlimited, ...spec } = timed;
        const few = simulate(spec, scripted(...courses));
        const more = simulate({ ...spec, maxTrials: (spec.maxTrials ?? 0) + 3 }, scripted(...courses));
        const both = Math.min(few.trials.length, more.trials.length);
        expect(more.trials.length).toBeGreaterThanOrEqual(few.trials.length);
        expect(more.trials.slice(0, both).map((t) => t.configuration)).toEqual(
          few.trials.slice(0, both).map((t) => t.configuration),
        );
      }),
      numRuns(name),
    );
  });
});
