import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { addRows, matricesOf, score } from './matrix.ts';
import type { LinearModel } from './model.ts';

const size = fc.integer({ min: 1, max: 13 });

test('rows score by their normalised features, the same in any order and company, and add up times anything', () => {
  fc.assert(
    // More rows than are scored together, now and then.
    fc.property(size, fc.integer({ min: 1, max: 600 }), size, fc.nat(), (classes, rows, columns, seed) => {
      const random = rng(seed);
      const features = Float32Array.from({ length: rows * columns }, () => random.normal());
      const labels = new Float32Array(rows);
      const model: LinearModel = {
        predictorType: 'multiclass_classifier',
        weights: Float64Array.from({ length: classes * (columns + 1) }, () => random.normal()),
        features: Array.from({ length: columns }, () => ({ center: random.normal(), scale: 2 })),
        label: { center: 0, scale: 1 },
      };
      const data = { rows, columns, features, labels };
      // The second of two, so that a place in the workspace other than the first is read.
      const matrix = matricesOf(model, [data, data])[1]!;
      const input = (r: number, c: number) =>
        c === columns ? 1 : (features[r * columns + c]! - model.features[c]!.center) / 2;

      const alone = Array.from({ length: rows }, (_, r) => {
        let own: number[] = [];
        score(matrix, model.weights, undefined, r, r + 1, () => {
          own = matrix.room.scores.map((scores) => scores[0]!);
        });
        return own;
      });
      for (const [r, own] of alone.entries()) {
        for (const [c, z] of own.entries()) {
          let sum = 0;
          for (let j = 0; j <= columns; j++) sum += model.weights[c * (columns + 1) + j]! * input(r, j);
          expect(Math.abs(z - sum)).toBeLessThan(1e-10);
        }
      }

      const order = Int32Array.from({ length: rows + 5 }, () => random.int(rows));
      const factors = Float64Array.from(order, () => random.normal());
      for (const sums of matrix.room.sums) sums.fill(0);
      const seen: number[] = [];
      score(matrix, model.weights, order, 2, order.length, (at, count) => {
        for (let k = 0; k < count; k++) {
          seen.push(at + k);
          const own = matrix.room.scores.map((scores) => scores[k]!);
          // Bit for bit: a score hangs on its row alone.
          expect(own).toEqual(alone[order[at + k]!]);
          for (const scores of matrix.room.scores) scores[k] = factors[at + k]!;
        }
        addRows(matrix, count);
      });
      expect(seen).toEqual(Array.from({ length: rows + 3 }, (_, k) => k + 2));
      for (const sums of matrix.room.sums) {
        for (let j = 0; j <= columns; j++) {
          let sum = 0;
          for (let k = 2; k < order.length; k++) sum += factors[k]! * input(order[k]!, j);
          expect(Math.abs(sums[j]! - sum)).toBeLessThan(1e-9);
        }
      }
    }),
    { numRuns: 20 },
  );
});
