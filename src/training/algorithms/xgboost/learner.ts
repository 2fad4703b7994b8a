import { type Rng, rng } from '../../../lib/rng.ts';
import {
  AlgorithmError,
  type Dataset,
  type EpochMetrics,
  type Final,
  type Learner,
  type TrainTask,
} from '../../types.ts';
import { type Binned, bin, binLike } from './binning.ts';
import { grower } from './grow.ts';
import { metrics } from './metrics.ts';
import { modelJson } from './model.ts';
import { type MetricName, metricNames } from './names.ts';
import { objectives } from './objective.ts';
import { type Params, readParams } from './params.ts';
import { addTree, type Tree } from './tree.ts';

/** Between two rounds there is nothing but the trees: margins follow from them, random streams from seed and round. */
interface State {
  readonly trees: readonly Tree[];
}

/** A channel while it is being boosted or watched. */
interface Watched {
  readonly channel: string;
  readonly binned: Binned;
  readonly labels: Float32Array;
  readonly margins: Float32Array;
  readonly predictions: Float32Array;
}

/**
 * Gradient boosted trees after Chen & Guestrin 2016 (doi 10.1145/2939672.2939785), the histogram method of XGBoost
 * 1.7 grown depth-wise. One epoch is one round. Channels: `train`, and `validation` if there is one.
 */
export const xgboost: Learner = {
  id: 'xgboost',
  epochs: (hyperparameters) => readParams(hyperparameters).rounds,
  train: boost,
};

function* boost(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const params = readParams(task.hyperparameters);
  const { train: data, validation } = checkedChannels(task, params);
  const objective = objectives[params.objective](params);
  const trees = [...((task.checkpoint?.state as State | undefined)?.trees ?? [])];

  const watch = (channel: string, { labels, rows }: Dataset, binned: Binned): Watched => {
    objective.check(labels, channel);
    const margins = new Float32Array(rows).fill(objective.baseMargin);
    for (const tree of trees) addTree(tree, binned, margins);
    const predictions = new Float32Array(rows);
    objective.predict(margins, predictions);
    return { channel, binned, labels, margins, predictions };
  };
  const binned = bin(data, params.maxBin);
  const train = watch('train', data, binned);
  const held = validation && watch('validation', validation, binLike(validation, binned));
  const watched = held ? [train, held] : [train];

  const grow = grower(binned, params);
  const gradients = new Float32Array(2 * data.rows);
  const rows = Int32Array.from({ length: data.rows }, (_, row) => row);
  const names = emitted(params);

  for (let round = trees.length; round < params.rounds; round++) {
    const random = rng(task.seed, 'xgboost', params.seed, round);
    objective.gradients(train.predictions, train.labels, gradients);
    const { drawn, left } = drawRows(rows, params.subsample, random);
    const tree = grow(gradients, drawn, train.margins, random);
    addTree(tree, binned, train.margins, left);
    if (held) addTree(tree, held.binned, held.margins);
    trees.push(tree);

    const values: Record<string, number> = {};
    let log = `[${round}]`;
    for (const { channel, margins, predictions, labels } of watched) {
      objective.predict(margins, predictions);
      for (const name of names) {
        const value = metrics[name](predictions, labels);
        values[`${channel}:${name}`] = value;
        // `#011` is how a tab reads in the service's logs.
        log += `#011${channel}-${name}:${value.toFixed(5)}`;
      }
    }
    yield {
      epoch: round + 1,
      metrics: values,
      log,
      checkpoint: () => ({ epoch: round + 1, state: { trees: [...trees] } satisfies State }),
    };
  }
  return { artifact: { name: 'xgboost-model.json', text: modelJson(trees, binned, params) } };
}

/** Which metrics are computed each round: the objective's own, those of `eval_metric`, and the tuning job's. */
function emitted({ objective, extraMetrics, tuned }: Params): readonly MetricName[] {
  const wanted = [...extraMetrics, tuned?.split(':')[1]];
  return metricNames[objective]
    .filter(({ name, always }) => always || wanted.includes(name))
    .map(({ name }) => name);
}

/** Each row of `all` is drawn with the same chance, on its own, as XGBoost's uniform sampling does. */
function drawRows(all: Int32Array, share: number, random: Rng): { drawn: Int32Array; left: Int32Array } {
  if (share >= 1) return { drawn: all.slice(), left: all.subarray(all.length) };
  const chosen = Uint8Array.from(all, () => (random.uniform() < share ? 1 : 0));
  return { drawn: all.filter((row) => chosen[row] === 1), left: all.filter((row) => chosen[row] === 0) };
}

function checkedChannels(
  { channels }: TrainTask,
  { tuned }: Params,
): { train: Dataset; validation?: Dataset } {
  const { train, validation } = channels;
  if (train === undefined) throw new AlgorithmError('ClientError: The required channel train is missing');
  if (validation === undefined) {
    if (!tuned?.startsWith('validation:')) return { train };
    throw new AlgorithmError(
      `ClientError: The objective metric ${tuned} needs a validation channel, and there is none`,
    );
  }
  if (validation.columns !== train.columns) {
    throw new AlgorithmError(
      `ClientError: Feature shape mismatch, expected: ${train.columns} (channel train), got ${validation.columns} (channel validation)`,
    );
  }
  return { train, validation };
}
