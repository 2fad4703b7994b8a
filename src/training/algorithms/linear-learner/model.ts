import type { Dataset } from '../../types.ts';
import type { LinearSettings, PredictorType, Scaling } from './settings.ts';

/** A value is brought to (value − center) ÷ scale. */
export interface Normalizer {
  readonly center: number;
  readonly scale: number;
}

/** Linear scores over normalised features, and how to read them. */
export interface LinearModel {
  readonly predictorType: PredictorType;
  /** One per feature, and last the bias; of several classes one such vector after the other. */
  readonly weights: Float64Array;
  readonly features: readonly Normalizer[];
  /** Brings a regressor's score back: label = score × scale + center. */
  readonly label: Normalizer;
}

/**
 * Mean and population deviation of every `stride`-th value from `start`, as far as `scaling` wants them; a constant
 * keeps scale 1.
 */
function normalizer(values: Float32Array, start: number, stride: number, scaling: Scaling): Normalizer {
  let sum = 0;
  let count = 0;
  for (let i = start; i < values.length; i += stride, count++) sum += values[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = start; i < values.length; i += stride) squares += (values[i]! - mean) ** 2;
  return {
    center: scaling.center ? mean : 0,
    scale: (scaling.scale && Math.sqrt(squares / count)) || 1,
  };
}

/** A model with these weights, its normalisation learnt from the first rows of the training channel. */
export function linearModel(
  { predictorType, data, label, scalerRows }: LinearSettings,
  { columns, features, labels }: Dataset,
  weights: Float64Array,
): LinearModel {
  return {
    predictorType,
    weights,
    features: Array.from({ length: columns }, (_, c) =>
      normalizer(features.subarray(0, scalerRows * columns), c, columns, data),
    ),
    label: normalizer(labels.subarray(0, scalerRows), 0, 1, label),
  };
}

/** JSON has no NaN and no infinity: a diverged weight is null and comes back as NaN. */
interface ModelJson extends Omit<LinearModel, 'weights'> {
  readonly format: 'etude-linear-learner';
  readonly version: 1;
  readonly weights: readonly (number | null)[];
}

/** The artifact's text. */
export function writeLinearModel(model: LinearModel): string {
  return JSON.stringify({
    format: 'etude-linear-learner',
    version: 1,
    ...model,
    weights: Array.from(model.weights, (weight) => (Number.isFinite(weight) ? weight : null)),
  } satisfies ModelJson);
}

/** Loads what `writeLinearModel` wrote: the same model, bit for bit. */
export function readLinearModel(text: string): LinearModel {
  const { predictorType, weights, features, label } = JSON.parse(text) as ModelJson;
  return {
    predictorType,
    weights: Float64Array.from(weights, (weight) => weight ?? Number.NaN),
    features,
    label,
  };
}
