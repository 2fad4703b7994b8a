import { useMemo } from 'react';
import { OBJECTIVE } from './view.ts';
import { factsOf, type Curve } from '../../charts/series.ts';
import { formatNumber, plural } from '../../format.ts';
import { OBJECTIVE_ALIAS } from '../../metric-names.ts';
import { useCurvePoints } from '../../metrics.ts';
import {
  indexOfTrainingJob,
  objectiveOf,
  shortName,
  type TrainingJobSummary,
  type TuningJob,
} from '../../jobs.ts';

/** One curve for each training job: `metric`, or each one's own objective. */
export function useTrainingCurves(
  job: TuningJob | undefined,
  trainingJobs: readonly TrainingJobSummary[],
  metric: string,
): readonly Curve[] {
  const points = useCurvePoints(
    job === undefined
      ? []
      : trainingJobs.map(({ TrainingJobArn, TrainingJobDefinitionName }) => ({
          arn: TrainingJobArn,
          metric:
            metric === OBJECTIVE
              ? (objectiveOf(job, TrainingJobDefinitionName)?.MetricName ?? OBJECTIVE_ALIAS)
              : metric,
        })),
  );
  // The list of training jobs is a new one with every change of a status; the curves change only with the points.
  const names = trainingJobs.map(({ TrainingJobName }) => TrainingJobName).join(' ');
  return useMemo(
    () =>
      (names === '' ? [] : names.split(' ')).map((name, i) => ({
        id: name,
        label: name,
        index: indexOfTrainingJob(name),
        points: points[i] ?? [],
      })),
    [names, points],
  );
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
  const head = `${plural(drawn.length, 'training job')}${running > 0 ? `, ${running} running` : ''}`;
  if (!best.best) return `${head}.`;
  const word = direction === 'Maximize' ? 'highest' : 'lowest';
  return `${head}; the ${word} ${metric} so far is ${formatNumber(best.best.y)}, training job ${shortName(best.curve.id)} at epoch ${best.best.x}.`;
}
