/** How far apart two rows are. Of inner products and cosines the negative, so that smaller is always nearer. */
export type IndexMetric = 'L2' | 'INNER_PRODUCT' | 'COSINE';

/** Rows to look among: rows × columns, row-major. */
export interface Index {
  readonly rows: number;
  readonly columns: number;
  readonly features: Float32Array;
}

/**
 * A search for the `k` nearest rows of `index` (all of them where there are fewer), the earlier row among equals. The
 * returned function leaves their numbers, nearest first, in the array it returns, which it uses again.
 */
export function searcher(index: Index, k: number, metric: IndexMetric) {
  const { rows, columns, features } = index;
  const count = Math.min(k, rows);
  const found = new Int32Array(count);
  const distances = new Float64Array(count);
  const lengths =
    metric === 'COSINE'
      ? Float64Array.from({ length: rows }, (_, r) => norm(features, r, columns))
      : undefined;

  return (query: Float32Array, at: number): Int32Array => {
    let held = 0;
    for (let r = 0; r < rows; r++) {
      const from = r * columns;
      const limit = held < count ? Infinity : distances[count - 1]!;
      let distance = 0;
      if (metric === 'L2') {
        // A row that is already too far is given up half way.
        let j = 0;
        for (; j + 4 <= columns && distance < limit; j += 4) {
          const a = query[at + j]! - features[from + j]!;
          const b = query[at + j + 1]! - features[from + j + 1]!;
          const c = query[at + j + 2]! - features[from + j + 2]!;
          const d = query[at + j + 3]! - features[from + j + 3]!;
          distance += a * a + b * b + (c * c + d * d);
        }
        if (distance < limit) {
          for (; j < columns; j++) distance += (query[at + j]! - features[from + j]!) ** 2;
        }
      } else {
        for (let j = 0; j < columns; j++) distance -= query[at + j]! * features[from + j]!;
        if (lengths) distance /= lengths[r]! || 1;
      }
      if (!(distance < limit)) continue;
      let place = held < count ? held++ : count - 1;
      for (; place > 0 && distances[place - 1]! > distance; place--) {
        distances[place] = distances[place - 1]!;
        found[place] = found[place - 1]!;
      }
      distances[place] = distance;
      found[place] = r;
    }
    return found;
  };
}

function norm(features: Float32Array, r: number, columns: number): number {
  let sum = 0;
  for (let j = r * columns; j < (r + 1) * columns; j++) sum += features[j]! ** 2;
  return Math.sqrt(sum);
}
