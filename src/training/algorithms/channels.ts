import { AlgorithmError, type Dataset, type TrainTask } from '../types.ts';

/** The channels of a learner that needs every cell. */
export interface Channels {
  readonly train: Dataset;
  readonly validation?: Dataset;
  /** Looked at, and nothing depends on it. */
  readonly test?: Dataset;
}

/**
 * Takes `train`, and `validation` and `test` if there are any. Throws AlgorithmError when `train` is missing, when one
 * differs from it in columns, when a feature is missing, and when the tuning job's objective (given to every training
 * job as `_tuning_objective_metric`) starts with `validationPrefix`, or with `test:`, but there is no such channel.
 */
export function fullChannels({ channels, hyperparameters }: TrainTask, validationPrefix: string): Channels {
  const { train, validation, test } = channels;
  if (train === undefined) throw new AlgorithmError('ClientError: The required channel train is missing');
  requireEveryCell(train, 'train');
  const objective = hyperparameters._tuning_objective_metric;
  const others = { validation, test };
  for (const [name, prefix] of [
    ['validation', validationPrefix],
    ['test', 'test:'],
  ] as const) {
    const data = others[name];
    if (data === undefined) {
      if (!objective?.startsWith(prefix)) continue;
      throw new AlgorithmError(
        `ClientError: The objective metric ${objective} needs a ${name} channel, and there is none`,
      );
    }
    if (data.columns !== train.columns) {
      throw new AlgorithmError(
        `ClientError: Feature shape mismatch, expected: ${train.columns} (channel train), got ${data.columns} (channel ${name})`,
      );
    }
    requireEveryCell(data, name);
  }
  return { train, ...(validation && { validation }), ...(test && { test }) };
}

function requireEveryCell({ features, columns }: Dataset, channel: string): void {
  const cell = features.findIndex((value) => !Number.isFinite(value));
  if (cell < 0) return;
  const row = Math.floor(cell / columns) + 1;
  throw new AlgorithmError(
    `ClientError: Unable to read data channel '${channel}': row ${row}, feature ${(cell % columns) + 1} is missing or not finite. This algorithm needs a number in every cell.`,
  );
}
