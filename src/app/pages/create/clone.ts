import type {
  CreateHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
} from '../../../api/tuning-job.ts';
import type { HyperParameterTrainingJobDefinition } from '../../../api/definition.ts';
import type { Tag } from '../../../api/common.ts';
import { definesMetrics } from './algorithms.ts';
import type { DefinitionForm } from './form.ts';
import { copyName, withSuffix } from './text.ts';

/**
 * The request that would create a described tuning job again under the name `<name>-copy-MM-DD`. What the service
 * added is taken off: static hyperparameters that start with `_`, metrics of built-in algorithms, the metric
 * `ObjectiveMetric` (spec api §6).
 */
export function requestFromDescription(
  described: DescribeHyperParameterTuningJobResponse,
  tags: readonly Tag[],
  today: Date,
): CreateHyperParameterTuningJobRequest {
  const { TrainingJobDefinition, TrainingJobDefinitions, WarmStartConfig, Autotune } = described;
  return {
    HyperParameterTuningJobName: jobCopyName(described.HyperParameterTuningJobName, today),
    HyperParameterTuningJobConfig: described.HyperParameterTuningJobConfig,
    ...(TrainingJobDefinition && { TrainingJobDefinition: asWritten(TrainingJobDefinition) }),
    ...(TrainingJobDefinitions && { TrainingJobDefinitions: TrainingJobDefinitions.map(asWritten) }),
    ...(WarmStartConfig && { WarmStartConfig }),
    ...(Autotune && { Autotune }),
    ...(tags.length > 0 && { Tags: [...tags] }),
  };
}

/** A copy of a copy does not pile up suffixes. */
export function jobCopyName(name: string, today: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const suffix = `-copy-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  return withSuffix(name.replace(/-copy-\d\d-\d\d$/, ''), suffix, 32);
}

function asWritten(definition: HyperParameterTrainingJobDefinition): HyperParameterTrainingJobDefinition {
  const { MetricDefinitions, ...specification } = definition.AlgorithmSpecification;
  const own = definesMetrics(specification.TrainingImage ?? '')
    ? MetricDefinitions?.filter(({ Name }) => Name !== 'ObjectiveMetric')
    : undefined;
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

/** A copy that shares nothing with the original and differs in its name alone (spec seeds S2.18). */
export function cloneDefinition(definition: DefinitionForm, taken: readonly string[]): DefinitionForm {
  const copy = structuredClone(definition);
  copy.algorithm.name = copyName(definition.algorithm.name.trim(), taken, 64);
  return copy;
}
