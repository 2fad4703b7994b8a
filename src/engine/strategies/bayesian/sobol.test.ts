import { expect, it } from 'vitest';
import { SOBOL_DIMENSIONS, scrambledSobol, sobolBits } from './sobol.ts';

const unit = (index: number, dimensions: readonly number[]) =>
  dimensions.map((dimension) => sobolBits(index, dimension) / 2 ** 32);

it('is the sequence that SciPy has', () => {
  // scipy.stats.qmc.Sobol(32, scramble=False, bits=32).random(1024), SciPy 1.17.
  expect(unit(5, [0, 1, 2, 3, 4, 5, 6, 7])).toEqual([0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375]);
  expect(unit(1000, [0, 1, 5, 17, 31])).toEqual([
    0.2197265625, 0.0966796875, 0.9072265625, 0.3447265625, 0.1455078125,
  ]);
});

it('stays evenly spread when scrambled: of 2^k points one lies in each of 2^k slices of every dimension', () => {
  const sobol = scrambledSobol(7, 'test');
  for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
    const slices = Array.from({ length: 256 }, (_, index) => Math.floor(sobol(index, dimension) * 256));
    expect(new Set(slices).size).toBe(256);
  }
});

it('scrambles every seed, key and dimension in its own way, and the same way again', () => {
  const firsts = [scrambledSobol(1, 'a'), scrambledSobol(2, 'a'), scrambledSobol(1, 'b')].flatMap((sobol) => [
    sobol(0, 0),
    sobol(0, 1),
  ]);
  expect(new Set(firsts).size).toBe(6);
  expect(scrambledSobol(1, 'a')(9, 3)).toBe(scrambledSobol(1, 'a')(9, 3));
});

it('has coordinates for any number of dimensions', () => {
  const sobol = scrambledSobol(1);
  const far = Array.from({ length: 1000 }, (_, index) => sobol(index, SOBOL_DIMENSIONS + 5));
  expect(Math.min(...far)).toBeGreaterThan(0);
  expect(Math.max(...far)).toBeLessThan(1);
  expect(far.reduce((a, b) => a + b) / 1000).toBeCloseTo(0.5, 1);
});
