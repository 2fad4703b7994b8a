import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { score, scores } from './model.ts';

test('rows scored four at a time score as one by one, in any order and company', () => {
  const size = fc.integer({ min: 1, max: 13 });
  fc.assert(
    fc.property(size, size, fc.array(fc.nat(), { maxLength: 11 }), fc.nat(), (rows, columns, draws, seed) => {
      const random = rng(seed);
      const values = new Float64Array(rows * columns).map(() => random.normal());
      const weights = new Float64Array(columns + 1).map(() => random.normal());
      const order = Int32Array.from(draws, (draw) => draw % rows);
      const out = new Float64Array(order.length + 2).fill(7);
      scores(values, order, 0, order.length, columns, weights, out);
      order.forEach((row, k) => expect(out[k]).toBeCloseTo(score(values, row, columns, weights), 10));
      expect(Array.from(out.subarray(order.length))).toEqual([7, 7]);
      const all = new Float64Array(rows);
      scores(values, undefined, 0, rows, columns, weights, all);
      // Bit for bit: a score hangs on its row alone.
      order.forEach((row, k) => expect(out[k]).toBe(all[row]));
    }),
  );
});
