import type { TuningJobEvent } from '../../api/local.ts';
import type { MetricQuery, MetricQueryResult } from '../../api/metrics.ts';
import type { CurvePart } from '../../api/watching.ts';
import { thin } from '../../lib/downsample.ts';
import type { Context } from '../context.ts';
import { definitionOf, readTuningJob } from '../context.ts';
import type { Handler } from '../handler.ts';
import { epochAt } from '../held.ts';
import type { TrainingJobRecord, TuningJobRecord } from '../records.ts';
import { ownerOf } from './training-jobs.ts';

/** Most points of a curve in one answer. A longer one is thinned here, keeping its extremes, and the answer says so. */
export const MAX_POINTS = 1000;
/** A curve of fewer points is not thinned, however many curves there are. */
const LEAST_POINTS = 16;

const STATISTICS: Readonly<Record<MetricQuery['MetricStat'], (values: readonly number[]) => number>> = {
  Last: (values) => values.at(-1) ?? Number.NaN,
  Min: (values) => Math.min(...values),
  Max: (values) => Math.max(...values),
  Avg: mean,
  Count: (values) => values.length,
  StdDev: (values) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2))),
};
const SECONDS = { OneMinute: 60, FiveMinute: 300, OneHour: 3600 } as const;

/** sagemaker-metrics:BatchGetMetrics. Iterations are epochs, from 1; timestamps are simulated. */
export const batchGetMetrics: Handler<'BatchGetMetrics'> = async (context, { MetricQueries }) => ({
  MetricQueryResults: await Promise.all(MetricQueries.map((query) => answer(context, query))),
});

async function answer(context: Context, query: MetricQuery): Promise<MetricQueryResult> {
  const refuse = (Message: string): MetricQueryResult => ({
    Status: 'ValidationError',
    Message,
    XAxisValues: [],
    MetricValues: [],
  });
  const { XAxisType, Period, MetricStat, Start, End } = query;
  if ((XAxisType === 'IterationNumber') !== (Period === 'IterationNumber')) {
    return refuse('Period IterationNumber goes with XAxisType IterationNumber, the others with Timestamp.');
  }
  const record = await context.store.findTrainingJob(query.ResourceArn.split(':training-job/')[1] ?? '');
  if (!record) return refuse(`There is no training job ${query.ResourceArn}.`);
  const job = ownerOf(context, record);
  const metrics = (await context.store.metricsOf(job.name)).get(record.name);
  const metric = columnOf(job, record, query.MetricName);

  const xOf = (epoch: number) => {
    if (Period === 'IterationNumber') return epoch;
    const seconds = job.createdAt / 1000 + epochAt(record, epoch);
    return Math.floor(seconds / SECONDS[Period]) * SECONDS[Period];
  };
  const groups = new Map<number, number[]>();
  (metrics?.columns[metric] ?? []).forEach((value, i) => {
    const x = xOf(i + 1);
    if (!Number.isFinite(value) || x < (Start ?? x) || x > (End ?? x)) return;
    const group = groups.get(x);
    if (group) group.push(value);
    else groups.set(x, [value]);
  });
  const xs = [...groups.keys()];
  const ys = [...groups.values()].map(STATISTICS[MetricStat]);
  if (xs.length <= MAX_POINTS) return { Status: 'Complete', XAxisValues: xs, MetricValues: ys };
  const kept = thin(ys, MAX_POINTS);
  return {
    Status: 'Truncated',
    Message: `Thinned from ${xs.length} to ${kept.length} points; extremes are kept.`,
    XAxisValues: kept.map((i) => xs[i] ?? 0),
    MetricValues: kept.map((i) => ys[i] ?? 0),
  };
}

/** The service publishes the objective once more under the name ObjectiveMetric (spec api.md §6). */
const columnOf = (job: TuningJobRecord, record: TrainingJobRecord, metric: string): string =>
  metric === 'ObjectiveMetric' ? definitionOf(job, record).objective.MetricName : metric;

/**
 * The curves of a tuning job, or what has changed of them since a position. A position is a place in the tuning job's log,
 * which has a line for everything that happens to a curve: what changed is read there, the values from the records.
 */
export const followCurves: Handler<'FollowCurves'> = async ({ store }, input) => {
  const job = await readTuningJob({ store }, input.HyperParameterTuningJobName);
  const metrics = await store.metricsOf(job.name);
  // Places count for this service and this tuning job only: another that takes over may know less, another of its name is another.
  const life = `${store.openedAt}.${job.createdAt}`;
  const since = input.Position?.startsWith(`${life}.`)
    ? Number(input.Position.slice(life.length + 1))
    : undefined;
  const lines = since === undefined || since === job.events ? [] : await store.eventsOf(job.name);
  const changed = since === undefined ? undefined : changedCurves(lines, since);
  const names = input.TrainingJobNames && new Set(input.TrainingJobNames);
  const asked = store
    .trainingJobsOf(job.name)
    .filter(({ name }) => (changed?.has(name) ?? true) && (names?.has(name) ?? true));
  // No awaiting from here on: position and curves are of one moment.
  const columns = asked.map(
    (record) => metrics.get(record.name)?.columns[columnOf(job, record, input.MetricName)] ?? [],
  );
  const limit =
    changed || input.MaxPoints === undefined
      ? Number.POSITIVE_INFINITY
      : Math.min(MAX_POINTS, fairShare(columns, input.MaxPoints));
  return {
    Position: `${life}.${job.events}`,
    Whole: changed === undefined,
    Thinned: columns.some(({ length }) => length > limit),
    Curves: asked.map((record, i) => partOf(record, columns[i] ?? [], changed?.get(record.name), limit)),
  };
};

/** How many points each curve may have so that all have at most `most`: what short ones leave, the long ones share. */
function fairShare(columns: readonly (readonly number[])[], most: number): number {
  let left = most;
  const lengths = columns.map(({ length }) => length).sort((a, b) => a - b);
  for (const [i, length] of lengths.entries()) {
    const share = Math.floor(left / (lengths.length - i));
    if (length > share) return Math.max(LEAST_POINTS, share);
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}

/** By training job, the first epoch that the log tells of from line `since` on; of one that begins anew all are other ones. */
function changedCurves(lines: readonly TuningJobEvent[], since: number): ReadonlyMap<string, number> {
  const changed = new Map<string, number>();
  for (let i = since; i < lines.length; i++) {
    const { Type, TrainingJobName, Detail } = lines[i] ?? {};
    if (TrainingJobName === undefined) continue;
    const epoch = Type === 'Epoch' ? Number(Detail?.['Epoch']) : 1;
    if (Type === 'Epoch' || Type === 'TrainingJobLaunched' || isSetback(lines[i]))
      changed.set(TrainingJobName, Math.min(epoch, changed.get(TrainingJobName) ?? epoch));
  }
  return changed;
}

/** After it the training job may have fewer epochs than before. */
const isSetback = (line: TuningJobEvent | undefined): boolean =>
  line?.Type === 'TrainingJobStatus' &&
  (line.Detail?.['Status'] === 'Interrupted' || line.Detail?.['Status'] === 'Restarting');

/** @param from the first epoch wanted; undefined: all of them, at most `limit` points */
function partOf(
  record: TrainingJobRecord,
  column: readonly number[],
  from: number | undefined,
  limit: number,
): CurvePart {
  const epochs: number[] = [];
  for (let epoch = from ?? 1; epoch <= column.length; epoch++)
    if (Number.isFinite(column[epoch - 1])) epochs.push(epoch);
  const value = (epoch: number) => column[epoch - 1] ?? 0;
  const kept = epochs.length <= limit ? epochs : thin(epochs.map(value), limit).map((i) => epochs[i] ?? 0);
  return {
    TrainingJobName: record.name,
    FromEpoch: from ?? 1,
    Epochs: kept,
    Values: kept.map(value),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
