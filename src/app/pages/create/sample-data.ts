import { algorithmOf, catalog } from '../../../training/catalog/index.ts';
import type { CatalogAlgorithm } from '../../../training/catalog/types.ts';
import { blankRow, catalogHyperparameter, catalogMetric, presetRow } from './algorithms.ts';
import { newDefinition, SAMPLE_DATA } from './defaults.ts';
import { blankChannel } from './slices/channel.ts';
import type { DefinitionForm } from './form.ts';

/** Data that is ready as `train` and `validation` channels in one folder. */
export interface ReadyData {
  /** `s3://bucket/prefix/` with the folders `train/` and `validation/`. */
  readonly folder: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** Columns without the label; absent where the files are no table. */
  readonly features?: number;
  /** Classes of a multiclass task. */
  readonly classes?: number;
  /** For image classification: how many pictures to train on. */
  readonly pictures?: number;
  /** The files are no table: nothing but image classification reads them. */
  readonly noTable?: boolean;
}

/** A dataset that comes with the console. */
export interface SampleData extends ReadyData {
  /** Its folder under `s3://etude-samples/`. */
  readonly id: string;
  readonly title: string;
}

const SAMPLES: readonly Omit<SampleData, 'folder'>[] = [
  { id: 'churn', title: 'Customer churn, 5,000 rows, yes or no', task: 'binary', features: 71 },
  { id: 'credit', title: 'Credit scoring, 4,454 rows, yes or no', task: 'binary', features: 28 },
  { id: 'moons', title: 'Two moons, 100 rows, yes or no', task: 'binary', features: 2 },
  { id: 'concrete', title: 'Strength of concrete, 1,030 rows, a number', task: 'regression', features: 8 },
  {
    id: 'hpc',
    title: 'Run times on a cluster, 4,331 rows, 4 classes',
    task: 'multiclass',
    classes: 4,
    features: 26,
  },
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
    features: 64,
    classes: 10,
    pictures: 1348,
  },
];

export const SAMPLE_DATASETS: readonly SampleData[] = SAMPLES.map((data) => ({
  ...data,
  folder: `${SAMPLE_DATA}${data.id}/`,
}));

interface Fit {
  readonly objectiveMetric: string;
  readonly fixed: Readonly<Record<string, string>>;
}

/** What an algorithm needs set for a task; undefined where it cannot do the task here. */
function fit(
  algorithm: CatalogAlgorithm['id'],
  { task, classes = 1, pictures, noTable, features }: ReadyData,
): Fit | undefined {
  if (noTable && algorithm !== 'image-classification') return undefined;
  switch (algorithm) {
    case 'xgboost':
      if (task === 'multiclass') {
        return {
          objectiveMetric: 'validation:merror',
          fixed: { objective: 'multi:softprob', num_class: String(classes), eval_metric: 'merror' },
        };
      }
      return task === 'binary'
        ? { objectiveMetric: 'validation:auc', fixed: { objective: 'binary:logistic', eval_metric: 'auc' } }
        : {
            objectiveMetric: 'validation:rmse',
            fixed: { objective: 'reg:squarederror', eval_metric: 'rmse' },
          };
    case 'linear-learner':
      return {
        objectiveMetric: 'validation:objective_loss',
        fixed:
          task === 'multiclass'
            ? { predictor_type: 'multiclass_classifier', num_classes: String(classes) }
            : { predictor_type: task === 'binary' ? 'binary_classifier' : 'regressor' },
      };
    case 'mlp':
      if (task === 'regression') return { objectiveMetric: 'val_loss', fixed: { loss: 'mse' } };
      return { objectiveMetric: 'val_loss', fixed: { num_classes: String(classes) } };
    case 'image-classification':
      if (pictures === undefined) return undefined;
      return {
        objectiveMetric: 'validation:accuracy',
        fixed: { num_classes: String(classes), num_training_samples: String(pictures) },
      };
    case 'k-means':
      return { objectiveMetric: 'test:msd', fixed: { feature_dim: String(features) } };
    case 'knn':
      return {
        objectiveMetric: task === 'regression' ? 'test:mse' : 'test:accuracy',
        fixed: {
          feature_dim: String(features),
          predictor_type: task === 'regression' ? 'regressor' : 'classifier',
        },
      };
    case 'randomcutforest':
      // Which rows are anomalies is a question of yes or no.
      if (task !== 'binary') return undefined;
      return { objectiveMetric: 'test:f1', fixed: { feature_dim: String(features) } };
    case 'factorization-machines':
      if (task === 'multiclass') return undefined;
      return {
        objectiveMetric: task === 'binary' ? 'test:binary_classification_accuracy' : 'test:rmse',
        fixed: {
          feature_dim: String(features),
          predictor_type: task === 'binary' ? 'binary_classifier' : 'regressor',
        },
      };
    default:
      return undefined;
  }
}

/** The folder of a channel: what some algorithms call their test rows are the validation rows of the dataset. */
const folderOf = ({ folder }: ReadyData, channel: string) =>
  `${folder}${channel === 'test' ? 'validation' : channel}/`;

/** Whether the definition's algorithm can learn from a dataset in this version. */
export function canLearn(image: string, data: ReadyData): boolean {
  const algorithm = algorithmOf(image);
  return algorithm !== undefined && fit(algorithm.id, data) !== undefined;
}

/** The dataset a definition's channels point at, if they point at one. */
export const sampleDataOf = ({ data: { channels } }: DefinitionForm): SampleData | undefined =>
  SAMPLE_DATASETS.find(
    (data) =>
      channels.length > 0 && channels.every(({ name, location }) => location === folderOf(data, name)),
  );

/**
 * The definition on such data: its channels, and the objective and hyperparameters that the kind of label asks
 * for. Everything else stays.
 */
export function withData(definition: DefinitionForm, data: ReadyData): DefinitionForm {
  const { algorithm } = definition;
  const known = algorithmOf(algorithm.image);
  const needs = known && fit(known.id, data);
  const judging = known?.channels.some(({ name }) => name === 'validation') === false ? 'test' : 'validation';
  const channels = ['train', judging].map((name) => blankChannel(name, folderOf(data, name)));
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

/**
 * A definition that runs as it is: the catalogue's first algorithm on the given data, else on the sample that it starts
 * with.
 */
export function startingDefinition(taken: readonly string[], given?: ReadyData): DefinitionForm {
  const [algorithm] = catalog;
  if (!algorithm) throw new Error('The algorithm catalogue is empty.');
  const definition = newDefinition(taken, algorithm);
  const data = given ?? startingData(algorithm);
  return data ? withData(definition, data) : definition;
}
