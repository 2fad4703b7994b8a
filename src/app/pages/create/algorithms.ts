import { algorithmOf } from '../../../training/catalog/index.ts';
import type {
  CatalogAlgorithm,
  CatalogHyperparameter,
  CatalogMetric,
} from '../../../training/catalog/types.ts';
import type { AlgorithmForm, HyperparameterRow } from './form.ts';

/** What to call the algorithm of an image. */
export const algorithmName = (image: string) => algorithmOf(image)?.name ?? (image.trim() || 'Own container');

/** Metrics of built-in algorithms are given and must not be sent; everything else defines its own (rules V9). */
export const definesMetrics = (image: string) => algorithmOf(image)?.source !== 'built-in';

/** The metrics to choose the objective from. */
export function objectiveNames({
  image,
  metrics,
}: Pick<AlgorithmForm, 'image' | 'metrics'>): readonly string[] {
  const known = algorithmOf(image);
  return known && !definesMetrics(image)
    ? known.metrics.filter(({ objective }) => objective).map(({ name }) => name)
    : metrics.map(({ name }) => name.trim()).filter((name) => name !== '');
}

export function catalogMetric(image: string, name: string): CatalogMetric | undefined {
  return algorithmOf(image)?.metrics.find((metric) => metric.name === name);
}

export function catalogHyperparameter(image: string, name: string): CatalogHyperparameter | undefined {
  return algorithmOf(image)?.hyperparameters.find((each) => each.name === name);
}

/** The types a hyperparameter can take on screen: those the algorithm supports, all for one it does not know. */
export function typesOf(known: CatalogHyperparameter | undefined): readonly HyperparameterRow['type'][] {
  if (!known) return ['Static', 'Integer', 'Continuous', 'Categorical'];
  // Any range can be given as a list of values, and with strategy Grid it has to be.
  return known.tunable ? [...new Set(['Static', known.tunable.type, 'Categorical'] as const)] : ['Static'];
}

/** Scaling types that make sense for a type (rules §2): reverse-logarithmic is for continuous ranges only. */
export function scalingsOf(type: HyperparameterRow['type']): readonly HyperparameterRow['scaling'][] {
  if (type === 'Integer') return ['Auto', 'Linear', 'Logarithmic'];
  return type === 'Continuous' ? ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'] : [];
}

const numeral = (value: number | undefined) => (value === undefined ? '' : String(value));

/** A row of an own container's hyperparameter. */
export const blankRow = (name = ''): HyperparameterRow => ({
  name,
  type: 'Static',
  scaling: 'Auto',
  value: '',
  min: '',
  max: '',
  values: [],
});

/** A row with the recommended range ready and nothing sent: a static value left blank. */
export function presetRow({ name, tunable, values }: CatalogHyperparameter): HyperparameterRow {
  return {
    ...blankRow(name),
    scaling: tunable?.scaling ?? 'Auto',
    min: numeral(tunable?.min),
    max: numeral(tunable?.max),
    values: [...(tunable?.values ?? values ?? [])],
  };
}

/** Rows of a new definition: what the catalogue tunes by default is tuned, required values are filled in; the rest is left to the algorithm. */
export function startingRows(algorithm: CatalogAlgorithm): HyperparameterRow[] {
  return algorithm.hyperparameters.map((each) => ({
    ...presetRow(each),
    type: each.tunable?.byDefault ? each.tunable.type : 'Static',
    value: each.required && !each.tunable?.byDefault ? (each.default ?? '') : '',
  }));
}

/** The objective a new definition starts with: one that comes every epoch, so that early stopping can see it. */
export function startingObjective(algorithm: CatalogAlgorithm): CatalogMetric | undefined {
  const candidates = algorithm.metrics.filter(({ objective }) => objective);
  return candidates.find(({ perEpoch }) => perEpoch) ?? candidates[0];
}

/**
 * The rows once another objective metric is chosen: an XGBoost `eval_metric` that is the objective metric, as the
 * wizard fills it in, goes along; one that lists anything else is somebody's choice and stays.
 */
export function rowsForObjective(
  { image, objectiveMetric, hyperparameters }: AlgorithmForm,
  chosen: string,
): HyperparameterRow[] {
  if (algorithmOf(image)?.id !== 'xgboost') return hyperparameters;
  const [before, after] = [objectiveMetric, chosen].map((metric) => metric.split(':')[1] ?? '');
  return hyperparameters.map((row) =>
    row.name === 'eval_metric' && row.value !== '' && row.value.trim() === before
      ? { ...row, value: after ?? '' }
      : row,
  );
}
