import type { Optimizer, Params, TaskDimension } from './optimizer.ts';

/** A function to minimise whose optimum is known. */
export interface Problem {
  readonly name: string;
  readonly space: readonly TaskDimension[];
  /** Evaluations of a run. */
  readonly n: number;
  readonly fopt: number;
  /** The smallest regret told apart. */
  readonly floor: number;
  /** Noise-free value. */
  readonly f: (params: Params) => number;
  /** What evaluation k of a run with a seed reports: with noise where the problem has some. */
  readonly observe: (params: Params, seed: number, k: number) => number;
}

export interface Run {
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly workers: number;
  /** Simulated duration of evaluation k. */
  readonly duration: (seed: number, k: number) => number;
}

/**
 * The simple regret after each evaluation: the true value of the best one observed, less the optimum. With several
 * workers evaluations end in the order of a simulated clock, and each begins as soon as a worker is free.
 */
export function play(problem: Problem, { optimizer, seed, workers, duration }: Run): number[] {
  const running: { readonly time: number; readonly k: number; readonly params: Params }[] = [];
  const regrets: number[] = [];
  let now = 0;
  let started = 0;
  let best = Infinity;
  let regret = Infinity;
  while (regrets.length < problem.n) {
    while (started < problem.n && running.length < workers) {
      const params = optimizer.suggest();
      running.push({ time: workers > 1 ? now + duration(seed, started) : 0, k: started++, params });
    }
    running.sort((a, b) => a.time - b.time || a.k - b.k);
    const ended = running.shift();
    if (ended === undefined) break;
    now = ended.time;
    const value = problem.observe(ended.params, seed, ended.k);
    if (value < best) {
      best = value;
      regret = Math.max(problem.floor, problem.f(ended.params) - problem.fopt);
    }
    optimizer.observe(ended.params, value);
    regrets.push(regret);
  }
  return regrets;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);
}

/** Probability under a fair coin of a count of wins as far from half as this, either way. */
export function signTest(wins: number, losses: number): number {
  const n = wins + losses;
  let term = 0.5 ** n;
  let sum = 0;
  for (let k = 0; k <= Math.min(wins, losses); k++) {
    sum += term;
    term *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * sum);
}
