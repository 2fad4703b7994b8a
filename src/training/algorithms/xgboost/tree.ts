import type { Binned } from './binning.ts';

/** A regression tree on bins. Node 0 is the root; a node's right child follows its left child. */
export interface Tree {
  /** Left child of each node, -1 for a leaf. */
  readonly left: Int32Array;
  readonly column: Int32Array;
  /** A row goes left when its bin is at most this one. */
  readonly bin: Int32Array;
  readonly missingLeft: Uint8Array;
  /** What a leaf adds to the margin; for an inner node its value had it stayed a leaf. */
  readonly value: Float32Array;
  /** Loss saved by the split; 0 for a leaf. */
  readonly gain: Float32Array;
  /** Sum of hessians. */
  readonly cover: Float32Array;
}

/** Adds the tree's answer, times `weight`, to the margins of `rows`, or of every row. */
export function addTree(
  tree: Tree,
  { codes, columns, cuts }: Binned,
  margins: Float32Array,
  rows?: Int32Array,
  weight = 1,
): void {
  const { left, column, bin, missingLeft, value } = tree;
  const missing = Int32Array.from(cuts, (own) => own.length);
  const count = rows?.length ?? margins.length;
  for (let i = 0; i < count; i++) {
    const row = rows === undefined ? i : rows[i]!;
    const base = row * columns;
    let node = 0;
    for (let child = left[0]!; child >= 0; child = left[node]!) {
      const c = column[node]!;
      const code = codes[base + c]!;
      const goesLeft = code === missing[c] ? missingLeft[node] === 1 : code <= bin[node]!;
      node = goesLeft ? child : child + 1;
    }
    margins[row] = margins[row]! + weight * value[node]!;
  }
}
