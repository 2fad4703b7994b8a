import { fromCube, identity, sizeOf, successor, toCube } from '../../space.ts';
import type { Configuration, LaunchReason, Space, Spec, Trial } from '../../types.ts';
import { definitionInTurn, type Strategy } from '../strategy.ts';
import { condition, type Process, predict } from './gaussian-process.ts';
import { scrambledSobol } from './sobol.ts';

/** Fewest observed trials that a model is made of. */
const FEWEST_OBSERVATIONS = 3;
const CANDIDATES = 500;
const LENGTHS = [0.1, 0.2, 0.4, 0.8, 1.6];
const NOISE = 1e-4;

/**
 * Bayesian optimisation: a quasi-random start, then the configuration with the largest expected improvement under a
 * Gaussian process of the results so far.
 */
export const bayesian: Strategy = {
  suggest(spec, trials) {
    const definition = definitionInTurn(spec, trials);
    const space = definition === undefined ? undefined : spec.definitions[definition]?.space;
    if (definition === undefined || space === undefined) return undefined;
    const own = trials.filter((trial) => trial.definition === definition);
    return { definition, ...propose(spec, space, own, definition) };
  },
};

interface Proposal {
  readonly configuration: Configuration;
  readonly reason: LaunchReason;
}

function propose(spec: Spec, space: Space, trials: readonly Trial[], definition: number): Proposal {
  const used = new Set(trials.map(({ configuration }) => identity(configuration)));
  const observed = trials.flatMap((trial) => {
    const value = outcome(trial);
    return value === undefined ? [] : [{ point: toCube(space, trial.configuration), value }];
  });
  const initial = Math.max(FEWEST_OBSERVATIONS, Math.min(10, space.length + 2));
  if (trials.length < initial || observed.length < FEWEST_OBSERVATIONS) {
    const sobol = scrambledSobol(spec.seed, 'start', definition);
    return {
      configuration: unused(space, used, quasiRandom(space, sobol, trials.length)),
      reason: { rule: 'bayesian', phase: 'initial' },
    };
  }
  const values = observed.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const scale = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
  const targets = values.map((value) => (value - mean) / scale);
  const pending = trials
    .filter(({ status }) => status === 'running')
    .map(({ configuration }) => toCube(space, configuration));
  const points = observed.map(({ point }) => point);
  const process = LENGTHS.map((length) => condition(points, targets, length, NOISE)).reduce((a, b) =>
    b.evidence > a.evidence ? b : a,
  );
  const believed = condition(
    [...points, ...pending],
    [...targets, ...pending.map((point) => predict(process, point).mean)],
    process.length,
    NOISE,
  );
  const best = Math.min(...targets);
  const sobol = scrambledSobol(spec.seed, 'candidates', definition, trials.length);
  let chosen: { configuration: Configuration; expected: number } | undefined;
  for (let index = 0; index < CANDIDATES; index++) {
    const configuration = quasiRandom(space, sobol, index);
    const expected = improvement(believed, toCube(space, configuration), best);
    if ((chosen === undefined || expected > chosen.expected) && !used.has(identity(configuration)))
      chosen = { configuration, expected };
  }
  const configuration = chosen?.configuration ?? unused(space, used, quasiRandom(space, sobol, 0));
  const at = predict(believed, toCube(space, configuration));
  return {
    configuration,
    reason: {
      rule: 'bayesian',
      phase: 'model',
      mean: mean + scale * at.mean,
      deviation: scale * at.deviation,
      expectedImprovement: scale * (chosen?.expected ?? 0),
      observations: observed.length,
      pending: pending.length,
    },
  };
}

/** The last finite value of a trial that has ended, if there is one. */
function outcome({ status, values }: Trial): number | undefined {
  if (status !== 'completed' && status !== 'stopped') return undefined;
  return values.findLast((value) => value !== null && Number.isFinite(value)) ?? undefined;
}

function quasiRandom(
  space: Space,
  sobol: (index: number, dimension: number) => number,
  index: number,
): Configuration {
  return fromCube(
    space,
    space.map((_, dimension) => sobol(index, dimension)),
  );
}

function improvement(process: Process, point: readonly number[], best: number): number {
  const { mean, deviation } = predict(process, point);
  if (deviation === 0) return Math.max(0, best - mean);
  const z = (best - mean) / deviation;
  return deviation * (z * normalCumulative(z) + Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI));
}

/** Logistic approximation, to a hundredth. */
function normalCumulative(z: number): number {
  return 1 / (1 + Math.exp(-1.702 * z));
}

/** The configuration, or the next one on the odometer that was not had, where the space is finite. */
function unused(space: Space, used: ReadonlySet<string>, from: Configuration): Configuration {
  let configuration = from;
  if (!Number.isFinite(sizeOf(space))) return configuration;
  while (used.has(identity(configuration))) configuration = successor(space, configuration);
  return configuration;
}
