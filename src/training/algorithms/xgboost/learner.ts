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
import { dropped, reweighted } from './dart.ts';
import { grower } from './grow.ts';
import { metrics } from './metrics.ts';
import { modelJson } from './model.ts';
import { nothingSeen, type Watch, watched } from '../monitor.ts';
import { type Objective, objectives } from './objective.ts';
import { emitted, type Params, readParams, stoppingRule } from './params.ts';
import { addTree, type Tree } from './tree.ts';

/** Between two rounds there is nothing but this: margins follow from the trees, random streams from seed and round. */
interface State {
  /** Round by round, and within a round class by class. */
  readonly trees: readonly Tree[];
  /** What each of them weighs; all 1 without dart. */
  readonly weights: readonly number[];
  /** Of XGBoost's own early stopping. */
  readonly stopping: Watch;
}

/** A channel while it is being boosted or watched. */
interface Watched {
  readonly channel: string;
  readonly binned: Binned;
  readonly labels: Float32Array;
  /** One vector a class. */
  readonly margins: readonly Float32Array[];
  readonly predictions: Float32Array;
}

/**
 * Gradient boosted trees after Chen & Guestrin 2016 (doi 10.1145/2939672.2939785), the histogram method of XGBoost
 * 1.7. One epoch is one round. Channels: `train`, and `validation` if there is one.
 *
 * With `early_stopping_rounds` boosting ends by itself and the model is cut back to its best round, as the container
 * does; what is watched is the last metric of the validation rows, or of the training rows where there are no others.
 */
export const xgboost: Learner = {
  id: 'xgboost',
  epochs: (hyperparameters) => readParams(hyperparameters).rounds,
  train: boost,
};

function* boost(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const params = readParams(task.hyperparameters);
  const { classes } = params;
  const rounds = Math.min(params.rounds, task.most ?? Infinity);
  const { train: data, validation } = checkedChannels(task, params);
  const objective = objectives[params.objective](params);
  const rule = stoppingRule(params, validation ? 'validation' : 'train');
  const before = task.checkpoint?.state as State | undefined;
  const { dropping } = params;
  const trees = [...(before?.trees ?? [])];
  let weights: readonly number[] = before?.weights ?? [];
  let stopping = before?.stopping ?? nothingSeen(rule?.direction ?? 'min');

  const watch = (channel: string, { labels, rows }: Dataset, binned: Binned): Watched => {
    objective.check(labels, channel);
    const margins = Array.from({ length: classes }, () => new Float32Array(rows).fill(objective.baseMargin));
    const predictions = new Float32Array(rows * classes);
    const watched = { channel, binned, labels, margins, predictions };
    sumUp(watched);
    return watched;
  };
  /** Margins and predictions of the trees without those that are left out. */
  const sumUp = ({ binned: rows, margins, predictions }: Watched, out: readonly number[] = []): void => {
    const left = new Set(out);
    for (const margin of margins) margin.fill(objective.baseMargin);
    for (const [i, tree] of trees.entries()) {
      if (!left.has(i)) addTree(tree, rows, margins[i % classes]!, undefined, weights[i]);
    }
    objective.predict(margins, predictions);
  };
  const binned = bin(data, params.maxBin);
  const train = watch('train', data, binned);
  const held = validation && watch('validation', validation, binLike(validation, binned));
  const channels = held ? [train, held] : [train];

  const grow = grower(binned, params);
  const gradients = Array.from({ length: classes }, () => new Float32Array(2 * data.rows));
  const rows = Int32Array.from({ length: data.rows }, (_, row) => row);
  const asked = emitted(params).map(({ name, metric, parameter }) => ({
    name,
    metric,
    given: { ...params, ...(parameter !== undefined && { parameter }) },
  }));

  for (
    let round = trees.length / classes;
    round < rounds && stopping.stopEpoch === 0;
    round = trees.length / classes
  ) {
    const random = rng(task.seed, 'xgboost', params.seed, round);
    const out = dropping ? dropped(dropping, weights, random) : [];
    if (out.length > 0) sumUp(train, out);
    objective.gradients(train.predictions, train.labels, gradients, train.margins);
    for (let c = 0; c < classes; c++) {
      const { drawn, left } = drawRows(rows, params.subsample, random);
      const margins = train.margins[c]!;
      const tree = grow(gradients[c]!, drawn, margins, random, leafValueOf(objective, train.labels, margins));
      addTree(tree, binned, margins, left);
      if (held) addTree(tree, held.binned, held.margins[c]!);
      trees.push(tree);
    }
    weights = dropping
      ? reweighted(dropping, weights, out, classes, params.eta)
      : [...weights, ...Array.from({ length: classes }, () => 1)];
    // Old weights have changed as well, if any tree was left out.
    if (out.length > 0) for (const each of channels) sumUp(each);

    const values: Record<string, number> = {};
    let log = `[${round}]`;
    for (const { channel, margins, predictions, labels } of channels) {
      objective.predict(margins, predictions);
      for (const { name, metric, given } of asked) {
        const value = metrics[metric](predictions, labels, given);
        values[`${channel}:${name}`] = value;
        // `#011` is how a tab reads in the service's logs.
        log += `#011${channel}-${name}:${value.toFixed(5)}`;
      }
    }
    if (rule) stopping = watched(rule, stopping, round + 1, values[rule.monitor]);
    const [seen, weighed] = [stopping, weights];
    yield {
      epoch: round + 1,
      metrics: values,
      log,
      checkpoint: () => ({
        epoch: round + 1,
        state: {
          trees: trees.slice(0, (round + 1) * classes),
          weights: weighed,
          stopping: seen,
        } satisfies State,
      }),
    };
  }
  const grown = trees.length / classes;
  const { bestEpoch, stopEpoch, best } = stopping;
  const cut = rule !== undefined && bestEpoch > 0;
  const kept = cut ? trees.slice(0, bestEpoch * classes) : trees;
  return {
    artifact: {
      name: 'xgboost-model.json',
      text: modelJson(
        kept,
        dropping && weights.slice(0, kept.length),
        binned,
        params,
        cut ? { round: bestEpoch - 1, value: best } : undefined,
      ),
    },
    summary: { epochs: grown, stop_epoch: stopEpoch, ...(cut && { best_epoch: bestEpoch }) },
  };
}

/** For losses whose leaves are not read off gradients: the value from labels minus the margins before this tree. */
function leafValueOf({ leafValue }: Objective, labels: Float32Array, margins: Float32Array) {
  return (
    leafValue && ((rows: Int32Array) => leafValue(Float32Array.from(rows, (r) => labels[r]! - margins[r]!)))
  );
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
