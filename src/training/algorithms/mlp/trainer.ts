import { type Optimizer, update, type Weights } from '../optimizers.ts';
import { forward, rectified } from './forward.ts';
import { biasGradient, inputGradient, weightGradient } from './gradients.ts';
import { crossEntropy, type Loss, type Tally } from './loss.ts';
import { layersOf } from './network.ts';
import { type Packed, type SparseRows, sparseForward, sparseTile, sparseWeightGradient } from './sparse.ts';

/** Means over the rows of a channel. */
export interface Scores {
  readonly loss: number;
  /** Share of rows whose class was told rightly. */
  readonly accuracy: number;
}

/** Rows that are pushed through a network at once when it is only looked at. */
const lookRows = 128;

/** Logits (rows × outputs) of `rows` inputs at a time, with room for `capacity` rows; the hidden layers are rectified. */
export function activator(sizes: readonly number[], parameters: Float32Array, capacity: number) {
  const layers = layersOf(sizes, parameters);
  const activations = layers.map(({ outputs }) => new Float32Array(capacity * outputs));
  const through = (from: number, input: Float32Array, rows: number): Float32Array => {
    let below = input;
    for (let l = from; l < layers.length; l++) {
      const { inputs, outputs, kernel, bias } = layers[l]!;
      const out = activations[l]!;
      forward(below, rows, inputs, kernel, bias, outputs, l < layers.length - 1, out);
      below = out;
    }
    return below;
  };
  const run = (input: Float32Array, rows: number) => through(0, input, rows);
  /** The same for the rows `picked` of a sparse matrix. */
  const runSparse = (input: SparseRows, picked: Int32Array): Float32Array => {
    const { outputs, kernel, bias } = layers[0]!;
    const out = activations[0]!;
    sparseForward(input, picked, kernel, bias, outputs, out);
    if (layers.length > 1) rectified(out, picked.length * outputs);
    return through(1, out, picked.length);
  };
  return { layers, activations, run, runSparse };
}

/** The sparse form of `data`, where the first layer is wide enough for it. */
const sparseOf = ({ sparse }: Packed, sizes: readonly number[]) =>
  sizes[1]! >= sparseTile ? sparse : undefined;

/** Looks at every row of `data` with fixed weights. Does not depend on how many rows go through at once. */
export function evaluator(
  sizes: readonly number[],
  parameters: Float32Array,
  loss: Loss = crossEntropy,
): (data: Packed) => Scores {
  const { run, runSparse } = activator(sizes, parameters, lookRows);
  const outputs = sizes.at(-1)!;
  const picked = new Int32Array(lookRows);
  return (data) => {
    const { rows, columns, features, labels } = data;
    const sparse = sparseOf(data, sizes);
    const tally: Tally = { loss: 0, right: 0 };
    for (let r = 0; r < rows; r += lookRows) {
      const end = Math.min(r + lookRows, rows);
      for (let at = r; at < end; at++) picked[at - r] = at;
      const logits = sparse
        ? runSparse(sparse, picked.subarray(0, end - r))
        : run(features.subarray(r * columns, end * columns), end - r);
      loss(logits, labels.subarray(r, end), end - r, outputs, tally);
    }
    return { loss: tally.loss / rows, accuracy: tally.right / rows };
  };
}

/** One training in progress. */
export interface Trainer {
  /**
   * Goes once through the rows of `order`, `batchRows` at a time (the last batch may be smaller), one update each.
   * Returns the means of what each row scored in its batch, before that batch's update: the figure Keras prints.
   */
  epoch(data: Packed, order: Int32Array): Scores;
  /** ∂(mean loss)/∂parameters over the first `rows` rows of `data`; the array is reused. No update. */
  gradient(data: Packed, rows: number): Float32Array;
  /** Live, not a copy. */
  weights(): Weights<Float32Array>;
  /** Steps of another size from here on. */
  use(optimizer: Optimizer): void;
}

/**
 * Trains a network of these layer sizes (input first) from `start`, whose arrays it takes over. There is no other
 * state: the same start, data and orders give the same weights, bit for bit. `decay` × kernel is added to the gradient
 * of every kernel, biases left out; the loss that is told does not contain it.
 */
export function trainer(
  sizes: readonly number[],
  start: Weights<Float32Array>,
  optimizer: Optimizer,
  batchRows: number,
  { loss = crossEntropy, decay = 0 }: { readonly loss?: Loss; readonly decay?: number } = {},
): Trainer {
  let weights = start;
  let step = optimizer;
  const { layers, activations, run, runSparse } = activator(sizes, start.values, batchRows);
  const gradient = new Float32Array(start.values.length);
  const gradientLayers = layersOf(sizes, gradient);
  const deltas = activations.map((activation) => new Float32Array(activation.length));
  const columns = sizes[0]!;
  const outputs = sizes.at(-1)!;
  const input = new Float32Array(batchRows * columns);
  const labels = new Float32Array(batchRows);
  const sparseGradient = sparseWeightGradient(columns);

  /** Gathers rows order[from..to) and leaves their gradient in `gradient`. */
  const backward = (data: Packed, order: Int32Array, from: number, to: number, tally: Tally): void => {
    const rows = to - from;
    const sparse = sparseOf(data, sizes);
    const picked = order.subarray(from, to);
    for (let r = 0; r < rows; r++) {
      const source = picked[r]!;
      labels[r] = data.labels[source]!;
      if (sparse) continue;
      for (let c = 0; c < columns; c++) input[r * columns + c] = data.features[source * columns + c]!;
    }
    const told = sparse ? runSparse(sparse, picked) : run(input, rows);
    loss(told, labels, rows, outputs, tally, deltas.at(-1)!);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs, outputs: units, kernel } = layers[l]!;
      const below = l > 0 ? activations[l - 1]! : input;
      const delta = deltas[l]!;
      const { kernel: kernelGradient, bias } = gradientLayers[l]!;
      if (l === 0 && sparse) sparseGradient(sparse, picked, delta, units, kernelGradient);
      else weightGradient(below, rows, inputs, delta, units, kernelGradient);
      biasGradient(delta, rows, units, bias);
      if (l > 0) inputGradient(delta, rows, units, kernel, inputs, below, deltas[l - 1]!);
      if (decay > 0) for (let i = 0; i < kernel.length; i++) kernelGradient[i]! += decay * kernel[i]!;
    }
  };

  return {
    epoch: (data, order) => {
      const tally: Tally = { loss: 0, right: 0 };
      for (let from = 0; from < order.length; from += batchRows) {
        backward(data, order, from, Math.min(from + batchRows, order.length), tally);
        weights = update(step, weights, gradient);
      }
      return { loss: tally.loss / order.length, accuracy: tally.right / order.length };
    },
    gradient: (data, rows) => {
      const order = Int32Array.from({ length: rows }, (_, r) => r);
      backward(data, order, 0, rows, { loss: 0, right: 0 });
      return gradient;
    },
    weights: () => weights,
    use: (next) => {
      step = next;
    },
  };
}
