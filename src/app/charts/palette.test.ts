import { expect, it } from 'vitest';
import { strokeOf } from './palette.ts';

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const jobs = Array.from({ length: 40 }, (_, index) => index);

it.each([
  [false, '#ffffff'],
  [true, '#161d26'],
])('every colour stands out from its background (dark: %s)', (dark, background) => {
  for (const index of jobs) expect(contrast(strokeOf(index, dark).colour, background)).toBeGreaterThan(3);
});

it('gives 40 jobs 40 different strokes', () => {
  expect(new Set(jobs.map((index) => JSON.stringify(strokeOf(index, false)))).size).toBe(40);
});

it('neighbours differ in dash as well as in colour', () => {
  for (const index of jobs) {
    expect(strokeOf(index, false).dash).not.toEqual(strokeOf(index + 1, false).dash);
    expect(strokeOf(index, false).colour).not.toEqual(strokeOf(index + 1, false).colour);
  }
});
