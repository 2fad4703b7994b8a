import { auc, meanSquaredError } from '../../metrics.ts';
import type { MetricName } from './names.ts';
import type { Params } from './params.ts';

/**
 * Predictions against labels. Of two classes the predictions are what the objective makes of margins (mostly the
 * probability of class 1), one a row; of several they are rows × classes probabilities; else numbers. The parameter is
 * what follows the @ in a metric's name.
 */
type Metric = (predictions: Float32Array, labels: Float32Array, params: Given) => number;
type Given = Params & { readonly parameter?: number };

export const metrics: Readonly<Record<MetricName, Metric>> = {
  auc: (predictions, labels) => auc(labels, predictions),
  aucpr: areaUnderPrecisionRecall,
  error: (predictions, labels, { parameter: threshold = 0.5 }) =>
    mean(labels, (label, i) => (predictions[i]! > threshold ? 1 - label : label)),
  logloss,
  merror: (predictions, labels, params) => 1 - hits(predictions, labels, params),
  mlogloss: (predictions, labels, { classes }) =>
    mean(labels, (label, i) => -Math.log(Math.max(predictions[i * classes + label]!, 1e-16))),
  accuracy: hits,
  balanced_accuracy: (...given) => ofClasses(given, ({ recall }) => recall),
  f1: (...given) => ofClasses(given, ({ f1 }) => f1),
  f1_macro: (...given) => ofClasses(given, ({ f1 }) => f1),
  f1_binary: (...given) => scores(...given)[1]!.f1,
  precision: (...given) => scores(...given)[1]!.precision,
  recall: (...given) => scores(...given)[1]!.recall,
  precision_macro: (...given) => ofClasses(given, ({ precision }) => precision),
  recall_macro: (...given) => ofClasses(given, ({ recall }) => recall),
  // Over all classes together each wrong row is one false positive and one false negative.
  precision_micro: hits,
  recall_micro: hits,

  rmse: (predictions, labels) => Math.sqrt(meanSquaredError(labels, predictions)),
  mse: (predictions, labels) => meanSquaredError(labels, predictions),
  mae: (predictions, labels) => mean(labels, (label, i) => Math.abs(predictions[i]! - label)),
  r2: (predictions, labels) => {
    const middle = mean(labels, (label) => label);
    return 1 - meanSquaredError(labels, predictions) / mean(labels, (label) => (label - middle) ** 2);
  },
  mape: (predictions, labels) => mean(labels, (label, i) => Math.abs((label - predictions[i]!) / label)),
  mphe: (predictions, labels) =>
    mean(labels, (label, i) => Math.sqrt(1 + (predictions[i]! - label) ** 2) - 1),
  rmsle: (predictions, labels) =>
    Math.sqrt(mean(labels, (label, i) => (Math.log1p(label) - Math.log1p(predictions[i]!)) ** 2)),
  'gamma-deviance': (predictions, labels) =>
    2 *
    mean(labels, (label, i) => {
      const [p, y] = [predictions[i]! + 1e-9, label + 1e-9];
      return Math.log(p / y) + y / p - 1;
    }),
  'gamma-nloglik': (predictions, labels) =>
    mean(labels, (label, i) => label / predictions[i]! + Math.log(predictions[i]!)),
  'poisson-nloglik': (predictions, labels) =>
    mean(labels, (label, i) => {
      const p = Math.max(predictions[i]!, 1e-16);
      return logGamma(label + 1) + p - Math.log(p) * label;
    }),
  'tweedie-nloglik': (predictions, labels, { tweediePower, parameter: rho = tweediePower }) =>
    mean(labels, (label, i) => {
      const log = Math.log(predictions[i]!);
      return (-label * Math.exp((1 - rho) * log)) / (1 - rho) + Math.exp((2 - rho) * log) / (2 - rho);
    }),
  'cox-nloglik': coxLoss,
};

/**
 * Area under the curve of precision over recall, between its points along the curve that keeps their counts (Davis and
 * Goadrich 2006); rows of equal prediction are one point. 0 when one of the classes is absent.
 */
function areaUnderPrecisionRecall(predictions: Float32Array, labels: Float32Array): number {
  const order = [...labels.keys()].sort((a, b) => predictions[b]! - predictions[a]!);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives <= 0 || positives >= labels.length) return 0;
  let area = 0;
  let [right, wrong, rightBefore, wrongBefore] = [0, 0, 0, 0];
  order.forEach((row, i) => {
    right += labels[row]!;
    wrong += 1 - labels[row]!;
    if (i + 1 < order.length && predictions[order[i + 1]!] === predictions[row]) return;
    if (right > rightBefore) {
      // Recall grows from `from` to `to`; one more right row comes with `slope` wrong ones.
      const [from, to] = [rightBefore / positives, right / positives];
      const slope = (wrong - wrongBefore) / (right - rightBefore);
      const offset = (wrongBefore - slope * rightBefore) / positives;
      const bend =
        offset === 0
          ? 0
          : (offset / (1 + slope)) *
            (Math.log((1 + slope) * to + offset) - Math.log((1 + slope) * from + offset));
      area += (to - from - bend) / (1 + slope);
    }
    [rightBefore, wrongBefore] = [right, wrong];
  });
  return area;
}

/** Rows by time to their event, ties in their order: labels are times, negative where nothing had happened by then. */
export function byTime(labels: Float32Array): readonly number[] {
  return [...labels.keys()].sort((a, b) => Math.abs(labels[a]!) - Math.abs(labels[b]!));
}

/** Negative partial log-likelihood of Cox's model an event, ties after Breslow; predictions are hazards. */
function coxLoss(predictions: Float32Array, labels: Float32Array): number {
  const order = byTime(labels);
  let atRisk = predictions.reduce((sum, hazard) => sum + hazard, 0);
  let [loss, events, leaving] = [0, 0, 0];
  order.forEach((row, i) => {
    if (labels[row]! > 0) {
      loss += Math.log(atRisk) - Math.log(predictions[row]!);
      events++;
    }
    leaving += predictions[row]!;
    const next = order[i + 1];
    if (next !== undefined && Math.abs(labels[next]!) <= Math.abs(labels[row]!)) return;
    atRisk -= leaving;
    leaving = 0;
  });
  return loss / events;
}

function mean(labels: Float32Array, of: (label: number, i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += of(labels[i]!, i);
  return sum / labels.length;
}

/** Mean negative log-likelihood, with XGBoost's clamp of 1e-16 for certain predictions. */
function logloss(predictions: Float32Array, labels: Float32Array): number {
  const part = (share: number, p: number) => (share === 0 ? 0 : -share * Math.log(Math.max(p, 1e-16)));
  return mean(
    labels,
    (label, i) => part(label, predictions[i]!) + part(1 - label, Math.fround(1 - predictions[i]!)),
  );
}

/** The class a row is put in: the likeliest, the lowest among equals; of two the second above one half. */
function chosen(predictions: Float32Array, row: number, classes: number): number {
  if (classes === 1) return predictions[row]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let c = 1; c < classes; c++) {
    if (predictions[row * classes + c]! > predictions[row * classes + best]!) best = c;
  }
  return best;
}

/** Share of rows put in the right class. */
function hits(predictions: Float32Array, labels: Float32Array, { classes }: Params): number {
  return mean(labels, (label, i) => (chosen(predictions, i, classes) === label ? 1 : 0));
}

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Whether the class occurs among labels or predictions: scikit-learn's averages leave others out. */
  readonly seen: boolean;
}

/** Precision, recall and F1 of every class; 0 where there is nothing to divide by, as in scikit-learn. */
function scores(predictions: Float32Array, labels: Float32Array, { classes }: Params): readonly Scores[] {
  const count = Math.max(classes, 2);
  const [right, told, real] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < labels.length; i++) {
    const guess = chosen(predictions, i, classes);
    const label = labels[i]!;
    told[guess]!++;
    real[label]!++;
    if (guess === label) right[guess]!++;
  }
  return Array.from(right, (hit, c) => ({
    precision: hit / told[c]! || 0,
    recall: hit / real[c]! || 0,
    f1: (2 * hit) / (told[c]! + real[c]!) || 0,
    seen: told[c]! + real[c]! > 0,
  }));
}

function ofClasses(given: Parameters<Metric>, pick: (score: Scores) => number): number {
  const seen = scores(...given).filter((each) => each.seen);
  return seen.reduce((sum, each) => sum + pick(each), 0) / seen.length;
}

/** ln Γ(x) for x ≥ 1, by Stirling's series after moving x above 10; good to 1e-12. */
function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  for (; z < 10; z++) shift += Math.log(z);
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
