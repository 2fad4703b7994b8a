import type { AlgorithmId, Learner } from '../types.ts';
import { surrogateLearner } from '../surrogate/learner.ts';
import { factorizationMachines } from './factorization-machines/learner.ts';
import { imageClassification } from './image-classification/learner.ts';
import { kMeans } from './k-means/learner.ts';
import { knn } from './knn/learner.ts';
import { linearLearner } from './linear-learner.ts';
import { mlp } from './mlp.ts';
import { randomCutForest } from './random-cut-forest/learner.ts';
import { xgboost } from './xgboost/learner.ts';

/** Every learner by its id: the one place to add a new one. */
export const learners: Readonly<Record<AlgorithmId, Learner>> = {
  xgboost,
  'linear-learner': linearLearner,
  mlp,
  'image-classification': imageClassification,
  'k-means': kMeans,
  knn,
  randomcutforest: randomCutForest,
  'factorization-machines': factorizationMachines,
  surrogate: surrogateLearner,
};
