import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { forward } from './forward.ts';
import { inputGradient, weightGradient } from './gradients.ts';

const size = fc.integer({ min: 1, max: 11 });
const shape = fc.record({ rows: size, inputs: size, outputs: size, seed: fc.nat() });
const filled = (length: number, seed: number, key: string) => {
  const random = rng(seed, key);
  return Float32Array.from({ length }, () => random.normal());
};
const near = (got: Float32Array, want: readonly number[]) => {
  expect(got.length).toBe(want.length);
  want.forEach((value, i) => expect(Math.abs(got[i]! - value)).toBeLessThan(1e-5));
};
/** rows × columns of what `cell` gives. */
const matrix = (rows: number, columns: number, cell: (r: number, c: number) => number) =>
  Array.from({ length: rows * columns }, (_, k) => cell(Math.floor(k / columns), k % columns));
const sum = (count: number, term: (k: number) => number) => {
  let total = 0;
  for (let k = 0; k < count; k++) total += term(k);
  return total;
};

test('forward is input · kernel + bias, rectified on demand, for every shape', () => {
  fc.assert(
    fc.property(shape, fc.boolean(), ({ rows, inputs, outputs, seed }, rectify) => {
      const x = filled(rows * inputs, seed, 'x');
      const w = filled(inputs * outputs, seed, 'w');
      const b = filled(outputs, seed, 'b');
      const out = new Float32Array(rows * outputs);
      forward(x, rows, inputs, w, b, outputs, rectify, out);
      const want = matrix(rows, outputs, (r, j) => {
        const z = b[j]! + sum(inputs, (i) => x[r * inputs + i]! * w[i * outputs + j]!);
        return rectify ? Math.max(z, 0) : z;
      });
      near(out, want);
    }),
  );
});

test('weightGradient is inputᵀ · delta and the column sums of delta, for every shape', () => {
  fc.assert(
    fc.property(shape, ({ rows, inputs, outputs, seed }) => {
      const x = filled(rows * inputs, seed, 'x');
      const d = filled(rows * outputs, seed, 'd');
      const kernel = new Float32Array(inputs * outputs);
      const bias = new Float32Array(outputs);
      weightGradient(x, rows, inputs, d, outputs, kernel, bias);
      near(
        kernel,
        matrix(inputs, outputs, (i, j) => sum(rows, (r) => x[r * inputs + i]! * d[r * outputs + j]!)),
      );
      near(
        bias,
        matrix(1, outputs, (_, j) => sum(rows, (r) => d[r * outputs + j]!)),
      );
    }),
  );
});

test('inputGradient is delta · kernelᵀ where the activation below is positive, else 0, for every shape', () => {
  fc.assert(
    fc.property(shape, ({ rows, inputs, outputs, seed }) => {
      const d = filled(rows * outputs, seed, 'd');
      const w = filled(inputs * outputs, seed, 'w');
      const below = filled(rows * inputs, seed, 'x').map((v) => Math.max(v, 0));
      const out = new Float32Array(rows * inputs);
      inputGradient(d, rows, outputs, w, inputs, below, out);
      const want = matrix(rows, inputs, (r, i) =>
        below[r * inputs + i]! > 0 ? sum(outputs, (j) => d[r * outputs + j]! * w[i * outputs + j]!) : 0,
      );
      near(out, want);
    }),
  );
});
