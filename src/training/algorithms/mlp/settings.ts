import { readHyperparameters } from '../../hyperparameters.ts';
import { AlgorithmError } from '../../types.ts';
import { type Callbacks, readCallbacks } from './callbacks.ts';
import type { Optimizer, OptimizerName } from '../optimizers.ts';
import { countParameters } from './network.ts';

export interface MlpSettings {
  readonly epochs: number;
  /** Units of each hidden layer, from the input on. */
  readonly hidden: readonly number[];
  /** 1: a sigmoid unit for labels 0 and 1; else the number of classes, one softmax unit each. */
  readonly outputs: number;
  readonly batchRows: number;
  readonly optimizer: Optimizer;
  /** Cross-entropy of classes, or squared error of a number. */
  readonly loss: 'crossentropy' | 'mse';
  /** Share of the train channel, from its end, that is kept for validation where there is no such channel. */
  readonly validationSplit: number;
  /** Of weights and shuffles; absent: that of the training job. */
  readonly seed?: number;
  readonly callbacks: Callbacks;
}

/** Four copies of the weights (values, gradient, two moments) and the artifact's text have to fit a browser tab. */
const mostParameters = 2_000_000;

/**
 * Reads the hyperparameters of the multilayer perceptron; defaults are Keras's where Keras has one.
 *
 * | name | default | |
 * |---|---|---|
 * | hidden_units | 500 | units per hidden layer, e.g. `500` or `64,64` |
 * | num_classes | 1 | 1 or 2: sigmoid and labels 0/1; from 3: softmax and labels 0 … num_classes − 1 |
 * | epochs | 100 | |
 * | mini_batch_size | 32 | more than the rows: all rows |
 * | optimizer | adam | sgd, nag, adam, rmsprop |
 * | learning_rate | 0.01 for sgd and nag, 0.001 for adam and rmsprop | |
 * | momentum | 0 for sgd, 0.9 for nag | without effect on the others, so that optimizer can be tuned beside it |
 * | loss | crossentropy | crossentropy; mse: one linear output, the label is a number |
 * | validation_split | 0 | as Keras's `fit`: the last rows of the train channel, unless there is a validation channel |
 * | seed | the training job's own | of fresh weights and shuffles, so that training jobs can share both |
 *
 * Those of early stopping and of the model checkpoint: see `readCallbacks`.
 *
 * Adam: β₁ 0.9, β₂ 0.999; RMSprop: ρ 0.9; both ε 1e-7. Throws AlgorithmError on bad or unknown ones.
 */
export function readMlpSettings(given: Readonly<Record<string, string>>): MlpSettings {
  const h = readHyperparameters(given);
  const hidden = h
    .text('hidden_units', { default: '500' })
    .split(',')
    .map((text) => text.trim());
  if (!hidden.every((text) => /^[1-9]\d{0,4}$/.test(text))) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter hidden_units: could not parse '${hidden.join(',')}' as positive integers separated by commas`,
    );
  }
  const classes = h.integer('num_classes', { min: 1, max: 1000, default: 1 });
  const name = h.oneOf('optimizer', ['sgd', 'nag', 'adam', 'rmsprop'], { default: 'adam' });
  const loss = h.oneOf('loss', ['crossentropy', 'mse'], { default: 'crossentropy' });
  // Read here so that every optimiser knows it, and none takes one that is no momentum.
  h.number('momentum', { min: 0, max: 1, default: 0 });
  const settings: MlpSettings = {
    epochs: h.integer('epochs', { min: 1, default: 100 }),
    hidden: hidden.map(Number),
    outputs: classes <= 2 || loss === 'mse' ? 1 : classes,
    batchRows: h.integer('mini_batch_size', { min: 1, default: 32 }),
    optimizer: readOptimizer(name, {
      learningRate: (fallback) => h.number('learning_rate', { above: 0, default: fallback }),
      momentum: (fallback) => h.number('momentum', { min: 0, max: 1, default: fallback }),
    }),
    loss,
    validationSplit: h.number('validation_split', { min: 0, below: 1, default: 0 }),
    ...(h.has('seed') && { seed: h.integer('seed', { min: 0, max: 4_294_967_295 }) }),
    callbacks: readCallbacks(h),
  };
  h.rejectUnread();
  return settings;
}

function readOptimizer(
  name: OptimizerName,
  read: { learningRate(fallback: number): number; momentum(fallback: number): number },
): Optimizer {
  switch (name) {
    case 'sgd':
      return { name, learningRate: read.learningRate(0.01), momentum: read.momentum(0) };
    case 'nag':
      return { name, learningRate: read.learningRate(0.01), momentum: read.momentum(0.9) };
    case 'adam':
      return { name, learningRate: read.learningRate(0.001), beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    case 'rmsprop':
      return { name, learningRate: read.learningRate(0.001), rho: 0.9, epsilon: 1e-7 };
  }
}

/** The network's layer sizes, input first. Throws AlgorithmError when it grows beyond what a browser tab can train. */
export function layerSizes(columns: number, { hidden, outputs }: MlpSettings): readonly number[] {
  const sizes = [columns, ...hidden, outputs];
  const parameters = countParameters(sizes);
  if (parameters <= mostParameters) return sizes;
  throw new AlgorithmError(
    `ClientError: Hyperparameter hidden_units: ${hidden.join(',')} makes ${parameters} weights, more than ${mostParameters}`,
  );
}
