/** Results of a tuning job as tables. Pure. */
import { secondsBetween } from '../format.ts';
import type { TrainingJobSummary } from '../jobs.ts';
import { type Cell, csv } from './csv.ts';

/**
 * Training jobs with the columns of the SDK's HyperparameterTuningJobAnalytics.dataframe() (spec rules.md §16): one for each
 * tuned hyperparameter, a number where it reads as one, then name, status, value, times and definition.
 */
export function trainingJobsCsv(jobs: readonly TrainingJobSummary[]): string {
  const names = [...new Set(jobs.flatMap(({ TunedHyperParameters }) => Object.keys(TunedHyperParameters)))];
  const withDefinition = jobs.some(
    ({ TrainingJobDefinitionName }) => TrainingJobDefinitionName !== undefined,
  );
  return csv(
    [
      ...names,
      'TrainingJobName',
      'TrainingJobStatus',
      'FinalObjectiveValue',
      'TrainingStartTime',
      'TrainingEndTime',
      'TrainingElapsedTimeSeconds',
      ...(withDefinition ? ['TrainingJobDefinitionName'] : []),
    ],
    jobs.map((job) => [
      ...names.map((name) =>
        Object.hasOwn(job.TunedHyperParameters, name) ? tuned(job.TunedHyperParameters[name]) : undefined,
      ),
      job.TrainingJobName,
      job.TrainingJobStatus,
      job.FinalHyperParameterTuningJobObjectiveMetric?.Value,
      job.TrainingStartTime?.toISOString(),
      job.TrainingEndTime?.toISOString(),
      secondsBetween(job.TrainingStartTime, job.TrainingEndTime),
      ...(withDefinition ? [job.TrainingJobDefinitionName] : []),
    ]),
  );
}

/** As the SDK reads a tuned value: a text that is JSON's loses its quotes. */
function tuned(value: string | undefined): Cell {
  return value !== undefined && value.length > 1 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1)
    : value;
}

export interface Curve {
  readonly trainingJob: string;
  readonly metric: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** Every point of every curve, one a line: the form that plotting libraries group by themselves. */
export const curvesCsv = (curves: readonly Curve[]): string =>
  csv(
    ['TrainingJobName', 'Metric', 'Epoch', 'Value'],
    curves.flatMap(({ trainingJob, metric, points }) =>
      points.map(({ x, y }) => [trainingJob, metric, x, y]),
    ),
  );
