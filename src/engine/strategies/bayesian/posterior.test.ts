import { expect, it } from 'vitest';
import type { Space, Spec, Trial } from '../../types.ts';
import { posterior } from './posterior.ts';
import { scrambledSobol } from './sobol.ts';

const space: Space = ['x', 'y'].map((name) => ({
  kind: 'continuous',
  name,
  min: -1,
  max: 3,
  scaling: 'linear',
}));
const spec: Spec = {
  seed: 0,
  strategy: 'bayesian',
  definitions: [{ space }],
  maxParallel: 1,
  earlyStopping: 'off',
};
const objective = (x: number, y: number) => 5 + (x - 1) ** 2 + (y - 0.5) ** 2;
const sobol = scrambledSobol(1, 'posterior');
const trials = Array.from({ length: 30 }, (_, index): Trial => {
  const [x, y] = [4 * sobol(index, 0) - 1, 4 * sobol(index, 1) - 1];
  return {
    index,
    definition: 0,
    configuration: { x, y },
    status: 'completed',
    values: [objective(x, y)],
    checks: [],
  };
});
const line = [-0.5, 0.2, 1, 1.7, 2.4].map((x) => ({ x, y: 0.5 }));

it('follows the objective along a dimension, in its own units, and says how far it may be off', () => {
  const beliefs = posterior(spec, trials, 0, line);
  for (const [i, { x, y }] of line.entries()) {
    const belief = beliefs?.[i];
    expect(Math.abs((belief?.mean ?? 0) - objective(x, y))).toBeLessThan(0.15);
    expect(belief?.lower).toBeLessThanOrEqual(objective(x, y) + 0.02);
    expect(belief?.upper).toBeGreaterThanOrEqual(objective(x, y) - 0.02);
  }
});

it('is surer after more trials', () => {
  const spread = (count: number) =>
    (posterior(spec, trials.slice(0, count), 0, line) ?? []).reduce((sum, b) => sum + (b?.deviation ?? 0), 0);
  expect(spread(30)).toBeLessThan(spread(6) / 2);
});

it('has nothing to say before the third result, and null for what the space cannot place', () => {
  expect(posterior(spec, trials.slice(0, 2), 0, line)).toBeUndefined();
  expect(posterior(spec, trials, 1, line)).toBeUndefined();
  expect(posterior(spec, trials, 0, [{ x: 0 }])).toEqual([null]);
});
