/** Most memory that a script may have in typed arrays, in MB of 10⁶ bytes; what it gave up within an epoch counts as well. */
export const MOST_MB = 4096;

/**
 * Source of a function `(post, most) => crowded` that leaves a worker the language and little else, and counts the bytes of
 * typed arrays and buffers. It runs before the user's script.
 *
 * - Nothing of the web stays but timers, the console and a clock: what is not there can neither hold memory nor start
 *   another worker where nobody counts. The frame's policy refuses network and storage all the same.
 * - Constructors of typed arrays and buffers are replaced by ones that count what they make. Bytes are counted off when
 *   the garbage collector has taken the array, which a script hears of between two epochs only: so an endless
 *   loop is stopped at the limit, and a script that makes and drops arrays may make that much in one epoch. `crowded()`
 *   says whether so much is counted that a turn of the event loop is worth its time.
 * - Arrays below 1 KiB are not counted: they are as heavy on the heap, which the browser bounds itself.
 *
 * It stands on one line, so that the lines of the user's script keep their numbers.
 */
export const GUARD = `(post, most) => {
  const names = 'globalThis self Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int8Array Int16Array Int32Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy Reflect RegExp Set String Symbol Temporal Uint8Array Uint8ClampedArray Uint16Array Uint32Array WeakMap WeakRef WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval isFinite isNaN parseFloat parseInt undefined unescape setTimeout clearTimeout setInterval clearInterval queueMicrotask console performance atob btoa';
  const kept = new Set(names.split(' '));
  for (const name of Object.getOwnPropertyNames(globalThis)) if (!kept.has(name)) try { delete globalThis[name]; } catch {}
  let held = 0;
  const freed = new FinalizationRegistry((bytes) => { held -= bytes; });
  const register = freed.register.bind(freed);
  const count = (buffer, bytes) => {
    if (!(bytes >= 1024)) return;
    held += bytes;
    register(buffer, bytes);
    if (held <= most) return;
    const message = 'The training script used more than ' + Math.round(most / 1e6) + ' MB.';
    post({ type: 'error', message });
    throw new RangeError(message);
  };
  const construct = Reflect.construct;
  const replace = (Native, sizeOf) => {
    function Counted(...given) {
      const made = construct(Native, given, new.target === Counted ? Native : new.target);
      sizeOf(made, given[0]);
      return made;
    }
    Object.setPrototypeOf(Counted, Object.getPrototypeOf(Native));
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(Native)))
      if (!/^from(Base64|Hex)$/.test(name)) Object.defineProperty(Counted, name, member);
    Object.defineProperty(Counted, Symbol.species, { get() { return this; } });
    Object.defineProperty(Native.prototype, 'constructor', { value: Counted });
    globalThis[Native.name] = Counted;
  };
  delete ArrayBuffer.prototype.transfer;
  delete ArrayBuffer.prototype.transferToFixedLength;
  const views = Object.getPrototypeOf(Uint8Array).prototype;
  for (const name of ['toReversed', 'toSorted', 'with']) {
    const make = views[name];
    views[name] = function (...given) { const made = make.apply(this, given); count(made.buffer, made.byteLength); return made; };
  }
  for (const name of names.split(' '))
    if (/^(Float|Int|Uint|BigInt|BigUint)\\d+(Clamped)?Array$/.test(name) && globalThis[name])
      replace(globalThis[name], (made, first) => { if (made.buffer !== first) count(made.buffer, made.byteLength); });
  replace(ArrayBuffer, (made) => count(made, made.maxByteLength ?? made.byteLength));
  return () => held > most / 8;
}`
  .split('\n')
  .map((line) => line.trim())
  .join(' ');
