import { rng } from '../../../lib/rng.ts';
import type { Configuration, Observation, Space, Spec, Trial } from '../../types.ts';
import { type Fit, fit } from './fit.ts';
import { GaussianProcess, parentMeans, priorTrend } from './gaussian-process.ts';
import { layoutOf } from './kernel.ts';
import { dot } from './linear-algebra.ts';
import { Memo } from './memo.ts';
import { type Evidence, evidenceOf, telling } from './observations.ts';
import { type Encoding, encode, encodingOf, type Points } from './points.ts';
import { openDimensions, type Reading, readAs } from './scaling.ts';
import type { Settings } from './settings.ts';
import { type Targets, transformTargets } from './targets.ts';

/** Fewest results of its own that a definition's model is made of, and of a parent's. */
export const FEWEST_OBSERVATIONS = 3;

/** What is believed about one definition's objective. */
export interface Model {
  readonly encoding: Encoding;
  readonly targets: Targets;
  readonly processes: readonly GaussianProcess[];
  /** Per process the least posterior mean, in targets, at an observed point within the space. */
  readonly bests: readonly number[];
  /** Rows of observed and pending points within the space, by their posterior mean, best first. */
  readonly leaders: readonly Float64Array[];
  readonly observations: number;
  readonly pending: number;
}

interface Reader {
  readonly encoding: Encoding;
  readonly fit: Fit;
}

const fits = new Memo<Reader>(8);
const elders = new Memo<GaussianProcess | undefined>(16);
const latest = new WeakMap<Float64Array, GaussianProcess>();

/** The model of a definition given its trials (of that definition only); undefined with too few results. */
export function modelOf(
  spec: Spec,
  space: Space,
  own: readonly Trial[],
  settings: Settings,
): Model | undefined {
  const evidence = evidenceOf(spec, own);
  if (evidence.observed.length < FEWEST_OBSERVATIONS) return undefined;
  const parents = spec.warmStart?.type === 'transfer' ? spec.warmStart.parents.map(telling) : [];
  const { encoding, fit: fitted } = reader(spec, space, evidence, parents, settings);
  return condition(encoding, fitted, evidence, parentsOf(spec, encoding, parents, settings), settings);
}

function condition(
  encoding: Encoding,
  fitted: Fit,
  evidence: Evidence,
  parents: readonly GaussianProcess[],
  settings: Settings,
): Model | undefined {
  const { observed, pending, failed } = evidence;
  const known = placed(encoding, observed, ({ configuration }) => configuration);
  if (known.kept.length < FEWEST_OBSERVATIONS) return undefined;
  const running = settings.pending === 'ignore' ? [] : pending;
  const rest = placed(encoding, [...running, ...failed], (configuration) => configuration);
  const targets = transformTargets(
    known.kept.map(({ value }) => value),
    settings.transform,
  );
  const lies =
    settings.pending === 'liar' ? running.map(() => targets.values.reduce((a, b) => Math.min(a, b))) : [];
  const points = {
    count: known.kept.length + rest.kept.length,
    rows: joined(known.rows, rest.rows),
  };
  const processes = fitted.draws.map((logs) => {
    const process = new GaussianProcess({
      layout: layoutOf(encoding),
      logs,
      points,
      targets: joined(targets.values, lies),
      pending: running.length - lies.length,
      parents,
      previous: latest.get(logs),
    });
    latest.set(logs, process);
    return process;
  });
  const inside = Array.from({ length: known.kept.length + running.length }, (_, i) => ({
    i,
    row: points.rows.slice(i * encoding.size, (i + 1) * encoding.size),
  })).filter(({ row }) => isInside(encoding, row));
  const means = processes.map((process) =>
    inside.map(({ i, row }) => (i < known.kept.length ? process.meanAtTarget(i) : process.meanAt(row))),
  );
  const order = inside.map((_, k) => k).sort((k, m) => (means[0]?.[k] ?? 0) - (means[0]?.[m] ?? 0));
  return {
    encoding,
    targets,
    processes,
    // What a pending point is hoped to reach is no level yet that others would have to beat: with many of them nothing
    // near the best would promise a gain.
    bests: means.map((of) => {
      const seen = of.filter((_, k) => (inside[k]?.i ?? 0) < known.kept.length);
      return Math.min(...(seen.length > 0 ? seen : targets.values));
    }),
    leaders: order.flatMap((k) => inside[k]?.row ?? []),
    observations: observed.length,
    pending: running.length,
  };
}

/** How the space is read (Auto scaling) and which hyperparameters the process has, given the results. */
function reader(
  spec: Spec,
  space: Space,
  { observed }: Evidence,
  parents: readonly (readonly Observation[])[],
  settings: Settings,
): Reader {
  const some = observed.slice(0, Math.min(observed.length, settings.fitted(observed.length)));
  const plain = encodingOf(space);
  const text = keyText(spec, space, settings);
  const numbers = keyNumbers(plain, [some, ...parents]);
  return fits.get(text, numbers, () =>
    bestReading(space, (readings) => {
      const encoding = encodingOf(readAs(space, readings));
      const elder = parentsOf(spec, encoding, parents, settings);
      return { encoding, fit: fitTo(spec, encoding, some, elder, settings) };
    }),
  );
}

function fitTo(
  spec: Spec,
  encoding: Encoding,
  observed: readonly Observation[],
  parents: readonly GaussianProcess[],
  settings: Settings,
): Fit {
  const { kept, rows } = placed(encoding, observed, ({ configuration }) => configuration);
  const points: Points = { count: kept.length, rows };
  const targets = transformTargets(
    kept.map(({ value }) => value),
    settings.transform,
  ).values;
  const random = rng(spec.seed, 'hyperparameters', kept.length);
  const layout = layoutOf(encoding);
  if (parents.length === 0) return fit(layout, points, targets, settings, random);
  const basis = parentMeans(parents, points, encoding.size);
  const count = parents.length;
  const rest = targets.map((target, i) => target - priorTrend(basis, i, count));
  return fit(
    layout,
    points,
    rest,
    settings,
    random,
    (i, j) => dot(basis, i * count, basis, j * count, count) / count,
  );
}

/**
 * All open dimensions linear, all logarithmic, and, from the better of both, each one turned over: of these the reading
 * under which the results are most probable.
 */
function bestReading(space: Space, read: (readings: readonly Reading[]) => Reader): Reader {
  const open = openDimensions(space).length;
  let readings: Reading[] = Array.from({ length: open }, () => 'linear');
  let best = read(readings);
  if (open === 0) return best;
  const tryOut = (other: Reading[]) => {
    const candidate = read(other);
    if (candidate.fit.value < best.fit.value) [best, readings] = [candidate, other];
  };
  tryOut(readings.map(() => 'log'));
  if (open > 1)
    for (let k = 0; k < open; k++) tryOut(readings.with(k, readings[k] === 'log' ? 'linear' : 'log'));
  return best;
}

/** The models of the parents that have enough results, over the same coordinates. */
function parentsOf(
  spec: Spec,
  encoding: Encoding,
  parents: readonly (readonly Observation[])[],
  settings: Settings,
): GaussianProcess[] {
  const text = keyText(spec, encoding.space, settings);
  return parents.flatMap((parent) => {
    const process = elders.get(text, keyNumbers(encoding, [parent]), () => {
      const { kept, rows } = placed(encoding, parent, ({ configuration }) => configuration);
      if (kept.length < FEWEST_OBSERVATIONS) return undefined;
      const { draws } = fitTo(spec, encoding, kept, [], { ...settings, hyperparameters: 'map' });
      const targets = transformTargets(
        kept.map(({ value }) => value),
        settings.transform,
      ).values;
      return new GaussianProcess({
        layout: layoutOf(encoding),
        logs: draws[0] as Float64Array,
        points: { count: kept.length, rows },
        targets,
        pending: 0,
        parents: [],
      });
    });
    return process ?? [];
  });
}

/** Those of the items whose configuration the space can place, with their rows. */
function placed<T>(
  encoding: Encoding,
  items: readonly T[],
  configurationOf: (item: T) => Configuration,
): { readonly kept: readonly T[]; readonly rows: Float64Array } {
  const rows = new Float64Array(items.length * encoding.size);
  const kept: T[] = [];
  for (const item of items)
    if (encode(encoding, configurationOf(item), rows, kept.length * encoding.size)) kept.push(item);
  return { kept, rows: rows.subarray(0, kept.length * encoding.size) };
}

function joined(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const both = new Float64Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function isInside({ numeric, size }: Encoding, row: Float64Array): boolean {
  for (let k = 0; k < size; k++) {
    const place = row[k] as number;
    if (place < 0 || (k < numeric && place > 1)) return false;
  }
  return true;
}

function keyText(spec: Spec, space: Space, settings: Settings): string {
  return JSON.stringify([spec.seed, space, settings, settings.initial.toString()]);
}

/** Numbers that tell lists of observations apart; a row that the space cannot place is Infinity throughout. */
function keyNumbers(encoding: Encoding, lists: readonly (readonly Observation[])[]): Float64Array {
  const length = encoding.size + 1;
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const numbers = new Float64Array(lists.length + count * length);
  let at = 0;
  for (const list of lists) {
    numbers[at++] = list.length;
    for (const { configuration, value } of list) {
      if (!encode(encoding, configuration, numbers, at)) numbers.fill(Infinity, at, at + encoding.size);
      numbers[at + encoding.size] = value;
      at += length;
    }
  }
  return numbers;
}
