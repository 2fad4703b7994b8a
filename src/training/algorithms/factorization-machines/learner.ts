import { rng } from '../../../lib/rng.ts';
import { type Hyperparameters, readHyperparameters } from '../../hyperparameters.ts';
import { sigmoid } from '../../metrics.ts';
import {
  AlgorithmError,
  type Dataset,
  type EpochMetrics,
  type Final,
  type Learner,
  type TrainTask,
} from '../../types.ts';
import { fullChannels } from '../channels.ts';
import { qualityLine, readFeatureDim } from '../feature-dim.ts';
import { update, type Weights, copyWeights } from '../optimizers.ts';
import { addGradient, countParameters, score, type Shape } from './machine.ts';
import { judged, writeMachine } from './model.ts';

/**
 * SageMaker's factorization machines: a linear model with factorised pairs, logistic loss for two classes or squared
 * loss for numbers, mini-batches, Adam with its own learning rate and weight decay for bias, weights and factors.
 * Features are taken as they are, so they want to be 0/1 or about as large. Channels: `train`, and `test` if any.
 *
 * `train:objective_loss` comes after every epoch; the metrics of `test` once, after the last.
 */
export const factorizationMachines: Learner = {
  id: 'factorization-machines',
  epochs: (hyperparameters) => readSettings(hyperparameters).epochs,
  train: trainMachine,
};

function* trainMachine(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const { train, test } = fullChannels(task, 'test:');
  const settings = readSettings(task.hyperparameters, train.columns);
  const { binary, batchRows } = settings;
  const epochs = Math.min(settings.epochs, task.most ?? Infinity);
  if (binary) {
    requireBinary(train, 'train');
    if (test) requireBinary(test, 'test');
  }
  const shape: Shape = { columns: train.columns, factors: settings.factors };
  let weights = startOf(task, shape, settings);
  const { values } = weights;
  const gradient = new Float64Array(values.length);
  const sums = new Float64Array(shape.factors);
  const order = new Int32Array(train.rows);
  const ends = [1, 1 + shape.columns, values.length] as const;

  for (let epoch = (task.checkpoint?.epoch ?? 0) + 1; epoch <= epochs; epoch++) {
    // From the identity, with a stream of its own: the order of an epoch depends on nothing that came before.
    for (let r = 0; r < order.length; r++) order[r] = r;
    rng(task.seed, 'machine', 'order', epoch).shuffle(order);
    for (let from = 0; from < order.length; from += batchRows) {
      const to = Math.min(from + batchRows, order.length);
      gradient.fill(0);
      for (let k = from; k < to; k++) {
        const r = order[k]!;
        const at = r * shape.columns;
        const z = score(shape, values, train.features, at, sums);
        const slope = ((binary ? sigmoid(z) : z) - train.labels[r]!) / (to - from);
        addGradient(shape, values, train.features, at, sums, slope, gradient);
      }
      weights = step(weights, gradient, ends, settings);
    }
    const seen = judged({ shape, binary, parameters: values }, train);
    const loss = binary ? seen.binary_classification_cross_entropy! : seen.mse!;
    const metrics: Record<string, number> = { 'train:objective_loss': loss };
    const lines = [
      qualityLine('train', binary ? 'binary_classification_cross_entropy' : 'mse', 'loss', loss, epoch),
    ];
    if (test && epoch === epochs) {
      const { mse: _, ...told } = judged({ shape, binary, parameters: values }, test);
      for (const [name, value] of Object.entries(told)) {
        metrics[`test:${name}`] = value;
        const printed = name === 'binary_f_beta' ? 'binary_f_1.000' : name;
        lines.push(qualityLine('test', printed, /rmse|entropy/.test(name) ? 'loss' : 'score', value));
      }
    }
    const done = weights;
    yield {
      epoch,
      metrics,
      log: lines.join('\n'),
      checkpoint: () => ({ epoch, state: copyWeights(done) }),
    };
  }
  return { artifact: { name: 'model.json', text: writeMachine({ shape, binary, parameters: values }) } };
}

/** How one kind of parameter starts and moves. */
interface Part {
  readonly rate: number;
  readonly decay: number;
  readonly method: 'uniform' | 'normal' | 'constant';
  readonly scale: number;
  readonly sigma: number;
  readonly value: number;
}

/**
 * One step of MXNet's Adam, part by part: each has a learning rate and a decay of its own. The gradient is rescaled
 * before the decay is added, and clipped after.
 */
function step(
  weights: Weights<Float64Array>,
  gradient: Float64Array,
  ends: readonly [number, number, number],
  { parts, rescale, clip, epsilon }: Settings,
): Weights<Float64Array> {
  let from = 0;
  parts.forEach(({ rate, decay }, p) => {
    const to = ends[p]!;
    const view = (all: Float64Array) => all.subarray(from, to);
    const slopes = view(gradient);
    const own = { values: view(weights.values), first: view(weights.first), second: view(weights.second) };
    for (let i = 0; i < slopes.length; i++) {
      const slope = rescale * slopes[i]! + decay * own.values[i]!;
      slopes[i] = Math.max(-clip, Math.min(slope, clip));
    }
    const adam = { name: 'adam', learningRate: rate, beta1: 0.9, beta2: 0.999, epsilon } as const;
    update(adam, { ...own, steps: weights.steps }, slopes);
    from = to;
  });
  return { ...weights, steps: weights.steps + 1 };
}

function startOf(
  { seed, checkpoint }: TrainTask,
  shape: Shape,
  { parts: [bias, linear, factors] }: Settings,
): Weights<Float64Array> {
  if (checkpoint) return copyWeights(checkpoint.state as Weights<Float64Array>);
  const random = rng(seed, 'machine', 'weights');
  const zeros = () => new Float64Array(countParameters(shape));
  const values = zeros().map((_, i) => {
    const { method, scale, sigma, value } = i === 0 ? bias : i <= shape.columns ? linear : factors;
    if (method === 'constant') return value;
    return method === 'normal' ? sigma * random.normal() : scale * (2 * random.uniform() - 1);
  });
  return { values, first: zeros(), second: zeros(), steps: 0 };
}

interface Settings {
  readonly binary: boolean;
  readonly factors: number;
  readonly epochs: number;
  readonly batchRows: number;
  /** What gradients are multiplied by, and how large each of their entries may become. */
  readonly rescale: number;
  readonly clip: number;
  /** Of Adam: keeps it from dividing by 0. */
  readonly epsilon: number;
  /** Bias, weights, factors. */
  readonly parts: readonly [Part, Part, Part];
}

function readSettings(given: Readonly<Record<string, string>>, columns?: number): Settings {
  const h = readHyperparameters(given);
  readFeatureDim(h, columns);
  const settings: Settings = {
    binary: h.oneOf('predictor_type', ['binary_classifier', 'regressor']) === 'binary_classifier',
    factors: h.integer('num_factors', { min: 1, max: 1000 }),
    epochs: h.integer('epochs', { min: 1, default: 1 }),
    batchRows: h.integer('mini_batch_size', { min: 1, default: 1000 }),
    rescale: h.number('rescale_grad', { default: 1 }),
    clip: h.has('clip_gradient') ? h.number('clip_gradient', { above: 0 }) : Infinity,
    epsilon: h.number('eps', { above: 0, default: 1e-8 }),
    parts: [
      readPart(h, 'bias', { rate: 0.1, decay: 0.01, sigma: 0.01 }),
      readPart(h, 'linear', { rate: 0.001, decay: 0.001, sigma: 0.01 }),
      readPart(h, 'factors', { rate: 0.0001, decay: 0.00001, sigma: 0.001 }),
    ],
  };
  h.rejectUnread();
  return settings;
}

function readPart(
  h: Hyperparameters,
  name: string,
  usual: { readonly rate: number; readonly decay: number; readonly sigma: number },
): Part {
  const positive = { min: 0 };
  return {
    rate: h.number(`${name}_lr`, { ...positive, default: usual.rate }),
    decay: h.number(`${name}_wd`, { ...positive, default: usual.decay }),
    method: h.oneOf(`${name}_init_method`, ['uniform', 'normal', 'constant'], { default: 'normal' }),
    // The documents give no default; the deviation of the normal method serves for all.
    scale: h.number(`${name}_init_scale`, { ...positive, default: usual.sigma }),
    sigma: h.number(`${name}_init_sigma`, { ...positive, default: usual.sigma }),
    value: h.number(`${name}_init_value`, { default: usual.sigma }),
  };
}

function requireBinary({ labels }: Dataset, channel: string): void {
  const row = labels.findIndex((label) => label !== 0 && label !== 1);
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel ${channel} is neither 0 nor 1, as predictor_type binary_classifier needs`,
  );
}
