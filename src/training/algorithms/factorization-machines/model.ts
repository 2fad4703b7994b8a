import { accuracy, logisticLoss, meanSquaredError } from '../../metrics.ts';
import type { Dataset } from '../../types.ts';
import { score, type Shape } from './machine.ts';

/** A machine and what it tells: the log-odds of class 1, or a number. */
export interface Machine {
  readonly shape: Shape;
  readonly binary: boolean;
  readonly parameters: Float64Array;
}

/** JSON has no NaN and no infinity: a diverged parameter is null and comes back as NaN. */
type Num = number | null;

interface ModelJson extends Shape {
  readonly format: 'etude-factorization-machine';
  readonly version: 1;
  readonly predictorType: 'binary_classifier' | 'regressor';
  readonly bias: Num;
  readonly weights: readonly Num[];
  /** `factors` numbers a feature. */
  readonly pairs: readonly Num[];
}

/** The artifact's text. */
export function writeMachine({ shape, binary, parameters }: Machine): string {
  const [bias = null, ...rest] = Array.from(parameters, (value) => (Number.isFinite(value) ? value : null));
  return JSON.stringify({
    format: 'etude-factorization-machine',
    version: 1,
    predictorType: binary ? 'binary_classifier' : 'regressor',
    ...shape,
    bias,
    weights: rest.slice(0, shape.columns),
    pairs: rest.slice(shape.columns),
  } satisfies ModelJson);
}

/** Loads what `writeMachine` wrote: the same machine, bit for bit. */
export function readMachine(text: string): Machine {
  const { columns, factors, predictorType, bias, weights, pairs } = JSON.parse(text) as ModelJson;
  return {
    shape: { columns, factors },
    binary: predictorType === 'binary_classifier',
    parameters: Float64Array.from([bias, ...weights, ...pairs], (value) => value ?? Number.NaN),
  };
}

/** Of two classes accuracy, cross-entropy and F1 at probability 0.5; of numbers `mse` and `rmse`. */
export function judged(
  { shape, binary, parameters }: Machine,
  { rows, columns, features, labels }: Dataset,
): Readonly<Record<string, number>> {
  const sums = new Float64Array(shape.factors);
  const scores = Float64Array.from({ length: rows }, (_, r) =>
    score(shape, parameters, features, r * columns, sums),
  );
  if (!binary) {
    const mse = meanSquaredError(labels, scores);
    return { mse, rmse: Math.sqrt(mse) };
  }
  let loss = 0;
  const seen = { both: 0, told: 0, real: 0 };
  scores.forEach((z, r) => {
    loss += logisticLoss(labels[r]!, z);
    if (z > 0) seen.told++;
    if (labels[r] === 1) seen.real++;
    if (z > 0 && labels[r] === 1) seen.both++;
  });
  return {
    binary_classification_accuracy: accuracy(labels, scores, 0),
    binary_classification_cross_entropy: loss / rows,
    binary_f_beta: (2 * seen.both) / (seen.told + seen.real) || 0,
  };
}
