export const objectiveIds = [
  'binary:logistic',
  'binary:logitraw',
  'binary:hinge',
  'multi:softprob',
  'multi:softmax',
  'reg:squarederror',
  'reg:logistic',
  'reg:squaredlogerror',
  'reg:pseudohubererror',
  'reg:gamma',
  'reg:tweedie',
  'reg:absoluteerror',
  'count:poisson',
  'survival:cox',
] as const;
export type ObjectiveId = (typeof objectiveIds)[number];

/** Metrics of two classes, of several, of numbers and of times to an event, with the direction in which each is better. */
const binary = {
  auc: 'Maximize',
  aucpr: 'Maximize',
  error: 'Minimize',
  logloss: 'Minimize',
  accuracy: 'Maximize',
  balanced_accuracy: 'Maximize',
  f1: 'Maximize',
  f1_binary: 'Maximize',
  f1_macro: 'Maximize',
  precision: 'Maximize',
  recall: 'Maximize',
} as const;
const classes = {
  merror: 'Minimize',
  mlogloss: 'Minimize',
  accuracy: 'Maximize',
  balanced_accuracy: 'Maximize',
  f1: 'Maximize',
  f1_macro: 'Maximize',
  precision_macro: 'Maximize',
  precision_micro: 'Maximize',
  recall_macro: 'Maximize',
  recall_micro: 'Maximize',
} as const;
const numbers = {
  rmse: 'Minimize',
  mae: 'Minimize',
  mse: 'Minimize',
  r2: 'Maximize',
  mape: 'Minimize',
  mphe: 'Minimize',
  rmsle: 'Minimize',
  'gamma-deviance': 'Minimize',
  'gamma-nloglik': 'Minimize',
  'poisson-nloglik': 'Minimize',
  'tweedie-nloglik': 'Minimize',
} as const;

const survival = { 'cox-nloglik': 'Minimize' } as const;

/** Every metric there is, with its direction (sagemaker-xgboost-container, constants/xgb_constants.py). */
export const directions = { ...binary, ...classes, ...numbers, ...survival };
export type MetricName = keyof typeof directions;

const names = (group: Partial<Record<MetricName, string>>) => Object.keys(group) as MetricName[];

/** What can be computed for an objective. */
export const possible = (objective: ObjectiveId): readonly MetricName[] => {
  if (objective.startsWith('multi:')) return names(classes);
  if (objective.startsWith('binary:')) return names(binary);
  if (objective.startsWith('survival:')) return names(survival);
  return names(numbers);
};

/** What is emitted without being asked for; the first is XGBoost's own default. */
export const always: Readonly<Record<ObjectiveId, readonly [MetricName, ...MetricName[]]>> = {
  'binary:logistic': ['logloss', 'auc', 'error'],
  'binary:logitraw': ['auc'],
  'binary:hinge': ['error'],
  'multi:softprob': ['mlogloss', 'merror'],
  'multi:softmax': ['mlogloss', 'merror'],
  'reg:squarederror': ['rmse', 'mae'],
  'reg:logistic': ['rmse'],
  'reg:squaredlogerror': ['rmsle'],
  'reg:pseudohubererror': ['mphe'],
  'reg:gamma': ['gamma-nloglik'],
  'reg:tweedie': ['tweedie-nloglik'],
  'reg:absoluteerror': ['mae'],
  'count:poisson': ['poisson-nloglik'],
  'survival:cox': ['cox-nloglik'],
};

const isPossible = (name: string | undefined, objective: ObjectiveId) =>
  possible(objective).some((each) => each === name);

/** The names that a value of `eval_metric` lists. */
export const namesOf = (evalMetric: string): readonly string[] =>
  evalMetric
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** A metric as `eval_metric` asks for it. */
export interface Evaluated {
  /** As XGBoost prints it. */
  readonly name: string;
  readonly metric: MetricName;
  /** What follows the @ in its name, where there is such a thing: error@0.7. */
  readonly parameter?: number;
}

/** Metrics whose name may have a parameter, with those that it may be. */
const PARAMETERS: Partial<Record<MetricName, (parameter: number) => boolean>> = {
  /** From which probability on a row counts as class 1. */
  error: () => true,
  /** The variance power; the loss divides by 1 less and 2 less it. */
  'tweedie-nloglik': (power) => power > 1 && power < 2,
};
const COMMON_THRESHOLD = 0.5;

/** The metric that a name in `eval_metric` means; undefined where the objective has none of that name. */
export function evaluated(text: string, objective: ObjectiveId): Evaluated | undefined {
  const [base = '', parameterText, ...rest] = text.split('@');
  const metric = possible(objective).find((each) => each === base);
  if (metric === undefined || rest.length > 0) return undefined;
  if (parameterText === undefined) return { name: metric, metric };
  const parameter = Math.fround(Number(parameterText));
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(parameterText);
  if (!isNumber || !PARAMETERS[metric]?.(parameter)) return undefined;
  if (metric === 'error' && parameter === COMMON_THRESHOLD) return { name: metric, metric };
  return { name: `${metric}@${Number(parameter.toPrecision(6))}`, metric, parameter };
}

/** Why an objective cannot have such an `eval_metric`; undefined where it can. */
export function whyNotEvaluated(evalMetric: string, objective: ObjectiveId): string | undefined {
  const name = namesOf(evalMetric).find((each) => evaluated(each, objective) === undefined);
  if (name === undefined) return undefined;
  const [base] = name.split('@', 1);
  if (name.includes('@') && base === 'tweedie-nloglik' && isPossible(base, objective))
    return `Hyperparameter eval_metric: the number in ${name} is not in (1, 2)`;
  if (name.includes('@') && base === 'error' && isPossible(base, objective))
    return `Hyperparameter eval_metric: could not parse what follows @ in ${name} as a number`;
  return `Hyperparameter eval_metric: ${name} is not in [${possible(objective).join(', ')}] for ${objective}`;
}

/** Why a tuning job cannot go by a metric such as `validation:auc` with an objective; undefined where it can. */
export function whyNotTuned(tuned: string, objective: ObjectiveId): string | undefined {
  const [channel, name] = tuned.split(':', 2);
  if ((channel === 'train' || channel === 'validation') && isPossible(name, objective)) return undefined;
  const list = possible(objective)
    .map((each) => `validation:${each}`)
    .join(', ');
  return `Objective metric ${tuned} is not computed for ${objective}; choose one of ${list}`;
}

/** The objective that a value of the hyperparameter means, by its old name as well; undefined for none. */
export const objectiveOf = (value = 'reg:squarederror'): ObjectiveId | undefined =>
  value === 'reg:linear' ? 'reg:squarederror' : objectiveIds.find((id) => id === value);
