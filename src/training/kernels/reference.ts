import { exp } from './exp.ts';
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

  scores: (values, stride, order, count, weights, out) => {
    for (let k = 0; k < count; k++) {
      const row = order[k]! * stride;
      let even = 0;
      let odd = 0;
      for (let j = 0; j < stride; j += 2) {
        even += values[row + j]! * weights[j]!;
        odd += values[row + j + 1]! * weights[j + 1]!;
      }
      out[k] = even + odd;
    }
  },

  addRows: (values, stride, order, count, factors, sums) => {
    for (let k = 0; k < count; k += 4) {
      const [a, b, c, d] = [0, 1, 2, 3].map((r) => order[k + r]! * stride) as [
        number,
        number,
        number,
        number,
      ];
      const [p, q, r, s] = factors.subarray(k, k + 4) as unknown as [number, number, number, number];
      for (let j = 0; j < stride; j++) {
        const pair = values[a + j]! * p + values[b + j]! * q;
        sums[j] = sums[j]! + pair + (values[c + j]! * r + values[d + j]! * s);
      }
    }
  },

  sigmoids: (values, count) => {
    for (let k = 0; k < count; k++) values[k] = 1 / (1 + exp(-values[k]!));
  },

  tails: (values, count) => {
    for (let k = 0; k < count; k++) values[k] = 1 + exp(-Math.abs(values[k]!));
  },
};
