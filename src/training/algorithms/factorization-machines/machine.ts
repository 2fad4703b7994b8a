/**
 * A factorization machine of degree two (Rendle 2010, eq. 1): bias + w · x + Σ_{i<j} ⟨v_i, v_j⟩ x_i x_j. All parameters
 * are one vector: the bias, a weight a feature, then `factors` numbers a feature.
 */
export interface Shape {
  readonly columns: number;
  readonly factors: number;
}

export const countParameters = ({ columns, factors }: Shape): number => 1 + columns * (1 + factors);

/**
 * The score of the row at `at`. Leaves Σ_i v_if x_i in `sums` (as long as there are factors), from which the pairs
 * follow in linear time (ibid., lemma 3.1) and which the gradient needs.
 */
export function score(
  { columns, factors }: Shape,
  parameters: Float64Array,
  features: Float32Array,
  at: number,
  sums: Float64Array,
): number {
  let total = parameters[0]!;
  let squares = 0;
  sums.fill(0);
  for (let j = 0; j < columns; j++) {
    const x = features[at + j]!;
    if (x === 0) continue;
    total += parameters[1 + j]! * x;
    const from = 1 + columns + j * factors;
    for (let f = 0; f < factors; f++) {
      const part = parameters[from + f]! * x;
      sums[f]! += part;
      squares += part * part;
    }
  }
  let pairs = 0;
  for (let f = 0; f < factors; f++) pairs += sums[f]! * sums[f]!;
  return total + (pairs - squares) / 2;
}

/** Adds `slope` times the score's gradient to `gradient`; `sums` are those that `score` left for the same row. */
export function addGradient(
  { columns, factors }: Shape,
  parameters: Float64Array,
  features: Float32Array,
  at: number,
  sums: Float64Array,
  slope: number,
  gradient: Float64Array,
): void {
  gradient[0]! += slope;
  for (let j = 0; j < columns; j++) {
    const x = features[at + j]!;
    if (x === 0) continue;
    gradient[1 + j]! += slope * x;
    const from = 1 + columns + j * factors;
    for (let f = 0; f < factors; f++) {
      gradient[from + f]! += slope * x * (sums[f]! - parameters[from + f]! * x);
    }
  }
}
