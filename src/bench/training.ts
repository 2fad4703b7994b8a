import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rng } from '../lib/rng.ts';
import { learners } from '../training/algorithms/index.ts';
import type { AlgorithmId, Dataset } from '../training/types.ts';

/**
 * Epochs per second of every learner, evaluation of its channels included, beside scikit-learn and xgboost on one thread
 * where a python3 with them is found (training-reference.py), in one run: `npm run -s bench:training [-- --seconds 3] [--only task]`.
 * Both sides count CPU time, so that other programs on the machine matter less. Prints a JSON line a learner.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '3' }, only: { type: 'string' } },
});
/** Both sides take turns and the best of each counts, so that what else the machine does disturbs neither more. */
const TURNS = 3;
const slice = Number(values.seconds) / TURNS;

const random = rng(1, 'bench');
function table(
  rows: number,
  columns: number,
  label: (row: Float32Array, r: number) => number,
  zeros = 0,
): Dataset {
  const features = new Float32Array(rows * columns).map(() =>
    random.uniform() < zeros ? 0 : zeros > 0 ? random.uniform() : random.normal(),
  );
  const labels = Float32Array.from({ length: rows }, (_, r) => label(features.subarray(r * columns), r));
  return { rows, columns, features, labels };
}
const twoClasses = (row: Float32Array) => (row[0]! + row[1]! * row[2]! + random.normal() > 0 ? 1 : 0);
const tenClasses = (_: Float32Array, r: number) => r % 10;
const train = table(10_000, 20, twoClasses);
const held = table(2_500, 20, twoClasses);
const digits = table(1437, 64, tenClasses, 0.5);
const pictures = table(2250, 784, tenClasses, 0.5);
const picturesHeld = table(750, 784, tenClasses, 0.5);
const dots = (rows: number) => table(rows, 2, (row) => (row[0]! > 0 ? 1 : 0));

interface Task {
  readonly name: string;
  readonly algorithm: AlgorithmId;
  readonly what: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, Dataset>>;
}

const many = '1000000';
const tasks: readonly Task[] = [
  {
    name: 'xgboost',
    algorithm: 'xgboost',
    what: '10,000 × 20, depth 6, AUC, error and log-loss of both channels; rounds',
    hyperparameters: { objective: 'binary:logistic', num_round: '50' },
    channels: { train, validation: held },
  },
  {
    name: 'linear-learner',
    algorithm: 'linear-learner',
    what: '10,000 × 20, batches of 1,000, loss of both channels; numpy',
    hyperparameters: { predictor_type: 'binary_classifier', epochs: many, early_stopping_patience: many },
    channels: { train, validation: held },
  },
  {
    name: 'mlp',
    algorithm: 'mlp',
    what: '2-500-1, 30 rows; train only',
    hyperparameters: { hidden_units: '500', epochs: many },
    channels: { train: dots(30) },
  },
  {
    name: 'mlp-digits',
    algorithm: 'mlp',
    what: '64-64-10, 1,437 rows, batches of 32; train only',
    hyperparameters: { hidden_units: '64', num_classes: '10', epochs: many },
    channels: { train: digits },
  },
  {
    name: 'image-classification',
    algorithm: 'image-classification',
    what: '784-64-10, 2,250 pictures half dark, batches of 32, Adam, 750 scored after every epoch by both',
    hyperparameters: {
      num_classes: '10',
      num_training_samples: '2250',
      epochs: many,
      optimizer: 'adam',
      learning_rate: '0.001',
      // As the other side: no penalty on weights.
      weight_decay: '0',
    },
    channels: { train: pictures, validation: picturesHeld },
  },
  {
    name: 'k-means',
    algorithm: 'k-means',
    what: '10,000 × 20, 100 centres, batches of 5,000; trainings of 10 epochs',
    hyperparameters: { feature_dim: '20', k: '10', extra_center_factor: '10', epochs: '10' },
    channels: { train },
  },
  {
    name: 'knn',
    algorithm: 'knn',
    what: '10,000 × 20, 2,500 queries, k 10; whole trainings',
    hyperparameters: { feature_dim: '20', k: '10', sample_size: '10000', predictor_type: 'classifier' },
    channels: { train, test: held },
  },
  {
    name: 'randomcutforest',
    algorithm: 'randomcutforest',
    what: '100 trees of 256 rows × 20 and 2,500 scores; tens of trees, against an isolation forest',
    hyperparameters: { feature_dim: '20', num_trees: '100' },
    channels: { train, test: held },
  },
  {
    name: 'factorization-machines',
    algorithm: 'factorization-machines',
    what: '10,000 × 20, 8 factors, batches of 1,000; no reference',
    hyperparameters: {
      feature_dim: '20',
      num_factors: '8',
      predictor_type: 'binary_classifier',
      epochs: many,
    },
    channels: { train },
  },
];

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Epochs a second of CPU, after one that warms up; trains again from the start where a training ends. */
function rate({ algorithm, hyperparameters, channels }: Task): number {
  const start = () => learners[algorithm].train({ algorithm, hyperparameters, channels, seed: 1 });
  let epochs = start();
  const epoch = () => {
    if (!epochs.next().done) return 1;
    epochs = start();
    return 0;
  };
  for (let warm = 0; warm < 5; warm++) epoch();
  let done = 0;
  const from = cpu();
  while (cpu() - from < slice) done += epoch();
  return done / (cpu() - from);
}

/** The first python3 that has scikit-learn: the one on the path, or Debian's own. */
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0,
);
const script = join(import.meta.dirname, 'training-reference.py');
if (python === undefined)
  process.stderr.write('No python3 with scikit-learn: figures without a reference.\n');

/** Epochs a second of the reference, where there is one. */
function referenceRate(task: string): number | undefined {
  if (python === undefined) return undefined;
  const { stdout } = spawnSync(python, [script, String(slice), task], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(stdout || '{}') as Readonly<Record<string, number>>)[task];
}

const round = (value: number) => Number(value.toPrecision(3));
for (const task of tasks) {
  if (values.only !== undefined && values.only !== task.name) continue;
  let own = 0;
  let peer: number | undefined;
  for (let turn = 0; turn < TURNS; turn++) {
    const reference = referenceRate(task.name);
    if (reference !== undefined) peer = Math.max(peer ?? 0, reference);
    own = Math.max(own, rate(task));
  }
  const beside = peer === undefined ? {} : { reference: round(peer), ratio: round(own / peer) };
  process.stdout.write(
    `${JSON.stringify({ task: task.name, epochsPerSecond: round(own), ...beside, what: task.what })}\n`,
  );
}
