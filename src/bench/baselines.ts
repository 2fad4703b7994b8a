import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareFiles } from '../node/label.ts';
import { readForest } from '../training/algorithms/random-cut-forest/model.ts';
import { readCsv } from '../training/datasets.ts';
import { auc } from '../training/metrics.ts';
import { train } from '../training/train.ts';
import type { AlgorithmId, Dataset } from '../training/types.ts';

/**
 * Every learner on two datasets, beside what SOURCES.md records for them, on the very split that its figures were made
 * with; where it records nothing for a learner, beside scikit-learn (factorization machines: numpy) on the same rows in
 * the same run. Files are prepared as `train --label` prepares them. Needs a python3 with scikit-learn. A JSON line each.
 */
const USAGE = 'npm run -s bench:baselines -- [directory of the data files] [--only learner]';

/** SOURCES.md: "differences below about .01 AUC mean little" on one split; taken for accuracies too, and as 1 % of errors. */
const STATED_NOISE = 0.01;
/** Trainings of a learner that draws: their mean is told, and twice their deviation counts as noise too. */
const SEEDS = 5;

type File =
  | 'mlc_churn'
  | 'credit_data'
  | 'concrete'
  | 'hpc_data'
  | 'breast_cancer'
  | 'digits_8x8'
  | 'fashion_3000';
const labels: Readonly<Record<File, string>> = {
  mlc_churn: 'churn',
  credit_data: 'Status',
  concrete: 'compressive_strength',
  hpc_data: 'class',
  breast_cancer: 'diagnosis',
  digits_8x8: 'label',
  fashion_3000: 'label',
};

interface Case {
  readonly learner: AlgorithmId;
  readonly file: File;
  readonly metric: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** SOURCES.md's figure, or the task of the reference that makes one. */
  readonly baseline: number | string;
  /** Features brought to mean 0 and deviation 1 first. */
  readonly scaled?: boolean;
  /** Highest value of a pixel: features are divided by it first. */
  readonly brightest?: number;
  /** Class 0 is what the learner trains on; the others are to be found among held rows. */
  readonly anomalies?: boolean;
}

/** SOURCES.md's settings: A are the defaults, B "one other setting, not a search". */
const A = { num_round: '100' };
const B = { num_round: '100', eta: '0.05', max_depth: '4', subsample: '0.8', colsample_bytree: '0.8' };
const binary = { objective: 'binary:logistic' };
const several = { objective: 'multi:softprob', num_class: '4', eval_metric: 'accuracy' };
/** To the optimum of scikit-learn's LogisticRegression, whose C of 1 is a weight decay of 1 / rows. */
const linear = (rows: number) => ({
  epochs: '600',
  early_stopping_patience: '600',
  mini_batch_size: '1000',
  learning_rate: '0.01',
  wd: String(1 / rows),
});
const network = { hidden_units: '64', num_classes: '10', epochs: '20' };
const images = { num_classes: '10', epochs: '20', optimizer: 'adam', learning_rate: '0.001' };
const neighbours = { k: '5', predictor_type: 'classifier', sample_size: '100000' };
const means = { epochs: '10', init_method: 'kmeans++', mini_batch_size: '500' };
const machine = {
  num_factors: '8',
  predictor_type: 'binary_classifier',
  epochs: '60',
  mini_batch_size: '100',
  bias_lr: '0.01',
  linear_lr: '0.01',
  factors_lr: '0.01',
};
const accuracy = 'validation:accuracy';
const cases: readonly Case[] = [
  {
    learner: 'xgboost',
    file: 'mlc_churn',
    metric: 'validation:auc',
    hyperparameters: { ...A, ...binary },
    baseline: 0.9248,
  },
  {
    learner: 'xgboost',
    file: 'mlc_churn',
    metric: 'validation:auc',
    hyperparameters: { ...B, ...binary },
    baseline: 0.9242,
  },
  {
    learner: 'xgboost',
    file: 'credit_data',
    metric: 'validation:auc',
    hyperparameters: { ...A, ...binary },
    baseline: 0.8279,
  },
  {
    learner: 'xgboost',
    file: 'credit_data',
    metric: 'validation:auc',
    hyperparameters: { ...B, ...binary },
    baseline: 0.8486,
  },
  { learner: 'xgboost', file: 'concrete', metric: 'validation:rmse', hyperparameters: A, baseline: 4.695 },
  {
    learner: 'xgboost',
    file: 'concrete',
    metric: 'validation:rmse',
    hyperparameters: { ...B, max_depth: '5', subsample: '0.7' },
    baseline: 4.702,
  },
  {
    learner: 'xgboost',
    file: 'hpc_data',
    metric: accuracy,
    hyperparameters: { ...A, ...several },
    baseline: 0.8347,
  },
  {
    learner: 'xgboost',
    file: 'hpc_data',
    metric: accuracy,
    hyperparameters: { ...B, ...several },
    baseline: 0.7922,
  },
  {
    learner: 'xgboost',
    file: 'breast_cancer',
    metric: 'validation:auc',
    hyperparameters: { ...A, ...binary },
    baseline: 0.993,
  },
  ...(
    [
      ['mlc_churn', 0.792, 3750],
      ['credit_data', 0.8382, 3340],
      ['breast_cancer', 0.996, 426],
    ] as const
  ).map(
    ([file, baseline, rows]): Case => ({
      learner: 'linear-learner',
      file,
      metric: 'validation:roc_auc_score',
      hyperparameters: { predictor_type: 'binary_classifier', ...linear(rows) },
      baseline,
    }),
  ),
  {
    learner: 'linear-learner',
    file: 'concrete',
    metric: 'validation:rmse',
    hyperparameters: { predictor_type: 'regressor', ...linear(772), wd: '0' },
    baseline: 9.786,
  },
  {
    learner: 'linear-learner',
    file: 'hpc_data',
    metric: 'validation:multiclass_accuracy',
    hyperparameters: { predictor_type: 'multiclass_classifier', num_classes: '4', ...linear(3248) },
    baseline: 0.747,
  },
  {
    learner: 'mlp',
    file: 'digits_8x8',
    metric: 'val_accuracy',
    hyperparameters: network,
    baseline: 0.964,
    brightest: 16,
  },
  {
    learner: 'mlp',
    file: 'fashion_3000',
    metric: 'val_accuracy',
    hyperparameters: network,
    baseline: 0.847,
    brightest: 255,
  },
  {
    learner: 'image-classification',
    file: 'digits_8x8',
    metric: accuracy,
    hyperparameters: images,
    baseline: 0.964,
  },
  {
    learner: 'image-classification',
    file: 'fashion_3000',
    metric: accuracy,
    hyperparameters: images,
    baseline: 0.847,
  },
  {
    learner: 'knn',
    file: 'digits_8x8',
    metric: 'test:accuracy',
    hyperparameters: neighbours,
    baseline: 0.978,
  },
  {
    learner: 'knn',
    file: 'fashion_3000',
    metric: 'test:accuracy',
    hyperparameters: neighbours,
    baseline: 0.793,
  },
  {
    learner: 'k-means',
    file: 'digits_8x8',
    metric: 'test:msd',
    hyperparameters: { ...means, k: '10' },
    baseline: 'clusters-10',
  },
  {
    learner: 'k-means',
    file: 'concrete',
    metric: 'test:msd',
    hyperparameters: { ...means, k: '8' },
    baseline: 'clusters-8',
    scaled: true,
  },
  {
    learner: 'randomcutforest',
    file: 'breast_cancer',
    metric: 'auc',
    hyperparameters: {},
    baseline: 'forest',
    scaled: true,
    anomalies: true,
  },
  {
    learner: 'randomcutforest',
    file: 'digits_8x8',
    metric: 'auc',
    hyperparameters: {},
    baseline: 'forest',
    anomalies: true,
  },
  ...(['mlc_churn', 'credit_data'] as const).map(
    (file): Case => ({
      learner: 'factorization-machines',
      file,
      metric: 'test:binary_classification_cross_entropy',
      hyperparameters: machine,
      baseline: 'machine',
      scaled: true,
    }),
  ),
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
if (positionals.length > 1) throw new Error(USAGE);
const source = resolve(positionals[0] ?? '../shared/data');
const scratch = mkdtempSync(join(tmpdir(), 'etude-baselines-'));
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0,
);
if (python === undefined) throw new Error('The split and the references need a python3 with scikit-learn.');

function reference(...given: readonly string[]): string {
  const script = join(import.meta.dirname, 'baselines-reference.py');
  const { status, stdout, stderr } = spawnSync(python ?? '', [script, ...given], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

interface Channels {
  readonly train: Dataset;
  readonly held: Dataset;
}

/** The two parts of a file, prepared as `train --train a.csv --validation b.csv --label …` does. */
function channelsOf({ learner, file, scaled, brightest = 1, anomalies }: Case): Channels {
  const text = (part: string) => readFileSync(join(scratch, `${file}-${part}.csv`), 'utf8');
  const { train: first = '', held: second = '' } = prepareFiles(
    { train: text('train'), held: text('held') },
    {
      label: labels[file],
      task: undefined,
      positive: undefined,
      drop: [],
      missing: learner === 'xgboost' ? 'keep' : 'median',
      encoding: 'one-hot',
      seed: 0,
    },
  );
  const read = (csv: string) => readCsv([{ uri: `file://${file}`, text: csv }], { channel: file, uri: file });
  let [trainPart, held] = [read(first), read(second)];
  if (scaled) [trainPart, held] = [scaledAs(trainPart, trainPart), scaledAs(held, trainPart)];
  if (brightest > 1) [trainPart, held] = [dimmed(trainPart, brightest), dimmed(held, brightest)];
  if (!anomalies) return { train: trainPart, held };
  // Benign tumours, or zeros, are usual; all else is to be told from them.
  return {
    train: usual(trainPart),
    held: { ...held, labels: held.labels.map((label) => Math.min(label, 1)) },
  };
}

const dimmed = (data: Dataset, by: number): Dataset => ({
  ...data,
  features: data.features.map((value) => value / by),
});

/** The rows of class 0. */
function usual({ columns, features, labels: all }: Dataset): Dataset {
  const kept = [...all.keys()].filter((row) => all[row] === 0);
  return {
    rows: kept.length,
    columns,
    features: Float32Array.from(
      kept.flatMap((row) => [...features.subarray(row * columns, (row + 1) * columns)]),
    ),
    labels: new Float32Array(kept.length),
  };
}

/** `data` with the means and deviations of `by` taken out. */
function scaledAs(data: Dataset, by: Dataset): Dataset {
  const { columns } = data;
  const features = data.features.slice();
  for (let c = 0; c < columns; c++) {
    const own = by.features.filter((_, i) => i % columns === c);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length) || 1;
    for (let i = c; i < features.length; i += columns) features[i] = (features[i]! - mean) / spread;
  }
  return { ...data, features };
}

const sizes = ['k-means', 'knn', 'randomcutforest', 'factorization-machines'];

function run(
  { learner, hyperparameters, metric }: Case,
  { train: data, held }: Channels,
  seed: number,
): number {
  const epochs = train({
    algorithm: learner,
    hyperparameters: {
      ...(sizes.includes(learner) && { feature_dim: String(data.columns) }),
      ...(learner === 'image-classification' && { num_training_samples: String(data.rows) }),
      ...hyperparameters,
    },
    channels: sizes.includes(learner) ? { train: data, test: held } : { train: data, validation: held },
    seed,
  });
  let told: Readonly<Record<string, number>> = {};
  for (;;) {
    const { done, value } = epochs.next();
    if (done)
      return metric === 'auc' ? auc(held.labels, readForest(value.artifact.text)(held)) : told[metric]!;
    told = value.metrics;
  }
}

/** The reference's figure for a task, on files as the learner reads them. */
function referenceOf(task: string, { train: data, held }: Channels) {
  const write = (part: string, { rows, columns, features, labels: own }: Dataset) => {
    const lines = Array.from({ length: rows }, (_, r) =>
      [own[r], ...features.subarray(r * columns, (r + 1) * columns)].join(','),
    );
    const path = join(scratch, `${part}.csv`);
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  const told = reference(task, write('train', data), write('held', held));
  return JSON.parse(told) as { readonly mean: number; readonly noise: number };
}

const round = (value: number) => Number(value.toPrecision(4));
try {
  reference('split', source, scratch);
  for (const each of cases) {
    if (values.only !== undefined && values.only !== each.learner) continue;
    const channels = channelsOf(each);
    const runs = Array.from({ length: SEEDS }, (_, seed) => run(each, channels, seed));
    const ours = runs.reduce((sum, value) => sum + value, 0) / SEEDS;
    const spread = Math.sqrt(runs.reduce((sum, value) => sum + (value - ours) ** 2, 0) / (SEEDS - 1));
    const measured = typeof each.baseline === 'string' ? referenceOf(each.baseline, channels) : undefined;
    const baseline = measured?.mean ?? Number(each.baseline);
    const noise = Math.max(STATED_NOISE * Math.max(1, baseline), measured?.noise ?? 0, 2 * spread);
    const better = (/rmse|msd|entropy/.test(each.metric) ? -1 : 1) * (ours - baseline);
    process.stdout.write(
      `${JSON.stringify({
        learner: each.learner,
        file: each.file,
        metric: each.metric,
        ours: round(ours),
        baseline: round(baseline),
        noise: round(noise),
        from: measured ? 'measured here, ten seeds' : 'SOURCES.md',
        verdict: Math.abs(better) <= noise ? 'equal' : better > 0 ? 'better' : 'WORSE',
      })}\n`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
