import { AlgorithmError, type Dataset } from '../../types.ts';
import type { ObjectiveId } from './names.ts';
import type { Params } from './params.ts';

/** A loss to boost. All vectors are 32-bit, and so is every step of the arithmetic, as in XGBoost. */
export interface Objective {
  /** The margin that every row starts from. */
  readonly baseMargin: number;
  /** Throws AlgorithmError when a label cannot be learned. */
  check(labels: Dataset['labels'], channel: string): void;
  /** Margins to predictions. */
  predict(margins: Float32Array, into: Float32Array): void;
  /** Writes [gradient, hessian] by row. */
  gradients(predictions: Float32Array, labels: Float32Array, into: Float32Array): void;
}

const f32 = Math.fround;

/** Half squared error: predictions are the margins. */
const squaredError = ({ baseScore }: Params): Objective => ({
  baseMargin: baseScore,
  check: () => {},
  predict: (margins, into) => into.set(margins),
  gradients: (predictions, labels, into) => {
    for (let i = 0; i < labels.length; i++) {
      into[2 * i] = predictions[i]! - labels[i]!;
      into[2 * i + 1] = 1;
    }
  },
});

/** Log-loss of a probability; `scale_pos_weight` weighs rows with label 1. */
const logistic = ({ baseScore, positiveWeight }: Params): Objective => ({
  baseMargin: f32(-Math.log(f32(f32(1 / baseScore) - 1))),
  check: (labels, channel) => {
    const row = labels.findIndex((label) => !(label >= 0 && label <= 1));
    if (row >= 0) {
      throw new AlgorithmError(
        `ClientError: label must be in [0,1] for logistic regression, but row ${row + 1} of channel ${channel} has ${labels[row]}`,
      );
    }
  },
  predict: (margins, into) => {
    for (let i = 0; i < margins.length; i++) {
      // 88.7: beyond it the exponential overflows a 32-bit float.
      into[i] = 1 / f32(f32(Math.exp(Math.min(-margins[i]!, f32(88.7)))) + 1);
    }
  },
  gradients: (predictions, labels, into) => {
    for (let i = 0; i < labels.length; i++) {
      const p = predictions[i]!;
      const label = labels[i]!;
      const weight = label === 1 ? positiveWeight : 1;
      into[2 * i] = f32(p - label) * weight;
      into[2 * i + 1] = f32(Math.max(f32(p * f32(1 - p)), 1e-16)) * weight;
    }
  },
});

export const objectives: Readonly<Record<ObjectiveId, (params: Params) => Objective>> = {
  'binary:logistic': logistic,
  'reg:squarederror': squaredError,
};
