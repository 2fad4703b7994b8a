/** sagemaker-metrics 2022-09-30: reading curves. */
import { z } from 'zod';
import { MetricName } from './common.ts';
import { list, long, oneOf, text } from './constraint.ts';

export const MetricStatistic = oneOf(['Min', 'Max', 'Avg', 'Count', 'StdDev', 'Last']);
export type MetricStatistic = z.infer<typeof MetricStatistic>;

export const Period = oneOf(['OneMinute', 'FiveMinute', 'OneHour', 'IterationNumber']);
export type Period = z.infer<typeof Period>;

export const XAxisType = oneOf(['IterationNumber', 'Timestamp']);
export type XAxisType = z.infer<typeof XAxisType>;

export const MetricQuery = z.object({
  MetricName,
  /** A training job's ARN. */
  ResourceArn: text(
    { max: 2048, pattern: 'arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z\\-].*/.*' },
    'Enter the ARN of a training job.',
  ),
  MetricStat: MetricStatistic,
  Period,
  XAxisType,
  /** Iteration numbers or epoch seconds, depending on XAxisType. */
  Start: long().optional(),
  End: long().optional(),
});
export type MetricQuery = z.infer<typeof MetricQuery>;

export const BatchGetMetricsRequest = z.object({ MetricQueries: list(MetricQuery, 1, 100) });
export type BatchGetMetricsRequest = z.infer<typeof BatchGetMetricsRequest>;

export const MetricQueryResult = z.object({
  Status: oneOf(['Complete', 'Truncated', 'InternalError', 'ValidationError']),
  Message: text({ max: 2048 }).optional(),
  /** As long as MetricValues. */
  XAxisValues: z.array(long()),
  MetricValues: z.array(z.number()),
});
export type MetricQueryResult = z.infer<typeof MetricQueryResult>;

/** One result a query, in the order of the queries. */
export const BatchGetMetricsResponse = z.object({
  MetricQueryResults: list(MetricQueryResult, 1, 100).optional(),
});
export type BatchGetMetricsResponse = z.infer<typeof BatchGetMetricsResponse>;
