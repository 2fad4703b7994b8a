import { parseArgs } from 'node:util';
import { DEFAULTS, type Settings } from '../engine/strategies/bayesian/settings.ts';
import { rng } from '../lib/rng.ts';
import { FUNCTIONS } from './functions.ts';
import { optimizerWith } from './optimizer.ts';
import { geometricMean, play } from './play.ts';

/**
 * What each choice in Bayesian search is worth, on functions that the benchmark's tasks do not contain: the geometric
 * mean over seeds and functions of the regret after 20, 30 and 50 evaluations, over that of the defaults; below 1 the
 * other choice would be better. A figure is good to about a factor of 1.15 with 10 seeds.
 */
const USAGE = 'npm run -s bench:choices -- [--seeds n] [--workers n] [--only part of a name]';

const OTHERS: Readonly<Record<string, Partial<Settings>>> = {
  'targets standardised only': { transform: 'standard' },
  'targets winsorised': { transform: 'winsor' },
  'targets by rank (copula)': { transform: 'copula' },
  'targets by logarithm': { transform: 'log' },
  'no warping': { warpDeviation: 1e-3 },
  'twice the warping': { warpDeviation: 2 * DEFAULTS.warpDeviation },
  'slice sampling, 8 draws': { hyperparameters: { draws: 8 } },
  'shorter length scales': { lengthMean: DEFAULTS.lengthMean - 0.5 },
  'longer length scales': { lengthMean: DEFAULTS.lengthMean + 0.5 },
  'more noise expected': { noiseMean: Math.log(1e-2) },
  'start of 4': { initial: () => 4 },
  'hyperparameters fitted every time': { fitted: (n) => n },
  'twice the search': { candidates: 2 * DEFAULTS.candidates, refined: 2 * DEFAULTS.refined },
  'pending: look everywhere': { lookRound: 1 },
  'pending: constant liar': { pending: 'liar' },
  'pending: ignored': { pending: 'ignore' },
};

function regret(settings: Settings, seeds: number, workers: number): Map<string, number> {
  const make = optimizerWith(settings);
  return new Map(
    FUNCTIONS.map((problem) => {
      const logs = Array.from({ length: seeds }, (_, k) => {
        const seed = 1000 + k;
        const optimizer = make(problem.space, { seed, n: problem.n, workers });
        const duration = (s: number, i: number) => Math.exp(rng(s, 'duration', i).normal() / 2);
        const regrets = play(problem, { optimizer, seed, workers, duration });
        return geometricMean([20, 30, 50].map((n) => regrets[n - 1] ?? Number.NaN));
      });
      return [problem.name, geometricMean(logs)];
    }),
  );
}

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    workers: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const [seeds, workers] = [Number(values.seeds), Number(values.workers)];
if (!(seeds >= 1 && workers >= 1)) throw new Error(USAGE);
const base = regret(DEFAULTS, seeds, workers);
for (const [name, value] of base) console.log(`${name.padEnd(36)} ${value.toExponential(2)}`);
for (const [name, change] of Object.entries(OTHERS)) {
  if (!name.includes(values.only)) continue;
  const other = regret({ ...DEFAULTS, ...change }, seeds, workers);
  const ratios = Array.from(base, ([task, value]) => (other.get(task) ?? Number.NaN) / value);
  console.log(`${name.padEnd(36)} ${geometricMean(ratios).toFixed(2)}`);
}
