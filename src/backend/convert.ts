import type { ParameterRanges } from '../api/parameter-ranges.ts';
import { combinations, definitionsOf } from '../api/definitions.ts';
import { maxTrainingJobs } from '../api/quotas.ts';
import { inferMaxResource } from '../api/space-rules.ts';
import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '../api/tuning-job.ts';
import { hash32 } from '../lib/rng.ts';
import type {
  Completion,
  Configuration,
  Dimension,
  Resource,
  Scaling,
  Space,
  Spec,
  StrategyName,
} from '../engine/types.ts';
import type { TuningJobRecord } from './records.ts';

/**
 * From SageMaker's shapes to the engine's; `receipts.ts` goes the other way, and no other file knows both. The engine
 * minimises; a Maximize objective changes sign on the way in and back on the way out.
 */

const STRATEGY: Readonly<Record<HyperParameterTuningJobConfig['Strategy'], StrategyName>> = {
  Bayesian: 'bayesian',
  Random: 'random',
  Hyperband: 'hyperband',
  Grid: 'grid',
};

const SCALING: Readonly<Record<string, Scaling>> = {
  Auto: 'auto',
  Linear: 'linear',
  Logarithmic: 'log',
  ReverseLogarithmic: 'reverse-log',
};

/** Numeric ranges in the order integer, continuous, categorical, as the request lists them. */
export function toSpace(ranges: ParameterRanges | undefined): Space {
  const numeric = (kind: 'integer' | 'continuous') =>
    ((kind === 'integer' ? ranges?.IntegerParameterRanges : ranges?.ContinuousParameterRanges) ?? []).map(
      ({ Name, MinValue, MaxValue, ScalingType }): Dimension => ({
        kind,
        name: Name,
        min: Number(MinValue),
        max: Number(MaxValue),
        scaling: SCALING[ScalingType ?? 'Auto'] ?? 'auto',
      }),
    );
  const categorical = (ranges?.CategoricalParameterRanges ?? []).map(
    ({ Name, Values }): Dimension => ({ kind: 'categorical', name: Name, values: Values }),
  );
  return [...numeric('integer'), ...numeric('continuous'), ...categorical];
}

/** A seed for jobs that name none: the job's own name, so that the same request gives the same log. */
export const seedOf = (request: CreateHyperParameterTuningJobRequest): number =>
  request.HyperParameterTuningJobConfig.RandomSeed ?? hash32(request.HyperParameterTuningJobName) >>> 0;

/** What the engine is told of a valid request. Throws when Hyperband does not know the most epochs. */
export function toSpec({
  request,
  seed,
  warmStart,
}: Pick<TuningJobRecord, 'request' | 'seed' | 'warmStart'>): Spec {
  const { Strategy, ResourceLimits, TrainingJobEarlyStoppingType } = request.HyperParameterTuningJobConfig;
  const definitions = definitionsOf(request);
  const completion = toCompletion(request);
  return {
    seed,
    strategy: STRATEGY[Strategy],
    definitions: definitions.map(({ ranges }) => ({ space: toSpace(ranges) })),
    maxTrials: ResourceLimits.MaxNumberOfTrainingJobs ?? mostTrainingJobs(request),
    ...(ResourceLimits.MaxRuntimeInSeconds === undefined
      ? {}
      : { maxSeconds: ResourceLimits.MaxRuntimeInSeconds }),
    maxParallel: ResourceLimits.MaxParallelTrainingJobs,
    earlyStopping: TrainingJobEarlyStoppingType === 'Auto' ? 'median' : 'off',
    ...(Strategy === 'Hyperband' ? { resource: toResource(request) } : {}),
    ...(completion ? { completion } : {}),
    ...(warmStart ? { warmStart: { type: warmStart.type, parents: warmStart.parents } } : {}),
  };
}

/** Without MaxNumberOfTrainingJobs: Grid's combinations, which a rule keeps within the quota; else the quota itself. */
export function mostTrainingJobs(request: CreateHyperParameterTuningJobRequest): number {
  const { Strategy } = request.HyperParameterTuningJobConfig;
  const quota = maxTrainingJobs(Strategy);
  if (Strategy !== 'Grid') return quota;
  return Math.min(
    quota,
    definitionsOf(request).reduce((sum, { ranges }) => sum + combinations(ranges), 0),
  );
}

/**
 * MaxResource as given, else as the static hyperparameters of the definitions tell it (spec rules.md §6). Rungs are the
 * same for all definitions, so of several it is the largest; a training job with fewer epochs ends with them.
 */
function toResource(request: CreateHyperParameterTuningJobRequest): Resource {
  const { MinResource: min = 1, MaxResource } =
    request.HyperParameterTuningJobConfig.StrategyConfig?.HyperbandStrategyConfig ?? {};
  const inferred = definitionsOf(request).flatMap(
    ({ definition }) => inferMaxResource(definition.StaticHyperParameters ?? {}) ?? [],
  );
  if (MaxResource === undefined && inferred.length === 0)
    throw new Error('Hyperband does not know the maximum resource: the request was not validated.');
  return { min, max: MaxResource ?? Math.max(...inferred) };
}

/** Most epochs that the strategy lets a training job have. */
export const mostEpochs = (request: CreateHyperParameterTuningJobRequest): number =>
  request.HyperParameterTuningJobConfig.Strategy === 'Hyperband'
    ? toResource(request).max
    : Number.POSITIVE_INFINITY;

/** Undefined when the resource limits alone end the job. The target changes sign with the objective. */
function toCompletion(request: CreateHyperParameterTuningJobRequest): Completion | undefined {
  const { TargetObjectiveMetricValue, BestObjectiveNotImproving, ConvergenceDetected } =
    request.HyperParameterTuningJobConfig.TuningJobCompletionCriteria ?? {};
  const completion: Completion = {
    ...(TargetObjectiveMetricValue === undefined
      ? {}
      : { target: TargetObjectiveMetricValue * signOf(request, 0) + 0 }),
    ...(BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving === undefined
      ? {}
      : { notImproving: BestObjectiveNotImproving.MaxNumberOfTrainingJobsNotImproving }),
    ...(ConvergenceDetected?.CompleteOnConvergence === 'Enabled' ? { convergence: true } : {}),
  };
  return Object.keys(completion).length === 0 ? undefined : completion;
}

/** +1 when the objective is minimised, −1 when maximised: raw value = sign × engine value, and back. */
export const signOf = (request: CreateHyperParameterTuningJobRequest, definition: number): 1 | -1 =>
  definitionsOf(request)[definition]?.objective.Type === 'Maximize' ? -1 : 1;

/** Raw metric → engine value; null when missing or not finite. Negative zero is avoided: JSON drops its sign. */
export const toEngineValue = (raw: number | undefined, sign: 1 | -1): number | null =>
  raw === undefined || !Number.isFinite(raw) ? null : raw * sign + 0;

/** Integers without decimals, continuous values with all digits that round-trip (spec api.md §6). */
export const tunedHyperParameters = (configuration: Configuration): Record<string, string> =>
  Object.fromEntries(Object.entries(configuration).map(([name, value]) => [name, String(value)]));

/** `<job>-<NNN>-<8 hex>` with the hex derived from job and index, so that it repeats (spec rules.md §14). */
export function trainingJobName(tuningJob: string, index: number): string {
  const hex = (hash32(`${tuningJob}\u0000${index}`) >>> 0).toString(16).padStart(8, '0');
  return `${tuningJob}-${String(index + 1).padStart(3, '0')}-${hex}`;
}

const ACCOUNT = 'arn:aws:sagemaker:us-east-1:123456789012';
/** The name part of an ARN is lower-cased (spec api.md §1). */
export const tuningJobArn = (name: string) => `${ACCOUNT}:hyper-parameter-tuning-job/${name.toLowerCase()}`;
export const trainingJobArn = (name: string) => `${ACCOUNT}:training-job/${name.toLowerCase()}`;

/** Simulated seconds after creation → the moment shown. */
export const timeAt = ({ createdAt }: Pick<TuningJobRecord, 'createdAt'>, seconds: number): Date =>
  new Date(createdAt + Math.round(seconds * 1000));
