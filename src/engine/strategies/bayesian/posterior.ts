import type { Configuration, Spec, Trial } from '../../types.ts';
import type { GaussianProcess } from './gaussian-process.ts';
import { type Model, modelOf } from './model.ts';
import { density } from './normal.ts';
import { encode } from './points.ts';
import { DEFAULTS } from './settings.ts';

/** What the model believes about the objective at a configuration, noise left out, in the engine's units. */
export interface Belief {
  /** The median. */
  readonly mean: number;
  /** Half the width of the middle 68 %. */
  readonly deviation: number;
  /** The ends of the middle 95 %. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * The model's belief at configurations of a definition's space, after the trials given (slice the list to look back).
 * Undefined while there are too few results for a model; null where a configuration cannot be placed in the space.
 */
export function posterior(
  spec: Spec,
  trials: readonly Trial[],
  definition: number,
  configurations: readonly Configuration[],
): (Belief | null)[] | undefined {
  const space = spec.definitions[definition]?.space;
  if (space === undefined) return undefined;
  const own = trials.filter((trial) => trial.definition === definition);
  const model = modelOf(spec, space, own, DEFAULTS);
  if (model === undefined) return undefined;
  const row = new Float64Array(model.encoding.size);
  return configurations.map((configuration) =>
    encode(model.encoding, configuration, row, 0) ? belief(model, row) : null,
  );
}

/** What a launch reports of itself. */
export function summary(
  model: Model,
  row: Float64Array,
): { readonly mean: number; readonly deviation: number; readonly expectedImprovement: number } {
  const { mean, deviation } = belief(model, row);
  return { mean, deviation, expectedImprovement: expectedImprovement(model, row) };
}

function belief({ processes, targets }: Model, row: Float64Array): Belief {
  const { mean, variance } = mixture(processes, row);
  const deviation = Math.sqrt(variance);
  const at = (z: number) => targets.back(mean + z * deviation);
  return { mean: at(0), deviation: (at(1) - at(-1)) / 2, lower: at(-1.96), upper: at(1.96) };
}

function mixture(
  processes: readonly GaussianProcess[],
  row: Float64Array,
): { readonly mean: number; readonly variance: number } {
  let mean = 0;
  let square = 0;
  for (const process of processes) {
    process.predict(row);
    mean += process.mean / processes.length;
    square += (process.variance + process.mean ** 2) / processes.length;
  }
  return { mean, variance: processes.length === 1 ? (processes[0]?.variance ?? 0) : square - mean ** 2 };
}

const STEPS = 64;
const FAR = 8;

/** E max(0, best − y) in the objective's units: Simpson's rule over the normal distribution of the target. */
function expectedImprovement({ processes, targets, bests }: Model, row: Float64Array): number {
  let sum = 0;
  for (const [s, process] of processes.entries()) {
    process.predict(row);
    const { mean } = process;
    const deviation = Math.sqrt(process.variance);
    const best = bests[s] ?? 0;
    const top = Math.min(FAR, (best - mean) / deviation);
    if (top <= -FAR) continue;
    const level = targets.back(best);
    const step = (top + FAR) / STEPS;
    for (let i = 0; i <= STEPS; i++) {
      const z = -FAR + i * step;
      const weight = i === 0 || i === STEPS ? 1 : i % 2 === 1 ? 4 : 2;
      const gain = Math.max(0, level - targets.back(mean + z * deviation));
      sum += ((weight * step) / 3) * gain * density(z);
    }
  }
  return sum / processes.length;
}
