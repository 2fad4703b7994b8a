/** Powers of two between two neighbouring powers of e are looked up: 2^(i/64). */
export const STEPS = 64;
export const fractions = Float64Array.from({ length: STEPS }, (_, i) => 2 ** (i / STEPS));
/** 2^n for n from −1022 on. */
const wholes = Float64Array.from({ length: 1022 + 1024 }, (_, i) => 2 ** (i - 1022));
export const PER_STEP = STEPS / Math.LN2;
/** ln 2 / 64 in two parts, the first short enough for exact multiples (Cody and Waite). */
export const STEP_HIGH = 0.010830424695086549;
/** Math.LN2 is that much short of ln 2. */
export const STEP_LOW = Math.LN2 / STEPS - STEP_HIGH + 2.319046813846299e-17 / STEPS;

/**
 * e^x to a few units of the 16th digit, some times faster than Math.exp, whose branches a processor cannot foresee when
 * x jumps about. Beyond ±700 the ends of that range stand for x; NaN stays NaN.
 */
export function exp(x: number): number {
  const held = x < -700 ? -700 : x > 700 ? 700 : x;
  const steps = Math.floor(held * PER_STEP + 0.5);
  const rest = held - steps * STEP_HIGH - steps * STEP_LOW;
  const small = 1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120)))));
  const index = steps | 0;
  return held === held ? small * fractions[index & (STEPS - 1)]! * wholes[(index >> 6) + 1022]! : held;
}
