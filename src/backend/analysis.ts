import { definitionsOf, type TuningDefinition } from '../api/definitions.ts';
import { tuningJobEnded } from '../api/can.ts';
import type { AnalysedDefinition, AnalysedTrainingJob, ValueChoice } from '../api/analysis.ts';
import { type Forest, growForest, type Row } from '../engine/forest.ts';
import { fromUnit, toUnit } from '../engine/space.ts';
import { outcomesOf, representatives } from '../engine/strategies/bayesian/observations.ts';
import type { Dimension, Space, Trial } from '../engine/types.ts';
import { signOf, toSpace } from './convert.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord } from './records.ts';
import { resultOf } from './summaries.ts';

/** From the service's records to what the analysis draws and models. */

/** Fewest results that a forest is grown from: with fewer it only repeats them. */
export const FEWEST_RESULTS = 5;
/** Most results: more cost time and add nothing that can be seen. */
const MOST_RESULTS = 1000;

export const toAnalysedDefinition = ({ name, objective, ranges }: TuningDefinition): AnalysedDefinition => {
  const numeric = (Type: 'Integer' | 'Continuous') =>
    ((Type === 'Integer' ? ranges.IntegerParameterRanges : ranges.ContinuousParameterRanges) ?? []).map(
      ({ Name, MinValue, MaxValue, ScalingType = 'Auto' }) => ({
        Name,
        Type,
        Range: { Min: Number(MinValue), Max: Number(MaxValue), Scaling: ScalingType },
      }),
    );
  return {
    ...(name === undefined ? {} : { DefinitionName: name }),
    Objective: objective,
    HyperParameters: [
      ...numeric('Integer'),
      ...numeric('Continuous'),
      ...(ranges.CategoricalParameterRanges ?? []).map(({ Name, Values }) => ({
        Name,
        Type: 'Categorical' as const,
        Values: [...Values],
      })),
    ],
  };
};

export function toAnalysedTrainingJob(
  job: TuningJobRecord,
  record: TrainingJobRecord,
  metrics: MetricsRecord | undefined,
): AnalysedTrainingJob {
  const objective = definitionsOf(job.request)[record.definition]?.objective;
  const values =
    objective && resultOf(record) !== undefined
      ? valuesOf(metrics?.columns[objective.MetricName] ?? [])
      : undefined;
  return {
    TrainingJobName: record.name,
    Definition: record.definition,
    HyperParameters: { ...record.configuration },
    ...(values
      ? { Values: { ...values, Best: objective?.Type === 'Maximize' ? values.Max : values.Min } }
      : {}),
  };
}

/** Last, lowest and highest of the finite values; undefined when there is none. */
function valuesOf(column: readonly number[]): Omit<Record<ValueChoice, number>, 'Best'> | undefined {
  let [Last, Min, Max] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of column) {
    if (!Number.isFinite(value)) continue;
    [Last, Min, Max] = [value, Math.min(Min, value), Math.max(Max, value)];
  }
  return Number.isNaN(Last) ? undefined : { Last, Min, Max };
}

/** A definition's results as a forest takes them. */
export interface Results {
  readonly space: Space;
  readonly rows: readonly Row[];
  /** Before they were thinned: at most a thousand are modelled. */
  readonly count: number;
}

/** Training jobs of a definition that ended with a value; early-stopped ones count with what they came to. */
export function resultsOf(
  job: TuningJobRecord,
  records: readonly TrainingJobRecord[],
  metrics: ReadonlyMap<string, MetricsRecord>,
  { Definition, Value }: { readonly Definition: number; readonly Value: ValueChoice },
): Results {
  const space = toSpace(definitionsOf(job.request)[Definition]?.ranges);
  const all = records.flatMap((record): Row[] => {
    if (record.definition !== Definition || record.endedAt === undefined) return [];
    const value = toAnalysedTrainingJob(job, record, metrics.get(record.name)).Values?.[Value];
    const point = space.map((dimension) => placeOf(dimension, record.configuration[dimension.name] ?? ''));
    return value === undefined ? [] : [{ point, value }];
  });
  const step = all.length / Math.min(all.length, MOST_RESULTS);
  const rows = step > 1 ? Array.from({ length: MOST_RESULTS }, (_, i) => all[Math.floor(i * step)]) : all;
  return { space, rows: rows.filter((row) => row !== undefined), count: all.length };
}

/** Where a value lies as a forest has it: a coordinate of the unit cube, or the place of the category. */
export const placeOf = (dimension: Dimension, value: number | string): number =>
  dimension.kind === 'categorical'
    ? dimension.values.indexOf(String(value))
    : Math.min(1, Math.max(0, toUnit(dimension, value)));

/** Places along a dimension, each with its value: evenly on the range's own scale, or every category. */
export function placesAlong(
  dimension: Dimension,
  steps: number,
): { readonly place: number; readonly value: number | string }[] {
  if (dimension.kind === 'categorical') return dimension.values.map((value, place) => ({ place, value }));
  const whole = dimension.kind === 'integer' && dimension.max - dimension.min < steps;
  const count = whole ? dimension.max - dimension.min + 1 : steps;
  return Array.from({ length: count }, (_, i) => {
    if (whole) return { place: toUnit(dimension, dimension.min + i), value: dimension.min + i };
    const place = (i + 0.5) / count;
    return { place, value: fromUnit(dimension, place) };
  });
}

/**
 * The trial as it is when another of its values stands for it: what that value was after each epoch. A model takes a trial's
 * last value, and credits one that was stopped with how much others gained later, which then is a gain in that value.
 *
 * @param sign of the objective: +1 minimised, −1 maximised
 */
export function standingFor(trial: Trial, value: ValueChoice, sign: 1 | -1): Trial {
  if (value === 'Last') return trial;
  // The engine minimises, so of an objective that is maximised it sees the highest value as the lowest.
  const falls = value === 'Best' || (value === 'Min') === (sign === 1);
  let reached: number | undefined;
  const values = trial.values.map((each) => {
    if (each === null || !Number.isFinite(each)) return each;
    reached = reached === undefined ? each : falls ? Math.min(reached, each) : Math.max(reached, each);
    return reached;
  });
  return { ...trial, values };
}

/** The completed trial with the lowest last value; ties go to the one launched first. */
export function bestTrial(trials: readonly Trial[]): Trial | undefined {
  const lastOf = ({ values }: Trial) =>
    values.findLast((each) => each !== null && Number.isFinite(each)) ?? Number.POSITIVE_INFINITY;
  return trials
    .filter((trial) => trial.status === 'completed' && lastOf(trial) < Number.POSITIVE_INFINITY)
    .reduce<Trial | undefined>(
      (best, trial) => (best && lastOf(best) <= lastOf(trial) ? best : trial),
      undefined,
    );
}

/** Most results that a view of the Bayesian model is made of: its cost grows with their cube. No Bayesian search has more. */
const MOST_MODELLED = 750;

/**
 * Trials of one definition that a view of the Bayesian model is made of, and how many there were that ended with a
 * value: with too many, the best and an even choice of the others stand for all.
 */
export function modelledOf(own: readonly Trial[]): { readonly trials: readonly Trial[] } & Evidence {
  const outcomes = outcomesOf(own);
  const told = own.flatMap((trial, i) => {
    const outcome = outcomes[i];
    return outcome === undefined ? [] : [{ trial, outcome }];
  });
  const evidence = { TrainingJobs: told.length, Used: Math.min(told.length, MOST_MODELLED) };
  if (told.length <= MOST_MODELLED) return { trials: own, ...evidence };
  const kept = representatives(
    told.map(({ outcome }) => outcome),
    MOST_MODELLED,
  );
  return { trials: kept.flatMap((place) => told[place]?.trial ?? []), ...evidence };
}

interface Evidence {
  readonly TrainingJobs: number;
  readonly Used: number;
}

interface Grown {
  readonly key: string;
  readonly forest: Forest;
  /** Results that it was grown from. */
  readonly used: number;
}

const forests = new WeakMap<TuningJobRecord, Grown>();

/** A forest of a running tuning job is grown again once there are so many times the results that it knows. */
const GROWN_AGAIN = 1.1;

/**
 * The forest of these results. The last one of a tuning job is kept, because a page asks for several views of it, and
 * while the tuning job runs it may lack the latest results: growing one at every end would cost more than training.
 */
export function forestOf(
  job: TuningJobRecord,
  { Definition, Value }: { readonly Definition: number; readonly Value: ValueChoice },
  { space, rows, count }: Results,
): Grown {
  const key = `${Definition} ${Value}`;
  const held = forests.get(job);
  const enough = tuningJobEnded(job.status)
    ? held?.used === rows.length
    : rows.length < GROWN_AGAIN * (held?.used ?? 0);
  if (held?.key === key && enough && count > 0) return held;
  const grown = { key, forest: growForest(space, rows, job.seed), used: rows.length };
  forests.set(job, grown);
  return grown;
}

/** Engine value → value of the objective. */
export const unsign = (job: TuningJobRecord, definition: number) => {
  const sign = signOf(job.request, definition);
  return (value: number) => value * sign + 0;
};
