/** Rules across the whole request: its form (V2, V3), an end (V11), the environment, warm start (V13). */
import { z } from 'zod';
import { quotas } from './quotas.ts';
import { AnyMap, anything, CONFIG, definitions, forms } from './request-forms.ts';
import { breach, repeated, rule } from './rules.ts';

/** Exactly one of the two forms. */
export const oneForm = rule(
  z.object({ TrainingJobDefinition: anything, TrainingJobDefinitions: anything }),
  ({ TrainingJobDefinition, TrainingJobDefinitions }) => {
    if (TrainingJobDefinition === undefined && TrainingJobDefinitions === undefined) {
      return breach('V2', ['TrainingJobDefinitions'], 'Add at least one training job definition.');
    }
    return TrainingJobDefinition !== undefined && TrainingJobDefinitions !== undefined
      ? breach(
          'V2',
          ['TrainingJobDefinitions'],
          'Give TrainingJobDefinition or TrainingJobDefinitions, not both.',
        )
      : [];
  },
);

const OBJECTIVE_NEEDED = 'Choose an objective metric.';
const RANGES_NEEDED = 'Tune at least one hyperparameter.';

/** Objective and ranges stand in the configuration for the single form, in each definition for the list form. */
export const objectivesAndRanges = rule(
  forms(
    { HyperParameterTuningJobObjective: anything, ParameterRanges: anything },
    { DefinitionName: anything, TuningObjective: anything, HyperParameterRanges: anything },
  ),
  (request) => {
    const { HyperParameterTuningJobObjective: objective, ParameterRanges: ranges } =
      request.HyperParameterTuningJobConfig;
    const listed = request.TrainingJobDefinitions !== undefined;
    const onConfig = (member: string, message: string) => breach('V2', [CONFIG, member], message);
    return [
      ...(listed && objective !== undefined
        ? onConfig(
            'HyperParameterTuningJobObjective',
            'With a list of definitions, each names its own objective.',
          )
        : []),
      ...(listed && ranges !== undefined
        ? onConfig('ParameterRanges', 'With a list of definitions, each names its own ranges.')
        : []),
      ...definitions(request).flatMap(({ definition, path, single }) => {
        const onDefinition = (member: string, message: string) => breach('V2', [...path, member], message);
        const { DefinitionName, TuningObjective, HyperParameterRanges } = definition;
        if (!single) {
          return [
            ...(DefinitionName === undefined ? onDefinition('DefinitionName', 'Enter a name.') : []),
            ...(TuningObjective === undefined ? onDefinition('TuningObjective', OBJECTIVE_NEEDED) : []),
            ...(tunesNothing(HyperParameterRanges, request)
              ? onDefinition('HyperParameterRanges', RANGES_NEEDED)
              : []),
          ];
        }
        const elsewhere = 'With a single definition this belongs to HyperParameterTuningJobConfig.';
        return [
          ...(objective === undefined ? onConfig('HyperParameterTuningJobObjective', OBJECTIVE_NEEDED) : []),
          ...(tunesNothing(ranges, request) ? onConfig('ParameterRanges', RANGES_NEEDED) : []),
          ...(TuningObjective !== undefined ? onDefinition('TuningObjective', elsewhere) : []),
          ...(HyperParameterRanges !== undefined ? onDefinition('HyperParameterRanges', elsewhere) : []),
        ];
      }),
    ];
  },
);

/** Whether there is no range at all, though Autotune is not there to choose some. */
function tunesNothing(ranges: unknown, { Autotune }: { Autotune?: unknown }): boolean {
  if (Autotune !== undefined) return false;
  if (typeof ranges !== 'object' || ranges === null) return true;
  return Object.values(ranges).every((list) => Array.isArray(list) && list.length === 0);
}

/** Definitions have names of their own. */
export const definitionNames = rule(
  z.object({ TrainingJobDefinitions: z.array(z.object({ DefinitionName: z.string().optional() })) }),
  ({ TrainingJobDefinitions: list }) =>
    repeated(list.map(({ DefinitionName }) => DefinitionName)).flatMap((i) =>
      breach(
        'V2',
        ['TrainingJobDefinitions', i, 'DefinitionName'],
        `There is a definition ${list[i]?.DefinitionName} already.`,
      ),
    ),
);

/** With several definitions, warm start and early stopping are off. */
export const severalDefinitions = rule(
  forms({ TrainingJobEarlyStoppingType: anything }, {}),
  ({ TrainingJobDefinitions: list = [], HyperParameterTuningJobConfig: config, WarmStartConfig }) => {
    if (list.length <= 1) return [];
    return [
      ...(WarmStartConfig !== undefined
        ? breach('V3', ['WarmStartConfig'], 'Warm start works with a single training job definition only.')
        : []),
      ...(config.TrainingJobEarlyStoppingType === 'Auto'
        ? breach(
            'V3',
            [CONFIG, 'TrainingJobEarlyStoppingType'],
            'Early stopping works with a single training job definition only: set it to Off.',
          )
        : []),
    ];
  },
);

/** Without Autotune to set limits, something ends the tuning job: a number, a duration or a criterion. */
export const someEnd = rule(
  forms(
    {
      Strategy: z.enum(['Bayesian', 'Random', 'Hyperband']),
      ResourceLimits: z.object({ MaxNumberOfTrainingJobs: anything, MaxRuntimeInSeconds: anything }),
      TuningJobCompletionCriteria: AnyMap,
    },
    {},
  ),
  ({ HyperParameterTuningJobConfig: { ResourceLimits, TuningJobCompletionCriteria = {} }, Autotune }) => {
    const ends = [...Object.values(ResourceLimits), ...Object.values(TuningJobCompletionCriteria)];
    if (Autotune !== undefined || ends.some((end) => end !== undefined)) return [];
    const message = 'Enter a number of training jobs, a maximum duration or a completion criterion.';
    return breach('V11', [CONFIG, 'ResourceLimits', 'MaxNumberOfTrainingJobs'], message);
  },
);

/** A resource has one tag of a key (AWS on tags; spec console §3). */
export const tagKeys = rule(z.object({ Tags: z.array(z.object({ Key: z.string() })) }), ({ Tags }) =>
  repeated(Tags.map(({ Key }) => Key)).flatMap((i) =>
    breach('Shape', ['Tags', i, 'Key'], `There is a tag ${Tags[i]?.Key} already.`),
  ),
);

/** Environment variables count over all definitions. */
export const environmentSize = rule(forms({}, { Environment: AnyMap }), (request) => {
  const all = definitions(request);
  const size = all.reduce((sum, { definition }) => sum + Object.keys(definition.Environment ?? {}).length, 0);
  // One definition alone is caught by the limit of its own map.
  if (all.length <= 1 || size <= quotas.environmentVariables) return [];
  const message = `At most ${quotas.environmentVariables} environment variables over all definitions; there are ${size}.`;
  return breach('Shape', [...(all.at(-1)?.path ?? []), 'Environment'], message);
});

/** Warm start goes with strategies Bayesian and Random, and names each parent once. */
export const warmStartSettings = rule(
  z.object({
    HyperParameterTuningJobConfig: z.object({ Strategy: z.string() }),
    WarmStartConfig: z.object({
      ParentHyperParameterTuningJobs: z.array(z.object({ HyperParameterTuningJobName: anything })),
    }),
  }),
  ({ HyperParameterTuningJobConfig: { Strategy }, WarmStartConfig }) => {
    const parents = WarmStartConfig.ParentHyperParameterTuningJobs.map((parent) =>
      typeof parent.HyperParameterTuningJobName === 'string'
        ? parent.HyperParameterTuningJobName.toLowerCase()
        : undefined,
    );
    const at = (i: number) => [
      'WarmStartConfig',
      'ParentHyperParameterTuningJobs',
      i,
      'HyperParameterTuningJobName',
    ];
    return [
      ...(Strategy === 'Grid' || Strategy === 'Hyperband'
        ? breach('V13', [CONFIG, 'Strategy'], 'Warm start works with strategies Bayesian and Random only.')
        : []),
      ...parents.flatMap((name, i) =>
        name === undefined ? breach('V13', at(i), 'Choose a tuning job.') : [],
      ),
      ...repeated(parents).flatMap((i) => breach('V13', at(i), 'This tuning job is a parent already.')),
    ];
  },
);
