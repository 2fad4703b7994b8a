import { quantile } from './normal.ts';

export type TargetTransform = 'standard' | 'winsor' | 'power' | 'copula' | 'log';

/** A monotone map from objectives to targets of about mean 0 and variance 1. */
export interface Targets {
  readonly values: Float64Array;
  forward(value: number): number;
  back(target: number): number;
}

export function transformTargets(values: readonly number[], kind: TargetTransform): Targets {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const at = (p: number) => sorted[Math.min(n - 1, Math.floor(p * n))] ?? 0;
  const low = sorted[0] ?? 0;
  switch (kind) {
    case 'standard':
      return standardised(
        values,
        (y) => y,
        (t) => t,
      );
    case 'winsor': {
      const median = at(0.5);
      const limit = median + 5 * Math.max(median - low, 1e-300);
      return standardised(
        values,
        (y) => Math.min(y, limit),
        (t) => t,
      );
    }
    case 'log': {
      const spread = at(0.5) - low || at(1) - low || 1;
      const shift = spread * 0.1;
      return standardised(
        values,
        (y) => Math.log1p((y - low) / shift),
        (t) => low + shift * Math.expm1(t),
      );
    }
    case 'copula': {
      const forward = (y: number) => {
        let rank = 0;
        let ties = 0;
        for (const v of sorted) {
          if (v < y) rank++;
          else if (v === y) ties++;
        }
        return quantile((rank + ties / 2 + 0.25) / (n + 0.5));
      };
      return standardised(values, forward, (t) => t);
    }
    case 'power':
      return power(values);
  }
}

function standardised(
  values: readonly number[],
  forward: (y: number) => number,
  back: (t: number) => number,
): Targets {
  const moved = values.map(forward);
  const mean = moved.reduce((a, b) => a + b, 0) / moved.length;
  const sd = Math.sqrt(moved.reduce((a, b) => a + (b - mean) ** 2, 0) / moved.length) || 1;
  return {
    values: Float64Array.from(moved, (m) => (m - mean) / sd),
    forward: (y) => (forward(y) - mean) / sd,
    back: (t) => back(t * sd + mean),
  };
}

/** Yeo–Johnson with the exponent of largest likelihood, on values already standardised. */
function power(values: readonly number[]): Targets {
  const first = standardised(
    values,
    (y) => y,
    (t) => t,
  );
  let best = 1;
  let most = -Infinity;
  for (let lambda = -2; lambda <= 2.001; lambda += 0.05) {
    const l = likelihood(first.values, lambda);
    if (l > most) {
      most = l;
      best = lambda;
    }
  }
  const second = standardised(
    Array.from(first.values),
    (x) => yeoJohnson(x, best),
    (t) => inverse(t, best),
  );
  return {
    values: second.values,
    forward: (y) => second.forward(first.forward(y)),
    back: (t) => first.back(second.back(t)),
  };
}

function likelihood(x: Float64Array, lambda: number): number {
  let mean = 0;
  let jacobian = 0;
  const t = x.map((v) => yeoJohnson(v, lambda));
  for (const v of t) mean += v / t.length;
  let variance = 0;
  for (const v of t) variance += (v - mean) ** 2 / t.length;
  for (const v of x) jacobian += Math.sign(v) * Math.log1p(Math.abs(v));
  return -0.5 * x.length * Math.log(variance) + (lambda - 1) * jacobian;
}

function yeoJohnson(x: number, lambda: number): number {
  if (x >= 0) return Math.abs(lambda) < 1e-9 ? Math.log1p(x) : Math.expm1(lambda * Math.log1p(x)) / lambda;
  const m = 2 - lambda;
  return Math.abs(m) < 1e-9 ? -Math.log1p(-x) : -Math.expm1(m * Math.log1p(-x)) / m;
}

function inverse(t: number, lambda: number): number {
  if (t >= 0)
    return Math.abs(lambda) < 1e-9
      ? Math.expm1(t)
      : Math.expm1(Math.log1p(Math.max(-1 + 1e-12, lambda * t)) / lambda);
  const m = 2 - lambda;
  return Math.abs(m) < 1e-9 ? -Math.expm1(-t) : -Math.expm1(Math.log1p(Math.max(-1 + 1e-12, -m * t)) / m);
}
