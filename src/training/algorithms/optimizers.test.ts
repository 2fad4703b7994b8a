import { describe, expect, test } from 'vitest';
import { copyWeights, type Optimizer, update, type Weights } from './optimizers.ts';

const start = (): Weights<Float64Array> => ({
  values: Float64Array.of(1, -2),
  first: new Float64Array(2),
  second: new Float64Array(2),
  steps: 0,
});
const run = (optimizer: Optimizer, ...gradients: (readonly number[])[]) => {
  let weights = start();
  for (const gradient of gradients) weights = update(optimizer, weights, Float64Array.from(gradient));
  return [...weights.values];
};

/** Whole trainings with every optimiser are held against numpy in mlp/trainer.test.ts; these are by hand. */
describe('update', () => {
  test('sgd goes against the gradient; momentum keeps a share of the last step', () => {
    expect(run({ name: 'sgd', learningRate: 0.1, momentum: 0 }, [1, -4])).toEqual([0.9, -1.6]);
    const [value] = run({ name: 'sgd', learningRate: 0.1, momentum: 0.5 }, [1, 0], [0, 0]);
    expect(value).toBeCloseTo(1 - 0.1 - 0.05, 15);
  });

  test('nag looks ahead: its first step is already longer by the momentum', () => {
    const [value] = run({ name: 'nag', learningRate: 0.1, momentum: 0.5 }, [1, 0]);
    expect(value).toBeCloseTo(1 - 0.15, 15);
  });

  test('the first step of adam is the learning rate, whatever the size of the gradient', () => {
    const adam: Optimizer = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-12 };
    const [up, down] = run(adam, [1000, -0.001]);
    expect(up).toBeCloseTo(0.99, 8);
    expect(down).toBeCloseTo(-1.99, 8);
  });

  test('epsilon is inside the root for rmsprop', () => {
    const rmsprop: Optimizer = { name: 'rmsprop', learningRate: 0.5, rho: 0.75, epsilon: 3 };
    expect(run(rmsprop, [2, 0])).toEqual([1 - (0.5 * 2) / Math.sqrt(0.25 * 4 + 3), -2]);
  });

  test('copies are independent', () => {
    const weights = start();
    const copy = copyWeights(weights);
    update({ name: 'sgd', learningRate: 1, momentum: 0.5 }, weights, Float64Array.of(1, 1));
    expect(copy).toEqual(start());
  });
});
