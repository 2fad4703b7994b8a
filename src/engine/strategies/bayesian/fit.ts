import type { Rng } from '../../../lib/rng.ts';
import { negativeLogPosterior, type Prior } from './evidence.ts';
import type { Layout } from './kernel.ts';
import { minimise } from './minimise.ts';
import { representatives } from './observations.ts';
import type { Points } from './points.ts';
import type { Settings } from './settings.ts';
import { sliceSample } from './slice-sampling.ts';

/** Most points that hyperparameters are fitted to; beyond it a selection stands for all, since a fit costs their cube. */
const MOST_POINTS = 200;

const TOLERANCE = 1e-4;

export interface Fit {
  /** Logarithms of hyperparameters: the most probable ones, or draws from their distribution. */
  readonly draws: readonly Float64Array[];
  /** Minus the log posterior density of the most probable ones, up to a constant. */
  readonly value: number;
}

export function fit(
  layout: Layout,
  points: Points,
  targets: Float64Array,
  settings: Settings,
  random: Rng,
  base?: (i: number, j: number) => number,
): Fit {
  const chosen = representatives(targets, MOST_POINTS);
  const some: Points = {
    count: chosen.length,
    rows: Float64Array.from(
      chosen.flatMap((i) => Array.from(points.rows.subarray(i * layout.size, (i + 1) * layout.size))),
    ),
  };
  const prior = priorOf(layout, settings);
  const f = negativeLogPosterior(
    layout,
    some,
    Float64Array.from(chosen, (i) => targets[i] as number),
    prior,
    base && ((i, j) => base(chosen[i] as number, chosen[j] as number)),
  );
  const logs = Float64Array.from(prior.mean);
  const bounds = boundsOf(layout);
  const value = minimise(f, logs, { ...bounds, evaluations: settings.evaluations, tolerance: TOLERANCE });
  if (settings.hyperparameters === 'map') return { draws: [logs], value };
  return { draws: sliceSample(f, logs, bounds, settings.hyperparameters.draws, random), value };
}

function priorOf(layout: Layout, settings: Settings): Prior {
  const mean = new Float64Array(layout.count);
  const deviation = new Float64Array(layout.count);
  // Distances in the cube grow with the root of its dimensions; so do length scales (C. Hvarfner et al., "Vanilla
  // Bayesian optimization performs great in high dimensions", ICML 2024).
  mean.fill(settings.lengthMean + 0.5 * Math.log(layout.size), 0, layout.size);
  deviation.fill(settings.lengthDeviation, 0, layout.size);
  deviation.fill(settings.warpDeviation, layout.a, layout.signal);
  deviation[layout.signal] = settings.signalDeviation;
  mean[layout.noise] = settings.noiseMean;
  deviation[layout.noise] = settings.noiseDeviation;
  return { mean, deviation };
}

function boundsOf(layout: Layout): { readonly lower: Float64Array; readonly upper: Float64Array } {
  const lower = new Float64Array(layout.count);
  const upper = new Float64Array(layout.count);
  const range = (from: number, to: number, low: number, high: number) => {
    lower.fill(Math.log(low), from, to);
    upper.fill(Math.log(high), from, to);
  };
  range(0, layout.size, 0.01, 100);
  range(layout.a, layout.signal, 0.2, 5);
  range(layout.signal, layout.noise, 1e-2, 1e3);
  range(layout.noise, layout.count, 1e-8, 2);
  return { lower, upper };
}
