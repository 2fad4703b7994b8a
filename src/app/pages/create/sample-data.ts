import { algorithmOf, catalog } from '../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { blankRow, catalogHyperparameter, catalogMetric, presetRow } from './algorithms.ts';
import { newDefinition, SAMPLE_DATA } from './defaults.ts';
import { blankChannel } from './slices/channel.ts';
import type { DefinitionForm } from './form.ts';

/** A dataset that comes with the console, ready as `train` and `validation` channels. */
export interface SampleData {
  /** Its folder under `s3://etude-samples/`. */
  readonly id: string;
  readonly title: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** Classes of a multiclass task. */
  readonly classes?: number;
  /** For image classification: how many pictures to train on. */
  readonly pictures?: number;
  /** The files are no table: nothing but image classification reads them. */
  readonly noTable?: boolean;
}

export const SAMPLE_DATASETS: readonly SampleData[] = [
  { id: 'churn', title: 'Customer churn, 5,000 rows, yes or no', task: 'binary' },
  { id: 'credit', title: 'Credit scoring, 4,454 rows, yes or no', task: 'binary' },
  { id: 'moons', title: 'Two moons, 100 rows, yes or no', task: 'binary' },
  { id: 'concrete', title: 'Strength of concrete, 1,030 rows, a number', task: 'regression' },
  { id: 'hpc', title: 'Run times on a cluster, 4,331 rows, 4 classes', task: 'multiclass', classes: 4 },
  {
    id: 'fashion',
    title: 'Clothes in small pictures, 10 classes',
    task: 'multiclass',
    classes: 10,
    pictures: 2250,
    noTable: true,
  },
  {
    id: 'digits',
    title: 'Handwritten digits, 1,797 rows, 10 classes',
    task: 'multiclass',
    classes: 10,
    pictures: 1348,
  },
];

interface Fit {
  readonly objectiveMetric: string;
  readonly fixed: Readonly<Record<string, string>>;
}

/** What an algorithm needs set for a task; undefined where it cannot do the task here. */
function fit(
  algorithm: CatalogAlgorithm['id'],
  { task, classes = 1, pictures, noTable }: SampleData,
): Fit | undefined {
  if (noTable && algorithm !== 'image-classification') return undefined;
  switch (algorithm) {
    case 'xgboost':
      if (task === 'multiclass') return undefined;
      return task === 'binary'
        ? { objectiveMetric: 'validation:auc', fixed: { objective: 'binary:logistic', eval_metric: 'auc' } }
        : {
            objectiveMetric: 'validation:rmse',
            fixed: { objective: 'reg:squarederror', eval_metric: 'rmse' },
          };
    case 'linear-learner':
      if (task === 'multiclass') return undefined;
      return {
        objectiveMetric: 'validation:objective_loss',
        fixed: { predictor_type: task === 'binary' ? 'binary_classifier' : 'regressor' },
      };
    case 'mlp':
      if (task === 'regression') return undefined;
      return { objectiveMetric: 'val_loss', fixed: { num_classes: String(classes) } };
    case 'image-classification':
      if (pictures === undefined) return undefined;
      return {
        objectiveMetric: 'validation:accuracy',
        fixed: { num_classes: String(classes), num_training_samples: String(pictures) },
      };
    default:
      return undefined;
  }
}

/** Whether the definition's algorithm can learn from a dataset in this version. */
export function canLearn(image: string, data: SampleData): boolean {
  const algorithm = algorithmOf(image);
  return algorithm !== undefined && fit(algorithm.id, data) !== undefined;
}

/** The dataset a definition's channels point at, if they point at one. */
export const sampleDataOf = ({ data: { channels } }: DefinitionForm): SampleData | undefined =>
  SAMPLE_DATASETS.find(({ id }) =>
    channels.every(({ name, location }) => location === `${SAMPLE_DATA}${id}/${name}/`),
  );

/**
 * The definition on a sample dataset: its channels, and the objective and hyperparameters that the kind of label asks
 * for. Everything else stays.
 */
export function withSampleData(definition: DefinitionForm, data: SampleData): DefinitionForm {
  const { algorithm } = definition;
  const known = algorithmOf(algorithm.image);
  const needs = known && fit(known.id, data);
  const channels = ['train', 'validation'].map((name) =>
    blankChannel(name, `${SAMPLE_DATA}${data.id}/${name}/`),
  );
  const onData = { ...definition, data: { ...definition.data, channels } };
  if (!needs) return onData;
  const { objectiveMetric, fixed } = needs;
  const hyperparameters = algorithm.hyperparameters.map((row) => {
    const value = fixed[row.name];
    return value === undefined ? row : { ...row, type: 'Static' as const, value };
  });
  for (const [name, value] of Object.entries(fixed)) {
    if (hyperparameters.some((row) => row.name === name)) continue;
    const entry = catalogHyperparameter(algorithm.image, name);
    hyperparameters.push({ ...(entry ? presetRow(entry) : blankRow(name)), value });
  }
  return {
    ...onData,
    algorithm: {
      ...algorithm,
      hyperparameters,
      objectiveMetric,
      objectiveType: catalogMetric(algorithm.image, objectiveMetric)?.direction ?? algorithm.objectiveType,
    },
  };
}

/** The dataset a new definition starts on: the first its algorithm can learn from; the moons for the network. */
export function startingData(algorithm: CatalogAlgorithm): SampleData | undefined {
  const suitable = SAMPLE_DATASETS.filter((data) => canLearn(algorithm.image, data));
  return suitable.find(({ id }) => algorithm.id === 'mlp' && id === 'moons') ?? suitable[0];
}

/** Any data will do for an algorithm whose learning is made up, but the channels it requires have to be there. */
export function withRequiredChannels(
  definition: DefinitionForm,
  algorithm: CatalogAlgorithm,
): DefinitionForm {
  const channels = algorithm.channels
    .filter(({ required }) => required)
    .map(({ name, contentTypes }) => ({
      ...blankChannel(name, `${SAMPLE_DATA}churn/train/`),
      contentType: contentTypes[0] ?? '',
    }));
  return { ...definition, data: { ...definition.data, channels } };
}

/** A definition that runs as it is: the catalogue's first algorithm on sample data. */
export function startingDefinition(taken: readonly string[]): DefinitionForm {
  const [algorithm] = catalog;
  if (!algorithm) throw new Error('The algorithm catalogue is empty.');
  const definition = newDefinition(taken, algorithm);
  const data = startingData(algorithm);
  return data ? withSampleData(definition, data) : definition;
}
