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
  regressor: ['squared_loss', 'absolute_loss', 'quantile_loss'],
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
  readonly optimizer: Optimizer;
  readonly l1: number;
  /** Weight decay: half of it times the squared length of the weights is added to the loss. */
  readonly l2: number;
  readonly useBias: boolean;
  readonly normalizeData: boolean;
  readonly normalizeLabel: boolean;
  /** What an error on a positive row counts in errors on a negative one; 'balanced': negatives ÷ positives. */
  readonly positiveWeight: number | 'balanced';
  /** Fresh weights are uniform in ± this. */
  readonly initScale: number;
}

/** What `learning_rate` = `auto` stands for; the container's own values are not documented. */
const autoRate = { adam: 0.05, rmsprop: 0.05, sgd: 0.1 } as const;

/** Known to the real container, which chooses among its parallel models by them; here there is one model only. */
const harmless = ['binary_classifier_model_selection_criteria', 'target_precision', 'target_recall'];

/**
 * Documented for the real container, but not done by this learner (which trains one model):
 * accepted with the documented default, refused with any other value rather than silently ignored.
 */
const unsupported: Readonly<Record<string, string>> = {
  bias_lr_mult: 'auto',
  bias_wd_mult: 'auto',
  huber_delta: '1.0',
  init_bias: '0',
  init_method: 'uniform',
  init_sigma: '0.01',
  loss_insensitivity: '0.01',
  lr_scheduler_factor: 'auto',
  lr_scheduler_minimum_lr: 'auto',
  lr_scheduler_step: 'auto',
  num_calibration_samples: 'auto',
  num_models: 'auto',
  num_point_for_scaler: '10000',
  unbias_data: 'auto',
  unbias_label: 'auto',
  use_lr_scheduler: 'true',
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
  const normalizeLabel = h.oneOf('normalize_label', ['auto', 'true', 'false'], { default: 'auto' });
  const settings: LinearSettings = {
    predictorType,
    loss: loss === 'auto' ? losses[predictorType][0] : loss,
    classes: several ? classes : 1,
    quantile: h.number('quantile', { above: 0, below: 1, default: 0.5 }),
    margin: h.number('margin', { above: 0, default: 1 }),
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
    normalizeData: h.boolean('normalize_data', { default: true, auto: true }),
    // Only a regressor has a label to scale; 'auto' scales it.
    normalizeLabel: predictorType === 'regressor' && normalizeLabel !== 'false',
    positiveWeight: balanced ? 'balanced' : h.number(multiplier, { above: 0, default: 1, auto: 1 }),
    initScale: h.number('init_scale', { above: 0, default: 0.07 }),
  };
  for (const [name, fallback] of Object.entries(unsupported)) {
    const text = h.text(name, { default: fallback }).toLowerCase();
    if (text !== fallback && Number(text) !== Number(fallback)) {
      throw new AlgorithmError(
        `ClientError: Hyperparameter ${name} is not supported by this Linear Learner with any value but ${fallback}`,
      );
    }
  }
  h.rejectUnread();
  return settings;
}

/** MXNet's optimisers in the notation of `optimizers.ts`; `auto` is adam. */
function readOptimizer(h: Hyperparameters): Optimizer {
  const name = h.oneOf('optimizer', ['auto', 'adam', 'sgd', 'rmsprop'], { default: 'auto' });
  const momentum = h.number('momentum', { min: 0, max: 1, default: 0, auto: 0 });
  const beta1 = h.number('beta_1', { min: 0, below: 1, default: 0.9, auto: 0.9 });
  const beta2 = h.number('beta_2', { min: 0, below: 1, default: 0.999, auto: 0.999 });
  const auto = autoRate[name === 'auto' ? 'adam' : name];
  const learningRate = h.number('learning_rate', { above: 0, default: auto, auto });
  switch (name) {
    case 'sgd':
      return { name, learningRate, momentum };
    case 'rmsprop':
      return { name, learningRate, rho: 0.9, epsilon: 1e-8 };
    case 'auto':
    case 'adam':
      return { name: 'adam', learningRate, beta1, beta2, epsilon: 1e-8 };
  }
}
