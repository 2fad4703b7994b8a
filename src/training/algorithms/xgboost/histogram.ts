import type { Binned } from './binning.ts';

/** Sums of gradient and hessian by bin: [g0, h0, g1, h1, …], laid out as `Binned.starts` says. */
export type Histogram = Float64Array;

export const histogramFor = ({ slots }: Binned): Histogram => new Float64Array(2 * slots);

/**
 * Sums the gradients of `rows[begin, end)` into `into`, for the given columns only; the slots of other columns are
 * left zero. `gradients` holds [gradient, hessian] by row.
 */
export function sumInto(
  into: Histogram,
  { codes, columns, starts }: Binned,
  gradients: Float32Array,
  rows: Int32Array,
  begin: number,
  end: number,
  chosen: Int32Array,
): void {
  into.fill(0);
  const count = chosen.length;
  for (let i = begin; i < end; i++) {
    const row = rows[i]!;
    const g = gradients[2 * row]!;
    const h = gradients[2 * row + 1]!;
    const base = row * columns;
    for (let j = 0; j < count; j++) {
      const column = chosen[j]!;
      const slot = 2 * (starts[column]! + codes[base + column]!);
      into[slot] = into[slot]! + g;
      into[slot + 1] = into[slot + 1]! + h;
    }
  }
}

/** Turns a parent's histogram into that of the child whose sibling's is given: half of all histograms come for free. */
export function subtract(parent: Histogram, sibling: Histogram): void {
  for (let i = 0; i < parent.length; i++) parent[i] = parent[i]! - sibling[i]!;
}
