import type { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Points, type Point } from '../../../lib/points.ts';
import { factsOf, smoothed, type Curve } from '../../charts/series.ts';
import { formatNumber, plural } from '../../format.ts';
import { OBJECTIVE_ALIAS } from '../../metric-names.ts';
import { curvesOf, useCurves } from '../../metrics.ts';
import { indexOfTrainingJob, shortName, type TrainingJobSummary, type TuningJob } from '../../jobs.ts';
import { epochTime, type Times } from '../../replay.ts';
import { OBJECTIVE, type Shown, type XAxis } from './view.ts';

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

/** How many curves "the best" are. */
export const TOP = 10;

/** The training jobs whose curves are to be seen. */
export function chosenCurves(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  show: Shown,
  { selected, direction }: { selected: readonly string[]; direction: 'Maximize' | 'Minimize' },
): readonly Curve[] {
  const having = (status: string) =>
    new Set(
      trainingJobs
        .filter(({ TrainingJobStatus }) => TrainingJobStatus === status)
        .map(({ TrainingJobName }) => TrainingJobName),
    );
  switch (show) {
    case 'all':
      return curves;
    case 'running': {
      const names = having('InProgress');
      return curves.filter(({ id }) => names.has(id));
    }
    case 'stopped': {
      const names = having('Stopped');
      return curves.filter(({ id }) => names.has(id));
    }
    case 'selected':
      return curves.filter(({ id }) => selected.includes(id));
    case 'top': {
      const sign = direction === 'Maximize' ? -1 : 1;
      const best = curves
        .map((curve) => ({ curve, value: factsOf(curve, direction).best?.y }))
        .filter((each) => each.value !== undefined)
        .sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)))
        .slice(0, TOP);
      return best.map(({ curve }) => curve).sort((a, b) => a.index - b.index);
    }
  }
}

export interface Shaping {
  readonly x: XAxis;
  readonly smoothing: number;
  /** When the epochs of each training job ended, by name; needed unless x is the epoch. */
  readonly times: ReadonlyMap<string, Times>;
}

/** An epoch of a training job on the chosen axis; undefined while its times are not known. */
export function placeOf({ x, times }: Shaping, id: string, epoch: number): number | undefined {
  if (x === 'epoch') return epoch;
  const own = times.get(id);
  if (!own) return undefined;
  return x === 'training' ? epoch * own.EpochSeconds : epochTime(own, epoch);
}

/** A curve as it is drawn. Smoothing comes first: it averages over epochs, whatever they are drawn along. */
export function shaped(curve: Curve, shaping: Shaping, id = curve.id): Curve {
  if (shaping.x === 'epoch' && shaping.smoothing === 0) return curve;
  const points = smoothed(curve.points, shaping.smoothing);
  if (shaping.x === 'epoch') return { ...curve, points };
  const places = points.map(({ x, y }) => ({ x: placeOf(shaping, id, x), y }));
  return { ...curve, points: Points.of(places.filter(isPlaced)) };
}

const isPlaced = (point: { readonly x: number | undefined; readonly y: number }): point is Point =>
  point.x !== undefined;

/** The chart in a sentence. */
export function describeCurves(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  direction: 'Maximize' | 'Minimize',
  metric: string,
): string {
  const drawn = curves.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return 'No training job has reported a value yet.';
  const running = trainingJobs.filter(({ TrainingJobStatus }) => TrainingJobStatus === 'InProgress').length;
  const sign = direction === 'Maximize' ? 1 : -1;
  const best = drawn
    .map((curve) => ({ curve, best: factsOf(curve, direction).best }))
    .reduce((a, b) => (b.best && (!a.best || sign * (b.best.y - a.best.y) > 0) ? b : a));
  // While the first epochs are on, more training jobs run than have anything to draw.
  const head = `${plural(drawn.length, 'training job')}${running > 0 ? ` with values, ${running} running` : ''}`;
  if (!best.best) return `${head}.`;
  const word = direction === 'Maximize' ? 'highest' : 'lowest';
  return `${head}; the ${word} ${metric}${running > 0 ? ' so far' : ''} is ${formatNumber(best.best.y)}, training job ${shortName(best.curve.id)} at epoch ${best.best.x}.`;
}
