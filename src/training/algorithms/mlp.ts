import { rng } from '../../lib/rng.ts';
import {
  AlgorithmError,
  type Checkpoint,
  type Dataset,
  type EpochMetrics,
  type Final,
  type Learner,
  type TrainTask,
} from '../types.ts';
import { type Channels, fullChannels } from './channels.ts';
import { crossEntropy, squaredError } from './mlp/loss.ts';
import { writeMlp } from './mlp/model.ts';
import { glorotUniform } from './mlp/network.ts';
import { layerSizes, type MlpSettings, readMlpSettings } from './mlp/settings.ts';
import { evaluator, trainer } from './mlp/trainer.ts';
import { improves, nothingSeen, type Watch, watched } from './monitor.ts';
import { copyWeights, type Weights } from './optimizers.ts';

/**
 * A fully connected network, built, trained and reported as the Keras tutorial of the moons example does: rectified
 * hidden layers, sigmoid or softmax output with cross-entropy (or one linear output with squared error), Glorot-uniform
 * kernels, zero biases, rows shuffled every epoch, 32-bit weights. Channels: `train`, and `validation` if there is one.
 *
 * `loss` and `accuracy` (with squared error `mse`) are means over the epoch's batches, each scored before its update;
 * `val_…` belong to the weights after the epoch. Early stopping and the model checkpoint look at them as Keras's
 * callbacks do, in this order.
 */
export const mlp: Learner = {
  id: 'mlp',
  epochs: (hyperparameters) => readMlpSettings(hyperparameters).epochs,
  train: trainMlp,
};

/** All that goes from one epoch to the next. */
interface State {
  readonly weights: Weights<Float32Array>;
  /** Of early stopping; `kept`: the parameters of its best epoch, where they are to be restored. */
  readonly stopping: Watch;
  readonly kept?: Float32Array;
  /** Of the model checkpoint: value and epoch of the last save, and what was saved. */
  readonly saved?: { readonly epoch: number; readonly value: number; readonly parameters: Float32Array };
}

function* trainMlp(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const settings = readMlpSettings(task.hyperparameters);
  const { stopping, saving } = settings.callbacks;
  const { seed = task.seed } = settings;
  const channels = channelsOf(task, settings);
  const { train, validation } = channels;
  const regression = settings.loss === 'mse';
  const loss = regression ? squaredError : crossEntropy;
  const second = regression ? 'mse' : 'accuracy';

  const sizes = layerSizes(train.columns, settings);
  let state =
    restore(task.checkpoint) ??
    ({
      weights: fresh(glorotUniform(sizes, rng(seed, 'mlp', 'weights'))),
      stopping: nothingSeen(stopping?.direction ?? 'min'),
    } satisfies State);
  const batchRows = Math.min(settings.batchRows, train.rows);
  const network = trainer(sizes, state.weights, settings.optimizer, batchRows, { loss });
  state = { ...state, weights: network.weights() };
  const { values } = state.weights;
  const look = evaluator(sizes, values, loss);
  const order = new Int32Array(train.rows);

  const epochs = Math.min(settings.epochs, task.most ?? Infinity);
  let epoch = task.checkpoint?.epoch ?? 0;
  while (epoch < epochs && state.stopping.stopEpoch === 0) {
    epoch++;
    // From the identity, with a stream of its own: the order of an epoch depends on nothing that came before.
    for (let r = 0; r < order.length; r++) order[r] = r;
    const seen = network.epoch(train, rng(seed, 'mlp', 'order', epoch).shuffle(order));
    const held = validation && look(validation);
    const metrics: Record<string, number> = {
      loss: seen.loss,
      [second]: regression ? seen.loss : seen.accuracy,
      ...(held && { val_loss: held.loss, [`val_${second}`]: regression ? held.loss : held.accuracy }),
    };
    const figures = Object.entries(metrics).map(([name, value]) => `${name}: ${value}`);
    const log = [[`Epoch ${epoch}/${settings.epochs}`, ...figures].join(' - ')];

    state = { ...state, weights: network.weights() };
    if (stopping) {
      const { bestEpoch } = state.stopping;
      const watch = watched(stopping, state.stopping, epoch, metrics[stopping.monitor]);
      const keep = stopping.restoreBest && watch.bestEpoch !== bestEpoch;
      state = { ...state, stopping: watch, ...(keep && { kept: values.slice() }) };
      if (epoch === 1 && metrics[stopping.monitor] === undefined)
        log.push(`WARNING: early stopping looks at ${stopping.monitor}, which is not computed`);
    }
    if (saving) {
      const value = metrics[saving.monitor];
      const before = state.saved?.value ?? nothingSeen(saving.direction).best;
      const better = value !== undefined && improves({ ...saving, minDelta: 0 }, value, before);
      if (better || !saving.bestOnly) {
        state = { ...state, saved: { epoch, value: value ?? Number.NaN, parameters: values.slice() } };
        const why = better ? `${saving.monitor} improved from ${before} to ${value}, ` : '';
        if (saving.bestOnly) log.push(`Epoch ${epoch}: ${why}saving model to ${savedName}`);
      }
    }
    if (state.stopping.stopEpoch > 0) log.push(`Epoch ${epoch}: early stopping`);

    const done = { ...state, weights: network.weights() };
    const at = epoch;
    yield {
      epoch,
      metrics,
      log: log.join('\n'),
      checkpoint: () => ({
        epoch: at,
        state: { ...done, weights: copyWeights(done.weights) } satisfies State,
      }),
    };
  }
  return finished(state, epoch, (parameters, training) =>
    writeMlp(sizes, parameters, { regression, training }),
  );
}

const savedName = 'best_model.json';

/** Keras restores the best weights however training ended; without that the last ones stay. */
function finished(
  { weights, stopping, kept, saved }: State,
  epochs: number,
  write: (parameters: Float32Array, training: Readonly<Record<string, number>>) => string,
): Final {
  const { bestEpoch: best_epoch, stopEpoch: stop_epoch } = stopping;
  const summary = {
    epochs,
    stop_epoch,
    ...(best_epoch > 0 && { best_epoch }),
    ...(saved && { checkpoint_epoch: saved.epoch }),
  };
  const restored = kept ? [`Restoring model weights from the end of the best epoch: ${best_epoch}.`] : [];
  return {
    artifact: {
      name: 'model.json',
      text: write(kept ?? weights.values, { ...summary, model_epoch: kept ? best_epoch : epochs }),
    },
    ...(saved && {
      files: [{ name: savedName, text: write(saved.parameters, { ...summary, model_epoch: saved.epoch }) }],
    }),
    log: restored.join('\n'),
    summary,
  };
}

/** The two channels, or the train channel in two: Keras cuts the validation rows off its end before it shuffles. */
function channelsOf(task: TrainTask, { validationSplit, outputs, loss }: MlpSettings): Channels {
  const { train } = task.channels;
  const splits = validationSplit > 0 && train !== undefined && task.channels.validation === undefined;
  const channels = fullChannels(splits ? { ...task, channels: cut(train, validationSplit) } : task, 'val_');
  if (loss === 'crossentropy') {
    for (const [name, data] of Object.entries(channels)) requireClasses(data as Dataset, name, outputs);
  }
  return channels;
}

function cut({ rows, columns, features, labels }: Dataset, share: number): Record<string, Dataset> {
  const at = Math.floor(rows * (1 - share));
  if (at === 0 || at === rows) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter validation_split: ${share} of ${rows} rows leaves one of the two parts empty`,
    );
  }
  const part = (from: number, to: number): Dataset => ({
    rows: to - from,
    columns,
    features: features.subarray(from * columns, to * columns),
    labels: labels.subarray(from, to),
  });
  return { train: part(0, at), validation: part(at, rows) };
}

function fresh(values: Float32Array): Weights<Float32Array> {
  return {
    values,
    first: new Float32Array(values.length),
    second: new Float32Array(values.length),
    steps: 0,
  };
}

/** A copy, so that one checkpoint can be continued more than once; what was kept or saved is never written to. */
function restore(checkpoint: Checkpoint | undefined): State | undefined {
  if (checkpoint === undefined) return undefined;
  const state = checkpoint.state as State;
  return { ...state, weights: copyWeights(state.weights) };
}

function requireClasses({ labels }: Dataset, channel: string, outputs: number): void {
  const classes = Math.max(outputs, 2);
  const row = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel ${channel} is not an integer from 0 to ${classes - 1}; set num_classes to the number of classes`,
  );
}
