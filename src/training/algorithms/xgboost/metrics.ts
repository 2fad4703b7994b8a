import type { MetricName } from './names.ts';

/** Predictions (probabilities for the binary metrics) against labels; both of the same length. */
type Metric = (predictions: Float32Array, labels: Float32Array) => number;

export const metrics: Readonly<Record<MetricName, Metric>> = {
  auc,
  error,
  logloss,
  accuracy: (predictions, labels) => 1 - error(predictions, labels),
  rmse: (predictions, labels) => Math.sqrt(mse(predictions, labels)),
  mae: (predictions, labels) => mean(labels, (label, i) => Math.abs(predictions[i]! - label)),
  mse,
};

function mean(labels: Float32Array, of: (label: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += of(labels[i]!, i);
  return sum / labels.length;
}

function mse(predictions: Float32Array, labels: Float32Array): number {
  return mean(labels, (label, i) => (predictions[i]! - label) ** 2);
}

/** Share of rows on the wrong side of 0.5. */
function error(predictions: Float32Array, labels: Float32Array): number {
  return mean(labels, (label, i) => (predictions[i]! > 0.5 ? 1 - label : label));
}

/** Mean negative log-likelihood, with XGBoost's clamp of 1e-16 for certain predictions. */
function logloss(predictions: Float32Array, labels: Float32Array): number {
  const part = (share: number, p: number) => (share === 0 ? 0 : -share * Math.log(Math.max(p, 1e-16)));
  return mean(labels, (label, i) => {
    const p = predictions[i]!;
    return part(label, p) + part(1 - label, Math.fround(1 - p));
  });
}

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/**
 * Area under the ROC curve: the chance that a positive row scores above a negative one, ties counting half. Labels of
 * .5 and more are positive; scores must not be negative. NaN without rows of both kinds.
 *
 * The order of non-negative 32-bit floats is that of their bits, and those of a probability leave the top bits free:
 * so score and label become one integer, and three counting passes sort what a comparator would sort ten times slower.
 */
export function auc(scores: Float32Array, labels: Float32Array): number {
  const n = scores.length;
  let keys = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    float[0] = scores[i]!;
    keys[i] = (bits[0]! << 1) | (labels[i]! >= 0.5 ? 1 : 0);
  }
  keys = radixSort(keys);
  let pairs = 0;
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < n; ) {
    const score = keys[i]! >>> 1;
    let tiedPositives = 0;
    let tied = 0;
    for (; i < n && keys[i]! >>> 1 === score; i++, tied++) tiedPositives += keys[i]! & 1;
    pairs += tiedPositives * (negatives + (tied - tiedPositives) / 2);
    positives += tiedPositives;
    negatives += tied - tiedPositives;
  }
  return pairs / (positives * negatives);
}

/** Ascending, 11 bits a pass; the argument serves as a buffer. */
function radixSort(keys: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(2048);
  let from = keys;
  let to = new Uint32Array(keys.length);
  for (let shift = 0; shift < 32; shift += 11) {
    places.fill(0);
    for (let i = 0; i < from.length; i++) {
      const digit = (from[i]! >>> shift) & 2047;
      places[digit] = places[digit]! + 1;
    }
    let before = 0;
    for (let digit = 0; digit < 2048; digit++) {
      const here = places[digit]!;
      places[digit] = before;
      before += here;
    }
    for (let i = 0; i < from.length; i++) {
      const key = from[i]!;
      const digit = (key >>> shift) & 2047;
      const place = places[digit]!;
      to[place] = key;
      places[digit] = place + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
