import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { MetricQueryResult } from '../api/metrics.ts';
import type { Output } from '../api/operations.ts';
import { chunks, toPoints, type Point } from './charts/series.ts';
import { q } from './client.ts';
import { FINAL } from './live.ts';

/** What is to be read: one metric of one training job. */
export interface CurveQuery {
  readonly arn: string;
  readonly metric: string;
  /** The training job has ended: its curve changes no more. */
  readonly final?: boolean;
}

/**
 * Queries a call, far fewer than the 100 that BatchGetMetrics takes: what is asked for together is read again together,
 * and of hundreds of training jobs only a few are running.
 */
const QUERIES_PER_CALL = 25;

const optionsOf = (queries: readonly CurveQuery[]) =>
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

// Of an answer that did not change the query cache keeps the very object, and so its points stay the same list.
const pointsOf = new WeakMap<MetricQueryResult, readonly Point[]>();
const NO_POINTS: readonly Point[] = [];

function points(result: MetricQueryResult | undefined): readonly Point[] {
  if (!result) return NO_POINTS;
  const known = pointsOf.get(result);
  if (known) return known;
  const made = toPoints(result.XAxisValues, result.MetricValues);
  pointsOf.set(result, made);
  return made;
}

/**
 * Points of every queried metric, in the queries' order; empty until the answer is there. A list keeps its identity
 * until an answer changes it.
 */
export function useCurvePoints(asked: readonly CurveQuery[]): readonly (readonly Point[])[] {
  const client = useQueryClient();
  const queries = useStable(asked);
  const batches = useMemo(
    () =>
      chunks(queries, QUERIES_PER_CALL).map((batch) => {
        const options = optionsOf(batch);
        if (!batch.every(({ final }) => final)) return options;
        // Read once more when the last of them has ended, then never again.
        const { queryKey } = options;
        return {
          ...options,
          queryKey: [...queryKey, FINAL] as unknown as typeof queryKey,
          placeholderData: () => client.getQueryData(queryKey),
        };
      }),
    [queries, client],
  );
  const combine = useCallback(
    (answers: Answers) => answers.map(({ data }) => data?.MetricQueryResults ?? []),
    [],
  );
  const answers = useQueries({ queries: batches, combine });
  return useMemo(
    () => queries.map((_, i) => points(answers[Math.floor(i / QUERIES_PER_CALL)]?.[i % QUERIES_PER_CALL])),
    [queries, answers],
  );
}
