import { rng } from '../../lib/rng.ts';
import type { Surrogate, SurrogateDimension, SurrogateMetric } from './surrogate.ts';

/** What hyperparameters make of a simulated training job. */
export interface Outlook {
  /** Share of what there is to win that training tends to, 0 (nothing) to 1 (the best settings). */
  readonly quality: number;
  /** Epochs until half of that is won. */
  readonly halfLife: number;
  /** The first epoch at which training has diverged; undefined if it does not. */
  readonly divergesAt: number | undefined;
}

type Hyperparameters = Readonly<Record<string, string>>;

/** A rate this far above the best one, as a coordinate of its range, makes training diverge. */
const DIVERGENCE = 0.42;

/**
 * Quality is a product over dimensions, each falling off as a bell around its best value: one bad setting spoils a
 * training job, and settings interact. A low rate also slows the curve down; a rate far too high makes it diverge, the
 * sooner the higher it is.
 */
export function outlook(surrogate: Surrogate, hyperparameters: Hyperparameters): Outlook {
  let quality = 1;
  let rateShift = 0;
  for (const dimension of surrogate.dimensions) {
    if (dimension.kind !== 'categorical') continue;
    const chosen = dimension.values[valueOf(dimension, hyperparameters) ?? ''];
    quality *= 1 - dimension.weight * (chosen?.loss ?? 0);
    rateShift += chosen?.rateShift ?? 0;
  }
  let halfLife = surrogate.halfLife;
  let divergesAt: number | undefined;
  for (const dimension of surrogate.dimensions) {
    if (dimension.kind !== 'numeric') continue;
    const coordinate = coordinateOf(dimension, hyperparameters);
    if (coordinate === undefined) continue;
    const away = coordinate - (dimension.best + (dimension.rate ? rateShift : 0));
    // exp(−c · 0.5²) = 1 − weight: half a range away, that share of quality is gone.
    quality *= (1 - Math.min(0.999, dimension.weight)) ** ((away / 0.5) ** 2);
    if (!dimension.rate) continue;
    if (away < 0) halfLife *= Math.exp(-4 * away);
    if (away > DIVERGENCE) divergesAt = 1 + Math.floor(8 * Math.exp(-12 * (away - DIVERGENCE)));
  }
  return { quality, halfLife, divergesAt };
}

/**
 * Value of a metric after an epoch (from 1): start + (best − start) · quality · e / (e + half-life), the hyperbola that
 * learning curves are often fitted with, plus noise. NaN once a minimised metric has diverged; a maximised one
 * falls back to that of an untrained model.
 *
 * The noise of an epoch depends on (seed, problem, metric, epoch) alone, so a resumed job draws the same.
 */
export function valueAt(
  surrogate: Surrogate,
  metric: SurrogateMetric,
  { quality, halfLife, divergesAt }: Outlook,
  epoch: number,
  seed: number,
): number {
  const gain = metric.best - metric.start;
  const noise = surrogate.noise * rng(seed, 'surrogate', surrogate.id, metric.name, epoch).normal();
  if (divergesAt !== undefined && epoch >= divergesAt)
    return gain < 0 ? Number.NaN : Math.max(0, metric.start * (1 + noise));
  const share = quality * (epoch / (epoch + halfLife)) + noise * Math.sqrt(quality);
  const value = metric.start + gain * share;
  // A share of something cannot leave 0…1, and what is counted from 0 cannot go below.
  const top = metric.start <= 1 && metric.best <= 1 ? 1 : Number.POSITIVE_INFINITY;
  const bottom = metric.start >= 0 && metric.best >= 0 ? 0 : Number.NEGATIVE_INFINITY;
  return Math.min(top, Math.max(bottom, value));
}

/** Epochs that the hyperparameters ask for; undefined when the text is no positive integer. */
export function epochsOfSurrogate(
  { epochs }: Surrogate,
  hyperparameters: Hyperparameters,
): number | undefined {
  const text = epochs.parameter === undefined ? undefined : hyperparameters[epochs.parameter]?.trim();
  if (text === undefined || text === '') return epochs.default;
  return /^\d{1,7}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

/** Seconds of an epoch on the surrogate's own instance type. */
export function surrogateEpochSeconds({ cost }: Surrogate, hyperparameters: Hyperparameters): number {
  const { batch, secondsPerEpoch } = cost;
  if (!batch) return secondsPerEpoch;
  const size = Number(hyperparameters[batch.parameter]);
  if (!(size > 0)) return secondsPerEpoch;
  // Half of the time is spent per row, half per batch.
  return secondsPerEpoch * (0.5 + 0.5 * (batch.reference / size));
}

function valueOf(dimension: SurrogateDimension, hyperparameters: Hyperparameters): string | undefined {
  return hyperparameters[dimension.name] ?? dimension.default;
}

/** Where a numeric value lies in its range, along its scaling, held to [−0.5, 1.5]; undefined for what is no number. */
function coordinateOf(
  dimension: Extract<SurrogateDimension, { kind: 'numeric' }>,
  hyperparameters: Hyperparameters,
): number | undefined {
  const text = valueOf(dimension, hyperparameters);
  const value = Number(text);
  if (text === undefined || text.trim() === '' || !Number.isFinite(value)) return undefined;
  const { min, max } = dimension;
  const line = {
    linear: (x: number) => x,
    log: (x: number) => Math.log(Math.max(x, min / 1e3)),
    'reverse-log': (x: number) => -Math.log(Math.max(1 - x, (1 - max) / 1e3)),
  }[dimension.scaling];
  return Math.min(1.5, Math.max(-0.5, (line(value) - line(min)) / (line(max) - line(min))));
}
