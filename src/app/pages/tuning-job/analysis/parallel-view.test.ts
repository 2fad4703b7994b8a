import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  PARALLEL_KEYS,
  readParallel,
  SHARES,
  VALUE,
  writeParallel,
  type ParallelView,
} from './parallel-view.ts';

const NAMES = ['eta', 'max_depth', 'a,b:c-d', 'λ'];

const search = (view: ParallelView) => {
  const entries = writeParallel(view, NAMES);
  // As an address is written and read again.
  return new URLSearchParams(new URLSearchParams(PARALLEL_KEYS.map((key) => [key, entries[key]])).toString());
};

const brush = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
  .map(([a, b]) => [Math.min(a, b) / 100, Math.max(a, b) / 100] as const);

it('comes back out of the address as it went in', () => {
  const views = fc.record({
    order: fc.shuffledSubarray([...NAMES, VALUE], { minLength: NAMES.length + 1 }),
    brushes: fc.dictionary(fc.constantFrom(...NAMES, VALUE), brush),
    turned: fc.shuffledSubarray(NAMES),
    share: fc.constantFrom(...SHARES),
  });
  fc.assert(
    fc.property(views, (view) => {
      expect(readParallel(search(view), NAMES)).toEqual(view);
    }),
  );
});

it('writes nothing for what is as at first', () => {
  const plain = readParallel(new URLSearchParams(), NAMES);
  expect(plain.order).toEqual([...NAMES, VALUE]);
  expect(Object.values(writeParallel(plain, NAMES)).join('')).toBe('');
});

it('takes what it can of an address that somebody has typed', () => {
  const typed = new URLSearchParams('axes=v,9,1,1&keep=0:60-20,1:20-60,x:1-2,v:0-900&scales=1,77&top=3');
  expect(readParallel(typed, NAMES)).toEqual({
    order: [VALUE, 'max_depth', 'eta', 'a,b:c-d', 'λ'],
    brushes: { max_depth: [0.2, 0.6] },
    turned: ['max_depth'],
    share: 1,
  });
});
