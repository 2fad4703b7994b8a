/**
 * The few operations on triangular matrices that a Gaussian process needs. Matrices are row-major with a fixed row
 * length (`stride`), so that rows can be appended in place; only lower triangles are read or written.
 */

/** Smallest pivot that counts as positive: kernels of nearly equal points lose it to rounding. */
const SMALLEST_PIVOT = 1e-10;

/**
 * Turns rows `from` … `to` − 1 of a symmetric matrix, of which the rows above are already a Cholesky factor, into rows
 * of that factor: L with L·Lᵀ = A.
 */
export function factorise(a: Float64Array, stride: number, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const row = i * stride;
    for (let j = 0; j <= i; j++) {
      const other = j * stride;
      const rest = (a[row + j] as number) - dot(a, row, a, other, j);
      if (j < i) a[row + j] = rest / (a[other + j] as number);
      else a[row + j] = Math.sqrt(rest > SMALLEST_PIVOT ? rest : SMALLEST_PIVOT);
    }
  }
}

/** Σ a[at + k] · b[bt + k] over k < count. */
export function dot(a: Float64Array, at: number, b: Float64Array, bt: number, count: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const whole = count & ~3;
  let k = 0;
  for (; k < whole; k += 4) {
    s0 += (a[at + k] as number) * (b[bt + k] as number);
    s1 += (a[at + k + 1] as number) * (b[bt + k + 1] as number);
    s2 += (a[at + k + 2] as number) * (b[bt + k + 2] as number);
    s3 += (a[at + k + 3] as number) * (b[bt + k + 3] as number);
  }
  for (; k < count; k++) s0 += (a[at + k] as number) * (b[bt + k] as number);
  return s0 + s1 + (s2 + s3);
}

/** Solves L·x = b in place for the first `n` entries of `x`. */
export function solveLower(l: Float64Array, stride: number, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * stride;
    x[i] = ((x[i] as number) - dot(l, row, x, 0, i)) / (l[row + i] as number);
  }
}

/** Solves Lᵀ·x = b in place for the first `n` entries of `x`. */
export function solveUpper(l: Float64Array, stride: number, n: number, x: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * stride;
    const value = (x[i] as number) / (l[row + i] as number);
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] = (x[j] as number) - value * (l[row + j] as number);
  }
}

/**
 * The inverse (L·Lᵀ)⁻¹ of an n × n matrix given its factor, into the lower triangle of `out`.
 * @param work n × n numbers of scratch room with row length n; `out` has row length n too
 */
export function invert(
  l: Float64Array,
  stride: number,
  n: number,
  work: Float64Array,
  out: Float64Array,
): void {
  // Row k of `work` is column k of L⁻¹, so that both loops below run along rows.
  for (let k = 0; k < n; k++) {
    const column = k * n;
    work[column + k] = 1 / (l[k * stride + k] as number);
    for (let i = k + 1; i < n; i++) {
      const row = i * stride;
      work[column + i] = -dot(l, row + k, work, column + k, i - k) / (l[row + i] as number);
    }
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) out[i * n + j] = dot(work, i * n + i, work, j * n + i, n - i);
}
