import fc from 'fast-check';
import { expect, it } from 'vitest';
import { identity, sizeOf } from '../space.ts';
import { curve, scripted } from '../testing/objectives.ts';
import { simulate } from '../simulate.ts';
import type { Space, Spec } from '../types.ts';

const specOf = (maxParallel: number, ...spaces: Space[]): Spec => ({
  seed: 0,
  strategy: 'grid',
  definitions: spaces.map((space) => ({ space })),
  maxParallel,
  earlyStopping: 'off',
});
const play = (spec: Spec) => simulate(spec, scripted(curve(1, 2), curve(1)));

const optimizer = { kind: 'categorical', name: 'optimizer', values: ['sgd', 'adam'] } as const;
const units = { kind: 'categorical', name: 'units', values: ['8', '16', '32'] } as const;

it('goes through every combination in order, then ends', () => {
  const { trials, finish } = play(specOf(1, [optimizer, units]));
  expect(trials.map(({ configuration: c }) => `${c.optimizer} ${c.units}`)).toEqual([
    'sgd 8',
    'sgd 16',
    'sgd 32',
    'adam 8',
    'adam 16',
    'adam 32',
  ]);
  expect(finish).toEqual({ rule: 'space-exhausted', configurations: 6 });
});

it('has every combination once, for any space and any number of parallel trials', () => {
  const dimension = fc.record({
    kind: fc.constant('categorical' as const),
    name: fc.string({ minLength: 1, maxLength: 4 }).filter((name) => name !== '__proto__'),
    values: fc.uniqueArray(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  });
  const space = fc.uniqueArray(dimension, { selector: (d) => d.name, minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(space, fc.integer({ min: 1, max: 9 }), (dimensions, maxParallel) => {
      const { trials } = play(specOf(maxParallel, dimensions));
      expect(trials).toHaveLength(sizeOf(dimensions));
      expect(new Set(trials.map((t) => identity(t.configuration))).size).toBe(trials.length);
      expect(trials.map((t) => t.configuration)).toEqual(
        play(specOf(1, dimensions)).trials.map((t) => t.configuration),
      );
    }),
  );
});

it('takes turns among definitions', () => {
  const { trials } = play(specOf(2, [optimizer], [units]));
  expect(trials.map((t) => t.definition)).toEqual([0, 1, 0, 1, 1]);
});

it('refuses numeric dimensions', () => {
  const count = { kind: 'integer', name: 'n', min: 1, max: 3, scaling: 'linear' } as const;
  expect(() => play(specOf(1, [optimizer, count]))).toThrow('n is integer');
});
