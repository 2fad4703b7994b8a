import { rng } from '../../../lib/rng.ts';
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
import { type CutTree, cutTree, unusual } from './tree.ts';

/** Trees that make one epoch. */
const TREES_AN_EPOCH = 10;
/** Deviations above the mean score from which on the container calls a test row an anomaly. */
const DEVIATIONS = 3;

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
}

function* grow(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const { train, test } = fullChannels(task, 'test:');
  const settings = readSettings(task.hyperparameters, train.columns);
  if (test) requireLabels(test);
  const trees = [...((task.checkpoint?.state as State | undefined)?.trees ?? [])];
  const size = Math.min(settings.samples, train.rows);

  for (let epoch = (task.checkpoint?.epoch ?? 0) + 1; trees.length < settings.trees; epoch++) {
    for (let t = 0; t < TREES_AN_EPOCH && trees.length < settings.trees; t++) {
      const random = rng(task.seed, 'forest', trees.length);
      const rows = random.shuffle(Int32Array.from({ length: train.rows }, (_, r) => r)).slice(0, size);
      trees.push(cutTree(train.features, train.columns, rows, random));
    }
    const metrics: Record<string, number> = { 'train:trees': trees.length };
    const lines = [qualityLine('train', 'trees', 'score', trees.length, epoch)];
    if (test && trees.length === settings.trees) {
      for (const [name, value] of Object.entries(judged(test, scores(trees, test)))) {
        metrics[`test:${name}`] = value;
        lines.push(qualityLine('test', name, 'score', value));
      }
    }
    const count = trees.length;
    yield {
      epoch,
      metrics,
      log: lines.join('\n'),
      checkpoint: () => ({ epoch, state: { trees: trees.slice(0, count) } satisfies State }),
    };
  }
  const model = {
    format: 'etude-random-cut-forest',
    version: 1,
    columns: train.columns,
    trees: trees.map((tree) =>
      Object.fromEntries(
        Object.entries(tree).map(([name, values]: [string, ArrayLike<number>]) => [name, Array.from(values)]),
      ),
    ),
  };
  return { artifact: { name: 'model.json', text: JSON.stringify(model) } };
}

/** The mean over the trees of how unusual each row is. */
export function scores(trees: readonly CutTree[], { rows, columns, features }: Dataset): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (const tree of trees) sum += unusual(tree, columns, features, row);
    return sum / trees.length;
  });
}

function judged({ labels }: Dataset, of: Float64Array): Readonly<Record<string, number>> {
  const mean = of.reduce((sum, score) => sum + score, 0) / of.length;
  const spread = Math.sqrt(of.reduce((sum, score) => sum + (score - mean) ** 2, 0) / of.length);
  const seen = { right: 0, both: 0, told: 0, real: 0 };
  of.forEach((score, row) => {
    const told = score > mean + DEVIATIONS * spread;
    const real = labels[row] === 1;
    if (told === real) seen.right++;
    if (told && real) seen.both++;
    if (told) seen.told++;
    if (real) seen.real++;
  });
  return {
    f1: (2 * seen.both) / (seen.told + seen.real) || 0,
    precision: seen.both / seen.told || 0,
    recall: seen.both / seen.real || 0,
    accuracy: seen.right / of.length,
  };
}

function readSettings(given: Readonly<Record<string, string>>, columns?: number) {
  const h = readHyperparameters(given);
  readFeatureDim(h, columns, 10_000);
  // All of them are always computed.
  h.has('eval_metrics');
  const settings = {
    samples: h.integer('num_samples_per_tree', { min: 1, max: 2048, default: 256 }),
    trees: h.integer('num_trees', { min: 50, max: 1000, default: 100 }),
  };
  h.rejectUnread();
  return settings;
}

function requireLabels({ labels }: Dataset): void {
  const row = labels.findIndex((label) => label !== 0 && label !== 1);
  if (row < 0) return;
  throw new AlgorithmError(
    `ClientError: Label ${labels[row]} in row ${row + 1} of channel test is neither 0 nor 1 (an anomaly)`,
  );
}
