import { expect, it } from 'vitest';
import { cumulative, logImprovement, quantile } from './normal.ts';

/**
 * SciPy 1.17: Φ by scipy.stats.norm.cdf; h(z) = ∫ Φ(z − t) dt over t > 0 by scipy.integrate.quad to 1e-13, which has no
 * cancellation, then log h and Φ/h.
 */
const GOLDEN = [
  [-12, 1.776482112077653e-33, -77.90910054500736, 12.16335257158567],
  [-8, 6.22096057427174e-16, -37.12236426169264, 8.239396506840048],
  [-4, 3.167124183311986e-5, -11.849061577550664, 4.432483741873116],
  [-2.5, 0.006209665325776132, -6.212541645443514, 3.0984232967911622],
  [0, 0.5, -0.9189385332046727, 1.2533141373155001],
  [1.5, 0.9331927987311419, 0.42481455676225943, 0.6102064036707614],
  [7, 0.9999999999987201, 1.9459101490553385, 0.14285714285695642],
] as const;

it.each(GOLDEN)('at z = %f equals what SciPy gives', (z, probability, log, slope) => {
  const out = new Float64Array(2);
  logImprovement(z, out);
  expect(cumulative(z) / probability).toBeCloseTo(1, 10);
  expect((out[0] ?? 0) / log).toBeCloseTo(1, 10);
  expect((out[1] ?? 0) / slope).toBeCloseTo(1, 10);
});

it('is finite where the improvement itself underflows', () => {
  const out = new Float64Array(2);
  logImprovement(-1e4, out);
  expect(out[0]).toBeLessThan(-4.9e7);
  expect(out[1]).toBeCloseTo(1e4, 0);
});

it('has no step where the two formulas meet', () => {
  const [below, above] = [new Float64Array(2), new Float64Array(2)];
  logImprovement(-3 - 1e-9, below);
  logImprovement(-3 + 1e-9, above);
  expect(below[0]).toBeCloseTo(above[0] ?? 0, 7);
  expect(below[1]).toBeCloseTo(above[1] ?? 0, 7);
});

it('has a quantile function that undoes the cumulative one', () => {
  for (const p of [1e-6, 0.01, 0.3, 0.5, 0.9, 0.999]) expect(cumulative(quantile(p)) / p).toBeCloseTo(1, 9);
});
