import { type Body, type Emitted, emitted, f32x4, i32, type Value, v128, type Variable } from './emit.ts';

const BYTES = 4;
const VECTOR = 16;

/**
 * Tiles of a product: so many rows by so many vectors of four outputs have their sums in registers. The widest that
 * fits comes first; the last takes what is left over, up to three lanes for nothing.
 */
const TILES = [
  { vectors: 4, rows: 2 },
  { vectors: 2, rows: 4 },
  { vectors: 1, rows: 4 },
] as const;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Writes a vector of outputs from `j` on, of which there are `n`. */
function put(f: Body, address: Value<'i32'>, value: Value<'v128'>, j: Value<'i32'>, n: Value<'i32'>): void {
  const held = f.let(value);
  const left = f.let(i32.sub(n, j));
  f.when(i32.less(i32.of(3), left), () => f.store(address, held));
  f.when(i32.less(left, i32.of(4)), () => {
    f.storeLane32(address, held, 0);
    for (const lane of [1, 2]) {
      f.when(i32.less(i32.of(lane), left), () => f.storeLane32(address, held, lane, lane * BYTES));
    }
  });
}

/** See `Kernels.multiply`; all but counts are in bytes. */
export const multiply: Emitted = emitted(
  'multiply',
  {
    a: 'i32',
    rowStride: 'i32',
    stepStride: 'i32',
    m: 'i32',
    k: 'i32',
    b: 'i32',
    n: 'i32',
    bias: 'i32',
    least: 'f32',
    out: 'i32',
  },
  (f, { a, rowStride, stepStride, m, k, b, n, bias, least, out }) => {
    const floor = f.let(f32x4.splat(least));
    const width = f.let(i32.mul(n, i32.of(BYTES)));
    const j = f.let(i32.of(0));
    const i = f.let(i32.of(0));
    const at = f.let(i32.of(0));
    const place = f.let(i32.of(0));
    const l = f.let(i32.of(0));

    const tile = (rows: number, vectors: number) => {
      const sums = times(vectors, (v) => {
        const start = v128.load(i32.add(bias, i32.mul(j, i32.of(BYTES))), v * VECTOR);
        return times(rows, () => f.let(start));
      });
      const sources = times(rows, (r) => f.let(i32.add(a, i32.mul(i32.add(i, i32.of(r)), rowStride))));
      f.set(at, i32.add(b, i32.mul(j, i32.of(BYTES))));
      f.set(l, i32.of(0));
      f.loop(l, k, 1, () => {
        const factors = sources.map((source) => f.let(v128.load32Splat(source)));
        sums.forEach((column, v) => {
          const weight = f.let(v128.load(at, v * VECTOR));
          column.forEach((sum, r) => f.set(sum, f32x4.add(sum, f32x4.mul(factors[r]!, weight))));
        });
        for (const source of sources) f.set(source, i32.add(source, stepStride));
        f.set(at, i32.add(at, width));
      });
      for (let r = 0; r < rows; r++) {
        f.set(place, i32.add(out, i32.add(i32.mul(i32.add(i, i32.of(r)), width), i32.mul(j, i32.of(BYTES)))));
        sums.forEach((column, v) => {
          const value = f32x4.atLeast(column[r]!, floor);
          if (vectors > 1) f.store(place, value, v * VECTOR);
          else put(f, place, value, j, n);
        });
      }
    };

    for (const { vectors, rows } of TILES) {
      const end = f.let(vectors > 1 ? i32.sub(n, i32.of(4 * vectors - 1)) : n);
      const full = f.let(i32.sub(m, i32.of(rows - 1)));
      f.loop(j, end, 4 * vectors, () => {
        f.set(i, i32.of(0));
        f.loop(i, full, rows, () => tile(rows, vectors));
        f.loop(i, m, 1, () => tile(1, vectors));
      });
    }
  },
);

/** See `Kernels.adam`. */
export const adam: Emitted = emitted(
  'adam',
  {
    values: 'i32',
    gradient: 'i32',
    mean: 'i32',
    square: 'i32',
    count: 'i32',
    rate: 'f32',
    forgetMean: 'f32',
    forgetSquare: 'f32',
    epsilon: 'f32',
  },
  (f, { values, gradient, mean, square, count, rate, forgetMean, forgetSquare, epsilon }) => {
    const [step, meanShare, squareShare, least] = [rate, forgetMean, forgetSquare, epsilon].map((value) =>
      f.let(f32x4.splat(value)),
    ) as [Variable<'v128'>, Variable<'v128'>, Variable<'v128'>, Variable<'v128'>];
    const i = f.let(i32.of(0));
    const end = f.let(i32.mul(count, i32.of(BYTES)));
    f.loop(i, end, VECTOR, () => {
      const [value, slope, m, v] = [values, gradient, mean, square].map((base) =>
        f.let(i32.add(base, i)),
      ) as [Variable<'i32'>, Variable<'i32'>, Variable<'i32'>, Variable<'i32'>];
      const g = f.let(v128.load(slope));
      const before = f.let(v128.load(m));
      const spread = f.let(v128.load(v));
      const now = f.let(f32x4.add(before, f32x4.mul(f32x4.sub(g, before), meanShare)));
      const wide = f.let(f32x4.add(spread, f32x4.mul(f32x4.sub(f32x4.mul(g, g), spread), squareShare)));
      f.store(m, now);
      f.store(v, wide);
      const move = f32x4.div(f32x4.mul(step, now), f32x4.add(f32x4.sqrt(wide), least));
      f.store(value, f32x4.sub(v128.load(value), move));
    });
  },
);
