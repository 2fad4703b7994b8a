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
import { fullChannels } from './channels.ts';
import { writeMlp } from './mlp/model.ts';
import { glorotUniform } from './mlp/network.ts';
import { layerSizes, readMlpSettings } from './mlp/settings.ts';
import { evaluator, trainer } from './mlp/trainer.ts';
import { copyWeights, type Weights } from './optimizers.ts';

/**
 * A fully connected network for classification, built and reported as the Keras tutorial of the moons example does:
 * rectified hidden layers, sigmoid or softmax output with cross-entropy, Glorot-uniform kernels, zero biases, rows
 * shuffled every epoch, 32-bit weights. Channels: `train`, and `validation` if there is one.
 *
 * `loss` and `accuracy` are means over the epoch's batches, each scored before its update; `val_loss` and
 * `val_accuracy` belong to the weights after the epoch.
 */
export const mlp: Learner = {
  id: 'mlp',
  epochs: (hyperparameters) => readMlpSettings(hyperparameters).epochs,
  train: trainMlp,
};

function* trainMlp(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const settings = readMlpSettings(task.hyperparameters);
  const { train, validation } = fullChannels(task, 'val_');
  requireClasses(train, 'train', settings.outputs);
  if (validation) requireClasses(validation, 'validation', settings.outputs);

  const sizes = layerSizes(train.columns, settings);
  const start = restore(task.checkpoint) ?? fresh(glorotUniform(sizes, rng(task.seed, 'mlp', 'weights')));
  const network = trainer(sizes, start, settings.optimizer, Math.min(settings.batchRows, train.rows));
  const look = evaluator(sizes, start.values);
  const order = new Int32Array(train.rows);

  for (let epoch = (task.checkpoint?.epoch ?? 0) + 1; epoch <= settings.epochs; epoch++) {
    // From the identity, with a stream of its own: the order of an epoch depends on nothing that came before.
    for (let r = 0; r < order.length; r++) order[r] = r;
    const seen = network.epoch(train, rng(task.seed, 'mlp', 'order', epoch).shuffle(order));
    const held = validation && look(validation);
    const metrics: Record<string, number> = { loss: seen.loss, accuracy: seen.accuracy };
    if (held) Object.assign(metrics, { val_loss: held.loss, val_accuracy: held.accuracy });
    const figures = Object.entries(metrics).map(([name, value]) => `${name}: ${value}`);
    yield {
      epoch,
      metrics,
      log: [`Epoch ${epoch}/${settings.epochs}`, ...figures].join(' - '),
      checkpoint: () => ({ epoch, state: copyWeights(network.weights()) }),
    };
  }
  return { artifact: { name: 'model.json', text: writeMlp(sizes, network.weights().values) } };
}

function fresh(values: Float32Array): Weights<Float32Array> {
  return {
    values,
    first: new Float32Array(values.length),
    second: new Float32Array(values.length),
    steps: 0,
  };
}

/** A copy, so that one checkpoint can be continued more than once. */
function restore(checkpoint: Checkpoint | undefined): Weights<Float32Array> | undefined {
  return checkpoint && copyWeights(checkpoint.state as Weights<Float32Array>);
}

function requireClasses({ labels }: Dataset, channel: string, outputs: number): void {
  const classes = Math.max(outputs, 2);
  const row = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel ${channel} is not an integer from 0 to ${classes - 1}; set num_classes to the number of classes`,
  );
}
