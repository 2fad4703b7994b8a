import { quantile } from './normal.ts';

/** `power` is the default; the others are there to be measured against it. */
export type TargetTransform = 'standard' | 'winsor' | 'power' | 'copula' | 'log';

/** A monotone map from objectives to targets of about mean 0 and variance 1, and back. */
export interface Targets {
  readonly values: Float64Array;
  readonly forward: (value: number) => number;
  /** The inverse, where the map has one; never NaN. */
  readonly back: (target: number) => number;
}

interface Mapping {
  readonly forward: (value: number) => number;
  readonly back: (target: number) => number;
}

/** What a set of at least one finite objectives is modelled as. */
export function transformTargets(values: readonly number[], kind: TargetTransform): Targets {
  const sorted = Float64Array.from(values).sort();
  const mapping = chain(taming(sorted), (tamed) => shaping(kind, tamed), sorted);
  return { values: Float64Array.from(values, mapping.forward), ...mapping };
}

/** Applies `first`, standardises, applies what `second` makes of the values so far, and standardises again. */
function chain(first: Mapping, second: (sorted: Float64Array) => Mapping, sorted: Float64Array): Mapping {
  const once = compose(first, standardisation(sorted.map(first.forward)));
  const shape = second(sorted.map(once.forward));
  const twice = compose(once, shape);
  return compose(twice, standardisation(sorted.map(twice.forward)));
}

function compose(first: Mapping, second: Mapping): Mapping {
  return { forward: (v) => second.forward(first.forward(v)), back: (t) => first.back(second.back(t)) };
}

function standardisation(values: Float64Array): Mapping {
  const mean = values.reduce((sum, v) => sum + v / values.length, 0);
  const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2 / values.length, 0));
  const unit = deviation > 0 && Number.isFinite(deviation) ? deviation : 1;
  return { forward: (v) => (v - mean) / unit, back: (t) => mean + unit * t };
}

const SPREADS = 10;
const MOST_LOGS = 10;

/**
 * Diverged training jobs must not make all others look equal. A value far above the better ones (more than ten times
 * the distance of the 30th percentile from the best) counts by its logarithm from there on, and from e^10 such
 * distances on not at all: however bad the bad ones are, the range stays within about a hundred such distances.
 */
function taming(sorted: Float64Array): Mapping {
  const low = sorted[0] ?? 0;
  const reference = sorted.subarray(Math.floor(0.3 * sorted.length)).find((v) => v > low) ?? low;
  const unit = SPREADS * (reference - low);
  const limit = reference + unit;
  if (!(unit > 0) || !Number.isFinite(limit)) return { forward: (v) => v, back: (t) => t };
  return {
    forward: (v) => (v <= limit ? v : limit + unit * Math.min(MOST_LOGS, Math.log1p((v - limit) / unit))),
    back: (t) => (t <= limit ? t : limit + unit * Math.expm1(Math.min(MOST_LOGS, (t - limit) / unit))),
  };
}

function shaping(kind: TargetTransform, sorted: Float64Array): Mapping {
  const low = sorted[0] ?? 0;
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  switch (kind) {
    case 'standard':
      return { forward: (v) => v, back: (t) => t };
    case 'winsor': {
      const limit = median + 5 * (median - low);
      return { forward: (v) => Math.min(v, limit), back: (t) => t };
    }
    case 'log': {
      const shift = 0.1 * (median - low) || 1;
      return {
        forward: (v) => Math.log1p(Math.max(0, v - low) / shift),
        back: (t) => low + shift * Math.expm1(t),
      };
    }
    case 'copula':
      return copula(sorted);
    case 'power': {
      const exponent = bestExponent(sorted);
      return { forward: (v) => yeoJohnson(v, exponent), back: (t) => yeoJohnsonInverse(t, exponent) };
    }
  }
}

/** By rank alone, to normal quantiles; the way back goes to the nearest value there was. */
function copula(sorted: Float64Array): Mapping {
  const at = (rank: number) => quantile((rank + 0.75) / (sorted.length + 0.5));
  return {
    forward: (v) => {
      const below = sorted.filter((s) => s < v).length;
      const equal = sorted.filter((s) => s === v).length;
      return at(below + Math.max(0, equal - 1) / 2);
    },
    back: (t) => sorted[sorted.findIndex((_, rank) => at(rank) >= t)] ?? sorted.at(-1) ?? 0,
  };
}

const EXPONENTS = { least: -2, most: 2 };
/** Steps between the exponents that are tried: over the whole range, then around the best. */
const STEPS = [0.4, 0.05];

/**
 * The exponent of the power transform under which standardised values are most like normal ones: I.-K. Yeo and
 * R. A. Johnson, "A new family of power transformations to improve normality or symmetry", Biometrika 87 (2000). As in
 * HEBO (A. I. Cowen-Rivers et al., JAIR 74 (2022)), objectives with a long tail become easier to model this way.
 */
function bestExponent(x: Float64Array): number {
  const jacobian = x.reduce((sum, v) => sum + Math.sign(v) * Math.log1p(Math.abs(v)), 0);
  const moved = new Float64Array(x.length);
  const likelihood = (exponent: number): number => {
    let mean = 0;
    for (let i = 0; i < x.length; i++) {
      moved[i] = yeoJohnson(x[i] as number, exponent);
      mean += (moved[i] as number) / x.length;
    }
    let variance = 0;
    for (const v of moved) variance += (v - mean) ** 2 / x.length;
    return variance > 0 ? -0.5 * x.length * Math.log(variance) + (exponent - 1) * jacobian : -Infinity;
  };
  let best = 1;
  let most = -Infinity;
  let { least: from, most: to } = EXPONENTS;
  for (const step of STEPS) {
    for (let k = 0; from + k * step < to + step / 2; k++) {
      const here = likelihood(from + k * step);
      if (here > most) [best, most] = [from + k * step, here];
    }
    [from, to] = [Math.max(from, best - step), Math.min(to, best + step)];
  }
  return best;
}

const FLAT = 1e-9;
/** The transform approaches a bound on one side; the way back from beyond it goes to a point far out instead. */
const EDGE = 1e-12;

function yeoJohnson(x: number, exponent: number): number {
  const [side, power] = x >= 0 ? [1, exponent] : [-1, 2 - exponent];
  const log = Math.log1p(Math.abs(x));
  return side * (Math.abs(power) < FLAT ? log : Math.expm1(power * log) / power);
}

function yeoJohnsonInverse(t: number, exponent: number): number {
  const [side, power] = t >= 0 ? [1, exponent] : [-1, 2 - exponent];
  const size = Math.abs(t);
  const log = Math.abs(power) < FLAT ? size : Math.log1p(Math.max(EDGE - 1, power * size)) / power;
  return side * Math.expm1(log);
}
