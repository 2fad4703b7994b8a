import type { TuningDefinition } from '../api/definitions.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { problemAt, problemOf, renamed, SURROGATE_VARIABLE } from '../training/surrogate/problems.ts';
import type { Surrogate } from '../training/surrogate/surrogate.ts';
import type { Trainer } from '../training/types.ts';

/** What carries out the training jobs of a definition: a learner, or a simulated problem and why it is one. */
export type RunAs =
  | { readonly algorithm: Exclude<Trainer, 'surrogate'> }
  | { readonly algorithm: 'surrogate'; readonly surrogate: Surrogate; readonly why: string };

/** Undefined when there is neither training code nor a simulated problem for it. */
export function runAs({
  definition,
  objective,
}: Pick<TuningDefinition, 'definition' | 'objective'>): RunAs | undefined {
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
  return {
    algorithm: 'surrogate',
    surrogate: renamed(
      chosen.surrogate,
      { name: objective.MetricName, direction: objective.Type },
      MetricDefinitions.map(({ Name }) => Name),
    ),
    why: `The container is not run here; ${SURROGATE_VARIABLE} plays “${chosen.title}” in its place.`,
  };
}
