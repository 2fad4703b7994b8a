import { accuracy, auc, type Floats, logisticLoss, meanSquaredError, sigmoid } from '../../metrics.ts';
import { type LinearModel, score } from './model.ts';
import type { LinearSettings } from './settings.ts';

/** A channel as the model sees it. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns, normalised. */
  readonly values: Float64Array;
  /** As in the channel. */
  readonly labels: Float32Array;
}

/**
 * What a positive and a negative row weigh in the logistic loss. They are scaled so that the mean weight over the
 * training channel is 1, whatever the multiplier: it shifts attention, not the step size.
 */
export interface ClassWeights {
  readonly positive: number;
  readonly negative: number;
}

export function classWeights(
  { predictorType, positiveWeight }: LinearSettings,
  labels: Floats,
): ClassWeights {
  if (predictorType === 'regressor') return { positive: 1, negative: 1 };
  let positives = 0;
  for (let r = 0; r < labels.length; r++) if (labels[r]! > 0.5) positives++;
  const negatives = labels.length - positives;
  const multiplier =
    positiveWeight === 'balanced' ? (positives && negatives && negatives / positives) || 1 : positiveWeight;
  const negative = labels.length / (negatives + multiplier * positives);
  return { positive: multiplier * negative, negative };
}

/**
 * Gradient of the training objective over rows order[from..to), written into `gradient` (columns + 1, the bias last):
 * the mean of the weighted logistic loss or of half the squared error of the normalised label, plus
 * l1 · |w| + l2/2 · |w|² over the weights without the bias. At 0 the slope of |w| is taken as 0.
 */
export function linearGradient(
  model: LinearModel,
  { values, labels, columns }: Matrix,
  order: Int32Array,
  from: number,
  to: number,
  { positive, negative }: ClassWeights,
  { l1, l2, useBias }: LinearSettings,
  gradient: Float64Array,
): void {
  const { weights, label, predictorType } = model;
  const logistic = predictorType === 'binary_classifier';
  gradient.fill(0);
  for (let k = from; k < to; k++) {
    const r = order[k]!;
    const z = score(values, r, columns, weights);
    const y = labels[r]!;
    const slope = logistic
      ? (sigmoid(z) - y) * (y > 0.5 ? positive : negative)
      : z - (y - label.center) / label.scale;
    const at = r * columns;
    for (let c = 0; c < columns; c++) gradient[c]! += slope * values[at + c]!;
    gradient[columns]! += slope;
  }
  const rows = to - from;
  for (let c = 0; c < columns; c++) {
    const w = weights[c]!;
    gradient[c] = gradient[c]! / rows + l2 * w + l1 * Math.sign(w);
  }
  gradient[columns] = useBias ? gradient[columns]! / rows : 0;
}

/** Metrics of one channel, by the name they have after `train:` or `validation:`. */
export type LinearMetrics = Readonly<Record<string, number>>;

/**
 * Looks at every row. A binary classifier: `objective_loss` (mean logistic loss by class weights, without penalties),
 * `binary_classification_accuracy` at probability 0.5, `roc_auc_score`. A regressor, in the label's own units: `mse`,
 * `rmse`, and `objective_loss`, which is the mse again.
 */
export function linearMetrics(
  model: LinearModel,
  { values, labels, rows, columns }: Matrix,
  { positive, negative }: ClassWeights,
): LinearMetrics {
  const scores = new Float64Array(rows);
  for (let r = 0; r < rows; r++) scores[r] = score(values, r, columns, model.weights);
  if (model.predictorType === 'regressor') {
    for (let r = 0; r < rows; r++) scores[r] = scores[r]! * model.label.scale + model.label.center;
    const mse = meanSquaredError(labels, scores);
    return { objective_loss: mse, mse, rmse: Math.sqrt(mse) };
  }
  let loss = 0;
  let weight = 0;
  for (let r = 0; r < rows; r++) {
    const w = labels[r]! > 0.5 ? positive : negative;
    loss += w * logisticLoss(labels[r]!, scores[r]!);
    weight += w;
  }
  return {
    objective_loss: loss / weight,
    binary_classification_accuracy: accuracy(labels, scores, 0),
    roc_auc_score: auc(labels, scores),
  };
}
