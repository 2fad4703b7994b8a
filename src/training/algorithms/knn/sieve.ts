/**
 * A sieve that leaves few rows for the exact distance. Rows and queries are rounded to a grid of whole numbers; how far
 * they were moved by that is known, so by the triangle inequality a distance on the grid bounds the true one from below.
 * On the grid two rows fit into one number of double precision, 26 bits each: one multiplication does the work of two,
 * and nothing is rounded.
 */
const LANE = 2 ** 26;
/** Adding it rounds a number to a multiple of LANE, taking it away again leaves that multiple. */
const TO_LANES = 1.5 * 2 ** 52 * LANE;
/** Rows that are looked at together, two to a number. */
const BLOCK = 8;
/** What rounding may take from a bound. */
const ROUNDING = 1e-12;

/** Index rows on the grid. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
  /** Place of the grid's corner, and the width of its cells. */
  readonly corner: Float64Array;
  readonly width: number;
  /** Highest coordinate. */
  readonly highest: number;
  /** Block by block and column by column four numbers, each of two rows. */
  readonly packed: Float64Array;
  /** Half of each row's squared length, of every second row times LANE; Infinity for what fills up the last block. */
  readonly half: Float64Array;
  /** The furthest that a row was moved, in cells. */
  readonly moved: number;
}

/** Puts rows × columns features, all finite, onto a grid as fine as the sums of products allow. */
export function gridOf(features: Float32Array, rows: number, columns: number): Grid {
  const highest = Math.max(1, Math.floor(Math.sqrt((LANE / 2 - 1) / columns)));
  const corner = new Float64Array(columns).fill(Infinity);
  const opposite = new Float64Array(columns).fill(-Infinity);
  for (let at = 0; at < features.length; at += columns) {
    for (let j = 0; j < columns; j++) {
      const value = features[at + j]!;
      if (value < corner[j]!) corner[j] = value;
      if (value > opposite[j]!) opposite[j] = value;
    }
  }
  const width = opposite.reduce((most, high, j) => Math.max(most, high - corner[j]!), 0) / highest || 1;
  const blocks = Math.ceil(rows / BLOCK);
  const packed = new Float64Array((blocks * BLOCK * columns) / 2);
  const half = new Float64Array(blocks * BLOCK).fill(Infinity);
  const grid = { rows, columns, corner, width, highest, packed, half };
  const row = new Float64Array(columns);
  let moved = 0;
  for (let r = 0; r < rows; r++) {
    const { length, moved: by } = place(grid, features, r * columns, row);
    half[r] = (length / 2) * (r & 1 ? LANE : 1);
    moved = Math.max(moved, by);
    const from = (r - (r % BLOCK)) * (columns / 2) + ((r % BLOCK) >> 1);
    for (let j = 0; j < columns; j++) packed[from + 4 * j]! += (r & 1 ? LANE : 1) * row[j]!;
  }
  return { ...grid, moved };
}

/** A row's coordinates, written into `out`; outside of the grid those of its nearest point there. */
function place(
  { columns, corner, width, highest }: Omit<Grid, 'moved'>,
  features: Float32Array,
  at: number,
  out: Float64Array,
): { readonly length: number; readonly moved: number } {
  let length = 0;
  let moved = 0;
  for (let j = 0; j < columns; j++) {
    const exact = Math.max(0, Math.min((features[at + j]! - corner[j]!) / width, highest));
    const coordinate = Math.round(exact);
    out[j] = coordinate;
    length += coordinate * coordinate;
    moved += (exact - coordinate) ** 2;
  }
  return { length, moved: Math.sqrt(moved) };
}

/** What is asked of the sieve: the nearest rows of some queries. */
export interface Sifting {
  readonly queries: Float32Array;
  /** Numbers of the first query and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Squared distance that a row has to be below to matter to a query. */
  readonly limit: (query: number) => number;
  /** A row that may be as near as that. Rows come in ascending order for each query. */
  readonly found: (query: number, row: number) => void;
}

/** Leaves out rows that are certainly no nearer than the limit of a query, which may shrink on the way. */
export function sift(grid: Grid, { queries, from, to, limit, found }: Sifting): void {
  const { columns, width, half, moved } = grid;
  const count = to - from;
  const placed = new Float64Array(count * columns);
  const lengths = new Float64Array(count);
  const movedQuery = new Float64Array(count);
  for (let q = 0; q < count; q++) {
    const own = place(grid, queries, (from + q) * columns, placed.subarray(q * columns, (q + 1) * columns));
    lengths[q] = own.length;
    movedQuery[q] = own.moved;
  }
  /** |c|²/2 − x·c up to which a row is let through. */
  const reach = new Float64Array(count).fill(Infinity);
  const shrink = (q: number) => {
    const radius = (Math.sqrt(limit(from + q)) / width + moved + movedQuery[q]!) * (1 + ROUNDING);
    reach[q] = (radius * radius - lengths[q]!) / 2 + ROUNDING * lengths[q]!;
  };
  for (let row = 0, block = 0; row < half.length; row += BLOCK, block += 4 * columns) {
    for (let q = 0; q < count; q += 2) {
      const other = Math.min(q + 1, count - 1);
      const passed = passing(
        grid,
        block,
        row,
        placed,
        q * columns,
        other * columns,
        reach[q]!,
        reach[other]!,
      );
      if (passed === 0) continue;
      for (let bit = 0; bit < 2 * BLOCK; bit++) {
        const query = bit < BLOCK ? q : other;
        if ((passed & (1 << bit)) === 0 || (bit >= BLOCK && other === q)) continue;
        if (row + (bit % BLOCK) >= grid.rows) continue;
        found(from + query, row + (bit % BLOCK));
        shrink(query);
      }
    }
  }
}

/**
 * Which rows of a block two queries, placed at `a` and `b`, let through: a bit a row, those of the second query above
 * those of the first.
 */
function passing(
  { columns, packed, half }: Grid,
  block: number,
  row: number,
  placed: Float64Array,
  a: number,
  b: number,
  reachA: number,
  reachB: number,
): number {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let j = 0, k = block; j < columns; j++, k += 4) {
    const x = placed[a + j]!;
    const y = placed[b + j]!;
    const c0 = packed[k]!;
    const c1 = packed[k + 1]!;
    const c2 = packed[k + 2]!;
    const c3 = packed[k + 3]!;
    a0 += x * c0;
    a1 += x * c1;
    a2 += x * c2;
    a3 += x * c3;
    b0 += y * c0;
    b1 += y * c1;
    b2 += y * c2;
    b3 += y * c3;
  }
  const h0 = half[row]!;
  const h1 = half[row + 1]!;
  const h2 = half[row + 2]!;
  const h3 = half[row + 3]!;
  const h4 = half[row + 4]!;
  const h5 = half[row + 5]!;
  const h6 = half[row + 6]!;
  const h7 = half[row + 7]!;
  return (
    within(a0, h0, h1, reachA) |
    (within(a1, h2, h3, reachA) << 2) |
    (within(a2, h4, h5, reachA) << 4) |
    (within(a3, h6, h7, reachA) << 6) |
    (within(b0, h0, h1, reachB) << 8) |
    (within(b1, h2, h3, reachB) << 10) |
    (within(b2, h4, h5, reachB) << 12) |
    (within(b3, h6, h7, reachB) << 14)
  );
}

/** Whether either row of one number comes within reach: a bit each. */
function within(product: number, firstHalf: number, secondHalf: number, reach: number): number {
  const second = product + TO_LANES - TO_LANES;
  let bits = 0;
  if (firstHalf - (product - second) <= reach) bits = 1;
  if (secondHalf - second <= reach * LANE) bits |= 2;
  return bits;
}
