import { expect, test } from 'vitest';
import { DRAWS, preview } from './sampling.ts';

const row = (change: object) => ({
  name: 'eta',
  type: 'Continuous' as const,
  scaling: 'Linear' as const,
  min: '1e-4',
  max: '1',
  ...change,
});

const shares = (change: object) => (preview(row(change)) ?? []).map(({ share }) => share);

test('a linear search of four decades spends nine tenths in the last, a logarithmic one a quarter in each', () => {
  const linear = shares({});
  expect(linear).toHaveLength(4);
  expect(linear[3]).toBeGreaterThan(0.85);
  for (const share of shares({ scaling: 'Logarithmic' })) expect(Math.abs(share - 0.25)).toBeLessThan(0.1);
});

test('reverse-logarithmic scaling spends as much above 0.9 as below', () => {
  const [below = 0, above = 0] = shares({ scaling: 'ReverseLogarithmic', min: '0', max: '0.99' });
  expect(Math.abs(below - above)).toBeLessThan(0.2);
});

test.each([
  { min: '0', max: '9', type: 'Integer' },
  { min: '1', max: '4000', type: 'Integer', scaling: 'Logarithmic' },
  { min: '-1', max: '1' },
  { scaling: 'Auto' },
])('every draw of %o falls into a part', (change) => {
  expect(shares(change).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
});

test('each of a few integers has a part of its own', () => {
  expect(preview(row({ type: 'Integer', min: '1', max: '5' }))?.map(({ from }) => from)).toEqual([
    1, 2, 3, 4, 5,
  ]);
});

test.each([
  { min: 'x' },
  { min: '1', max: '1' },
  { min: '0', scaling: 'Logarithmic' },
  { scaling: 'ReverseLogarithmic', max: '1' },
  { type: 'Static' },
])('%o has no draws', (change) => {
  expect(preview(row(change))).toBeUndefined();
});

test('a preview is of 200 draws, however wide the range', () => {
  expect(DRAWS).toBe(200);
  expect(preview(row({ min: '1e-300', scaling: 'Logarithmic' }))).toBeDefined();
});
