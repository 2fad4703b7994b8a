import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Points } from '../../../lib/points.ts';
import type { Curve } from '../../charts/series.ts';
import { OBJECTIVE_ALIAS } from '../../metric-names.ts';
import { curvesOf, useCurves } from '../../metrics.ts';
import { indexOfTrainingJob, type TrainingJobSummary, type TuningJob } from '../../jobs.ts';
import { OBJECTIVE } from './view.ts';

/** Epochs of each training job by name at a replayed moment; undefined: as many as there are. */
export type EpochsThen = ReadonlyMap<string, number> | undefined;

// A curve whose points are the same list is the same curve.
const curveOf = new WeakMap<Points, Curve>();

function toCurve(id: string, points: Points): Curve {
  const known = curveOf.get(points);
  if (known?.id === id) return known;
  const curve = { id, label: id, index: indexOfTrainingJob(id), points };
  if (points.length > 0) curveOf.set(points, curve);
  return curve;
}

interface CurvesOptions {
  readonly epochsThen?: EpochsThen;
  /** With every report, also of training jobs that the list does not have yet; else four times a second. */
  readonly live?: boolean;
  /** Of which training jobs every point is wanted, where there are more than are drawn. */
  readonly complete?: 'all' | readonly string[];
}

/** The metric as the service calls it. */
export const askedMetric = (metric: string): string => (metric === OBJECTIVE ? OBJECTIVE_ALIAS : metric);

/** One curve for each training job, in launch order: `metric`, or each one's own objective. */
export function useTrainingCurves(
  job: TuningJob,
  trainingJobs: readonly TrainingJobSummary[],
  metric: string,
  { epochsThen, live = false, complete = [] }: CurvesOptions = {},
): { readonly curves: readonly Curve[]; readonly thinned: boolean; readonly isPending: boolean } {
  const asked = { tuningJob: job.HyperParameterTuningJobName, metric: askedMetric(metric), live };
  const { series: drawn, thinned, isPending } = useCurves(asked);
  const isWanted = thinned && complete.length > 0;
  const { series: whole } = useCurves(
    { ...asked, complete: true, names: complete === 'all' ? undefined : complete },
    isWanted,
  );
  const series = useMemo(() => (isWanted ? new Map([...drawn, ...whole]) : drawn), [isWanted, drawn, whole]);
  // The list of training jobs is a new one with every change of a status; the curves change only with the points.
  const listed = trainingJobs.map(({ TrainingJobName }) => TrainingJobName).join(' ');
  const curves = useMemo(() => {
    const names = new Set(listed === '' ? [] : listed.split(' '));
    if (epochsThen === undefined && live) for (const name of series.keys()) names.add(name);
    return [...names].map((name) => {
      const all = series.get(name) ?? Points.none;
      const reached = epochsThen?.get(name);
      return toCurve(name, reached === undefined ? all : all.upTo(reached));
    });
  }, [listed, series, epochsThen, live]);
  return { curves, thinned, isPending };
}

/** The same curves with every point that was reported. */
export async function readWhole(
  client: QueryClient,
  job: TuningJob,
  metric: string,
  curves: readonly Curve[],
): Promise<readonly Curve[]> {
  const { curves: series } = await client.fetchQuery(
    curvesOf({
      tuningJob: job.HyperParameterTuningJobName,
      metric: askedMetric(metric),
      names: curves.map(({ id }) => id),
      complete: true,
    }),
  );
  return curves.map((curve) => ({ ...curve, points: series.get(curve.id) ?? Points.none }));
}
