import type { GaussianProcess } from './gaussian-process.ts';
import { logImprovement } from './normal.ts';

/** What is sought: points that promise to fall below `best` (in targets) under each of the processes. */
export interface Goal {
  readonly processes: readonly GaussianProcess[];
  readonly bests: readonly number[];
}

export interface Acquisition {
  /** The logarithm at a row; its gradient by the numeric coordinates goes into `gradient`, if given. */
  (row: Float64Array, gradient?: Float64Array): number;
}

/**
 * Log of the augmented expected improvement (D. Huang et al., "Global optimization of stochastic black-box systems via
 * sequential kriging meta-models", J. Global Optim. 34 (2006)): expected improvement below the best posterior mean, times
 * 1 − σ/√(s² + σ²), where σ² is the noise on a result and s² the variance before it: how much of what is not known
 * there a result can tell. Without noise this is plain expected improvement; with it, measuring a known point over and
 * over loses its charm. Times the chance that a trial there does not fail. Averaged over the processes.
 */
export function acquisition({ processes, bests }: Goal): Acquisition {
  const size = processes[0]?.layout.size ?? 0;
  const numeric = processes[0]?.layout.numeric ?? 0;
  const ofMean = new Float64Array(size);
  const ofVariance = new Float64Array(size);
  const ofSuccess = new Float64Array(size);
  const improvement = new Float64Array(2);
  const logs = new Float64Array(processes.length);
  const parts = new Float64Array(processes.length * numeric);
  return (row, gradient) => {
    for (let s = 0; s < processes.length; s++) {
      const process = processes[s] as GaussianProcess;
      process.predict(row);
      const { mean, variance, noise } = process;
      const deviation = Math.sqrt(variance);
      const z = ((bests[s] as number) - mean) / deviation;
      logImprovement(z, improvement);
      const slope = improvement[1] as number;
      const share = Math.sqrt(noise / (variance + noise));
      // 1 − share without cancellation: s²/(s² + σ²) is (1 − share)·(1 + share).
      const gain = variance / (variance + noise) / (1 + share);
      logs[s] = (improvement[0] as number) + Math.log(deviation * gain) + process.logSuccess;
      if (gradient === undefined) continue;
      process.gradients(row, ofMean, ofVariance, ofSuccess);
      const byMean = -slope / deviation;
      const byVariance = (1 - slope * z) / (2 * variance) + share / (2 * (variance + noise) * gain);
      for (let k = 0; k < numeric; k++)
        parts[s * numeric + k] =
          byMean * (ofMean[k] as number) + byVariance * (ofVariance[k] as number) + (ofSuccess[k] as number);
    }
    let most = -Infinity;
    for (const log of logs) most = Math.max(most, log);
    let sum = 0;
    for (const log of logs) sum += Math.exp(log - most);
    if (gradient !== undefined) {
      gradient.fill(0);
      for (let s = 0; s < processes.length; s++) {
        const weight = Math.exp((logs[s] as number) - most) / sum;
        for (let k = 0; k < numeric; k++)
          gradient[k] = (gradient[k] as number) + weight * (parts[s * numeric + k] as number);
      }
    }
    return most + Math.log(sum / processes.length);
  };
}
