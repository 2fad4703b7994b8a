import type { CatalogHyperparameter, TrainedAlgorithm } from './types.ts';

const share = (
  name: string,
  description: string,
  fallback: string,
  tunable?: CatalogHyperparameter['tunable'],
): CatalogHyperparameter => ({
  name,
  description,
  required: false,
  default: fallback,
  kind: 'continuous',
  min: 0,
  max: 1,
  ...(tunable && { tunable }),
});

const whole = (name: string, description: string, fallback: string): CatalogHyperparameter => ({
  name,
  description,
  required: false,
  default: fallback,
  kind: 'integer',
  min: 1,
});

/** Facts: developer guide, pages IC-Hyperparameter and IC-tuning. Only what the learner honours is listed. */
export const imageClassification: TrainedAlgorithm = {
  id: 'image-classification',
  name: 'Image Classification - MXNet',
  description:
    'Tells small pictures apart. Here a dense network of one layer of 64 units trains, not a residual network.',
  source: 'built-in',
  image: '811284229777.dkr.ecr.us-east-1.amazonaws.com/image-classification:1',
  metrics: [
    {
      name: 'validation:accuracy',
      direction: 'Maximize',
      regex: 'Epoch\\S* Validation-accuracy=(\\S*)',
      perEpoch: true,
      objective: true,
    },
    {
      name: 'train:accuracy',
      direction: 'Maximize',
      regex: 'Epoch\\S* Train-accuracy=(\\S*)',
      perEpoch: true,
      objective: false,
    },
  ],
  hyperparameters: [
    {
      name: 'num_classes',
      description: 'Number of classes; labels are 0 … num_classes − 1.',
      required: true,
      default: '10',
      kind: 'integer',
      min: 2,
      max: 1000,
    },
    {
      name: 'num_training_samples',
      description: 'Number of images in the train channel.',
      required: true,
      default: '2250',
      kind: 'integer',
      min: 1,
    },
    {
      name: 'image_shape',
      description:
        'Channels, height and width, e.g. 1,28,28; checked against the images. Left out: taken from there.',
      required: false,
      kind: 'text',
    },
    whole('epochs', 'Passes over the training images.', '30'),
    share('learning_rate', 'Size of a step at the start.', '0.1', {
      type: 'Continuous',
      min: 1e-6,
      max: 0.5,
      scaling: 'Logarithmic',
      byDefault: true,
    }),
    {
      ...whole('mini_batch_size', 'Images that share a step.', '32'),
      tunable: { type: 'Integer', min: 8, max: 512, scaling: 'Logarithmic', byDefault: true },
    },
    {
      name: 'optimizer',
      description: 'How steps follow from gradients.',
      required: false,
      default: 'sgd',
      kind: 'categorical',
      values: ['sgd', 'adam', 'rmsprop', 'nag'],
      tunable: { type: 'Categorical', values: ['sgd', 'adam', 'rmsprop', 'nag'], byDefault: true },
    },
    share('momentum', 'Part of the last step that sgd and nag keep.', '0.9', {
      type: 'Continuous',
      min: 0,
      max: 0.999,
      scaling: 'ReverseLogarithmic',
      byDefault: false,
    }),
    share('weight_decay', 'L2 penalty on the weights, added to their gradient.', '0.0001', {
      type: 'Continuous',
      min: 0,
      max: 0.999,
      // The documented range starts at 0, where a logarithm does not.
      scaling: 'Auto',
      byDefault: false,
    }),
    {
      ...share('beta_1', 'Decay of adam’s mean of gradients.', '0.9', {
        type: 'Continuous',
        min: 1e-6,
        max: 0.999,
        scaling: 'ReverseLogarithmic',
        byDefault: false,
      }),
    },
    share('beta_2', 'Decay of adam’s mean of squared gradients.', '0.999', {
      type: 'Continuous',
      min: 1e-6,
      max: 0.999,
      scaling: 'ReverseLogarithmic',
      byDefault: false,
    }),
    share('eps', 'Keeps adam and rmsprop from dividing by zero.', '1e-8', {
      type: 'Continuous',
      min: 1e-8,
      max: 1,
      scaling: 'Logarithmic',
      byDefault: false,
    }),
    share('gamma', 'Decay of rmsprop’s mean of squared gradients.', '0.9', {
      type: 'Continuous',
      min: 1e-8,
      max: 0.999,
      scaling: 'ReverseLogarithmic',
      byDefault: false,
    }),
    {
      name: 'lr_scheduler_step',
      description: 'Epochs after which the learning rate falls, separated by commas. Left out: never.',
      required: false,
      kind: 'text',
    },
    share('lr_scheduler_factor', 'What the learning rate is multiplied by then.', '0.1'),
    {
      name: 'early_stopping',
      description:
        'Whether the network may end its training itself when validation accuracy no longer grows; apart from the tuning job’s early stopping.',
      required: false,
      default: 'false',
      kind: 'categorical',
      values: ['true', 'false'],
    },
    whole('early_stopping_min_epochs', 'Epochs before which it does not end.', '10'),
    whole('early_stopping_patience', 'Epochs without growth that it bears.', '5'),
    share('early_stopping_tolerance', 'Growth, as a share of the best accuracy, that counts as none.', '0'),
  ],
  channels: [
    { name: 'train', required: true, contentTypes: ['text/csv', 'application/x-image'] },
    { name: 'validation', required: true, contentTypes: ['text/csv', 'application/x-image'] },
  ],
  inputModes: ['File', 'Pipe'],
  instanceType: 'ml.p3.2xlarge',
  iterative: true,
  epochParameter: 'epochs',
};
