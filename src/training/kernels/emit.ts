/**
 * Writes WebAssembly modules (webassembly.org/spec, binary format): just what the kernels beside it need. An assembler
 * of this size needs no compiler among the dependencies (AssemblyScript's brings 100 MB) and no binary in the
 * repository, and tiles of any shape are unrolled by loops in TypeScript.
 */
export type Type = 'i32' | 'f32' | 'f64' | 'v128';
const TYPES = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const satisfies Record<Type, number>;

type Code = readonly number[];

/** An expression: the code that leaves it on the stack. Written out wherever it is used; `let` computes it once. */
export interface Value<T extends Type> {
  readonly type: T;
  readonly code: Code;
}

/** A parameter or local variable. */
export interface Variable<T extends Type> extends Value<T> {
  readonly index: number;
}

/** What a function does, step by step in the order of the calls. */
export interface Body {
  /** A new variable with this value. */
  let<T extends Type>(value: Value<T>): Variable<T>;
  set<T extends Type>(variable: Variable<T>, value: Value<T>): void;
  /** Runs `each` while `counter` is below `end`, counting up by `step`. */
  loop(counter: Variable<'i32'>, end: Value<'i32'>, step: Value<'i32'> | number, each: () => void): void;
  when(condition: Value<'i32'>, then: () => void): void;
  /** Writes a vector to an address (in bytes, plus `offset`). */
  store(address: Value<'i32'>, value: Value<'v128'>, offset?: number): void;
  /** Writes one lane of 32 bits. */
  storeLane32(address: Value<'i32'>, value: Value<'v128'>, lane: number, offset?: number): void;
  /** Writes one lane of 64 bits. */
  storeLane64(address: Value<'i32'>, value: Value<'v128'>, lane: number, offset?: number): void;
  storeI32(address: Value<'i32'>, value: Value<'i32'>, offset?: number): void;
}

/** A function of a module. */
export interface Emitted {
  readonly name: string;
  readonly parameters: readonly Type[];
  readonly locals: readonly Type[];
  readonly code: Code;
}

/** A function without a result, with these parameters. */
export function emitted<P extends Readonly<Record<string, Type>>>(
  name: string,
  parameters: P,
  write: (body: Body, parameters: { readonly [K in keyof P]: Variable<P[K]> }) => void,
): Emitted {
  const types = Object.values(parameters);
  const locals: Type[] = [];
  const code: number[] = [];
  const variable = <T extends Type>(type: T, index: number): Variable<T> => ({
    type,
    index,
    code: [0x20, ...unsigned(index)],
  });
  const set: Body['set'] = ({ index }, value) => code.push(...value.code, 0x21, ...unsigned(index));
  const store = (address: Value<'i32'>, value: Value<Type>, ...instruction: Code) =>
    code.push(...address.code, ...value.code, ...instruction);
  const body: Body = {
    set,
    let: (value) => {
      const fresh = variable(value.type, types.length + locals.push(value.type) - 1);
      set(fresh, value);
      return fresh;
    },
    loop: (counter, end, step, each) => {
      const below = i32.less(counter, end).code;
      // Asked once before and then at the end of every turn: one jump a turn.
      code.push(...below, 0x04, 0x40, 0x03, 0x40);
      each();
      set(counter, i32.add(counter, typeof step === 'number' ? i32.of(step) : step));
      code.push(...below, 0x0d, 0, 0x0b, 0x0b);
    },
    when: (condition, then) => {
      code.push(...condition.code, 0x04, 0x40);
      then();
      code.push(0x0b);
    },
    store: (address, value, offset = 0) => store(address, value, 0xfd, 11, 0, ...unsigned(offset)),
    storeLane32: (address, value, lane, offset = 0) =>
      store(address, value, 0xfd, 90, 0, ...unsigned(offset), lane),
    storeLane64: (address, value, lane, offset = 0) =>
      store(address, value, 0xfd, 91, 0, ...unsigned(offset), lane),
    storeI32: (address, value, offset = 0) => store(address, value, 0x36, 0, ...unsigned(offset)),
  };
  const names = Object.keys(parameters);
  const given = Object.fromEntries(names.map((key, index) => [key, variable(types[index]!, index)]));
  write(body, given as { readonly [K in keyof P]: Variable<P[K]> });
  return { name, parameters: types, locals, code };
}

/** Magic number and version. */
const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** The bytes of a module that exports these functions and works on the memory that it is given as `room.memory`. */
export function moduleOf(functions: readonly Emitted[]): Uint8Array<ArrayBuffer> {
  const each = (code: (f: Emitted, index: number) => Code) => vector(functions.map(code));
  return Uint8Array.from([
    ...HEADER,
    ...section(
      1,
      each(({ parameters }) => [0x60, ...vector(parameters.map((type) => [TYPES[type]])), 0]),
    ),
    ...section(2, vector([[...text('room'), ...text('memory'), 0x02, 0x00, 0x01]])),
    ...section(
      3,
      each((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      each(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]),
    ),
    ...section(
      10,
      each(({ locals, code }) => sized([...vector(locals.map((type) => [1, TYPES[type]])), ...code, 0x0b])),
    ),
  ]);
}

const section = (id: number, content: Code): Code => [id, ...sized(content)];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const text = (name: string): Code => sized(Array.from(name, (letter) => letter.charCodeAt(0)));

/** LEB128. */
function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
function signed(value: number): Code {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

const from =
  <A extends readonly Type[], R extends Type>(type: R, ...opcode: Code) =>
  (...operands: { readonly [I in keyof A]: Value<A[I]> }): Value<R> => ({
    type,
    code: [...operands.flatMap(({ code }: Value<Type>) => code), ...opcode],
  });
const simd = <A extends readonly Type[], R extends Type>(type: R, opcode: number, ...rest: Code) =>
  from<A, R>(type, 0xfd, ...unsigned(opcode), ...rest);
type Two<T extends Type> = readonly [T, T];
const vectors = (opcode: number) => simd<Two<'v128'>, 'v128'>('v128', opcode);
const each = (opcode: number) => simd<readonly ['v128'], 'v128'>('v128', opcode);

const fixed = (bytes: Iterable<number>): Value<'v128'> => ({
  type: 'v128',
  code: [0xfd, 12, ...bytes],
});
const at =
  <R extends Type>(type: R, opcode: Code) =>
  (address: Value<'i32'>, offset = 0) =>
    from<readonly ['i32'], R>(type, ...opcode, 0, ...unsigned(offset))(address);

export const i32 = {
  of: (value: number): Value<'i32'> => ({ type: 'i32', code: [0x41, ...signed(value)] }),
  add: from<Two<'i32'>, 'i32'>('i32', 0x6a),
  sub: from<Two<'i32'>, 'i32'>('i32', 0x6b),
  mul: from<Two<'i32'>, 'i32'>('i32', 0x6c),
  and: from<Two<'i32'>, 'i32'>('i32', 0x71),
  less: from<Two<'i32'>, 'i32'>('i32', 0x48),
  load: at('i32', [0x28]),
};

export const v128 = {
  load: at('v128', [0xfd, 0]),
  /** One number of 32 bits in all four lanes. */
  load32Splat: at('v128', [0xfd, 9]),
  /** One number of 64 bits in both lanes. */
  load64Splat: at('v128', [0xfd, 10]),
  /** `value` with that lane of 64 bits read from memory. */
  load64Lane: (address: Value<'i32'>, value: Value<'v128'>, lane: number) =>
    simd<readonly ['i32', 'v128'], 'v128'>('v128', 87, 0, 0, lane)(address, value),
};

export const f32x4 = {
  splat: simd<readonly ['f32'], 'v128'>('v128', 0x13),
  add: vectors(0xe4),
  sub: vectors(0xe5),
  mul: vectors(0xe6),
  div: vectors(0xe7),
  sqrt: each(0xe3),
  /** a < b ? b : a, so NaN stays NaN in `a`. */
  atLeast: vectors(0xeb),
};

export const f64x2 = {
  of: (value: number) => fixed(new Uint8Array(Float64Array.of(value, value).buffer)),
  add: vectors(0xf0),
  sub: vectors(0xf1),
  mul: vectors(0xf2),
  div: vectors(0xf3),
  abs: each(0xec),
  negate: each(0xed),
  floor: each(0x75),
  /** a < b ? b : a. */
  atLeast: vectors(0xf7),
  /** b < a ? b : a. */
  atMost: vectors(0xf6),
  /** The first lanes of two vectors. */
  firsts: simd<Two<'v128'>, 'v128'>('v128', 13, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
  /** The second lanes of two vectors. */
  seconds: simd<Two<'v128'>, 'v128'>(
    'v128',
    13,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    24,
    25,
    26,
    27,
    28,
    29,
    30,
    31,
  ),
  /** Both lanes as whole numbers in the first two of four, NaN as 0. */
  toI32x4: each(0xfc),
};

export const i32x4 = {
  lane: (value: Value<'v128'>, lane: number) => simd<readonly ['v128'], 'i32'>('i32', 0x1b, lane)(value),
  shiftRight: simd<readonly ['v128', 'i32'], 'v128'>('v128', 0xac),
};

export const i64x2 = {
  of: (value: bigint) => fixed(new Uint8Array(BigInt64Array.of(value, value).buffer)),
  /** From the first two of four. */
  fromI32x4: each(0xc7),
  add: vectors(0xce),
  shiftLeft: simd<readonly ['v128', 'i32'], 'v128'>('v128', 0xcb),
};
