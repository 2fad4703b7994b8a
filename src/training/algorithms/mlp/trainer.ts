import type { Dataset } from '../../types.ts';
import { workspace } from '../../kernels/workspace.ts';
import { type Optimizer, update, type Weights } from '../optimizers.ts';
import { crossEntropy, type Loss, type Tally } from './loss.ts';
import { countParameters, type Layer, layersOf } from './network.ts';

/** Means over the rows of a channel. */
export interface Scores {
  readonly loss: number;
  /** Share of rows whose class was told rightly. */
  readonly accuracy: number;
}

/** Rows that are pushed through a network at once when it is only looked at. */
const lookRows = 128;

/** A network with room for `capacity` rows at a time, and for its training if it is to be trained. */
function networkOf(sizes: readonly number[], capacity: number, trains: boolean) {
  const parameters = countParameters(sizes);
  const units = sizes.slice(1).reduce((sum, outputs) => sum + outputs, 0);
  const trained = (length: number) => ['f32', trains ? length : 0] as const;
  const { kernels, arrays } = workspace({
    values: ['f32', parameters],
    first: trained(parameters),
    second: trained(parameters),
    gradient: trained(parameters),
    input: ['f32', capacity * sizes[0]!],
    activations: ['f32', capacity * units],
    deltas: trained(capacity * units),
    transposed: trained(parameters),
    zeros: trained(Math.max(...sizes)),
  });
  const layers = layersOf(sizes, arrays.values);
  /** Of each layer: capacity × outputs. */
  const byLayer = (of: Float32Array) => {
    let at = 0;
    return layers.map(({ outputs }) => of.subarray(at, (at += capacity * outputs)));
  };
  const activations = byLayer(arrays.activations);
  return {
    kernels,
    ...arrays,
    layers,
    activations,
    byLayer,
    /** Logits (rows × outputs) of the first `rows` rows of `input`; the hidden layers are rectified. */
    run: (rows: number): Float32Array => {
      let below: Float32Array = arrays.input;
      for (const [l, { inputs, outputs, kernel, bias }] of layers.entries()) {
        const least = l < layers.length - 1 ? 0 : -Infinity;
        const out = activations[l]!;
        kernels.multiply(below, inputs, 1, rows, inputs, kernel, outputs, bias, least, out);
        below = out;
      }
      return below;
    },
  };
}

/** Logits (rows × outputs) of the `rows` rows of a matrix, for a network with these parameters. */
export function logits(
  sizes: readonly number[],
  parameters: Float32Array,
  features: Float32Array,
  rows: number,
): Float32Array {
  const { values, input, run } = networkOf(sizes, rows, false);
  values.set(parameters);
  input.set(features.subarray(0, rows * sizes[0]!));
  return run(rows).slice();
}

/** Looks at every row of `data` with fixed weights. Does not depend on how many rows go through at once. */
export function evaluator(
  sizes: readonly number[],
  parameters: Float32Array,
  loss: Loss = crossEntropy,
): (data: Dataset) => Scores {
  const { values, input, run } = networkOf(sizes, lookRows, false);
  const outputs = sizes.at(-1)!;
  return ({ rows, columns, features, labels }) => {
    values.set(parameters);
    const tally: Tally = { loss: 0, right: 0 };
    for (let r = 0; r < rows; r += lookRows) {
      const end = Math.min(r + lookRows, rows);
      input.set(features.subarray(r * columns, end * columns));
      loss(run(end - r), labels.subarray(r, end), end - r, outputs, tally);
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
  epoch(data: Dataset, order: Int32Array): Scores;
  /** ∂(mean loss)/∂parameters over the first `rows` rows of `data`; the array is reused. No update. */
  gradient(data: Dataset, rows: number): Float32Array;
  /** Live, not a copy; its arrays are part of a larger memory, so only copies may be sent or kept. */
  weights(): Weights<Float32Array>;
  /** Steps of another size from here on. */
  use(optimizer: Optimizer): void;
}

/**
 * Trains a network of these layer sizes (input first) from `start`, which stays as it is. There is no other
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
  let step = optimizer;
  const network = networkOf(sizes, batchRows, true);
  const { kernels, values, first, second, gradient, input, layers, activations, transposed, zeros } = network;
  values.set(start.values);
  first.set(start.first);
  second.set(start.second);
  let weights: Weights<Float32Array> = { values, first, second, steps: start.steps };
  const gradientLayers = layersOf(sizes, gradient);
  const deltas = network.byLayer(network.deltas);
  const outputs = sizes.at(-1)!;
  const labels = new Float32Array(batchRows);

  /** delta · kernelᵀ where the activation below was positive, else 0: what the layer below is told. */
  const passDown = ({ inputs, outputs: units, kernel }: Layer, rows: number, l: number): void => {
    const [told, below] = [deltas[l - 1]!, activations[l - 1]!];
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < units; j++) transposed[j * inputs + i] = kernel[i * units + j]!;
    }
    kernels.multiply(deltas[l]!, units, 1, rows, units, transposed, inputs, zeros, -Infinity, told);
    for (let i = 0; i < rows * inputs; i++) if (!(below[i]! > 0)) told[i] = 0;
  };

  /** Gathers rows order[from..to) and leaves their gradient in `gradient`. */
  const backward = (
    { columns, features, labels: all }: Dataset,
    order: Int32Array,
    from: number,
    to: number,
    tally: Tally,
  ): void => {
    const rows = to - from;
    for (let r = 0; r < rows; r++) {
      const source = order[from + r]!;
      labels[r] = all[source]!;
      input.set(features.subarray(source * columns, (source + 1) * columns), r * columns);
    }
    loss(network.run(rows), labels, rows, outputs, tally, deltas.at(-1)!);
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l]!;
      const { inputs, outputs: units, kernel } = layer;
      const [below, delta] = [l > 0 ? activations[l - 1]! : input, deltas[l]!];
      const { kernel: kernelGradient, bias } = gradientLayers[l]!;
      // inputᵀ · delta: read across, so that nothing has to be turned.
      kernels.multiply(below, 1, inputs, inputs, rows, delta, units, zeros, -Infinity, kernelGradient);
      columnSums(delta, rows, units, bias);
      if (l > 0) passDown(layer, rows, l);
      if (decay > 0) for (let i = 0; i < kernel.length; i++) kernelGradient[i]! += decay * kernel[i]!;
    }
  };

  return {
    epoch: (data, order) => {
      const tally: Tally = { loss: 0, right: 0 };
      for (let from = 0; from < order.length; from += batchRows) {
        backward(data, order, from, Math.min(from + batchRows, order.length), tally);
        weights = update(step, weights, gradient, kernels.adam);
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

/** Of the first `rows` rows of a matrix. */
function columnSums(matrix: Float32Array, rows: number, columns: number, sums: Float32Array): void {
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += matrix[r * columns + j]!;
    sums[j] = sum;
  }
}
