import type { Floats } from '../metrics.ts';

/**
 * Gradient descent on one flat vector of weights, as Keras 3 writes it (keras.io/api/optimizers): epsilon is added
 * outside Adam's square root (after its bias correction was folded into the step size) and inside RMSprop's, and
 * momentum accumulates steps that already carry the learning rate. `nag` is Keras's SGD(nesterov=True).
 */
export type Optimizer =
  | { readonly name: 'sgd' | 'nag'; readonly learningRate: number; readonly momentum: number }
  | {
      readonly name: 'adam';
      readonly learningRate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
    }
  | {
      readonly name: 'rmsprop';
      readonly learningRate: number;
      readonly rho: number;
      readonly epsilon: number;
    };

export type OptimizerName = Optimizer['name'];

/** Weights and all that an optimiser remembers about them. Survives structuredClone: it is what a checkpoint holds. */
export interface Weights<F extends Floats> {
  /** The weights themselves. */
  readonly values: F;
  /** Running step or mean of the gradient (sgd, nag, adam). */
  readonly first: F;
  /** Running mean of the squared gradient (adam, rmsprop). */
  readonly second: F;
  /** Updates made so far. */
  readonly steps: number;
}

/** An independent copy. */
export function copyWeights<F extends Floats>({ values, first, second, steps }: Weights<F>): Weights<F> {
  return { values: values.slice() as F, first: first.slice() as F, second: second.slice() as F, steps };
}

/**
 * Moves `values` one step against `gradient` (same length), in place, and returns the weights with one step more.
 * `adam` may take over Adam's loop.
 */
export function update<F extends Floats>(
  optimizer: Optimizer,
  weights: Weights<F>,
  gradient: F,
  adam: AdamStep<F> = adamStep,
): Weights<F> {
  const steps = weights.steps + 1;
  const { values, first, second } = weights;
  switch (optimizer.name) {
    case 'sgd':
      momentumStep(values, gradient, first, optimizer.learningRate, optimizer.momentum, false);
      break;
    case 'nag':
      momentumStep(values, gradient, first, optimizer.learningRate, optimizer.momentum, true);
      break;
    case 'adam': {
      const { learningRate, beta1, beta2, epsilon } = optimizer;
      const rate = (learningRate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
      adam(values, gradient, first, second, rate, 1 - beta1, 1 - beta2, epsilon);
      break;
    }
    case 'rmsprop':
      rmspropStep(values, gradient, second, optimizer.learningRate, 1 - optimizer.rho, optimizer.epsilon);
      break;
  }
  return { ...weights, steps };
}

/** Adam's loop; `rate` contains the bias correction, what is forgotten is the share of the new in a running mean. */
type AdamStep<F extends Floats> = (
  values: F,
  gradient: F,
  mean: F,
  square: F,
  rate: number,
  forgetMean: number,
  forgetSquare: number,
  epsilon: number,
) => void;

function momentumStep(
  values: Floats,
  gradient: Floats,
  velocity: Floats,
  rate: number,
  momentum: number,
  ahead: boolean,
): void {
  for (let i = 0; i < values.length; i++) {
    const step = rate * gradient[i]!;
    const moving = momentum * velocity[i]! - step;
    velocity[i] = moving;
    values[i]! += ahead ? momentum * moving - step : moving;
  }
}

function adamStep(
  values: Floats,
  gradient: Floats,
  mean: Floats,
  square: Floats,
  rate: number,
  forgetMean: number,
  forgetSquare: number,
  epsilon: number,
): void {
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const g = gradient[i]!;
    const before = mean[i]!;
    const spread = square[i]!;
    const m = before + (g - before) * forgetMean;
    const v = spread + (g * g - spread) * forgetSquare;
    mean[i] = m;
    square[i] = v;
    values[i]! -= (rate * m) / (Math.sqrt(v) + epsilon);
  }
}

function rmspropStep(
  values: Floats,
  gradient: Floats,
  square: Floats,
  rate: number,
  forgetSquare: number,
  epsilon: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i]!;
    const v = square[i]! + (g * g - square[i]!) * forgetSquare;
    square[i] = v;
    values[i]! -= (rate * g) / Math.sqrt(v + epsilon);
  }
}
