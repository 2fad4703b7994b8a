import { useMemo } from 'react';
import { factsOf, smoothed, type Curve, type Point } from '../../charts/series.ts';
import { formatNumber, plural } from '../../format.ts';
import { OBJECTIVE_ALIAS } from '../../metric-names.ts';
import { useCurves } from '../../metrics.ts';
import { indexOfTrainingJob, shortName, type TrainingJobSummary, type TuningJob } from '../../jobs.ts';
import { epochTime, type Times } from '../../replay.ts';
import { OBJECTIVE, type Shown, type XAxis } from './view.ts';

/** Epochs of each training job by name at a replayed moment; undefined: as many as there are. */
export type EpochsThen = ReadonlyMap<string, number> | undefined;

// A curve whose points are the same list is the same curve.
const curveOf = new WeakMap<readonly Point[], Curve>();

function toCurve(id: string, points: readonly Point[]): Curve {
  const known = curveOf.get(points);
  if (known?.id === id) return known;
  const curve = { id, label: id, index: indexOfTrainingJob(id), points };
  if (points.length > 0) curveOf.set(points, curve);
  return curve;
}

/**
 * One curve for each training job, in launch order: `metric`, or each one's own objective. `live`: with every report, also of
 * training jobs that the list does not have yet; else four times a second.
 */
export function useTrainingCurves(
  job: TuningJob,
  trainingJobs: readonly TrainingJobSummary[],
  metric: string,
  { epochsThen, live = false }: { readonly epochsThen?: EpochsThen; readonly live?: boolean } = {},
): { readonly curves: readonly Curve[]; readonly isPending: boolean } {
  const { series, isPending } = useCurves(
    job.HyperParameterTuningJobName,
    metric === OBJECTIVE ? OBJECTIVE_ALIAS : metric,
    live,
  );
  // The list of training jobs is a new one with every change of a status; the curves change only with the points.
  const listed = trainingJobs.map(({ TrainingJobName }) => TrainingJobName).join(' ');
  const curves = useMemo(() => {
    const names = new Set(listed === '' ? [] : listed.split(' '));
    if (epochsThen === undefined && live) for (const name of series.keys()) names.add(name);
    return [...names].map((name) => {
      const all = series.get(name) ?? NO_POINTS;
      const reached = epochsThen?.get(name);
      return toCurve(name, reached === undefined ? all : all.filter(({ x }) => x <= reached));
    });
  }, [listed, series, epochsThen, live]);
  return { curves, isPending };
}

const NO_POINTS: readonly Point[] = [];

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
  const points = smoothed(curve.points, shaping.smoothing).flatMap(({ x, y }) => {
    const place = placeOf(shaping, id, x);
    return place === undefined ? [] : [{ x: place, y }];
  });
  return { ...curve, points };
}

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
