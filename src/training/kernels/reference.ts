import type { Kernels } from './workspace.ts';

const { fround } = Math;

/**
 * The kernels in plain TypeScript: the same operations in the same order, so the same bits. It is what they are held
 * against, and what runs where WebAssembly is refused.
 */
export const reference: Kernels = {
  multiply: (a, rowStride, stepStride, m, k, b, n, bias, least, out) => {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = bias[j]!;
        for (let l = 0; l < k; l++) {
          sum = fround(sum + fround(a[i * rowStride + l * stepStride]! * b[l * n + j]!));
        }
        out[i * n + j] = sum < least ? least : sum;
      }
    }
  },

  adam: (values, gradient, mean, square, rate, forgetMean, forgetSquare, epsilon) => {
    const [step, meanShare, squareShare, least] = [rate, forgetMean, forgetSquare, epsilon].map(fround) as [
      number,
      number,
      number,
      number,
    ];
    for (let i = 0; i < values.length; i++) {
      const g = gradient[i]!;
      const before = mean[i]!;
      const spread = square[i]!;
      const now = fround(before + fround(fround(g - before) * meanShare));
      const wide = fround(spread + fround(fround(fround(g * g) - spread) * squareShare));
      mean[i] = now;
      square[i] = wide;
      values[i] = values[i]! - fround(fround(step * now) / fround(fround(Math.sqrt(wide)) + least));
    }
  },
};
