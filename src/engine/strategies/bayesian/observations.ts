import type { Configuration, Observation, Spec, Trial } from '../../types.ts';

/** What a definition's trials, and the parents' of an identical warm start, tell so far. */
export interface Evidence {
  /** Configurations with an objective; parents' first, then the definition's own in launch order. */
  readonly observed: readonly Observation[];
  /** Configurations of running trials. */
  readonly pending: readonly Configuration[];
  /** Configurations of trials that ended without a finite objective. */
  readonly failed: readonly Configuration[];
}

export function evidenceOf(spec: Spec, own: readonly Trial[]): Evidence {
  const usual = usualProgress(own);
  const parents = spec.warmStart?.type === 'identical' ? spec.warmStart.parents.flat() : [];
  const results = own.flatMap((trial) => {
    const value = outcome(trial, usual);
    return value === undefined ? [] : [{ configuration: trial.configuration, value }];
  });
  return {
    observed: [...telling(parents), ...results],
    pending: own.filter(({ status }) => status === 'running').map(({ configuration }) => configuration),
    failed: own
      .filter((trial) => trial.status !== 'running' && outcome(trial, usual) === undefined)
      .map(({ configuration }) => configuration),
  };
}

/** What a definition's trials that have ended came to; undefined where they tell nothing. A parent's are read the same way. */
export function outcomesOf(trials: readonly Course[]): (number | undefined)[] {
  const usual = usualProgress(trials);
  return trials.map((trial) => outcome(trial, usual));
}

/** How a trial went. */
type Course = Pick<Trial, 'status' | 'values'>;

/** Most results of earlier jobs that one model is made of. */
const MOST_EARLIER = 500;

/** Those of an earlier job's results that a model is made of: finite ones, and not so many that it becomes slow. */
export function telling(observations: readonly Observation[]): Observation[] {
  const finite = observations.filter(({ value }) => Number.isFinite(value));
  const values = finite.map(({ value }) => value);
  return representatives(values, MOST_EARLIER).map((place) => finite[place] as Observation);
}

/** Places, in order, of values that stand for all: the lower half of `most`, and the rest evenly from the others. */
export function representatives(values: ArrayLike<number>, most: number): number[] {
  const all = Array.from({ length: values.length }, (_, place) => place);
  if (all.length <= most) return all;
  const half = Math.floor(most / 2);
  all.sort((i, j) => (values[i] as number) - (values[j] as number) || i - j);
  const others = all.slice(half);
  const step = others.length / (most - half);
  const spread = Array.from({ length: most - half }, (_, k) => others[Math.floor(k * step)] as number);
  return [...all.slice(0, half), ...spread].sort((i, j) => i - j);
}

/**
 * What a trial came to: its last finite objective, as the job's tables show it. One that was stopped early would have
 * gone on: it is credited with the progress that completed trials usually made from that epoch on, unless that is none.
 * Undefined for running trials, failed ones and those without any finite objective.
 */
function outcome(trial: Course, usual: (epoch: number) => number): number | undefined {
  if (trial.status !== 'completed' && trial.status !== 'stopped') return undefined;
  const last = trial.values.findLastIndex(isFinite);
  const value = trial.values[last];
  if (value === undefined || value === null) return undefined;
  return trial.status === 'stopped' ? value - usual(last + 1) : value;
}

/** Median fall of the completed trials' objectives from an epoch to their end, at least 0; 0 where none went beyond it. */
function usualProgress(trials: readonly Course[]): (epoch: number) => number {
  const known = new Map<number, number>();
  return (epoch) => {
    let progress = known.get(epoch);
    if (progress === undefined) {
      const falls = trials.flatMap(({ status, values }) => {
        const then = values[epoch - 1];
        const end = values.findLast(isFinite);
        return status === 'completed' && values.length > epoch && isFinite(then) && isFinite(end)
          ? [then - end]
          : [];
      });
      falls.sort((a, b) => a - b);
      progress = Math.max(0, falls[Math.floor(falls.length / 2)] ?? 0);
      known.set(epoch, progress);
    }
    return progress;
  };
}

function isFinite(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}
