import { learners } from './algorithms/index.ts';
import { epochsOfSurrogate } from './surrogate/curve.ts';
import type { Surrogate } from './surrogate/surrogate.ts';
import { AlgorithmError, type EpochMetrics, type Final, type Trainer, type TrainTask } from './types.ts';

/** Epochs expected of a script that has no hyperparameter `epochs`. */
const SCRIPT_EPOCHS = 20;

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
}: Pick<TrainTask, 'hyperparameters'> & {
  readonly algorithm: Trainer;
  readonly surrogate?: Surrogate | undefined;
}): number {
  // A script decides for itself; what it is told is the best guess.
  if (algorithm === 'script') return Number(hyperparameters.epochs) || SCRIPT_EPOCHS;
  if (surrogate === undefined) return learners[algorithm].epochs(hyperparameters);
  const epochs = epochsOfSurrogate(surrogate, hyperparameters);
  if (epochs === undefined) throw new AlgorithmError('Its number of epochs is not a positive integer.');
  return epochs;
}
