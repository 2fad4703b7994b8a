/** The request behind a described tuning job: what one would send to create it again. Pure. */
import type { HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import type { Tag } from '../api/common.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { algorithmOf } from '../training/catalog/index.ts';

type Described = Pick<
  CreateHyperParameterTuningJobRequest,
  | 'HyperParameterTuningJobName'
  | 'HyperParameterTuningJobConfig'
  | 'TrainingJobDefinition'
  | 'TrainingJobDefinitions'
  | 'WarmStartConfig'
  | 'Autotune'
>;

/**
 * The request of a described tuning job, under the same name. What the service added is taken off: static
 * hyperparameters that start with `_`, metrics of built-in algorithms, the metric `ObjectiveMetric` (spec api §6).
 */
export function requestOf(described: Described, tags: readonly Tag[]): CreateHyperParameterTuningJobRequest {
  const { TrainingJobDefinition, TrainingJobDefinitions, WarmStartConfig, Autotune } = described;
  return {
    HyperParameterTuningJobName: described.HyperParameterTuningJobName,
    HyperParameterTuningJobConfig: described.HyperParameterTuningJobConfig,
    ...(TrainingJobDefinition && { TrainingJobDefinition: asWritten(TrainingJobDefinition) }),
    ...(TrainingJobDefinitions && { TrainingJobDefinitions: TrainingJobDefinitions.map(asWritten) }),
    ...(WarmStartConfig && { WarmStartConfig }),
    ...(Autotune && { Autotune }),
    ...(tags.length > 0 && { Tags: [...tags] }),
  };
}

/** A definition without what the service adds to it. Members that are absent or of no use stay as they are. */
export function asWritten(
  definition: HyperParameterTrainingJobDefinition,
): HyperParameterTrainingJobDefinition {
  const { MetricDefinitions, ...specification } = definition.AlgorithmSpecification;
  // Metrics of built-in algorithms are given and must not be sent (rules V9).
  const builtIn = algorithmOf(specification.TrainingImage ?? '')?.source === 'built-in';
  const own = builtIn ? undefined : MetricDefinitions?.filter(({ Name }) => Name !== 'ObjectiveMetric');
  return {
    ...definition,
    AlgorithmSpecification: { ...specification, ...(own && { MetricDefinitions: own }) },
    ...(definition.StaticHyperParameters && {
      StaticHyperParameters: Object.fromEntries(
        Object.entries(definition.StaticHyperParameters).filter(([name]) => !name.startsWith('_')),
      ),
    }),
  };
}
