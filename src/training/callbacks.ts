import { readImageSettings } from './algorithms/image-classification/settings.ts';
import { readLinearSettings } from './algorithms/linear-learner/settings.ts';
import type { Callbacks } from './algorithms/mlp/callbacks.ts';
import { readMlpSettings } from './algorithms/mlp/settings.ts';
import { readParams, stoppingRule } from './algorithms/xgboost/params.ts';
import type { Trainer } from './types.ts';

/**
 * What a learner does by itself between two epochs: end its training, save its model. The very rules that it trains
 * with. Empty where there is none.
 *
 * @param channels names of the channels: some learners watch the validation rows if there are any
 * @throws AlgorithmError on bad hyperparameters
 */
export function callbacksOf(
  algorithm: Trainer,
  hyperparameters: Readonly<Record<string, string>>,
  channels: readonly string[],
): Callbacks {
  const held = channels.includes('validation') ? 'validation' : 'train';
  switch (algorithm) {
    case 'mlp':
      return readMlpSettings(hyperparameters).callbacks;
    case 'xgboost': {
      const rule = stoppingRule(readParams(hyperparameters), held);
      // The model is cut back to its best round, as the container does.
      return rule ? { stopping: { ...rule, restoreBest: true } } : {};
    }
    case 'linear-learner': {
      const { stopping } = readLinearSettings(hyperparameters);
      return { stopping: { ...stopping, monitor: `${held}:${stopping.monitor}`, restoreBest: false } };
    }
    case 'image-classification': {
      const { stopping } = readImageSettings(hyperparameters);
      return stopping ? { stopping: { ...stopping, restoreBest: false } } : {};
    }
    case 'k-means':
    case 'knn':
    case 'randomcutforest':
    case 'factorization-machines':
    case 'script':
    case 'surrogate':
      return {};
  }
}
