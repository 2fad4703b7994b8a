/**
 * A dense layer: out = input · kernel + bias, then max(0, ·) if `rectify`. Matrices are flat and row-major: input
 * rows × inputs, kernel inputs × outputs, out rows × outputs.
 *
 * Here and in gradients.ts a tile of 2 × 4 sums is kept in registers, worth about 3× on a 64-64-10 network; layers
 * with fewer than four outputs have their own loops. Where a size is no multiple of its tile, the last tile is
 * clamped to the edge and writes the same values again: every result is assigned, none accumulated in memory, so a
 * sum does not depend on how the tiles fall.
 */
export function forward(
  input: Float32Array,
  rows: number,
  inputs: number,
  kernel: Float32Array,
  bias: Float32Array,
  outputs: number,
  rectify: boolean,
  out: Float32Array,
): void {
  const wide = outputs >= 4;
  const tall = wide ? 2 : 4;
  for (let r = 0; r < rows; r += tall) {
    if (wide) forwardTile(input, r, Math.min(r + 1, rows - 1), inputs, kernel, bias, outputs, out);
    else forwardNarrow(input, r, rows, inputs, kernel, bias, outputs, out);
  }
  if (rectify) rectified(out, rows * outputs);
}

/** max(0, ·) of the first `count` values, in place. */
export function rectified(values: Float32Array, count: number): void {
  // Written so that NaN passes through: a diverged network must show it.
  for (let i = 0; i < count; i++) if (values[i]! < 0) values[i] = 0;
}

/** Two rows of `forward` by four outputs at a time. */
function forwardTile(
  input: Float32Array,
  r0: number,
  r1: number,
  inputs: number,
  kernel: Float32Array,
  bias: Float32Array,
  outputs: number,
  out: Float32Array,
): void {
  const a = r0 * inputs;
  const b = r1 * inputs;
  for (let tile = 0; tile < outputs; tile += 4) {
    const j = Math.min(tile, outputs - 4);
    let a0 = bias[j]!;
    let a1 = bias[j + 1]!;
    let a2 = bias[j + 2]!;
    let a3 = bias[j + 3]!;
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    for (let i = 0, k = j; i < inputs; i++, k += outputs) {
      const x = input[a + i]!;
      const y = input[b + i]!;
      const w0 = kernel[k]!;
      const w1 = kernel[k + 1]!;
      const w2 = kernel[k + 2]!;
      const w3 = kernel[k + 3]!;
      a0 += x * w0;
      a1 += x * w1;
      a2 += x * w2;
      a3 += x * w3;
      b0 += y * w0;
      b1 += y * w1;
      b2 += y * w2;
      b3 += y * w3;
    }
    const p = r0 * outputs + j;
    const q = r1 * outputs + j;
    out[p] = a0;
    out[p + 1] = a1;
    out[p + 2] = a2;
    out[p + 3] = a3;
    out[q] = b0;
    out[q + 1] = b1;
    out[q + 2] = b2;
    out[q + 3] = b3;
  }
}

/** Four rows of `forward` by one output at a time. */
function forwardNarrow(
  input: Float32Array,
  r: number,
  rows: number,
  inputs: number,
  kernel: Float32Array,
  bias: Float32Array,
  outputs: number,
  out: Float32Array,
): void {
  const last = rows - 1;
  const r1 = Math.min(r + 1, last);
  const r2 = Math.min(r + 2, last);
  const r3 = Math.min(r + 3, last);
  const a = r * inputs;
  const b = r1 * inputs;
  const c = r2 * inputs;
  const d = r3 * inputs;
  for (let j = 0; j < outputs; j++) {
    let s0 = bias[j]!;
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let i = 0, k = j; i < inputs; i++, k += outputs) {
      const w = kernel[k]!;
      s0 += input[a + i]! * w;
      s1 += input[b + i]! * w;
      s2 += input[c + i]! * w;
      s3 += input[d + i]! * w;
    }
    out[r * outputs + j] = s0;
    out[r1 * outputs + j] = s1;
    out[r2 * outputs + j] = s2;
    out[r3 * outputs + j] = s3;
  }
}
