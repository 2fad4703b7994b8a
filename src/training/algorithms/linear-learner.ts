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
import { matricesOf } from './linear-learner/matrix.ts';
import { linearModel, writeLinearModel } from './linear-learner/model.ts';
import { linearMetrics } from './linear-learner/metrics.ts';
import { classWeights, linearGradient, objectiveLoss } from './linear-learner/objective.ts';
import {
  type LinearLoss,
  type LinearSettings,
  type PredictorType,
  readLinearSettings,
} from './linear-learner/settings.ts';
import { nothingSeen, type Watch, watched } from './monitor.ts';
import { copyWeights, update, type Weights } from './optimizers.ts';

/**
 * SageMaker's Linear Learner for two classes (logistic or hinge loss), several (softmax) and numbers (squared, absolute,
 * quantile, Huber and the two eps-insensitive losses), in double precision. Channels: `train`, and `validation` and `test` if there are any.
 *
 * The real container trains many models in parallel with settings around the given ones, picks the best on the
 * validation channel and lowers its learning rate by a schedule of its own. This one trains the one model it was asked
 * for, at a constant rate unless `lr_scheduler_step` is given. As there, `objective_loss` comes after every epoch and every other metric once, after the last; and
 * training ends by itself when the loss (of the validation rows, if there are any) no longer falls by the tolerance.
 * A `mini_batch_size` above the number of rows means all rows; a last, smaller batch counts as one step.
 */
export const linearLearner: Learner = {
  id: 'linear-learner',
  epochs: (hyperparameters) => readLinearSettings(hyperparameters).epochs,
  train: trainLinear,
};

interface State {
  readonly weights: Weights<Float64Array>;
  readonly stopping: Watch;
}

function* trainLinear(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const channels = fullChannels(task, 'validation:');
  const { train } = channels;
  const settings = readLinearSettings(task.hyperparameters, train.columns);
  const { predictorType, classes, batchRows, optimizer, biasRate } = settings;
  const epochs = Math.min(settings.epochs, task.most ?? Infinity);
  let { weights: state, stopping } = startOf(task, train.columns, settings);
  const model = linearModel(settings, train, state.values);
  const named = Object.entries(channels) as [string, Dataset][];
  for (const [channel, data] of named) requireLabels(data, channel, predictorType, classes);
  const matrices = matricesOf(
    model,
    named.map(([, data]) => data),
  );
  const watchedChannels = named.map(([channel], i) => ({ channel, matrix: matrices[i]! }));
  const { matrix } = watchedChannels[0]!;
  const weights = classWeights(settings, train.labels);
  const gradient = new Float64Array(state.values.length);
  const biasPlaces = Array.from({ length: classes }, (_, c) => (c + 1) * (train.columns + 1) - 1);
  const order = new Int32Array(train.rows);

  let epoch = task.checkpoint?.epoch ?? 0;
  while (epoch < epochs && stopping.stopEpoch === 0) {
    epoch++;
    // From the identity, with a stream of its own: the order of an epoch depends on nothing that came before.
    for (let r = 0; r < order.length; r++) order[r] = r;
    rng(task.seed, 'linear-learner', 'order', epoch).shuffle(order);
    for (let from = 0; from < order.length; from += batchRows) {
      const to = Math.min(from + batchRows, order.length);
      linearGradient(model, matrix, order, from, to, weights, settings, gradient);
      const biases = biasPlaces.map((at) => state.values[at]!);
      state = update(optimizer(state.steps), state, gradient);
      // A step is proportional to its learning rate: the bias goes so much further.
      for (const [i, at] of biasRate === 1 ? [] : biasPlaces.entries()) {
        state.values[at] = biases[i]! + biasRate * (state.values[at]! - biases[i]!);
      }
    }
    const losses = new Map<string, number>();
    for (const { channel, matrix: look } of watchedChannels) {
      // Of the test rows the loss is told at the end only.
      if (channel !== 'test') losses.set(channel, objectiveLoss(model, look, weights, settings));
    }
    const judged = losses.get('validation') ?? losses.get('train');
    stopping = watched(settings.stopping, stopping, epoch, judged);
    const metrics: Record<string, number> = {};
    const lines: string[] = [];
    const tell = (channel: string, name: string, value: number, everyEpoch: boolean) => {
      metrics[`${channel}:${name}`] = value;
      lines.push(logLine(channel, everyEpoch ? epoch : undefined, settings.loss, name, value));
    };
    for (const [channel, loss] of losses) tell(channel, 'objective_loss', loss, true);
    if (epoch === epochs || stopping.stopEpoch > 0) {
      for (const { channel, matrix: look } of watchedChannels) {
        for (const [name, value] of Object.entries(linearMetrics(model, look, weights, settings))) {
          if (name !== 'objective_loss' || channel === 'test') tell(channel, name, value, false);
        }
      }
    }
    const [at, done, seen] = [epoch, state, stopping];
    yield {
      epoch,
      metrics,
      log: lines.join('\n'),
      checkpoint: () => ({
        epoch: at,
        state: { weights: copyWeights(done), stopping: seen } satisfies State,
      }),
    };
  }
  return {
    artifact: { name: 'model.json', text: writeLinearModel(model) },
    summary: { epochs: epoch, stop_epoch: stopping.stopEpoch },
  };
}

/** Fresh weights, or a copy of the checkpoint's, so that one checkpoint can be continued more than once. */
function startOf(
  { seed, checkpoint }: TrainTask,
  columns: number,
  { classes, start }: LinearSettings,
): State {
  if (checkpoint) {
    const { weights, stopping } = checkpoint.state as State;
    return { weights: copyWeights(weights), stopping };
  }
  const random = rng(seed, 'linear-learner', 'weights');
  const zeros = () => new Float64Array(classes * (columns + 1));
  const fresh = start.method === 'normal' ? () => random.normal() : () => 2 * random.uniform() - 1;
  const values = zeros().map((_, i) => (i % (columns + 1) === columns ? start.bias : start.spread * fresh()));
  return { weights: { values, first: zeros(), second: zeros(), steps: 0 }, stopping: nothingSeen('min') };
}

/** How the container calls the loss that it prints. */
const printedLoss: Readonly<Record<LinearLoss, string>> = {
  logistic: 'binary_classification_cross_entropy_objective',
  hinge_loss: 'hinge_loss_objective',
  softmax_loss: 'multiclass_cross_entropy_objective',
  squared_loss: 'mse_objective',
  absolute_loss: 'absolute_loss_objective',
  eps_insensitive_squared_loss: 'eps_insensitive_squared_loss_objective',
  eps_insensitive_absolute_loss: 'eps_insensitive_absolute_loss_objective',
  huber_loss: 'huber_loss_objective',
  quantile_loss: 'quantile_loss_objective',
};

/** The container's way to print a metric; it counts epochs from 0, and tells none with the figures of the end. */
function logLine(
  channel: string,
  epoch: number | undefined,
  loss: LinearLoss,
  name: string,
  value: number,
): string {
  const shown = name === 'objective_loss' ? printedLoss[loss] : name;
  const kind = /loss$|mse$/.test(name) ? 'loss' : 'score';
  const when = epoch === undefined ? '' : ` epoch=${epoch - 1},`;
  return `#quality_metric: host=algo-1,${when} ${channel} ${shown} <${kind}>=${value}`;
}

function requireLabels(
  { labels }: Dataset,
  channel: string,
  predictorType: PredictorType,
  classes: number,
): void {
  if (predictorType === 'regressor') return;
  const several = predictorType === 'multiclass_classifier';
  const count = several ? classes : 2;
  const row = labels.findIndex((label) => !(Number.isInteger(label) && label >= 0 && label < count));
  if (row < 0) return;
  const rule = several ? `not an integer from 0 to ${count - 1}` : 'neither 0 nor 1';
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel ${channel} is ${rule}, as predictor_type ${predictorType} needs`,
  );
}
