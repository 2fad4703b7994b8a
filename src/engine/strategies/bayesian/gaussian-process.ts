import { LEVEL_VARIANCE } from './evidence.ts';
import { type Layout, mismatches, scale, SQRT5, squaredDistance, warp, warpSlope } from './kernel.ts';
import { dot, factorise, solveLower, solveUpper } from './linear-algebra.ts';
import type { Points } from './points.ts';

/** Smallest variance that a prediction has, in units of the targets. */
const SMALLEST_VARIANCE = 1e-14;

/**
 * Weight of the chance of success against improvement. Where trials keep failing the chance falls like one over their
 * number, while improvement elsewhere falls by orders of magnitude as a search closes in.
 *
 * Failures without structure do no harm by it: 40 evaluations of which half fail at random come to 1.2 times the regret
 * of 20 that all succeed (four functions, 15 seeds, standard error 1.5). Where a region always fails, leaving failed points
 * out of the variance costs a factor of 64 (1.7), weighing all by how well nearness foretells failures 3.6 (1.6) to 0.8
 * (1.5), and at random failures none of it gains beyond chance (0.7 to 1.3, 1.3 to 1.5).
 */
const CAUTION = 3;

export interface Conditions {
  readonly layout: Layout;
  /** Logarithms of the hyperparameters, by the layout. */
  readonly logs: Float64Array;
  /** The points with targets first, then `pending` running ones, then failed ones. */
  readonly points: Points;
  readonly targets: Float64Array;
  readonly pending: number;
  /** Models of earlier jobs whose means are regressed on (`transfer.ts`). */
  readonly parents: readonly GaussianProcess[];
  /** A process with, maybe, the same hyperparameters and first points, whose factor can be gone on with. */
  readonly previous?: GaussianProcess | undefined;
}

/**
 * A Gaussian process with given hyperparameters, conditioned on targets and on knowing, but not yet what, at further
 * points: those narrow the deviation and leave the mean ("kriging believer": D. Ginsbourger et al., "Kriging is
 * well-suited to parallelize optimization", 2010).
 *
 * `predict` answers into the fields `mean`, `variance` and `logSuccess`, so that nothing is allocated.
 */
export class GaussianProcess {
  readonly layout: Layout;
  readonly logs: Float64Array;
  /** Variances of the noise on a target and of the process far from all points, its level left out. */
  readonly noise: number;
  readonly signal: number;
  mean = 0;
  variance = 0;
  /** Weighted log of the share of trials near here that did not fail, nearness being correlation; 0 while none has failed. */
  logSuccess = 0;

  readonly #rows: Float64Array;
  readonly #count: number;
  readonly #known: number;
  readonly #targets: Float64Array;
  readonly #living: number;
  readonly #z: Float64Array;
  readonly #weights: Float64Array;
  readonly #a: Float64Array;
  readonly #b: Float64Array;
  readonly #inverseLengths: Float64Array;
  readonly #factor: Float64Array;
  readonly #stride: number;
  readonly #alpha: Float64Array;
  readonly #parents: readonly GaussianProcess[];
  /** Row i holds the parents' means at point i. */
  readonly #basis: Float64Array;
  readonly #query: Float64Array;
  readonly #queryBasis: Float64Array;
  readonly #covariances: Float64Array;
  readonly #slopes: Float64Array;
  readonly #half: Float64Array;
  readonly #parentSlopes: Float64Array;
  #succeeded = 0;
  #seen = 0;

  constructor({ layout, logs, points, targets, pending, parents, previous }: Conditions) {
    const n = points.count;
    const { size, numeric } = layout;
    this.layout = layout;
    this.logs = logs;
    this.noise = Math.exp(logs[layout.noise] as number);
    this.signal = Math.exp(logs[layout.signal] as number);
    this.#rows = points.rows;
    this.#count = n;
    this.#known = targets.length;
    this.#targets = targets;
    this.#living = targets.length + pending;
    this.#weights = mismatches(layout, logs);
    this.#a = logs.slice(layout.a, layout.a + numeric).map(Math.exp);
    this.#b = logs.slice(layout.b, layout.b + numeric).map(Math.exp);
    this.#inverseLengths = logs.slice(0, numeric).map((log) => Math.exp(-log));
    this.#z = scale(layout, logs, points);
    this.#parents = parents;
    this.#basis = parentMeans(parents, points, size);
    this.#query = new Float64Array(size);
    this.#queryBasis = new Float64Array(parents.length);
    this.#covariances = new Float64Array(n);
    this.#slopes = new Float64Array(n);
    this.#half = new Float64Array(n);
    this.#parentSlopes = new Float64Array(numeric);
    this.#stride = n;
    this.#factor = new Float64Array(n * n);
    const kept = previous === undefined ? 0 : this.#keep(previous);
    for (let i = kept; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const r =
          SQRT5 * Math.sqrt(squaredDistance(layout, this.#weights, this.#z, i * size, this.#z, j * size));
        this.#factor[i * n + j] =
          this.signal * Math.exp(-r) * (1 + r + (r * r) / 3) + this.#common(this.#basis, i, j);
      }
      this.#factor[i * n + i] = (this.#factor[i * n + i] as number) + this.noise;
    }
    factorise(this.#factor, n, kept, n);
    this.#alpha = Float64Array.from(targets);
    for (let i = 0; i < targets.length; i++)
      this.#alpha[i] = (targets[i] as number) - priorTrend(this.#basis, i, parents.length);
    solveLower(this.#factor, n, this.#known, this.#alpha);
    solveUpper(this.#factor, n, this.#known, this.#alpha);
  }

  /** Copies the rows of the factor that a process with the same hyperparameters and first points has; says how many. */
  #keep(previous: GaussianProcess): number {
    if (previous.logs !== this.logs || this.#parents.length > 0 || previous.#parents.length > 0) return 0;
    const { size } = this.layout;
    const most = Math.min(this.#count, previous.#count);
    let same = 0;
    while (same < most * size && this.#rows[same] === previous.#rows[same]) same++;
    const kept = Math.floor(same / size);
    for (let i = 0; i < kept; i++)
      this.#factor.set(
        previous.#factor.subarray(i * previous.#stride, i * previous.#stride + i + 1),
        i * this.#stride,
      );
    return kept;
  }

  /** The share of the covariance that does not depend on distance: the unknown level and the parents' unknown weights. */
  #common(basis: Float64Array, i: number, j: number): number {
    const count = this.#parents.length;
    return count === 0
      ? LEVEL_VARIANCE
      : LEVEL_VARIANCE + dot(basis, i * count, this.#basis, j * count, count) / count;
  }

  /** Sets `mean`, `variance` (of the objective, noise left out) and `logSuccess` at a row. */
  predict(row: Float64Array, at = 0): void {
    this.#predictMean(row, at);
    const half = this.#half;
    half.set(this.#covariances);
    solveLower(this.#factor, this.#stride, this.#count, half);
    const prior =
      this.signal +
      LEVEL_VARIANCE +
      (this.#parents.length === 0
        ? 0
        : dot(this.#queryBasis, 0, this.#queryBasis, 0, this.#parents.length) / this.#parents.length);
    this.variance = Math.max(SMALLEST_VARIANCE, prior - dot(half, 0, half, 0, this.#count));
    if (this.#count > this.#living) this.#predictSuccess();
  }

  /** The mean alone, which costs n multiplications where `predict` costs n². */
  meanAt(row: Float64Array, at = 0): number {
    this.#predictMean(row, at);
    return this.mean;
  }

  /** The mean at point i, of those with targets: (K + σ²)·α is the target, so K·α is short of it by σ²·α. */
  meanAtTarget(i: number): number {
    return (this.#targets[i] as number) - this.noise * (this.#alpha[i] as number);
  }

  #predictMean(row: Float64Array, at: number): void {
    const { layout, signal } = this;
    const { size, numeric } = layout;
    const n = this.#count;
    const q = this.#query;
    for (let k = 0; k < numeric; k++)
      q[k] =
        warp(row[at + k] as number, this.#a[k] as number, this.#b[k] as number) *
        (this.#inverseLengths[k] as number);
    for (let k = numeric; k < size; k++) q[k] = row[at + k] as number;
    for (const [p, parent] of this.#parents.entries()) {
      parent.#predictMean(row, at);
      this.#queryBasis[p] = parent.mean;
    }
    for (let i = 0; i < n; i++) {
      const r = SQRT5 * Math.sqrt(squaredDistance(layout, this.#weights, q, 0, this.#z, i * size));
      const e = signal * Math.exp(-r);
      this.#covariances[i] = e * (1 + r + (r * r) / 3) + this.#common(this.#queryBasis, 0, i);
      this.#slopes[i] = (-5 / 6) * e * (1 + r);
    }
    this.mean =
      dot(this.#covariances, 0, this.#alpha, 0, this.#known) +
      priorTrend(this.#queryBasis, 0, this.#parents.length);
  }

  /** Laplace's rule of succession over trials weighted by their correlation with the row. */
  #predictSuccess(): void {
    let succeeded = 1;
    let failed = 0;
    for (let i = 0; i < this.#count; i++) {
      const correlation =
        ((this.#covariances[i] as number) - this.#common(this.#queryBasis, 0, i)) / this.signal;
      if (i < this.#known) succeeded += correlation;
      else if (i >= this.#living) failed += correlation;
    }
    this.#succeeded = succeeded;
    this.#seen = succeeded + failed;
    this.logSuccess = CAUTION * Math.log(succeeded / this.#seen);
  }

  /** After `predict` at the same row: gradients by the numeric coordinates, into the first entries of the arrays. */
  gradients(
    row: Float64Array,
    ofMean: Float64Array,
    ofVariance: Float64Array,
    ofSuccess: Float64Array,
  ): void {
    const { size, numeric } = this.layout;
    const half = this.#half;
    const q = this.#query;
    const z = this.#z;
    solveUpper(this.#factor, this.#stride, this.#count, half);
    ofMean.fill(0);
    ofVariance.fill(0);
    ofSuccess.fill(0);
    const anyFailed = this.#count > this.#living;
    for (let i = 0; i < this.#count; i++) {
      const slope = 2 * (this.#slopes[i] as number);
      const m = i < this.#known ? slope * (this.#alpha[i] as number) : 0;
      const v = -2 * slope * (half[i] as number);
      const s = anyFailed ? slope * this.#successShare(i) : 0;
      for (let k = 0; k < numeric; k++) {
        const difference = (q[k] as number) - (z[i * size + k] as number);
        ofMean[k] = (ofMean[k] as number) + m * difference;
        ofVariance[k] = (ofVariance[k] as number) + v * difference;
        if (s !== 0) ofSuccess[k] = (ofSuccess[k] as number) + s * difference;
      }
    }
    for (let k = 0; k < numeric; k++) {
      const chain =
        warpSlope(row[k] as number, this.#a[k] as number, this.#b[k] as number) *
        (this.#inverseLengths[k] as number);
      ofMean[k] = (ofMean[k] as number) * chain;
      ofVariance[k] = (ofVariance[k] as number) * chain;
      ofSuccess[k] = (ofSuccess[k] as number) * chain;
    }
    for (let p = 0; p < this.#parents.length; p++) this.#addParent(p, row, ofMean, ofVariance);
  }

  /** d log(success) by the covariance with point i. */
  #successShare(i: number): number {
    if (i >= this.#known && i < this.#living) return 0;
    const share = (i < this.#known ? 1 / this.#succeeded : 0) - 1 / this.#seen;
    return (CAUTION * share) / this.signal;
  }

  /** What the slope of a parent's mean adds through the parent's weight, known in part. */
  #addParent(p: number, row: Float64Array, ofMean: Float64Array, ofVariance: Float64Array): void {
    const parent = this.#parents[p];
    if (parent === undefined) return;
    const count = this.#parents.length;
    const slopes = this.#parentSlopes;
    parent.meanSlopes(row, slopes);
    let byMean = 1 / count;
    let byVariance = (2 * (this.#queryBasis[p] as number)) / count;
    for (let i = 0; i < this.#count; i++) {
      const basis = (this.#basis[i * count + p] as number) / count;
      if (i < this.#known) byMean += basis * (this.#alpha[i] as number);
      byVariance -= 2 * basis * (this.#half[i] as number);
    }
    for (let k = 0; k < this.layout.numeric; k++) {
      ofMean[k] = (ofMean[k] as number) + byMean * (slopes[k] as number);
      ofVariance[k] = (ofVariance[k] as number) + byVariance * (slopes[k] as number);
    }
  }

  /** After a prediction at the same row, of a process without parents: the gradient of the mean. */
  meanSlopes(row: Float64Array, out: Float64Array): void {
    const { size, numeric } = this.layout;
    out.fill(0);
    for (let i = 0; i < this.#known; i++) {
      const m = 2 * (this.#slopes[i] as number) * (this.#alpha[i] as number);
      for (let k = 0; k < numeric; k++)
        out[k] = (out[k] as number) + m * ((this.#query[k] as number) - (this.#z[i * size + k] as number));
    }
    for (let k = 0; k < numeric; k++)
      out[k] =
        (out[k] as number) *
        warpSlope(row[k] as number, this.#a[k] as number, this.#b[k] as number) *
        (this.#inverseLengths[k] as number);
  }
}

/** Before any result every parent is expected to have the same say, together 1. */
export function priorTrend(basis: Float64Array, i: number, count: number): number {
  let sum = 0;
  for (let p = 0; p < count; p++) sum += (basis[i * count + p] as number) / count;
  return sum;
}

/** The parents' means at points, a row a point. */
export function parentMeans(parents: readonly GaussianProcess[], points: Points, size: number): Float64Array {
  const means = new Float64Array(points.count * parents.length);
  for (let i = 0; i < points.count; i++)
    for (const [p, parent] of parents.entries()) {
      means[i * parents.length + p] = parent.meanAt(points.rows, i * size);
    }
  return means;
}
