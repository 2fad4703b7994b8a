import type { AlgorithmId, Learner } from '../types.ts';
import { surrogateLearner } from '../surrogate/learner.ts';
import { imageClassification } from './image-classification/learner.ts';
import { linearLearner } from './linear-learner.ts';
import { mlp } from './mlp.ts';
import { xgboost } from './xgboost/learner.ts';

/** Every learner by its id: the one place to add a new one. */
export const learners: Readonly<Record<AlgorithmId, Learner>> = {
  xgboost,
  'linear-learner': linearLearner,
  mlp,
  'image-classification': imageClassification,
  surrogate: surrogateLearner,
};
