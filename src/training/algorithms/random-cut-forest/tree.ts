import type { Rng } from '../../../lib/rng.ts';

/** A random cut tree in flat arrays; node 0 is the root. */
export interface CutTree {
  /** Left child, the right one is next to it; −1 for a leaf. */
  readonly left: Int32Array;
  /** What is cut, and where: rows up to the value go left. */
  readonly column: Int32Array;
  readonly cut: Float64Array;
  /** Rows below a node. */
  readonly mass: Int32Array;
  /** Lowest, then highest values of a node's rows: 2 × columns numbers a node. */
  readonly box: Float64Array;
}

/**
 * Cuts the rows (numbers of rows of `features`) apart, each time along a column chosen by the length of that side of
 * the box around them, at a place chosen evenly (Guha et al. 2016, "Robust Random Cut Forest Based Anomaly Detection on
 * Streams", definition 1). Rows that are equal stay together.
 */
export function cutTree(features: Float32Array, columns: number, rows: Int32Array, random: Rng): CutTree {
  const most = 2 * rows.length - 1;
  const left = new Int32Array(most).fill(-1);
  const column = new Int32Array(most);
  const cut = new Float64Array(most);
  const mass = new Int32Array(most);
  const box = new Float64Array(most * 2 * columns);
  let nodes = 1;
  const open: [node: number, from: number, to: number][] = [[0, 0, rows.length]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, from, to] = next;
    mass[node] = to - from;
    const low = node * 2 * columns;
    const high = low + columns;
    box.fill(Infinity, low, high);
    box.fill(-Infinity, high, high + columns);
    for (let i = from; i < to; i++) {
      for (let j = 0; j < columns; j++) {
        const value = features[rows[i]! * columns + j]!;
        if (value < box[low + j]!) box[low + j] = value;
        if (value > box[high + j]!) box[high + j] = value;
      }
    }
    let around = 0;
    for (let j = 0; j < columns; j++) around += box[high + j]! - box[low + j]!;
    if (to - from < 2 || !(around > 0)) continue;
    let place = random.uniform() * around;
    let chosen = 0;
    for (; chosen < columns - 1 && place >= box[high + chosen]! - box[low + chosen]!; chosen++) {
      place -= box[high + chosen]! - box[low + chosen]!;
    }
    // Rounding must not put every row on one side.
    const side = box[high + chosen]! - box[low + chosen]!;
    if (!(side > 0)) continue;
    const at = Math.min(box[low + chosen]! + place, box[low + chosen]! + side * (1 - 1e-9));
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
    box: box.slice(0, nodes * 2 * columns),
  };
}

/**
 * How unusual a row is to a tree: on its way down it would be cut off from a node's rows with the chance that a cut of
 * the box around both falls outside of theirs, and the nearer to the root that is, the higher the score, 1 / (1 + depth).
 * A row that comes to rest among its equals scores 1 / (depth + log2(1 + their number)).
 */
export function unusual(tree: CutTree, columns: number, features: Float32Array, row: number): number {
  const { left, column, cut, mass, box } = tree;
  const at = row * columns;
  let score = 0;
  let together = 1;
  let node = 0;
  for (let depth = 0; ; depth++) {
    const low = node * 2 * columns;
    let outside = 0;
    let around = 0;
    for (let j = 0; j < columns; j++) {
      const value = features[at + j]!;
      const [least, most] = [box[low + j]!, box[low + columns + j]!];
      const beyond = value < least ? least - value : value > most ? value - most : 0;
      outside += beyond;
      around += most - least + beyond;
    }
    const apart = around > 0 ? outside / around : 0;
    score += (together * apart) / (1 + depth);
    together *= 1 - apart;
    if (left[node]! < 0) return score + together / Math.max(1, depth + Math.log2(1 + mass[node]!));
    node = features[at + column[node]!]! <= cut[node]! ? left[node]! : left[node]! + 1;
  }
}
