/** Checks of a valid request that need more than the request: the catalogue (V9, V12, V16) and instances in use (V11). */
import type { RpcError } from '../lib/rpc.ts';
import type { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';
import { DEFAULT_MAX_RUNTIME_IN_SECONDS } from './definition-rules.ts';
import { definitionsOf, type TuningDefinition } from './definitions.ts';
import { quotaExceeded } from './errors.ts';
import { quotas } from './quotas.ts';
import { type Breach, breach } from './rules.ts';

/** What the catalogue knows of a definition's algorithm. */
export interface AlgorithmFacts {
  /** The service's own (or Marketplace) algorithm: its metrics are given. */
  readonly builtIn: boolean;
  /** Metrics that a built-in algorithm can have as objective. */
  readonly metricNames: readonly string[];
}

/** Whether the algorithm is one of AWS Marketplace: an ARN with network isolation, which it demands. The request says no more. */
export const isMarketplace = ({
  AlgorithmSpecification: { AlgorithmName = '' },
  EnableNetworkIsolation = false,
}: TuningDefinition['definition']): boolean => AlgorithmName.startsWith('arn:') && EnableNetworkIsolation;

/** V9. Built-in algorithms bring their metrics; others define 1–40, the objective among them. Paths start at the request. */
export function checkMetrics(
  { definition, objective, path }: TuningDefinition,
  { builtIn, metricNames }: AlgorithmFacts,
): Breach[] {
  const at = [...path, 'AlgorithmSpecification', 'MetricDefinitions'];
  const metrics = definition.AlgorithmSpecification.MetricDefinitions ?? [];
  if (!builtIn) {
    if (metrics.some(({ Name }) => Name === objective.MetricName)) return [];
    return breach(
      'V9',
      at,
      `Define the objective metric ${objective.MetricName} with a regular expression.`,
      'A metric is required for this hyperparameter tuning job objective. Provide a metric in the metric definitions.',
    );
  }
  if (metrics.length > 0) {
    return breach(
      'V9',
      at,
      'This algorithm brings its own metrics: remove the metric definitions.',
      // Seen for Marketplace algorithms; the wording for built-in ones is not known.
      "You can't override the metric definitions for AWS Marketplace algorithms. Retry the request without metric definitions.",
    );
  }
  if (metricNames.includes(objective.MetricName)) return [];
  return breach(
    'V9',
    objectivePath(path),
    `This algorithm does not report ${objective.MetricName}. Choose one of: ${metricNames.join(', ')}.`,
  );
}

/** V12. Spot training of a built-in algorithm that writes no checkpoints waits an hour at most. */
export function checkSpotWait(
  { definition, path }: TuningDefinition,
  { builtIn }: Pick<AlgorithmFacts, 'builtIn'>,
): Breach[] {
  if (!builtIn || !definition.EnableManagedSpotTraining || definition.CheckpointConfig) return [];
  const { MaxWaitTimeInSeconds: wait = DEFAULT_MAX_RUNTIME_IN_SECONDS } = definition.StoppingCondition;
  if (wait <= quotas.spotWaitWithoutCheckpoint) return [];
  return breach(
    'V12',
    [...path, 'StoppingCondition', 'MaxWaitTimeInSeconds'],
    'Without checkpoints, spot training of a built-in algorithm waits at most 3,600 seconds.',
  );
}

/** V4. Hyperband stops training jobs between epochs: an algorithm without them has nothing to stop. */
export function checkIterative(
  strategy: string,
  algorithm: { readonly name: string; readonly iterative: boolean },
): Breach[] {
  if (strategy !== 'Hyperband' || algorithm.iterative) return [];
  return breach(
    'V4',
    ['HyperParameterTuningJobConfig', 'Strategy'],
    `${algorithm.name} does not train in iterations: Hyperband has nothing to stop. Choose Random or Bayesian.`,
  );
}

/** V14. One target cannot be reached from above and from below: the definitions have to agree on a direction. */
export function checkTarget(request: CreateHyperParameterTuningJobRequest): Breach[] {
  const { TuningJobCompletionCriteria: criteria } = request.HyperParameterTuningJobConfig;
  const directions = new Set(definitionsOf(request).map(({ objective }) => objective.Type));
  if (criteria?.TargetObjectiveMetricValue === undefined || directions.size === 1) return [];
  return breach(
    'V14',
    ['HyperParameterTuningJobConfig', 'TuningJobCompletionCriteria', 'TargetObjectiveMetricValue'],
    'A target objective metric value needs objectives of one direction: the definitions both maximize and minimize.',
  );
}

/** V16. What is said of an objective that does not come every epoch, by what would stop training jobs on it. */
export const notEveryEpoch = (metric: string, strategy: string): string =>
  `${metric} is not reported after every epoch, so ${
    strategy === 'Hyperband'
      ? 'Hyperband will stop no training job before the maximum resource.'
      : 'early stopping will not act on it.'
  }`;

/**
 * V16. Warnings, not errors: training jobs are to be stopped on an objective that is not reported every epoch.
 * `perEpoch` is the catalogue's word on a definition's objective; undefined: not known, no warning.
 */
export function warnings(
  request: CreateHyperParameterTuningJobRequest,
  perEpoch: (definition: TuningDefinition) => boolean | undefined,
): Breach[] {
  const { Strategy, TrainingJobEarlyStoppingType } = request.HyperParameterTuningJobConfig;
  if (TrainingJobEarlyStoppingType !== 'Auto' && Strategy !== 'Hyperband') return [];
  return definitionsOf(request).flatMap((definition) =>
    perEpoch(definition) === false
      ? breach(
          'V16',
          objectivePath(definition.path),
          notEveryEpoch(definition.objective.MetricName, Strategy),
        )
      : [],
  );
}

/** Where the objective metric of the definition at `path` is named. */
const objectivePath = (path: TuningDefinition['path']) =>
  path.length === 1
    ? ['HyperParameterTuningJobConfig', 'HyperParameterTuningJobObjective', 'MetricName']
    : [...path, 'TuningObjective', 'MetricName'];

/**
 * V11. Instances the request may use at once, by type: parallel training jobs × instances of one (rules §1). With
 * several definitions any may take all the parallel slots, so the largest count a type has is what counts.
 */
export function instanceDemand(request: CreateHyperParameterTuningJobRequest): Map<string, number> {
  const parallel = request.HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs;
  const demand = new Map<string, number>();
  for (const { definition } of definitionsOf(request)) {
    const config = definition.ResourceConfig ?? definition.HyperParameterTuningResourceConfig;
    const groups = definition.ResourceConfig?.InstanceGroups ?? [];
    const alternatives = definition.HyperParameterTuningResourceConfig?.InstanceConfigs ?? [];
    for (const { InstanceType, InstanceCount = 0 } of [config ?? {}, ...groups, ...alternatives]) {
      if (!InstanceType) continue;
      demand.set(InstanceType, Math.max(demand.get(InstanceType) ?? 0, parallel * InstanceCount));
    }
  }
  return demand;
}

/** V11. The error for the first instance type of which more would run than allowed, or undefined. */
export function checkInstanceQuota(
  request: CreateHyperParameterTuningJobRequest,
  limitOf: (instanceType: string) => number,
  inUse: (instanceType: string) => number,
): RpcError | undefined {
  for (const [instanceType, delta] of instanceDemand(request)) {
    const [limit, utilization] = [limitOf(instanceType), inUse(instanceType)];
    if (utilization + delta > limit) return quotaExceeded({ instanceType, limit, utilization, delta });
  }
  return undefined;
}
