import { auc, meanSquaredError } from '../../metrics.ts';
import type { MetricName } from './names.ts';

/** Predictions (probabilities for the binary metrics) against labels; both of the same length. */
type Metric = (predictions: Float32Array, labels: Float32Array) => number;

export const metrics: Readonly<Record<MetricName, Metric>> = {
  auc: (predictions, labels) => auc(labels, predictions),
  error,
  logloss,
  accuracy: (predictions, labels) => 1 - error(predictions, labels),
  rmse: (predictions, labels) => Math.sqrt(meanSquaredError(labels, predictions)),
  mae: (predictions, labels) => mean(labels, (label, i) => Math.abs(predictions[i]! - label)),
  mse: (predictions, labels) => meanSquaredError(labels, predictions),
};

function mean(labels: Float32Array, of: (label: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += of(labels[i]!, i);
  return sum / labels.length;
}

/** Share of rows on the wrong side of 0.5; 0.5 itself counts as negative. */
function error(predictions: Float32Array, labels: Float32Array): number {
  return mean(labels, (label, i) => (predictions[i]! > 0.5 ? 1 - label : label));
}

/** Mean negative log-likelihood, with XGBoost's clamp of 1e-16 for certain predictions. */
function logloss(predictions: Float32Array, labels: Float32Array): number {
  const part = (share: number, p: number) => (share === 0 ? 0 : -share * Math.log(Math.max(p, 1e-16)));
  return mean(
    labels,
    (label, i) => part(label, predictions[i]!) + part(1 - label, Math.fround(1 - predictions[i]!)),
  );
}
