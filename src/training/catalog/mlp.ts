import type { CatalogAlgorithm } from './types.ts';

/** Keras ends an epoch's line with `- name: value` pairs; the dash keeps `loss` apart from `val_loss`. */
const printed = (name: string) => `- ${name}: (\\S+)`;

/** The network of the early stopping tutorial (Keras, two moons) as a container of one's own. */
export const mlp: CatalogAlgorithm = {
  id: 'mlp',
  name: 'Multilayer perceptron (own container)',
  description:
    'A neural network for classification, written in Keras and brought as a container of one’s own.',
  source: 'own',
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/etude-keras-mlp:1',
  metrics: [
    { name: 'val_loss', direction: 'Minimize', regex: printed('val_loss'), perEpoch: true, objective: true },
    {
      name: 'val_accuracy',
      direction: 'Maximize',
      regex: printed('val_accuracy'),
      perEpoch: true,
      objective: true,
    },
    { name: 'loss', direction: 'Minimize', regex: printed('loss'), perEpoch: true, objective: true },
    { name: 'accuracy', direction: 'Maximize', regex: printed('accuracy'), perEpoch: true, objective: true },
  ],
  hyperparameters: [
    {
      name: 'hidden_units',
      description: 'Units of the hidden layers, separated by commas: 500, or 64,64.',
      required: false,
      default: '500',
      kind: 'text',
      tunable: { type: 'Integer', min: 8, max: 512, scaling: 'Logarithmic', byDefault: false },
    },
    {
      name: 'num_classes',
      description: 'Number of classes; 1 and 2 both mean labels 0 and 1.',
      required: false,
      default: '1',
      kind: 'integer',
      min: 1,
      max: 1000,
    },
    {
      name: 'epochs',
      description: 'Passes over the training data.',
      required: false,
      default: '100',
      kind: 'integer',
      min: 1,
    },
    {
      name: 'learning_rate',
      description: 'Size of a step. Left out: 0.01 for sgd and nag, 0.001 for adam and rmsprop.',
      required: false,
      kind: 'continuous',
      min: 0,
      tunable: { type: 'Continuous', min: 1e-4, max: 0.1, scaling: 'Logarithmic', byDefault: true },
    },
    {
      name: 'mini_batch_size',
      description: 'Rows that share a step.',
      required: false,
      default: '32',
      kind: 'integer',
      min: 1,
      tunable: { type: 'Integer', min: 4, max: 128, scaling: 'Logarithmic', byDefault: true },
    },
    {
      name: 'optimizer',
      description: 'How steps follow from gradients.',
      required: false,
      default: 'adam',
      kind: 'categorical',
      values: ['sgd', 'adam', 'rmsprop', 'nag'],
      tunable: { type: 'Categorical', values: ['sgd', 'adam', 'rmsprop', 'nag'], byDefault: true },
    },
    {
      name: 'momentum',
      description: 'Part of the last step that sgd and nag keep. Left out: 0 for sgd, 0.9 for nag.',
      required: false,
      kind: 'continuous',
      min: 0,
      max: 1,
      tunable: { type: 'Continuous', min: 0, max: 0.99, scaling: 'ReverseLogarithmic', byDefault: false },
    },
  ],
  channels: [
    { name: 'train', required: true, contentTypes: ['text/csv'] },
    { name: 'validation', required: false, contentTypes: ['text/csv'] },
  ],
  inputModes: ['File', 'FastFile'],
  instanceType: 'ml.c5.xlarge',
  iterative: true,
  epochParameter: 'epochs',
};
