import type { Binned } from './binning.ts';
import type { Histogram } from './histogram.ts';
import type { Params } from './params.ts';

/** Gradient and hessian summed over the rows of a node. */
export interface Sums {
  readonly g: number;
  readonly h: number;
}

export interface Split {
  /** Loss saved, before gamma is asked for. */
  readonly gain: number;
  readonly column: number;
  /** Rows with this bin or a lower one go left. */
  readonly bin: number;
  /** Where missing values go. */
  readonly missingLeft: boolean;
  readonly left: Sums;
  readonly right: Sums;
}

/**
 * Chen & Guestrin 2016, eq. 6 with the L1 soft threshold: what a node scores as a leaf. A 32-bit float, as in XGBoost.
 * With a limit on the leaf it is what the limited leaf saves, where XGBoost leaves the L1 penalty out.
 */
export function score(sums: Sums, params: Params): number {
  const { g, h } = sums;
  const { lambda, alpha, maxDeltaStep } = params;
  if (h <= 0) return 0;
  if (maxDeltaStep > 0) return limitedScore(g, h, params);
  const t = softThreshold(g, alpha);
  return Math.fround((t * t) / (h + lambda));
}

function limitedScore(g: number, h: number, params: Params): number {
  const w = weight({ g, h }, params);
  // Rounded as often as there, so that ties fall alike.
  const f32 = Math.fround;
  return -f32(f32(f32(2 * f32(g)) * w) + f32(f32(f32(h) + params.lambda) * f32(w * w)));
}

/** Eq. 5 with the L1 soft threshold: the best constant for a leaf, before eta, within ± maxDeltaStep if that is set. */
export function weight({ g, h }: Sums, { lambda, alpha, minChildWeight, maxDeltaStep }: Params): number {
  if (h < minChildWeight || h <= 0) return 0;
  const best = Math.fround(-softThreshold(g, alpha) / (h + lambda));
  return maxDeltaStep > 0 ? Math.max(-maxDeltaStep, Math.min(best, maxDeltaStep)) : best;
}

function softThreshold(g: number, alpha: number): number {
  if (g > alpha) return g - alpha;
  return g < -alpha ? g + alpha : 0;
}

/**
 * The best split of a node over the given columns (ascending), or undefined. Equal gains go to the lower column, the
 * lower bin and missing values to the right, which is the order of XGBoost's own enumeration. Gains are compared as
 * 32-bit floats as there, so that ties fall alike.
 */
export function bestSplit(
  histogram: Histogram,
  { cuts, starts, missing }: Binned,
  node: Sums,
  chosen: Int32Array,
  params: Params,
): Split | undefined {
  const { lambda, alpha, minChildWeight, maxDeltaStep } = params;
  const { g: G, h: H } = node;
  const whole = score(node, params);
  let best = 0;
  let column = -1;
  let bin = 0;
  let missingLeft = false;
  // The sums on the side of the enumerated bins: left when going up, right when going down.
  let sideG = 0;
  let sideH = 0;

  for (let j = 0; j < chosen.length; j++) {
    const c = chosen[j]!;
    const bins = cuts[c]!.length;
    const start = 2 * starts[c]!;
    const passes = missing[c] === 1 && histogram[start + 2 * bins + 1] !== 0 ? 2 : 1;
    for (let pass = 0; pass < passes; pass++) {
      let g = 0;
      let h = 0;
      for (let i = 0; i < bins; i++) {
        const b = pass === 0 ? i : bins - 1 - i;
        const binH = histogram[start + 2 * b + 1]!;
        if (binH === 0) continue;
        g += histogram[start + 2 * b]!;
        h += binH;
        const restG = G - g;
        const restH = H - h;
        if (h < minChildWeight || restH < minChildWeight) continue;
        let one = 0;
        let other = 0;
        if (maxDeltaStep > 0) {
          one = h <= 0 ? 0 : limitedScore(g, h, params);
          other = restH <= 0 ? 0 : limitedScore(restG, restH, params);
        } else {
          const t = g > alpha ? g - alpha : g < -alpha ? g + alpha : 0;
          const u = restG > alpha ? restG - alpha : restG < -alpha ? restG + alpha : 0;
          one = h <= 0 ? 0 : Math.fround((t * t) / (h + lambda));
          other = restH <= 0 ? 0 : Math.fround((u * u) / (restH + lambda));
        }
        const gain = Math.fround(Math.fround(one + other) - whole);
        if (gain > best && gain < Infinity) {
          best = gain;
          column = c;
          bin = pass === 0 ? b : b - 1;
          missingLeft = pass === 1;
          sideG = g;
          sideH = h;
        }
      }
    }
  }
  if (column < 0) return undefined;
  const side = { g: sideG, h: sideH };
  const rest = { g: G - sideG, h: H - sideH };
  return {
    gain: best,
    column,
    bin,
    missingLeft,
    left: missingLeft ? rest : side,
    right: missingLeft ? side : rest,
  };
}
