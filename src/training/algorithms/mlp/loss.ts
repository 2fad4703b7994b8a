import { logisticLoss, sigmoid } from '../../metrics.ts';

/** Sums over rows; divide by the rows for means. */
export interface Tally {
  loss: number;
  /** Rows whose class was told rightly. */
  right: number;
}

/**
 * How a network is told off: adds loss and hits of `rows` outputs (rows × outputs) to `tally`, and writes
 * ∂(mean loss)/∂output into `delta` if there is one.
 */
export type Loss = typeof crossEntropy;

/** Mean squared error of one linear output; no hits. */
export const squaredError: Loss = (outputs, labels, rows, _, tally, delta) => {
  for (let r = 0; r < rows; r++) {
    const off = outputs[r]! - labels[r]!;
    tally.loss += off * off;
    if (delta) delta[r] = (2 * off) / rows;
  }
};

/**
 * Adds the cross-entropy and the hits of `rows` logits (rows × outputs) to `tally`, and writes ∂(mean loss)/∂logit
 * into `delta` if there is one. One output is a sigmoid unit told against labels 0 and 1, several are a softmax told
 * against class indices. Computed on logits, so nothing is clipped (Keras clips probabilities at 1e-7 when it has no
 * logits at hand). Divergence gives NaN or infinity, never an error.
 */
export function crossEntropy(
  logits: Float32Array,
  labels: Float32Array,
  rows: number,
  outputs: number,
  tally: Tally,
  delta?: Float32Array,
): void {
  if (outputs === 1) binary(logits, labels, rows, tally, delta);
  else categorical(logits, labels, rows, outputs, tally, delta);
}

function binary(
  logits: Float32Array,
  labels: Float32Array,
  rows: number,
  tally: Tally,
  delta?: Float32Array,
): void {
  for (let r = 0; r < rows; r++) {
    const logit = logits[r]!;
    const label = labels[r]!;
    tally.loss += logisticLoss(label, logit);
    if (logit > 0 === label > 0.5) tally.right++;
    if (delta) delta[r] = (sigmoid(logit) - label) / rows;
  }
}

function categorical(
  logits: Float32Array,
  labels: Float32Array,
  rows: number,
  outputs: number,
  tally: Tally,
  delta?: Float32Array,
): void {
  for (let r = 0; r < rows; r++) {
    const start = r * outputs;
    let best = 0;
    for (let c = 1; c < outputs; c++) if (logits[start + c]! > logits[start + best]!) best = c;
    const top = logits[start + best]!;
    let sum = 0;
    for (let c = 0; c < outputs; c++) sum += Math.exp(logits[start + c]! - top);
    const label = labels[r]!;
    tally.loss += Math.log(sum) + top - logits[start + label]!;
    if (best === label) tally.right++;
    if (!delta) continue;
    for (let c = 0; c < outputs; c++) {
      const probability = Math.exp(logits[start + c]! - top) / sum;
      delta[start + c] = (probability - (c === label ? 1 : 0)) / rows;
    }
  }
}
