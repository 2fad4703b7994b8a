import { rng } from '../../../lib/rng.ts';
import { fromCube, identity, sizeOf, successor } from '../../space.ts';
import type { Configuration, LaunchReason, Space, Spec, Trial } from '../../types.ts';
import { definitionInTurn, type Strategy } from '../strategy.ts';
import { fit } from './fit.ts';
import { GaussianProcess } from './gaussian-process.ts';
import { layoutOf } from './kernel.ts';
import { decode, type Encoding, encode, encodingOf, type Points } from './points.ts';
import { scrambledSobol } from './sobol.ts';
import { search } from './search.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import { transformTargets } from './targets.ts';

/** Fewest observed trials that a model is made of. */
const FEWEST_OBSERVATIONS = 3;

export function bayesianWith(settings: Settings): Strategy {
  return {
    suggest(spec, trials) {
      const definition = definitionInTurn(spec, trials);
      const space = definition === undefined ? undefined : spec.definitions[definition]?.space;
      if (definition === undefined || space === undefined) return undefined;
      const own = trials.filter((trial) => trial.definition === definition);
      return { definition, ...propose(spec, space, own, definition, settings) };
    },
  };
}

/**
 * Bayesian optimisation: a quasi-random start, then the configuration with the largest expected improvement under a
 * Gaussian process of the results so far.
 */
export const bayesian: Strategy = bayesianWith(DEFAULTS);

interface Proposal {
  readonly configuration: Configuration;
  readonly reason: LaunchReason;
}

function propose(
  spec: Spec,
  space: Space,
  trials: readonly Trial[],
  definition: number,
  settings: Settings,
): Proposal {
  const used = new Set(trials.map(({ configuration }) => identity(configuration)));
  const observed = trials.filter((trial) => outcome(trial) !== undefined);
  if (trials.length < settings.initial(space.length) || observed.length < FEWEST_OBSERVATIONS) {
    const sobol = scrambledSobol(spec.seed, 'start', definition);
    return {
      configuration: unused(space, used, quasiRandom(space, sobol, trials.length)),
      reason: { rule: 'bayesian', phase: 'initial' },
    };
  }
  const encoding = encodingOf(space);
  const layout = layoutOf(encoding);
  const values = observed.map((trial) => outcome(trial) ?? 0);
  const targets = transformTargets(values, settings.transform);
  const pending = trials.filter(({ status }) => status === 'running' || status === 'failed');
  const points = pointsOf(encoding, [...observed, ...pending]);
  const fitted = fitted1(encoding, points, observed.length, targets.values, settings);
  const process = new GaussianProcess(layout, fitted, points, targets.values);
  let best = Infinity;
  const anchors = observed.map((_, i) => ({ i, mean: 0 }));
  for (const a of anchors) {
    process.predict(points.rows, a.i * encoding.size);
    a.mean = process.mean;
    best = Math.min(best, process.mean);
  }
  anchors.sort((a, b) => a.mean - b.mean);
  const goal = { processes: [process], bests: [best] };
  const found = search(
    encoding,
    goal,
    scrambledSobol(spec.seed, 'candidates', definition, trials.length),
    rng(spec.seed, 'bayesian', definition, trials.length),
    anchors.slice(0, 5).map(({ i }) => points.rows.slice(i * encoding.size, (i + 1) * encoding.size)),
    settings,
    (row) => used.has(identity(decode(encoding, row))),
  );
  const configuration = found
    ? decode(encoding, found.row)
    : unused(space, used, quasiRandom(space, scrambledSobol(spec.seed, 'start', definition), trials.length));
  return {
    configuration,
    reason: {
      rule: 'bayesian',
      phase: 'model',
      mean: 0,
      deviation: 0,
      expectedImprovement: 0,
      observations: observed.length,
      pending: pending.length,
    },
  };
}

function fitted1(
  encoding: Encoding,
  points: Points,
  count: number,
  targets: Float64Array,
  settings: Settings,
): Float64Array {
  const n = settings.refit(count);
  return fit(
    layoutOf(encoding),
    { count: n, rows: points.rows.subarray(0, n * encoding.size) },
    targets.slice(0, n),
    settings,
  ).logs;
}

function pointsOf(encoding: Encoding, trials: readonly Trial[]): Points {
  const rows = new Float64Array(trials.length * encoding.size);
  for (const [i, { configuration }] of trials.entries())
    encode(encoding, configuration, rows, i * encoding.size);
  return { count: trials.length, rows };
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

/** The configuration, or the next one on the odometer that was not had, where the space is finite. */
function unused(space: Space, used: ReadonlySet<string>, from: Configuration): Configuration {
  let configuration = from;
  if (!Number.isFinite(sizeOf(space))) return configuration;
  while (used.has(identity(configuration))) configuration = successor(space, configuration);
  return configuration;
}
