/** Which best, last and stop points the learning curves show. Pure. */
import type { Curve, Mark } from '../../charts/series.ts';
import { marksOf } from '../../decisions.ts';
import { shortName, type TrainingJobSummary } from '../../jobs.ts';
import type { MetricGroup } from '../../objectives.ts';
import { bestCurve, byMetric, placed, type Shaping } from './curve-shapes.ts';

interface MarkOptions {
  /** The training jobs that stand out, the one that was selected last at the end. */
  readonly standing: readonly string[];
  readonly shaping: Shaping;
  /** Where the one that was selected last was stopped. */
  readonly stop: Mark | undefined;
}

/**
 * Of every training job that stands out its best and last value as reported, the one that was selected last first: its
 * labels find room before the others'. Where none is selected, of the best one of each metric.
 */
export function curveMarks(
  curves: readonly Curve[],
  trainingJobs: readonly TrainingJobSummary[],
  groups: readonly MetricGroup[],
  { standing, shaping, stop }: MarkOptions,
): readonly Mark[] {
  const last = standing.at(-1);
  const marked = byMetric(curves, trainingJobs, groups).flatMap(({ group: { direction }, curves: own }) => {
    const chosen =
      standing.length > 0
        ? own.filter(({ id }) => standing.includes(id))
        : [bestCurve(own, direction)?.curve].filter((curve) => curve !== undefined);
    return chosen.map((curve) => ({ curve, direction }));
  });
  return marked
    .sort((a, b) => Number(b.curve.id === last) - Number(a.curve.id === last))
    .flatMap(({ curve, direction }) =>
      marksOf(
        placed(curve, shaping),
        direction,
        curve.id === last ? stop : undefined,
        standing.length === 1 ? undefined : shortName(curve.id),
      ),
    );
}
