import type { Rng } from '../../../lib/rng.ts';
import type { Differentiable } from './minimise.ts';

const BURN_IN = 30;
const THINNING = 3;
const WIDTH = 1;

/**
 * Draws from the density exp(−f) within a box by slice sampling along random directions with stepping out (R. M. Neal,
 * "Slice sampling", Annals of Statistics 31 (2003)), from a chain that starts at the mode.
 */
export function sliceSample(
  f: Differentiable,
  start: Float64Array,
  { lower, upper }: { readonly lower: Float64Array; readonly upper: Float64Array },
  draws: number,
  random: Rng,
): Float64Array[] {
  const n = start.length;
  const ignored = new Float64Array(n);
  const inside = (x: Float64Array) =>
    x.every((v, i) => v >= (lower[i] as number) && v <= (upper[i] as number));
  let x = Float64Array.from(start);
  let value = f(x, ignored);
  const kept: Float64Array[] = [];
  for (let step = 1; kept.length < draws; step++) {
    const direction = new Float64Array(n).map(() => random.normal());
    const norm = Math.sqrt(direction.reduce((sum, d) => sum + d * d, 0));
    const along = (t: number) => x.map((v, i) => v + (t * (direction[i] as number)) / norm);
    const evaluate = (t: number) => {
      const there = along(t);
      return inside(there) ? f(there, ignored) : Infinity;
    };
    const level = value - Math.log(1 - random.uniform());
    let left = -WIDTH * random.uniform();
    let right = left + WIDTH;
    for (let k = 0; k < 5 && evaluate(left) < level; k++) left -= WIDTH;
    for (let k = 0; k < 5 && evaluate(right) < level; k++) right += WIDTH;
    for (let k = 0; k < 30; k++) {
      const t = left + (right - left) * random.uniform();
      const there = evaluate(t);
      if (there < level) {
        x = along(t);
        value = there;
        break;
      }
      if (t < 0) left = t;
      else right = t;
    }
    if (step > BURN_IN && step % THINNING === 0) kept.push(x);
  }
  return kept;
}
