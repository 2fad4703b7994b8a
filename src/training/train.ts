import { learners } from './algorithms/index.ts';
import type { EpochMetrics, Final, TrainTask } from './types.ts';

/**
 * Trains one configuration: one value per epoch, the model at the end. Stopping is not asking for the next value.
 * Throws AlgorithmError for the user's mistakes in data or hyperparameters, at the first `next()` or later.
 */
export function train(task: TrainTask): Generator<EpochMetrics, Final, void> {
  return learners[task.algorithm].train(task);
}

/** Epochs that a configuration asks for. Throws AlgorithmError when its hyperparameters are bad. */
export function epochsOf(task: Pick<TrainTask, 'algorithm' | 'hyperparameters'>): number {
  return learners[task.algorithm].epochs(task.hyperparameters);
}
