import { rng } from '../../../lib/rng.ts';
import {
  AlgorithmError,
  type Dataset,
  type EpochMetrics,
  type Final,
  type Learner,
  type TrainTask,
} from '../../types.ts';
import { fullChannels } from '../channels.ts';
import { writeMlp } from '../mlp/model.ts';
import { glorotUniform } from '../mlp/network.ts';
import { evaluator, trainer } from '../mlp/trainer.ts';
import { nothingSeen, type Watch, watched } from '../monitor.ts';
import { copyWeights, type Weights } from '../optimizers.ts';
import { readImageSettings } from './settings.ts';

/** Units of the one hidden layer. */
const HIDDEN = 64;

/**
 * SageMaker's image classification with a network that a browser trains in seconds: not a residual network but one
 * dense layer of 64 rectified units over the pixels and a softmax. Made for small grey images such as 8 × 8 digits and
 * 28 × 28 clothes. Everything around the network is the real algorithm's: hyperparameters, optimisers, learning rate
 * schedule, own early stopping, metrics. Channels: `train` and `validation`, each an image a row.
 *
 * `train:accuracy` is the mean over the epoch's batches, each scored before its update; `validation:accuracy` belongs
 * to the weights after the epoch.
 */
export const imageClassification: Learner = {
  id: 'image-classification',
  epochs: (hyperparameters) => readImageSettings(hyperparameters).epochs,
  train: trainImages,
};

interface State {
  readonly weights: Weights<Float32Array>;
  readonly stopping: Watch;
}

function* trainImages(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const settings = readImageSettings(task.hyperparameters);
  const given = fullChannels(task, 'validation:');
  if (given.validation === undefined) {
    throw new AlgorithmError('ClientError: The required channel validation is missing');
  }
  const { pixels = given.train.columns, classes, stopping } = settings;
  if (pixels !== given.train.columns) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter image_shape: ${task.hyperparameters.image_shape} makes ${pixels} values an image, and channel train has ${given.train.columns}`,
    );
  }
  requireClasses(given.train, 'train', classes);
  requireClasses(given.validation, 'validation', classes);
  const brightest = given.train.features.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const train = scaled(given.train, brightest);
  const validation = scaled(given.validation, brightest);

  const sizes = [pixels, HIDDEN, classes];
  let { weights, stopping: watch } = startOf(task, sizes);
  const batchRows = Math.min(settings.batchRows, train.rows);
  const network = trainer(sizes, weights, settings.optimizer(1), batchRows, { decay: settings.decay });
  weights = network.weights();
  const look = evaluator(sizes, weights.values);
  const order = new Int32Array(train.rows);

  const epochs = Math.min(settings.epochs, task.most ?? Infinity);
  let epoch = task.checkpoint?.epoch ?? 0;
  while (epoch < epochs && watch.stopEpoch === 0) {
    epoch++;
    // From the identity, with a stream of its own: the order of an epoch depends on nothing that came before.
    for (let r = 0; r < order.length; r++) order[r] = r;
    network.use(settings.optimizer(epoch));
    const seen = network.epoch(train, rng(task.seed, 'images', 'order', epoch).shuffle(order));
    const held = look(validation);
    weights = network.weights();
    if (stopping) watch = watched(stopping, watch, epoch, held.accuracy);
    const log = [
      `Epoch[${epoch - 1}] Train-accuracy=${seen.accuracy}`,
      `Epoch[${epoch - 1}] Validation-accuracy=${held.accuracy}`,
    ];
    if (epoch === 1 && settings.trainingSamples !== train.rows) {
      log.unshift(
        `WARNING: num_training_samples is ${settings.trainingSamples}, and train has ${train.rows}`,
      );
    }
    if (watch.stopEpoch > 0) log.push(`Early stopping after epoch ${epoch - 1}`);
    const [at, done, looked] = [epoch, weights, watch];
    yield {
      epoch,
      metrics: { 'train:accuracy': seen.accuracy, 'validation:accuracy': held.accuracy },
      log: log.join('\n'),
      checkpoint: () => ({
        epoch: at,
        state: { weights: copyWeights(done), stopping: looked } satisfies State,
      }),
    };
  }
  const summary = { epochs: epoch, stop_epoch: watch.stopEpoch };
  return {
    artifact: {
      name: 'model.json',
      text: writeMlp(sizes, weights.values, { training: summary, inputScale: brightest }),
    },
    summary,
  };
}

function startOf({ seed, checkpoint }: TrainTask, sizes: readonly number[]): State {
  if (checkpoint) {
    const { weights, stopping } = checkpoint.state as State;
    return { weights: copyWeights(weights), stopping };
  }
  const values = glorotUniform(sizes, rng(seed, 'images', 'weights'));
  const zeros = () => new Float32Array(values.length);
  return { weights: { values, first: zeros(), second: zeros(), steps: 0 }, stopping: nothingSeen('max') };
}

/** Pixels from 0 to 1, whatever the levels of the file. */
function scaled(data: Dataset, brightest: number): Dataset {
  return brightest === 1 ? data : { ...data, features: data.features.map((value) => value / brightest) };
}

function requireClasses({ labels }: Dataset, channel: string, classes: number): void {
  const row = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} of image ${row + 1} in channel ${channel} is not an integer from 0 to ${classes - 1}; set num_classes to the number of classes`,
  );
}
