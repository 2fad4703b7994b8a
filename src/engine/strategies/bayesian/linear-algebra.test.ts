import { expect, it } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { factorise, invert, solveLower, solveUpper } from './linear-algebra.ts';

/** A positive definite matrix: B·Bᵀ plus the identity. */
function matrix(n: number): Float64Array {
  const random = rng(1, n);
  const b = Float64Array.from({ length: n * n }, () => random.normal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < n; k++) sum += (b[i * n + k] ?? 0) * (b[j * n + k] ?? 0);
    return sum;
  });
}

const times = (a: Float64Array, n: number, x: Float64Array) =>
  x.map((_, i) => x.reduce((sum, v, j) => sum + (a[i * n + j] ?? 0) * v, 0));

it.each([1, 2, 3, 5, 8, 17, 34])('solves a system of %i equations', (n) => {
  const a = matrix(n);
  const factor = a.slice();
  factorise(factor, n, 0, n);
  const x = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
  const right = times(a, n, x);
  solveLower(factor, n, n, right);
  solveUpper(factor, n, n, right);
  for (let i = 0; i < n; i++) expect(right[i]).toBeCloseTo(x[i] ?? 0, 9);
});

it.each([1, 2, 5, 9, 16, 33])('inverts a matrix of %i rows', (n) => {
  const a = matrix(n);
  const factor = a.slice();
  factorise(factor, n, 0, n);
  const inverse = new Float64Array(n * n);
  invert(factor, n, n, new Float64Array(n * n), inverse);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) inverse[i * n + j] = inverse[j * n + i] ?? 0;
  for (let j = 0; j < n; j++) {
    const column = Float64Array.from({ length: n }, (_, i) => inverse[i * n + j] ?? 0);
    const product = times(a, n, column);
    for (let i = 0; i < n; i++) expect(product[i]).toBeCloseTo(i === j ? 1 : 0, 9);
  }
});

it('goes on with a factor row by row to the very same numbers', () => {
  const n = 13;
  const whole = matrix(n);
  const parts = whole.slice();
  factorise(whole, n, 0, n);
  for (const [from, to] of [
    [0, 4],
    [4, 5],
    [5, 13],
  ] as const)
    factorise(parts, n, from, to);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) expect(parts[i * n + j]).toBe(whole[i * n + j]);
});

it('gets through a matrix that rounding has made singular', () => {
  const factor = new Float64Array(9).fill(1);
  factorise(factor, 3, 0, 3);
  expect(factor.every(Number.isFinite)).toBe(true);
});
