/** The learning curves as they are drawn, tabled and told. Pure. */
import { Points, type Point } from '../../../lib/points.ts';
import { factsOf, smoothed, type Curve } from '../../charts/series.ts';
import { formatNumber, plural } from '../../format.ts';
import { shortName, type TrainingJobSummary } from '../../jobs.ts';
import { acrossText, groupOf, type MetricGroup } from '../../objectives.ts';
import { epochTime, type Times } from '../../replay.ts';
import type { Shown, XAxis } from './view.ts';

/** How many curves "the best" are, of each metric. */
export const TOP = 10;

/** Curves by the metric that they are of; one whose definition is not known yet is in none, where there are several. */
export function byMetric(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  groups: readonly MetricGroup[],
): readonly { readonly group: MetricGroup; readonly curves: readonly Curve[] }[] {
  const [only] = groups;
  if (only && groups.length === 1) return [{ group: only, curves }];
  const definitions = new Map(
    trainingJobs.map(({ TrainingJobName, TrainingJobDefinitionName }) => [
      TrainingJobName,
      TrainingJobDefinitionName,
    ]),
  );
  return groups.map((group) => ({
    group,
    curves: curves.filter(({ id }) => groupOf(groups, definitions.get(id)) === group),
  }));
}

/** Curves of what may be the best: what a training job reported that failed is no result. */
function withoutFailed(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
): readonly Curve[] {
  const failed = new Set(
    trainingJobs.flatMap(({ TrainingJobStatus, TrainingJobName }) =>
      TrainingJobStatus === 'Failed' ? [TrainingJobName] : [],
    ),
  );
  return failed.size === 0 ? curves : curves.filter(({ id }) => !failed.has(id));
}

/** The curve with the best value, and where it has it. */
export function bestCurve(
  curves: readonly Curve[],
  direction: MetricGroup['direction'],
): { readonly curve: Curve; readonly best: Point } | undefined {
  const sign = direction === 'Maximize' ? 1 : -1;
  let found: { readonly curve: Curve; readonly best: Point } | undefined;
  for (const curve of curves) {
    const { best } = factsOf(curve, direction);
    if (best && (!found || sign * (best.y - found.best.y) > 0)) found = { curve, best };
  }
  return found;
}

/** The training jobs whose curves are to be seen. */
export function chosenCurves(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  show: Shown,
  { selected, groups }: { selected: readonly string[]; groups: readonly MetricGroup[] },
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
    case 'top':
      return byMetric(withoutFailed(curves, trainingJobs), trainingJobs, groups)
        .flatMap(({ group: { direction }, curves: own }) => {
          const sign = direction === 'Maximize' ? -1 : 1;
          return own
            .map((curve) => ({ curve, value: factsOf(curve, direction).best?.y }))
            .filter((each) => each.value !== undefined)
            .sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0)))
            .slice(0, TOP);
        })
        .map(({ curve }) => curve)
        .sort((a, b) => a.index - b.index);
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
  const label = shaping.smoothing > 0 ? `${curve.label}, smoothed` : curve.label;
  if (shaping.x === 'epoch') return { ...curve, label, points };
  const places = points.map(({ x, y }) => ({ x: placeOf(shaping, id, x), y }));
  return { ...curve, label, points: Points.of(places.filter(isPlaced)) };
}

const isPlaced = (point: { readonly x: number | undefined; readonly y: number }): point is Point =>
  point.x !== undefined;

/** As it was reported, along the axis that is chosen. */
export const placed = (curve: Curve, shaping: Shaping, id = curve.id): Curve =>
  shaped(curve, { ...shaping, smoothing: 0 }, id);

/**
 * The columns of the table and the file: every curve as it was reported, and beside it as it is drawn where that is
 * smoothed. Of several metrics each column names its own.
 */
export function tableColumns(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  groups: readonly MetricGroup[],
  shaping: Shaping,
): readonly Curve[] {
  const metrics = new Map(
    groups.length < 2
      ? []
      : byMetric(curves, trainingJobs, groups).flatMap(({ group, curves: own }) =>
          own.map(({ id }) => [id, ` ${group.metric}`] as const),
        ),
  );
  return curves.flatMap((curve) => {
    const label = `${shortName(curve.id)}${metrics.get(curve.id) ?? ''}`;
    const reported = { ...placed(curve, shaping), label };
    if (shaping.smoothing === 0) return [reported];
    const drawn = shaped(curve, shaping);
    return [
      reported,
      { ...drawn, id: `${curve.id} smoothed`, label: `${label} smoothed ${shaping.smoothing}` },
    ];
  });
}

/** The chart in a sentence. `log`: the value axis is logarithmic. */
export function describeCurves(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  groups: readonly MetricGroup[],
  log = false,
): string {
  const drawn = curves.filter(({ points }) => points.length > 0);
  if (drawn.length === 0) return 'No training job has reported a value yet.';
  const running = trainingJobs.filter(({ TrainingJobStatus }) => TrainingJobStatus === 'InProgress').length;
  // While the first epochs are on, more training jobs run than have anything to draw.
  const head = `${plural(drawn.length, 'training job')}${running > 0 ? ` with values, ${running} running` : ''}`;
  const bests = byMetric(withoutFailed(drawn, trainingJobs), trainingJobs, groups).flatMap(
    ({ group: { metric, direction }, curves: own }) => {
      const found = bestCurve(own, direction);
      if (!found) return [];
      const { curve, best } = found;
      const hidden = log && best.y <= 0 ? ' (0 or less: not on a logarithmic axis)' : '';
      return `the ${direction === 'Maximize' ? 'highest' : 'lowest'} ${metric}${running > 0 ? ' so far' : ''} is ${formatNumber(best.y)}${hidden}, training job ${shortName(curve.id)} at epoch ${best.x}`;
    },
  );
  const across = acrossText(groups);
  return `${[head, ...bests].join('; ')}.${across === '' ? '' : ` ${across}`}`;
}
