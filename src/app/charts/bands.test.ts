import { expect, it } from 'vitest';
import type { RehearsalTrace } from '../../api/foresight.ts';
import { bandCsv, bandOf, endOf, median, quantile } from './bands.ts';

const trace = (...Best: (number | null)[]): RehearsalTrace => ({
  Best,
  Epochs: Best.map((_, i) => (i + 1) * 10),
  Seconds: Best.map((_, i) => (i + 1) * 100),
  Stopped: 0,
});

it('takes quantiles between neighbours', () => {
  expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([])).toBeNaN();
});

it('draws the middle half of the runs against their training jobs', () => {
  const points = bandOf([trace(5, 1), trace(4, 2), trace(3, 3)], 'jobs');
  expect(points).toEqual([
    { x: 1, median: 4, low: 3.5, high: 4.5 },
    { x: 2, median: 2, low: 1.5, high: 2.5 },
  ]);
});

it('begins where every run has a best value, and keeps that of a run that has ended', () => {
  expect(bandOf([trace(null, 1, 1), trace(4)], 'jobs').map(({ x, median: at }) => [x, at])).toEqual([
    [2, 2.5],
    [3, 2.5],
  ]);
  expect(bandOf([], 'jobs')).toEqual([]);
});

it('reads time and epochs as steps, up to the median end', () => {
  const points = bandOf([trace(5, 1)], 'epochs');
  expect(points[0]?.x).toBe(10);
  expect(points.find(({ x }) => x > 19)?.median).toBe(5);
  expect(points.at(-1)).toMatchObject({ x: 20, median: 1 });
  expect(bandOf([trace(5, 1)], 'seconds').at(-1)).toMatchObject({ x: 200, median: 1 });
});

it('shares its places with a longer band beside it, and ends at its own end', () => {
  const short = bandOf([trace(5, 1)], 'epochs', endOf([trace(5, 4, 3, 2)], 'epochs'));
  const long = bandOf([trace(5, 4, 3, 2)], 'epochs');
  expect(long.at(-1)?.x).toBe(40);
  expect(short.at(-1)?.x).toBe(20);
  const places = new Set(long.map(({ x }) => x));
  expect(short.every(({ x }) => places.has(x))).toBe(true);
});

it('bandCsv has a row for each place and three columns for each curve; what a curve lacks is empty', () => {
  const point = (x: number, median: number) => ({ x, median, low: median - 1, high: median + 1 });
  const csv = bandCsv('Training jobs ended', [
    { id: 'a', label: 'Random', index: 0, points: [point(1, 5), point(2, 4)] },
    { id: 'b', label: 'Grid', index: 1, points: [point(2, 3)] },
  ]);
  expect(csv.trim().split('\r\n')).toEqual([
    'Training jobs ended,"Random, median","Random, lower quartile","Random, upper quartile","Grid, median","Grid, lower quartile","Grid, upper quartile"',
    '1,5,4,6,,,',
    '2,4,3,5,3,2,4',
  ]);
});
