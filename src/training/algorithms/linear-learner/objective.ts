import { exp } from './exp.ts';
import type { Floats } from '../../metrics.ts';
import { type LinearModel, score, scores } from './model.ts';
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
 * What rows weigh in the loss. They are scaled so that the mean weight over the training channel is 1, whatever the
 * multiplier: it shifts attention, not the step size.
 */
export interface ClassWeights {
  readonly positive: number;
  readonly negative: number;
  /** Of several classes: by label. */
  readonly classes: Float64Array;
}

export function classWeights(
  { predictorType, positiveWeight, classes: count, balanceClasses }: LinearSettings,
  labels: Floats,
): ClassWeights {
  const classes = new Float64Array(count).fill(1);
  if (predictorType === 'multiclass_classifier' && balanceClasses) {
    const rows = new Float64Array(count);
    for (let r = 0; r < labels.length; r++) rows[labels[r]!]!++;
    const present = rows.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
    for (let c = 0; c < count; c++) classes[c] = rows[c]! > 0 ? labels.length / (present * rows[c]!) : 0;
  }
  if (predictorType !== 'binary_classifier') return { positive: 1, negative: 1, classes };
  let positives = 0;
  for (let r = 0; r < labels.length; r++) if (labels[r]! > 0.5) positives++;
  const negatives = labels.length - positives;
  const multiplier =
    positiveWeight === 'balanced' ? (positives && negatives && negatives / positives) || 1 : positiveWeight;
  const negative = labels.length / (negatives + multiplier * positives);
  return { positive: multiplier * negative, negative, classes };
}

/**
 * Gradient of the training objective over rows order[from..to), written into `gradient` (as long as the weights):
 * the mean loss by class weights (of a regressor on the normalised label, the squared ones halved), plus
 * l1 · |w| + l2/2 · |w|² over the weights, and l2/2 · `biasDecay` · b² over the biases. Where a slope jumps, it is 0.
 */
export function linearGradient(
  model: LinearModel,
  matrix: Matrix,
  order: Int32Array,
  from: number,
  to: number,
  rowWeights: ClassWeights,
  settings: LinearSettings,
  gradient: Float64Array,
): void {
  const { columns } = matrix;
  const { l1, l2, useBias, biasDecay, classes } = settings;
  gradient.fill(0);
  if (classes > 1) softmaxSlopes(model, matrix, order, from, to, rowWeights, classes, gradient);
  else slopes(model, matrix, order, from, to, rowWeights, settings, gradient);
  const rows = to - from;
  for (let start = 0; start < gradient.length; start += columns + 1) {
    for (let c = start; c < start + columns; c++) {
      const w = model.weights[c]!;
      gradient[c] = gradient[c]! / rows + l2 * w + l1 * Math.sign(w);
    }
    const bias = start + columns;
    gradient[bias] = useBias ? gradient[bias]! / rows + l2 * biasDecay * model.weights[bias]! : 0;
  }
}

function slopes(
  { weights, label }: LinearModel,
  { values, labels, columns }: Matrix,
  order: Int32Array,
  from: number,
  to: number,
  { positive, negative }: ClassWeights,
  settings: LinearSettings,
  gradient: Float64Array,
): void {
  const { loss, margin } = settings;
  const slopeOf = new Float64Array(to - from);
  scores(values, order, from, to, columns, weights, slopeOf);
  for (let k = from; k < to; k++) {
    const r = order[k]!;
    const z = slopeOf[k - from]!;
    const y = labels[r]!;
    let slope: number;
    if (loss === 'logistic') slope = (1 / (1 + exp(-z)) - y) * (y > 0.5 ? positive : negative);
    else if (loss === 'hinge_loss') {
      const sign = y > 0.5 ? 1 : -1;
      slope = sign * z < margin ? -sign * (y > 0.5 ? positive : negative) : 0;
    } else slope = errorSlope(z - (y - label.center) / label.scale, settings, label.scale);
    slopeOf[k - from] = slope;
    gradient[columns] = gradient[columns]! + slope;
  }
  // Four rows at a time: the gradient is read and written a quarter as often.
  let k = from;
  for (; k + 4 <= to; k += 4) {
    const a = order[k]! * columns;
    const b = order[k + 1]! * columns;
    const c = order[k + 2]! * columns;
    const d = order[k + 3]! * columns;
    const p = slopeOf[k - from]!;
    const q = slopeOf[k - from + 1]!;
    const s = slopeOf[k - from + 2]!;
    const t = slopeOf[k - from + 3]!;
    for (let j = 0; j < columns; j++) {
      gradient[j] =
        gradient[j]! + (p * values[a + j]! + q * values[b + j]!) + (s * values[c + j]! + t * values[d + j]!);
    }
  }
  for (; k < to; k++) addRow(gradient, 0, slopeOf[k - from]!, values, order[k]! * columns, columns);
}

/** The slope of a regressor's loss at an error in units of `scale`; the squared losses are halved. */
function errorSlope(
  off: number,
  { loss, quantile, huberDelta, insensitivity }: LinearSettings,
  scale: number,
): number {
  switch (loss) {
    case 'absolute_loss':
      return Math.sign(off);
    case 'quantile_loss':
      return off > 0 ? 1 - quantile : off < 0 ? -quantile : 0;
    case 'huber_loss':
      return Math.max(-huberDelta / scale, Math.min(off, huberDelta / scale));
    case 'eps_insensitive_absolute_loss':
      return Math.abs(off) > insensitivity / scale ? Math.sign(off) : 0;
    case 'eps_insensitive_squared_loss':
      return Math.sign(off) * Math.max(0, Math.abs(off) - insensitivity / scale);
    default:
      return off;
  }
}

/** What a regressor's error costs, in the label's own units. */
function errorCost(off: number, { loss, quantile, huberDelta, insensitivity }: LinearSettings): number {
  const far = Math.abs(off);
  switch (loss) {
    case 'absolute_loss':
      return far;
    case 'quantile_loss':
      return off > 0 ? (1 - quantile) * off : -quantile * off;
    case 'huber_loss':
      return far <= huberDelta ? (off * off) / 2 : huberDelta * (far - huberDelta / 2);
    case 'eps_insensitive_absolute_loss':
      return Math.max(0, far - insensitivity);
    case 'eps_insensitive_squared_loss':
      return Math.max(0, far - insensitivity) ** 2;
    default:
      return off * off;
  }
}

/** Adds `slope` times the row at `at` to the gradient that starts at `start`, its bias left out. */
function addRow(
  gradient: Float64Array,
  start: number,
  slope: number,
  values: Float64Array,
  at: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) gradient[start + j] = gradient[start + j]! + slope * values[at + j]!;
}

function softmaxSlopes(
  { weights }: LinearModel,
  { values, labels, columns }: Matrix,
  order: Int32Array,
  from: number,
  to: number,
  rowWeights: ClassWeights,
  classes: number,
  gradient: Float64Array,
): void {
  const p = new Float64Array(classes);
  for (let k = from; k < to; k++) {
    const r = order[k]!;
    for (let c = 0; c < classes; c++) p[c] = score(values, r, columns, weights, c * (columns + 1));
    softmax(p);
    const label = labels[r]!;
    for (let c = 0; c < classes; c++) {
      const slope = (p[c]! - (c === label ? 1 : 0)) * rowWeights.classes[label]!;
      const start = c * (columns + 1);
      addRow(gradient, start, slope, values, r * columns, columns);
      gradient[start + columns] = gradient[start + columns]! + slope;
    }
  }
}

/** Scores to probabilities, in place; returns the logarithm of the sum of their exponentials. */
function softmax(scores: Float64Array): number {
  let top = -Infinity;
  for (const score of scores) top = Math.max(top, score);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += scores[c] = Math.exp(scores[c]! - top);
  for (let c = 0; c < scores.length; c++) scores[c]! /= sum;
  return top + Math.log(sum);
}

/**
 * The mean loss over all rows by class weights, without penalties; of a regressor in the label's own units. This is
 * what the container calls `objective_loss`.
 */
export function objectiveLoss(
  model: LinearModel,
  matrix: Matrix,
  rowWeights: ClassWeights,
  settings: LinearSettings,
): number {
  return settings.classes > 1
    ? softmaxLoss(model, matrix, rowWeights, settings.classes)
    : lossOf(scoresOf(model, matrix), matrix.labels, rowWeights, settings);
}

/** Of every row, a regressor's in the label's own units. */
export function scoresOf({ weights, label }: LinearModel, { values, rows, columns }: Matrix): Float64Array {
  const all = new Float64Array(rows);
  scores(values, undefined, 0, rows, columns, weights, all);
  for (let r = 0; r < rows; r++) all[r] = all[r]! * label.scale + label.center;
  return all;
}

function lossOf(
  scores: Float64Array,
  labels: Float32Array,
  { positive, negative }: ClassWeights,
  settings: LinearSettings,
): number {
  const { loss: kind, margin } = settings;
  if (kind === 'logistic' || kind === 'hinge_loss') {
    const costs = kind === 'logistic' ? logisticCosts(scores, labels) : hingeCosts(scores, labels, margin);
    let positives = 0;
    for (let r = 0; r < labels.length; r++) if (labels[r]! > 0.5) positives++;
    const weight = positive * positives + negative * (labels.length - positives);
    return (positive * costs.positive + negative * costs.negative) / weight;
  }
  let loss = 0;
  for (let r = 0; r < labels.length; r++) loss += errorCost(scores[r]! - labels[r]!, settings);
  return loss / labels.length;
}

/** What the rows of each class cost together. */
interface Costs {
  positive: number;
  negative: number;
}

/** Terms whose logarithms are taken at once, as that of their product: each is at most 2, so nothing overflows. */
const TOGETHER = 64;

/** Cross-entropies: max(z, 0) − z·y + log(1 + e^−|z|), with one logarithm for many rows. */
function logisticCosts(scores: Float64Array, labels: Float32Array): Costs {
  const costs = { positive: 0, negative: 0 };
  for (let from = 0; from < labels.length; from += TOGETHER) {
    const to = Math.min(from + TOGETHER, labels.length);
    let above = 1;
    let below = 1;
    for (let r = from; r < to; r++) {
      const z = scores[r]!;
      const term = 1 + exp(-Math.abs(z));
      if (labels[r]! > 0.5) {
        above *= term;
        if (!(z > 0)) costs.positive -= z;
      } else {
        below *= term;
        if (!(z < 0)) costs.negative += z;
      }
    }
    costs.positive += Math.log(above);
    costs.negative += Math.log(below);
  }
  return costs;
}

function hingeCosts(scores: Float64Array, labels: Float32Array, margin: number): Costs {
  const costs = { positive: 0, negative: 0 };
  for (let r = 0; r < labels.length; r++) {
    if (labels[r]! > 0.5) costs.positive += Math.max(0, margin - scores[r]!);
    else costs.negative += Math.max(0, margin + scores[r]!);
  }
  return costs;
}

function softmaxLoss(
  { weights }: LinearModel,
  { values, labels, rows, columns }: Matrix,
  rowWeights: ClassWeights,
  classes: number,
): number {
  const scores = new Float64Array(classes);
  let loss = 0;
  let weight = 0;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < classes; c++) scores[c] = score(values, r, columns, weights, c * (columns + 1));
    const own = scores[labels[r]!]!;
    const w = rowWeights.classes[labels[r]!]!;
    loss += w * (softmax(scores) - own);
    weight += w;
  }
  return loss / weight;
}
