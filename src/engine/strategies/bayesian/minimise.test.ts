import { expect, it } from 'vitest';
import { type Differentiable, minimise } from './minimise.ts';

const rosenbrock: Differentiable = (p, gradient) => {
  const [x = 0, y = 0] = p;
  gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
  gradient[1] = 200 * (y - x * x);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};
const box = (low: number, high: number) => ({
  lower: new Float64Array(2).fill(low),
  upper: new Float64Array(2).fill(high),
  evaluations: 200,
  tolerance: 1e-14,
});

it('goes down a bent valley to its end', () => {
  const x = Float64Array.of(-1.2, 1);
  expect(minimise(rosenbrock, x, box(-5, 5))).toBeLessThan(1e-9);
  expect(x[0]).toBeCloseTo(1, 4);
  expect(x[1]).toBeCloseTo(1, 4);
});

it('stops at the best point of the box when the valley leads out of it', () => {
  const x = Float64Array.of(-1, 0);
  const value = minimise(rosenbrock, x, box(-2, 0.5));
  // With x ≤ ½ the least is at (½, ¼): (1 − ½)².
  expect(value).toBeCloseTo(0.25, 6);
  expect(x[0]).toBeCloseTo(0.5, 6);
  expect(x[1]).toBeCloseTo(0.25, 4);
});

it('never ends above its beginning, and spends no more evaluations than it was given', () => {
  let spent = 0;
  const rough: Differentiable = (p, gradient) => {
    spent++;
    const [x = 0, y = 0] = p;
    // A gradient that lies, and values that are no numbers on one side.
    gradient[0] = Math.sin(50 * x);
    gradient[1] = -1;
    return y > 0.6 ? Number.NaN : Math.cos(40 * x) + y;
  };
  for (let start = 0; start < 20; start++) {
    const x = Float64Array.of(start / 20, 0.5);
    const before = rough(x, new Float64Array(2));
    spent = 0;
    expect(minimise(rough, x, { ...box(0, 1), evaluations: 30 })).toBeLessThanOrEqual(before);
    expect(spent).toBeLessThanOrEqual(30);
  }
});
