/** kernelGradient = inputᵀ · delta (rows × outputs). */
export function weightGradient(
  input: Float32Array,
  rows: number,
  inputs: number,
  delta: Float32Array,
  outputs: number,
  kernelGradient: Float32Array,
): void {
  if (outputs >= 4) weightGradientTiled(input, rows, inputs, delta, outputs, kernelGradient);
  else weightGradientNarrow(input, rows, inputs, delta, outputs, kernelGradient);
}

/** gradient = column sums of delta (rows × outputs). */
export function biasGradient(
  delta: Float32Array,
  rows: number,
  outputs: number,
  gradient: Float32Array,
): void {
  for (let j = 0; j < outputs; j++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) sum += delta[r * outputs + j]!;
    gradient[j] = sum;
  }
}

function weightGradientTiled(
  input: Float32Array,
  rows: number,
  inputs: number,
  delta: Float32Array,
  outputs: number,
  kernelGradient: Float32Array,
): void {
  for (let i0 = 0; i0 < inputs; i0 += 2) {
    const i1 = Math.min(i0 + 1, inputs - 1);
    for (let tile = 0; tile < outputs; tile += 4) {
      const j = Math.min(tile, outputs - 4);
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let r = 0, at = 0, d = j; r < rows; r++, at += inputs, d += outputs) {
        const x = input[at + i0]!;
        const y = input[at + i1]!;
        const d0 = delta[d]!;
        const d1 = delta[d + 1]!;
        const d2 = delta[d + 2]!;
        const d3 = delta[d + 3]!;
        a0 += x * d0;
        a1 += x * d1;
        a2 += x * d2;
        a3 += x * d3;
        b0 += y * d0;
        b1 += y * d1;
        b2 += y * d2;
        b3 += y * d3;
      }
      const p = i0 * outputs + j;
      const q = i1 * outputs + j;
      kernelGradient[p] = a0;
      kernelGradient[p + 1] = a1;
      kernelGradient[p + 2] = a2;
      kernelGradient[p + 3] = a3;
      kernelGradient[q] = b0;
      kernelGradient[q + 1] = b1;
      kernelGradient[q + 2] = b2;
      kernelGradient[q + 3] = b3;
    }
  }
}

/** Four inputs by one output at a time. */
function weightGradientNarrow(
  input: Float32Array,
  rows: number,
  inputs: number,
  delta: Float32Array,
  outputs: number,
  kernelGradient: Float32Array,
): void {
  const last = inputs - 1;
  for (let i = 0; i < inputs; i += 4) {
    const i1 = Math.min(i + 1, last);
    const i2 = Math.min(i + 2, last);
    const i3 = Math.min(i + 3, last);
    for (let j = 0; j < outputs; j++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let r = 0, at = 0; r < rows; r++, at += inputs) {
        const d = delta[r * outputs + j]!;
        s0 += input[at + i]! * d;
        s1 += input[at + i1]! * d;
        s2 += input[at + i2]! * d;
        s3 += input[at + i3]! * d;
      }
      kernelGradient[i * outputs + j] = s0;
      kernelGradient[i1 * outputs + j] = s1;
      kernelGradient[i2 * outputs + j] = s2;
      kernelGradient[i3 * outputs + j] = s3;
    }
  }
}

/**
 * What the rectified layer below gets to hear: inputDelta = delta · kernelᵀ, and 0 where its activation is not
 * positive (the subgradient of max(0, ·) at 0 is taken as 0, as everywhere).
 */
export function inputGradient(
  delta: Float32Array,
  rows: number,
  outputs: number,
  kernel: Float32Array,
  inputs: number,
  activation: Float32Array,
  inputDelta: Float32Array,
): void {
  if (outputs >= 4) inputGradientTiled(delta, rows, outputs, kernel, inputs, inputDelta);
  else inputGradientNarrow(delta, rows, outputs, kernel, inputs, inputDelta);
  const end = rows * inputs;
  for (let i = 0; i < end; i++) if (activation[i]! <= 0) inputDelta[i] = 0;
}

function inputGradientTiled(
  delta: Float32Array,
  rows: number,
  outputs: number,
  kernel: Float32Array,
  inputs: number,
  inputDelta: Float32Array,
): void {
  const last = inputs - 1;
  for (let r0 = 0; r0 < rows; r0 += 2) {
    const r1 = Math.min(r0 + 1, rows - 1);
    const a = r0 * outputs;
    const b = r1 * outputs;
    for (let i = 0; i < inputs; i += 4) {
      const i1 = Math.min(i + 1, last);
      const i2 = Math.min(i + 2, last);
      const i3 = Math.min(i + 3, last);
      const k0 = i * outputs;
      const k1 = i1 * outputs;
      const k2 = i2 * outputs;
      const k3 = i3 * outputs;
      let a0 = 0;
      let a1 = 0;
      let a2 = 0;
      let a3 = 0;
      let b0 = 0;
      let b1 = 0;
      let b2 = 0;
      let b3 = 0;
      for (let j = 0; j < outputs; j++) {
        const x = delta[a + j]!;
        const y = delta[b + j]!;
        const w0 = kernel[k0 + j]!;
        const w1 = kernel[k1 + j]!;
        const w2 = kernel[k2 + j]!;
        const w3 = kernel[k3 + j]!;
        a0 += x * w0;
        a1 += x * w1;
        a2 += x * w2;
        a3 += x * w3;
        b0 += y * w0;
        b1 += y * w1;
        b2 += y * w2;
        b3 += y * w3;
      }
      const p = r0 * inputs;
      const q = r1 * inputs;
      inputDelta[p + i] = a0;
      inputDelta[p + i1] = a1;
      inputDelta[p + i2] = a2;
      inputDelta[p + i3] = a3;
      inputDelta[q + i] = b0;
      inputDelta[q + i1] = b1;
      inputDelta[q + i2] = b2;
      inputDelta[q + i3] = b3;
    }
  }
}

function inputGradientNarrow(
  delta: Float32Array,
  rows: number,
  outputs: number,
  kernel: Float32Array,
  inputs: number,
  inputDelta: Float32Array,
): void {
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let j = 0; j < outputs; j++) sum += delta[r * outputs + j]! * kernel[i * outputs + j]!;
      inputDelta[r * inputs + i] = sum;
    }
  }
}
