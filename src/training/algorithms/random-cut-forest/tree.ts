import type { Rng } from '../../../lib/rng.ts';

/** A random cut tree in flat arrays; node 0 is the root, and children have higher numbers than their parents. */
export interface CutTree {
  /** Left child, the right one is next to it; −1 for a leaf. */
  readonly left: Int32Array;
  /** What is cut, and where: rows up to the value go left. */
  readonly column: Int32Array;
  readonly cut: Float64Array;
  /** Rows below a node. */
  readonly mass: Int32Array;
  /** Numbers of the rows, leaf by leaf from the left. */
  readonly rows: Int32Array;
}

/** What follows from a tree and its rows, and is needed to score others. */
export interface Boxes {
  /** Lowest and highest value of a node's rows, column by column: 2 × columns numbers a node. */
  readonly box: Float64Array;
  /** Sum of the sides of a node's box. */
  readonly around: Float64Array;
}

/**
 * Cuts the rows (numbers of rows of `features`, reordered in place) apart, each time along a column chosen by the length
 * of that side of the box around them, at a place chosen evenly (Guha et al. 2016, "Robust Random Cut Forest Based
 * Anomaly Detection on Streams", definition 1). Rows that are equal stay together.
 */
export function cutTree(features: Float32Array, columns: number, rows: Int32Array, random: Rng): CutTree {
  const most = 2 * rows.length - 1;
  const left = new Int32Array(most).fill(-1);
  const column = new Int32Array(most);
  const cut = new Float64Array(most);
  const mass = new Int32Array(most);
  const box = new Float64Array(2 * columns);
  const side = (j: number) => box[2 * j + 1]! - box[2 * j]!;
  let nodes = 1;
  const open: [node: number, from: number, to: number][] = [[0, 0, rows.length]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, from, to] = next;
    mass[node] = to - from;
    surround(features, columns, rows, from, to, box, 0);
    const around = sides(box, 0, columns);
    if (to - from < 2 || !(around > 0)) continue;
    let place = random.uniform() * around;
    let chosen = 0;
    for (; chosen < columns - 1 && place >= side(chosen); chosen++) place -= side(chosen);
    if (!(side(chosen) > 0)) continue;
    // Rounding must not put every row on one side.
    const at = box[2 * chosen]! + Math.min(place, side(chosen) * (1 - 1e-9));
    let middle = from;
    for (let i = from; i < to; i++) {
      if (features[rows[i]! * columns + chosen]! > at) continue;
      const held = rows[middle]!;
      rows[middle++] = rows[i]!;
      rows[i] = held;
    }
    column[node] = chosen;
    cut[node] = at;
    left[node] = nodes;
    open.push([nodes, from, middle], [nodes + 1, middle, to]);
    nodes += 2;
  }
  return {
    left: left.slice(0, nodes),
    column: column.slice(0, nodes),
    cut: cut.slice(0, nodes),
    mass: mass.slice(0, nodes),
    rows,
  };
}

/** The boxes that a tree was cut with, from the `features` of its rows. */
export function boxesOf({ left, mass, rows }: CutTree, features: Float32Array, columns: number): Boxes {
  const width = 2 * columns;
  const box = new Float64Array(left.length * width);
  const around = new Float64Array(left.length);
  const from = new Int32Array(left.length);
  for (const [node, child] of left.entries()) {
    if (child < 0) continue;
    from[child] = from[node]!;
    from[child + 1] = from[node]! + mass[child]!;
  }
  // From the last node on: a box is that around those of both children.
  for (let node = left.length - 1; node >= 0; node--) {
    const child = left[node]!;
    if (child < 0)
      surround(features, columns, rows, from[node]!, from[node]! + mass[node]!, box, node * width);
    else {
      for (let k = node * width, a = child * width; k < (node + 1) * width; k += 2, a += 2) {
        const b = a + width;
        box[k] = box[a]! < box[b]! ? box[a]! : box[b]!;
        box[k + 1] = box[a + 1]! > box[b + 1]! ? box[a + 1]! : box[b + 1]!;
      }
    }
    around[node] = sides(box, node * width, columns);
  }
  return { box, around };
}

/** Writes the box around rows[from..to) to `at`. */
function surround(
  features: Float32Array,
  columns: number,
  rows: Int32Array,
  from: number,
  to: number,
  box: Float64Array,
  at: number,
): void {
  const first = rows[from]! * columns;
  for (let j = 0; j < columns; j++) box[at + 2 * j] = box[at + 2 * j + 1] = features[first + j]!;
  for (let i = from + 1; i < to; i++) {
    const row = rows[i]! * columns;
    for (let j = 0; j < columns; j++) {
      const value = features[row + j]!;
      if (value < box[at + 2 * j]!) box[at + 2 * j] = value;
      if (value > box[at + 2 * j + 1]!) box[at + 2 * j + 1] = value;
    }
  }
}

function sides(box: Float64Array, at: number, columns: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += box[at + 2 * j + 1]! - box[at + 2 * j]!;
  return sum;
}

/**
 * How unusual a row is to a tree: on its way down it would be cut off from a node's rows with the chance that a cut of
 * the box around both falls outside of theirs, and the nearer to the root that is, the higher the score, 1 / (1 + depth).
 * A row that comes to rest among its equals scores 1 / (depth + log2(1 + their number)).
 */
export function unusual(
  { left, column, cut, mass }: CutTree,
  { box, around }: Boxes,
  columns: number,
  features: Float32Array,
  row: number,
): number {
  const at = row * columns;
  let score = 0;
  let together = 1;
  let node = 0;
  for (let depth = 0; ; depth++) {
    const outside = Math.max(
      0,
      (farness(features, at, columns, box, node * 2 * columns) - around[node]!) / 2,
    );
    const whole = around[node]! + outside;
    const apart = whole > 0 ? outside / whole : 0;
    score += (together * apart) / (1 + depth);
    together *= 1 - apart;
    if (left[node]! < 0) return score + together / Math.max(1, depth + Math.log2(1 + mass[node]!));
    node = features[at + column[node]!]! <= cut[node]! ? left[node]! : left[node]! + 1;
  }
}

/**
 * How far a row is from both ends of every side of a box. Within a side that is its length, and beyond it twice as much
 * more as the row lies beyond. No branches: what a processor cannot foresee costs more than the sums.
 */
function farness(
  features: Float32Array,
  at: number,
  columns: number,
  box: Float64Array,
  corner: number,
): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let j = 0;
  let k = corner;
  for (; j + 2 <= columns; j += 2, k += 4) {
    const x = features[at + j]!;
    const y = features[at + j + 1]!;
    a += Math.abs(x - box[k]!);
    b += Math.abs(x - box[k + 1]!);
    c += Math.abs(y - box[k + 2]!);
    d += Math.abs(y - box[k + 3]!);
  }
  if (j < columns) {
    a += Math.abs(features[at + j]! - box[k]!);
    b += Math.abs(features[at + j]! - box[k + 1]!);
  }
  return a + b + (c + d);
}
