import { type Rng, rng } from '../../../lib/rng.ts';
import { readHyperparameters } from '../../hyperparameters.ts';
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
import { addScores, judged, writeForest } from './model.ts';
import { type CutTree, cutTree } from './tree.ts';

/** Trees that make one epoch. */
const TREES_AN_EPOCH = 10;

/**
 * SageMaker's random cut forest: every tree cuts apart `num_samples_per_tree` rows drawn without repetition, and a
 * row's score is the mean of how unusual it is to the trees. Ten trees are an epoch here, the real container knows
 * none. Labels of the train channel are not looked at; those of `test` are 1 for anomalies. Channels: `train`, and
 * `test` if there is one.
 *
 * `train:trees` counts the trees after every epoch. `test:f1`, `test:precision`, `test:recall` and `test:accuracy` are
 * told once, at the end, of calling those rows anomalies that score more than three deviations above the mean of all.
 */
export const randomCutForest: Learner = {
  id: 'randomcutforest',
  epochs: (hyperparameters) => Math.ceil(readSettings(hyperparameters).trees / TREES_AN_EPOCH),
  train: grow,
};

interface State {
  readonly trees: readonly CutTree[];
  /** What the trees so far made of the test rows, summed. */
  readonly sums: Float64Array;
}

function* grow(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const { train, test } = fullChannels(task, 'test:');
  const settings = readSettings(task.hyperparameters, train.columns);
  if (test) requireLabels(test);
  const { features, columns } = train;
  const before = task.checkpoint?.state as State | undefined;
  const trees = [...(before?.trees ?? [])];
  const sums = before?.sums.slice() ?? new Float64Array(test?.rows ?? 0);
  const order = new Int32Array(train.rows);
  const size = Math.min(settings.samples, train.rows);
  const most = Math.min(settings.trees, (task.most ?? Infinity) * TREES_AN_EPOCH);

  for (let epoch = (task.checkpoint?.epoch ?? 0) + 1; trees.length < most; epoch++) {
    const already = trees.length;
    for (let t = 0; t < TREES_AN_EPOCH && trees.length < most; t++) {
      const random = rng(task.seed, 'forest', trees.length);
      trees.push(cutTree(features, columns, drawn(order, size, random), random));
    }
    // Every epoch does its share, so that the last one takes no longer than the others.
    if (test) addScores(sums, trees.slice(already), train, test);
    const metrics: Record<string, number> = { 'train:trees': trees.length };
    const lines = [qualityLine('train', 'trees', 'score', trees.length, epoch)];
    if (test && trees.length === most) {
      const means = sums.map((sum) => sum / trees.length);
      for (const [name, value] of Object.entries(judged(test, means))) {
        metrics[`test:${name}`] = value;
        lines.push(qualityLine('test', name, 'score', value));
      }
    }
    const count = trees.length;
    yield {
      epoch,
      metrics,
      log: lines.join('\n'),
      checkpoint: () => ({
        epoch,
        state: { trees: trees.slice(0, count), sums: sums.slice() } satisfies State,
      }),
    };
  }
  return { artifact: { name: 'model.json', text: writeForest(trees, features, columns) } };
}

/** `size` different rows: the start of a shuffle of all of them. `order` is scratch, as long as there are rows. */
function drawn(order: Int32Array, size: number, random: Rng): Int32Array {
  for (let r = 0; r < order.length; r++) order[r] = r;
  for (let i = 0; i < size; i++) {
    const other = i + random.int(order.length - i);
    const held = order[i]!;
    order[i] = order[other]!;
    order[other] = held;
  }
  return order.slice(0, size);
}

function readSettings(given: Readonly<Record<string, string>>, columns?: number) {
  const h = readHyperparameters(given);
  readFeatureDim(h, columns, 10_000);
  requireMetrics(h.text('eval_metrics', { default: METRICS.join(',') }));
  const settings = {
    samples: h.integer('num_samples_per_tree', { min: 1, max: 2048, default: 256 }),
    trees: h.integer('num_trees', { min: 50, max: 1000, default: 100 }),
  };
  h.rejectUnread();
  return settings;
}

const METRICS = ['accuracy', 'precision_recall_fscore'];

/** All of them are always computed, whichever are asked for: a list in JSON, or names separated by commas. */
function requireMetrics(text: string): void {
  const names = text.replace(/^\[(.*)\]$/, '$1').split(',');
  const strange = names.find((name) => !METRICS.includes(name.trim().replace(/^"(.*)"$/, '$1')));
  if (strange === undefined) return;
  const list = METRICS.map((name) => `'${name}'`).join(', ');
  throw new AlgorithmError(
    `ClientError: Hyperparameter eval_metrics: '${strange.trim()}' is not in [${list}]`,
  );
}

function requireLabels({ labels }: Dataset): void {
  const row = labels.findIndex((label) => label !== 0 && label !== 1);
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel test is neither 0 nor 1 (an anomaly)`,
  );
}
