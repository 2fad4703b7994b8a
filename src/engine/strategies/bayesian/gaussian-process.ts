/** A Gaussian process with a Matérn-5/2 kernel over points of the unit cube. */

const SQRT5 = Math.sqrt(5);

export interface Process {
  readonly points: readonly (readonly number[])[];
  readonly length: number;
  readonly factor: readonly Float64Array[];
  readonly weights: Float64Array;
  /** Log marginal likelihood of the targets. */
  readonly evidence: number;
}

function matern(a: readonly number[], b: readonly number[], length: number): number {
  let square = 0;
  for (let k = 0; k < a.length; k++) square += ((a[k] ?? 0) - (b[k] ?? 0)) ** 2;
  const r = (SQRT5 * Math.sqrt(square)) / length;
  return (1 + r + (r * r) / 3) * Math.exp(-r);
}

/** Conditions on targets of mean 0 and variance 1, measured with noise of the given variance. */
export function condition(
  points: readonly (readonly number[])[],
  targets: ArrayLike<number>,
  length: number,
  noise: number,
): Process {
  const factor: Float64Array[] = [];
  for (const [i, point] of points.entries()) {
    const row = forward(
      factor,
      points.slice(0, i).map((other) => matern(point, other, length)),
    );
    const pivot = Math.sqrt(Math.max(1e-12, 1 + noise - dot(row, row)));
    factor.push(Float64Array.of(...row, pivot));
  }
  const half = forward(factor, Array.from(targets));
  const weights = Float64Array.from(half);
  for (let i = points.length - 1; i >= 0; i--) {
    const row = factor[i] ?? new Float64Array();
    const value = (weights[i] ?? 0) / (row[i] ?? 1);
    weights[i] = value;
    for (let j = 0; j < i; j++) weights[j] = (weights[j] ?? 0) - value * (row[j] ?? 0);
  }
  const evidence = -dot(half, half) / 2 - factor.reduce((sum, row, i) => sum + Math.log(row[i] ?? 1), 0);
  return { points, length, factor, weights, evidence };
}

/** Posterior mean and standard deviation, without noise, in units of the targets. */
export function predict(process: Process, point: readonly number[]): { mean: number; deviation: number } {
  const covariances = process.points.map((other) => matern(point, other, process.length));
  const half = forward(process.factor, covariances);
  return {
    mean: dot(covariances, process.weights),
    deviation: Math.sqrt(Math.max(0, 1 - dot(half, half))),
  };
}

function forward(factor: readonly Float64Array[], right: readonly number[]): Float64Array {
  const x = new Float64Array(factor.length);
  for (const [i, row] of factor.entries()) {
    let value = right[i] ?? 0;
    for (let j = 0; j < i; j++) value -= (row[j] ?? 0) * (x[j] ?? 0);
    x[i] = value / (row[i] ?? 1);
  }
  return x;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
