import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A stream of pseudo-random numbers whose whole state is data, so that a checkpoint can carry it. */
export interface Rng {
  /** Uniform in [0, 1), 53 bits. */
  uniform: () => number;
  /** Standard normal (Box–Muller, the second value is thrown away to keep the state a plain generator's). */
  normal: () => number;
  /** Uniform integer in [0, below). */
  int(below: number): number;
  /** Shuffles in place (Fisher–Yates) and returns its argument. */
  shuffle<T extends number[] | Int32Array | Uint32Array>(items: T): T;
  /** The state to hand to `rngFromState`. */
  state(): readonly number[];
}

/**
 * The stream named by `seed` and `keys`. Different keys give independent streams, the same keys the same stream:
 * configuration i of a job depends on (seed, i) alone, however many workers there are.
 */
export function rng(seed: number, ...keys: readonly (string | number)[]): Rng {
  const text = [seed, ...keys].join('\u0000');
  // Four salted hashes fill the 128 bits of state, so that streams of neighbouring keys do not resemble each other.
  return rngFromState([0, 1, 2, 3].map((salt) => hash32(`${salt}\u0000${text}`)));
}

/** Continues a stream from `Rng.state()`. */
export function rngFromState(state: readonly number[]): Rng {
  return wrap(xoroshiro128plusFromState(state));
}

/** FNV-1a over UTF-16 code units with a murmur3 finaliser: a signed 32-bit hash of a text. */
export function hash32(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function wrap(generator: RandomGenerator): Rng {
  const bits32 = () => generator.next() >>> 0;
  const uniform = () => ((bits32() >>> 5) * 67108864 + (bits32() >>> 6)) / 9007199254740992;
  const int = (below: number) => Math.floor(uniform() * below);
  return {
    uniform,
    int,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const held = items[i] as number;
        items[i] = items[j] as number;
        items[j] = held;
      }
      return items;
    },
    state: () => generator.getState(),
  };
}
