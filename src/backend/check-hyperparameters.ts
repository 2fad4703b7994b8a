import type { TuningDefinition } from '../api/definitions.ts';
import { RpcError } from '../lib/rpc.ts';
import { epochsOf } from '../training/train.ts';
import { AlgorithmError } from '../training/types.ts';
import { describedHyperParameters } from './described.ts';
import { runAs } from './run-as.ts';

/** How learners begin to refuse a name that is none of the algorithm's. */
const UNKNOWN_NAME = 'Extraneous hyperparameter';

/** A tuned hyperparameter: where it stands in the request, and the values at the ends of what is tried. */
interface Tuned {
  readonly name: string;
  readonly values: readonly string[];
  readonly path: readonly (string | number)[];
}

/**
 * Refuses what a learner here would refuse in every training job, or at an end of a range: a value out of bounds,
 * what it does not support, an objective metric that it does not compute. The sentence is the learner's own, at the
 * field that it speaks of. On AWS such a training job fails; here nobody has to wait for it. A name that no container
 * knows still fails the training job, as there. Simulated problems and scripts decide for themselves.
 */
export function checkHyperParameters(definition: TuningDefinition): void {
  const run = runAs(definition);
  if (!run || run.algorithm === 'surrogate' || run.algorithm === 'script') return;
  const { algorithm } = run;
  const fixed = describedHyperParameters(definition.definition, definition.objective);
  const tuned = tunedOf(definition);
  const usual = {
    ...fixed,
    ...Object.fromEntries(tuned.map(({ name, values: [first = ''] }) => [name, first])),
  };
  const refuse = (hyperparameters: Readonly<Record<string, string>>, suspect?: Tuned) => {
    try {
      epochsOf({ algorithm, hyperparameters });
    } catch (thrown) {
      if (!(thrown instanceof AlgorithmError)) throw thrown;
      if (thrown.message.includes(UNKNOWN_NAME)) return;
      const message = thrown.message.replace(/^ClientError: /, '');
      throw new RpcError({
        code: 'ValidationException',
        message,
        path: suspect?.path ?? pathOf(message, definition, fixed, tuned),
      });
    }
  };
  refuse(usual);
  for (const each of tuned) {
    for (const value of each.values.slice(1)) refuse({ ...usual, [each.name]: value }, each);
  }
}

function tunedOf({ ranges, path, definition }: TuningDefinition): readonly Tuned[] {
  // A single definition's ranges stand in the tuning job's configuration.
  const at =
    path.length === 1 && definition.HyperParameterRanges === undefined
      ? ['HyperParameterTuningJobConfig', 'ParameterRanges']
      : [...path, 'HyperParameterRanges'];
  const { IntegerParameterRanges, ContinuousParameterRanges, CategoricalParameterRanges } = ranges;
  const numbers = { IntegerParameterRanges, ContinuousParameterRanges };
  return [
    ...Object.entries(numbers).flatMap(([kind, all]) =>
      (all ?? []).map(({ Name, MinValue, MaxValue }, i) => ({
        name: Name,
        values: [MinValue, MaxValue],
        path: [...at, kind, i],
      })),
    ),
    ...(CategoricalParameterRanges ?? []).map(({ Name, Values }, i) => ({
      name: Name,
      values: Values,
      path: [...at, 'CategoricalParameterRanges', i],
    })),
    ...(ranges.AutoParameters ?? []).map(({ Name, ValueHint }, i) => ({
      name: Name,
      values: [ValueHint],
      path: [...at, 'AutoParameters', i],
    })),
  ];
}

/** The field that a refusal names; the static hyperparameters as a whole where it names none that is there. */
function pathOf(
  message: string,
  { path, definition }: TuningDefinition,
  fixed: Readonly<Record<string, string>>,
  tuned: readonly Tuned[],
): readonly (string | number)[] {
  if (message.startsWith('Objective metric')) {
    return definition.TuningObjective === undefined
      ? ['HyperParameterTuningJobConfig', 'HyperParameterTuningJobObjective', 'MetricName']
      : [...path, 'TuningObjective', 'MetricName'];
  }
  const named = (name: string) => new RegExp(`\\b${name}\\b`).test(message);
  const range = tuned.find(({ name }) => named(name));
  if (range) return range.path;
  const name = Object.keys(fixed).find((each) => !each.startsWith('_') && named(each));
  return [...path, 'StaticHyperParameters', ...(name === undefined ? [] : [name])];
}
