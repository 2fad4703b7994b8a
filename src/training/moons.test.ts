import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MoonsRow, moons, moonsChannels } from './moons.ts';

const rounded = (rows: readonly MoonsRow[]) =>
  rows.map((row) => row.map((v) => v.toFixed(6)).join(' ')).sort();

describe('moons', () => {
  test("lie where scikit-learn's make_moons(7, shuffle=False) puts them when there is no noise", () => {
    const sklearn: readonly MoonsRow[] = [
      [0, 1, 0],
      [0, 0, 1],
      [0, -1, 0],
      [1, 0, 0.5],
      [1, 0.5, -0.366025],
      [1, 1.5, -0.366025],
      [1, 2, 0.5],
    ];
    expect(rounded(moons({ points: 7, noise: 0, seed: 3 }))).toEqual(rounded(sklearn));
  });

  test('halve the points between the classes and repeat with the seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer(), (points, seed) => {
        const rows = moons({ points, noise: 0.2, seed });
        expect(rows.length).toBe(points);
        expect(rows.filter(([label]) => label === 0).length).toBe(Math.floor(points / 2));
        expect(moons({ points, noise: 0.2, seed })).toEqual(rows);
      }),
    );
    expect(moons({ points: 9, noise: 0.2, seed: 2 })).not.toEqual(moons({ points: 9, noise: 0.2, seed: 1 }));
  });

  test('come shuffled, with noise of the deviation asked for', () => {
    const points = 4000;
    const still = moons({ points, noise: 0, seed: 5 });
    const noisy = moons({ points, noise: 0.2, seed: 5 });
    expect(still.slice(0, 100).some(([label]) => label === 1)).toBe(true);
    const moved = still.flatMap(([, x, y], r) => [noisy[r]![1] - x, noisy[r]![2] - y]);
    const mean = moved.reduce((a, b) => a + b) / moved.length;
    const deviation = Math.sqrt(moved.reduce((a, b) => a + (b - mean) ** 2, 0) / moved.length);
    expect(mean).toBeCloseTo(0, 1);
    expect(deviation).toBeCloseTo(0.2, 2);
  });
});

test('channels hold every point once, label first, in as many rows as asked for', () => {
  const plan = { points: 25, noise: 0.3, seed: 4 };
  const { train, validation } = moonsChannels({ ...plan, trainRows: 7 });
  const rows = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(',').map(Number));
  expect(rows(train).length).toBe(7);
  expect([...rows(train), ...rows(validation)]).toEqual(moons(plan));
});
