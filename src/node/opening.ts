import { z } from 'zod';
import { hyperbandResources, hyperbandWithoutEarlyStopping, totalLimit } from '../api/config-rules.ts';
import { combinations } from '../api/definitions.ts';
import { HyperParameterTuningJobObjectiveType, ParameterRanges } from '../api/parameter-ranges.ts';
import { maxTrainingJobs, quotas } from '../api/quotas.ts';
import { CONFIG } from '../api/request-forms.ts';
import { objectivesAndRanges } from '../api/request-rules.ts';
import { type Breach, type Path, type Rule, rule, withRules } from '../api/rules.ts';
import { autoParameters, enoughCombinations, grid } from '../api/space-rules.ts';
import { toSpace } from '../backend/convert.ts';
import type { Spec } from '../engine/types.ts';

const Count = z.int().min(1);
const STRATEGIES = { Random: 'random', Grid: 'grid', Bayesian: 'bayesian', Hyperband: 'hyperband' } as const;

const Members = z.strictObject({
  strategy: z.enum(['Random', 'Grid', 'Bayesian', 'Hyperband']),
  seed: z.int().min(0),
  objective: HyperParameterTuningJobObjectiveType,
  ranges: ParameterRanges,
  /** Absent: as many as the service would run of this strategy, or until the ranges are exhausted. */
  maxNumberOfTrainingJobs: Count.optional(),
  /** What the other side means to do; nothing is refused for it. */
  parallel: Count.default(1),
  /** Hyperband's epochs. Without it rungs go as far as SageMaker's largest MaxResource. */
  resource: z.strictObject({ min: Count, max: Count }).optional(),
  /** Absent: who reports epochs wants to hear of stops, so the median rule is on, but with Hyperband, which stops by itself. */
  earlyStopping: z.enum(['Auto', 'Off']).optional(),
});
type Members = z.infer<typeof Members>;

/** The members as those of a request with one definition, and where the rules' findings about it belong in the line. */
const PLACES: readonly { readonly there: Path; readonly here: Path }[] = [
  { there: ['ResourceLimits', 'MaxNumberOfTrainingJobs'], here: ['maxNumberOfTrainingJobs'] },
  { there: ['StrategyConfig', 'HyperbandStrategyConfig', 'MaxResource'], here: ['resource', 'max'] },
  { there: ['StrategyConfig', 'HyperbandStrategyConfig'], here: ['resource'] },
  { there: ['TrainingJobEarlyStoppingType'], here: ['earlyStopping'] },
  { there: ['ParameterRanges'], here: ['ranges'] },
];

const configOf = ({ strategy, objective, ranges, ...rest }: Members) => ({
  Strategy: strategy,
  HyperParameterTuningJobObjective: { Type: objective, MetricName: 'objective' },
  ParameterRanges: ranges,
  ResourceLimits: {
    MaxParallelTrainingJobs: rest.parallel,
    ...(rest.maxNumberOfTrainingJobs === undefined
      ? {}
      : { MaxNumberOfTrainingJobs: rest.maxNumberOfTrainingJobs }),
  },
  ...(rest.resource && {
    StrategyConfig: {
      HyperbandStrategyConfig: { MinResource: rest.resource.min, MaxResource: rest.resource.max },
    },
  }),
  ...(rest.earlyStopping && { TrainingJobEarlyStoppingType: rest.earlyStopping }),
});

/** The service's own rules on what a tuning job may ask for, so that what is refused here is refused there. */
const asTheService: Rule = rule(Members, (members) => {
  const config = configOf(members);
  const request = { [CONFIG]: config, TrainingJobDefinition: {} };
  return [
    ...[hyperbandWithoutEarlyStopping, hyperbandResources, totalLimit].flatMap((check) => check(config)),
    ...[objectivesAndRanges, autoParameters, grid, enoughCombinations].flatMap((check) =>
      check(request).map((found) => ({ ...found, path: found.path.slice(1) })),
    ),
  ].map(placed);
});

function placed(found: Breach): Breach {
  const place = PLACES.find(({ there }) => there.every((key, i) => found.path[i] === key));
  return place ? { ...found, path: [...place.here, ...found.path.slice(place.there.length)] } : found;
}

/** The first line. `ranges` are ParameterRanges as in the API. */
export const Opening = withRules(Members, asTheService);

/** What the engine is told of a valid first line. */
export function toSpec(opening: Members): Spec {
  const { strategy, seed, ranges, maxNumberOfTrainingJobs, parallel, resource, earlyStopping } = opening;
  return {
    seed,
    strategy: STRATEGIES[strategy],
    definitions: [{ space: toSpace(ranges) }],
    maxTrials: maxNumberOfTrainingJobs ?? Math.min(maxTrainingJobs(strategy), combinations(ranges)),
    maxParallel: parallel,
    earlyStopping: earlyStopping === 'Off' || strategy === 'Hyperband' ? 'off' : 'median',
    resource: resource ?? { min: 1, max: quotas.hyperbandMaxResource },
  };
}
