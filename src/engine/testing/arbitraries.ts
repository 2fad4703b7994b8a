/** Arbitrary spaces and specs for property tests. */
import fc from 'fast-check';
import type { Dimension, Space, Spec } from '../types.ts';

export const unitNumber = fc.double({ min: 0, max: 1, noNaN: true });

const aName = fc.string({ minLength: 1, maxLength: 6 }).filter((name) => name !== '__proto__');

const aCategorical: fc.Arbitrary<Dimension> = fc.record({
  kind: fc.constant('categorical' as const),
  name: aName,
  values: fc.uniqueArray(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 4 }),
});

/** Ranges of numbers that a scaling allows, at least a factor of 1.01 wide so that rounding does not swallow them. */
const aContinuous: fc.Arbitrary<Dimension> = fc
  .tuple(
    aName,
    fc.constantFrom('auto' as const, 'linear' as const, 'log' as const, 'reverse-log' as const),
    unitNumber,
    unitNumber,
  )
  .map(([name, scaling, p, q]) => {
    const ranges = {
      auto: () => [-50 * p, 1 + 100 * q] as const,
      linear: () => [-50 * p, 1 + 100 * q] as const,
      log: () => [10 ** (-9 * p), 1.01 + 1e4 * q] as const,
      'reverse-log': () => [0.9 * p, 0.91 + 0.0899999 * q] as const,
    };
    const [min, max] = ranges[scaling]();
    return { kind: 'continuous', name, min, max, scaling };
  });

const anInteger = (most: number): fc.Arbitrary<Dimension> =>
  fc
    .tuple(
      aName,
      fc.constantFrom('auto' as const, 'linear' as const, 'log' as const),
      fc.nat(9),
      fc.nat(most),
    )
    .map(([name, scaling, low, width]) => {
      const min = scaling === 'log' ? low + 1 : low - 5;
      return { kind: 'integer', name, min, max: min + width, scaling };
    });

export const aDimension = fc.oneof(aContinuous, anInteger(1000), aCategorical);

const spaceOf = (dimension: fc.Arbitrary<Dimension>, maxLength: number): fc.Arbitrary<Space> =>
  fc.uniqueArray(dimension, { selector: ({ name }) => name, minLength: 1, maxLength });

export const aSpace = spaceOf(aDimension, 4);

/** At most 5³ = 125 configurations. */
export const aFiniteSpace = spaceOf(fc.oneof(anInteger(4), aCategorical), 3);

/** Small tuning jobs that come to an end. */
export const aSpec: fc.Arbitrary<Spec> = fc
  .record({
    seed: fc.nat(),
    strategy: fc.constant('random' as const),
    definitions: fc.array(fc.record({ space: fc.oneof(aSpace, aFiniteSpace) }), {
      minLength: 1,
      maxLength: 3,
    }),
    maxTrials: fc.integer({ min: 1, max: 25 }),
    maxParallel: fc.integer({ min: 1, max: 8 }),
    maxSeconds: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }),
    earlyStopping: fc.constantFrom('off' as const, 'median' as const),
  })
  .map(({ maxSeconds, ...spec }) => (maxSeconds === undefined ? spec : { ...spec, maxSeconds }));
