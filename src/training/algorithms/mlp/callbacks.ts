import type { Hyperparameters } from '../../hyperparameters.ts';
import { type Direction, directionOf, type EarlyStopping } from '../monitor.ts';

/** What happens between two epochs, as the list given to Keras's `fit`. */
export interface Callbacks {
  readonly stopping?: EarlyStopping & {
    /** Whether the model of the end is that of the best epoch, whichever way training ends. */
    readonly restoreBest: boolean;
  };
  readonly saving?: {
    readonly monitor: string;
    readonly direction: Direction;
    /** Save at a new best of the metric only; else after every epoch, the last one overwriting. */
    readonly bestOnly: boolean;
  };
}

/** What can be watched: figures of the training rows as they are trained on, and of the validation rows. */
const monitors = ['val_loss', 'loss', 'val_accuracy', 'accuracy', 'val_mse', 'mse'] as const;

/**
 * Reads the hyperparameters of EarlyStopping and ModelCheckpoint; names and defaults are Keras's, with the callback's
 * name in front where both have one.
 *
 * | name | default | |
 * |---|---|---|
 * | early_stopping | false | whether training may end before its last epoch |
 * | early_stopping_monitor | val_loss | or loss, val_accuracy, accuracy, val_mse, mse; one that is not computed never stops anything |
 * | early_stopping_mode | auto | min, max; auto: max for accuracies |
 * | patience | 0 | |
 * | min_delta | 0 | |
 * | baseline | – | a value that has to be beaten within patience, not one to stop at |
 * | start_from_epoch | 0 | |
 * | restore_best_weights | false | |
 * | model_checkpoint | false | whether `best_model.json` is written |
 * | checkpoint_monitor, checkpoint_mode | val_loss, auto | |
 * | save_best_only | false | |
 *
 * Throws AlgorithmError on bad ones.
 */
export function readCallbacks(h: Hyperparameters): Callbacks {
  const watch = (prefix: string) => {
    const monitor = h.oneOf(`${prefix}_monitor`, monitors, { default: 'val_loss' });
    const mode = h.oneOf(`${prefix}_mode`, ['auto', 'min', 'max'], { default: 'auto' });
    return { monitor, direction: mode === 'auto' ? directionOf(monitor) : mode };
  };
  // All are read, so that those of a callback that is off can stay where they are.
  const stopping = {
    ...watch('early_stopping'),
    patience: h.integer('patience', { min: 0, default: 0 }),
    minDelta: h.number('min_delta', { min: 0, default: 0 }),
    ...(h.has('baseline') ? { baseline: h.number('baseline') } : {}),
    startFromEpoch: h.integer('start_from_epoch', { min: 0, default: 0 }),
    restoreBest: h.boolean('restore_best_weights', { default: false }),
  };
  const saving = { ...watch('checkpoint'), bestOnly: h.boolean('save_best_only', { default: false }) };
  return {
    ...(h.boolean('early_stopping', { default: false }) && { stopping }),
    ...(h.boolean('model_checkpoint', { default: false }) && { saving }),
  };
}
