import type { TargetTransform } from './targets.ts';

export interface Settings {
  readonly transform: TargetTransform;
  /** Log length scale prior mean at one dimension, plus half of log D times lengthByDimension. */
  readonly lengthMean: number;
  readonly lengthDeviation: number;
  readonly lengthByDimension: number;
  readonly warpDeviation: number;
  readonly signalDeviation: number;
  readonly noiseMean: number;
  readonly noiseDeviation: number;
  readonly initial: (dimensions: number) => number;
  readonly starts: number;
  readonly evaluations: number;
  readonly refit: (n: number) => number;
  readonly candidates: number;
  readonly local: number;
  readonly refined: number;
  readonly refineEvaluations: number;
  readonly samples: number;
}

export const DEFAULTS: Settings = {
  transform: 'power',
  lengthMean: Math.log(0.5),
  lengthDeviation: 1,
  lengthByDimension: 1,
  warpDeviation: 0.5,
  signalDeviation: 1,
  noiseMean: Math.log(1e-4),
  noiseDeviation: 3,
  initial: (d) => Math.max(4, Math.min(10, d + 1)),
  starts: 2,
  evaluations: 60,
  refit: (n) => n,
  candidates: 300,
  local: 100,
  refined: 5,
  refineEvaluations: 40,
  samples: 0,
};
