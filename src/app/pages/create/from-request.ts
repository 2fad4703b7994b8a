import type { HyperParameterTrainingJobDefinition } from '../../../api/definition.ts';
import type { HyperParameterTuningJobObjective, ParameterRanges } from '../../../api/parameter-ranges.ts';
import type { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { definitionName } from './defaults.ts';
import { fromOptionalSeconds } from './duration.ts';
import type { CreateForm, DefinitionForm } from './form.ts';
import { readAutotune } from './slices/autotune.ts';
import { readWarmStart } from './slices/warm-start.ts';
import { readAlgorithm } from './slices/algorithm.ts';
import { readChannel } from './slices/channel.ts';
import { readCompletion } from './slices/completion.ts';
import { readHyperband } from './slices/hyperband.ts';
import { numeral } from './slices/optional.ts';
import { readOutput } from './slices/output.ts';
import { readResources } from './slices/resources.ts';

/**
 * The wizard's values for a request: the inverse of `toRequest`, up to what a request may say in two ways (a default
 * left out or written down; a list of one definition or the definition alone). Every member has a field on screen.
 */
export function fromRequest(request: CreateHyperParameterTuningJobRequest): CreateForm {
  const {
    HyperParameterTuningJobName,
    HyperParameterTuningJobConfig: config,
    TrainingJobDefinition,
    TrainingJobDefinitions,
    Tags = [],
    WarmStartConfig,
  } = request;
  const all = TrainingJobDefinitions ?? (TrainingJobDefinition ? [TrainingJobDefinition] : []);
  const definitions: DefinitionForm[] = [];
  for (const each of all) {
    definitions.push(
      definition(
        each,
        each.TuningObjective ?? config.HyperParameterTuningJobObjective,
        each.HyperParameterRanges ?? config.ParameterRanges,
        each.DefinitionName ?? definitionName(definitions.map(({ algorithm }) => algorithm.name)),
      ),
    );
  }
  const { MaxNumberOfTrainingJobs, MaxParallelTrainingJobs, MaxRuntimeInSeconds } = config.ResourceLimits;
  return {
    settings: {
      name: HyperParameterTuningJobName,
      warmStart: readWarmStart(WarmStartConfig),
      autotune: readAutotune(request),
      strategy: config.Strategy,
      hyperband: readHyperband(config),
      earlyStopping: config.TrainingJobEarlyStoppingType ?? 'Off',
      tags: Tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
    },
    definitions,
    limits: {
      maxParallel: String(MaxParallelTrainingJobs),
      maxJobs: config.Strategy === 'Grid' ? '' : numeral(MaxNumberOfTrainingJobs),
      maxRuntime: fromOptionalSeconds(MaxRuntimeInSeconds),
      completion: readCompletion(config),
      seed: numeral(config.RandomSeed),
    },
  };
}

const definition = (
  given: HyperParameterTrainingJobDefinition,
  objective: HyperParameterTuningJobObjective | undefined,
  ranges: ParameterRanges | undefined,
  name: string,
): DefinitionForm => ({
  algorithm: readAlgorithm(given, objective, ranges, name),
  data: { channels: (given.InputDataConfig ?? []).map(readChannel), ...readOutput(given) },
  resources: readResources(given),
});
