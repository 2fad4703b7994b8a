import { LEVEL_VARIANCE } from './evidence.ts';
import { type Layout, mismatches, scale, SQRT5, squaredDistance, warp, warpSlope } from './kernel.ts';
import { dot, factorise, solveLower, solveUpper } from './linear-algebra.ts';
import type { Points } from './points.ts';

/** Smallest variance that a prediction has, in units of the targets. */
const SMALLEST_VARIANCE = 1e-14;

/**
 * A Gaussian process with given hyperparameters, conditioned on targets at the first points (`targets.length` of them)
 * and on knowing, but not yet what, at the rest: those narrow the deviation and leave the mean (a "kriging believer":
 * D. Ginsbourger et al., "Kriging is well-suited to parallelize optimization", 2010).
 */
export class GaussianProcess {
  readonly #layout: Layout;
  readonly #logs: Float64Array;
  readonly #weights: Float64Array;
  readonly #signal: number;
  readonly #count: number;
  readonly #known: number;
  readonly #z: Float64Array;
  readonly #factor: Float64Array;
  readonly #alpha: Float64Array;
  readonly #query: Float64Array;
  readonly #covariances: Float64Array;
  readonly #slopes: Float64Array;
  readonly #half: Float64Array;
  mean = 0;
  variance = 0;

  constructor(
    layout: Layout,
    logs: Float64Array,
    points: Points,
    targets: Float64Array,
    noiseScale?: Float64Array,
  ) {
    this.#layout = layout;
    this.#logs = logs;
    this.#count = points.count;
    this.#known = targets.length;
    this.#weights = mismatches(layout, logs);
    this.#signal = Math.exp(logs[layout.signal] as number);
    this.#z = scale(layout, logs, points);
    const n = points.count;
    this.#factor = new Float64Array(n * n);
    const noise = Math.exp(logs[layout.noise] as number);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++)
        this.#factor[i * n + j] = this.#covariance(
          squaredDistance(layout, this.#weights, this.#z, i * layout.size, this.#z, j * layout.size),
        );
      this.#factor[i * n + i] = this.#signal + LEVEL_VARIANCE + noise * (noiseScale?.[i] ?? 1);
    }
    factorise(this.#factor, n, 0, n);
    this.#alpha = Float64Array.from(targets);
    solveLower(this.#factor, n, this.#known, this.#alpha);
    solveUpper(this.#factor, n, this.#known, this.#alpha);
    this.#query = new Float64Array(layout.size);
    this.#covariances = new Float64Array(n);
    this.#slopes = new Float64Array(n);
    this.#half = new Float64Array(n);
  }

  #covariance(square: number): number {
    const r = SQRT5 * Math.sqrt(square);
    return this.#signal * Math.exp(-r) * (1 + r + (r * r) / 3) + LEVEL_VARIANCE;
  }

  /** Sets `mean` and `variance` (of the objective, noise left out) at a row. */
  predict(row: Float64Array, at = 0): void {
    const { size, numeric } = this.#layout;
    const n = this.#count;
    const z = this.#z;
    const q = this.#query;
    for (let k = 0; k < size; k++)
      q[k] =
        k < numeric
          ? warp(
              row[at + k] as number,
              Math.exp(this.#logs[this.#layout.a + k] as number),
              Math.exp(this.#logs[this.#layout.b + k] as number),
            ) * Math.exp(-(this.#logs[k] as number))
          : (row[at + k] as number);
    const half = this.#half;
    for (let i = 0; i < n; i++) {
      const r = SQRT5 * Math.sqrt(squaredDistance(this.#layout, this.#weights, q, 0, z, i * size));
      const e = this.#signal * Math.exp(-r);
      const value = e * (1 + r + (r * r) / 3) + LEVEL_VARIANCE;
      this.#covariances[i] = value;
      half[i] = value;
      this.#slopes[i] = (-5 / 6) * e * (1 + r);
    }
    solveLower(this.#factor, n, n, half);
    this.mean = dot(this.#covariances, 0, this.#alpha, 0, this.#known);
    this.variance = Math.max(SMALLEST_VARIANCE, this.#signal + LEVEL_VARIANCE - dot(half, 0, half, 0, n));
  }

  /** After `predict` at the same row: gradients by the numeric coordinates, into the first entries of the arrays. */
  gradients(row: Float64Array, ofMean: Float64Array, ofVariance: Float64Array): void {
    const { size, numeric } = this.#layout;
    const n = this.#count;
    const half = this.#half;
    solveUpper(this.#factor, n, n, half);
    ofMean.fill(0, 0, numeric);
    ofVariance.fill(0, 0, numeric);
    for (let i = 0; i < n; i++) {
      const slope = 2 * (this.#slopes[i] as number);
      const m = i < this.#known ? slope * (this.#alpha[i] as number) : 0;
      const v = -2 * slope * (half[i] as number);
      const base = i * size;
      for (let k = 0; k < numeric; k++) {
        const difference = (this.#query[k] as number) - (this.#z[base + k] as number);
        ofMean[k] = (ofMean[k] as number) + m * difference;
        ofVariance[k] = (ofVariance[k] as number) + v * difference;
      }
    }
    for (let k = 0; k < numeric; k++) {
      const chain =
        warpSlope(
          row[k] as number,
          Math.exp(this.#logs[this.#layout.a + k] as number),
          Math.exp(this.#logs[this.#layout.b + k] as number),
        ) * Math.exp(-(this.#logs[k] as number));
      ofMean[k] = (ofMean[k] as number) * chain;
      ofVariance[k] = (ofVariance[k] as number) * chain;
    }
  }
}
