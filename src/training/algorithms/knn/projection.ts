import type { Rng } from '../../../lib/rng.ts';

/** A random projection onto fewer columns that keeps distances as they are on average. */
export type Projection =
  /** Random signs (Achlioptas 2003): columns × target. */
  | { readonly type: 'sign'; readonly target: number; readonly signs: readonly number[] }
  /**
   * Fast Johnson–Lindenstrauss transform (Ailon and Chazelle 2009, with picked coordinates): a random sign for every
   * column, a Hadamard transform, and some of its coordinates.
   */
  | {
      readonly type: 'fjlt';
      readonly target: number;
      readonly signs: readonly number[];
      readonly picked: readonly number[];
    };

export const projectionTypes = ['sign', 'fjlt'] as const;

/** A projection of `columns` columns onto `target`, drawn from `random`. */
export function drawProjection(
  type: Projection['type'],
  columns: number,
  target: number,
  random: Rng,
): Projection {
  const signs = Array.from({ length: type === 'sign' ? columns * target : columns }, () =>
    random.uniform() < 0.5 ? -1 : 1,
  );
  if (type === 'sign') return { type, target, signs };
  const all = random.shuffle(Array.from({ length: padded(columns) }, (_, i) => i));
  return { type, target, signs, picked: all.slice(0, target) };
}

/** `rows` rows after the projection, or as they are without one. */
export function projected(
  projection: Projection | undefined,
  features: Float32Array,
  rows: number,
): Float32Array {
  if (!projection) return features;
  const { target, signs } = projection;
  const columns = features.length / rows;
  const scale = 1 / Math.sqrt(target);
  const out = new Float32Array(rows * target);
  const sums = new Float64Array(projection.type === 'sign' ? target : padded(columns));
  for (let r = 0; r < rows; r++) {
    sums.fill(0);
    for (let j = 0; j < columns; j++) {
      const value = features[r * columns + j]!;
      if (projection.type === 'fjlt') sums[j] = value * signs[j]!;
      else if (value !== 0) for (let t = 0; t < target; t++) sums[t]! += value * signs[j * target + t]!;
    }
    if (projection.type === 'fjlt') hadamard(sums);
    for (let t = 0; t < target; t++) {
      out[r * target + t] = scale * sums[projection.type === 'fjlt' ? projection.picked[t]! : t]!;
    }
  }
  return out;
}

/** The next power of two. */
const padded = (columns: number) => 2 ** Math.ceil(Math.log2(columns));

/** The Walsh–Hadamard transform in place, not normalised; as long as a power of two. */
function hadamard(values: Float64Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let from = 0; from < values.length; from += 2 * half) {
      for (let i = from; i < from + half; i++) {
        const [a, b] = [values[i]!, values[i + half]!];
        values[i] = a + b;
        values[i + half] = a - b;
      }
    }
  }
}
