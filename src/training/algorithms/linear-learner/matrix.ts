import { type Kernels, workspace } from '../../kernels/workspace.ts';
import type { Dataset } from '../../types.ts';
import type { LinearModel } from './model.ts';

/** Rows that are scored together: few enough to stay near the processor, a multiple of the four that kernels take. */
const CHUNK = 256;

/** A channel as the model sees it. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** As in the channel. */
  readonly labels: Float32Array;
  /** rows × stride: the normalised features, a 1 that the bias goes with, and a 0 if that makes the length even. */
  readonly values: Float64Array;
  readonly stride: number;
  readonly room: Room;
}

/** Where rows are scored; one for all channels of a training. */
interface Room {
  readonly kernels: Kernels;
  /** Numbers of the rows at hand. */
  readonly order: Int32Array;
  /** Of each class: weights with the bias last, scores of the rows at hand, sums over rows. */
  readonly weights: readonly Float64Array[];
  readonly scores: readonly Float64Array[];
  readonly sums: readonly Float64Array[];
  readonly terms: Float64Array;
}

/** The rows of these channels as `model` normalises them, in one workspace. */
export function matricesOf(
  { features, weights }: LinearModel,
  channels: readonly Dataset[],
): readonly Matrix[] {
  const classes = weights.length / (features.length + 1);
  const stride = 2 * Math.ceil((features.length + 1) / 2);
  const { kernels, arrays } = workspace({
    values: ['f64', stride * channels.reduce((sum, { rows }) => sum + rows, 0)],
    order: ['i32', CHUNK],
    weights: ['f64', classes * stride],
    sums: ['f64', classes * stride],
    scores: ['f64', classes * CHUNK],
    terms: ['f64', CHUNK],
  });
  const byClass = (array: Float64Array) => {
    const length = array.length / classes;
    return Array.from({ length: classes }, (_, c) => array.subarray(c * length, (c + 1) * length));
  };
  const room: Room = {
    kernels,
    order: arrays.order,
    weights: byClass(arrays.weights),
    scores: byClass(arrays.scores),
    sums: byClass(arrays.sums),
    terms: arrays.terms,
  };
  let from = 0;
  return channels.map(({ rows, columns, labels, features: raw }) => {
    const values = arrays.values.subarray(from, (from += rows * stride));
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const { center, scale } = features[c]!;
        values[r * stride + c] = (raw[r * columns + c]! - center) / scale;
      }
      values[r * stride + columns] = 1;
    }
    return { rows, columns, labels, values, stride, room };
  });
}

/**
 * Scores the rows order[from..to), or rows from..to without an order, with weights as a `LinearModel` has them: `visit`
 * finds the scores of places at … at + count − 1 at the front of `room.scores`, class by class, and may write there. A
 * row's score does not depend on which rows go with it.
 */
export function score(
  { values, stride, columns, room }: Matrix,
  weights: Float64Array,
  order: Int32Array | undefined,
  from: number,
  to: number,
  visit: (at: number, count: number) => void,
): void {
  for (const [c, own] of room.weights.entries()) {
    own.set(weights.subarray(c * (columns + 1), (c + 1) * (columns + 1)));
  }
  for (let at = from; at < to; at += CHUNK) {
    const count = Math.min(CHUNK, to - at);
    for (let k = 0; k < count; k++) room.order[k] = order ? order[at + k]! : at + k;
    room.order.fill(room.order[0]!, count, padded(count));
    for (const [c, own] of room.weights.entries()) {
      room.kernels.scores(values, stride, room.order, padded(count), own, room.scores[c]!);
    }
    visit(at, count);
  }
}

/** Within `visit` of `score`: adds the rows at hand to the sums of each class, times what was written over their scores. */
export function addRows({ values, stride, room }: Matrix, count: number): void {
  for (const [c, factors] of room.scores.entries()) {
    factors.fill(0, count, padded(count));
    room.kernels.addRows(values, stride, room.order, padded(count), factors, room.sums[c]!);
  }
}

/** Kernels take rows by fours: the last ones are filled up. */
const padded = (count: number) => 4 * Math.ceil(count / 4);
