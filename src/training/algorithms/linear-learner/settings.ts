import { type Hyperparameters, readHyperparameters } from '../../hyperparameters.ts';
import { AlgorithmError } from '../../types.ts';
import type { EarlyStopping } from '../monitor.ts';
import type { Optimizer } from '../optimizers.ts';

export const predictorTypes = ['binary_classifier', 'multiclass_classifier', 'regressor'] as const;
export type PredictorType = (typeof predictorTypes)[number];

/** The losses of each kind of predictor; `auto` is the first. */
const losses = {
  binary_classifier: ['logistic', 'hinge_loss'],
  multiclass_classifier: ['softmax_loss'],
  regressor: [
    'squared_loss',
    'absolute_loss',
    'eps_insensitive_squared_loss',
    'eps_insensitive_absolute_loss',
    'quantile_loss',
    'huber_loss',
  ],
} as const;
export type LinearLoss = (typeof losses)[PredictorType][number];

export interface LinearSettings {
  readonly predictorType: PredictorType;
  readonly loss: LinearLoss;
  /** Scores a row: the number of classes, 1 where it is not several. */
  readonly classes: number;
  /** Which quantile `quantile_loss` aims at. */
  readonly quantile: number;
  /** Of `margin` and beyond a row costs nothing under `hinge_loss`. */
  readonly margin: number;
  /** In the label's own units: from which error on `huber_loss` grows as the error and not as its square. */
  readonly huberDelta: number;
  /** In the label's own units: an error up to this costs nothing under the eps_insensitive losses. */
  readonly insensitivity: number;
  /** Whether all classes of several count alike, whatever their rows. */
  readonly balanceClasses: boolean;
  /** Highest classes of a row among which the right one is looked for. */
  readonly topK: number;
  /** What recall counts against precision in `f_beta`. */
  readonly beta: number;
  /** The algorithm's own early stopping, on by default as in the container. */
  readonly stopping: EarlyStopping;
  readonly epochs: number;
  readonly batchRows: number;
  /** The optimiser of an update, after so many updates: the learning rate may fall on the way. */
  readonly optimizer: (steps: number) => Optimizer;
  readonly l1: number;
  /** Weight decay: half of it times the squared length of the weights is added to the loss. */
  readonly l2: number;
  readonly useBias: boolean;
  /** The bias's learning rate and weight decay, as multiples of those of the weights. */
  readonly biasRate: number;
  readonly biasDecay: number;
  /** What is learnt from the first `scalerRows` training rows and applied to every feature, and to a regressor's label. */
  readonly data: Scaling;
  readonly label: Scaling;
  readonly scalerRows: number;
  /** What an error on a positive row counts in errors on a negative one; 'balanced': negatives ÷ positives. */
  readonly positiveWeight: number | 'balanced';
  /** Fresh weights are uniform in ± `spread`, or normal with that deviation; biases start at `bias`. */
  readonly start: {
    readonly method: 'uniform' | 'normal';
    readonly spread: number;
    readonly bias: number;
  };
}

/** Whether values are brought to mean 0, and to deviation 1. */
export interface Scaling {
  readonly center: boolean;
  readonly scale: boolean;
}

/** What `learning_rate` = `auto` stands for; the container's own values are not documented. */
const autoRate = { adam: 0.05, rmsprop: 0.05, sgd: 0.1 } as const;
/** What `lr_scheduler_factor` = `auto` stands for, likewise. */
const AUTO_FACTOR = 0.99;

/** Known to the real container, which chooses among its parallel models by them; here there is one model only. */
const harmless = ['binary_classifier_model_selection_criteria', 'target_precision', 'target_recall'];

/** Documented, but not done by this learner, which trains one model: refused with any other value, not ignored. */
const unsupported: Readonly<Record<string, readonly string[]>> = {
  num_calibration_samples: ['auto'],
  num_models: ['auto', '1'],
};

/**
 * Reads Linear Learner's hyperparameters (developer guide, page ll_hyperparameters) for data of `columns` features,
 * if known. Throws AlgorithmError on a missing, bad, unsupported or unknown one.
 */
export function readLinearSettings(
  given: Readonly<Record<string, string>>,
  columns?: number,
): LinearSettings {
  const h = readHyperparameters(given);
  for (const name of harmless) h.has(name);
  const predictorType = h.oneOf('predictor_type', predictorTypes);
  const several = predictorType === 'multiclass_classifier';
  const possible: readonly LinearLoss[] = losses[predictorType];
  const loss = h.oneOf('loss', ['auto', ...possible], { default: 'auto' });
  // May stand beside a predictor that has no use for it.
  const classes = h.integer('num_classes', { min: 3, max: 10_000, ...(several ? {} : { default: 3 }) });
  const featureDim = h.integer('feature_dim', { min: 1, default: 0, auto: 0 });
  if (columns !== undefined && featureDim !== 0 && featureDim !== columns) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter feature_dim: ${featureDim} differs from the ${columns} features of channel train`,
    );
  }
  const multiplier = 'positive_example_weight_mult';
  const balanced = h.text(multiplier, { default: '1.0' }) === 'balanced';
  const regressor = predictorType === 'regressor';
  const normal = h.oneOf('init_method', ['uniform', 'normal'], { default: 'uniform' }) === 'normal';
  const uniformSpread = h.number('init_scale', { above: 0, default: 0.07 });
  const normalSpread = h.number('init_sigma', { above: 0, default: 0.01 });
  const settings: LinearSettings = {
    predictorType,
    loss: loss === 'auto' ? losses[predictorType][0] : loss,
    classes: several ? classes : 1,
    quantile: h.number('quantile', { above: 0, below: 1, default: 0.5 }),
    margin: h.number('margin', { above: 0, default: 1 }),
    huberDelta: h.number('huber_delta', { above: 0, default: 1 }),
    insensitivity: h.number('loss_insensitivity', { above: 0, default: 0.01 }),
    balanceClasses: h.boolean('balance_multiclass_weights', { default: false }),
    topK: h.integer('accuracy_top_k', { min: 1, default: 3 }),
    beta: h.number('f_beta', { above: 0, default: 1 }),
    stopping: {
      monitor: 'objective_loss',
      direction: 'min',
      patience: h.integer('early_stopping_patience', { min: 1, default: 3 }),
      minDelta: h.number('early_stopping_tolerance', { min: 0, default: 0.001 }),
      relative: true,
      startFromEpoch: 0,
    },
    epochs: h.integer('epochs', { min: 1, default: 15 }),
    batchRows: h.integer('mini_batch_size', { min: 1, default: 1000 }),
    optimizer: readOptimizer(h),
    l1: h.number('l1', { min: 0, default: 0, auto: 0 }),
    l2: h.number('wd', { min: 0, default: 0, auto: 0 }),
    useBias: h.boolean('use_bias', { default: true }),
    biasRate: h.number('bias_lr_mult', { above: 0, default: 1, auto: 1 }),
    biasDecay: h.number('bias_wd_mult', { min: 0, default: 0, auto: 0 }),
    data: readScaling(h, 'normalize_data', 'unbias_data', true),
    // Only a regressor has a label to scale.
    label: readScaling(h, 'normalize_label', 'unbias_label', regressor),
    scalerRows: h.integer('num_point_for_scaler', { min: 1, default: 10_000 }),
    positiveWeight: balanced ? 'balanced' : h.number(multiplier, { above: 0, default: 1, auto: 1 }),
    start: {
      method: normal ? 'normal' : 'uniform',
      spread: normal ? normalSpread : uniformSpread,
      bias: h.number('init_bias', { default: 0 }),
    },
  };
  for (const [name, accepted] of Object.entries(unsupported)) {
    if (accepted.includes(h.text(name, { default: 'auto' }))) continue;
    throw new AlgorithmError(
      `ClientError: Hyperparameter ${name} is not supported by this Linear Learner with any value but ${accepted.join(' or ')}`,
    );
  }
  h.rejectUnread();
  return settings;
}

/** Centring follows scaling unless it is said; the label of a classifier (`applies` false) keeps both off. */
function readScaling(h: Hyperparameters, scaling: string, centring: string, applies: boolean): Scaling {
  const scale = h.boolean(scaling, { default: true, auto: true });
  const center = h.boolean(centring, { default: scale, auto: scale });
  return { scale: applies && scale, center: applies && center };
}

/**
 * MXNet's optimisers in the notation of `optimizers.ts`; `auto` is adam. The learning rate is multiplied by the factor
 * after every `lr_scheduler_step` updates and never falls below the minimum; without a step (`auto`) it is constant.
 */
function readOptimizer(h: Hyperparameters): (steps: number) => Optimizer {
  const given = h.oneOf('optimizer', ['auto', 'adam', 'sgd', 'rmsprop'], { default: 'auto' });
  const name = given === 'auto' ? 'adam' : given;
  const momentum = h.number('momentum', { min: 0, max: 1, default: 0, auto: 0 });
  const beta1 = h.number('beta_1', { min: 0, below: 1, default: 0.9, auto: 0.9 });
  const beta2 = h.number('beta_2', { min: 0, below: 1, default: 0.999, auto: 0.999 });
  const rate = h.number('learning_rate', { above: 0, default: autoRate[name], auto: autoRate[name] });
  const every = h.integer('lr_scheduler_step', { min: 1, default: 0, auto: 0 });
  const factor = h.number('lr_scheduler_factor', {
    above: 0,
    max: 1,
    default: AUTO_FACTOR,
    auto: AUTO_FACTOR,
  });
  const least = h.number('lr_scheduler_minimum_lr', { above: 0, default: 0, auto: 0 });
  const falls = h.boolean('use_lr_scheduler', { default: true }) && every > 0;
  return (steps) => {
    const learningRate = falls
      ? Math.max(rate * factor ** Math.floor(steps / every), Math.min(least, rate))
      : rate;
    switch (name) {
      case 'sgd':
        return { name, learningRate, momentum };
      case 'rmsprop':
        return { name, learningRate, rho: 0.9, epsilon: 1e-8 };
      case 'adam':
        return { name, learningRate, beta1, beta2, epsilon: 1e-8 };
    }
  };
}
