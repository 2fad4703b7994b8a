import type { TrainingJobSummary, TuningJob } from '../jobs.ts';
import type { call as realCall } from '../client.ts';
import { allMetricNames } from '../metric-names.ts';
import type { Curve } from './results-csv.ts';

/** Most points of one answer of BatchGetMetrics: longer curves are thinned, so they are read in parts. */
const POINTS = 1000;
const QUERIES = 100;

/** Curves of all training jobs, or of some metrics only, with every point they have. */
export async function readCurves(
  call: typeof realCall,
  job: TuningJob,
  trainingJobs: readonly TrainingJobSummary[],
  metrics: readonly string[] = allMetricNames(job),
): Promise<Curve[]> {
  const { HyperParameterTuningJobName } = job;
  const timeline = await call('DescribeTuningJobTimeline', { HyperParameterTuningJobName });
  const epochs = new Map(timeline.TrainingJobs.map((each) => [each.TrainingJobName, each.Epochs]));
  const parts = trainingJobs.flatMap(({ TrainingJobName, TrainingJobArn }) =>
    metrics.flatMap((metric) =>
      Array.from({ length: Math.ceil((epochs.get(TrainingJobName) ?? 0) / POINTS) }, (_, part) => ({
        trainingJob: TrainingJobName,
        metric,
        query: {
          ResourceArn: TrainingJobArn,
          MetricName: metric,
          MetricStat: 'Last' as const,
          Period: 'IterationNumber' as const,
          XAxisType: 'IterationNumber' as const,
          Start: part * POINTS + 1,
          End: (part + 1) * POINTS,
        },
      })),
    ),
  );
  const curves = new Map<string, Curve & { points: { x: number; y: number }[] }>();
  for (let from = 0; from < parts.length; from += QUERIES) {
    const some = parts.slice(from, from + QUERIES);
    const { MetricQueryResults = [] } = await call('BatchGetMetrics', {
      MetricQueries: some.map(({ query }) => query),
    });
    some.forEach(({ trainingJob, metric }, i) => {
      const result = MetricQueryResults[i];
      if (!result || result.XAxisValues.length === 0) return;
      const key = `${trainingJob} ${metric}`;
      const curve = curves.get(key) ?? { trainingJob, metric, points: [] };
      curves.set(key, curve);
      result.XAxisValues.forEach((x, at) =>
        curve.points.push({ x, y: result.MetricValues[at] ?? Number.NaN }),
      );
    });
  }
  return [...curves.values()];
}
