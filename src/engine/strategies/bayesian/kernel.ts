/**
 * The covariance of a Gaussian process over encoded points (`points.ts`): a Matérn kernel of smoothness 5/2 with a length
 * scale for every dimension, on warped coordinates.
 *
 * Numeric dimensions add ((w(u) − w(v))/ℓ)² to the squared distance, where w(u) = 1 − (1 − u^a)^b is Kumaraswamy's
 * distribution function (J. Snoek et al., "Input warping for Bayesian optimization of non-stationary functions", ICML
 * 2014); a = b = 1 leaves the coordinate as it is. Categorical ones add 1/ℓ² where the values differ, which is what a
 * one-hot encoding with a common length scale (ℓ·√2) comes to.
 */
import type { Encoding, Points } from './points.ts';

export const SQRT5 = Math.sqrt(5);

/** Where each hyperparameter has its place in a vector of logarithms. */
export interface Layout {
  readonly numeric: number;
  readonly size: number;
  /** Of the first a, the first b, the signal variance, the noise variance; the length scales begin at 0. */
  readonly a: number;
  readonly b: number;
  readonly signal: number;
  readonly noise: number;
  readonly count: number;
}

export function layoutOf({ numeric, size }: Pick<Encoding, 'numeric' | 'size'>): Layout {
  const a = size;
  const b = a + numeric;
  const signal = b + numeric;
  return { numeric, size, a, b, signal, noise: signal + 1, count: signal + 2 };
}

/** Outside the unit interval, where only parents' points can lie, the warping is the identity, which joins on at both ends. */
export function warp(u: number, a: number, b: number): number {
  return u <= 0 || u >= 1 ? u : 1 - (1 - u ** a) ** b;
}

/** dw/du, kept finite at the ends, where a or b below 1 makes it grow without bound. */
export function warpSlope(u: number, a: number, b: number): number {
  const v = Math.min(1 - 1e-9, Math.max(1e-9, u));
  return a * b * v ** (a - 1) * (1 - v ** a) ** (b - 1);
}

/** Warped coordinates over length scales; categorical places stay as they are. */
export function scale(layout: Layout, logs: Float64Array, points: Points): Float64Array {
  const { numeric, size } = layout;
  const scaled = Float64Array.from(points.rows.subarray(0, points.count * size));
  for (let k = 0; k < numeric; k++) {
    const a = Math.exp(logs[layout.a + k] as number);
    const b = Math.exp(logs[layout.b + k] as number);
    const inverse = Math.exp(-(logs[k] as number));
    for (let i = k; i < scaled.length; i += size) scaled[i] = warp(scaled[i] as number, a, b) * inverse;
  }
  return scaled;
}

/** 1/ℓ² of the categorical dimensions, at their places. */
export function mismatches(layout: Layout, logs: Float64Array): Float64Array {
  const weights = new Float64Array(layout.size);
  for (let k = layout.numeric; k < layout.size; k++) weights[k] = Math.exp(-2 * (logs[k] as number));
  return weights;
}

/** Squared distance of two scaled rows. */
export function squaredDistance(
  layout: Layout,
  weights: Float64Array,
  a: Float64Array,
  at: number,
  b: Float64Array,
  bt: number,
): number {
  const { numeric, size } = layout;
  let sum = 0;
  for (let k = 0; k < numeric; k++) {
    const difference = (a[at + k] as number) - (b[bt + k] as number);
    sum += difference * difference;
  }
  for (let k = numeric; k < size; k++) if (a[at + k] !== b[bt + k]) sum += weights[k] as number;
  return sum;
}
