import { rng } from '../../../lib/rng.ts';
import { fromCube, fromUnit, identity, sizeOf, successor } from '../../space.ts';
import type { Configuration, LaunchReason, Space, Spec, Trial } from '../../types.ts';
import { definitionInTurn, type Strategy, usedOf } from '../strategy.ts';
import { acquisition } from './acquisition.ts';
import { FEWEST_OBSERVATIONS, type Model, modelOf } from './model.ts';
import { decode, encode, type Encoding } from './points.ts';
import { summary } from './posterior.ts';
import { alternately } from './scaling.ts';
import { evaluateAll, type Found, search } from './search.ts';
import { DEFAULTS, type Settings } from './settings.ts';
import { scrambledSobol } from './sobol.ts';
import { startingPoints } from './warm-start.ts';

/** Finite spaces of at most this many configurations are searched exhaustively. */
const SMALL = 1000;
/** Candidates near this many of the best observed points are looked at. */
const LEADERS = 5;

/** Bayesian optimisation with the settings given; `bayesian` has the default ones. */
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
 * Gaussian process of the results so far. A function of the spec and the trials; every definition has its own model.
 */
export const bayesian: Strategy = bayesianWith(DEFAULTS);

interface Proposal {
  readonly configuration: Configuration;
  readonly reason: LaunchReason;
}

function propose(
  spec: Spec,
  space: Space,
  own: readonly Trial[],
  definition: number,
  settings: Settings,
): Proposal {
  const used = usedOf(spec, definition, own);
  const start = startingPoints(spec, space, usualStart(spec, space, settings));
  const model = own.length < start.count ? undefined : modelOf(spec, space, own, settings);
  if (model === undefined) {
    const given = start.given[own.length];
    if (given !== undefined && !used.has(identity(given.configuration))) {
      const { configuration, ...origin } = given;
      return { configuration, reason: { rule: 'bayesian', phase: 'parent', ...origin } };
    }
    return {
      configuration: unused(space, used, nextQuasiRandom(spec, space, definition, own.length, used)),
      reason: { rule: 'bayesian', phase: 'initial' },
    };
  }
  const found = promising(spec, model, own, definition, settings).find(
    ({ row }) => !used.has(identity(decode(model.encoding, row))),
  );
  const configuration =
    found === undefined
      ? unused(space, used, nextQuasiRandom(spec, space, definition, own.length, used))
      : decode(model.encoding, found.row);
  const row = new Float64Array(model.encoding.size);
  encode(model.encoding, configuration, row, 0);
  return {
    configuration,
    reason: {
      rule: 'bayesian',
      phase: 'model',
      ...summary(model, row),
      observations: model.observations,
      pending: model.pending,
    },
  };
}

/** A start takes no more than a third of what a definition can hope to get, so that short jobs learn as well. */
function usualStart({ maxTrials, definitions }: Spec, space: Space, settings: Settings): number {
  const share = Math.ceil((maxTrials ?? Infinity) / definitions.length / 3);
  return Math.max(FEWEST_OBSERVATIONS, Math.min(settings.initial(space.length), share));
}

/** Rows by acquisition, best first. */
function promising(
  spec: Spec,
  model: Model,
  own: readonly Trial[],
  definition: number,
  settings: Settings,
): readonly Found[] {
  const { encoding } = model;
  const value = acquisition(model);
  if (sizeOf(encoding.space) <= SMALL) return evaluateAll(allRows(encoding), value);
  return search(
    encoding,
    value,
    scrambledSobol(spec.seed, 'candidates', definition, own.length),
    rng(spec.seed, 'bayesian', definition, own.length),
    model.leaders.slice(0, LEADERS),
    model.observations + model.pending,
    settings,
    model.pending > 0 && own.length % settings.lookRound !== 0 ? settings.radius : Infinity,
  );
}

/** The rows of all configurations of a finite space. */
function allRows(encoding: Encoding): Float64Array[] {
  const { space } = encoding;
  let configuration: Configuration = Object.fromEntries(
    space.map((dimension) => [dimension.name, fromUnit(dimension, 0)]),
  );
  return Array.from({ length: sizeOf(space) }, () => {
    const row = new Float64Array(encoding.size);
    encode(encoding, configuration, row, 0);
    configuration = successor(space, configuration);
    return row;
  });
}

function quasiRandom(spec: Spec, space: Space, definition: number, index: number): Configuration {
  const sobol = scrambledSobol(spec.seed, 'start', definition);
  const point = space.map((_, dimension) => sobol(index, dimension));
  return fromCube(alternately(space, index), point);
}

/** The next point that is not used, where there is no end of them: a parent with this very seed has begun with the same. */
function nextQuasiRandom(
  spec: Spec,
  space: Space,
  definition: number,
  index: number,
  used: ReadonlySet<string>,
): Configuration {
  const point = (ahead: number) => quasiRandom(spec, space, definition, index + ahead);
  if (Number.isFinite(sizeOf(space))) return point(0);
  let ahead = 0;
  while (ahead < used.size && used.has(identity(point(ahead)))) ahead++;
  return point(ahead);
}

/** The configuration, or the next one on the odometer that was not had, where the space is finite. */
function unused(space: Space, used: ReadonlySet<string>, from: Configuration): Configuration {
  let configuration = from;
  if (!Number.isFinite(sizeOf(space))) return configuration;
  while (used.has(identity(configuration))) configuration = successor(space, configuration);
  return configuration;
}
