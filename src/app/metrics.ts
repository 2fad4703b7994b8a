import {
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { MetricQueryResult } from '../api/metrics.ts';
import type { Input, Output } from '../api/operations.ts';
import { followed, sizeOf, type Series } from '../lib/follow.ts';
import { Points } from '../lib/points.ts';
import type { RpcError } from '../lib/rpc.ts';
import { chunks, toPoints } from './charts/series.ts';
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
const pointsOf = new WeakMap<MetricQueryResult, Points>();

function points(result: MetricQueryResult | undefined): Points {
  if (!result) return Points.none;
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
export function useCurvePoints(asked: readonly CurveQuery[]): readonly Points[] {
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

/** Curves by training job, and where in the log of their tuning job they stand. */
interface Followed {
  readonly position: string | undefined;
  readonly curves: Series;
  /** Points were left out. */
  readonly thinned: boolean;
}

type CurvesInput = Input<'FollowCurves'>;

export interface CurvesAsked {
  readonly tuningJob: string;
  /** `ObjectiveMetric` is each training job's own objective. */
  readonly metric: string;
  /** With every change, for what is looked at most; else at most four times a second. */
  readonly live?: boolean;
  /** Only these training jobs. */
  readonly names?: readonly string[] | undefined;
  /** Every point, however many: for tables, files and looking closer. Let go of when nobody looks. */
  readonly complete?: boolean;
}

/**
 * Most points that a page keeps of curves that lie over one another: all of 750 training jobs of 100 epochs. When they have
 * grown beyond they are read anew, half as many; a screen does not show the difference.
 */
const MOST_POINTS = 80_000;
/** A single curve that has grown to twice what the service thins to is read anew too. */
const LONGEST = 2000;

const grownTooFar = (curves: Series) =>
  sizeOf(curves) > MOST_POINTS || [...curves.values()].some(({ length }) => length > LONGEST);

/** What came since the answer before is put to it, so a reading costs what is new, however much there is. */
export const curvesOf = ({ tuningJob, metric, live = false, names, complete = false }: CurvesAsked) => {
  const input: CurvesInput = {
    HyperParameterTuningJobName: tuningJob,
    MetricName: metric,
    ...(names ? { TrainingJobNames: [...names] } : {}),
  };
  return queryOptions<Followed, RpcError>({
    queryKey: ['FollowCurves', input, live, complete],
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    retry: (count, error) => error.code === 'BackendMoved' && count < 3,
    ...(live ? { meta: LIVE } : {}),
    ...(complete ? { gcTime: 1000 } : {}),
    queryFn: async ({ client, queryKey }) => {
      const before = client.getQueryData<Followed>(queryKey);
      const { Position, Whole, Thinned, Curves } = await call('FollowCurves', {
        ...input,
        ...(before?.position === undefined ? {} : { Position: before.position }),
        ...(complete ? {} : { MaxPoints: before ? MOST_POINTS / 2 : MOST_POINTS }),
      });
      const parts = Curves.map(({ TrainingJobName, FromEpoch, Epochs, Values }) => ({
        name: TrainingJobName,
        from: FromEpoch,
        xs: Epochs,
        ys: Values,
      }));
      const curves = followed(Whole || !before ? NOTHING : before.curves, parts);
      return {
        position: complete || Whole || !grownTooFar(curves) ? Position : undefined,
        curves,
        thinned: Whole ? Thinned : (before?.thinned ?? false),
      };
    },
  });
};

const NOTHING: Series = new Map();

/**
 * Points of one metric by training job, as they are reported. A list keeps its identity until it changes. While others are
 * asked for, what was known of the same metric stays.
 */
export function useCurves(
  asked: CurvesAsked,
  enabled = true,
): { readonly series: Series; readonly thinned: boolean; readonly isPending: boolean } {
  const { data, isPending } = useQuery({
    ...curvesOf(asked),
    enabled,
    placeholderData: (known, query) => {
      const before = query?.queryKey[1] as CurvesInput | undefined;
      const same =
        before?.HyperParameterTuningJobName === asked.tuningJob && before.MetricName === asked.metric;
      return same ? known : undefined;
    },
  });
  return { series: data?.curves ?? NOTHING, thinned: data?.thinned ?? false, isPending };
}

/** Every point of metrics of one training job, in the metrics' order; undefined until they are read. */
export function useOwnCurves(
  tuningJob: string,
  trainingJob: string,
  metrics: readonly string[],
): readonly (Points | undefined)[] {
  const combine = useCallback(
    (answers: UseQueryResult<Followed>[]) =>
      answers.map(({ data }) => data && (data.curves.get(trainingJob) ?? Points.none)),
    [trainingJob],
  );
  return useQueries({
    queries: metrics.map((metric) => curvesOf({ tuningJob, metric, names: [trainingJob], complete: true })),
    combine,
  });
}
