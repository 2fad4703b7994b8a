import { rng } from '../lib/rng.ts';
import { surrogateEpochSeconds } from './surrogate/curve.ts';
import type { Surrogate } from './surrogate/surrogate.ts';
import type { Trainer } from './types.ts';

/**
 * Simulated time: what a training job would take on SageMaker, modelled, never measured here. It decides durations on
 * screen and the order in which the tuning job hears of results, and nothing about the results themselves.
 *
 * Two observations hold the scale: an XGBoost training job on ml.m4.xlarge that started 140 s after its creation and
 * trained for 65 s (spec api.md §6), and the early stopping experiment whose 20 jobs spent about 2.9 minutes each on
 * overhead (spec rules.md §4.4). The bundled data is small, so the seconds per cell below are far above what such
 * machines need: they stretch a small job to the length of those real ones.
 */

/** From creation to the start of the download: 150 to 190 s, fixed by the tuning job's seed and the job's index. */
export function startupSeconds(seed: number, index: number): number {
  return Math.round(150 + 40 * rng(seed, 'startup', index).uniform());
}

/** Copying all channels to the instance: a few seconds, and a second for each 50 MB. */
export function downloadSeconds(bytes: number): number {
  return 4 + bytes / 50e6;
}

/** Opening the streams of channels in Pipe or FastFile mode: nothing is copied before training starts. */
export function streamSeconds(): number {
  return 2;
}

/** Writing the model to S3. */
export function uploadSeconds(): number {
  return 6;
}

export interface Work {
  readonly algorithm: Trainer;
  /** What the algorithm `surrogate` plays. */
  readonly surrogate?: Surrogate;
  /** Of the training channel. */
  readonly rows: number;
  /** Features. */
  readonly columns: number;
  /** As the container gets them. What cannot be read counts as the default: the training job will say what is wrong. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** e.g. `ml.m5.xlarge` */
  readonly instanceType: string;
  readonly instanceCount: number;
}

/** One epoch of training with its evaluation. */
export function epochSeconds(work: Work): number {
  const count = Math.max(1, work.instanceCount);
  // More instances share the work at a loss, and wait for one another after every epoch.
  const seconds =
    onOneMachine[work.algorithm](work) / (speedOf(work.instanceType, work.algorithm) * count ** 0.8);
  return Math.max(0.01, seconds + 0.02 * (count - 1));
}

/** Seconds of an epoch on one ml.m5.xlarge. */
const onOneMachine: Readonly<Record<Trainer, (work: Work) => number>> = {
  // Every level of a tree passes over every cell that was drawn. 3,750 × 70 cells at depth 6: 0.6 s a round.
  xgboost: ({ rows, columns, hyperparameters: h }) => {
    const deepest = Math.log2(rows + 2);
    const levels = Math.min(number(h, 'max_depth', 6, 0) || deepest, deepest);
    const cells = rows * share(h, 'subsample') * columns * share(h, 'colsample_bytree');
    return 0.2 + 2.5e-7 * cells * levels;
  },
  // A pass over every cell, and a step of the optimiser for each batch. 3,750 × 70 cells: 3.4 s, 15 epochs 50 s.
  'linear-learner': ({ rows, columns, hyperparameters: h }) => {
    const steps = Math.ceil(rows / number(h, 'mini_batch_size', 1000, 1));
    return 1.8 + 6e-6 * rows * columns + 0.01 * steps;
  },
  // Each batch costs a call, each row a pass forward and back through all weights. The moons network: 0.1 s.
  mlp: ({ rows, columns, hyperparameters: h }) => {
    const layers = (h.hidden_units ?? '500').split(',').map((units) => number({ units }, 'units', 500, 1));
    const sizes = [columns, ...layers, number(h, 'num_classes', 1, 1)];
    const weights = sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i]!, 0);
    const steps = Math.ceil(rows / number(h, 'mini_batch_size', 32, 1));
    return 0.08 + 0.004 * steps + 1.2e-8 * rows * weights;
  },
  // A residual network costs by the image, whatever the size here. 2,250 images: 20 s, on ml.p3.2xlarge 2.3 s.
  'image-classification': ({ rows, hyperparameters: h }) => {
    const steps = Math.ceil(rows / number(h, 'mini_batch_size', 32, 1));
    return 2 + 0.008 * rows + 0.01 * steps;
  },
  // Nobody knows what a script does: half a second, and a pass over every cell.
  script: ({ rows, columns }) => 0.5 + 1e-6 * rows * columns,
  // Every row is held against every centre. 3,750 × 70 cells, 100 centres: 3.6 s.
  'k-means': ({ rows, columns, hyperparameters: h }) => {
    const centers = number(h, 'k', 10, 1) * number(h, 'extra_center_factor', 10, 1);
    return 1 + 1e-7 * rows * columns * centers;
  },
  // One epoch: the index, and every test row against all that are kept.
  knn: ({ rows, columns, hyperparameters: h }) => {
    const kept = Math.min(rows, number(h, 'sample_size', rows, 1));
    return 5 + 2e-8 * kept * rows * columns;
  },
  // Ten trees, and their part of the scores.
  randomcutforest: ({ columns, hyperparameters: h }) =>
    1 + 2e-4 * number(h, 'num_samples_per_tree', 256, 1) * columns,
  'factorization-machines': ({ rows, columns, hyperparameters: h }) =>
    1 + 4e-7 * rows * columns * (1 + number(h, 'num_factors', 8, 1)),
  // A surrogate says what an epoch costs on an instance type of its own.
  surrogate: ({ surrogate, hyperparameters }) =>
    surrogate
      ? surrogateEpochSeconds(surrogate, hyperparameters) * speedOf(surrogate.cost.instanceType, 'surrogate')
      : 0,
};

function number(h: Work['hyperparameters'], name: string, fallback: number, min: number): number {
  const value = Number(h[name] ?? fallback);
  return value >= min && value <= 1e6 ? value : fallback;
}

const share = (h: Work['hyperparameters'], name: string) => Math.min(1, number(h, name, 1, 0.01));

/** Speed of a core against ml.m5, by family: own round figures after the age of the processors. */
const families: Readonly<Record<string, number>> = {
  t2: 0.75,
  t3: 0.8,
  m4: 0.92,
  m5: 1,
  m5d: 1,
  m6i: 1.15,
  m7i: 1.3,
  c4: 1,
  c5: 1.15,
  c5n: 1.15,
  c6i: 1.3,
  c7i: 1.45,
  r5: 1,
  p2: 0.85,
  p3: 0.95,
  g4dn: 1,
  g5: 1.15,
};

/** How much sooner a network is trained where there is a GPU. The other learners here do not use one. */
const gpus: Readonly<Record<string, number>> = { p2: 2, p3: 6, g4dn: 4, g5: 6 };

/** Relative speed of an instance type; ml.m5.xlarge is 1. Unknown families count as m5. */
export function speedOf(instanceType: string, algorithm: Trainer): number {
  const [, family = '', size = ''] = instanceType.split('.');
  const core = families[family] ?? 1;
  const gpu =
    algorithm === 'mlp' || algorithm === 'image-classification' || algorithm === 'surrogate'
      ? (gpus[family] ?? 1)
      : 1;
  // Twice the cores are worth half as much again: not everything runs side by side.
  return core * gpu * (coresOf(size) / 4) ** 0.6;
}

/** Virtual cores: two up to `large`, four in an `xlarge`, n times four in an `nxlarge`. */
function coresOf(size: string): number {
  const times = /^(\d*)xlarge$/.exec(size);
  return times ? 4 * Number(times[1] || 1) : 2;
}
