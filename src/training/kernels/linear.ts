import { type Body, type Emitted, emitted, f64x2, i32, i32x4, i64x2, type Value, v128 } from './emit.ts';
import { PER_STEP, STEP_HIGH, STEP_LOW, STEPS } from './exp.ts';

const BYTES = 8;
const INDEX_BYTES = 4;
const VECTOR = 16;
/** Rows that are read together. */
const ROWS = [0, 1, 2, 3] as const;

/** Addresses of the four rows order[k] … order[k + 3]; `entry` is the address of order[k]. */
const rowsAt = (f: Body, values: Value<'i32'>, width: Value<'i32'>, entry: Value<'i32'>) =>
  ROWS.map((r) => f.let(i32.add(values, i32.mul(i32.load(entry, r * INDEX_BYTES), width))));

/** See `Kernels.scores`. */
export const scores: Emitted = emitted(
  'scores',
  { values: 'i32', stride: 'i32', order: 'i32', count: 'i32', weights: 'i32', out: 'i32' },
  (f, { values, stride, order, count, weights, out }) => {
    const width = f.let(i32.mul(stride, i32.of(BYTES)));
    const k = f.let(i32.of(0));
    const j = f.let(i32.of(0));
    f.loop(k, count, ROWS.length, () => {
      const rows = rowsAt(f, values, width, i32.add(order, i32.mul(k, i32.of(INDEX_BYTES))));
      const sums = ROWS.map(() => f.let(f64x2.of(0)));
      f.set(j, i32.of(0));
      f.loop(j, width, VECTOR, () => {
        const weight = f.let(v128.load(i32.add(weights, j)));
        sums.forEach((sum, r) =>
          f.set(sum, f64x2.add(sum, f64x2.mul(v128.load(i32.add(rows[r]!, j)), weight))),
        );
      });
      const place = f.let(i32.add(out, i32.mul(k, i32.of(BYTES))));
      for (const r of [0, 2]) {
        const [a, b] = [sums[r]!, sums[r + 1]!];
        f.store(place, f64x2.add(f64x2.firsts(a, b), f64x2.seconds(a, b)), r * BYTES);
      }
    });
  },
);

/** See `Kernels.addRows`. */
export const addRows: Emitted = emitted(
  'addRows',
  { values: 'i32', stride: 'i32', order: 'i32', count: 'i32', factors: 'i32', sums: 'i32' },
  (f, { values, stride, order, count, factors, sums }) => {
    const width = f.let(i32.mul(stride, i32.of(BYTES)));
    const k = f.let(i32.of(0));
    const j = f.let(i32.of(0));
    f.loop(k, count, ROWS.length, () => {
      const rows = rowsAt(f, values, width, i32.add(order, i32.mul(k, i32.of(INDEX_BYTES))));
      const place = f.let(i32.add(factors, i32.mul(k, i32.of(BYTES))));
      const held = ROWS.map((r) => f.let(v128.load64Splat(place, r * BYTES)));
      f.set(j, i32.of(0));
      f.loop(j, width, VECTOR, () => {
        const [a, b, c, d] = ROWS.map((r) => f64x2.mul(v128.load(i32.add(rows[r]!, j)), held[r]!));
        const sum = f.let(i32.add(sums, j));
        const first = f64x2.add(v128.load(sum), f64x2.add(a!, b!));
        f.store(sum, f64x2.add(first, f64x2.add(c!, d!)));
      });
    });
  },
);

const BIAS = 1023n;
const FRACTION_BITS = 52;

/** `exp` of exp.ts of both lanes, with its table `fractions` at address 0. */
function exponential(f: Body): (x: Value<'v128'>) => Value<'v128'> {
  const constant = (value: number) => f.let(f64x2.of(value));
  const [lowest, highest] = [constant(-700), constant(700)];
  const [perStep, half, high, low] = [PER_STEP, 0.5, STEP_HIGH, STEP_LOW].map(constant);
  const [last, ...series] = [1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1].map(constant);
  const exponents = f.let(i64x2.of(BIAS));
  return (x) => {
    const held = f.let(f64x2.atMost(f64x2.atLeast(x, lowest), highest));
    const steps = f.let(f64x2.floor(f64x2.add(f64x2.mul(held, perStep!), half!)));
    const rest = f.let(f64x2.sub(f64x2.sub(held, f64x2.mul(steps, high!)), f64x2.mul(steps, low!)));
    const small = series.reduce<Value<'v128'>>(
      (sum, factor) => f64x2.add(factor, f64x2.mul(rest, sum)),
      last!,
    );
    const index = f.let(f64x2.toI32x4(steps));
    const place = (lane: number) =>
      i32.mul(i32.and(i32x4.lane(index, lane), i32.of(STEPS - 1)), i32.of(BYTES));
    const fraction = v128.load64Lane(place(1), v128.load64Splat(place(0)), 1);
    const exponent = i64x2.fromI32x4(i32x4.shiftRight(index, i32.of(Math.log2(STEPS))));
    const whole = i64x2.shiftLeft(i64x2.add(exponent, exponents), i32.of(FRACTION_BITS));
    return f64x2.mul(f64x2.mul(small, fraction), whole);
  };
}

/** A function of every number of an array, in place. */
const inPlace = (
  name: string,
  one: (f: Body) => (x: Value<'v128'>, exp: (x: Value<'v128'>) => Value<'v128'>) => Value<'v128'>,
): Emitted =>
  emitted(name, { values: 'i32', count: 'i32' }, (f, { values, count }) => {
    const end = f.let(i32.add(values, i32.mul(count, i32.of(BYTES))));
    const exp = exponential(f);
    const apply = one(f);
    f.loop(values, end, VECTOR, () => f.store(values, apply(v128.load(values), exp)));
  });

/** See `Kernels.sigmoids`. */
export const sigmoids = inPlace('sigmoids', (f) => {
  const unit = f.let(f64x2.of(1));
  return (x, exp) => f64x2.div(unit, f64x2.add(unit, exp(f64x2.negate(x))));
});

/** See `Kernels.tails`. */
export const tails = inPlace('tails', (f) => {
  const unit = f.let(f64x2.of(1));
  return (x, exp) => f64x2.add(unit, exp(f64x2.negate(f64x2.abs(x))));
});
