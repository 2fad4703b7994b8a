import { setFlagsFromString } from 'node:v8';
import { createContext, runInContext, runInNewContext } from 'node:vm';
import { beforeEach, expect, test } from 'vitest';
import { GUARD } from './guard.ts';

/** A realm of its own under the guard, with a limit of 1 MB, and what it posts. */
let posted: unknown[] = [];
let run: (source: string) => unknown;
let crowded: () => boolean;

beforeEach(() => {
  posted = [];
  const context = createContext({ fetch: () => {}, structuredClone, WebAssembly: 1, setTimeout });
  const guard = runInContext(`(${GUARD})`, context) as (
    post: (message: unknown) => void,
    most: number,
  ) => () => boolean;
  crowded = guard((message) => posted.push(message), 1e6);
  run = (source) => runInContext(source, context);
});

const OVER = 'The training script used more than 1 MB.';

test.each([
  ['arrays of numbers', 'const a = []; for (;;) a.push(new Float64Array(1000));'],
  ['buffers', 'const a = []; for (;;) a.push(new ArrayBuffer(5000));'],
  ['buffers that can grow', 'new ArrayBuffer(0, { maxByteLength: 2e6 })'],
  ['copies', 'const a = []; const one = new Float32Array(1000); for (;;) a.push(one.slice());'],
  ['mapped copies', 'const a = []; const one = new Int8Array(9000); for (;;) a.push(one.map((x) => x));'],
  ['sorted copies', 'const a = []; const one = new Uint8Array(9000); for (;;) a.push(one.toSorted());'],
  ['copies of lists', 'const a = []; for (;;) a.push(Uint16Array.from({ length: 1000 }));'],
  [
    'what an array was made by',
    'const a = []; const one = new BigInt64Array(1); for (;;) a.push(new one.constructor(1000));',
  ],
  ['a class of its own', 'class Mine extends Float64Array {} const a = []; for (;;) a.push(new Mine(1000));'],
])('%s without end are stopped at the limit', (_, source) => {
  expect(() => run(source)).toThrow(OVER);
  expect(posted).toEqual([{ type: 'error', message: OVER }]);
});

test('the constructor behind an array is not to be had', () => {
  expect(run('Object.getPrototypeOf(Float64Array) === Object.getPrototypeOf(Int8Array)')).toBe(true);
  expect(run('Float64Array.prototype.constructor === Float64Array')).toBe(true);
});

test('views of a buffer and small arrays cost nothing', () => {
  run(`const all = []; const buffer = new ArrayBuffer(8000);
    for (let i = 0; i < 10000; i++) all.push(new Float64Array(buffer), new Float64Array(buffer).subarray(10), new Float32Array(8));`);
  expect(posted).toEqual([]);
});

test('arrays are what they were', () => {
  expect(
    run(`JSON.stringify([
      Float64Array.name, Float64Array.length, Float64Array.BYTES_PER_ELEMENT, ArrayBuffer.isView(new Int8Array(1)),
      new Float32Array([1, 2]) instanceof Float32Array, Array.from(Uint8Array.of(3, 4)), [...new Int16Array([5, 6]).slice(1)],
      Object.prototype.toString.call(new Uint32Array(1)), new Uint8ClampedArray([300])[0], new Float64Array(2).length,
    ])`),
  ).toBe(JSON.stringify(['Float64Array', 3, 8, true, true, [3, 4], [6], '[object Uint32Array]', 255, 2]));
  expect(() => run('Float64Array(3)')).toThrow();
});

test('what is dropped is counted off between two epochs, so it can be made anew', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  run('globalThis.last = undefined');
  for (let epoch = 0; epoch < 20; epoch++) {
    run('for (let i = 0; i < 50; i++) last = new Float64Array(1000)');
    expect(crowded()).toBe(true);
    for (let turn = 0; crowded() && turn < 100; turn++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(crowded()).toBe(false);
  }
  expect(posted).toEqual([]);
});

test('of the web little is left', () => {
  expect(run('[typeof fetch, typeof WebAssembly, typeof structuredClone, typeof setTimeout].join()')).toBe(
    'undefined,undefined,undefined,function',
  );
});
