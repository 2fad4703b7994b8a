import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { forward } from './forward.ts';
import { biasGradient, inputGradient, weightGradient } from './gradients.ts';
import { pack, sparseForward, sparseTile, sparseWeightGradient } from './sparse.ts';

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

test('weightGradient is inputᵀ · delta and biasGradient the column sums of delta, for every shape', () => {
  fc.assert(
    fc.property(shape, ({ rows, inputs, outputs, seed }) => {
      const x = filled(rows * inputs, seed, 'x');
      const d = filled(rows * outputs, seed, 'd');
      const kernel = new Float32Array(inputs * outputs);
      const bias = new Float32Array(outputs);
      weightGradient(x, rows, inputs, d, outputs, kernel);
      biasGradient(d, rows, outputs, bias);
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

test('sparse rows give the very sums of dense ones, for every shape and choice of rows', () => {
  const more = fc.integer({ min: sparseTile, max: 3 * sparseTile });
  fc.assert(
    fc.property(
      shape,
      more,
      fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
      ({ rows, inputs, seed }, outputs, draws) => {
        const picked = Int32Array.from(draws, (draw) => draw % rows);
        const random = rng(seed, 'zeros');
        const features = filled(rows * inputs, seed, 'x').map((v) => (random.uniform() < 0.6 ? 0 : v));
        // Zeros enough, however they fall.
        features.fill(0, 0, Math.ceil(0.3 * features.length));
        const { sparse } = pack({ rows, columns: inputs, features, labels: new Float32Array(rows) });
        const dense = Float32Array.from(
          matrix(picked.length, inputs, (r, c) => features[picked[r]! * inputs + c]!),
        );
        const w = filled(inputs * outputs, seed, 'w');
        const b = filled(outputs, seed, 'b');
        const d = filled(picked.length * outputs, seed, 'd');
        const [out, wanted] = [0, 0].map(() => new Float32Array(picked.length * outputs));
        sparseForward(sparse!, picked, w, b, outputs, out!);
        forward(dense, picked.length, inputs, w, b, outputs, false, wanted!);
        expect(out).toEqual(wanted);
        const gradient = sparseWeightGradient(inputs);
        const [slope, slopeWanted] = [0, 0].map(() => new Float32Array(inputs * outputs));
        weightGradient(dense, picked.length, inputs, d, outputs, slopeWanted!);
        // Twice: nothing may be left from the batch before.
        for (let time = 0; time < 2; time++) {
          gradient(sparse!, picked, d, outputs, slope!);
          expect(slope).toEqual(slopeWanted);
        }
      },
    ),
  );
});

test('data with few zeros stay dense', () => {
  const features = filled(40, 1, 'x');
  expect(pack({ rows: 4, columns: 10, features, labels: new Float32Array(4) }).sparse).toBeUndefined();
});
