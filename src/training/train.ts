import { learners } from './algorithms/index.ts';
import { epochsOfSurrogate } from './surrogate/curve.ts';
import { AlgorithmError, type EpochMetrics, type Final, type TrainTask } from './types.ts';

/**
 * Trains one configuration: one value per epoch, the model at the end. Stopping is not asking for the next value.
 * Throws AlgorithmError for the user's mistakes in data or hyperparameters, at the first `next()` or later.
 */
export function train(task: TrainTask): Generator<EpochMetrics, Final, void> {
  return learners[task.algorithm].train(task);
}

/** Epochs that a configuration asks for. Throws AlgorithmError when its hyperparameters are bad. */
export function epochsOf({
  algorithm,
  hyperparameters,
  surrogate,
}: Pick<TrainTask, 'algorithm' | 'hyperparameters' | 'surrogate'>): number {
  if (surrogate === undefined) return learners[algorithm].epochs(hyperparameters);
  const epochs = epochsOfSurrogate(surrogate, hyperparameters);
  if (epochs === undefined) throw new AlgorithmError('Its number of epochs is not a positive integer.');
  return epochs;
}
