import { expect, it } from 'vitest';
import { placeLabels } from './labels.ts';

const area = { x: 60, y: 10, width: 600, height: 300 };

it('writes beside the mark, towards the middle', () => {
  const [left, right] = placeLabels(
    [
      { x: 100, y: 100, away: 15, text: 'Best 0.9' },
      { x: 600, y: 200, away: 15, text: 'Best 0.8' },
    ],
    area,
  );
  expect(left).toEqual({ x: 115, y: 100, textAnchor: 'start' });
  expect(right).toEqual({ x: 585, y: 200, textAnchor: 'end' });
});

it('lets no label hide another, and leaves out what has no room', () => {
  const same = { x: 300, y: 150, away: 15, text: '012 best and last 0.9123' };
  const places = placeLabels([same, same, same, same, same], area);
  const found = places.filter((place) => place !== undefined);
  expect(new Set(found.map(({ x, y, textAnchor }) => `${x} ${y} ${textAnchor}`)).size).toBe(4);
  expect(places[4]).toBeUndefined();
});

it('leaves the area to no side', () => {
  const [only] = placeLabels([{ x: 655, y: 12, away: 13, text: 'Last 0.93', above: true }], area);
  expect(only?.textAnchor).toBe('end');
});

it('finds room for the last value beside the best one at the end of the axis', () => {
  const places = placeLabels(
    [
      { x: 640, y: 100, away: 15, text: 'Best 0.8753' },
      { x: 650, y: 100, away: 13, text: 'Last 0.875', above: true },
    ],
    area,
  );
  expect(places).not.toContain(undefined);
  expect(places[1]).toMatchObject({ textAnchor: 'end' });
});
