import { adam, multiply } from './dense.ts';
import { moduleOf } from './emit.ts';
import { fractions } from './exp.ts';
import { addRows, scores, sigmoids, tails } from './linear.ts';
import { reference } from './reference.ts';

/** Loops that most of a training's time goes to. Every array that they are given lies in the workspace they belong to. */
export interface Kernels {
  /**
   * out (m × n) = the product of A (m × k) and `b` (k × n), each row plus `bias` (n), and nothing below `least`; NaN
   * passes. Number (i, l) of A is a[i · rowStride + l · stepStride], so that A can be read across. Sums of 32 bits run
   * from the bias through l.
   */
  readonly multiply: (
    a: Float32Array,
    rowStride: number,
    stepStride: number,
    m: number,
    k: number,
    b: Float32Array,
    n: number,
    bias: Float32Array,
    least: number,
    out: Float32Array,
  ) => void;
  /** `adamStep` of optimizers.ts in 32 bits throughout. All four are whole arrays of the workspace. */
  readonly adam: (
    values: Float32Array,
    gradient: Float32Array,
    mean: Float32Array,
    square: Float32Array,
    rate: number,
    forgetMean: number,
    forgetSquare: number,
    epsilon: number,
  ) => void;
  /**
   * out[k] = the product of row order[k] of `values` with `weights`, for k below `count`, a multiple of 4. Rows are
   * `stride` numbers long, an even one; those at even places and at odd places are added up apart.
   */
  readonly scores: (
    values: Float64Array,
    stride: number,
    order: Int32Array,
    count: number,
    weights: Float64Array,
    out: Float64Array,
  ) => void;
  /** Adds factors[k] × row order[k] of `values` to `sums`, for k below `count`, a multiple of 4; rows as in `scores`. */
  readonly addRows: (
    values: Float64Array,
    stride: number,
    order: Int32Array,
    count: number,
    factors: Float64Array,
    sums: Float64Array,
  ) => void;
  /** 1 / (1 + e^−x) of the first `count` numbers, in place; e^x is `exp` of exp.ts. `values` has an even length. */
  readonly sigmoids: (values: Float64Array, count: number) => void;
  /** 1 + e^−|x| likewise. */
  readonly tails: (values: Float64Array, count: number) => void;
}

const ARRAYS = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;
type Kind = keyof typeof ARRAYS;
type Layout = Readonly<Record<string, readonly [kind: Kind, length: number]>>;

/** Arrays of numbers, all 0 at first, and the kernels that work on them. */
export interface Workspace<L extends Layout> {
  readonly kernels: Kernels;
  readonly arrays: { readonly [K in keyof L]: InstanceType<(typeof ARRAYS)[L[K][0]]> };
}

/** The part of WebAssembly that is used; the rooms without a DOM do not know it. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** By name; addresses are in bytes. */
type Exports = Readonly<Record<string, (...numbers: number[]) => void>>;

const PAGE = 65_536;
/** Arrays begin at multiples of a vector, and a kernel may read so far beyond the end of the last one. */
const VECTOR = 16;

/**
 * Room for one training. Its size is fixed from the start: a memory that grew would take its arrays away. Where
 * WebAssembly is missing or refused (by a Content-Security-Policy, or for lack of memory) the reference does the same,
 * bit for bit and slower.
 */
export function workspace<L extends Layout>(layout: L): Workspace<L> {
  let size = fractions.byteLength;
  const places = Object.entries(layout).map(([name, [kind, length]]) => {
    const from = size;
    size += Math.ceil((length * ARRAYS[kind].BYTES_PER_ELEMENT) / VECTOR) * VECTOR;
    return [name, kind, length, from] as const;
  });
  const { buffer, kernels } = accelerated(size + VECTOR) ?? {
    buffer: new ArrayBuffer(size),
    kernels: reference,
  };
  const arrays = places.map(([name, kind, length, from]) => [name, new ARRAYS[kind](buffer, from, length)]);
  return { kernels, arrays: Object.fromEntries(arrays) as Workspace<L>['arrays'] };
}

let compiled: object | 'refused' | undefined;

function accelerated(bytes: number): { readonly buffer: ArrayBuffer; readonly kernels: Kernels } | undefined {
  const wasm = Reflect.get(globalThis, 'WebAssembly') as Wasm | undefined;
  if (wasm === undefined || compiled === 'refused') return undefined;
  try {
    compiled ??= new wasm.Module(moduleOf([multiply, adam, scores, addRows, sigmoids, tails]));
  } catch {
    // A policy or an engine without vectors says no once and for all.
    compiled = 'refused';
    return undefined;
  }
  try {
    const memory = new wasm.Memory({ initial: Math.ceil(bytes / PAGE) });
    // Where the kernels look for it.
    new Float64Array(memory.buffer).set(fractions);
    const { exports } = new wasm.Instance(compiled, { room: { memory } });
    return { buffer: memory.buffer, kernels: addressed(exports as Exports, memory.buffer) };
  } catch {
    return undefined;
  }
}

/** The functions of a module, given arrays in place of addresses. */
function addressed(exports: Exports, buffer: ArrayBuffer): Kernels {
  const at = (array: Float32Array | Float64Array | Int32Array): number => {
    if (array.buffer !== buffer) throw new Error('An array lies outside of its workspace.');
    return array.byteOffset;
  };
  const { multiply, adam, scores, addRows, sigmoids, tails } = exports;
  return {
    multiply: (a, rowStride, stepStride, m, k, b, n, bias, least, out) =>
      multiply!(at(a), 4 * rowStride, 4 * stepStride, m, k, at(b), n, at(bias), least, at(out)),
    adam: (values, gradient, mean, square, ...settings) =>
      adam!(at(values), at(gradient), at(mean), at(square), values.length, ...settings),
    scores: (values, stride, order, count, weights, out) =>
      scores!(at(values), stride, at(order), count, at(weights), at(out)),
    addRows: (values, stride, order, count, factors, sums) =>
      addRows!(at(values), stride, at(order), count, at(factors), at(sums)),
    sigmoids: (values, count) => sigmoids!(at(values), count),
    tails: (values, count) => tails!(at(values), count),
  };
}
