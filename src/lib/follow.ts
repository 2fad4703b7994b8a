/**
 * Following series that grow: what was known, and a part heard of each, make what is known now. Pure. A part takes the place
 * of everything from its first x on, so hearing one twice changes nothing, and one that begins beyond what is known is the
 * only way to lose something: whoever tells must begin where the last telling ended.
 */
import { Points } from './points.ts';

/** Points of one series from `from` on; `xs` ascending and not below it, `ys` as long. */
export interface Part {
  readonly name: string;
  readonly from: number;
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

/** By name, in the order in which they were first heard of. */
export type Series = ReadonlyMap<string, Points>;

/** Lists of series that no part touches stay the very same lists. */
export function followed(known: Series, parts: readonly Part[]): Series {
  if (parts.length === 0) return known;
  const now = new Map(known);
  for (const { name, from, xs, ys } of parts) {
    const before = now.get(name);
    now.set(name, before ? before.with(before.before(from), xs, ys) : Points.from(xs, ys));
  }
  return now;
}

/** How many points there are in all of them. */
export function sizeOf(series: Series): number {
  let size = 0;
  for (const { length } of series.values()) size += length;
  return size;
}
