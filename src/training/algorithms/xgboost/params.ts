import { type Hyperparameters, readHyperparameters } from '../../hyperparameters.ts';
import { AlgorithmError } from '../../types.ts';
import { metricNames, type ObjectiveId, objectiveIds } from './names.ts';

/** What the learner works with. Numbers that XGBoost keeps as 32-bit floats are rounded to them here. */
export interface Params {
  readonly rounds: number;
  readonly objective: ObjectiveId;
  readonly baseScore: number;
  readonly eta: number;
  /** Levels of splits; never above `deepest`. */
  readonly maxDepth: number;
  readonly minChildWeight: number;
  readonly gamma: number;
  readonly lambda: number;
  readonly alpha: number;
  readonly subsample: number;
  readonly columnsByTree: number;
  readonly columnsByLevel: number;
  readonly columnsByNode: number;
  readonly positiveWeight: number;
  readonly maxBin: number;
  readonly seed: number;
  /** Metrics asked for beyond the ones that the objective always emits, without the channel's name. */
  readonly extraMetrics: readonly string[];
  /** The objective of the tuning job, e.g. `validation:auc`; absent when trained outside of one. */
  readonly tuned?: string;
}

/** `max_depth` 0 means "no limit" to XGBoost; here, and for larger values, trees end at this depth. */
export const deepest = 64;

/** The container takes XGBoost's own second names as well (sagemaker-xgboost-container). */
const aliases: Readonly<Record<string, string>> = {
  learning_rate: 'eta',
  min_split_loss: 'gamma',
  reg_lambda: 'lambda',
  reg_alpha: 'alpha',
};

/** Known to the real container, but without effect on results here. */
const harmless = ['nthread', 'verbosity', 'deterministic_histogram'];

/**
 * Known to the real container and not to this learner: accepted with the documented default, where there is one, and
 * refused with any other value rather than silently ignored.
 */
const unsupported: Readonly<Record<string, string | undefined>> = {
  csv_weights: '0',
  early_stopping_rounds: undefined,
  interaction_constraints: undefined,
  lambda_bias: '0',
  max_delta_step: '0',
  max_leaves: '0',
  monotone_constraints: undefined,
  normalize_type: 'tree',
  num_class: undefined,
  one_drop: '0',
  rate_drop: '0',
  refresh_leaf: '1',
  sample_type: 'uniform',
  single_precision_histogram: 'false',
  sketch_eps: '0.03',
  skip_drop: '0',
  tweedie_variance_power: '1.5',
  updater: undefined,
};

/** Reads a container's hyperparameters. Throws AlgorithmError on a missing, unparsable, out-of-range or unknown one. */
export function readParams(given: Readonly<Record<string, string>>): Params {
  const h = readHyperparameters(
    Object.fromEntries(Object.entries(given).map(([name, value]) => [aliases[name] ?? name, value])),
  );
  for (const [name, fallback] of Object.entries(unsupported)) {
    if (!h.has(name)) continue;
    const text = h.text(name);
    if (text === fallback || Number(text) === Number(fallback)) continue;
    const but = fallback === undefined ? '' : ` with any value but ${fallback}`;
    throw new AlgorithmError(
      `ClientError: Hyperparameter ${name} is not supported by this XGBoost learner${but}`,
    );
  }
  for (const name of harmless) h.has(name);
  h.oneOf('booster', ['gbtree'], { default: 'gbtree' });
  h.oneOf('tree_method', ['auto', 'hist'], { default: 'auto' });
  h.oneOf('grow_policy', ['depthwise'], { default: 'depthwise' });
  h.oneOf('process_type', ['default'], { default: 'default' });

  const positive = { min: 0 };
  const share = { above: 0, max: 1, default: 1 };
  const f32 = (name: string, options: Parameters<Hyperparameters['number']>[1]) =>
    Math.fround(h.number(name, options));
  const objective = h.oneOf('objective', [...objectiveIds, 'reg:linear'], { default: 'reg:squarederror' });
  const depth = h.integer('max_depth', { min: 0, default: 6 });
  const tuned = h.has('_tuning_objective_metric') ? h.text('_tuning_objective_metric') : undefined;
  const params = {
    rounds: h.integer('num_round', { min: 1 }),
    // The old name of the same objective, still accepted by the container.
    objective: objective === 'reg:linear' ? 'reg:squarederror' : objective,
    baseScore: f32('base_score', { default: 0.5 }),
    eta: f32('eta', { min: 0, max: 1, default: 0.3 }),
    maxDepth: depth === 0 ? deepest : Math.min(depth, deepest),
    minChildWeight: f32('min_child_weight', { ...positive, default: 1 }),
    gamma: f32('gamma', { ...positive, default: 0 }),
    lambda: f32('lambda', { ...positive, default: 1 }),
    alpha: f32('alpha', { ...positive, default: 0 }),
    subsample: h.number('subsample', share),
    columnsByTree: h.number('colsample_bytree', share),
    columnsByLevel: h.number('colsample_bylevel', share),
    columnsByNode: h.number('colsample_bynode', share),
    positiveWeight: f32('scale_pos_weight', { above: 0, default: 1 }),
    maxBin: h.integer('max_bin', { min: 2, max: 65535, default: 256 }),
    seed: h.integer('seed', { min: -2147483648, max: 2147483647, default: 0 }),
    extraMetrics: h
      .text('eval_metric', { default: '' })
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    ...(tuned === undefined ? {} : { tuned }),
  } satisfies Params;
  h.rejectUnread();
  check(params);
  return params;
}

function check({ objective, baseScore, extraMetrics, tuned }: Params): void {
  if (objective === 'binary:logistic' && !(baseScore > 0 && baseScore < 1)) {
    throw new AlgorithmError(`ClientError: base_score must be in (0,1) for logistic loss, got: ${baseScore}`);
  }
  const possible: readonly string[] = metricNames[objective].map(({ name }) => name);
  for (const name of extraMetrics) {
    if (!possible.includes(name)) {
      const list = possible.join(', ');
      throw new AlgorithmError(
        `ClientError: Hyperparameter eval_metric: ${name} is not in [${list}] for ${objective}`,
      );
    }
  }
  if (tuned === undefined) return;
  const [channel, metric] = tuned.split(':', 2);
  if ((channel !== 'train' && channel !== 'validation') || !possible.includes(metric ?? '')) {
    const list = possible.map((name) => `validation:${name}`).join(', ');
    throw new AlgorithmError(
      `ClientError: Objective metric ${tuned} is not computed for ${objective}; choose one of ${list}`,
    );
  }
}
