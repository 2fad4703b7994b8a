import type { Points } from './lloyd.ts';

/** Which centre each row belongs to, and its squared distance to it; both by number of row. */
export interface Assigned {
  readonly center: Int32Array;
  readonly distance: Float64Array;
}

/** Centres whose scores are computed together. */
const TOGETHER = 4;
/** What rounding may take from a bound, as a share of the squares that it was made from. */
const ROUNDING = 1e-12;

/**
 * A function that assigns rows to the nearest of `count` centres, the first among equals. What it returns depends on
 * its arguments alone; it only remembers what makes the next call faster (Hamerly 2010, "Making k-means even faster"):
 * how far a row's second nearest centre was. Until the centres have moved so far that another one could be nearest, a
 * row stays where it is. Other rows are held against all centres, by |c|²/2 − x·c, which orders them as distances do.
 */
export function assigner(
  points: Points,
  count: number,
): (rows: Int32Array, centers: Float64Array) => Assigned {
  const { columns } = points;
  const assigned: Assigned = {
    center: new Int32Array(points.count),
    distance: new Float64Array(points.count),
  };
  const around = means(points);
  const values = shifted(points.values, around);
  const blocks = Math.ceil(count / TOGETHER);
  /** The centres around the mean, four by four, column by column, and half of their squared lengths. */
  const packed = new Float64Array(blocks * TOGETHER * columns);
  const half = new Float64Array(blocks * TOGETHER).fill(Infinity);
  const lowest: readonly [Lowest, Lowest] = [
    { best: 0, next: 0, at: 0 },
    { best: 0, next: 0, at: 0 },
  ];
  /** Distance of a row to its second nearest centre when last looked at, plus the drift of the centres until then. */
  const second = new Float64Array(points.count).fill(-Infinity);
  const unsure = new Int32Array(points.count);
  let seen: Float64Array | undefined;
  let drift = 0;

  /** Remembers the nearest and how far the second nearest is, of a row whose lowest scores were found. */
  const keep = (row: number, { best, next, at }: Lowest) => {
    assigned.center[row] = at;
    let length = 0;
    for (let j = row * columns; j < (row + 1) * columns; j++) length += values[j]! * values[j]!;
    const rounding = ROUNDING * (length + Math.abs(best) + (next < Infinity ? Math.abs(next) : 0));
    second[row] = Math.sqrt(Math.max(0, length + 2 * next - rounding)) + drift;
  };

  return (rows, centers) => {
    drift += seen ? largestMove(seen, centers, columns) : 0;
    seen = centers.slice();
    for (let c = 0; c < count; c++) {
      let squares = 0;
      const to = (c - (c % TOGETHER)) * columns + (c % TOGETHER);
      for (let j = 0; j < columns; j++) {
        const value = centers[c * columns + j]! - around[j]!;
        packed[to + j * TOGETHER] = value;
        squares += value * value;
      }
      half[c] = squares / 2;
    }
    let open = 0;
    for (const row of rows) {
      const bound = second[row]! - drift;
      const near = bound > 0 ? squaredDistance(points, row, centers, assigned.center[row]!) : Infinity;
      assigned.distance[row] = near;
      if (!(near < bound * bound * (1 - ROUNDING))) unsure[open++] = row;
    }
    // In the order of memory, which is the faster one.
    unsure.subarray(0, open).sort();
    for (let i = 0; i < open; i += 2) {
      const a = unsure[i]!;
      const b = unsure[Math.min(i + 1, open - 1)]!;
      scorePair(values, a * columns, b * columns, packed, half, columns, lowest);
      keep(a, lowest[0]);
      keep(b, lowest[1]);
    }
    for (let i = 0; i < open; i++) {
      const row = unsure[i]!;
      assigned.distance[row] = squaredDistance(points, row, centers, assigned.center[row]!);
    }
    return assigned;
  };
}

/** The two lowest scores of a row, and which centre has the lowest, the first among equals. */
interface Lowest {
  best: number;
  next: number;
  at: number;
}

/** Half a centre's squared length minus its product with a row: the lowest ones of the two rows at `a` and `b`. */
function scorePair(
  values: Float64Array,
  a: number,
  b: number,
  packed: Float64Array,
  half: Float64Array,
  columns: number,
  [ofA, ofB]: readonly [Lowest, Lowest],
): void {
  ofA.best = ofA.next = ofB.best = ofB.next = Infinity;
  ofA.at = ofB.at = 0;
  let limitA = Infinity;
  let limitB = Infinity;
  for (let c = 0, k = 0; c < half.length; c += TOGETHER) {
    let a0 = half[c]!;
    let a1 = half[c + 1]!;
    let a2 = half[c + 2]!;
    let a3 = half[c + 3]!;
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    for (let j = 0; j < columns; j++, k += TOGETHER) {
      const x = values[a + j]!;
      const y = values[b + j]!;
      const c0 = packed[k]!;
      const c1 = packed[k + 1]!;
      const c2 = packed[k + 2]!;
      const c3 = packed[k + 3]!;
      a0 -= x * c0;
      a1 -= x * c1;
      a2 -= x * c2;
      a3 -= x * c3;
      b0 -= y * c0;
      b1 -= y * c1;
      b2 -= y * c2;
      b3 -= y * c3;
    }
    // Few scores are among the two lowest so far.
    if (a0 < limitA || a1 < limitA || a2 < limitA || a3 < limitA) limitA = offer(ofA, c, a0, a1, a2, a3);
    if (b0 < limitB || b1 < limitB || b2 < limitB || b3 < limitB) limitB = offer(ofB, c, b0, b1, b2, b3);
  }
}

/** Takes the scores of four centres, from `c` on, into account; returns what a later one has to be below. */
function offer(lowest: Lowest, c: number, s0: number, s1: number, s2: number, s3: number): number {
  for (let i = 0; i < TOGETHER; i++) {
    const score = i === 0 ? s0 : i === 1 ? s1 : i === 2 ? s2 : s3;
    if (score < lowest.best) {
      lowest.next = lowest.best;
      lowest.best = score;
      lowest.at = c + i;
    } else if (score < lowest.next) lowest.next = score;
  }
  return lowest.next;
}

function squaredDistance(
  { columns, values }: Points,
  row: number,
  centers: Float64Array,
  center: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const off = values[row * columns + j]! - centers[center * columns + j]!;
    sum += off * off;
  }
  return sum;
}

/** How far the centre went that went furthest. */
function largestMove(from: Float64Array, to: Float64Array, columns: number): number {
  let most = 0;
  for (let at = 0; at < from.length; at += columns) {
    let sum = 0;
    for (let j = at; j < at + columns; j++) sum += (to[j]! - from[j]!) ** 2;
    most = Math.max(most, sum);
  }
  return Math.sqrt(most) * (1 + ROUNDING);
}

/** Of every column; lengths are taken from there, so that far-off data loses no digits. */
function means({ count, columns, values }: Points): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns) {
    for (let j = 0; j < columns; j++) sums[j]! += values[at + j]!;
  }
  return sums.map((sum) => sum / count);
}

function shifted(values: Points['values'], by: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let at = 0; at < out.length; at += by.length) {
    for (let j = 0; j < by.length; j++) out[at + j] = values[at + j]! - by[j]!;
  }
  return out;
}
