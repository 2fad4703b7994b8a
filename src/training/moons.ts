import { rng } from '../lib/rng.ts';
import { numberText } from './prepare.ts';

/** Class (0 upper, 1 lower half circle), then the two coordinates: label first, as a channel's rows are. */
export type MoonsRow = readonly [label: 0 | 1, x: number, y: number];

export interface MoonsPlan {
  readonly points: number;
  readonly noise: number;
  readonly seed: number;
}

/** Columns of the channels, label first. */
export const moonsColumns = ['moon', 'x', 'y'] as const;

/**
 * `moons` as the two channels of the tutorial: the first `trainRows` points to train on, the others for
 * validation; CSV without header, label first. The points are shuffled, so that no choice is needed.
 */
export function moonsChannels({ trainRows, ...plan }: MoonsPlan & { readonly trainRows: number }): {
  readonly train: string;
  readonly validation: string;
} {
  const lines = moons(plan).map((row) => `${row.map(numberText).join(',')}\n`);
  return { train: lines.slice(0, trainRows).join(''), validation: lines.slice(trainRows).join('') };
}

/**
 * Two interleaved half circles of unit radius, the geometry of scikit-learn's `make_moons`: ⌊points / 2⌋ evenly
 * spaced on the upper one, the rest on the lower one moved by (1, −½); rows shuffled, then each coordinate moved by
 * normal noise of deviation `noise`. The random numbers are our own, so points differ from scikit-learn's.
 */
export function moons({ points, noise, seed }: MoonsPlan): readonly MoonsRow[] {
  const upper = Math.floor(points / 2);
  const onMoon = (row: number): MoonsRow => {
    if (row < upper) {
      const angle = along(row, upper);
      return [0, Math.cos(angle), Math.sin(angle)];
    }
    const angle = along(row - upper, points - upper);
    return [1, 1 - Math.cos(angle), 0.5 - Math.sin(angle)];
  };
  const order = rng(seed, 'moons', 'order').shuffle(Array.from({ length: points }, (_, row) => row));
  const random = rng(seed, 'moons', 'noise');
  return order.map((row) => {
    const [label, x, y] = onMoon(row);
    return [label, x + noise * random.normal(), y + noise * random.normal()];
  });
}

/** The angle of point `index` of `count` spaced evenly from 0 to π, both ends included. */
function along(index: number, count: number): number {
  return count > 1 ? (Math.PI * index) / (count - 1) : 0;
}
