import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followed, type Part, type Series } from './follow.ts';

/** The part of a series from `from` on, of which the first `length` values have been reported. */
const partOf = (name: string, ys: readonly number[], from: number, length = ys.length): Part => {
  const xs = ys.flatMap((_, i) => (i + 1 >= from && i < length ? [i + 1] : []));
  return { name, from, xs, ys: xs.map((x) => ys[x - 1] ?? Number.NaN) };
};

describe('following series', () => {
  it('ends with all of every series, in whatever pieces it was told and however often', () => {
    const series = fc.array(fc.array(fc.double({ noNaN: true }), { maxLength: 30 }), { maxLength: 5 });
    const steps = fc.array(fc.record({ which: fc.nat(), more: fc.nat(8), again: fc.nat(5) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(series, steps, (all, pieces) => {
        let known: Series = new Map();
        const told = all.map(() => 0);
        const tell = (which: number, to: number, again: number) => {
          const ys = all[which] ?? [];
          const from = Math.max(1, (told[which] ?? 0) + 1 - again);
          known = followed(known, [partOf(String(which), ys, from, to)]);
          told[which] = to;
        };
        for (const { which, more, again } of pieces) {
          const place = which % Math.max(1, all.length);
          if (all[place]) tell(place, Math.min(all[place].length, (told[place] ?? 0) + more), again);
        }
        for (const [place, ys] of all.entries()) {
          tell(place, ys.length, 0);
          expect([...(known.get(String(place)) ?? [])]).toEqual(ys.map((y, i) => ({ x: i + 1, y })));
        }
      }),
    );
  });

  it('takes back what a series that begins anew had', () => {
    const before = followed(new Map(), [partOf('a', [1, 2, 3], 1), partOf('b', [4], 1)]);
    const after = followed(before, [{ name: 'a', from: 1, xs: [], ys: [] }]);
    expect([...(after.get('a') ?? [{}])]).toEqual([]);
    expect(after.get('b')).toBe(before.get('b'));
    expect(before.get('a')).toHaveLength(3);
  });

  it('is the very same when nothing is told', () => {
    const before = followed(new Map(), [partOf('a', [1], 1)]);
    expect(followed(before, [])).toBe(before);
  });
});
