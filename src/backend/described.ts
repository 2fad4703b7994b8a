import type {
  HyperParameterTrainingJobDefinition,
  HyperParameterAlgorithmSpecification,
  ResourceConfig,
} from '../api/definition.ts';
import type { HyperParameterTuningJobObjective } from '../api/parameter-ranges.ts';
import { algorithmOf } from '../training/catalog/index.ts';

/** How the service echoes a definition: with what it adds (spec api.md §6). */

/** `_tuning_objective_metric` is passed to the container and shown among the static hyperparameters. */
export const describedHyperParameters = (
  { StaticHyperParameters }: HyperParameterTrainingJobDefinition,
  { MetricName }: HyperParameterTuningJobObjective,
): Record<string, string> => ({ ...StaticHyperParameters, _tuning_objective_metric: MetricName });

/** Built-in algorithms get their metric definitions from the service; `ObjectiveMetric` is added to all. */
export function describedAlgorithm(
  { AlgorithmSpecification }: HyperParameterTrainingJobDefinition,
  { MetricName }: HyperParameterTuningJobObjective,
): HyperParameterAlgorithmSpecification {
  const catalogued = algorithmOf(AlgorithmSpecification.TrainingImage ?? '');
  const known =
    AlgorithmSpecification.MetricDefinitions ??
    (catalogued?.metrics ?? []).flatMap(({ name, regex }) =>
      regex === undefined ? [] : [{ Name: name, Regex: regex }],
    );
  const objective = known.find(({ Name }) => Name === MetricName);
  return {
    ...AlgorithmSpecification,
    MetricDefinitions: objective
      ? [...known, { Name: 'ObjectiveMetric', Regex: objective.Regex }]
      : [...known],
  };
}

/** HyperParameterTuningResourceConfig comes back as ResourceConfig. */
export function describedResources({
  ResourceConfig,
  HyperParameterTuningResourceConfig: tuning,
}: HyperParameterTrainingJobDefinition): ResourceConfig | undefined {
  if (ResourceConfig || !tuning) return ResourceConfig;
  const { InstanceType, InstanceCount, VolumeSizeInGB } = tuning.InstanceConfigs?.[0] ?? tuning;
  return { InstanceType, InstanceCount, VolumeSizeInGB, VolumeKmsKeyId: tuning.VolumeKmsKeyId };
}

export function describedDefinition(
  definition: HyperParameterTrainingJobDefinition,
  objective: HyperParameterTuningJobObjective,
): HyperParameterTrainingJobDefinition {
  const { HyperParameterTuningResourceConfig: _, ...echoed } = definition;
  return {
    ...echoed,
    StaticHyperParameters: describedHyperParameters(definition, objective),
    AlgorithmSpecification: describedAlgorithm(definition, objective),
    ResourceConfig: describedResources(definition),
  };
}
