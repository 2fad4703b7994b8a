import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bin, binLike, cutPoints } from './binning.ts';

const floats = fc.array(
  fc.oneof(fc.float({ noDefaultInfinity: true, min: -1e6, max: 1e6 }), fc.integer({ min: -5, max: 5 })),
  {
    minLength: 1,
    maxLength: 200,
  },
);

describe('cut points', () => {
  it('give every distinct value its own bin when there are few', () => {
    expect([...cutPoints(Float32Array.of(3, 1, NaN, 2, 3, 1), 3)]).toEqual([2, 3, Math.fround(6 + 1e-5)]);
  });

  it('ascend, are at most as many as asked for, and keep the order of the values', () => {
    fc.assert(
      fc.property(floats, fc.integer({ min: 2, max: 20 }), (values, maxBin) => {
        const column = Float32Array.from(values);
        const cuts = cutPoints(column, maxBin);
        expect(cuts.length).toBeLessThanOrEqual(maxBin);
        for (let i = 1; i < cuts.length; i++) expect(cuts[i]!).toBeGreaterThan(cuts[i - 1]!);
        const { codes } = bin({ rows: column.length, columns: 1, features: column, labels: column }, maxBin);
        column.forEach((value, row) => {
          const code = codes[row]!;
          if (Number.isNaN(value)) expect(code).toBe(cuts.length);
          else {
            expect(value).toBeLessThan(cuts[code]!);
            if (code > 0) expect(value).toBeGreaterThanOrEqual(cuts[code - 1]!);
          }
        });
      }),
    );
  });

  it('share many values out evenly', () => {
    const column = Float32Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_000);
    const { codes, cuts } = bin({ rows: 10_000, columns: 1, features: column, labels: column }, 256);
    const counts = Array.from({ length: 256 }, () => 0);
    for (const code of codes) counts[code]!++;
    expect(cuts[0]).toHaveLength(256);
    // 39 each; a cut may be off by an eighth of a bin at either end, and as much again where summaries are merged.
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(29);
    expect(Math.max(...counts)).toBeLessThanOrEqual(49);
  });

  it('need two bytes for 256 distinct values and missing ones, and one byte otherwise', () => {
    const of = (count: number, ...more: number[]) => {
      const features = Float32Array.from([...Array.from({ length: count }, (_, i) => i), ...more]);
      return bin({ rows: features.length, columns: 1, features, labels: features }, 256).codes;
    };
    expect(of(256)).toBeInstanceOf(Uint8Array);
    expect(of(255, NaN)).toBeInstanceOf(Uint8Array);
    expect(of(256, NaN)).toBeInstanceOf(Uint16Array);
    expect(of(256, NaN).at(-1)).toBe(256);
  });
});

describe('another dataset', () => {
  it('falls into the bins of the first, values beyond them into the outer ones', () => {
    const one = (...values: number[]) => {
      const features = Float32Array.from(values);
      return { rows: features.length, columns: 1, features, labels: features };
    };
    const reference = bin(one(1, 2, 4), 256);
    expect([...binLike(one(-9, 1.5, 2, 3.9, 4, 1000, NaN), reference).codes]).toEqual([0, 0, 1, 1, 2, 2, 3]);
  });
});
