import type { TuningDefinition } from '../api/definitions.ts';
import type { ParameterRanges } from '../api/parameter-ranges.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { alsoTuned, type Tuned } from '../training/surrogate/of-facts.ts';
import { problemAt, problemOf, renamed, SURROGATE_VARIABLE } from '../training/surrogate/problems.ts';
import type { Surrogate } from '../training/surrogate/surrogate.ts';
import type { Trainer } from '../training/types.ts';

/** What carries out the training jobs of a definition: a learner, or a simulated problem and why it is one. */
export type RunAs =
  | { readonly algorithm: Exclude<Trainer, 'surrogate'> }
  | {
      readonly algorithm: 'surrogate';
      readonly surrogate: Surrogate;
      readonly why: string;
      /** It plays in place of code that exists elsewhere: its channels are not looked at, they may lie in an account. */
      readonly standsIn?: true;
    };

/** Undefined when there is neither training code nor a simulated problem for it. */
export function runAs({
  definition,
  objective,
  ranges,
}: Pick<TuningDefinition, 'definition' | 'objective' | 'ranges'>): RunAs | undefined {
  const { TrainingImage, MetricDefinitions = [] } = definition.AlgorithmSpecification;
  const algorithm = algorithmOf(TrainingImage ?? '');
  if (algorithm && 'surrogate' in algorithm) {
    const why = `${algorithm.name} does not train in a browser.`;
    return { algorithm: 'surrogate', surrogate: algorithm.surrogate, why };
  }
  if (algorithm?.id === 'script') return { algorithm: 'script' };
  if (algorithm) {
    const problem = (definition.InputDataConfig ?? [])
      .map(({ DataSource }) => problemAt(DataSource.S3DataSource?.S3Uri ?? ''))
      .find((found) => found !== undefined);
    if (!problem) return { algorithm: algorithm.id };
    const why = `The data is simulated: ${problem.title}.`;
    return { algorithm: 'surrogate', surrogate: problem.surrogate, why };
  }
  const chosen = problemOf(definition.Environment?.[SURROGATE_VARIABLE] ?? '');
  if (!chosen) return undefined;
  const named = renamed(
    chosen.surrogate,
    { name: objective.MetricName, direction: objective.Type },
    MetricDefinitions.map(({ Name }) => Name),
  );
  const what = TrainingImage === undefined ? 'algorithm resource' : 'container';
  return {
    algorithm: 'surrogate',
    surrogate: alsoTuned(named, tunedIn(ranges)),
    why: `The ${what} is not run here; ${SURROGATE_VARIABLE} plays “${chosen.title}” in its place.`,
    standsIn: true,
  };
}

function tunedIn(ranges: ParameterRanges): Tuned[] {
  const numeric = (type: 'Integer' | 'Continuous') =>
    (ranges[`${type}ParameterRanges`] ?? []).map(
      ({ Name, MinValue, MaxValue, ScalingType }): Tuned => ({
        name: Name,
        tunable: {
          type,
          min: Number(MinValue),
          max: Number(MaxValue),
          ...(ScalingType ? { scaling: ScalingType } : {}),
          byDefault: true,
        },
      }),
    );
  const categorical = (ranges.CategoricalParameterRanges ?? []).map(
    ({ Name, Values }): Tuned => ({
      name: Name,
      tunable: { type: 'Categorical', values: Values, byDefault: true },
    }),
  );
  return [...numeric('Integer'), ...numeric('Continuous'), ...categorical];
}
