import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnLines, keptLines, moved, nearestLine, type ParallelLine } from './parallel.ts';

const line = (id: string, a: number, b: number, merit: number): ParallelLine => ({
  id,
  places: { a, b },
  merit,
  text: () => [],
});
const lines = [line('1', 0.1, 0.9, 0), line('2', 0.5, 0.5, 0.5), line('3', 0.9, 0.1, 1)];
const ids = (some: readonly ParallelLine[]) => some.map(({ id }) => id);

describe('keptLines', () => {
  it('keeps what is within every brush', () => {
    expect(ids(keptLines(lines, {}, 1))).toEqual(['1', '2', '3']);
    expect(ids(keptLines(lines, { a: [0.4, 1] }, 1))).toEqual(['2', '3']);
    expect(ids(keptLines(lines, { a: [0.4, 1], b: [0.4, 1] }, 1))).toEqual(['2']);
  });

  it('keeps the best share, at least one', () => {
    expect(ids(keptLines(lines, {}, 0.05))).toEqual(['3']);
    expect(ids(keptLines(lines, {}, 0.5))).toEqual(['2', '3']);
  });
});

it('nearestLine finds the line under the pointer between two axes', () => {
  const axes = ['a', 'b'];
  expect(nearestLine(lines, axes, { at: 0, height: 0.12 }, 0.05)?.id).toBe('1');
  expect(nearestLine(lines, axes, { at: 1, height: 0.12 }, 0.05)?.id).toBe('3');
  expect(nearestLine(lines, axes, { at: 0, height: 0.3 }, 0.05)).toBeUndefined();
});

it('moved keeps every item once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.nat(), fc.integer(), (items, k, by) => {
      const item = items[k % items.length] ?? 0;
      const after = moved(items, item, by);
      expect(new Set(after)).toEqual(new Set(items));
      expect(after).toHaveLength(items.length);
      expect(after.filter((each) => each !== item)).toEqual(items.filter((each) => each !== item));
    }),
  );
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
});

it('drawnLines draws the best half and an even choice of the others, and what is selected', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => line(String(i), i / 10_000, 0, i / 9999));
  const drawn = drawnLines(many, ['3']);
  expect(drawn.length).toBeLessThanOrEqual(1201);
  expect(drawn.slice(-600)).toEqual(many.slice(-600));
  expect(ids(drawn)).toContain('3');
  const places = drawn.slice(0, -600).map(({ places: { a = NaN } }) => a);
  const gaps = places.slice(1).map((place, i) => place - (places[i] ?? NaN));
  expect(Math.max(...gaps)).toBeLessThan(0.002);
  expect(drawnLines(many.slice(0, 1200))).toHaveLength(1200);
});
