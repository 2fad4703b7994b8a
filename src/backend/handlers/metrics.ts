import type { MetricQuery, MetricQueryResult } from '../../api/metrics.ts';
import { thin } from '../../lib/downsample.ts';
import type { Context } from '../context.ts';
import { definitionOf } from '../context.ts';
import type { Handler } from '../handler.ts';
import { epochAt } from '../held.ts';
import { ownerOf } from './training-jobs.ts';

/** Most points of one answer. A longer curve is thinned here, keeping its extremes, and says so by Status Truncated. */
export const MAX_POINTS = 1000;

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
  const record = context.store.findTrainingJob(query.ResourceArn.split(':training-job/')[1] ?? '');
  if (!record) return refuse(`There is no training job ${query.ResourceArn}.`);
  const job = ownerOf(context, record);
  const metrics = (await context.store.metricsOf(job.name)).get(record.name);
  // The service publishes the objective once more under this name (spec api.md §6).
  const metric =
    query.MetricName === 'ObjectiveMetric'
      ? definitionOf(job, record).objective.MetricName
      : query.MetricName;

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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
