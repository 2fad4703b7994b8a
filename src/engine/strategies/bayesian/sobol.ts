/**
 * Sobol's low-discrepancy sequence, scrambled by Owen's nested uniform scrambling: n points fill the unit cube more
 * evenly than n random ones, and every seed gives another such set.
 *
 * Direction numbers: S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections",
 * SIAM J. Sci. Comput. 30 (2008), file new-joe-kuo-6. Scrambling by hashing: B. Burley, "Practical hash-based Owen
 * scrambling", JCGT 9 (2020), with the hash of Laine and Karras.
 */
import { hash32 } from '../../../lib/rng.ts';

/** Per dimension from the second on: the primitive polynomial as bits, ends included, then the first direction numbers. */
const JOE_KUO: readonly (readonly number[])[] = [
  [3, 1],
  [7, 1, 3],
  [11, 1, 3, 1],
  [13, 1, 1, 1],
  [19, 1, 1, 3, 3],
  [25, 1, 3, 5, 13],
  [37, 1, 1, 5, 5, 17],
  [41, 1, 1, 5, 5, 5],
  [47, 1, 1, 7, 11, 19],
  [55, 1, 1, 5, 1, 1],
  [59, 1, 1, 1, 3, 11],
  [61, 1, 3, 5, 5, 31],
  [67, 1, 3, 3, 9, 7, 49],
  [91, 1, 1, 1, 15, 21, 21],
  [97, 1, 3, 1, 13, 27, 49],
  [103, 1, 1, 1, 15, 7, 5],
  [109, 1, 3, 1, 15, 13, 25],
  [115, 1, 1, 5, 5, 19, 61],
  [131, 1, 3, 7, 11, 23, 15, 103],
  [137, 1, 3, 7, 13, 13, 15, 69],
  [143, 1, 1, 3, 13, 7, 35, 63],
  [145, 1, 3, 5, 9, 1, 25, 53],
  [157, 1, 3, 1, 13, 9, 35, 107],
  [167, 1, 3, 1, 5, 27, 61, 31],
  [171, 1, 1, 5, 11, 19, 41, 61],
  [185, 1, 3, 5, 3, 3, 13, 69],
  [191, 1, 1, 7, 13, 1, 19, 1],
  [193, 1, 3, 7, 5, 13, 19, 59],
  [203, 1, 1, 3, 9, 25, 29, 41],
  [211, 1, 3, 5, 13, 23, 1, 55],
  [213, 1, 3, 7, 3, 13, 59, 17],
];

/** Beyond this many dimensions the coordinates are plain hashes; SageMaker tunes 30 hyperparameters at most. */
export const SOBOL_DIMENSIONS = JOE_KUO.length + 1;

const BITS = 32;
const UNIT = 2 ** -32;

let table: readonly Uint32Array[] | undefined;

/** For every dimension the 32 direction numbers v, as fractions of 2³². Built on first use. */
function directions(): readonly Uint32Array[] {
  table ??= [new Uint32Array(BITS).map((_, k) => 2 ** (BITS - 1 - k)), ...JOE_KUO.map(directionNumbers)];
  return table;
}

/** The recurrence of Bratley and Fox: v_k is made of the `degree` numbers before it, by the polynomial's coefficients. */
function directionNumbers([polynomial = 1, ...initial]: readonly number[]): Uint32Array {
  const degree = initial.length;
  const v = new Uint32Array(BITS);
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      v[k] = (initial[k] ?? 0) << (BITS - 1 - k);
      continue;
    }
    const oldest = v[k - degree] ?? 0;
    let value = oldest ^ (oldest >>> degree);
    for (let i = 1; i < degree; i++) if ((polynomial >> (degree - i)) & 1) value ^= v[k - i] ?? 0;
    v[k] = value;
  }
  return v;
}

/** Coordinate `dimension` of point `index` of the plain sequence, as a fraction of 2³². */
export function sobolBits(index: number, dimension: number): number {
  const v = directions()[dimension];
  if (v === undefined) return hash32(`${index} ${dimension}`) >>> 0;
  let bits = 0;
  // Gray code order, as usual in software: any 2^k points in a row from a multiple of 2^k are the same set as without.
  for (let gray = index ^ (index >>> 1), k = 0; gray !== 0; gray >>>= 1, k++) if (gray & 1) bits ^= v[k] ?? 0;
  return bits >>> 0;
}

/** A scrambled sequence: `coordinate(index, dimension)` in (0, 1), for any index from 0 to 2³¹. */
export function scrambledSobol(seed: number, ...keys: readonly (string | number)[]) {
  const name = [seed, ...keys].join(' ');
  const seeds: number[] = [];
  return (index: number, dimension: number): number => {
    const own = (seeds[dimension] ??= hash32(`${name} ${dimension}`));
    return (owen(sobolBits(index, dimension), own) + 0.5) * UNIT;
  };
}

/** Every bit is flipped or not by a hash of the seed and the bits above it. */
function owen(bits: number, seed: number): number {
  let x = reverse(bits);
  // In reversed order a multiplication lets bits act on higher ones only: a hash of just the wanted shape.
  x = (x + seed) | 0;
  x ^= Math.imul(x, 0x6c50b47c);
  x ^= Math.imul(x, 0xb82f1e52);
  x ^= Math.imul(x, 0xc7afe638);
  x ^= Math.imul(x, 0x8d22f6e6);
  return reverse(x);
}

function reverse(bits: number): number {
  let x = bits;
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return ((x >>> 16) | (x << 16)) >>> 0;
}
