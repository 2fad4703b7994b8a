import { type Hyperparameters, readHyperparameters } from '../../hyperparameters.ts';
import { AlgorithmError } from '../../types.ts';
import type { EarlyStopping } from '../monitor.ts';
import type { Optimizer } from '../optimizers.ts';

export interface ImageSettings {
  readonly epochs: number;
  readonly classes: number;
  /** What the request says; a difference to the channel is told in the log. */
  readonly trainingSamples: number;
  /** Values of an image, if the request says its shape. */
  readonly pixels?: number;
  readonly batchRows: number;
  readonly decay: number;
  /** The optimiser of an epoch, from 1: the learning rate may fall on the way. */
  optimizer(epoch: number): Optimizer;
  readonly stopping?: EarlyStopping;
}

/** Known to the real container; what they say has no meaning for the small network here. */
const harmless = ['checkpoint_frequency', 'kv_store', 'num_layers', 'precision_dtype', 'resize'];

/** Documented, but not done here: accepted with these values and refused with any other. */
const unsupported: Readonly<Record<string, string>> = {
  multi_label: '0',
  use_pretrained_model: '0',
  use_weighted_loss: '0',
};

/**
 * Reads the hyperparameters of image classification (developer guide, page IC-Hyperparameter), with the documented
 * names and defaults. Throws AlgorithmError on a missing, bad, unsupported or unknown one.
 */
export function readImageSettings(given: Readonly<Record<string, string>>): ImageSettings {
  const h = readHyperparameters(given);
  for (const name of harmless) h.has(name);
  for (const name of ['augmentation_type', 'top_k']) {
    if (h.has(name)) throw unknown(name);
  }
  for (const [name, value] of Object.entries(unsupported)) {
    if (h.text(name, { default: value }) !== value) throw unknown(`${name} with any value but ${value}`);
  }
  const optimizer = readOptimizer(h);
  const shape = h.has('image_shape') ? h.text('image_shape') : undefined;
  if (shape !== undefined && !/^[1-9]\d{0,3}(\s*,\s*[1-9]\d{0,3}){2}$/.test(shape)) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter image_shape: could not parse '${shape}' as num_channels,height,width`,
    );
  }
  const stopping = {
    monitor: 'validation:accuracy',
    direction: 'max' as const,
    patience: h.integer('early_stopping_patience', { min: 1, default: 5 }),
    minDelta: h.number('early_stopping_tolerance', { min: 0, max: 1, default: 0 }),
    relative: true,
    startFromEpoch: 0,
    minEpochs: h.integer('early_stopping_min_epochs', { min: 1, default: 10 }),
  };
  const settings: ImageSettings = {
    epochs: h.integer('epochs', { min: 1, default: 30 }),
    classes: h.integer('num_classes', { min: 2, max: 1000 }),
    trainingSamples: h.integer('num_training_samples', { min: 1 }),
    ...(shape !== undefined && {
      pixels: shape.split(',').reduce((product, side) => product * Number(side), 1),
    }),
    batchRows: h.integer('mini_batch_size', { min: 1, default: 32 }),
    decay: h.number('weight_decay', { min: 0, max: 1, default: 0.0001 }),
    optimizer,
    ...(h.boolean('early_stopping', { default: false }) && { stopping }),
  };
  h.rejectUnread();
  return settings;
}

/**
 * MXNet's optimisers, which are Keras's with other names for their constants. All are read, so that an optimizer can
 * be tuned beside the constants of the others.
 */
function readOptimizer(h: Hyperparameters): (epoch: number) => Optimizer {
  const share = (name: string, fallback: number) => h.number(name, { min: 0, max: 1, default: fallback });
  const name = h.oneOf('optimizer', ['sgd', 'adam', 'rmsprop', 'nag'], { default: 'sgd' });
  const rate = h.number('learning_rate', { min: 0, max: 1, default: 0.1 });
  const momentum = share('momentum', 0.9);
  const beta1 = h.number('beta_1', { min: 0, below: 1, default: 0.9 });
  const beta2 = h.number('beta_2', { min: 0, below: 1, default: 0.999 });
  const epsilon = share('eps', 1e-8);
  const rho = share('gamma', 0.9);
  const factor = share('lr_scheduler_factor', 0.1);
  const text = h.text('lr_scheduler_step', { default: '' });
  const steps = text === '' ? [] : text.split(',').map((step) => step.trim());
  if (!steps.every((step) => /^[1-9]\d*$/.test(step))) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter lr_scheduler_step: could not parse '${text}' as epochs separated by commas`,
    );
  }
  return (epoch) => {
    const learningRate = rate * factor ** steps.filter((step) => Number(step) < epoch).length;
    switch (name) {
      case 'sgd':
      case 'nag':
        return { name, learningRate, momentum };
      case 'adam':
        return { name, learningRate, beta1, beta2, epsilon };
      case 'rmsprop':
        return { name, learningRate, rho, epsilon };
    }
  };
}

const unknown = (what: string) =>
  new AlgorithmError(`ClientError: Hyperparameter ${what} is not supported by this image classification`);
