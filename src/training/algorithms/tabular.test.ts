import { describe, expect, test } from 'vitest';
import { rng } from '../../lib/rng.ts';
import { auc } from '../metrics.ts';
import type { AlgorithmId, Dataset, EpochMetrics } from '../types.ts';
import { addGradient, countParameters, score, type Shape } from './factorization-machines/machine.ts';
import golden from './fixtures/tabular.json' with { type: 'json' };
import { learners } from './index.ts';
import { firstCenters, lloyd, totalDistance } from './k-means/lloyd.ts';
import { searcher } from './knn/neighbours.ts';
import { drawProjection, projected, projectionTypes } from './knn/projection.ts';
import { judged, readForest, scores } from './random-cut-forest/model.ts';
import { boxesOf, cutTree, unusual } from './random-cut-forest/tree.ts';

function dataset(columns: number, features: readonly number[], labels: readonly number[]): Dataset {
  return {
    rows: labels.length,
    columns,
    features: Float32Array.from(features),
    labels: Float32Array.from(labels),
  };
}
function halves(labels: readonly number[]): { train: Dataset; test: Dataset } {
  const { columns, rows, features } = golden;
  return {
    train: dataset(columns, features.slice(0, rows * columns), labels.slice(0, rows)),
    test: dataset(columns, features.slice(rows * columns), labels.slice(rows)),
  };
}
function run(
  algorithm: AlgorithmId,
  hyperparameters: Record<string, string>,
  channels: Record<string, Dataset>,
) {
  const generator = learners[algorithm].train({ algorithm, hyperparameters, channels, seed: 7 });
  const rows: EpochMetrics[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) rows.push(next.value);
  return { rows, last: rows.at(-1)?.metrics ?? {}, model: JSON.parse(next.value.artifact.text) as unknown };
}

describe(`k-means, against scikit-learn ${golden.sklearn} with 50 starts`, () => {
  const { train } = halves(golden.label);

  test.each(golden.clusters)('$k clusters', ({ k, msd }) => {
    const given = {
      feature_dim: '4',
      k: `${k}`,
      epochs: '10',
      mini_batch_size: '60',
      init_method: 'kmeans++',
    };
    const { last } = run('k-means', given, { train, test: train });
    // Never better than the optimum; a stream of mini-batches comes within a few percent of it.
    expect(last['test:msd']! / msd).toBeGreaterThan(0.999999);
    expect(last['test:msd']! / msd).toBeLessThan(1.06);
    expect(last['test:ssd']).toBeCloseTo(last['test:msd']! * train.rows, 6);
  });

  test.each(golden.clusters)('Lloyd alone finds the optimum of $k clusters', ({ k, msd }) => {
    const points = { count: train.rows, columns: 4, values: train.features };
    const weights = new Float64Array(train.rows).fill(1);
    const totals = Array.from({ length: 50 }, (_, trial) => {
      const centers = firstCenters(points, weights, k, 'kmeans++', rng(1, trial));
      const total = lloyd(points, weights, centers, k, 300, 1e-9);
      expect(total / totalDistance(points, centers, k)).toBeCloseTo(1, 6);
      return total;
    });
    expect(Math.min(...totals) / train.rows / msd).toBeCloseTo(1, 2);
  });

  test('with a half-life weighs the latest rows most, without one all alike', () => {
    const values = Array.from({ length: 60 }, (_, r) => (r % 2) * 10);
    const train = dataset(1, values, values);
    const center = (half_life_time_size: string) => {
      const given = { feature_dim: '1', k: '1', extra_center_factor: '1', mini_batch_size: '1' };
      const { model } = run('k-means', { ...given, half_life_time_size }, { train });
      return (model as { centers: number[][] }).centers[0]![0]!;
    };
    expect(center('0')).toBeCloseTo(5, 10);
    expect(Math.abs(center('1') - 5)).toBeGreaterThan(0.5);
  });

  test('refuses more clusters than rows', () => {
    expect(() => run('k-means', { feature_dim: '4', k: '999' }, { train })).toThrow(
      /999 clusters of 240 rows/,
    );
  });
});

describe(`k-NN, against scikit-learn ${golden.sklearn}`, () => {
  test.each(golden.neighbours)('$k neighbours by $metric', ({ k, metric, accuracy, mse }) => {
    const given = { feature_dim: '4', k: `${k}`, sample_size: '1000', index_metric: metric };
    const classes = run('knn', { ...given, predictor_type: 'classifier' }, halves(golden.label));
    const numbers = run('knn', { ...given, predictor_type: 'regressor' }, halves(golden.number));
    expect(classes.last['test:accuracy']).toBeCloseTo(accuracy, 10);
    expect(numbers.last['test:mse']).toBeCloseTo(mse, 5);
    expect(classes.rows.length).toBe(1);
  });

  test('equal rows: the earlier one; fewer rows than neighbours: all', () => {
    const index = { rows: 4, columns: 1, features: Float32Array.of(1, 3, 1, 2) };
    expect([...searcher(index, 2, 'L2')(Float32Array.of(1), 1)]).toEqual([0, 2]);
    expect([...searcher(index, 9, 'L2')(Float32Array.of(3), 1)]).toEqual([1, 3, 0, 2]);
    expect([...searcher(index, 1, 'INNER_PRODUCT')(Float32Array.of(2), 1)]).toEqual([1]);
  });

  test('samples and projections keep most of what is there', () => {
    const channels = halves(golden.label);
    const given = { feature_dim: '4', k: '5', predictor_type: 'classifier' };
    const sampled = run('knn', { ...given, sample_size: '120' }, channels);
    expect((sampled.model as { labels: number[] }).labels.length).toBe(120);
    expect(sampled.last['test:accuracy']).toBeGreaterThan(0.7);
    const random = rng(4);
    const blobs = (rows: number) => {
      const labels = Array.from({ length: rows }, (_, r) => r % 3);
      return dataset(
        40,
        labels.flatMap((l) => Array.from({ length: 40 }, (_, j) => random.normal() + (j % 3 === l ? 1 : 0))),
        labels,
      );
    };
    const wide = { train: blobs(150), test: blobs(90) };
    for (const dimension_reduction_type of ['sign', 'fjlt']) {
      const projected = { ...given, sample_size: '999', dimension_reduction_type, feature_dim: '40' };
      expect(
        run('knn', { ...projected, dimension_reduction_target: '30' }, wide).last['test:accuracy'],
      ).toBeGreaterThan(0.75);
      expect(() => run('knn', { ...projected, dimension_reduction_target: '40' }, wide)).toThrow(
        /less than the 40/,
      );
    }
  });

  test.each(projectionTypes)('a projection by %s keeps squared distances as they are on average', (type) => {
    const random = rng(6);
    const features = new Float32Array(2 * 20).map(() => random.normal());
    const apart = (values: Float32Array) => {
      const half = values.length / 2;
      return values.subarray(0, half).reduce((sum, value, j) => sum + (value - values[half + j]!) ** 2, 0);
    };
    const ratios = Array.from({ length: 600 }, () => {
      const projection = drawProjection(type, 20, 7, random);
      const shorter = projected(projection, features, 2);
      expect(shorter.length).toBe(14);
      return apart(shorter) / apart(features);
    });
    // A ratio's deviation is about √(2 / 7), so that of the mean of 600 is .022.
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / 600).toBeCloseTo(1, 1);
  });
});

describe('random cut forest', () => {
  const { forest } = golden;
  const train = dataset(
    3,
    forest.train,
    Array.from({ length: 400 }, () => 0),
  );
  const held = dataset(3, forest.test, forest.anomaly);

  test(`ranks anomalies as the isolation forest of scikit-learn ${golden.sklearn} does`, () => {
    const trees = Array.from({ length: 100 }, (_, t) => {
      const random = rng(3, t);
      const rows = random.shuffle(Int32Array.from({ length: 400 }, (__, r) => r)).slice(0, 256);
      return cutTree(train.features, 3, rows, random);
    });
    expect(auc(held.labels, scores(trees, train, held))).toBeGreaterThan(forest.auc - 0.01);
  });

  test('finds them at three deviations, and tells so at the end only', () => {
    const { rows, last } = run(
      'randomcutforest',
      { feature_dim: '3', num_trees: '60' },
      { train, test: held },
    );
    expect(rows.map(({ metrics }) => metrics['train:trees'])).toEqual([10, 20, 30, 40, 50, 60]);
    expect(rows.slice(0, -1).every(({ metrics }) => !('test:f1' in metrics))).toBe(true);
    expect(last['test:f1']).toBeGreaterThan(0.6);
    const { 'test:precision': p = 0, 'test:recall': r = 0 } = last;
    expect(last['test:f1']).toBeCloseTo((2 * p * r) / (p + r), 12);
  });

  test('the boxes of a tree follow from its rows, so that a loaded model scores as the training job did', () => {
    const tree = cutTree(
      train.features,
      3,
      Int32Array.from({ length: 400 }, (_, r) => 399 - r),
      rng(8),
    );
    const { box, around } = boxesOf(tree, train.features, 3);
    for (let node = 0, from: number[] = [0]; node < tree.left.length; node++) {
      const child = tree.left[node]!;
      if (child >= 0) [from[child], from[child + 1]] = [from[node]!, from[node]! + tree.mass[child]!];
      const rows = [...tree.rows.subarray(from[node]!, from[node]! + tree.mass[node]!)];
      const sides = [0, 1, 2].flatMap((j) => {
        const values = rows.map((row) => train.features[row * 3 + j]!);
        return [Math.min(...values), Math.max(...values)];
      });
      expect([...box.subarray(node * 6, node * 6 + 6)]).toEqual(sides);
      expect(around[node]).toBe(sides.reduce((sum, value, k) => sum + (k % 2 === 0 ? -value : value), 0));
    }

    const given = { feature_dim: '3', num_trees: '55', num_samples_per_tree: '60' };
    const { last, model } = run('randomcutforest', given, { train, test: held });
    for (const [name, value] of Object.entries(judged(held, readForest(JSON.stringify(model))(held)))) {
      expect(last[`test:${name}`]).toBe(value);
    }
  });

  test('a tree parts all rows that differ, and keeps equal ones together', () => {
    const features = Float32Array.of(0, 0, 1, 0, 1, 0, 5, 5, 1, 0);
    const tree = cutTree(features, 2, Int32Array.of(0, 1, 2, 3, 4), rng(1));
    const leaves = [...tree.mass].filter((_, node) => tree.left[node]! < 0);
    expect(leaves.sort((a, b) => a - b)).toEqual([1, 1, 3]);
    // By hand: a lone row is one leaf at the root, so another one is cut off there for sure.
    const alone = cutTree(features, 2, Int32Array.of(0), rng(1));
    const score = (
      of: typeof alone,
      columns: number,
      from: Float32Array,
      values: Float32Array,
      row: number,
    ) => unusual(of, boxesOf(of, from, columns), columns, values, row);
    expect(score(alone, 2, features, features, 3)).toBe(1);
    expect(score(alone, 2, features, features, 0)).toBe(1);
    // Between 0 and 4 on one axis, 5 is beyond by 1 of 5 at the root, and by more further down.
    const ends = Float32Array.of(0, 4);
    const two = cutTree(ends, 1, Int32Array.of(0, 1), rng(1));
    expect(score(two, 1, ends, Float32Array.of(5), 0)).toBeCloseTo(1 / 5 + 4 / 5 / 2, 12);
  });
});

describe('factorization machines', () => {
  const channels = halves(golden.binary);
  const { logistic } = golden;

  test(`without factors come to scikit-learn ${golden.sklearn}’s logistic regression`, () => {
    const { last, model } = run(
      'factorization-machines',
      {
        feature_dim: '4',
        num_factors: '1',
        predictor_type: 'binary_classifier',
        epochs: '3000',
        bias_wd: '0',
        bias_lr: '0.01',
        linear_lr: '0.01',
        linear_wd: String(logistic.wd),
        factors_lr: '0',
        factors_init_method: 'constant',
        factors_init_value: '0',
      },
      channels,
    );
    const { bias, weights } = model as { bias: number; weights: number[] };
    [bias, ...weights].forEach((weight, i) => expect(weight).toBeCloseTo(logistic.weights[i]!, 4));
    expect(last['test:binary_classification_cross_entropy']).toBeCloseTo(logistic.loss, 5);
    expect(last['test:binary_classification_accuracy']).toBe(logistic.accuracy);
  });

  test('the score is the sum over all pairs, and its gradient that of finite differences', () => {
    const shape: Shape = { columns: 5, factors: 3 };
    const random = rng(5);
    const parameters = Float64Array.from({ length: countParameters(shape) }, () => random.normal());
    const row = Float32Array.from({ length: 5 }, (_, j) => (j === 2 ? 0 : random.normal()));
    const sums = new Float64Array(3);
    let expected = parameters[0]!;
    for (let i = 0; i < 5; i++) {
      expected += parameters[1 + i]! * row[i]!;
      for (let j = i + 1; j < 5; j++) {
        for (let f = 0; f < 3; f++) {
          expected += parameters[6 + 3 * i + f]! * parameters[6 + 3 * j + f]! * row[i]! * row[j]!;
        }
      }
    }
    expect(score(shape, parameters, row, 0, sums)).toBeCloseTo(expected, 12);
    const gradient = new Float64Array(parameters.length);
    addGradient(shape, parameters, row, 0, sums, 1, gradient);
    parameters.forEach((value, i) => {
      const at = (moved: number) => score(shape, parameters.with(i, moved), row, 0, new Float64Array(3));
      expect(gradient[i]).toBeCloseTo((at(value + 1e-5) - at(value - 1e-5)) / 2e-5, 7);
    });
  });

  test('gradients are rescaled, then clipped, and eps stands beside their size', () => {
    const labels = [4, 2, 3];
    const train = dataset(1, [0, 0, 0], labels);
    const bias = (given: Record<string, string>) => {
      const still = { linear_lr: '0', factors_lr: '0', bias_wd: '0', bias_init_method: 'constant' };
      const all = { feature_dim: '1', num_factors: '1', predictor_type: 'regressor', bias_init_value: '0' };
      const { model } = run('factorization-machines', { ...all, ...still, ...given }, { train });
      return (model as { bias: number }).bias;
    };
    // Adam's first step, by hand: rate × g ÷ (|g| + eps ÷ √(1 − β₂)), with a gradient of −3 here.
    const step = (g: number, eps: number) => (-0.1 * g) / (Math.abs(g) + eps / Math.sqrt(1 - 0.999));
    expect(bias({})).toBeCloseTo(step(-3, 1e-8), 9);
    expect(bias({ eps: '0.5' })).toBeCloseTo(step(-3, 0.5), 9);
    expect(bias({ eps: '0.5', rescale_grad: '0.1' })).toBeCloseTo(step(-0.3, 0.5), 9);
    expect(bias({ eps: '0.5', rescale_grad: '0.5', clip_gradient: '1.2' })).toBeCloseTo(step(-1.2, 0.5), 9);
  });

  test('learn a product, which no linear model can', () => {
    const random = rng(8);
    const features = Array.from({ length: 800 }, () => random.normal());
    const labels = Array.from({ length: 400 }, (_, r) =>
      features[2 * r]! * features[2 * r + 1]! > 0 ? 1 : 0,
    );
    const data = dataset(2, features, labels);
    const given = {
      feature_dim: '2',
      predictor_type: 'binary_classifier',
      epochs: '200',
      mini_batch_size: '50',
    };
    const accuracy = (factors_lr: string) =>
      run('factorization-machines', { ...given, num_factors: '2', factors_lr }, { train: data, test: data })
        .last['test:binary_classification_accuracy']!;
    expect(accuracy('0.01')).toBeGreaterThan(0.97);
    expect(accuracy('0')).toBeLessThan(0.7);
  });
});

describe('values of the wrong type are refused in the container’s words', () => {
  const { train, test: held } = halves(golden.label);
  test.each([
    ['foo', "could not parse 'foo' as an integer"],
    ['-1', '-1 is not in [1, inf)'],
    ['2.5', "could not parse '2.5' as an integer"],
  ])('k-NN: faiss_index_ivf_nlists %s', (value, message) => {
    const given = { feature_dim: '4', k: '3', sample_size: '60', predictor_type: 'classifier' };
    const refused = () => run('knn', { ...given, faiss_index_ivf_nlists: value }, { train, test: held });
    expect(refused).toThrow(`ClientError: Hyperparameter faiss_index_ivf_nlists: ${message}`);
    for (const fine of ['auto', '8'])
      expect(() =>
        run('knn', { ...given, faiss_index_ivf_nlists: fine }, { train, test: held }),
      ).not.toThrow();
  });

  test('k-NN: more neighbours than the index has rows', () => {
    const two = dataset(1, [0, 1], [0, 1]);
    const given = { feature_dim: '1', k: '5', sample_size: '60', predictor_type: 'classifier' };
    expect(() => run('knn', given, { train: two })).toThrow(
      'ClientError: Hyperparameter k: 5 neighbours cannot be found among 2 rows of the index',
    );
    expect(() => run('knn', { ...given, k: '2' }, { train: two })).not.toThrow();
    const few = { ...given, feature_dim: '4', sample_size: '4' };
    expect(() => run('knn', few, { train })).toThrow('among 4 rows of the index');
  });

  test('random cut forest: eval_metrics', () => {
    const epochs = (eval_metrics: string) =>
      learners.randomcutforest.epochs({ feature_dim: '4', eval_metrics });
    expect(() => epochs('foo')).toThrow(
      "ClientError: Hyperparameter eval_metrics: 'foo' is not in ['accuracy'",
    );
    expect(() => epochs('["accuracy","f2"]')).toThrow(`'"f2"' is not in`);
    for (const fine of [
      'accuracy',
      '["accuracy", "precision_recall_fscore"]',
      'accuracy,precision_recall_fscore',
    ])
      expect(epochs(fine)).toBe(10);
  });
});
