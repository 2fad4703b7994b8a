/** One view of the two forms a request comes in (single definition, list of definitions), and the size of its ranges. */
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import { parseInteger } from './number-text.ts';
import type { HyperParameterTuningJobObjective, ParameterRanges } from './parameter-ranges.ts';
import type { Path } from './rules.ts';
import type { HyperParameterTuningJobConfig } from './tuning-job.ts';

/** The members of a Create request or Describe response that say what is tuned. */
export interface TuningJobForms {
  readonly HyperParameterTuningJobConfig: HyperParameterTuningJobConfig;
  readonly TrainingJobDefinition?: HyperParameterTrainingJobDefinition | undefined;
  readonly TrainingJobDefinitions?: HyperParameterTrainingJobDefinition[] | undefined;
}

/** A definition with what is tuned in it, wherever the request keeps that. */
export interface TuningDefinition {
  /** Always there in the list form. */
  readonly name: string | undefined;
  readonly definition: HyperParameterTrainingJobDefinition;
  readonly objective: HyperParameterTuningJobObjective;
  /** Empty when Autotune is to choose them. */
  readonly ranges: ParameterRanges;
  /** From the request to `definition`. */
  readonly path: Path;
}

/** The definitions of a valid request or of a Describe response, in order. Throws when an objective is missing. */
export function definitionsOf(request: TuningJobForms): TuningDefinition[] {
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: single } = request;
  if (single) {
    return [
      {
        name: single.DefinitionName,
        definition: single,
        objective: required(config.HyperParameterTuningJobObjective),
        ranges: config.ParameterRanges ?? {},
        path: ['TrainingJobDefinition'],
      },
    ];
  }
  return (request.TrainingJobDefinitions ?? []).map((definition, i) => ({
    name: definition.DefinitionName,
    definition,
    objective: required(definition.TuningObjective),
    ranges: definition.HyperParameterRanges ?? {},
    path: ['TrainingJobDefinitions', i],
  }));
}

function required(objective: HyperParameterTuningJobObjective | undefined): HyperParameterTuningJobObjective {
  if (!objective) throw new Error('This definition has no objective metric: the request was not validated.');
  return objective;
}

interface Countable {
  readonly IntegerParameterRanges?: readonly { MinValue: string; MaxValue: string }[] | undefined;
  readonly ContinuousParameterRanges?: readonly unknown[] | undefined;
  readonly CategoricalParameterRanges?: readonly { Values: readonly string[] }[] | undefined;
  readonly AutoParameters?: readonly unknown[] | undefined;
}

/**
 * How many different configurations the ranges hold: the product of their counts of values, 1 without any range,
 * Infinity with a continuous range, one that Autotune chooses, or one whose ends are not a range.
 */
export function combinations(ranges: Countable): number {
  if (ranges.ContinuousParameterRanges?.length || ranges.AutoParameters?.length) return Infinity;
  const integers = (ranges.IntegerParameterRanges ?? []).map(({ MinValue, MaxValue }) => {
    const [min, max] = [parseInteger(MinValue), parseInteger(MaxValue)];
    return min === undefined || max === undefined || min > max ? Infinity : max - min + 1;
  });
  const categories = (ranges.CategoricalParameterRanges ?? []).map(({ Values }) => new Set(Values).size);
  return [...integers, ...categories].reduce((product, count) => product * count, 1);
}
