import { effectiveEarlyStopping, type CreateForm, type DefinitionForm } from './form.ts';
import { writeAlgorithm, writeAllRanges, writeObjective } from './slices/algorithm.ts';
import { writeChannel } from './slices/channel.ts';
import { writeCompletion } from './slices/completion.ts';
import { writeHyperband } from './slices/hyperband.ts';
import { given, someOf, typedNumber, typedSeconds } from './slices/optional.ts';
import { writeOutput } from './slices/output.ts';
import { writeResources } from './slices/resources.ts';
import { withAutotune } from './slices/autotune.ts';
import { writeWarmStart } from './slices/warm-start.ts';
import { toNumber } from './text.ts';

/**
 * What the wizard's values ask for, as a CreateHyperParameterTuningJob request still to be checked by the contract:
 * numbers that do not read are NaN. Blank optional fields are left out. One definition uses the single form of the
 * request (objective and ranges in the job's configuration), several the other (spec api §3.1).
 * `fromRequest` is the inverse; `locate` says which field a path of the result came from.
 */
export function toRequest(form: CreateForm) {
  const { warmStart, autotune } = form.settings;
  return withAutotune(autotune, {
    ...chosen(form),
    ...writeWarmStart(warmStart, form.definitions.length <= 1),
  });
}

/** The request but for warm start, and as if nothing were left to Autotune. */
function chosen(form: CreateForm) {
  const { settings, limits, definitions } = form;
  const [first, ...others] = definitions;
  const single = first !== undefined && others.length === 0;
  return {
    HyperParameterTuningJobName: settings.name.trim(),
    HyperParameterTuningJobConfig: {
      Strategy: settings.strategy,
      ...(settings.strategy === 'Hyperband' && writeHyperband(settings.hyperband)),
      TrainingJobEarlyStoppingType: effectiveEarlyStopping(form),
      ResourceLimits: {
        MaxParallelTrainingJobs: toNumber(limits.maxParallel),
        // Grid runs as many training jobs as there are combinations; AWS's own SDK leaves the number out, too.
        ...(settings.strategy !== 'Grid' && given('MaxNumberOfTrainingJobs', typedNumber(limits.maxJobs))),
        ...given('MaxRuntimeInSeconds', typedSeconds(limits.maxRuntime)),
      },
      ...writeCompletion(limits.completion),
      ...given('RandomSeed', typedNumber(limits.seed)),
      ...(single && {
        HyperParameterTuningJobObjective: writeObjective(first.algorithm),
        ParameterRanges: writeAllRanges(first.algorithm),
      }),
    },
    ...(single && { TrainingJobDefinition: definition(first) }),
    ...(!single && {
      TrainingJobDefinitions: definitions.map((each) => ({
        ...definition(each),
        TuningObjective: writeObjective(each.algorithm),
        HyperParameterRanges: writeAllRanges(each.algorithm),
      })),
    }),
    ...given('Tags', someOf(settings.tags.map(({ key, value }) => ({ Key: key, Value: value })))),
  };
}
export type RequestCandidate = ReturnType<typeof toRequest>;

const definition = ({ algorithm, data, resources }: DefinitionForm) => ({
  ...writeAlgorithm(algorithm),
  ...given('InputDataConfig', someOf(data.channels.map(writeChannel))),
  ...writeOutput(data),
  ...writeResources(resources),
});
