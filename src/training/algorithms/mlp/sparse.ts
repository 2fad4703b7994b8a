import type { Dataset } from '../../types.ts';

/** Rows as lists of their values that are not 0, columns ascending: row r is entries starts[r] … starts[r + 1] − 1. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** A channel that a network reads, with its sparse form where that is faster. */
export interface Packed extends Dataset {
  readonly sparse?: SparseRows;
}

/** Above this share of values that are not 0 the dense kernels are faster: their tile reads each weight for two rows. */
const dense = 0.7;

/** `data` with its sparse form if it has zeros enough, as images with a dark background have. */
export function pack(data: Dataset): Packed {
  const { rows, columns: width, features } = data;
  let entries = 0;
  for (let i = 0; i < features.length; i++) if (features[i] !== 0) entries++;
  if (entries > dense * features.length) return data;
  const starts = new Int32Array(rows + 1);
  const columns = new Int32Array(entries);
  const values = new Float32Array(entries);
  let at = 0;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < width; c++) {
      const value = features[r * width + c]!;
      if (value === 0) continue;
      columns[at] = c;
      values[at++] = value;
    }
    starts[r + 1] = at;
  }
  return { ...data, sparse: { starts, columns, values } };
}

/** Outputs whose sums are kept in registers. A layer with fewer has to be computed densely. */
export const sparseTile = 8;

/**
 * `forward` of forward.ts, not rectified, for the rows `picked` of a sparse matrix: the same sums bit for bit as long
 * as the weights are finite, because what is left out adds 0. `outputs` is at least `sparseTile`.
 */
export function sparseForward(
  { starts, columns, values }: SparseRows,
  picked: Int32Array,
  kernel: Float32Array,
  bias: Float32Array,
  outputs: number,
  out: Float32Array,
): void {
  for (let tile = 0; tile < outputs; tile += sparseTile) {
    const j = Math.min(tile, outputs - sparseTile);
    for (let r = 0; r < picked.length; r++) {
      const end = starts[picked[r]! + 1]!;
      let s0 = bias[j]!;
      let s1 = bias[j + 1]!;
      let s2 = bias[j + 2]!;
      let s3 = bias[j + 3]!;
      let s4 = bias[j + 4]!;
      let s5 = bias[j + 5]!;
      let s6 = bias[j + 6]!;
      let s7 = bias[j + 7]!;
      for (let e = starts[picked[r]!]!; e < end; e++) {
        const x = values[e]!;
        const k = columns[e]! * outputs + j;
        s0 += x * kernel[k]!;
        s1 += x * kernel[k + 1]!;
        s2 += x * kernel[k + 2]!;
        s3 += x * kernel[k + 3]!;
        s4 += x * kernel[k + 4]!;
        s5 += x * kernel[k + 5]!;
        s6 += x * kernel[k + 6]!;
        s7 += x * kernel[k + 7]!;
      }
      write(out, r * outputs + j, s0, s1, s2, s3, s4, s5, s6, s7);
    }
  }
}

/**
 * inputᵀ · delta for the rows `picked`, as `weightGradient` of gradients.ts computes it, with the same sums bit for
 * bit. The rows are turned into lists by column first, so that every sum is finished in registers.
 */
export function sparseWeightGradient(inputs: number) {
  const starts = new Int32Array(inputs + 1);
  let deltas = new Int32Array(0);
  let factors = new Float32Array(0);

  /** Entries of column c: starts[c] … starts[c + 1] − 1, rows ascending, each with the place of its row of delta. */
  const turn = (rows: SparseRows, picked: Int32Array, outputs: number): void => {
    starts.fill(0);
    for (const row of picked) {
      const end = rows.starts[row + 1]!;
      for (let e = rows.starts[row]!; e < end; e++) starts[rows.columns[e]! + 1]!++;
    }
    for (let c = 0; c < inputs; c++) starts[c + 1]! += starts[c]!;
    const entries = starts[inputs]!;
    if (deltas.length < entries) {
      deltas = new Int32Array(entries);
      factors = new Float32Array(entries);
    }
    for (let r = 0; r < picked.length; r++) {
      const end = rows.starts[picked[r]! + 1]!;
      for (let e = rows.starts[picked[r]!]!; e < end; e++) {
        // Each start moves to the end of its column, which is the next one's start; moved back below.
        const place = starts[rows.columns[e]!]!++;
        deltas[place] = r * outputs;
        factors[place] = rows.values[e]!;
      }
    }
    starts.copyWithin(1, 0, inputs);
    starts[0] = 0;
  };

  return (
    rows: SparseRows,
    picked: Int32Array,
    delta: Float32Array,
    outputs: number,
    kernelGradient: Float32Array,
  ): void => {
    turn(rows, picked, outputs);
    for (let c = 0; c < inputs; c++) {
      columnGradient(starts[c]!, starts[c + 1]!, deltas, factors, delta, outputs, c, kernelGradient);
    }
  };
}

function columnGradient(
  from: number,
  to: number,
  deltas: Int32Array,
  factors: Float32Array,
  delta: Float32Array,
  outputs: number,
  column: number,
  kernelGradient: Float32Array,
): void {
  for (let tile = 0; tile < outputs; tile += sparseTile) {
    const j = Math.min(tile, outputs - sparseTile);
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let s4 = 0;
    let s5 = 0;
    let s6 = 0;
    let s7 = 0;
    for (let e = from; e < to; e++) {
      const x = factors[e]!;
      const d = deltas[e]! + j;
      s0 += x * delta[d]!;
      s1 += x * delta[d + 1]!;
      s2 += x * delta[d + 2]!;
      s3 += x * delta[d + 3]!;
      s4 += x * delta[d + 4]!;
      s5 += x * delta[d + 5]!;
      s6 += x * delta[d + 6]!;
      s7 += x * delta[d + 7]!;
    }
    write(kernelGradient, column * outputs + j, s0, s1, s2, s3, s4, s5, s6, s7);
  }
}

function write(
  out: Float32Array,
  at: number,
  s0: number,
  s1: number,
  s2: number,
  s3: number,
  s4: number,
  s5: number,
  s6: number,
  s7: number,
): void {
  out[at] = s0;
  out[at + 1] = s1;
  out[at + 2] = s2;
  out[at + 3] = s3;
  out[at + 4] = s4;
  out[at + 5] = s5;
  out[at + 6] = s6;
  out[at + 7] = s7;
}
