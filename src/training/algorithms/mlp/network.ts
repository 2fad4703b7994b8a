import type { Rng } from '../../../lib/rng.ts';

/** One dense layer: views into the network's flat vector. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** inputs × outputs, row-major, as Keras keeps it. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

/** Parameters of a network with these layer sizes, input first. */
export function countParameters(sizes: readonly number[]): number {
  return sizes.slice(1).reduce((sum, outputs, l) => sum + (sizes[l]! + 1) * outputs, 0);
}

/** The layers as views into `parameters`: kernel, bias, kernel, bias … */
export function layersOf(sizes: readonly number[], parameters: Float32Array): readonly Layer[] {
  let at = 0;
  const take = (length: number) => parameters.subarray(at, (at += length));
  return sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    return { inputs, outputs, kernel: take(inputs * outputs), bias: take(outputs) };
  });
}

/** Fresh parameters: kernels uniform in ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010), biases 0. */
export function glorotUniform(sizes: readonly number[], random: Rng): Float32Array {
  const parameters = new Float32Array(countParameters(sizes));
  for (const { inputs, outputs, kernel } of layersOf(sizes, parameters)) {
    const limit = Math.sqrt(6 / (inputs + outputs));
    for (let i = 0; i < kernel.length; i++) kernel[i] = limit * (2 * random.uniform() - 1);
  }
  return parameters;
}
