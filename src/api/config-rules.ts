/** Rules within HyperParameterTuningJobConfig (V4, V11). */
import { z } from 'zod';
import { maxTrainingJobs, quotas } from './quotas.ts';
import { type Breach, breach, type Path, rule } from './rules.ts';

const Hyperband = z.object({
  MinResource: z.number().optional().catch(undefined),
  MaxResource: z.number().optional().catch(undefined),
});
export const StrategyConfig = z.object({ HyperbandStrategyConfig: Hyperband.optional() });

/** Hyperband stops training jobs itself. */
export const hyperbandWithoutEarlyStopping = rule(
  z.object({ Strategy: z.literal('Hyperband'), TrainingJobEarlyStoppingType: z.literal('Auto') }),
  () =>
    breach(
      'V4',
      ['TrainingJobEarlyStoppingType'],
      'Hyperband stops training jobs itself: set early stopping to Off.',
    ),
);

/** MaxResource ≥ MinResource, at most 20,000; nothing of it without Hyperband. */
export const hyperbandResources = rule(
  z.object({ Strategy: z.string(), StrategyConfig }),
  ({ Strategy, StrategyConfig: { HyperbandStrategyConfig: resources } }) => {
    if (!resources) return [];
    const at = ['StrategyConfig', 'HyperbandStrategyConfig'];
    if (Strategy !== 'Hyperband') return breach('Shape', at, 'These settings belong to strategy Hyperband.');
    return resourceBounds(resources.MinResource, resources.MaxResource, [...at, 'MaxResource']);
  },
);

/** Minimum ≤ maximum ≤ 20,000. */
export function resourceBounds(min = 1, max: number | undefined, path: Path): Breach[] {
  if (max === undefined) return [];
  if (max < min) return breach('V4', path, `The maximum resource has to be at least the minimum (${min}).`);
  return max > quotas.hyperbandMaxResource
    ? breach('V4', path, 'The maximum resource is at most 20,000.')
    : [];
}

const totalOf = z.number().optional().catch(undefined);

/** As many training jobs in parallel as the quota and the total allow. */
export const parallelLimit = rule(
  z.object({
    ResourceLimits: z.object({ MaxParallelTrainingJobs: z.number(), MaxNumberOfTrainingJobs: totalOf }),
  }),
  ({ ResourceLimits: { MaxParallelTrainingJobs: parallel, MaxNumberOfTrainingJobs: total } }) => {
    const path = ['ResourceLimits', 'MaxParallelTrainingJobs'];
    if (parallel > quotas.parallelTrainingJobs) {
      return breach('V11', path, `At most ${quotas.parallelTrainingJobs} training jobs run in parallel.`);
    }
    return total !== undefined && parallel > total
      ? breach('V11', path, `No more can run in parallel than in total (${total}).`)
      : [];
  },
);

/** As many training jobs as the strategy's quota allows. Grid has its own account of how many (V5). */
export const totalLimit = rule(
  z.object({
    Strategy: z.enum(['Bayesian', 'Random', 'Hyperband']),
    ResourceLimits: z.object({ MaxNumberOfTrainingJobs: z.number() }),
  }),
  ({ Strategy, ResourceLimits }) => {
    const most = maxTrainingJobs(Strategy);
    if (ResourceLimits.MaxNumberOfTrainingJobs <= most) return [];
    const message = `With strategy ${Strategy}, at most ${most.toLocaleString('en-US')} training jobs.`;
    return breach('V11', ['ResourceLimits', 'MaxNumberOfTrainingJobs'], message);
  },
);
