import type { Dataset } from '../../types.ts';
import { totalDistance } from './lloyd.ts';

interface ModelJson {
  readonly format: 'etude-k-means';
  readonly version: 1;
  /** k × columns. */
  readonly centers: readonly (readonly number[])[];
}

/** The artifact's text: `k` centres, one after the other in `centers`. */
export function writeKMeans(centers: Float64Array, k: number): string {
  const columns = centers.length / k;
  return JSON.stringify({
    format: 'etude-k-means',
    version: 1,
    centers: Array.from({ length: k }, (_, c) =>
      Array.from(centers.subarray(c * columns, (c + 1) * columns)),
    ),
  } satisfies ModelJson);
}

/** Loads what `writeKMeans` wrote: the same centres, bit for bit. */
export function readKMeans(text: string): { readonly centers: Float64Array; readonly k: number } {
  const { centers } = JSON.parse(text) as ModelJson;
  return { centers: Float64Array.from(centers.flat()), k: centers.length };
}

/** Squared distances of the rows to their centres: their mean `msd` and their sum `ssd`. */
export function judged(centers: Float64Array, k: number, { rows, columns, features }: Dataset) {
  const ssd = totalDistance({ count: rows, columns, values: features }, centers, k);
  return { msd: ssd / rows, ssd };
}
