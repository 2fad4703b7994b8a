/**
 * Strategies on trial: a whole tuning job is played in memory on a problem known from the training jobs of an earlier one.
 *
 * The stage is most often a table of configurations with their real curves. A configuration of the table has its own curve. Any
 * other gets a surrogate: the mean of the curves of the three nearest rows, weighted by 1 / distance² in the unit cube
 * (Shepard's interpolation, so it runs into a row's own curve as it comes near). A category that differs counts as far
 * as a whole range.
 */
import { type Course, simulate, type Objective } from './simulate.ts';
import { identity, sizeOf, toCube } from './space.ts';
import { strategies } from './strategies/index.ts';
import type { Configuration, Space, Spec, StrategyName } from './types.ts';

/** A training job of the table. */
export interface Row {
  readonly definition: number;
  readonly configuration: Configuration;
  /** Objective after each epoch, minimised; at least one finite. */
  readonly values: readonly (number | null)[];
  /** Epochs it asked for; where that is more than it has values it was stopped, and its last value stands for the rest. */
  readonly epochs: number;
  readonly startSeconds: number;
  readonly downloadSeconds: number;
  readonly epochSeconds: number;
  readonly uploadSeconds: number;
}

export interface Problem {
  /** The search space of every training job definition. */
  readonly definitions: readonly { readonly space: Space }[];
  readonly rows: readonly Row[];
}

/** Where strategies are played: a table, or anything else that says what every configuration would do. */
export interface Stage {
  readonly definitions: Problem['definitions'];
  /** Definitions for which nothing can be said of any configuration. */
  readonly unknown: boolean;
  /** Most epochs a training job asks for. */
  readonly maxEpochs: number;
  /** May draw noise by the tuning job's seed. */
  objective(seed: number): Objective;
}

/** The stage that a table makes; the same for every seed. */
export function stageOf(problem: Problem): Stage {
  const { definitions, rows } = problem;
  const objective = courses(problem);
  return {
    definitions,
    unknown: definitions.some((_, definition) => !rows.some((row) => row.definition === definition)),
    maxEpochs: Math.max(1, ...rows.map(({ epochs }) => epochs)),
    objective: () => objective,
  };
}

export interface Rehearsal {
  readonly strategy: StrategyName;
  readonly seed: number;
  readonly maxTrials: number;
  readonly maxParallel: number;
  /** Has no say under Hyperband. */
  readonly earlyStopping: 'off' | 'median';
}

/** A played tuning job, one entry for every trial that ended, in the order of their ends. */
export interface Trace {
  /** Lowest last value of the trials completed so far; null before the first. */
  readonly best: readonly (number | null)[];
  /** Epochs trained by then by all trials, running ones included. */
  readonly epochs: readonly number[];
  /** Simulated seconds by then. */
  readonly seconds: readonly number[];
  readonly stopped: number;
}

/** Rows that an unknown configuration is the mean of. */
const NEIGHBOURS = 3;

/** Why the strategy cannot run on the stage; undefined if it can. */
export function unfit(
  { definitions, unknown, maxEpochs }: Stage,
  strategy: StrategyName,
): 'no-rows' | 'not-categorical' | 'one-epoch' | undefined {
  if (unknown) return 'no-rows';
  if (strategy === 'grid')
    return definitions.every(({ space }) => space.every(({ kind }) => kind === 'categorical'))
      ? undefined
      : 'not-categorical';
  return strategy === 'hyperband' && maxEpochs < 2 ? 'one-epoch' : undefined;
}

/** Plays one tuning job. The same arguments give the same trace. @throws if the strategy is unfit for the stage */
export function rehearse(stage: Stage, rehearsal: Rehearsal): Trace {
  const { strategy, seed, maxTrials, maxParallel, earlyStopping } = rehearsal;
  const why = unfit(stage, strategy);
  if (why !== undefined) throw new Error(`${strategy} cannot be rehearsed here: ${why}.`);
  const spec: Spec = {
    seed,
    strategy,
    definitions: stage.definitions,
    maxTrials: Math.min(
      maxTrials,
      stage.definitions.reduce((sum, { space }) => sum + sizeOf(space), 0),
    ),
    maxParallel,
    earlyStopping: strategy === 'hyperband' ? 'off' : earlyStopping,
    ...(strategy === 'hyperband' ? { resource: { min: 1, max: stage.maxEpochs } } : {}),
  };
  const { log, trials } = simulate(spec, stage.objective(seed));
  const [best, epochs, seconds]: [(number | null)[], number[], number[]] = [[], [], []];
  let lowest: number | null = null;
  let trained = 0;
  for (const entry of log) {
    if (entry.type === 'report') trained++;
    if (entry.type !== 'end' && entry.type !== 'stop') continue;
    const { values, status } = trials[entry.trial] ?? {};
    const last = values?.findLast((value) => value !== null) ?? null;
    if (status === 'completed' && last !== null && (lowest === null || last < lowest)) lowest = last;
    best.push(lowest);
    epochs.push(trained);
    seconds.push(entry.time);
  }
  return { best, epochs, seconds, stopped: trials.filter(({ status }) => status === 'stopped').length };
}

/** Names of all strategies that the engine has. */
export const strategyNames = Object.keys(strategies) as readonly StrategyName[];

/** What every configuration would do, from the table. */
export function courses({ definitions, rows }: Problem): Objective {
  const exact = new Map(rows.map((row) => [keyOf(row), row]));
  const places = definitions.map(({ space }, definition) =>
    rows
      .filter((row) => row.definition === definition)
      .map((row) => ({ row, point: toCube(space, row.configuration) })),
  );
  return (launch) => {
    const own = exact.get(keyOf(launch));
    if (own) return mean([{ row: own, weight: 1 }]);
    const space = definitions[launch.definition]?.space ?? [];
    const point = toCube(space, launch.configuration);
    const nearest = (places[launch.definition] ?? [])
      .map((place) => ({ row: place.row, squared: squaredDistance(space, point, place.point) }))
      .sort((a, b) => a.squared - b.squared)
      .slice(0, NEIGHBOURS);
    return mean(nearest.map(({ row, squared }) => ({ row, weight: 1 / (squared + 1e-12) })));
  };
}

const keyOf = ({ definition, configuration }: { definition: number; configuration: Configuration }) =>
  `${definition} ${identity(configuration)}`;

function squaredDistance(space: Space, a: readonly number[], b: readonly number[]): number {
  return space.reduce((sum, { kind }, k) => {
    const gap = (a[k] ?? 0) - (b[k] ?? 0);
    return sum + (kind === 'categorical' ? Number(gap !== 0) : gap * gap);
  }, 0);
}

/** The weighted mean of courses: of their lengths, of their durations, and of their values epoch by epoch. */
function mean(parts: readonly { readonly row: Row; readonly weight: number }[]): Course {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const of = (read: (row: Row) => number) =>
    parts.reduce((sum, { row, weight }) => sum + weight * read(row), 0) / total;
  const length = Math.max(1, Math.round(of(({ epochs }) => epochs)));
  // A curve goes on with its last value: a mean over fewer curves from there on would jump.
  const values = Array.from({ length }, (_, e) => {
    let [sum, weights] = [0, 0];
    for (const { row, weight } of parts) {
      const value = row.values[Math.min(e, row.values.length - 1)] ?? null;
      if (value === null) continue;
      sum += weight * value;
      weights += weight;
    }
    return weights === 0 ? null : sum / weights;
  });
  return {
    values,
    epochSeconds: of(({ epochSeconds }) => epochSeconds),
    startSeconds: of(({ startSeconds }) => startSeconds),
    downloadSeconds: of(({ downloadSeconds }) => downloadSeconds),
    end: { status: 'completed', seconds: of(({ uploadSeconds }) => uploadSeconds) },
  };
}
