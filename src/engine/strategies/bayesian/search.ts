import type { Rng } from '../../../lib/rng.ts';
import type { NumericDimension } from '../../types.ts';
import type { GaussianProcess } from './gaussian-process.ts';
import { minimise } from './minimise.ts';
import { logImprovement } from './normal.ts';
import { type Encoding, snap } from './points.ts';
import type { Settings } from './settings.ts';

export interface Goal {
  readonly processes: readonly GaussianProcess[];
  readonly bests: readonly number[];
}

const scratch = new Float64Array(2);

/** Log expected improvement at a row, averaged over processes; gradient by numeric coordinates when asked. */
export function acquisition(encoding: Encoding) {
  const ofMean = new Float64Array(encoding.size);
  const ofVariance = new Float64Array(encoding.size);
  return (goal: Goal, row: Float64Array, gradient?: Float64Array): number => {
    const logs: number[] = [];
    const parts: Float64Array[] = [];
    for (const [s, process] of goal.processes.entries()) {
      process.predict(row);
      const { mean, variance } = process;
      const deviation = Math.sqrt(variance);
      const z = ((goal.bests[s] as number) - mean) / deviation;
      logImprovement(z, scratch);
      const slope = scratch[1] as number;
      logs.push((scratch[0] as number) + Math.log(deviation));
      if (gradient) {
        process.gradients(row, ofMean, ofVariance);
        const part = new Float64Array(encoding.numeric);
        for (let k = 0; k < encoding.numeric; k++)
          part[k] =
            (-slope * (ofMean[k] as number)) / deviation +
            ((1 - slope * z) * (ofVariance[k] as number)) / (2 * variance);
        parts.push(part);
      }
    }
    const most = Math.max(...logs);
    let sum = 0;
    for (const l of logs) sum += Math.exp(l - most);
    if (gradient) {
      gradient.fill(0);
      for (const [s, part] of parts.entries()) {
        const weight = Math.exp((logs[s] as number) - most) / sum;
        for (let k = 0; k < encoding.numeric; k++)
          gradient[k] = (gradient[k] as number) + weight * (part[k] as number);
      }
    }
    return most + Math.log(sum / logs.length);
  };
}

/** Discrete dimensions with at most this many values are searched value by value. */
const FEW = 12;

export function search(
  encoding: Encoding,
  goal: Goal,
  sobol: (index: number, dimension: number) => number,
  random: Rng,
  anchors: readonly Float64Array[],
  settings: Settings,
  isUsed: (row: Float64Array) => boolean,
): { row: Float64Array; value: number } | undefined {
  const { numeric, size, dimensions } = encoding;
  const evaluate = acquisition(encoding);
  const found: { row: Float64Array; value: number }[] = [];
  const consider = (row: Float64Array) => {
    snap(encoding, row);
    const value = evaluate(goal, row);
    found.push({ row, value });
  };
  const levels = (k: number) => {
    const d = dimensions[k];
    return d?.kind === 'categorical' ? d.values.length : d?.kind === 'integer' ? d.max - d.min + 1 : Infinity;
  };
  for (let i = 0; i < settings.candidates; i++) {
    const row = new Float64Array(size);
    for (let k = 0; k < size; k++) {
      const u = sobol(i, k);
      row[k] = k < numeric ? u : Math.min(levels(k) - 1, Math.floor(u * levels(k)));
    }
    consider(row);
  }
  for (let i = 0; i < settings.local && anchors.length > 0; i++) {
    const row = Float64Array.from(anchors[i % anchors.length] as Float64Array);
    const width = 10 ** (-0.5 - 2 * random.uniform());
    const share = Math.max(1 / size, random.uniform());
    for (let k = 0; k < size; k++) {
      if (random.uniform() > share) continue;
      if (k < numeric) row[k] = Math.min(1, Math.max(0, (row[k] as number) + width * random.normal()));
      else row[k] = random.int(levels(k));
    }
    consider(row);
  }
  found.sort((a, b) => b.value - a.value);
  const continuous = Array.from({ length: numeric }, (_, k) => k).filter((k) => levels(k) > FEW);
  const few = Array.from({ length: size }, (_, k) => k).filter((k) => levels(k) <= FEW);
  const whole = continuous.filter((k) => dimensions[k]?.kind === 'integer');
  const starts: Float64Array[] = [];
  for (const { row } of found) {
    if (starts.length >= settings.refined) break;
    if (starts.every((other) => apart(other, row) > 0.05)) starts.push(Float64Array.from(row));
  }
  for (const row of starts) {
    let value = -Infinity;
    for (let round = 0; round < 3; round++) {
      const before = value;
      value = climb(row);
      for (const k of few) value = tryAll(row, k, value);
      for (const k of whole) value = tryNeighbours(row, k, value);
      if (few.length + whole.length === 0 || value - before < 1e-3) break;
    }
    found.push({ row, value });
  }
  found.sort((a, b) => b.value - a.value);
  return found.find(({ row }) => !isUsed(row));

  function climb(row: Float64Array): number {
    if (continuous.length === 0) return evaluate(goal, row);
    const x = Float64Array.from(continuous, (k) => row[k] as number);
    const full = Float64Array.from(row);
    const g = new Float64Array(size);
    const f = (at: Float64Array, gradient: Float64Array) => {
      for (let i = 0; i < continuous.length; i++) full[continuous[i] as number] = at[i] as number;
      const value = evaluate(goal, full, g);
      for (let i = 0; i < continuous.length; i++) gradient[i] = -(g[continuous[i] as number] as number);
      return -value;
    };
    minimise(f, x, {
      lower: new Float64Array(x.length),
      upper: new Float64Array(x.length).fill(1),
      evaluations: settings.refineEvaluations,
      tolerance: 1e-4,
    });
    const before = Float64Array.from(row);
    const old = evaluate(goal, before);
    for (let i = 0; i < continuous.length; i++) row[continuous[i] as number] = x[i] as number;
    snap(encoding, row);
    const value = evaluate(goal, row);
    if (value >= old) return value;
    row.set(before);
    return old;
  }

  function tryAll(row: Float64Array, k: number, value: number): number {
    let best = value;
    let kept = row[k] as number;
    const count = levels(k);
    for (let v = 0; v < count; v++) {
      row[k] = k < numeric ? (v + 0.5) / count : v;
      snap(encoding, row);
      const here = evaluate(goal, row);
      if (here > best) {
        best = here;
        kept = row[k] as number;
      }
    }
    row[k] = kept;
    return best;
  }

  function tryNeighbours(row: Float64Array, k: number, value: number): number {
    const dimension = dimensions[k] as NumericDimension;
    let best = value;
    let kept = row[k] as number;
    const centre = kept;
    for (const step of [-1, 1]) {
      row[k] = neighbour(dimension, centre, step);
      const here = evaluate(goal, row);
      if (here > best) {
        best = here;
        kept = row[k] as number;
      }
    }
    row[k] = kept;
    return best;
  }

  function apart(a: Float64Array, b: Float64Array): number {
    let most = 0;
    for (let k = 0; k < size; k++)
      most = Math.max(
        most,
        k < numeric ? Math.abs((a[k] as number) - (b[k] as number)) : a[k] === b[k] ? 0 : 1,
      );
    return most;
  }
}

import { fromUnit, toUnit } from '../../space.ts';
function neighbour(dimension: NumericDimension, u: number, step: number): number {
  const value = Number(fromUnit(dimension, u)) + step;
  return toUnit(dimension, Math.min(dimension.max, Math.max(dimension.min, value)));
}
