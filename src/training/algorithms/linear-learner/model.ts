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

/** The features of `data` as the model sees them: rows × columns, row-major. */
export function normalized({ features }: LinearModel, data: Dataset): Float64Array {
  const { columns } = data;
  const out = new Float64Array(data.features.length);
  for (let at = 0; at < out.length; at += columns) {
    for (let c = 0; c < columns; c++) {
      const { center, scale } = features[c]!;
      out[at + c] = (data.features[at + c]! - center) / scale;
    }
  }
  return out;
}

/** weights · row + bias for row `r` of a normalised matrix, with the vector of weights that starts at `from`. */
export function score(
  matrix: Float64Array,
  r: number,
  columns: number,
  weights: Float64Array,
  from = 0,
): number {
  const at = r * columns;
  // Four sums at a time: one alone would wait for itself.
  let a = weights[from + columns]!;
  let b = 0;
  let c = 0;
  let d = 0;
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    a += matrix[at + j]! * weights[from + j]!;
    b += matrix[at + j + 1]! * weights[from + j + 1]!;
    c += matrix[at + j + 2]! * weights[from + j + 2]!;
    d += matrix[at + j + 3]! * weights[from + j + 3]!;
  }
  for (; j < columns; j++) a += matrix[at + j]! * weights[from + j]!;
  return a + b + (c + d);
}

/**
 * `score` of the rows order[from..to), or of rows from..to without an order, written to the front of `out`. Four rows
 * at a time, so that each weight is read once for them. A row's score does not depend on which rows go with it.
 */
export function scores(
  matrix: Float64Array,
  order: Int32Array | undefined,
  from: number,
  to: number,
  columns: number,
  weights: Float64Array,
  out: Float64Array,
): void {
  const place = (k: number) => (order ? order[Math.min(k, to - 1)]! : Math.min(k, to - 1)) * columns;
  const bias = weights[columns]!;
  for (let k = from; k < to; k += 4) {
    const a = place(k);
    const b = place(k + 1);
    const c = place(k + 2);
    const d = place(k + 3);
    let p = bias;
    let q = bias;
    let r = bias;
    let s = bias;
    for (let j = 0; j < columns; j++) {
      const w = weights[j]!;
      p += matrix[a + j]! * w;
      q += matrix[b + j]! * w;
      r += matrix[c + j]! * w;
      s += matrix[d + j]! * w;
    }
    const at = k - from;
    out[at] = p;
    if (k + 1 < to) out[at + 1] = q;
    if (k + 2 < to) out[at + 2] = r;
    if (k + 3 < to) out[at + 3] = s;
  }
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
