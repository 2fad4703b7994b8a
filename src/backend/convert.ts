import type { KeepReceipt, StopReceipt } from '../api/local.ts';
import type { ParameterRanges } from '../api/parameter-ranges.ts';
import { definitionsOf } from '../api/definitions.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { hash32 } from '../lib/rng.ts';
import type {
  Configuration,
  Dimension,
  FinishReason,
  KeepReason,
  Scaling,
  Space,
  Spec,
} from '../engine/types.ts';
import type { StopCause, TuningJobRecord } from './records.ts';

/**
 * The only file that knows both SageMaker's shapes and the engine's. The engine minimises; a Maximize objective
 * changes sign on the way in and back on the way out.
 */

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

export function toSpec({
  request,
  seed,
  warmStart,
}: Pick<TuningJobRecord, 'request' | 'seed' | 'warmStart'>): Spec {
  const { ResourceLimits, TrainingJobEarlyStoppingType } = request.HyperParameterTuningJobConfig;
  return {
    seed,
    strategy: 'random',
    definitions: definitionsOf(request).map(({ ranges }) => ({ space: toSpace(ranges) })),
    ...(ResourceLimits.MaxNumberOfTrainingJobs === undefined
      ? {}
      : { maxTrials: ResourceLimits.MaxNumberOfTrainingJobs }),
    ...(ResourceLimits.MaxRuntimeInSeconds === undefined
      ? {}
      : { maxSeconds: ResourceLimits.MaxRuntimeInSeconds }),
    maxParallel: ResourceLimits.MaxParallelTrainingJobs,
    earlyStopping: TrainingJobEarlyStoppingType === 'Auto' ? 'median' : 'off',
    ...(warmStart ? { warmStart: { type: warmStart.type, parents: warmStart.parents } } : {}),
  };
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

const undo = (value: number, sign: 1 | -1) => value * sign + 0;

export function toStopReceipt(
  cause: StopCause,
  sign: 1 | -1,
  nameOf: (trial: number) => string,
): StopReceipt {
  switch (cause.rule) {
    case 'median':
      return {
        Rule: 'Median',
        Epoch: cause.epoch,
        Value: undo(cause.value, sign),
        Median: undo(cause.median, sign),
        Compared: cause.compared.map(({ trial, average }) => ({
          TrainingJobName: nameOf(trial),
          RunningAverage: undo(average, sign),
        })),
      };
    case 'hyperband':
      return {
        Rule: 'Hyperband',
        Epoch: cause.epoch,
        Bracket: cause.bracket,
        Value: undo(cause.value, sign),
        Threshold: undo(cause.threshold, sign),
        Results: cause.results.map(({ trial, value }) => ({
          TrainingJobName: nameOf(trial),
          Value: undo(value, sign),
        })),
        Kept: cause.kept,
      };
    case 'max-resource':
      return { Rule: 'MaxResource', Epoch: cause.epoch, Limit: cause.limit };
    case 'tuning-job-ended':
      return { Rule: 'TuningJobEnded', Reason: finishSentence(cause.finish) };
    case 'stop-requested':
      return { Rule: 'StopRequested', Scope: cause.scope === 'tuning-job' ? 'TuningJob' : 'TrainingJob' };
    case 'max-runtime':
      return { Rule: 'MaxRuntimeExceeded', LimitInSeconds: cause.limit };
  }
}

export function toKeepReceipt(keep: KeepReason, sign: 1 | -1): KeepReceipt {
  switch (keep.rule) {
    case 'off':
      return { Rule: 'Off' };
    case 'never-compared':
      return {
        Rule: 'NeverCompared',
        TooEarly: keep.gates['too-early'] ?? 0,
        TooFew: keep.gates['too-few'] ?? 0,
        NoValue: keep.gates['no-value'] ?? 0,
      };
    case 'never-worse':
      return {
        Rule: 'NeverWorse',
        EpochsCompared: keep.epochsCompared,
        Closest: {
          Epoch: keep.closest.epoch,
          Value: undo(keep.closest.value, sign),
          Median: undo(keep.closest.median, sign),
        },
      };
    case 'hyperband': {
      const raw = (value: number | null) => (value === null ? null : undo(value, sign));
      return {
        Rule: 'Hyperband',
        Bracket: keep.bracket,
        Rungs: keep.rungs.map(({ epoch, value, threshold, arrived, kept }) => ({
          Epoch: epoch,
          Value: raw(value),
          Threshold: raw(threshold),
          Arrived: arrived,
          Kept: kept,
        })),
      };
    }
  }
}

/** Why the tuning job ended, for people. */
export function finishSentence(finish: FinishReason | { readonly rule: 'stop-requested' }): string {
  switch (finish.rule) {
    case 'max-trials':
      return `All ${finish.limit} training jobs (MaxNumberOfTrainingJobs) have ended.`;
    case 'max-seconds':
      return `The maximum runtime of ${finish.limit} s (MaxRuntimeInSeconds) was reached after ${Math.round(finish.elapsed)} s of simulated time.`;
    case 'space-exhausted':
      return `All ${finish.configurations} combinations of the ranges have been tried.`;
    case 'no-success':
      return NO_SUCCESS;
    case 'stop-requested':
      return 'Stopped on request.';
  }
}

/** FailureReason of a tuning job none of whose first training jobs succeeds (spec api.md §5). */
export const NO_SUCCESS =
  'No training job succeeded after 5 attempts. For additional details, please take a look at the training job failures by listing training jobs for the hyperparameter tuning job.';
