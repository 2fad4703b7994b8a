import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Points, type Point } from './points.ts';

/** Ascending places: epochs without a gap, epochs of which some are left out, or times. */
const ascending = fc.oneof(
  fc
    .record({ first: fc.nat(50), count: fc.nat(40) })
    .map(({ first, count }) => Array.from({ length: count }, (_, i) => first + i)),
  fc.uniqueArray(fc.nat(500), { maxLength: 40 }).map((xs) => xs.sort((a, b) => a - b)),
  fc
    .uniqueArray(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 40 })
    .map((xs) => xs.map((x) => x + 0).sort((a, b) => a - b)),
);
const valued = (xs: readonly number[], salt: number): Point[] =>
  xs.map((x, i) => ({ x, y: Math.sin(x + salt) * (i + 1) }));

describe('points as columns', () => {
  it('are the list of objects that they stand for', () => {
    fc.assert(
      fc.property(ascending, fc.double({ min: -1, max: 501, noNaN: true }), (xs, at) => {
        const list = valued(xs, 0);
        const points = Points.of(list);
        expect([...points]).toEqual(list);
        expect(points.map(({ x, y }, i) => [i, x, y])).toEqual(list.map(({ x, y }, i) => [i, x, y]));
        expect([...points.ys]).toEqual(list.map(({ y }) => y));
        const visited: Point[] = [];
        points.visit(1, points.length, (x, y) => visited.push({ x, y }));
        expect(visited).toEqual(list.slice(1));
        expect(points.at(-1)).toEqual(list.at(-1));
        expect(points.at(list.length)).toBeUndefined();
        for (const x of [at, xs[Math.floor(xs.length / 2)] ?? at]) {
          expect(points.before(x)).toBe(list.filter((point) => point.x < x).length);
          expect([...points.upTo(x)]).toEqual(list.filter((point) => point.x <= x));
          expect(points.valueAt(x)).toBe(list.find((point) => point.x === x)?.y);
        }
      }),
    );
  });

  it('never change, however they are gone on from, in whatever order and kind of places', () => {
    const steps = fc.array(fc.record({ from: fc.nat(), keep: fc.nat(), xs: ascending, salt: fc.nat(9) }), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const made: { points: Points; list: readonly Point[] }[] = [{ points: Points.none, list: [] }];
        for (const { from, keep, xs, salt } of all) {
          const base = made[from % made.length];
          if (!base) continue;
          const kept = base.list.slice(0, keep % (base.list.length + 1));
          const after = (kept.at(-1)?.x ?? -1) + 1;
          const added = valued(
            xs.map((x) => x + after),
            salt,
          );
          made.push({
            points: base.points.with(
              kept.length,
              added.map(({ x }) => x),
              added.map(({ y }) => y),
            ),
            list: [...kept, ...added],
          });
        }
        for (const { points, list } of made) expect([...points]).toEqual(list);
      }),
    );
  });

  it('share their columns while they only grow', () => {
    let points = Points.from([1], [0.5]);
    const columns = new Set<ArrayBufferLike>();
    for (let x = 2; x <= 1000; x++) {
      points = points.with(points.length, [x], [x]);
      columns.add(points.ys.buffer);
    }
    expect(columns.size).toBeLessThan(25);
    // 8 bytes a point, and a quarter of room.
    expect(points.ys.buffer.byteLength).toBeLessThan(1000 * 8 * 1.3);
  });

  it('take no more room than they need when they come as a whole', () =>
    expect(Points.from([1, 2, 3], [4, 5, 6]).ys.buffer.byteLength).toBe(24));
});
