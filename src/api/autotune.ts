/**
 * Autotune: fills what a request leaves unset (spec rules §11). Pure: the catalogue's facts are handed in, so that the
 * wizard shows beforehand exactly what the service will do.
 */
import {
  type ChosenRange,
  type HyperparameterFacts,
  rangeAround,
  recommendedRange,
} from './autotune-ranges.ts';
import type { HyperParameterTrainingJobDefinition } from './definition.ts';
import { combinations, definitionsOf, type TuningDefinition } from './definitions.ts';
import type { ParameterRanges } from './parameter-ranges.ts';
import { CONFIG } from './request-forms.ts';
import { type Breach, breach, type Path } from './rules.ts';
import type { CreateHyperParameterTuningJobRequest, HyperParameterTuningJobConfig } from './tuning-job.ts';

/** What the catalogue knows of an algorithm. */
export interface AutotuneFacts {
  /** It learns in epochs, so that its training jobs can be stopped early. */
  readonly iterative: boolean;
  readonly hyperparameters: readonly HyperparameterFacts[];
}

/** One member that Autotune filled. */
export interface AutotuneChoice {
  /** Where it stands in the request, with dots; ends in the name of a hyperparameter for a range. */
  readonly path: string;
  readonly value: string;
  /** Why this value, in a sentence. */
  readonly why: string;
}

export interface Autotuned {
  readonly request: CreateHyperParameterTuningJobRequest;
  readonly chosen: readonly AutotuneChoice[];
  /** Hints that no range can be made from. */
  readonly breaches: readonly Breach[];
}

/** Attempts for a training job that fails through no fault of its own. */
const RETRIES = 3;
/** Training jobs: ten for each hyperparameter tuned, within these. */
const [FEWEST_JOBS, MOST_JOBS] = [20, 100];

/**
 * The request with what it leaves unset filled in, and what was filled; as it is when Autotune is not on. What is set
 * stays. Strategy and MaxParallelTrainingJobs are required members of every request, so they always are.
 * @param request valid by its schema
 * @param factsOf the catalogue's facts by training image; undefined for an algorithm it does not know
 */
export function autotune(
  request: CreateHyperParameterTuningJobRequest,
  factsOf: (image: string) => AutotuneFacts | undefined,
): Autotuned {
  if (!request.Autotune) return { request, chosen: [], breaches: [] };
  const parts = definitionsOf(request).map((tuned) => {
    const facts = factsOf(tuned.definition.AlgorithmSpecification.TrainingImage ?? '');
    return { facts, ranges: fillRanges(tuned, facts), retries: fillRetries(tuned, request) };
  });
  const withRanges = parts.reduce(
    (filled, part, i) => ({
      ...filled,
      ...withDefinition(filled, i, part.ranges, part.retries.definition),
    }),
    request,
  );
  const config = fillConfig(
    withRanges,
    parts.every(({ facts }) => facts?.iterative !== false),
  );
  return {
    request: { ...withRanges, HyperParameterTuningJobConfig: config.config },
    chosen: [
      ...parts.flatMap(({ ranges }) => ranges.chosen),
      ...config.chosen,
      ...parts.flatMap(({ retries }) => retries.chosen),
    ],
    breaches: parts.flatMap(({ ranges }) => ranges.breaches),
  };
}

interface FilledRanges {
  readonly ranges: ParameterRanges;
  /** Hyperparameters with a hint that cannot be tuned: they keep it. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly chosen: readonly AutotuneChoice[];
  readonly breaches: readonly Breach[];
}

/** Ranges around the hints; without any range or hint, the catalogue's. */
function fillRanges(tuned: TuningDefinition, facts: AutotuneFacts | undefined): FilledRanges {
  const { definition, ranges } = tuned;
  const at = rangesPath(tuned.path);
  const { AutoParameters: hints = [], ...given } = ranges;
  const fixed: Record<string, string> = {};
  const chosen: ChosenRange[] = [];
  const breaches: Breach[] = [];
  const keptStatic: AutotuneChoice[] = [];
  hints.forEach(({ Name, ValueHint }, i) => {
    const known = facts?.hyperparameters.find(({ name }) => name === Name);
    if (known && !known.tunable) {
      fixed[Name] = ValueHint;
      keptStatic.push({
        path: [...tuned.path, 'StaticHyperParameters', Name].join('.'),
        value: ValueHint,
        why: 'Its algorithm does not let it be tuned, so it keeps the value hinted at.',
      });
      return;
    }
    const range = rangeAround(Name, ValueHint, known);
    if (typeof range === 'string')
      breaches.push(...breach('Shape', [...at, 'AutoParameters', i, 'ValueHint'], range));
    else chosen.push(range);
  });
  if (hints.length === 0 && Object.values(given).every((list) => !list?.length)) {
    const statics = new Set(Object.keys(definition.StaticHyperParameters ?? {}));
    for (const known of facts?.hyperparameters ?? []) {
      const range =
        known.tunable?.byDefault && !statics.has(known.name) ? recommendedRange(known) : undefined;
      if (range) chosen.push(range);
    }
  }
  return {
    ranges: withChosen(given, chosen),
    fixed,
    chosen: [
      ...chosen.map(({ range, kind, why }) => ({
        path: [...at, range.Name].join('.'),
        value: 'Values' in range ? range.Values.join(', ') : `${kind} ${range.MinValue}–${range.MaxValue}`,
        why,
      })),
      ...keptStatic,
    ],
    breaches,
  };
}

function withChosen(given: ParameterRanges, chosen: readonly ChosenRange[]): ParameterRanges {
  if (chosen.length === 0) return given;
  return {
    IntegerParameterRanges: [
      ...(given.IntegerParameterRanges ?? []),
      ...chosen.flatMap((each) => (each.kind === 'Integer' ? [each.range] : [])),
    ],
    ContinuousParameterRanges: [
      ...(given.ContinuousParameterRanges ?? []),
      ...chosen.flatMap((each) => (each.kind === 'Continuous' ? [each.range] : [])),
    ],
    CategoricalParameterRanges: [
      ...(given.CategoricalParameterRanges ?? []),
      ...chosen.flatMap((each) => (each.kind === 'Categorical' ? [each.range] : [])),
    ],
  };
}

/** A warm start has the retries of its parents, which may not differ (spec rules §9): they stay as they are. */
function fillRetries(
  { definition, path }: TuningDefinition,
  { WarmStartConfig }: CreateHyperParameterTuningJobRequest,
) {
  if (definition.RetryStrategy || WarmStartConfig) return { definition, chosen: [] };
  return {
    definition: { ...definition, RetryStrategy: { MaximumRetryAttempts: RETRIES } },
    chosen: [
      {
        path: [...path, 'RetryStrategy', 'MaximumRetryAttempts'].join('.'),
        value: String(RETRIES),
        why: 'A training job that fails through a fault of the service is tried again.',
      },
    ],
  };
}

/** Ranges stand in the configuration for the single form, in each definition for the list form. */
const rangesPath = (path: Path): Path =>
  path.length === 1 ? [CONFIG, 'ParameterRanges'] : [...path, 'HyperParameterRanges'];

function withDefinition(
  request: CreateHyperParameterTuningJobRequest,
  index: number,
  { ranges, fixed }: FilledRanges,
  definition: HyperParameterTrainingJobDefinition,
): Partial<CreateHyperParameterTuningJobRequest> {
  const filled =
    Object.keys(fixed).length === 0
      ? definition
      : { ...definition, StaticHyperParameters: { ...definition.StaticHyperParameters, ...fixed } };
  if (!request.TrainingJobDefinition) {
    const listed = { ...filled, HyperParameterRanges: ranges };
    return { TrainingJobDefinitions: request.TrainingJobDefinitions?.with(index, listed) };
  }
  const config = { ...request.HyperParameterTuningJobConfig, ParameterRanges: ranges };
  return { TrainingJobDefinition: filled, HyperParameterTuningJobConfig: config };
}

/** Limits, early stopping and convergence, for a request whose ranges are filled. */
function fillConfig(
  request: CreateHyperParameterTuningJobRequest,
  iterative: boolean,
): { config: HyperParameterTuningJobConfig; chosen: AutotuneChoice[] } {
  const { HyperParameterTuningJobConfig: given } = request;
  const { Strategy, ResourceLimits, TrainingJobEarlyStoppingType, TuningJobCompletionCriteria } = given;
  const all = definitionsOf(request);
  const config = { ...given };
  const chosen: AutotuneChoice[] = [];
  const choose = (path: readonly string[], value: string, why: string) =>
    chosen.push({ path: [CONFIG, ...path].join('.'), value, why });

  if (ResourceLimits.MaxNumberOfTrainingJobs === undefined && Strategy !== 'Grid') {
    const tuned = all.reduce((sum, { ranges }) => sum + countRanges(ranges), 0);
    const possible = all.reduce((sum, { ranges }) => sum + combinations(ranges), 0);
    const wished = Math.min(MOST_JOBS, Math.max(FEWEST_JOBS, 10 * tuned));
    const MaxNumberOfTrainingJobs = Math.max(
      ResourceLimits.MaxParallelTrainingJobs,
      Math.min(possible, wished),
    );
    config.ResourceLimits = { ...ResourceLimits, MaxNumberOfTrainingJobs };
    const many = `Ten for each tuned hyperparameter (${tuned}), within ${FEWEST_JOBS} and ${MOST_JOBS}`;
    choose(
      ['ResourceLimits', 'MaxNumberOfTrainingJobs'],
      String(MaxNumberOfTrainingJobs),
      possible < wished ? `${many}, but there are only ${possible} combinations.` : `${many}.`,
    );
  }
  if (
    TrainingJobEarlyStoppingType === undefined &&
    Strategy !== 'Hyperband' &&
    all.length === 1 &&
    iterative
  ) {
    config.TrainingJobEarlyStoppingType = 'Auto';
    choose(
      ['TrainingJobEarlyStoppingType'],
      'Auto',
      'With Autotune, training jobs that fall behind are stopped unless you say Off.',
    );
  }
  if (TuningJobCompletionCriteria?.ConvergenceDetected === undefined && Strategy !== 'Grid') {
    config.TuningJobCompletionCriteria = {
      ...TuningJobCompletionCriteria,
      ConvergenceDetected: { CompleteOnConvergence: 'Enabled' },
    };
    choose(
      ['TuningJobCompletionCriteria', 'ConvergenceDetected', 'CompleteOnConvergence'],
      'Enabled',
      'The tuning job ends when more training jobs are unlikely to find anything better.',
    );
  }
  return { config, chosen };
}

const countRanges = ({
  IntegerParameterRanges = [],
  ContinuousParameterRanges = [],
  CategoricalParameterRanges = [],
}: ParameterRanges) =>
  IntegerParameterRanges.length + ContinuousParameterRanges.length + CategoricalParameterRanges.length;
