import type { Checkpoint } from './types.ts';

/**
 * A checkpoint as text (JSON), exact to the bit: what JSON cannot say stands in an object with the one key `$`, typed
 * arrays as their bytes in hexadecimal digits.
 */
const ARRAYS = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
} as const;

type Tagged = { readonly $: string; readonly value: unknown };

const isArrayName = (name: string): name is keyof typeof ARRAYS => Object.hasOwn(ARRAYS, name);

export const toCheckpointText = (checkpoint: Checkpoint): string => JSON.stringify(encode(checkpoint));

/** Throws SyntaxError or TypeError for a text that is no checkpoint. */
export function fromCheckpointText(text: string): Checkpoint {
  const checkpoint = decode(JSON.parse(text));
  if (typeof checkpoint !== 'object' || checkpoint === null || !('epoch' in checkpoint))
    throw new TypeError('The text is no checkpoint.');
  const { epoch } = checkpoint;
  if (typeof epoch !== 'number') throw new TypeError('The checkpoint names no epoch.');
  return { epoch, state: 'state' in checkpoint ? checkpoint.state : undefined };
}

function encode(value: unknown): unknown {
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return tagged('number', Object.is(value, -0) ? '-0' : String(value));
  if (value === undefined) return tagged('undefined', null);
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name;
    if (!isArrayName(name)) throw new TypeError(`A checkpoint cannot hold a ${name}.`);
    return tagged(name, toHex(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
  }
  if (value instanceof Map) return tagged('Map', [...value].map(encode));
  if (value instanceof Set) return tagged('Set', [...value].map(encode));
  if (Array.isArray(value)) return value.map(encode);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encode(each)]));
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if (!isTagged(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decode(each)]));
  const { $: kind, value: held } = value;
  if (kind === 'undefined') return undefined;
  if (kind === 'number') return Number(held);
  if (kind === 'Map' && Array.isArray(held)) return new Map(held.map(decode) as [unknown, unknown][]);
  if (kind === 'Set' && Array.isArray(held)) return new Set(held.map(decode));
  if (isArrayName(kind) && typeof held === 'string') return new ARRAYS[kind](fromHex(held).buffer);
  throw new TypeError(`A checkpoint cannot hold a ${kind}.`);
}

const tagged = ($: string, value: unknown): Tagged => ({ $, value });

const isTagged = (value: object): value is Tagged => '$' in value && typeof value.$ === 'string';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function toHex(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes) parts.push(HEX[byte] ?? '');
  return parts.join('');
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
