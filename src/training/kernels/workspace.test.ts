import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { rng } from '../../lib/rng.ts';
import { reference } from './reference.ts';
import { workspace } from './workspace.ts';

afterEach(() => vi.unstubAllGlobals());

/** Plain numbers, and some that vectors could treat otherwise. */
const odd = [0, -0, 1e-40, -3e38, Infinity, NaN];
const fill = (array: Float32Array | Float64Array, seed: number, key: string, strange: boolean) => {
  const random = rng(seed, key);
  for (let i = 0; i < array.length; i++)
    array[i] = strange && random.uniform() < 0.2 ? odd[random.int(odd.length)]! : random.normal();
};

const size = fc.integer({ min: 1, max: 9 });
/** Wide enough for every tile and what is left over beside it. */
const width = fc.integer({ min: 1, max: 40 });
const product = fc.record({
  m: size,
  k: size,
  n: width,
  seed: fc.nat(),
  across: fc.boolean(),
  floor: fc.boolean(),
});

test('a product is that of the reference, bit for bit, and the mathematical one', () => {
  fc.assert(
    fc.property(product, fc.boolean(), ({ m, k, n, seed, across, floor }, strange) => {
      const { kernels, arrays } = workspace({
        a: ['f32', m * k],
        b: ['f32', k * n],
        bias: ['f32', n],
        out: ['f32', m * n],
        after: ['f32', 4],
      });
      expect(kernels).not.toBe(reference);
      const { a, b, bias, out, after } = arrays;
      fill(a, seed, 'a', strange);
      fill(b, seed, 'b', strange);
      fill(bias, seed, 'bias', strange);
      const [row, step] = across ? [1, m] : [k, 1];
      const least = floor ? 0 : -Infinity;
      kernels.multiply(a, row, step, m, k, b, n, bias, least, out);
      const wanted = new Float32Array(m * n);
      reference.multiply(a, row, step, m, k, b, n, bias, least, wanted);
      expect(out).toEqual(wanted);
      expect(after).toEqual(new Float32Array(4));
      if (strange) return;
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = bias[j]!;
          for (let l = 0; l < k; l++) sum += a[i * row + l * step]! * b[l * n + j]!;
          expect(Math.abs(out[i * n + j]! - Math.max(least, sum))).toBeLessThan(1e-4);
        }
      }
    }),
  );
});

test("Adam's step is that of the reference, bit for bit", () => {
  fc.assert(
    fc.property(width, fc.nat(), fc.boolean(), (length, seed, strange) => {
      const layout = ['f32', length] as const;
      const { kernels, arrays } = workspace({
        values: layout,
        gradient: layout,
        mean: layout,
        square: layout,
        after: ['f32', 4],
      });
      const { values, gradient, mean, square, after } = arrays;
      for (const [key, array] of Object.entries({ values, gradient, mean })) fill(array, seed, key, strange);
      fill(square, seed, 'square', false);
      for (let i = 0; i < length; i++) square[i] = Math.abs(square[i]!);
      const wanted = [values, gradient, mean, square].map((array) => array.slice());
      const [v, g, m, s] = wanted as [Float32Array, Float32Array, Float32Array, Float32Array];
      for (let step = 0; step < 3; step++) {
        kernels.adam(values, gradient, mean, square, 0.01, 0.1, 0.001, 1e-7);
        reference.adam(v, g, m, s, 0.01, 0.1, 0.001, 1e-7);
      }
      expect([values, gradient, mean, square]).toEqual(wanted);
      expect(after).toEqual(new Float32Array(4));
    }),
  );
});

const table = fc.record({ rows: size, pairs: size, fours: size, seed: fc.nat() });

test('scores of rows and sums over rows are those of the reference, bit for bit', () => {
  fc.assert(
    fc.property(table, fc.boolean(), ({ rows, pairs, fours, seed }, strange) => {
      const [stride, count] = [2 * pairs, 4 * fours];
      const { kernels, arrays } = workspace({
        values: ['f64', rows * stride],
        order: ['i32', count],
        weights: ['f64', stride],
        out: ['f64', count],
        sums: ['f64', stride],
        after: ['f64', 2],
      });
      const { values, order, weights, out, sums, after } = arrays;
      const random = rng(seed, 'order');
      for (let k = 0; k < count; k++) order[k] = random.int(rows);
      for (const [key, array] of Object.entries({ values, weights, sums })) fill(array, seed, key, strange);
      const [wantedOut, wantedSums] = [out.slice(), sums.slice()];
      kernels.scores(values, stride, order, count, weights, out);
      reference.scores(values, stride, order, count, weights, wantedOut);
      expect(out).toEqual(wantedOut);
      kernels.addRows(values, stride, order, count, out, sums);
      reference.addRows(values, stride, order, count, out, wantedSums);
      expect(sums).toEqual(wantedSums);
      expect(after).toEqual(new Float64Array(2));
    }),
  );
});

test.each(['sigmoids', 'tails'] as const)('%s are those of the reference, bit for bit', (name) => {
  const any = fc.oneof(fc.double(), fc.double({ min: -750, max: 750, noNaN: true }));
  fc.assert(
    fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), (given) => {
      const { kernels, arrays } = workspace({ values: ['f64', given.length], after: ['f64', 2] });
      const { values, after } = arrays;
      values.set(given);
      const wanted = values.slice();
      kernels[name](values, given.length);
      reference[name](wanted, given.length);
      expect(values).toEqual(wanted);
      expect(after).toEqual(new Float64Array(2));
    }),
    { numRuns: 500 },
  );
});

test('without WebAssembly, or where it is refused, the reference does the work', async () => {
  const ours = Reflect.get(globalThis, 'WebAssembly') as object;
  const kernels = () => workspace({ a: ['f32', 3] }).kernels;
  expect(kernels()).not.toBe(reference);
  vi.stubGlobal('WebAssembly', undefined);
  expect(kernels()).toBe(reference);
  // A browser has room for about a hundred memories at a time; the next training finds it again.
  vi.stubGlobal('WebAssembly', {
    ...ours,
    Memory: class {
      constructor() {
        throw new RangeError('could not allocate memory');
      }
    },
  });
  expect(kernels()).toBe(reference);
  vi.stubGlobal('WebAssembly', ours);
  expect(kernels()).not.toBe(reference);
  vi.stubGlobal('WebAssembly', {
    Module: class {
      constructor() {
        throw new Error('Refused to compile by Content-Security-Policy');
      }
    },
  });
  // Asked anew: the module of the first tests is compiled already.
  vi.resetModules();
  const fresh = await import('./workspace.ts');
  const { kernels: plain, arrays } = fresh.workspace({ a: ['f32', 3], b: ['f64', 2] });
  expect(plain).toBe((await import('./reference.ts')).reference);
  expect(arrays).toEqual({ a: new Float32Array(3), b: new Float64Array(2) });
});

test('an array from elsewhere is refused rather than misread', () => {
  const { kernels, arrays } = workspace({ a: ['f32', 4] });
  const { a } = arrays;
  expect(() => kernels.multiply(a, 2, 1, 2, 2, new Float32Array(4), 2, a, 0, a)).toThrow(
    'An array lies outside of its workspace.',
  );
});
