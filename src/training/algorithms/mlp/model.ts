import type { Dataset } from '../../types.ts';
import { countParameters, layersOf } from './network.ts';
import { crossEntropy, squaredError } from './loss.ts';
import { evaluator, logits, type Scores } from './trainer.ts';
import { sigmoid } from '../../metrics.ts';

/** The artifact of a training job: layer sizes, input first, and each layer's weights in Keras's order. */
interface ModelJson {
  readonly format: 'etude-mlp';
  readonly version: 1;
  readonly sizes: readonly number[];
  readonly activations: readonly ('relu' | 'sigmoid' | 'softmax' | 'linear')[];
  /** How the training went, e.g. the epoch whose weights these are. */
  readonly training?: Readonly<Record<string, number>>;
  /** Features are divided by it first; absent: 1. */
  readonly inputScale?: number;
  readonly layers: readonly { readonly kernel: readonly Num[]; readonly bias: readonly Num[] }[];
}

/** JSON has no NaN and no infinity: a diverged weight is null and comes back as NaN. */
type Num = number | null;

/** A trained network ready for use. */
export interface MlpModel {
  /**
   * For `rows` × inputs features: the probability of class 1 (one output), of each class (rows × classes), or the
   * number itself (a network trained on squared error).
   */
  predict(features: Float32Array, rows: number): Float32Array;
  /** Loss and accuracy as the training job reported them for such a channel. */
  evaluate(data: Dataset): Scores;
}

/** Writes a model so that `readMlp` restores the same 32-bit weights: nine digits tell any two of them apart. */
export function writeMlp(
  sizes: readonly number[],
  parameters: Float32Array,
  {
    regression = false,
    training,
    inputScale,
  }: {
    readonly regression?: boolean;
    readonly training?: Readonly<Record<string, number>>;
    readonly inputScale?: number;
  } = {},
): string {
  const numbers = (values: Float32Array): Num[] =>
    Array.from(values, (value) => (Number.isFinite(value) ? Number(value.toPrecision(9)) : null));
  const layers = layersOf(sizes, parameters);
  const last = regression ? 'linear' : sizes.at(-1) === 1 ? 'sigmoid' : 'softmax';
  return JSON.stringify({
    format: 'etude-mlp',
    version: 1,
    sizes,
    activations: layers.map((_, l) => (l < layers.length - 1 ? 'relu' : last)),
    ...(training && { training }),
    ...(inputScale !== undefined && { inputScale }),
    layers: layers.map(({ kernel, bias }) => ({ kernel: numbers(kernel), bias: numbers(bias) })),
  } satisfies ModelJson);
}

/** Loads what `writeMlp` wrote. */
export function readMlp(text: string): MlpModel {
  const { sizes, layers, activations, inputScale = 1 } = JSON.parse(text) as ModelJson;
  const regression = activations.at(-1) === 'linear';
  const parameters = new Float32Array(countParameters(sizes));
  layersOf(sizes, parameters).forEach(({ kernel, bias }, l) => {
    kernel.set(layers[l]!.kernel.map((value) => value ?? Number.NaN));
    bias.set(layers[l]!.bias.map((value) => value ?? Number.NaN));
  });
  const scaled = (features: Float32Array) =>
    inputScale === 1 ? features : features.map((value) => value / inputScale);
  const look = evaluator(sizes, parameters, regression ? squaredError : crossEntropy);
  return {
    evaluate: (data) => look({ ...data, features: scaled(data.features) }),
    predict: (features, rows) => {
      const outputs = logits(sizes, parameters, scaled(features), rows);
      return regression ? outputs : probabilities(outputs, sizes.at(-1)!);
    },
  };
}

function probabilities(logits: Float32Array, outputs: number): Float32Array {
  if (outputs === 1) return logits.map(sigmoid);
  const result = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += outputs) {
    const row = logits.subarray(start, start + outputs);
    const top = row.reduce((a, b) => Math.max(a, b));
    const sum = row.reduce((total, logit) => total + Math.exp(logit - top), 0);
    for (let c = 0; c < outputs; c++) result[start + c] = Math.exp(row[c]! - top) / sum;
  }
  return result;
}
