import { imageClassification } from './image-classification.ts';
import { linearLearner } from './linear-learner.ts';
import { factorizationMachines, kMeans, knn, randomCutForest } from './tabular.ts';
import { mlp } from './mlp.ts';
import { surrogateOf } from '../surrogate/of-facts.ts';
import { builtIns } from './built-ins.data.ts';
import { script } from './script.ts';
import type { CatalogAlgorithm, SimulatedAlgorithm, TrainedAlgorithm } from './types.ts';
import { xgboost } from './xgboost.ts';

/** Every algorithm that can be trained here, in the order of the picker. */
export const catalog: readonly TrainedAlgorithm[] = [
  xgboost,
  linearLearner,
  mlp,
  imageClassification,
  kMeans,
  knn,
  randomCutForest,
  factorizationMachines,
];

/** SageMaker's other built-in algorithms: too large for a browser, so their learning curves are simulated. */
export const simulated: readonly SimulatedAlgorithm[] = builtIns
  .filter(({ id }) => !catalog.some((trained) => trained.id === id))
  .map((facts) => ({ ...facts, surrogate: surrogateOf(facts) }));

/** Everything the picker offers: what is trained here first, then the user's own script. */
export const algorithms: readonly CatalogAlgorithm[] = [...catalog, script, ...simulated];

/** Built-in algorithms that no tuning job can use, and why (developer guide; spec catalog.md). */
export const NOT_TUNABLE = [
  {
    id: 'pca',
    name: 'Principal Component Analysis (PCA)',
    why: 'Automatic model tuning does not take it: it emits no objective metric and has no hyperparameter to tune.',
  },
  {
    id: 'autogluon-tabular',
    name: 'AutoGluon-Tabular',
    why: 'Automatic model tuning does not take it: its documents call tuning unnecessary and name no objective metric and no hyperparameter to tune.',
  },
] as const;

/**
 * The algorithm of a training image; undefined for one that is not known. What counts is the repository: registries
 * differ by region, own images by account, and any version gets the one learner there is.
 */
export function algorithmOf(image: string): CatalogAlgorithm | undefined {
  const repository = repositoryOf(image);
  return repository === undefined
    ? undefined
    : algorithms.find((each) => repositoryOf(each.image) === repository);
}

/** The repository in an ECR image URI: `<account>.dkr.ecr.<region>.amazonaws.com[.cn]/<repository>[:tag|@digest]`. */
function repositoryOf(image: string): string | undefined {
  return /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([^:@\s]+)(?:[:@]\S+)?$/.exec(
    image.trim(),
  )?.[1];
}
