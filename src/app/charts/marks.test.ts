import { describe, expect, it } from 'vitest';
import { dense, outline, rampOf, shaded, SHAPES } from './marks.ts';

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

describe('thousands of marks', () => {
  const style = { colour: '#123456' };
  const scale = (place: number) => 400 * place;

  it('become places as strong as there are marks in them', () => {
    const marks = [
      { u: 0.101, v: 0.5, style },
      ...Array.from({ length: 100 }, () => ({ u: 0.901, v: 0.5, style })),
      { u: 0.5, v: Number.NaN, style },
    ];
    const paths = shaded(marks, scale, scale);
    expect(paths).toHaveLength(2);
    expect(paths[0]).toEqual({ colour: '#123456', opacity: 0.35, path: 'M40 200h4v4h-4z' });
    expect(paths[1]).toEqual({ colour: '#123456', opacity: 1, path: 'M360 200h4v4h-4z' });
  });

  it('take as many paths as colours and strengths, however many they are', () => {
    const marks = Array.from({ length: 10_000 }, (_, i) => ({ u: (i % 97) / 97, v: (i % 89) / 89, style }));
    expect(dense(marks)).toBe(true);
    expect(shaded(marks, scale, scale).length).toBeLessThanOrEqual(4);
  });
});
