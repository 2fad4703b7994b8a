import type { Floats } from '../../metrics.ts';
import { addRows, type Matrix, score } from './matrix.ts';
import type { LinearModel } from './model.ts';
import type { LinearSettings } from './settings.ts';

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
  const { columns, room } = matrix;
  const { l1, l2, useBias, biasDecay, classes } = settings;
  for (const sums of room.sums) sums.fill(0);
  score(matrix, model.weights, order, from, to, (_, count) => {
    if (classes > 1) softmaxSlopes(matrix, count, rowWeights);
    else slopes(model, matrix, count, rowWeights, settings);
    addRows(matrix, count);
  });
  for (const [c, sums] of room.sums.entries()) gradient.set(sums.subarray(0, columns + 1), c * (columns + 1));
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

/** Turns the scores of the rows at hand into the slopes of their losses. */
function slopes(
  { label }: LinearModel,
  { labels, room }: Matrix,
  count: number,
  { positive, negative }: ClassWeights,
  settings: LinearSettings,
): void {
  const { loss, margin } = settings;
  const of = room.scores[0]!;
  if (loss === 'logistic') room.kernels.sigmoids(of, count);
  for (let k = 0; k < count; k++) {
    const y = labels[room.order[k]!]!;
    const z = of[k]!;
    if (loss === 'logistic') of[k] = (z - y) * (y > 0.5 ? positive : negative);
    else if (loss === 'hinge_loss') {
      const sign = y > 0.5 ? 1 : -1;
      of[k] = sign * z < margin ? -sign * (y > 0.5 ? positive : negative) : 0;
    } else of[k] = errorSlope(z - (y - label.center) / label.scale, settings, label.scale);
  }
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

/** `slopes` of several classes. */
function softmaxSlopes({ labels, room }: Matrix, count: number, rowWeights: ClassWeights): void {
  const p = new Float64Array(room.scores.length);
  for (let k = 0; k < count; k++) {
    for (let c = 0; c < p.length; c++) p[c] = room.scores[c]![k]!;
    softmax(p);
    const label = labels[room.order[k]!]!;
    const weight = rowWeights.classes[label]!;
    for (let c = 0; c < p.length; c++) room.scores[c]![k] = (p[c]! - (c === label ? 1 : 0)) * weight;
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
  if (settings.classes > 1) return softmaxLoss(model, matrix, rowWeights);
  const { labels, room } = matrix;
  const { positive, negative } = rowWeights;
  const { loss: kind, margin } = settings;
  const scores = scoresOf(model, matrix);
  if (kind === 'logistic' || kind === 'hinge_loss') {
    const costs =
      kind === 'logistic' ? logisticCosts(scores, labels, room) : hingeCosts(scores, labels, margin);
    let positives = 0;
    for (let r = 0; r < labels.length; r++) if (labels[r]! > 0.5) positives++;
    const weight = positive * positives + negative * (labels.length - positives);
    return (positive * costs.positive + negative * costs.negative) / weight;
  }
  let loss = 0;
  for (let r = 0; r < labels.length; r++) loss += errorCost(scores[r]! - labels[r]!, settings);
  return loss / labels.length;
}

/** Of every row, a regressor's in the label's own units. */
export function scoresOf({ weights, label }: LinearModel, matrix: Matrix): Float64Array {
  const all = new Float64Array(matrix.rows);
  score(matrix, weights, undefined, 0, matrix.rows, (at, count) => {
    const scores = matrix.room.scores[0]!;
    for (let k = 0; k < count; k++) all[at + k] = scores[k]! * label.scale + label.center;
  });
  return all;
}

/** What the rows of each class cost together. */
interface Costs {
  positive: number;
  negative: number;
}

/** Terms whose logarithms are taken at once, as that of their product: each is at most 2, so nothing overflows. */
const TOGETHER = 64;

/** Cross-entropies: max(z, 0) − z·y + log(1 + e^−|z|), with one logarithm for many rows. */
function logisticCosts(
  scores: Float64Array,
  labels: Float32Array,
  { kernels, terms }: Matrix['room'],
): Costs {
  const costs = { positive: 0, negative: 0 };
  for (let from = 0; from < labels.length; from += TOGETHER) {
    const to = Math.min(from + TOGETHER, labels.length);
    terms.set(scores.subarray(from, to));
    kernels.tails(terms, to - from);
    let above = 1;
    let below = 1;
    for (let r = from; r < to; r++) {
      const z = scores[r]!;
      const term = terms[r - from]!;
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

function softmaxLoss({ weights }: LinearModel, matrix: Matrix, rowWeights: ClassWeights): number {
  const { labels, room } = matrix;
  const scores = new Float64Array(room.scores.length);
  let loss = 0;
  let weight = 0;
  score(matrix, weights, undefined, 0, matrix.rows, (at, count) => {
    for (let k = 0; k < count; k++) {
      for (let c = 0; c < scores.length; c++) scores[c] = room.scores[c]![k]!;
      const label = labels[at + k]!;
      const own = scores[label]!;
      const w = rowWeights.classes[label]!;
      loss += w * (softmax(scores) - own);
      weight += w;
    }
  });
  return loss / weight;
}
