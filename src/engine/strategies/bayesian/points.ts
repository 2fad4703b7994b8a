import { fromUnit, toUnit } from '../../space.ts';
import type { Configuration, Dimension, NumericDimension, Space } from '../../types.ts';

/**
 * How configurations of a space become rows of numbers: first the unit coordinates of its numeric dimensions, then the
 * places of its categorical values. An integer's coordinate is the middle of its cell, so the model sees exactly what a
 * training job gets, and two coordinates of one cell are one point (E. C. Garrido-Merchán and D. Hernández-Lobato,
 * "Dealing with categorical and integer-valued variables in Bayesian optimization", Neurocomputing 380 (2020)).
 */
export interface Encoding {
  readonly space: Space;
  /** Numeric dimensions first, both kinds in the order of the space. */
  readonly dimensions: readonly Dimension[];
  readonly numeric: number;
  readonly size: number;
}

/** Points as rows of `encoding.size` numbers. */
export interface Points {
  readonly count: number;
  readonly rows: Float64Array;
}

export function encodingOf(space: Space): Encoding {
  const isCategorical = (dimension: Dimension) => dimension.kind === 'categorical';
  const numeric = space.filter((dimension) => !isCategorical(dimension));
  const dimensions = [...numeric, ...space.filter(isCategorical)];
  return { space, dimensions, numeric: numeric.length, size: dimensions.length };
}

/**
 * Writes the row of a configuration. A number outside its range gets a coordinate outside [0, 1], a categorical value
 * that the space does not have gets place −1, unlike all others: an earlier job's configuration may have either.
 * @returns false where a dimension cannot place the value at all (a logarithm of nothing, or no value)
 */
export function encode(
  encoding: Encoding,
  configuration: Configuration,
  out: Float64Array,
  at: number,
): boolean {
  for (let k = 0; k < encoding.size; k++) {
    const dimension = encoding.dimensions[k] as Dimension;
    const value = configuration[dimension.name];
    if (value === undefined) return false;
    const place =
      dimension.kind === 'categorical' ? dimension.values.indexOf(String(value)) : toUnit(dimension, value);
    if (!Number.isFinite(place)) return false;
    out[at + k] = place;
  }
  return true;
}

/** The configuration at a row whose numeric coordinates lie in [0, 1]. */
export function decode(encoding: Encoding, row: Float64Array, at = 0): Configuration {
  const values = new Map(
    encoding.dimensions.map((dimension, k) => [dimension.name, valueAt(dimension, row[at + k] as number)]),
  );
  return Object.fromEntries(encoding.space.map(({ name }) => [name, values.get(name) ?? 0]));
}

function valueAt(dimension: Dimension, coordinate: number): number | string {
  return dimension.kind === 'categorical'
    ? (dimension.values[coordinate] ?? dimension.values[0] ?? '')
    : fromUnit(dimension, coordinate);
}

/** Moves the coordinates of integers to the middles of their cells, in place. */
export function snap(encoding: Encoding, row: Float64Array): void {
  for (let k = 0; k < encoding.numeric; k++) {
    const dimension = encoding.dimensions[k] as NumericDimension;
    if (dimension.kind === 'integer') row[k] = toUnit(dimension, fromUnit(dimension, row[k] as number));
  }
}
