import fc from 'fast-check';
import { expect, it } from 'vitest';
import { thin } from './downsample.ts';

it('keeps the ends and the extremes, in order, within the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { maxLength: 500 }),
      fc.integer({ min: 4, max: 100 }),
      (values, limit) => {
        const kept = thin(values, limit);
        expect(kept.length).toBeLessThanOrEqual(Math.max(limit, 0));
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        if (values.length === 0) return;
        expect([kept[0], kept.at(-1)]).toEqual([0, values.length - 1]);
        const left = kept.map((i) => values[i] ?? 0);
        expect(Math.min(...left)).toBe(Math.min(...values));
        expect(Math.max(...left)).toBe(Math.max(...values));
      },
    ),
  );
});

it('keeps everything that fits', () => {
  expect(thin([3, 1, 2], 4)).toEqual([0, 1, 2]);
});
