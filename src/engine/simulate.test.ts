import { expect, it } from 'vitest';
import type { Spec } from './types.ts';
import { curve, failing, powerLaw, scripted } from './testing/objectives.ts';
import { simulate } from './simulate.ts';

const spec: Spec = {
  seed: 1,
  strategy: 'random',
  definitions: [{ space: [{ kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'linear' }] }],
  maxTrials: 3,
  maxParallel: 2,
  earlyStopping: 'off',
};

/** The log in short: time, what, who. */
const brief = (played: ReturnType<typeof simulate>) =>
  played.log.map((e) => `${e.time} ${e.type} ${'trial' in e ? e.trial : 'index' in e ? e.index : ''}`.trim());

it('orders reports by simulated time, at the same time by launch', () => {
  const courses = scripted(
    { values: [1, 1], epochSeconds: 3 },
    { values: [1, 1, 1], epochSeconds: 2 },
    { values: [1], epochSeconds: 1, startSeconds: 0.5 },
  );
  expect(brief(simulate(spec, courses))).toEqual([
    '0 launch 0',
    '0 launch 1',
    '2 report 1',
    '3 report 0',
    '4 report 1',
    '6 report 0',
    '6 end 0',
    '6 launch 2',
    '6 report 1',
    '6 end 1',
    '7.5 report 2',
    '7.5 end 2',
    '7.5 finish',
  ]);
});

it('fails a training job where its next epoch would have ended', () => {
  expect(brief(simulate({ ...spec, maxTrials: 2 }, scripted(failing(), failing(1, 1))))).toEqual([
    '0 launch 0',
    '0 launch 1',
    '1 end 0',
    '1 report 1',
    '2 report 1',
    '3 end 1',
    '3 finish',
  ]);
});

it('counts a report at the very second of the limit', () => {
  const { trials, elapsed } = simulate({ ...spec, maxTrials: 1, maxSeconds: 2 }, scripted(curve(5, 6, 7)));
  expect(elapsed).toBe(2);
  expect(trials).toMatchObject([{ status: 'stopped', values: [5, 6] }]);
});

it('refuses an engine that stands still, and a course without epochs', () => {
  expect(() => simulate(spec, scripted(curve(1)), () => [])).toThrow('does not end');
  expect(() => simulate(spec, scripted(curve()))).toThrow('at least one epoch');
});

it('plays 750 training jobs of 100 epochs with early stopping', () => {
  const large: Spec = { ...spec, maxTrials: 750, maxParallel: 10, earlyStopping: 'median' };
  const { trials, finish } = simulate(large, powerLaw(large, { epochs: 100 }));
  expect(finish).toEqual({ rule: 'max-trials', limit: 750 });
  expect(trials.filter((t) => t.status === 'stopped').length).toBeGreaterThan(100);
  // A generous bound: this takes a fraction of a second, a quadratic step in it would take minutes.
}, 10_000);

it('judges the last epoch too when the end comes after it', () => {
  const flat = (value: number, end: 'completed' | 'stopped') => ({
    values: [value, value],
    epochSeconds: 1,
    downloadSeconds: 3,
    end: { status: end, seconds: 5 },
  });
  const courses = [0, 0, 0, 1].map((value, i) => flat(value, i === 2 ? 'stopped' : 'completed'));
  const one: Spec = { ...spec, maxTrials: 4, maxParallel: 1 };
  const off = simulate(one, ({ index }) => courses[index]!);
  expect(off.trials.map(({ status }) => status)).toEqual(['completed', 'completed', 'stopped', 'completed']);
  expect(off.elapsed).toBe(4 * (3 + 2 + 5));
  const late = { ...courses[3]!, values: [0, 1] };
  const judged = simulate({ ...one, maxTrials: 5, earlyStopping: 'median' }, ({ index }) =>
    index === 4 ? late : index === 2 ? courses[0]! : courses[index]!,
  );
  // The fourth is worse from its first epoch on; the fifth only at its last, which is judged all the same.
  expect(judged.trials.map(({ values, status }) => `${values.length} ${status}`)).toEqual([
    '2 completed',
    '2 completed',
    '2 completed',
    '1 stopped',
    '2 stopped',
  ]);
});
