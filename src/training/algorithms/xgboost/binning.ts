import type { Dataset } from '../../types.ts';
import { quantiles } from './sketch.ts';

/** A dataset with every value replaced by the number of its bin. */
export interface Binned {
  readonly rows: number;
  readonly columns: number;
  /** Ascending upper ends of each column's bins: value x is in the first bin whose cut is above x. */
  readonly cuts: readonly Float32Array[];
  /** rows × columns, row-major. A missing value has the code `cuts[column].length`. */
  readonly codes: Uint8Array | Uint16Array;
  /** Whether a column misses any value. */
  readonly missing: Uint8Array;
  /** Where each column's slots start in a histogram; every column has one slot a bin and one for missing values. */
  readonly starts: Int32Array;
  /** Slots of a whole histogram. */
  readonly slots: number;
}

const binned = new WeakMap<Dataset, Map<number, Binned>>();
const placed = new WeakMap<Binned, WeakMap<Dataset, Binned>>();

/**
 * The dataset in bins of its own values, cut where XGBoost's sketch cuts: one bin a distinct value where there are at
 * most `maxBin` of them, else about equal counts. Remembered per dataset, since training jobs share them.
 */
export function bin(data: Dataset, maxBin: number): Binned {
  let byMaxBin = binned.get(data);
  if (byMaxBin === undefined) binned.set(data, (byMaxBin = new Map()));
  let result = byMaxBin.get(maxBin);
  if (result === undefined) {
    const cuts = Array.from({ length: data.columns }, (_, column) =>
      cutPoints(columnOf(data, column), maxBin),
    );
    byMaxBin.set(maxBin, (result = encode(data, cuts)));
  }
  return result;
}

/** Another dataset in the bins of `reference` (same number of columns). Remembered as well. */
export function binLike(data: Dataset, reference: Binned): Binned {
  let byData = placed.get(reference);
  if (byData === undefined) placed.set(reference, (byData = new WeakMap()));
  let result = byData.get(data);
  if (result === undefined) byData.set(data, (result = encode(data, reference.cuts)));
  return result;
}

/** Upper ends of the bins for one column's values, NaN for missing. At least one, at most `maxBin`. */
export function cutPoints(values: Float32Array, maxBin: number): Float32Array {
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return Float32Array.of(1e-5);
  const kept = quantiles(present, maxBin);
  const last = kept[kept.length - 1]!;
  // XGBoost closes the last bin well above the largest value, so that the cut is above it after rounding.
  return Float32Array.from([
    ...kept.subarray(1, Math.min(kept.length, maxBin)),
    last + (Math.abs(last) + 1e-5),
  ]);
}

function columnOf({ rows, columns, features }: Dataset, column: number): Float32Array {
  const values = new Float32Array(rows);
  for (let row = 0, at = column; row < rows; row++, at += columns) values[row] = features[at]!;
  return values;
}

function encode({ rows, columns, features }: Dataset, cuts: readonly Float32Array[]): Binned {
  const missing = new Uint8Array(columns);
  const starts = new Int32Array(columns);
  let slots = 0;
  let highest = 0;
  for (let column = 0; column < columns; column++) {
    starts[column] = slots;
    const bins = cuts[column]!.length;
    slots += bins + 1;
    for (let row = 0; row < rows; row++) {
      if (Number.isNaN(features[row * columns + column])) missing[column] = 1;
    }
    highest = Math.max(highest, bins - 1 + missing[column]!);
  }
  const codes = highest < 256 ? new Uint8Array(rows * columns) : new Uint16Array(rows * columns);
  for (let column = 0; column < columns; column++) {
    const own = cuts[column]!;
    for (let row = 0, at = column; row < rows; row++, at += columns) {
      codes[at] = codeOf(features[at]!, own);
    }
  }
  return { rows, columns, cuts, codes, missing, starts, slots };
}

/** First bin whose cut is above the value; values above all cuts belong to the last bin. */
function codeOf(value: number, cuts: Float32Array): number {
  if (Number.isNaN(value)) return cuts.length;
  let low = 0;
  let high = cuts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
