import type { Rng } from '../../../lib/rng.ts';
import { assigner } from './assign.ts';

/** Points or centres: one after the other, `columns` numbers each. */
export interface Points {
  readonly count: number;
  readonly columns: number;
  readonly values: Float64Array | Float32Array;
}

/** Squared distances of all points to their nearest centres, summed. */
export function totalDistance(points: Points, centers: Float64Array, count: number): number {
  return assigner(points, count)(everyRow(points), centers).distance.reduce((sum, each) => sum + each, 0);
}

const everyRow = ({ count }: Points) => Int32Array.from({ length: count }, (_, r) => r);

/**
 * `count` of the points as first centres: any (`random`), or each drawn by its weight times its squared distance to
 * those drawn before (k-means++, Arthur and Vassilvitskii 2007).
 */
export function firstCenters(
  points: Points,
  weights: Float64Array | undefined,
  count: number,
  method: 'random' | 'kmeans++',
  random: Rng,
): Float64Array {
  const { columns, values } = points;
  const centers = new Float64Array(count * columns);
  const put = (c: number, r: number) =>
    centers.set(values.subarray(r * columns, (r + 1) * columns), c * columns);
  if (method === 'random') {
    const order = random.shuffle(Int32Array.from({ length: points.count }, (_, r) => r));
    for (let c = 0; c < count; c++) put(c, order[c]!);
    return centers;
  }
  const chance = Float64Array.from({ length: points.count }, (_, r) => weights?.[r] ?? 1);
  const closest = new Float64Array(points.count).fill(Infinity);
  for (let c = 0; c < count; c++) {
    put(c, draw(chance, random));
    for (let r = 0; r < points.count; r++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) {
        const off = values[r * columns + j]! - centers[c * columns + j]!;
        sum += off * off;
      }
      closest[r] = Math.min(closest[r]!, sum);
      chance[r] = (weights?.[r] ?? 1) * closest[r]!;
    }
  }
  return centers;
}

function draw(chance: Float64Array, random: Rng): number {
  const total = chance.reduce((sum, each) => sum + each, 0);
  // Every point lies on a centre already: any will do.
  if (!(total > 0)) return random.int(chance.length);
  let left = random.uniform() * total;
  for (let r = 0; r < chance.length; r++) {
    left -= chance[r]!;
    if (left < 0) return r;
  }
  return chance.length - 1;
}

/**
 * Lloyd's iterations on weighted points from the given centres (changed in place), until the weighted squared distance
 * falls by less than `tolerance` of itself. A centre without points stays where it is. Returns that distance.
 */
export function lloyd(
  points: Points,
  weights: Float64Array,
  centers: Float64Array,
  count: number,
  iterations: number,
  tolerance: number,
): number {
  const { columns, values } = points;
  const assign = assigner(points, count);
  const rows = everyRow(points);
  let before = Infinity;
  for (let i = 0; ; i++) {
    const sums = new Float64Array(centers.length);
    const mass = new Float64Array(count);
    let total = 0;
    const { center: centerOf, distance } = assign(rows, centers);
    for (let r = 0; r < points.count; r++) {
      const center = centerOf[r]!;
      const w = weights[r]!;
      total += w * distance[r]!;
      mass[center]! += w;
      for (let j = 0; j < columns; j++) sums[center * columns + j]! += w * values[r * columns + j]!;
    }
    if (i === iterations || !(before - total > tolerance * total)) return total;
    before = total;
    for (let c = 0; c < count; c++) {
      if (mass[c] === 0) continue;
      for (let j = c * columns; j < (c + 1) * columns; j++) centers[j] = sums[j]! / mass[c]!;
    }
  }
}
