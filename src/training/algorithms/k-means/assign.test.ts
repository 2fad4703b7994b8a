import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { assigner } from './assign.ts';

/** Every row against every centre, the first among equals. */
function plain(values: Float32Array, columns: number, centers: Float64Array) {
  const center: number[] = [];
  const distance: number[] = [];
  for (let at = 0; at < values.length; at += columns) {
    let [best, nearest] = [Infinity, 0];
    for (let c = 0; c * columns < centers.length; c++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += (values[at + j]! - centers[c * columns + j]!) ** 2;
      if (sum < best) [best, nearest] = [sum, c];
    }
    center.push(nearest);
    distance.push(best);
  }
  return { center, distance };
}

test('finds what a plain search finds, however the centres move between calls', () => {
  const given = fc.record({
    seed: fc.nat(),
    rows: fc.integer({ min: 1, max: 60 }),
    columns: fc.integer({ min: 1, max: 7 }),
    count: fc.integer({ min: 1, max: 11 }),
    offset: fc.constantFrom(0, 3, 1e5),
    move: fc.constantFrom(0, 0.001, 0.1, 3),
  });
  fc.assert(
    fc.property(given, ({ seed, rows, columns, count, offset, move }) => {
      const random = rng(seed);
      const values = new Float32Array(rows * columns).map(() => offset + random.normal());
      const centers = new Float64Array(count * columns).map(() => offset + random.normal());
      const assign = assigner({ count: rows, columns, values }, count);
      for (let call = 0; call < 6; call++) {
        const some = random
          .shuffle(Int32Array.from({ length: rows }, (_, r) => r))
          .subarray(0, 1 + (seed % rows));
        const { center, distance } = assign(some, centers);
        const expected = plain(values, columns, centers);
        for (const r of some) {
          expect(distance[r]! / (expected.distance[r]! || 1)).toBeCloseTo(
            expected.distance[r] === 0 ? 0 : 1,
            9,
          );
          expect(center[r]).toBe(expected.center[r]);
        }
        for (let i = 0; i < centers.length; i++) centers[i]! += move * random.normal();
      }
    }),
  );
});

test('of equal centres the first; one centre alone takes all', () => {
  const values = Float32Array.of(0, 1, 5);
  const rows = Int32Array.of(0, 1, 2);
  expect([...assigner({ count: 3, columns: 1, values }, 3)(rows, Float64Array.of(5, 0, 0)).center]).toEqual([
    1, 1, 0,
  ]);
  expect([...assigner({ count: 3, columns: 1, values }, 1)(rows, Float64Array.of(2)).distance]).toEqual([
    4, 1, 9,
  ]);
});
