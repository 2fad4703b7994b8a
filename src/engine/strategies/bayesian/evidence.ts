import { invert, factorise, dot, solveLower, solveUpper } from './linear-algebra.ts';
import { type Layout, mismatches, SQRT5, squaredDistance } from './kernel.ts';
import type { Points } from './points.ts';
import type { Differentiable } from './minimise.ts';

/** A normal distribution over every logarithm. */
export interface Prior {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/**
 * Variance of the constant that is added to the process: the objective's mean level is not known either, and this
 * integrates it out (targets have mean 0 and variance 1).
 */
export const LEVEL_VARIANCE = 1;

/**
 * Minus the log posterior of the hyperparameters' logarithms given standardised targets, up to a constant, with its
 * gradient: C. E. Rasmussen and C. K. I. Williams, "Gaussian processes for machine learning" (2006), equation 5.9,
 * and normal priors. Costs about n³ multiplications; all room is taken once.
 *
 * @param base what is added to the covariance of points i and j whatever the hyperparameters are
 */
export function negativeLogPosterior(
  layout: Layout,
  points: Points,
  targets: Float64Array,
  prior: Prior,
  base?: (i: number, j: number) => number,
): Differentiable {
  const { numeric, size } = layout;
  const n = points.count;
  const factor = new Float64Array(n * n);
  const fixed = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) fixed[i * n + j] = LEVEL_VARIANCE + (base?.(i, j) ?? 0);
  const slopes = new Float64Array(n * n);
  const signals = new Float64Array(n * n);
  const work = new Float64Array(n * n);
  const inverse = new Float64Array(n * n);
  const alpha = new Float64Array(n);
  const z = Float64Array.from(points.rows.subarray(0, n * size));
  const za = new Float64Array(n * size);
  const zb = new Float64Array(n * size);
  const logU = points.rows.map((u) => (u > 0 && u < 1 ? Math.log(u) : Number.NaN));

  /** Scaled warped coordinates and their derivatives by log a and log b. */
  function place(logs: Float64Array): void {
    for (let k = 0; k < numeric; k++) {
      const a = Math.exp(logs[layout.a + k] as number);
      const b = Math.exp(logs[layout.b + k] as number);
      const scale = Math.exp(-(logs[k] as number));
      for (let i = k; i < n * size; i += size) {
        const lu = logU[i] as number;
        if (Number.isNaN(lu)) {
          z[i] = (points.rows[i] as number) * scale;
          continue;
        }
        const rest = -Math.expm1(a * lu);
        const logRest = Math.log(rest);
        const tail = Math.exp(b * logRest);
        z[i] = (1 - tail) * scale;
        za[i] = ((a * b * tail) / rest) * (1 - rest) * lu * scale;
        zb[i] = -b * tail * logRest * scale;
      }
    }
  }

  return (logs, gradient) => {
    const signal = Math.exp(logs[layout.signal] as number);
    const noise = Math.exp(logs[layout.noise] as number);
    const weights = mismatches(layout, logs);
    place(logs);
    for (let i = 0; i < n; i++) {
      const row = i * n;
      for (let j = 0; j < i; j++) {
        const r = SQRT5 * Math.sqrt(squaredDistance(layout, weights, z, i * size, z, j * size));
        const e = signal * Math.exp(-r);
        const value = e * (1 + r + (r * r) / 3);
        signals[row + j] = value;
        slopes[row + j] = (-5 / 6) * e * (1 + r);
        factor[row + j] = value + (fixed[row + j] as number);
      }
      factor[row + i] = signal + (fixed[row + i] as number) + noise;
    }
    factorise(factor, n, 0, n);
    alpha.set(targets);
    solveLower(factor, n, n, alpha);
    let value = 0.5 * dot(alpha, 0, alpha, 0, n);
    for (let i = 0; i < n; i++) value += Math.log(factor[i * n + i] as number);
    solveUpper(factor, n, n, alpha);
    invert(factor, n, n, work, inverse);

    gradient.fill(0);
    let bySignal = 0;
    let byNoise = 0;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      const own = i * size;
      const share = alpha[i] as number;
      const diagonal = share * share - (inverse[row + i] as number);
      bySignal += 0.5 * diagonal * signal;
      byNoise += 0.5 * diagonal * noise;
      for (let j = 0; j < i; j++) {
        const pair = share * (alpha[j] as number) - (inverse[row + j] as number);
        bySignal += pair * (signals[row + j] as number);
        const g = 2 * pair * (slopes[row + j] as number);
        const other = j * size;
        for (let k = 0; k < numeric; k++) {
          const difference = (z[own + k] as number) - (z[other + k] as number);
          const t = g * difference;
          gradient[k] = (gradient[k] as number) + t * difference;
          gradient[layout.a + k] =
            (gradient[layout.a + k] as number) - t * ((za[own + k] as number) - (za[other + k] as number));
          gradient[layout.b + k] =
            (gradient[layout.b + k] as number) - t * ((zb[own + k] as number) - (zb[other + k] as number));
        }
        for (let k = numeric; k < size; k++)
          if (z[own + k] !== z[other + k]) gradient[k] = (gradient[k] as number) + g * (weights[k] as number);
      }
    }
    gradient[layout.signal] = -bySignal;
    gradient[layout.noise] = -byNoise;
    for (let h = 0; h < layout.count; h++) {
      const t = ((logs[h] as number) - (prior.mean[h] as number)) / (prior.deviation[h] as number);
      value += 0.5 * t * t;
      gradient[h] = (gradient[h] as number) + t / (prior.deviation[h] as number);
    }
    return Number.isFinite(value) ? value : Infinity;
  };
}
