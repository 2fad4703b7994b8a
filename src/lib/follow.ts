/**
 * Following series that grow: what was known, and a part heard of each, make what is known now. Pure. A part takes the place
 * of everything from its first x on, so hearing one twice changes nothing, and one that begins beyond what is known is the
 * only way to lose something: whoever tells must begin where the last telling ended.
 */

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Points of one series from `from` on; `xs` ascending and not below it, `ys` as long. */
export interface Part {
  readonly name: string;
  readonly from: number;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** By name, in the order in which they were first heard of. */
export type Series = ReadonlyMap<string, readonly Place[]>;

/** Lists of series that no part touches stay the very same lists. */
export function followed(known: Series, parts: readonly Part[]): Series {
  if (parts.length === 0) return known;
  const now = new Map(known);
  for (const { name, from, xs, ys } of parts) {
    const before = known.get(name) ?? [];
    let keep = before.length;
    while (keep > 0 && (before[keep - 1]?.x ?? 0) >= from) keep--;
    const points = before.slice(0, keep);
    for (const [i, x] of xs.entries()) points.push({ x, y: ys[i] ?? Number.NaN });
    now.set(name, points);
  }
  return now;
}
