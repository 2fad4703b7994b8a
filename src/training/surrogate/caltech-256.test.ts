import { expect, it } from 'vitest';
import { simulate } from '../../engine/simulate.ts';
import { hash32 } from '../../lib/rng.ts';
import { downloadSeconds, epochSeconds, startupSeconds, uploadSeconds } from '../cost.ts';
import { caltech256 } from './caltech-256.ts';
import { outlook, valueAt } from './curve.ts';

const median = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

// Spec rules.md §4.4: best accuracy 0.356, 168 minutes of training in all, 113 minutes until the end.
it('comes to the figures of the blog over 100 seeds without early stopping', () => {
  const metric = caltech256.metrics[0]!;
  const upload = uploadSeconds();
  const download = downloadSeconds(caltech256.cost.bytes);
  const runs = Array.from({ length: 100 }, (_, seed) => {
    let training = 0;
    const played = simulate(
      {
        seed,
        strategy: 'bayesian',
        definitions: [
          {
            space: [
              { kind: 'integer', name: 'mini_batch_size', min: 16, max: 64, scaling: 'auto' },
              { kind: 'continuous', name: 'learning_rate', min: 1e-5, max: 1, scaling: 'log' },
              { kind: 'categorical', name: 'optimizer', values: ['sgd', 'adam', 'rmsprop', 'nag'] },
            ],
          },
        ],
        maxTrials: 20,
        maxParallel: 2,
        earlyStopping: 'off',
      },
      ({ index, configuration }) => {
        const hyperparameters = Object.fromEntries(
          Object.entries(configuration).map(([name, value]) => [name, String(value)]),
        );
        const seconds = epochSeconds({
          algorithm: 'surrogate',
          surrogate: caltech256,
          rows: 0,
          columns: 0,
          hyperparameters,
          instanceType: 'ml.p3.2xlarge',
          instanceCount: 1,
        });
        training += download + 10 * seconds + upload;
        const ahead = outlook(caltech256, hyperparameters);
        const noise = hash32(`${seed}\u0000training\u0000${index}`) >>> 0;
        return {
          values: Array.from({ length: 10 }, (_, i) => -valueAt(caltech256, metric, ahead, i + 1, noise)),
          epochSeconds: seconds,
          startSeconds: startupSeconds(seed, index),
          downloadSeconds: download,
          end: { status: 'completed', seconds: upload },
        };
      },
    );
    const best = Math.max(...played.trials.map(({ values }) => -(values.at(-1) ?? 0)));
    return { best, training: training / 60, elapsed: played.elapsed / 60 };
  });
  expect(median(runs.map(({ best }) => best))).toBeCloseTo(0.356, 2);
  expect(Math.abs(median(runs.map(({ training }) => training)) - 168)).toBeLessThan(5);
  expect(Math.abs(median(runs.map(({ elapsed }) => elapsed)) - 113)).toBeLessThan(5);
}, 60_000);
