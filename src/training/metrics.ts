/**
 * Figures that several learners report. Labels and scores have one entry per row; sums run in row order and
 * in double precision, so a figure depends on its arguments alone.
 */
export type Floats = Float32Array | Float64Array;

/**
 * Area under the ROC curve: the share of (positive, negative) pairs in which the positive row scores higher,
 * ties counting half. NaN when one of the classes is absent or any score is NaN.
 *
 * The classes are sorted apart and merged: typed arrays sort without a comparator, which costs a fraction of
 * sorting an index by score.
 */
export function auc(labels: Floats, scores: Floats): number {
  const rows = labels.length;
  let positives = 0;
  for (let r = 0; r < rows; r++) if (labels[r]! > 0.5) positives++;
  const negatives = rows - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;

  const high = new Float64Array(positives);
  const low = new Float64Array(negatives);
  let h = 0;
  let l = 0;
  for (let r = 0; r < rows; r++) {
    const score = scores[r]!;
    if (Number.isNaN(score)) return Number.NaN;
    if (labels[r]! > 0.5) high[h++] = score;
    else low[l++] = score;
  }
  high.sort();
  low.sort();

  let pairs = 0;
  let below = 0;
  let notAbove = 0;
  for (const score of high) {
    while (below < negatives && low[below]! < score) below++;
    while (notAbove < negatives && low[notAbove]! <= score) notAbove++;
    pairs += below + notAbove;
  }
  return pairs / (2 * positives * negatives);
}

/** Share of rows whose score lies on the label's side of `threshold`; a score equal to it counts as negative. */
export function accuracy(labels: Floats, scores: Floats, threshold: number): number {
  let right = 0;
  for (let r = 0; r < labels.length; r++) if (scores[r]! > threshold === labels[r]! > 0.5) right++;
  return right / labels.length;
}

/** Mean squared difference. */
export function meanSquaredError(labels: Floats, predictions: Floats): number {
  let sum = 0;
  for (let r = 0; r < labels.length; r++) {
    const difference = predictions[r]! - labels[r]!;
    sum += difference * difference;
  }
  return sum / labels.length;
}

/**
 * Cross-entropy of one row from its log-odds: −log p for a positive row, −log(1 − p) for a negative one.
 * Working on log-odds keeps it exact where the probability has already rounded to 0 or 1.
 */
export function logisticLoss(label: number, logOdds: number): number {
  return Math.max(logOdds, 0) - logOdds * label + Math.log1p(Math.exp(-Math.abs(logOdds)));
}

/** The probability belonging to log-odds. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
