import type { Surrogate } from './surrogate.ts';

/**
 * The experiment of the AWS blog on early stopping, 2018: the built-in image classification on Caltech-256 (15,420
 * training images of 257 classes, ml.p3.2xlarge), 20 training jobs of 10 epochs, two in parallel, learning_rate,
 * mini_batch_size and optimizer tuned (spec rules.md §4.4). Without early stopping the blog reports a best accuracy of 0.356,
 * 168 minutes of training and 113 minutes until the end. The curves are simulated; their scale is set so that these three
 * are what a tuning job with Bayesian search comes to over many seeds (caltech-256.test.ts).
 */
export const caltech256: Surrogate = {
  id: 'caltech-256',
  metrics: [
    { name: 'validation:accuracy', start: 0.004, best: 0.505, perEpoch: true },
    { name: 'train:accuracy', start: 0.004, best: 0.72, perEpoch: true },
  ],
  epochs: { parameter: 'epochs', default: 10 },
  dimensions: [
    {
      name: 'learning_rate',
      kind: 'numeric',
      scaling: 'log',
      min: 1e-5,
      max: 1,
      default: '0.1',
      best: 0.5,
      weight: 0.85,
      rate: true,
    },
    {
      name: 'mini_batch_size',
      kind: 'numeric',
      scaling: 'linear',
      min: 16,
      max: 64,
      default: '32',
      best: 0.4,
      weight: 0.15,
    },
    {
      name: 'optimizer',
      kind: 'categorical',
      default: 'sgd',
      weight: 0.3,
      values: {
        sgd: { loss: 0.1, rateShift: 0.12 },
        nag: { loss: 0, rateShift: 0.1 },
        adam: { loss: 0.3, rateShift: -0.12 },
        rmsprop: { loss: 0.6, rateShift: -0.16 },
      },
    },
  ],
  halfLife: 4,
  noise: 0.012,
  cost: {
    instanceType: 'ml.p3.2xlarge',
    secondsPerEpoch: 42.2,
    bytes: 1.2e9,
    batch: { parameter: 'mini_batch_size', reference: 40 },
  },
};
