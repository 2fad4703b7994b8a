import { describe, expect, test } from 'vitest';
import { rng } from '../../../lib/rng.ts';
import type { Dataset } from '../../types.ts';
import type { Optimizer, Weights } from '../optimizers.ts';
import golden from './fixtures/golden.json' with { type: 'json' };
import { countParameters, glorotUniform, layersOf } from './network.ts';
import { evaluator, trainer } from './trainer.ts';

const weights = (values: Float32Array): Weights<Float32Array> => ({
  values,
  first: new Float32Array(values.length),
  second: new Float32Array(values.length),
  steps: 0,
});
const dataset = (columns: number, from: { features: number[]; labels: number[] }): Dataset => ({
  rows: from.labels.length,
  columns,
  features: Float32Array.from(from.features),
  labels: Float32Array.from(from.labels),
});
const idle: Optimizer = { name: 'sgd', learningRate: 1, momentum: 0 };

describe("training from given weights and batch orders equals numpy's in double precision", () => {
  for (const problem of golden.problems) {
    const { sizes } = problem;
    const train = dataset(sizes[0]!, problem.train);
    const validation = dataset(sizes[0]!, problem.validation);
    for (const { optimizer, curve } of problem.runs) {
      test(`${optimizer.name}, ${sizes.join('-')}`, () => {
        const start = Float32Array.from(problem.start);
        const network = trainer(sizes, weights(start), optimizer as Optimizer, problem.batchRows);
        const look = evaluator(sizes, network.weights().values);
        curve.forEach(([loss, accuracy, heldLoss, heldAccuracy], epoch) => {
          const seen = network.epoch(train, Int32Array.from(problem.orders[epoch]!));
          const held = look(validation);
          expect(Math.abs(seen.loss / loss! - 1)).toBeLessThan(1e-5);
          expect(Math.abs(held.loss / heldLoss! - 1)).toBeLessThan(1e-5);
          expect([seen.accuracy, held.accuracy]).toEqual([accuracy, heldAccuracy]);
        });
      });
    }
  }
});

test.each([1, 3, 7])('the gradient equals finite differences of the loss with %d outputs', (outputs) => {
  const sizes = [4, 6, 5, outputs];
  const random = rng(9, outputs);
  const rows = 10;
  const data: Dataset = {
    rows,
    columns: 4,
    features: Float32Array.from({ length: rows * 4 }, () => random.normal()),
    labels: Float32Array.from({ length: rows }, () => random.int(Math.max(outputs, 2))),
  };
  const start = Float32Array.from({ length: countParameters(sizes) }, () => 0.7 * random.normal());
  const gradient = trainer(sizes, weights(start.slice()), idle, rows).gradient(data, rows);
  const h = 2 ** -9;
  let biggest = 0;
  for (let i = 0; i < start.length; i++) {
    const lossAt = (offset: number) => {
      const moved = start.slice();
      moved[i]! += offset;
      return { at: moved[i]!, loss: evaluator(sizes, moved)(data).loss };
    };
    const [up, down] = [lossAt(h), lossAt(-h)];
    const slope = (up.loss - down.loss) / (up.at - down.at);
    expect(Math.abs(gradient[i]! - slope)).toBeLessThan(2e-4);
    biggest = Math.max(biggest, Math.abs(slope));
  }
  expect(biggest).toBeGreaterThan(0.1);
});

test('looking does not depend on how many rows go through at once', () => {
  const sizes = [3, 5, 1];
  const random = rng(2);
  const parameters = glorotUniform(sizes, random);
  const rows = 300;
  const features = Float32Array.from({ length: rows * 3 }, () => random.normal());
  const labels = Float32Array.from({ length: rows }, () => random.int(2));
  const look = evaluator(sizes, parameters);
  const whole = look({ rows, columns: 3, features, labels });
  let loss = 0;
  let right = 0;
  for (let r = 0; r < rows; r++) {
    const one = look({
      rows: 1,
      columns: 3,
      features: features.subarray(r * 3, r * 3 + 3),
      labels: labels.subarray(r, r + 1),
    });
    loss += one.loss;
    right += one.accuracy;
  }
  expect(whole).toEqual({ loss: loss / rows, accuracy: right / rows });
});

test('glorot-uniform kernels fill their interval, biases are 0', () => {
  const sizes = [30, 40, 1];
  for (const { inputs, outputs, kernel, bias } of layersOf(sizes, glorotUniform(sizes, rng(1)))) {
    const limit = Math.sqrt(6 / (inputs + outputs));
    expect(Math.max(...kernel)).toBeLessThanOrEqual(limit);
    expect(Math.max(...kernel)).toBeGreaterThan(0.8 * limit);
    expect(Math.min(...kernel)).toBeGreaterThanOrEqual(-limit);
    expect(Math.min(...kernel)).toBeLessThan(-0.8 * limit);
    expect(bias).toEqual(new Float32Array(outputs));
  }
});
