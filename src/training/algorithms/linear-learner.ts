import { rng } from '../../lib/rng.ts';
import {
  AlgorithmError,
  type Dataset,
  type EpochMetrics,
  type Final,
  type Learner,
  type TrainTask,
} from '../types.ts';
import { fullChannels } from './channels.ts';
import { linearModel, normalized, writeLinearModel } from './linear-learner/model.ts';
import {
  classWeights,
  type LinearMetrics,
  linearGradient,
  linearMetrics,
} from './linear-learner/objective.ts';
import { readLinearSettings } from './linear-learner/settings.ts';
import { copyWeights, update, type Weights } from './optimizers.ts';

/**
 * SageMaker's Linear Learner for binary classification (logistic loss) and regression (squared loss), in double
 * precision. Channels: `train`, and `validation` if there is one.
 *
 * The real container trains many models in parallel with settings around the given ones, picks the best on the
 * validation channel, may stop by itself and lowers its learning rate by a schedule; it emits only
 * `objective_loss` after every epoch and the rest at the end. This one trains the one model it was asked for, for all
 * its epochs at a constant rate, and emits every metric after every epoch, of the weights after that epoch. A
 * `mini_batch_size` above the number of rows means all rows; a last, smaller batch counts as one step.
 */
export const linearLearner: Learner = {
  id: 'linear-learner',
  epochs: (hyperparameters) => readLinearSettings(hyperparameters).epochs,
  train: trainLinear,
};

function* trainLinear(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const channels = fullChannels(task, 'validation:');
  const { train } = channels;
  const settings = readLinearSettings(task.hyperparameters, train.columns);
  let state = startOf(task, train.columns, settings.initScale);
  const model = linearModel(settings, train, state.values);
  const watched = Object.entries(channels).map(([channel, data]: [string, Dataset]) => {
    if (settings.predictorType === 'binary_classifier') requireBinary(data, channel);
    const { rows, columns, labels } = data;
    return { channel, matrix: { rows, columns, labels, values: normalized(model, data) } };
  });
  const { matrix } = watched[0]!;
  const weights = classWeights(settings, train.labels);
  const gradient = new Float64Array(train.columns + 1);
  const order = new Int32Array(train.rows);

  for (let epoch = (task.checkpoint?.epoch ?? 0) + 1; epoch <= settings.epochs; epoch++) {
    // From the identity, with a stream of its own: the order of an epoch depends on nothing that came before.
    for (let r = 0; r < order.length; r++) order[r] = r;
    rng(task.seed, 'linear-learner', 'order', epoch).shuffle(order);
    for (let from = 0; from < order.length; from += settings.batchRows) {
      const to = Math.min(from + settings.batchRows, order.length);
      linearGradient(model, matrix, order, from, to, weights, settings, gradient);
      state = update(settings.optimizer, state, gradient);
    }
    const metrics: Record<string, number> = {};
    const lines: string[] = [];
    for (const { channel, matrix: look } of watched) {
      const values = linearMetrics(model, look, weights);
      for (const [name, value] of Object.entries(values)) metrics[`${channel}:${name}`] = value;
      lines.push(...logLines(channel, epoch, settings.predictorType, values));
    }
    const done = state;
    yield {
      epoch,
      metrics,
      log: lines.join('\n'),
      checkpoint: () => ({ epoch, state: copyWeights(done) }),
    };
  }
  return { artifact: { name: 'model.json', text: writeLinearModel(model) } };
}

/** Fresh weights with bias 0, or a copy of the checkpoint's, so that one checkpoint can be continued more than once. */
function startOf({ seed, checkpoint }: TrainTask, columns: number, scale: number): Weights<Float64Array> {
  if (checkpoint) return copyWeights(checkpoint.state as Weights<Float64Array>);
  const random = rng(seed, 'linear-learner', 'weights');
  const values = new Float64Array(columns + 1);
  for (let c = 0; c < columns; c++) values[c] = scale * (2 * random.uniform() - 1);
  return { values, first: new Float64Array(columns + 1), second: new Float64Array(columns + 1), steps: 0 };
}

/** The container's way to print a metric; it counts epochs from 0 and names the loss after the kind of predictor. */
function logLines(
  channel: string,
  epoch: number,
  predictorType: string,
  values: LinearMetrics,
): readonly string[] {
  const loss =
    predictorType === 'regressor' ? 'mse_objective' : 'binary_classification_cross_entropy_objective';
  return Object.entries(values).map(([name, value]) => {
    const shown = name === 'objective_loss' ? loss : name;
    const kind = /_(accuracy|score)$/.test(name) ? 'score' : 'loss';
    return `#quality_metric: host=algo-1, epoch=${epoch - 1}, ${channel} ${shown} <${kind}>=${value}`;
  });
}

function requireBinary({ labels }: Dataset, channel: string): void {
  const row = labels.findIndex((label) => label !== 0 && label !== 1);
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel ${channel} is neither 0 nor 1, as predictor_type binary_classifier needs`,
  );
}
