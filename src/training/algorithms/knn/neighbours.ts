import { ranking } from './ranking.ts';
import { gridOf, sift } from './sieve.ts';

/** How far apart two rows are. Of inner products and cosines the negative, so that smaller is always nearer. */
export type IndexMetric = 'L2' | 'INNER_PRODUCT' | 'COSINE';

/** Rows to look among: rows × columns, row-major. */
export interface Index {
  readonly rows: number;
  readonly columns: number;
  readonly features: Float32Array;
}

/** Queries that are held against the rows together. */
const TOGETHER = 64;

/**
 * A search for the `k` nearest rows of `index` (all of them where there are fewer), the earlier row among equals. The
 * returned function takes `count` queries, row-major, and gives for one after the other the numbers of its neighbours,
 * nearest first.
 */
export function searcher(index: Index, k: number, metric: IndexMetric) {
  const { rows, columns, features } = index;
  const held = Math.min(k, rows);
  const distance = metric === 'L2' ? squaredDistance(index) : negativeProduct(index, metric === 'COSINE');
  const grid = metric === 'L2' && rows > held ? gridOf(features, rows, columns) : undefined;

  return (queries: Float32Array, count: number): Int32Array => {
    const neighbours = new Int32Array(count * held);
    for (let from = 0; from < count; from += TOGETHER) {
      const to = Math.min(from + TOGETHER, count);
      const best = Array.from({ length: to - from }, () => ranking(held));
      const found = (query: number, row: number) =>
        best[query - from]!.offer(row, distance(queries, query * columns, row));
      if (grid) sift(grid, { queries, from, to, limit: (query) => best[query - from]!.limit, found });
      else for (let query = from; query < to; query++) for (let row = 0; row < rows; row++) found(query, row);
      for (let query = from; query < to; query++) neighbours.set(best[query - from]!.sorted(), query * held);
    }
    return neighbours;
  };
}

type Distance = (queries: Float32Array, at: number, row: number) => number;

function squaredDistance({ columns, features }: Index): Distance {
  return (queries, at, row) => {
    const from = row * columns;
    let distance = 0;
    for (let j = 0; j < columns; j++) {
      const off = queries[at + j]! - features[from + j]!;
      distance += off * off;
    }
    return distance;
  };
}

/** Cosines: products divided by the length of the row; that of the query makes no difference. */
function negativeProduct({ rows, columns, features }: Index, byLength: boolean): Distance {
  const lengths = Float64Array.from({ length: byLength ? rows : 0 }, (_, row) => {
    let squares = 0;
    for (let j = row * columns; j < (row + 1) * columns; j++) squares += features[j]! ** 2;
    return Math.sqrt(squares) || 1;
  });
  return (queries, at, row) => {
    let product = 0;
    for (let j = 0; j < columns; j++) product += queries[at + j]! * features[row * columns + j]!;
    return -product / (byLength ? lengths[row]! : 1);
  };
}
