import type { Rng } from '../../../lib/rng.ts';
import type { Binned } from './binning.ts';
import { type Histogram, histogramFor, subtract, sumInto } from './histogram.ts';
import type { Params } from './params.ts';
import { bestSplit, type Split, type Sums, weight } from './split.ts';
import type { Tree } from './tree.ts';

/** XGBoost's kRtEps: a split that saves no more is not worth having. */
const smallestGain = 1e-6;

/** A node that may still be split. */
interface Open {
  readonly id: number;
  readonly sums: Sums;
  readonly begin: number;
  readonly end: number;
  readonly depth: number;
  readonly histogram: Histogram;
  readonly split: Split | undefined;
}

/** Place of the open node whose split saves most, the earliest among equals. */
function mostSaving(open: readonly Open[]): number {
  let best = 0;
  for (let i = 1; i < open.length; i++) {
    if ((open[i]!.split?.gain ?? -1) > (open[best]!.split?.gain ?? -1)) best = i;
  }
  return best;
}

/**
 * Grows one tree on `rows` (reordered in place) and adds its leaves to their margins. `leafValue` replaces what gradients
 * say of a leaf; eta has no part in it.
 */
export type Grow = (
  gradients: Float32Array,
  rows: Int32Array,
  margins: Float32Array,
  random: Rng,
  leafValue?: (rows: Int32Array) => number,
) => Tree;

/**
 * A grower with its buffers. Nodes are split one after another, left subtree first; without a limit on the number of
 * leaves that gives the same tree as XGBoost's level by level or by loss, and needs one histogram a level only.
 */
export function grower(binned: Binned, params: Params): Grow {
  const { columns, codes, cuts } = binned;
  const histograms: Histogram[] = [];
  const histogramAt = (depth: number) => (histograms[depth] ??= histogramFor(binned));
  /** Those of trees with a limit on their leaves, between uses. */
  const limited: Histogram[] = [];
  const spare = new Int32Array(binned.rows);

  return (gradients, rows, margins, random, leafValue) => {
    const nodes: { left: number; split: Split | undefined; value: number; cover: number }[] = [];
    const ofTree = sample(
      Int32Array.from({ length: columns }, (_, i) => i),
      params.columnsByTree,
      random,
    );
    const ofLevel: Int32Array[] = [];

    /** Moves the rows that go left to the front of [begin, end), keeping the order; returns where the others begin. */
    function partition(begin: number, end: number, { column, bin, missingLeft }: Split): number {
      const missing = cuts[column]!.length;
      let lefts = begin;
      let rights = 0;
      for (let i = begin; i < end; i++) {
        const row = rows[i]!;
        const code = codes[row * columns + column]!;
        if (code === missing ? missingLeft : code <= bin) rows[lefts++] = row;
        else spare[rights++] = row;
      }
      rows.set(spare.subarray(0, rights), lefts);
      return lefts;
    }

    const worthTrying = (sums: Sums, count: number, depth: number) =>
      depth < params.maxDepth && count > 1 && sums.h * (1 + 1e-9) >= 2 * params.minChildWeight;

    const valueOf = (sums: Sums) => Math.fround(weight(sums, params) * params.eta);

    function leaf(id: number, sums: Sums, begin: number, end: number): void {
      const value = leafValue ? Math.fround(leafValue(rows.subarray(begin, end))) : valueOf(sums);
      nodes[id] = { left: -1, split: undefined, value, cover: sums.h };
      for (let i = begin; i < end; i++) {
        const row = rows[i]!;
        margins[row] = margins[row]! + value;
      }
    }

    /** `histogram` belongs to the call, which may overwrite it; undefined: this node stays a leaf. */
    function grow(
      id: number,
      sums: Sums,
      begin: number,
      end: number,
      depth: number,
      histogram?: Histogram,
    ): void {
      const split = histogram && findSplit(histogram, sums, depth);
      if (histogram === undefined || split === undefined) {
        leaf(id, sums, begin, end);
        return;
      }
      const middle = partition(begin, end, split);
      const left = nodes.length;
      nodes[id] = { left, split, value: valueOf(sums), cover: sums.h };
      nodes.length += 2;
      const tryLeft = worthTrying(split.left, middle - begin, depth + 1);
      const tryRight = worthTrying(split.right, end - middle, depth + 1);
      const leftIsSmaller = middle - begin <= end - middle;
      const smaller = histogramAt(depth + 1);
      if (tryLeft || tryRight) {
        if (leftIsSmaller) sumInto(smaller, binned, gradients, rows, begin, middle, ofTree);
        else sumInto(smaller, binned, gradients, rows, middle, end, ofTree);
        if (leftIsSmaller ? tryRight : tryLeft) subtract(histogram, smaller);
      }
      const larger = histogram;
      grow(
        left,
        split.left,
        begin,
        middle,
        depth + 1,
        tryLeft ? (leftIsSmaller ? smaller : larger) : undefined,
      );
      grow(
        left + 1,
        split.right,
        middle,
        end,
        depth + 1,
        tryRight ? (leftIsSmaller ? larger : smaller) : undefined,
      );
    }

    function findSplit(histogram: Histogram, sums: Sums, depth: number): Split | undefined {
      const level = (ofLevel[depth] ??= sample(ofTree, params.columnsByLevel, random));
      const split = bestSplit(histogram, binned, sums, sample(level, params.columnsByNode, random), params);
      const kept =
        split !== undefined &&
        split.gain > smallestGain &&
        split.gain >= params.gamma &&
        split.left.h !== 0 &&
        split.right.h !== 0;
      return kept ? split : undefined;
    }

    /**
     * Splits open nodes in the order of the policy until there are `maxLeaves` leaves: level by level, or whichever
     * saves most. Every open node holds a histogram of its own.
     */
    function growLimited(rootSums: Sums): void {
      const open: Open[] = [];
      const offer = (
        id: number,
        sums: Sums,
        begin: number,
        end: number,
        depth: number,
        histogram: Histogram,
      ) => {
        const split = worthTrying(sums, end - begin, depth) ? findSplit(histogram, sums, depth) : undefined;
        open.push({ id, sums, begin, end, depth, histogram, split });
      };
      const root = limited.pop() ?? histogramFor(binned);
      sumInto(root, binned, gradients, rows, 0, rows.length, ofTree);
      offer(0, rootSums, 0, rows.length, 0, root);
      let leaves = 1;
      while (open.length > 0) {
        const next = open.splice(params.lossGuided ? mostSaving(open) : 0, 1)[0]!;
        const { id, sums, begin, end, depth, histogram, split } = next;
        if (split === undefined || leaves >= params.maxLeaves) {
          leaf(id, sums, begin, end);
          limited.push(histogram);
          continue;
        }
        leaves++;
        const middle = partition(begin, end, split);
        const left = nodes.length;
        nodes[id] = { left, split, value: valueOf(sums), cover: sums.h };
        nodes.length += 2;
        const leftIsSmaller = middle - begin <= end - middle;
        const smaller = limited.pop() ?? histogramFor(binned);
        if (leftIsSmaller) sumInto(smaller, binned, gradients, rows, begin, middle, ofTree);
        else sumInto(smaller, binned, gradients, rows, middle, end, ofTree);
        subtract(histogram, smaller);
        offer(left, split.left, begin, middle, depth + 1, leftIsSmaller ? smaller : histogram);
        offer(left + 1, split.right, middle, end, depth + 1, leftIsSmaller ? histogram : smaller);
      }
    }

    nodes.length = 1;
    if (params.maxLeaves > 0) {
      growLimited(total(gradients, rows));
    } else {
      const root = histogramAt(0);
      sumInto(root, binned, gradients, rows, 0, rows.length, ofTree);
      grow(0, total(gradients, rows), 0, rows.length, 0, root);
    }
    return {
      left: Int32Array.from(nodes, (n) => n.left),
      column: Int32Array.from(nodes, (n) => n.split?.column ?? 0),
      bin: Int32Array.from(nodes, (n) => n.split?.bin ?? 0),
      missingLeft: Uint8Array.from(nodes, (n) => (n.split?.missingLeft ? 1 : 0)),
      value: Float32Array.from(nodes, (n) => n.value),
      gain: Float32Array.from(nodes, (n) => n.split?.gain ?? 0),
      cover: Float32Array.from(nodes, (n) => n.cover),
    };
  };
}

function total(gradients: Float32Array, rows: Int32Array): Sums {
  let g = 0;
  let h = 0;
  for (const row of rows) {
    g += gradients[2 * row]!;
    h += gradients[2 * row + 1]!;
  }
  return { g, h };
}

/** A share of the columns, at least one, ascending; all of them, without touching the stream, for share 1. */
function sample(from: Int32Array, share: number, random: Rng): Int32Array {
  if (share >= 1) return from;
  const count = Math.max(1, Math.floor(share * from.length));
  return random.shuffle(from.slice()).subarray(0, count).sort();
}
