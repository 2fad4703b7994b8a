import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Output } from '../api/operations.ts';
import { chunks, toPoints, type Point } from './charts/series.ts';
import { q } from './client.ts';

/** What is to be read: one metric of one training job. */
export interface CurveQuery {
  readonly arn: string;
  readonly metric: string;
}

/** The most queries BatchGetMetrics takes in one call. */
const QUERIES_PER_CALL = 100;

const batchOf = (queries: readonly CurveQuery[]) =>
  q('BatchGetMetrics', {
    MetricQueries: queries.map(({ arn, metric }) => ({
      MetricName: metric,
      ResourceArn: arn,
      MetricStat: 'Last',
      Period: 'IterationNumber',
      XAxisType: 'IterationNumber',
    })),
  });

type Answers = UseQueryResult<Output<'BatchGetMetrics'>>[];

/** `value` as it was first seen, until one with other content comes: lists made anew at every render stay the same. */
function useStable<T>(value: T): T {
  const [kept, keep] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  keep(value);
  return value;
}

/**
 * Points of every queried metric, in the queries' order; empty until the answer is there. The list keeps its identity
 * until an answer changes.
 */
export function useCurvePoints(asked: readonly CurveQuery[]): readonly (readonly Point[])[] {
  const queries = useStable(asked);
  const batches = useMemo(() => chunks(queries, QUERIES_PER_CALL).map(batchOf), [queries]);
  const combine = useCallback(
    (answers: Answers) => answers.map(({ data }) => data?.MetricQueryResults ?? []),
    [],
  );
  const answers = useQueries({ queries: batches, combine });
  return useMemo(
    () =>
      queries.map((_, i) => {
        const result = answers[Math.floor(i / QUERIES_PER_CALL)]?.[i % QUERIES_PER_CALL];
        return result ? toPoints(result.XAxisValues, result.MetricValues) : [];
      }),
    [queries, answers],
  );
}
