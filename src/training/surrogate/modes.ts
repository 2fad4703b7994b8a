import type { CatalogHyperparameter } from '../catalog/types.ts';
import type { Mode, SurrogateMetric } from './surrogate.ts';

/**
 * Which hyperparameter says which metrics an algorithm emits, where the developer guide tells it: BlazingText and
 * Object2Vec on their tuning pages, LightGBM by the names that its `metric` may have. CatBoost's and TabTransformer's
 * `eval_metric` is free text or chosen by the data, so theirs are all emitted.
 */
const MODES: Readonly<Record<string, readonly [string, (metric: string) => readonly string[]]>> = {
  blazingtext: [
    'mode',
    (metric) => (metric === 'train:mean_rho' ? ['batch_skipgram', 'skipgram', 'cbow'] : ['supervised']),
  ],
  object2vec: [
    'output_layer',
    (metric) => (metric.endsWith(':mean_squared_error') ? ['mean_squared_error'] : ['softmax']),
  ],
  // `auto` goes by what the data look like, which a simulated problem has none of.
  lightgbm: ['metric', (metric) => [metric, 'auto']],
};

/** When an algorithm emits a metric; undefined: always. */
export function modeOf(
  id: string,
  metric: string,
  hyperparameters: readonly Pick<CatalogHyperparameter, 'name' | 'default'>[],
): Mode | undefined {
  const mode = Object.hasOwn(MODES, id) ? MODES[id] : undefined;
  if (mode === undefined) return undefined;
  const [hyperparameter, values] = mode;
  const known = hyperparameters.find(({ name }) => name === hyperparameter)?.default;
  return { hyperparameter, values: values(metric), ...(known !== undefined && { default: known }) };
}

/**
 * Whether a simulated training job emits a metric. The tuning job's objective always is, as the service asks the
 * container for it.
 */
export function isEmitted(
  { name, when }: SurrogateMetric,
  hyperparameters: Readonly<Record<string, string>>,
): boolean {
  if (when === undefined || hyperparameters['_tuning_objective_metric'] === name) return true;
  const chosen = hyperparameters[when.hyperparameter] ?? when.default;
  return chosen === undefined || when.values.includes(chosen);
}
