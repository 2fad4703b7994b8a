import { type Hyperparameters, readHyperparameters } from '../../hyperparameters.ts';
import { AlgorithmError } from '../../types.ts';
import type { EarlyStopping } from '../monitor.ts';
import {
  always,
  directions,
  type Evaluated,
  evaluated,
  namesOf,
  type ObjectiveId,
  objectiveIds,
  possible,
  whyNotEvaluated,
  whyNotTuned,
} from './names.ts';

/** What the learner works with. Numbers that XGBoost keeps as 32-bit floats are rounded to them here. */
export interface Params {
  readonly rounds: number;
  readonly objective: ObjectiveId;
  /** Trees a round: the number of classes, 1 where it is not several. */
  readonly classes: number;
  readonly baseScore: number;
  readonly eta: number;
  /** Levels of splits; never above `deepest`. */
  readonly maxDepth: number;
  /** 0: no limit. */
  readonly maxLeaves: number;
  /** Under a limit on leaves: the split that saves most comes first, and not the level. */
  readonly lossGuided: boolean;
  /** Largest leaf before eta; 0: no limit. */
  readonly maxDeltaStep: number;
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
  readonly tweediePower: number;
  /** Of the booster dart; absent: gbtree. */
  readonly dropping?: Dropping;
  /** Metrics asked for beyond the ones that the objective always emits, without the channel's name. */
  readonly extraMetrics: readonly Evaluated[];
  /** Rounds without improvement of the last metric before boosting ends by itself. */
  readonly earlyStoppingRounds?: number;
  /** The objective of the tuning job, e.g. `validation:auc`; absent when trained outside of one. */
  readonly tuned?: string;
}

/** How dart (Rashmi and Gilad-Bachrach 2015) leaves trees out when a new one is grown. */
export interface Dropping {
  /** Chance of each tree to be left out, and of a round to leave none out. */
  readonly rate: number;
  readonly skip: number;
  /** At least one is left out. */
  readonly one: boolean;
  /** The chance goes by the tree's weight. */
  readonly weighted: boolean;
  /** The new tree weighs as all those left out together, or as one of them. */
  readonly asForest: boolean;
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

/** Known to the real container, but without effect on results here; that of gblinear as with gbtree there. */
const harmless = [
  'lambda_bias',
  'deterministic_histogram',
  'nthread',
  'predictor',
  'save_model_on_termination',
  'single_precision_histogram',
  'sketch_eps',
  'verbosity',
];

/**
 * Known to the real container and not to this learner: accepted with the documented default, where there is one, and
 * refused with any other value rather than silently ignored.
 */
const unsupported: Readonly<Record<string, string | undefined>> = {
  csv_weights: '0',
  interaction_constraints: undefined,
  monotone_constraints: undefined,
  refresh_leaf: '1',
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
  const dart = h.oneOf('booster', ['gbtree', 'dart'], { default: 'gbtree' }) === 'dart';
  // May stand beside gbtree, which has no use for them.
  const dropping: Dropping = {
    rate: h.number('rate_drop', { min: 0, max: 1, default: 0 }),
    skip: h.number('skip_drop', { min: 0, max: 1, default: 0 }),
    one: h.boolean('one_drop', { default: false }),
    weighted: h.oneOf('sample_type', ['uniform', 'weighted'], { default: 'uniform' }) === 'weighted',
    asForest: h.oneOf('normalize_type', ['tree', 'forest'], { default: 'tree' }) === 'forest',
  };
  h.oneOf('tree_method', ['auto', 'hist'], { default: 'auto' });
  h.oneOf('process_type', ['default'], { default: 'default' });

  const positive = { min: 0 };
  const share = { above: 0, max: 1, default: 1 };
  const f32 = (name: string, options: Parameters<Hyperparameters['number']>[1]) =>
    Math.fround(h.number(name, options));
  const objective = h.oneOf('objective', [...objectiveIds, 'reg:linear'], { default: 'reg:squarederror' });
  const several = objective.startsWith('multi:');
  // XGBoost's own default for counts, whose exponential would run away.
  const deltaStep = objective === 'count:poisson' ? 0.7 : 0;
  // May stand beside an objective that has no use for it, as in the container.
  const classes = h.integer('num_class', { min: 2, max: 1000, ...(several ? {} : { default: 2 }) });
  const depth = h.integer('max_depth', { min: 0, default: 6 });
  const tuned = h.has('_tuning_objective_metric') ? h.text('_tuning_objective_metric') : undefined;
  const params = {
    rounds: h.integer('num_round', { min: 1 }),
    // The old name of the same objective, still accepted by the container.
    objective: objective === 'reg:linear' ? 'reg:squarederror' : objective,
    classes: several ? classes : 1,
    baseScore: f32('base_score', { default: 0.5 }),
    eta: f32('eta', { min: 0, max: 1, default: 0.3 }),
    maxDepth: depth === 0 ? deepest : Math.min(depth, deepest),
    maxLeaves: h.integer('max_leaves', { min: 0, default: 0 }),
    lossGuided: h.oneOf('grow_policy', ['depthwise', 'lossguide'], { default: 'depthwise' }) === 'lossguide',
    maxDeltaStep: f32('max_delta_step', { ...positive, default: deltaStep }),
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
    tweediePower: f32('tweedie_variance_power', { above: 1, below: 2, default: 1.5 }),
    extraMetrics: readMetrics(h, objective === 'reg:linear' ? 'reg:squarederror' : objective),
    ...(h.has('early_stopping_rounds') && {
      earlyStoppingRounds: h.integer('early_stopping_rounds', { min: 1 }),
    }),
    ...(tuned === undefined ? {} : { tuned }),
    ...(dart && { dropping }),
  } satisfies Params;
  h.rejectUnread();
  check(params);
  return params;
}

function readMetrics(h: Hyperparameters, objective: ObjectiveId): readonly Evaluated[] {
  const wanted = h.text('eval_metric', { default: '' });
  const refusal = whyNotEvaluated(wanted, objective);
  if (refusal !== undefined) throw new AlgorithmError(`ClientError: ${refusal}`);
  return namesOf(wanted).flatMap((name) => evaluated(name, objective) ?? []);
}

function check({ objective, baseScore, tuned }: Params): void {
  const logistic = ['binary:logistic', 'binary:logitraw', 'reg:logistic'].includes(objective);
  if (logistic && !(baseScore > 0 && baseScore < 1)) {
    throw new AlgorithmError(`ClientError: base_score must be in (0,1) for logistic loss, got: ${baseScore}`);
  }
  if (['count:poisson', 'reg:gamma', 'reg:tweedie', 'survival:cox'].includes(objective) && !(baseScore > 0)) {
    throw new AlgorithmError(`ClientError: base_score must be positive for ${objective}, got: ${baseScore}`);
  }
  const refusal = tuned === undefined ? undefined : whyNotTuned(tuned, objective);
  if (refusal !== undefined) throw new AlgorithmError(`ClientError: ${refusal}`);
}

/**
 * Which metrics are computed each round: the objective's own, those of `eval_metric`, and the tuning job's.
 */
export function emitted(params: Params): readonly Evaluated[] {
  const { objective, extraMetrics } = params;
  const asked = [...extraMetrics.map(({ name }) => name), tunedMetric(params)?.name];
  const plain = possible(objective).filter(
    (name) => always[objective].includes(name) || asked.includes(name),
  );
  const others = new Map(
    extraMetrics.filter(({ name, metric }) => name !== metric).map((each) => [each.name, each]),
  );
  return [...plain.map((name) => ({ name, metric: name })), ...others.values()];
}

function tunedMetric({ objective, tuned }: Params): Evaluated | undefined {
  return tuned === undefined ? undefined : evaluated(tuned.split(':')[1] ?? '', objective);
}

/** The metric that `early_stopping_rounds` counts: the last of `eval_metric`, else the tuning job's, else the default. */
export function watchedMetric(params: Params): Evaluated {
  const [usual] = always[params.objective];
  return params.extraMetrics.at(-1) ?? tunedMetric(params) ?? { name: usual, metric: usual };
}

/**
 * The container's own early stopping: patience over the watched metric of the validation rows, or of the training rows
 * where there are no others. Undefined where `early_stopping_rounds` is not given.
 */
export function stoppingRule(params: Params, channel: 'train' | 'validation'): EarlyStopping | undefined {
  const { earlyStoppingRounds: patience } = params;
  if (patience === undefined) return undefined;
  const { name, metric } = watchedMetric(params);
  return {
    monitor: `${channel}:${name}`,
    direction: directions[metric] === 'Maximize' ? 'max' : 'min',
    patience,
    minDelta: 0,
    startFromEpoch: 0,
  };
}
