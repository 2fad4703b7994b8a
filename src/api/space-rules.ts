/** Rules that hold the search space against strategy and limits (V4 MaxResource, V5, V6, V8). */
import { z } from 'zod';
import { resourceBounds, StrategyConfig } from './config-rules.ts';
import { combinations } from './definitions.ts';
import { parseInteger } from './number-text.ts';
import { quotas } from './quotas.ts';
import {
  AnyMap,
  CONFIG,
  definitions,
  forms,
  KINDS,
  rangeSets,
  rangesOfDefinition,
  rangesOfRequest,
} from './request-forms.ts';
import { breach, rule } from './rules.ts';

/** Static hyperparameters that tell Hyperband the most epochs of a training job (model documentation of MaxResource). */
export const RESOURCE_HYPERPARAMETERS = [
  'epochs',
  'numepochs',
  'n-epochs',
  'n_epochs',
  'num_epochs',
] as const;

/** MaxResource as Hyperband takes it from static hyperparameters; undefined when none of them is a whole number ≥ 1. */
export function inferMaxResource(
  staticHyperParameters: Readonly<Record<string, unknown>>,
): number | undefined {
  return RESOURCE_HYPERPARAMETERS.map((name) => {
    const text = Object.hasOwn(staticHyperParameters, name) ? staticHyperParameters[name] : undefined;
    return typeof text === 'string' ? parseInteger(text) : undefined;
  }).find((value) => value !== undefined && value >= 1);
}

/** Hyperband knows the most epochs, from its settings or from each definition. */
export const inferableMaxResource = rule(
  forms(
    { Strategy: z.literal('Hyperband'), StrategyConfig: StrategyConfig.optional() },
    { StaticHyperParameters: AnyMap },
  ),
  (request) => {
    const { MinResource, MaxResource } =
      request.HyperParameterTuningJobConfig.StrategyConfig?.HyperbandStrategyConfig ?? {};
    if (MaxResource !== undefined) return [];
    const path = [CONFIG, 'StrategyConfig', 'HyperbandStrategyConfig', 'MaxResource'];
    const inferred = definitions(request).map(({ definition }) =>
      inferMaxResource(definition.StaticHyperParameters ?? {}),
    );
    if (inferred.some((max) => max === undefined)) {
      return breach(
        'V4',
        path,
        `Enter a maximum resource, or set one of ${RESOURCE_HYPERPARAMETERS.join(', ')} as a static hyperparameter.`,
        'MaxResource parameter is not provided and could not be inferred from provided static hyperparameters of TrainingJobDefinition.',
      );
    }
    return inferred.flatMap((max) => resourceBounds(MinResource, max, path)).slice(0, 1);
  },
);

/** Grid tries every combination of categorical values once: no other ranges, no other number, at most 750. */
export const grid = rule(
  forms(
    {
      Strategy: z.literal('Grid'),
      ...rangesOfRequest,
      ResourceLimits: z.object({ MaxNumberOfTrainingJobs: z.number().optional() }).catch({}),
    },
    rangesOfDefinition,
  ),
  (request) => {
    const sets = rangeSets(request);
    const others = sets.flatMap(({ ranges, path }) =>
      KINDS.filter((kind) => kind !== 'CategoricalParameterRanges' && ranges[kind]?.length).flatMap((kind) =>
        breach('V5', [...path, kind], 'Grid search takes categorical hyperparameters only.'),
      ),
    );
    if (others.length > 0 || sets.length === 0) return others;
    const { MaxNumberOfTrainingJobs: total } = request.HyperParameterTuningJobConfig.ResourceLimits;
    const size = sets.reduce((sum, { ranges }) => sum + combinations(ranges), 0);
    const path = [CONFIG, 'ResourceLimits', 'MaxNumberOfTrainingJobs'];
    if (size > quotas.trainingJobs) {
      return breach(
        'V5',
        path,
        `The grid has ${size.toLocaleString('en-US')} combinations; at most ${quotas.trainingJobs} run.`,
      );
    }
    return total === undefined || total === size
      ? []
      : breach('V5', path, `The grid has ${size} combinations: enter ${size} or leave this empty.`);
  },
);

/** There are at least as many different configurations as training jobs. With several definitions they add up. */
export const enoughCombinations = rule(
  forms(
    {
      Strategy: z.enum(['Bayesian', 'Random', 'Hyperband']),
      ...rangesOfRequest,
      ResourceLimits: z.object({ MaxNumberOfTrainingJobs: z.number() }),
    },
    rangesOfDefinition,
  ),
  (request) => {
    const sets = rangeSets(request);
    // Autotune may still add ranges to what is given.
    if (sets.length === 0 || request.Autotune !== undefined) return [];
    const total = request.HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs;
    const size = sets.reduce((sum, { ranges }) => sum + combinations(ranges), 0);
    if (size >= total) return [];
    return breach(
      'V6',
      [CONFIG, 'ResourceLimits', 'MaxNumberOfTrainingJobs'],
      `The ranges have only ${size} combinations: widen them or run at most ${size} training jobs.`,
      `You don't have enough combinations of hyperparameter ranges. The total number of hyperparameter combinations for the provided ranges [${size}.0] must be equal or greater than the value of MaxNumberOfJobs, [${total}]. Provide additional ranges.`,
    );
  },
);

/** The hyperparameter the service adds to every training job, naming the objective metric. */
const OBJECTIVE_HYPERPARAMETER = '_tuning_objective_metric';

/** A hyperparameter is static or tuned; all together they are at most 100 with the service's own. */
export const hyperParameterNames = rule(
  forms(rangesOfRequest, {
    ...rangesOfDefinition,
    StaticHyperParameters: AnyMap,
  }),
  (request) =>
    definitions(request).flatMap(({ definition, path, single }) => {
      const ranges = single
        ? request.HyperParameterTuningJobConfig.ParameterRanges
        : definition.HyperParameterRanges;
      const tuned = KINDS.flatMap((kind) => (ranges?.[kind] ?? []).map(({ Name }) => Name));
      const fixed = Object.keys(definition.StaticHyperParameters ?? {});
      const both = fixed.filter((name) => tuned.includes(name));
      const own = new Set([...tuned, ...fixed].filter((name) => name !== OBJECTIVE_HYPERPARAMETER)).size;
      const at = [...path, 'StaticHyperParameters'];
      return [
        ...both.flatMap((name) =>
          breach('V8', [...at, name], `${name} is tuned: it cannot be static as well.`),
        ),
        ...(own + 1 > quotas.hyperParameters
          ? breach(
              'V8',
              at,
              `At most ${quotas.hyperParameters - 1} hyperparameters, static and tuned; there are ${own}.`,
            )
          : []),
      ];
    }),
);

/** Ranges that Autotune chooses need Autotune. */
export const autoParameters = rule(forms(rangesOfRequest, rangesOfDefinition), (request) => {
  if (request.Autotune !== undefined) return [];
  return rangeSets(request).flatMap(({ ranges, path }) =>
    ranges.AutoParameters?.length
      ? breach('Shape', [...path, 'AutoParameters'], 'Auto parameters need Autotune to be enabled.')
      : [],
  );
});
