import { accuracy, auc, type Floats, meanSquaredError } from '../../metrics.ts';
import { type Matrix, score } from './matrix.ts';
import type { LinearModel } from './model.ts';
import { type ClassWeights, objectiveLoss, scoresOf } from './objective.ts';
import type { LinearSettings } from './settings.ts';

/** Metrics of one channel, by the name they have after `train:` or `validation:`. */
export type LinearMetrics = Readonly<Record<string, number>>;

/**
 * Looks at every row: `objective_loss`, and what the container tells at the end.
 *
 * - binary: `binary_classification_accuracy`, `precision`, `recall`, `binary_f_beta` at probability 0.5, and
 *   `roc_auc_score`;
 * - several classes: `multiclass_accuracy`, `multiclass_top_k_accuracy`, `dcg` (the mean of 1 / log2(1 + rank) of the
 *   right class), and the means over classes `macro_precision`, `macro_recall`, `macro_f_beta`;
 * - numbers, in the label's own units: `mse`, `rmse`, `absolute_loss`.
 */
export function linearMetrics(
  model: LinearModel,
  matrix: Matrix,
  rowWeights: ClassWeights,
  settings: LinearSettings,
): LinearMetrics {
  const objective_loss = objectiveLoss(model, matrix, rowWeights, settings);
  const of = {
    binary_classifier: binaryMetrics,
    multiclass_classifier: classMetrics,
    regressor: numberMetrics,
  }[model.predictorType];
  return { objective_loss, ...of(model, matrix, settings) };
}

function binaryMetrics(model: LinearModel, matrix: Matrix, { beta }: LinearSettings): LinearMetrics {
  const { labels } = matrix;
  const scores = scoresOf(model, matrix);
  const guesses = scores.map((z) => (z > 0 ? 1 : 0));
  const { precision, recall, f } = byClass(guesses, labels, 2, beta)[1]!;
  return {
    binary_classification_accuracy: accuracy(labels, scores, 0),
    roc_auc_score: auc(labels, scores),
    precision,
    recall,
    binary_f_beta: f,
  };
}

function classMetrics(
  { weights }: LinearModel,
  matrix: Matrix,
  { classes, topK, beta }: LinearSettings,
): LinearMetrics {
  const { labels, rows, room } = matrix;
  const guesses = new Float64Array(rows);
  const sums = { right: 0, top: 0, dcg: 0 };
  const scores = new Float64Array(classes);
  const look = (r: number, k: number) => {
    for (let c = 0; c < classes; c++) scores[c] = room.scores[c]![k]!;
    const label = labels[r]!;
    let rank = 1;
    let best = 0;
    for (let c = 0; c < classes; c++) {
      // Among equals the lower class comes first.
      if (scores[c]! > scores[label]! || (scores[c] === scores[label] && c < label)) rank++;
      if (scores[c]! > scores[best]!) best = c;
    }
    guesses[r] = best;
    if (best === label) sums.right++;
    if (rank <= topK) sums.top++;
    sums.dcg += 1 / Math.log2(1 + rank);
  };
  score(matrix, weights, undefined, 0, rows, (at, count) => {
    for (let k = 0; k < count; k++) look(at + k, k);
  });
  const each = byClass(guesses, labels, classes, beta).filter(({ seen }) => seen);
  const mean = (pick: (of: ClassScores) => number) =>
    each.reduce((sum, of) => sum + pick(of), 0) / each.length;
  return {
    multiclass_accuracy: sums.right / rows,
    multiclass_top_k_accuracy: sums.top / rows,
    dcg: sums.dcg / rows,
    macro_precision: mean(({ precision }) => precision),
    macro_recall: mean(({ recall }) => recall),
    macro_f_beta: mean(({ f }) => f),
  };
}

function numberMetrics(model: LinearModel, matrix: Matrix): LinearMetrics {
  const { labels } = matrix;
  const predictions = scoresOf(model, matrix);
  const mse = meanSquaredError(labels, predictions);
  let absolute = 0;
  for (let r = 0; r < labels.length; r++) absolute += Math.abs(predictions[r]! - labels[r]!);
  return { mse, rmse: Math.sqrt(mse), absolute_loss: absolute / labels.length };
}

interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f: number;
  /** Whether the class occurs among labels or guesses. */
  readonly seen: boolean;
}

/** Precision, recall and F-beta of every class; 0 where there is nothing to divide by. */
function byClass(guesses: Floats, labels: Floats, classes: number, beta: number): readonly ClassScores[] {
  const [right, told, real] = Array.from({ length: 3 }, () => new Float64Array(classes)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let r = 0; r < labels.length; r++) {
    told[guesses[r]!]!++;
    real[labels[r]!]!++;
    if (guesses[r] === labels[r]) right[labels[r]!]!++;
  }
  return Array.from(right, (hits, c) => ({
    precision: hits / told[c]! || 0,
    recall: hits / real[c]! || 0,
    f: ((1 + beta ** 2) * hits) / (beta ** 2 * real[c]! + told[c]!) || 0,
    seen: told[c]! + real[c]! > 0,
  }));
}
