import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import { type IndexMetric, searcher } from './neighbours.ts';

/** By sorting all rows. */
function plain(features: Float32Array, columns: number, query: Float32Array, metric: IndexMetric, k: number) {
  const rows = Array.from({ length: features.length / columns }, (_, row) => {
    const own = [...features.subarray(row * columns, (row + 1) * columns)];
    const sum = (of: (value: number, j: number) => number) =>
      own.reduce((total, value, j) => total + of(value, j), 0);
    const product = sum((value, j) => value * query[j]!);
    const distance = {
      L2: () => sum((value, j) => (query[j]! - value) * (query[j]! - value)),
      INNER_PRODUCT: () => -product,
      COSINE: () => -product / (Math.sqrt(sum((value) => value * value)) || 1),
    }[metric]();
    return { row, distance };
  });
  return rows
    .sort((a, b) => a.distance - b.distance || a.row - b.row)
    .slice(0, k)
    .map(({ row }) => row);
}

test('finds what sorting finds: far-off, coarse and repeated values, queries outside of the rows', () => {
  const given = fc.record({
    seed: fc.nat(),
    rows: fc.integer({ min: 1, max: 80 }),
    columns: fc.integer({ min: 1, max: 9 }),
    k: fc.integer({ min: 1, max: 20 }),
    metric: fc.constantFrom('L2' as const, 'INNER_PRODUCT' as const, 'COSINE' as const),
    offset: fc.constantFrom(0, -3, 1e5),
    outlier: fc.constantFrom(1, 1e6),
    whole: fc.boolean(),
  });
  fc.assert(
    fc.property(given, ({ seed, rows, columns, k, metric, offset, outlier, whole }) => {
      const random = rng(seed);
      const value = () => offset + (whole ? random.int(3) : random.normal());
      const features = new Float32Array(rows * columns).map(value);
      features[random.int(features.length)]! *= outlier;
      const count = 70;
      const queries = new Float32Array(count * columns).map(() => (random.int(9) === 0 ? 5 : 1) * value());
      const found = searcher({ rows, columns, features }, k, metric)(queries, count);
      const held = Math.min(k, rows);
      for (let q = 0; q < count; q++) {
        const query = queries.subarray(q * columns, (q + 1) * columns);
        expect([...found.subarray(q * held, (q + 1) * held)]).toEqual(
          plain(features, columns, query, metric, k),
        );
      }
    }),
  );
});
