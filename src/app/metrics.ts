import {
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { MetricQueryResult } from '../api/metrics.ts';
import type { Output } from '../api/operations.ts';
import { followed, type Series } from '../lib/follow.ts';
import type { RpcError } from '../lib/rpc.ts';
import { chunks, toPoints, type Point } from './charts/series.ts';
import { useSame } from './use-same.ts';
import { call, q } from './client.ts';
import { FINAL } from './live.ts';
import { LIVE } from './reading.ts';

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

// Of an answer that did not change the query cache keeps the very object, and so its points stay the same list.
const pointsOf = new WeakMap<MetricQueryResult, readonly Point[]>();
/** Stands for the points of an answer that is not there yet. */
export const UNREAD: readonly Point[] = [];

function points(result: MetricQueryResult | undefined): readonly Point[] {
  if (!result) return UNREAD;
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
  const queries = useSame(asked);
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

/** The curves of a tuning job by training job, and where in its log they stand. */
interface Followed {
  readonly position: string | undefined;
  readonly curves: Series;
}

/** A curve that has grown to twice what the service thins to is read anew, thinned. */
const MOST_POINTS = 2000;

/** What came since the answer before is put to it, so a reading costs what is new, however much there is. */
const curvesOf = (tuningJob: string, metric: string, live: boolean) =>
  queryOptions<Followed, RpcError>({
    queryKey: ['FollowCurves', { HyperParameterTuningJobName: tuningJob, MetricName: metric }, live],
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: (count, error) => error.code === 'BackendMoved' && count < 3,
    ...(live ? { meta: LIVE } : {}),
    queryFn: async ({ client, queryKey }) => {
      const before = client.getQueryData<Followed>(queryKey);
      const { Position, Whole, Curves } = await call('FollowCurves', {
        HyperParameterTuningJobName: tuningJob,
        MetricName: metric,
        ...(before?.position === undefined ? {} : { Position: before.position }),
      });
      const parts = Curves.map(({ TrainingJobName, FromEpoch, Epochs, Values }) => ({
        name: TrainingJobName,
        from: FromEpoch,
        xs: Epochs,
        ys: Values,
      }));
      const curves = followed(Whole || !before ? NOTHING : before.curves, parts);
      const long = !Whole && parts.some(({ name }) => (curves.get(name)?.length ?? 0) > MOST_POINTS);
      return { position: long ? undefined : Position, curves };
    },
  });

const NOTHING: Series = new Map();

/**
 * Points of one metric by training job, as they are reported; `ObjectiveMetric` is each one's own objective. A list keeps
 * its identity until it changes. `live`: with every change, for what is looked at most; else at most four times a second.
 */
export function useCurves(
  tuningJob: string,
  metric: string,
  live: boolean,
): { readonly series: Series; readonly isPending: boolean } {
  const { data, isPending } = useQuery(curvesOf(tuningJob, metric, live));
  return { series: data?.curves ?? NOTHING, isPending };
}
