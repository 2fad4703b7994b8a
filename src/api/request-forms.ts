/** How rules across the request read it: the two forms as one, as lenient schemas of the members a rule needs. */
import { z } from 'zod';
import type { Path } from './rules.ts';

export const anything = z.unknown().optional();

/** A map, its values unread. z.record would lose the key `__proto__`. */
export const AnyMap = z
  .custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null)
  .optional()
  .catch(undefined);

/** Where the tuning job's configuration stands in a request. */
export const CONFIG = 'HyperParameterTuningJobConfig';

/** The request as far as a rule reads it: some members of the configuration and of every definition. */
export function forms<Config extends z.ZodRawShape, Definition extends z.ZodRawShape>(
  config: Config,
  definition: Definition,
) {
  return z.object({
    HyperParameterTuningJobConfig: z.object(config),
    TrainingJobDefinition: z.object(definition).optional(),
    TrainingJobDefinitions: z.array(z.object(definition)).optional(),
    WarmStartConfig: anything,
    Autotune: anything,
  });
}

/** Every definition given, with its path. */
export function definitions<Definition>(request: {
  TrainingJobDefinition?: Definition | undefined;
  TrainingJobDefinitions?: Definition[] | undefined;
}): { definition: Definition; path: Path; single: boolean }[] {
  const { TrainingJobDefinition: definition, TrainingJobDefinitions: list = [] } = request;
  const single = definition ? [{ definition, path: ['TrainingJobDefinition'], single: true }] : [];
  const listed = list.map((item, i) => ({
    definition: item,
    path: ['TrainingJobDefinitions', i],
    single: false,
  }));
  return [...single, ...listed];
}

export const Ranges = z.object({
  IntegerParameterRanges: z
    .array(z.object({ Name: z.string(), MinValue: z.string(), MaxValue: z.string() }))
    .optional(),
  ContinuousParameterRanges: z.array(z.object({ Name: z.string() })).optional(),
  CategoricalParameterRanges: z.array(z.object({ Name: z.string(), Values: z.array(z.string()) })).optional(),
  AutoParameters: z.array(z.object({ Name: z.string() })).optional(),
});
export const KINDS = [
  'IntegerParameterRanges',
  'ContinuousParameterRanges',
  'CategoricalParameterRanges',
  'AutoParameters',
] as const;

/** Every set of ranges given, with its path: of the configuration for the single form, else of each definition. */
export function rangeSets(request: {
  HyperParameterTuningJobConfig: { ParameterRanges?: z.infer<typeof Ranges> | undefined };
  TrainingJobDefinition?: object | undefined;
  TrainingJobDefinitions?: { HyperParameterRanges?: z.infer<typeof Ranges> | undefined }[] | undefined;
}): { ranges: z.infer<typeof Ranges>; path: Path }[] {
  const listed = (request.TrainingJobDefinitions ?? []).map(({ HyperParameterRanges: ranges }, i) => ({
    ranges,
    path: ['TrainingJobDefinitions', i, 'HyperParameterRanges'],
  }));
  const own = {
    ranges: request.HyperParameterTuningJobConfig.ParameterRanges,
    path: [CONFIG, 'ParameterRanges'],
  };
  return (request.TrainingJobDefinition ? [own, ...listed] : listed).flatMap(({ ranges, path }) =>
    ranges ? [{ ranges, path }] : [],
  );
}

export const rangesOfRequest = { ParameterRanges: Ranges.optional() };
export const rangesOfDefinition = { HyperParameterRanges: Ranges.optional() };
