import { algorithmOf } from '../training/catalog/index.ts';
import { definitionsOf, type TrainingJob, type TuningJob } from './jobs.ts';

/** The alias under which the service publishes the objective of every training job (spec api.md §6). */
export const OBJECTIVE_ALIAS = 'ObjectiveMetric';

/** Names of the metrics an algorithm emits: as the service describes them, else as the catalogue knows them. */
export function metricNames(algorithm: TrainingJob['AlgorithmSpecification']): readonly string[] {
  const known = algorithmOf(algorithm?.TrainingImage ?? '')?.metrics.map(({ name }) => name) ?? [];
  const described = algorithm?.MetricDefinitions?.map(({ Name }) => Name) ?? [];
  return [...new Set([...described, ...known])].filter((name) => name !== OBJECTIVE_ALIAS);
}

/** Every metric any definition emits, each once. */
export const allMetricNames = (job: TuningJob): readonly string[] => [
  ...new Set(definitionsOf(job).flatMap((definition) => metricNames(definition.AlgorithmSpecification))),
];

/** Which way a metric is better, where a tuning job or the catalogue says so. */
export function directionOf(job: TuningJob, metric: string): 'Maximize' | 'Minimize' | undefined {
  const definitions = definitionsOf(job);
  const objectives = [
    job.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective,
    ...definitions.map(({ TuningObjective }) => TuningObjective),
  ];
  return (
    objectives.find((objective) => objective?.MetricName === metric)?.Type ??
    definitions
      .flatMap(
        ({ AlgorithmSpecification: { TrainingImage } }) => algorithmOf(TrainingImage ?? '')?.metrics ?? [],
      )
      .find(({ name }) => name === metric)?.direction
  );
}
