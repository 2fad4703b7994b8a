import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../lib/rng.ts';
import { fromCube, fromUnit, identity, sizeOf, successor, toCube, toUnit } from './space.ts';
import { aDimension, aFiniteSpace, aSpace, unitNumber } from './testing/arbitraries.ts';
import type { NumericDimension, Scaling } from './types.ts';

const continuous = (min: number, max: number, scaling: Scaling): NumericDimension => ({
  kind: 'continuous',
  name: 'x',
  min,
  max,
  scaling,
});
const integer = (min: number, max: number, scaling: Scaling): NumericDimension => ({
  ...continuous(min, max, scaling),
  kind: 'integer',
});

describe('scalings, worked out by hand', () => {
  it.each([
    // linear: a + u (b − a)
    [continuous(-2, 6, 'linear'), 0.25, 0],
    [continuous(-2, 6, 'auto'), 0.25, 0],
    // log: half of four decades is two decades
    [continuous(1e-4, 1, 'log'), 0.5, 1e-2],
    [continuous(1e-4, 1, 'log'), 0.75, 1e-1],
    [continuous(1, 8, 'log'), 1 / 3, 2],
    // reverse-log: 1 − x goes from 1 to 1e-4, half way is 1e-2
    [continuous(0, 0.9999, 'reverse-log'), 0.5, 0.99],
    // 1 − x from 0.5 to 0.005, half way is sqrt(0.5 · 0.005) = 0.05
    [continuous(0.5, 0.995, 'reverse-log'), 0.5, 0.95],
    [continuous(0.5, 0.995, 'reverse-log'), 0, 0.5],
    [continuous(0.5, 0.995, 'reverse-log'), 1, 0.995],
  ])('%o at %d is %d, and back', (dimension, u, value) => {
    expect(fromUnit(dimension, u)).toBeCloseTo(value, 12);
    expect(toUnit(dimension, value)).toBeCloseTo(u, 12);
  });

  it('gives every integer of a linear range an equal cell, the ends included', () => {
    const dice = integer(1, 6, 'linear');
    const cells = Array.from({ length: 600 }, (_, i) => fromUnit(dice, (i + 0.5) / 600));
    for (let face = 1; face <= 6; face++) expect(cells.filter((v) => v === face)).toHaveLength(100);
  });

  it('gives integer k of a log range the share ln((k+½)/(k−½)) of the interval', () => {
    // From 1 to 4: ½ … 4½, ln 9 in all. Between 1 and 2 the border is 1½, at ln 3 / ln 9 = ½.
    expect(fromUnit(integer(1, 4, 'log'), 0.4999)).toBe(1);
    expect(fromUnit(integer(1, 4, 'log'), 0.5001)).toBe(2);
  });

  it('shares the interval among categorical values', () => {
    const dimension = { kind: 'categorical', name: 'o', values: ['sgd', 'adam', 'nag'] } as const;
    expect([0, 0.34, 0.99, 1].map((u) => fromUnit(dimension, u))).toEqual(['sgd', 'adam', 'nag', 'nag']);
    expect(toUnit(dimension, 'adam')).toBe(0.5);
  });

  it('has no −0, which JSON would turn into 0', () => {
    expect(Object.is(fromUnit(integer(-1, 1, 'linear'), 0.45), 0)).toBe(true);
  });
});

describe('draws', () => {
  // 40 000 draws; a share p has a standard deviation of sqrt(p (1 − p) / 40 000) ≤ 0.0025.
  const shares = (dimension: NumericDimension, edges: readonly number[]) => {
    const stream = rng(5, 'density');
    const draws = Array.from({ length: 40_000 }, () => Number(fromUnit(dimension, stream.uniform())));
    return edges.slice(1).map((edge, i) => {
      const from = edges[i] ?? 0;
      return draws.filter((x) => x >= from && x < edge).length / draws.length;
    });
  };

  it('fall equally into the decades of a log range', () => {
    for (const share of shares(continuous(1e-4, 1, 'log'), [1e-4, 1e-3, 1e-2, 1e-1, 1.1]))
      expect(Math.abs(share - 1 / 4)).toBeLessThan(0.01);
  });

  it('fall to 90 % into the last decade of the same range when it is linear', () => {
    const [share = 0] = shares(continuous(1e-4, 1, 'linear'), [0.1, 1.1]);
    expect(Math.abs(share - 0.9)).toBeLessThan(0.01);
  });

  it('fall equally into the nines of a reverse-log range', () => {
    for (const share of shares(continuous(0, 0.999, 'reverse-log'), [0, 0.9, 0.99, 0.9991]))
      expect(Math.abs(share - 1 / 3)).toBeLessThan(0.01);
  });
});

describe('every space', () => {
  it('keeps values in range and integers integral', () => {
    fc.assert(
      fc.property(aDimension, unitNumber, (dimension, u) => {
        const value = fromUnit(dimension, u);
        if (dimension.kind === 'categorical') expect(dimension.values).toContain(value);
        else {
          expect(value).toBeGreaterThanOrEqual(dimension.min);
          expect(value).toBeLessThanOrEqual(dimension.max);
          if (dimension.kind === 'integer') expect(Number.isInteger(value)).toBe(true);
        }
      }),
    );
  });

  it('maps onto the unit cube and back', () => {
    fc.assert(
      fc.property(aSpace, fc.infiniteStream(unitNumber), (space, units) => {
        const drawn = fromCube(
          space,
          space.map(() => units.next().value ?? 0),
        );
        const point = toCube(space, drawn);
        for (const u of point) {
          expect(u).toBeGreaterThan(-1e-9);
          expect(u).toBeLessThan(1 + 1e-9);
        }
        const again = fromCube(space, point);
        for (const { kind, name } of space) {
          const value = drawn[name];
          if (kind === 'continuous' && typeof value === 'number') {
            expect(Math.abs(Number(again[name]) - value)).toBeLessThanOrEqual(
              1e-9 * Math.max(1, Math.abs(value)),
            );
          } else expect(again[name]).toBe(value);
        }
      }),
    );
  });

  it('grows with the coordinate', () => {
    fc.assert(
      fc.property(aDimension, unitNumber, unitNumber, (dimension, u, v) => {
        if (dimension.kind === 'categorical') return;
        const [low, high] = [fromUnit(dimension, Math.min(u, v)), fromUnit(dimension, Math.max(u, v))];
        expect(Number(low)).toBeLessThanOrEqual(Number(high) + 1e-9 * Math.abs(Number(high)));
      }),
    );
  });

  it('is visited once around by successor when it is finite', () => {
    fc.assert(
      fc.property(aFiniteSpace, fc.infiniteStream(unitNumber), (space, units) => {
        const start = fromCube(
          space,
          space.map(() => units.next().value ?? 0),
        );
        const seen = new Set<string>();
        let at = start;
        do {
          expect(seen.has(identity(at))).toBe(false);
          seen.add(identity(at));
          at = successor(space, at);
        } while (identity(at) !== identity(start));
        expect(seen.size).toBe(sizeOf(space));
      }),
    );
  });
});

describe('size and identity', () => {
  it('multiplies the counts of the dimensions, and is infinite with a continuous one', () => {
    const optimizer = { kind: 'categorical', name: 'o', values: ['a', 'b'] } as const;
    expect(sizeOf([integer(3, 7, 'linear'), optimizer])).toBe(10);
    expect(sizeOf([continuous(0, 1, 'linear'), optimizer])).toBe(Infinity);
    expect(sizeOf([continuous(1, 1, 'linear')])).toBe(1);
    expect(sizeOf([])).toBe(1);
  });

  it('tells configurations apart by value and type, not by order', () => {
    expect(identity({ a: 1, b: 'x' })).toBe(identity({ b: 'x', a: 1 }));
    expect(identity({ a: 1 })).not.toBe(identity({ a: '1' }));
    expect(identity({ a: 0.3 })).not.toBe(identity({ a: 0.1 + 0.2 }));
    expect(identity({ a: 'x","b' })).not.toBe(identity({ a: 'x', b: '' }));
  });
});

it('gives the ends of a range as they were entered, on every scale', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('auto', 'linear', 'log', 'reverse-log'),
      fc.double({ min: 1e-8, max: 0.5, noNaN: true }),
      fc.double({ min: 0.51, max: 0.999, noNaN: true }),
      (scaling, min, max) => {
        const range = { kind: 'continuous', name: 'x', min, max, scaling } as const;
        expect(fromUnit(range, 0)).toBe(min);
        expect(fromUnit(range, 1)).toBe(max);
        expect(fromUnit(range, 1 - Number.EPSILON)).toBe(max);
        expect(fromUnit(range, toUnit(range, max))).toBe(max);
      },
    ),
  );
  const eta = { kind: 'continuous', name: 'eta', min: 0.01, max: 0.3, scaling: 'log' } as const;
  expect(String(fromUnit(eta, 1))).toBe('0.3');
});
