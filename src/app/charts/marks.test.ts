import { expect, it } from 'vitest';
import { outline, rampOf, SHAPES } from './marks.ts';

it('rampOf gets lighter all the way', () => {
  const lightness = (colour: string) =>
    0.2126 * Number.parseInt(colour.slice(1, 3), 16) +
    0.7152 * Number.parseInt(colour.slice(3, 5), 16) +
    0.0722 * Number.parseInt(colour.slice(5), 16);
  const steps = Array.from({ length: 21 }, (_, i) => lightness(rampOf(i / 20)));
  expect(steps.every((each, i) => i === 0 || each > (steps[i - 1] ?? each))).toBe(true);
  expect(rampOf(-1)).toBe('#440154');
  expect(rampOf(2)).toBe('#fde725');
});

it('outline draws every shape closed and unlike the others', () => {
  const paths = SHAPES.map((shape) => outline(shape, 10, 20, 4));
  expect(paths.every((path) => path.startsWith('M') && path.endsWith('z'))).toBe(true);
  expect(new Set(paths).size).toBe(SHAPES.length);
});
