import { negativeLogPosterior, type Prior } from './evidence.ts';
import type { Layout } from './kernel.ts';
import { minimise } from './minimise.ts';
import type { Points } from './points.ts';
import type { Settings } from './settings.ts';

export function priorOf(layout: Layout, settings: Settings): Prior {
  const mean = new Float64Array(layout.count);
  const deviation = new Float64Array(layout.count);
  mean.fill(settings.lengthMean + settings.lengthByDimension * 0.5 * Math.log(layout.size), 0, layout.size);
  deviation.fill(settings.lengthDeviation, 0, layout.size);
  deviation.fill(settings.warpDeviation, layout.a, layout.signal);
  deviation[layout.signal] = settings.signalDeviation;
  mean[layout.noise] = settings.noiseMean;
  deviation[layout.noise] = settings.noiseDeviation;
  return { mean, deviation };
}

export interface Fit {
  readonly logs: Float64Array;
  readonly value: number;
}

export function boundsOf(layout: Layout): { lower: Float64Array; upper: Float64Array } {
  const lower = new Float64Array(layout.count);
  const upper = new Float64Array(layout.count);
  lower.fill(Math.log(0.01), 0, layout.size);
  upper.fill(Math.log(100), 0, layout.size);
  lower.fill(-Math.log(5), layout.a, layout.signal);
  upper.fill(Math.log(5), layout.a, layout.signal);
  lower[layout.signal] = Math.log(1e-2);
  upper[layout.signal] = Math.log(1e3);
  lower[layout.noise] = Math.log(1e-8);
  upper[layout.noise] = Math.log(2);
  return { lower, upper };
}

export function fit(
  layout: Layout,
  points: Points,
  targets: Float64Array,
  settings: Settings,
  noiseScale?: Float64Array,
): Fit {
  const prior = priorOf(layout, settings);
  const f = negativeLogPosterior(layout, points, targets, prior, noiseScale);
  let best: Fit | undefined;
  for (let s = 0; s < settings.starts; s++) {
    const logs = Float64Array.from(prior.mean);
    if (s === 1) {
      for (let k = 0; k < layout.size; k++) logs[k] = (logs[k] as number) - 1;
      logs[layout.noise] = Math.log(1e-2);
    }
    if (s === 2) {
      for (let k = 0; k < layout.size; k++) logs[k] = (logs[k] as number) + 0.7;
      logs[layout.noise] = Math.log(1e-6);
    }
    const value = minimise(f, logs, {
      ...boundsOf(layout),
      evaluations: settings.evaluations,
      tolerance: 1e-4,
    });
    if (best === undefined || value < best.value) best = { logs, value };
  }
  return best as Fit;
}
