import type { Rng } from '../../../lib/rng.ts';
import type { Dropping } from './params.ts';

/** Which trees the next round leaves out, ascending. `weights` are those of the trees so far. */
export function dropped(
  { rate, skip, one, weighted }: Dropping,
  weights: readonly number[],
  random: Rng,
): readonly number[] {
  if (skip > 0 && random.uniform() < skip) return [];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const share = (weight: number) => (weighted ? (weights.length * weight) / sum : 1);
  const out = weights.flatMap((weight, i) => (random.uniform() < rate * share(weight) ? [i] : []));
  if (!one || out.length > 0 || weights.length === 0) return out;
  if (!weighted) return [random.int(weights.length)];
  let left = random.uniform() * sum;
  const drawn = weights.findIndex((weight) => (left -= weight) < 0);
  return [drawn < 0 ? weights.length - 1 : drawn];
}

/**
 * The weights after a round that left the trees `out` out and added `added` new ones: what was left out and what is new
 * together weigh as much as what was left out did. 32-bit floats, as in XGBoost.
 */
export function reweighted(
  { asForest }: Dropping,
  weights: readonly number[],
  out: readonly number[],
  added: number,
  eta: number,
): number[] {
  const rate = Math.fround(eta / added);
  const count = out.length;
  if (count === 0) return [...weights, ...Array.from({ length: added }, () => 1)];
  const factor = Math.fround(asForest ? 1 / (1 + rate) : count / (count + rate));
  const fresh = asForest ? factor : Math.fround(1 / (count + rate));
  const left = new Set(out);
  return [
    ...weights.map((weight, i) => (left.has(i) ? Math.fround(weight * factor) : weight)),
    ...Array.from({ length: added }, () => fresh),
  ];
}
