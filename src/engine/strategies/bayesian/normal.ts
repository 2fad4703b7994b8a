/** The standard normal distribution, as expected improvement needs it. */

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
/** Below −TAIL the continued fraction is used, above it the series; both give 14 digits here. */
const TAIL = 3;
const FRACTION_DEPTH = 40;

export function density(z: number): number {
  return Math.exp(-0.5 * z * z - LOG_SQRT_2PI);
}

/** Φ(z), to within 1e-15. */
export function cumulative(z: number): number {
  if (z < -TAIL) return density(z) * mills(-z);
  if (z > TAIL) return 1 - density(z) * mills(z);
  // Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/(3·5) + …): G. Marsaglia, "Evaluating the normal distribution", J. Stat. Softw. 11 (2004).
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}

/** Φ⁻¹(p) for 0 < p < 1, by Newton's method from a logistic start. */
export function quantile(p: number): number {
  let z = Math.log(p / (1 - p)) / 1.702;
  for (let step = 0; step < 50; step++) {
    const error = (cumulative(z) - p) / density(z);
    z -= Math.max(-1, Math.min(1, error));
    if (Math.abs(error) < 1e-13) break;
  }
  return z;
}

/**
 * Log of the expected improvement of a standard normal variable over z, h(z) = φ(z) + z·Φ(z), and its slope Φ(z)/h(z).
 * Far below the mean h underflows; its logarithm does not, so that a search can climb from anywhere (S. Ament et al.,
 * "Unexpected improvements to expected improvement for Bayesian optimization", NeurIPS 2023).
 * @param out receives [log h, slope]
 */
export function logImprovement(z: number, out: Float64Array): void {
  if (z < -TAIL) {
    // With the Mills ratio 1/(t + c), h = φ·(1 − t/(t + c)) = φ·c/(t + c) and Φ/h = 1/c: no cancellation.
    const c = tailFraction(-z);
    out[0] = -0.5 * z * z - LOG_SQRT_2PI + Math.log(c / (c - z));
    out[1] = 1 / c;
  } else {
    const phi = cumulative(z);
    const h = density(z) + z * phi;
    out[0] = Math.log(h);
    out[1] = phi / h;
  }
}

/** (1 − Φ(t))/φ(t) for t ≥ TAIL. */
function mills(t: number): number {
  return 1 / (t + tailFraction(t));
}

/** Laplace's continued fraction 1/(t + 2/(t + 3/(t + …))). */
function tailFraction(t: number): number {
  let c = 0;
  for (let k = FRACTION_DEPTH; k >= 1; k--) c = k / (t + c);
  return c;
}
