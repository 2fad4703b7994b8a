/** A child of a warm start while its request is still being written. */
import { z } from 'zod';
import { autotune } from './autotune.ts';
import { HyperParameterTrainingJobDefinition } from './definition.ts';
import { definitionsOf } from './definitions.ts';
import { HyperParameterTuningJobObjective, ParameterRanges } from './parameter-ranges.ts';
import { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';
import type { Child } from './warm-start-rules.ts';

const Parts = z.object({
  HyperParameterTuningJobConfig: z.object({
    Strategy: z.string().catch('Bayesian'),
    HyperParameterTuningJobObjective: HyperParameterTuningJobObjective.optional().catch(undefined),
    ParameterRanges: ParameterRanges.optional().catch(undefined),
  }),
  TrainingJobDefinition: HyperParameterTrainingJobDefinition.optional().catch(undefined),
});

/**
 * What the rules read of a request that may not be finished. Of a whole one, what Autotune leaves of it; else the
 * members that parse by themselves.
 */
export function childOfDraft(
  request: Readonly<Record<string, unknown>>,
  type: Child['type'],
  factsOf: Parameters<typeof autotune>[1],
): Child {
  const { WarmStartConfig: _given, ...draft } = request;
  const whole = CreateHyperParameterTuningJobRequest.safeParse(draft);
  if (whole.success) {
    // Autotune leaves some members alone in a warm start, whichever parents it will have.
    const WarmStartConfig = { WarmStartType: type, ParentHyperParameterTuningJobs: [] };
    const filled = autotune({ ...whole.data, WarmStartConfig }, factsOf).request;
    const { Strategy, ResourceLimits } = filled.HyperParameterTuningJobConfig;
    const [own] = definitionsOf(filled);
    return { type, strategy: Strategy, maxTrainingJobs: ResourceLimits.MaxNumberOfTrainingJobs, own };
  }
  const parts = Parts.safeParse(draft);
  const {
    Strategy,
    HyperParameterTuningJobObjective: objective,
    ParameterRanges: ranges = {},
  } = parts.success ? parts.data.HyperParameterTuningJobConfig : { Strategy: 'Bayesian' };
  const definition = parts.success ? parts.data.TrainingJobDefinition : undefined;
  return {
    type,
    strategy: Strategy,
    maxTrainingJobs: undefined,
    own:
      definition && objective
        ? { name: definition.DefinitionName, definition, objective, ranges, path: ['TrainingJobDefinition'] }
        : undefined,
  };
}
