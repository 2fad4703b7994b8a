import { describe, expect, it } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import type { Space } from '../../types.ts';
import { encodingOf } from './points.ts';
import { search } from './search.ts';
import { DEFAULTS } from './settings.ts';
import { scrambledSobol } from './sobol.ts';

const range = { kind: 'continuous', min: 0, max: 1, scaling: 'linear' } as const;
const square: Space = [
  { ...range, name: 'x' },
  { ...range, name: 'y' },
];

/** Promises ever more towards the corner (1, 1). */
const uphill = (row: Float64Array, gradient?: Float64Array) => {
  gradient?.fill(1);
  return (row[0] ?? 0) + (row[1] ?? 0);
};

const found = (radius?: number) =>
  search(
    encodingOf(square),
    uphill,
    scrambledSobol(1, 'search'),
    rng(1, 'search'),
    [Float64Array.of(0.1, 0.3), Float64Array.of(0.9, 0.9)],
    10,
    DEFAULTS,
    radius,
  );

describe('the search of the acquisition', () => {
  it('climbs to the best point of the cube, and gives the best first', () => {
    const rows = found();
    expect(Array.from(rows[0]?.row ?? [])).toEqual([1, 1]);
    expect(rows.map(({ value }) => value)).toEqual(rows.map(({ value }) => value).toSorted((a, b) => b - a));
  });

  it('stays near the first anchor, within the cube, where told to', () => {
    const rows = found(0.2);
    expect(rows[0]?.row[0]).toBeCloseTo(0.3, 12);
    expect(rows[0]?.row[1]).toBeCloseTo(0.5, 12);
    for (const { row } of rows) {
      expect(row[0]).toBeGreaterThanOrEqual(0);
      expect(row[0]).toBeLessThanOrEqual(0.3 + 1e-12);
      expect(row[1]).toBeGreaterThanOrEqual(0.1 - 1e-12);
      expect(row[1]).toBeLessThanOrEqual(0.5 + 1e-12);
    }
  });
});
