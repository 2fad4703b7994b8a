import { AlgorithmError, type Dataset, type TrainTask } from '../types.ts';

/** The channels of a learner that needs every cell. */
export interface Channels {
  readonly train: Dataset;
  readonly validation?: Dataset;
}

/**
 * Takes `train`, and `validation` if there is one. Throws AlgorithmError when `train` is missing, when the two differ
 * in columns, when a feature is missing, and when the tuning job's objective (given to every training job as
 * `_tuning_objective_metric`) starts with `validationPrefix` but there is no such channel.
 */
export function fullChannels({ channels, hyperparameters }: TrainTask, validationPrefix: string): Channels {
  const { train, validation } = channels;
  if (train === undefined) throw new AlgorithmError('ClientError: The required channel train is missing');
  requireEveryCell(train, 'train');
  if (validation === undefined) {
    const objective = hyperparameters._tuning_objective_metric;
    if (!objective?.startsWith(validationPrefix)) return { train };
    throw new AlgorithmError(
      `ClientError: The objective metric ${objective} needs a validation channel, and there is none`,
    );
  }
  if (validation.columns !== train.columns) {
    throw new AlgorithmError(
      `ClientError: Feature shape mismatch, expected: ${train.columns} (channel train), got ${validation.columns} (channel validation)`,
    );
  }
  requireEveryCell(validation, 'validation');
  return { train, validation };
}

function requireEveryCell({ features, columns }: Dataset, channel: string): void {
  const cell = features.findIndex((value) => !Number.isFinite(value));
  if (cell < 0) return;
  const row = Math.floor(cell / columns) + 1;
  throw new AlgorithmError(
    `ClientError: Unable to read data channel '${channel}': row ${row}, feature ${(cell % columns) + 1} is missing or not finite. This algorithm needs a number in every cell.`,
  );
}
