import type { Rng } from '../../../lib/rng.ts';
import { fromUnit, toUnit } from '../../space.ts';
import type { Dimension, NumericDimension } from '../../types.ts';
import type { Acquisition } from './acquisition.ts';
import { minimise } from './minimise.ts';
import { type Encoding, snap } from './points.ts';
import type { Settings } from './settings.ts';

/** Integer dimensions of at most this many values are searched value by value, like categorical ones. */
const FEW = 12;
/** Starts of a climb are at least this far apart in some coordinate. */
const APART = 0.05;
/** Climbs over continuous coordinates and sweeps over the others take turns this often at most. */
const ROUNDS = 3;
const TOLERANCE = 1e-4;
/** Evaluations after which a climb is compared with the others. */
const FIRST_LOOK = 12;
/** With more points than this there are fewer candidates, by the root. */
const FULL_EFFORT = 100;

export interface Found {
  readonly row: Float64Array;
  readonly value: number;
}

/**
 * Rows with large acquisition, best first: candidates all over the cube and near `anchors`, the best of which are
 * refined by gradients, value by value where a dimension is discrete.
 *
 * @param count points that the model is made of: the more, the dearer a look and the fewer candidates
 * @param radius where finite, numeric coordinates stay within this distance of the first anchor's
 */
export function search(
  encoding: Encoding,
  acquisition: Acquisition,
  sobol: (index: number, dimension: number) => number,
  random: Rng,
  anchors: readonly Float64Array[],
  count: number,
  settings: Settings,
  radius = Infinity,
): Found[] {
  const found: Found[] = [];
  const isLocal = radius < Infinity && anchors.length > 0;
  const box = boxAround(encoding, isLocal ? anchors[0] : undefined, radius);
  const consider = (row: Float64Array) => {
    for (let k = 0; k < encoding.numeric; k++)
      row[k] = clip(row[k] as number, box.lower[k] as number, box.upper[k] as number);
    snap(encoding, row);
    found.push({ row, value: acquisition(row) });
  };
  const effort = Math.min(1, Math.sqrt(FULL_EFFORT / count));
  if (!isLocal)
    for (let i = 0; i < effort * settings.candidates; i++) consider(everywhere(encoding, sobol, i));
  const around = isLocal ? anchors.slice(0, 1) : anchors;
  const steps = around.length === 0 ? 0 : effort * settings.nearby * (isLocal ? 2 : 1);
  for (let i = 0; i < steps; i++) consider(near(encoding, around[i % around.length] as Float64Array, random));
  found.sort((a, b) => b.value - a.value);
  const refine = refiner(encoding, acquisition, box);
  const refined = starts(encoding, found, settings.refined).map((row) => ({
    row,
    value: refine(row, FIRST_LOOK),
  }));
  found.push(...refined);
  // Most climbs end lower than the best: only that one is followed to its top.
  const best = refined.reduce<Found | undefined>((a, b) => (a && a.value >= b.value ? a : b), undefined);
  if (best) {
    const row = Float64Array.from(best.row);
    found.push({ row, value: refine(row, settings.refineEvaluations) });
  }
  return found.sort((a, b) => b.value - a.value);
}

/** Bounds of the numeric coordinates. */
interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

function boxAround({ numeric }: Encoding, center: Float64Array | undefined, radius: number): Box {
  const end = (side: number, all: number) =>
    new Float64Array(numeric).map((_, k) => (center ? clip((center[k] as number) + side * radius) : all));
  return { lower: end(-1, 0), upper: end(1, 1) };
}

/** The same for rows that are all there are. */
export function evaluateAll(rows: readonly Float64Array[], acquisition: Acquisition): Found[] {
  return rows.map((row) => ({ row, value: acquisition(row) })).sort((a, b) => b.value - a.value);
}

function everywhere(
  { numeric, size, dimensions }: Encoding,
  sobol: (index: number, dimension: number) => number,
  index: number,
): Float64Array {
  const row = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const u = sobol(index, k);
    row[k] = k < numeric ? u : Math.floor(u * levelsOf(dimensions[k]));
  }
  return row;
}

/** A step of random length from an anchor in a random choice of dimensions. */
function near({ numeric, size, dimensions }: Encoding, anchor: Float64Array, random: Rng): Float64Array {
  const row = Float64Array.from(anchor);
  const width = 10 ** (-0.5 - 2 * random.uniform());
  const share = Math.max(1 / size, random.uniform());
  for (let k = 0; k < size; k++) {
    if (random.uniform() > share) continue;
    row[k] =
      k < numeric ? clip((row[k] as number) + width * random.normal()) : random.int(levelsOf(dimensions[k]));
  }
  return row;
}

/** The best rows that are not close to a better one among them. */
function starts({ numeric, size }: Encoding, found: readonly Found[], most: number): Float64Array[] {
  const chosen: Float64Array[] = [];
  for (const { row } of found) {
    if (chosen.length >= most) break;
    const isNew = chosen.every((other) => {
      for (let k = 0; k < size; k++)
        if (k < numeric ? Math.abs((row[k] as number) - (other[k] as number)) > APART : row[k] !== other[k])
          return true;
      return false;
    });
    if (isNew) chosen.push(Float64Array.from(row));
  }
  return chosen;
}

/** Improves a row in place and returns its value. */
function refiner(encoding: Encoding, acquisition: Acquisition, box: Box) {
  const { numeric, size, dimensions } = encoding;
  const places = Array.from({ length: size }, (_, k) => k);
  const smooth = places.filter((k) => k < numeric && levelsOf(dimensions[k]) > FEW);
  const few = places.filter((k) => levelsOf(dimensions[k]) > 1 && levelsOf(dimensions[k]) <= FEW);
  const whole = smooth.filter((k) => dimensions[k]?.kind === 'integer');
  const gradient = new Float64Array(size);
  const lower = Float64Array.from(smooth, (k) => box.lower[k] as number);
  const upper = Float64Array.from(smooth, (k) => box.upper[k] as number);

  return (row: Float64Array, evaluations: number): number => {
    let value = acquisition(row);
    for (let round = 0; round < ROUNDS; round++) {
      const before = value;
      if (smooth.length > 0) value = climb(row, value, evaluations);
      for (const k of few) value = choose(row, k, value, valuesOf(dimensions[k], k < numeric));
      for (const k of whole) value = choose(row, k, value, neighbours(dimensions[k], row[k] as number));
      if (few.length + whole.length === 0 || value - before < TOLERANCE) break;
    }
    return value;
  };

  /** Along the gradient with integers taken as continuous, then to the integers' cells if that is still better. */
  function climb(row: Float64Array, value: number, evaluations: number): number {
    const full = Float64Array.from(row);
    const x = Float64Array.from(smooth, (k) => row[k] as number);
    const descent = (at: Float64Array, out: Float64Array) => {
      for (let i = 0; i < smooth.length; i++) full[smooth[i] as number] = at[i] as number;
      const here = acquisition(full, gradient);
      for (let i = 0; i < smooth.length; i++) out[i] = -(gradient[smooth[i] as number] as number);
      return -here;
    };
    minimise(descent, x, { lower, upper, evaluations, tolerance: TOLERANCE });
    for (let i = 0; i < smooth.length; i++) full[smooth[i] as number] = x[i] as number;
    snap(encoding, full);
    const reached = acquisition(full);
    if (reached <= value) return value;
    row.set(full);
    return reached;
  }

  /** Sets coordinate k to the best of its own value and those given. */
  function choose(row: Float64Array, k: number, value: number, others: readonly number[]): number {
    let best = value;
    let kept = row[k] as number;
    for (const other of others) {
      row[k] = other;
      const here = acquisition(row);
      if (here > best) {
        best = here;
        kept = other;
      }
    }
    row[k] = kept;
    return best;
  }
}

/** Coordinates of all values of a dimension that has few. */
function valuesOf(dimension: Dimension | undefined, isNumeric: boolean): number[] {
  const places = Array.from({ length: levelsOf(dimension) }, (_, v) => v);
  if (!isNumeric) return places;
  const range = dimension as NumericDimension;
  return places.map((v) => toUnit(range, range.min + v));
}

/** Coordinates of the integers next to the one at a coordinate. */
function neighbours(dimension: Dimension | undefined, coordinate: number): number[] {
  const range = dimension as NumericDimension;
  const value = Number(fromUnit(range, coordinate));
  return [value - 1, value + 1].filter((v) => v >= range.min && v <= range.max).map((v) => toUnit(range, v));
}

function levelsOf(dimension: Dimension | undefined): number {
  if (dimension?.kind === 'categorical') return dimension.values.length;
  if (dimension?.kind === 'integer') return dimension.max - dimension.min + 1;
  return dimension !== undefined && dimension.min === dimension.max ? 1 : Infinity;
}

function clip(u: number, low = 0, high = 1): number {
  return Math.min(high, Math.max(low, u));
}
