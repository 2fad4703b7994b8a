import { rng } from '../../../lib/rng.ts';
import { readHyperparameters } from '../../hyperparameters.ts';
import { AlgorithmError, type EpochMetrics, type Final, type Learner, type TrainTask } from '../../types.ts';
import { fullChannels } from '../channels.ts';
import { qualityLine, readFeatureDim } from '../feature-dim.ts';
import { type Assigned, assigner } from './assign.ts';
import { firstCenters, lloyd, type Points } from './lloyd.ts';
import { judged, writeKMeans } from './model.ts';

/**
 * SageMaker's web-scale k-means (developer guide, "How K-Means Clustering Works"): a stream of mini-batches moves
 * k × `extra_center_factor` centres, and at the end the centres, weighted by the rows they stand for, are clustered
 * into k. Labels are not looked at. Channels: `train`, and `test` if there is one.
 *
 * `train:msd` (mean squared distance of a row to its centre in its mini-batch, before that moves the centre) comes
 * after every epoch, `test:msd` and `test:ssd` of the k centres once after the last.
 */
export const kMeans: Learner = {
  id: 'k-means',
  epochs: (hyperparameters) => readSettings(hyperparameters).epochs,
  train: cluster,
};

interface State {
  readonly centers: Float64Array;
  /** Rows that each centre stands for. */
  readonly mass: Float64Array;
}

function* cluster(task: TrainTask): Generator<EpochMetrics, Final, void> {
  const { train, test } = fullChannels(task, 'test:');
  const settings = readSettings(task.hyperparameters, train.columns);
  const { k, batchRows } = settings;
  const epochs = Math.min(settings.epochs, task.most ?? Infinity);
  const { columns } = train;
  if (train.rows < k) {
    throw new AlgorithmError(
      `ClientError: Hyperparameter k: ${k} clusters of ${train.rows} rows cannot be made`,
    );
  }
  const count = Math.min(k * settings.extra, train.rows);
  const points: Points = { count: train.rows, columns, values: train.features };
  const { centers, mass } = startOf(task, points, count, settings);
  const order = new Int32Array(train.rows);
  const assign = assigner(points, count);

  let final: Float64Array = new Float64Array();
  for (let epoch = (task.checkpoint?.epoch ?? 0) + 1; epoch <= epochs; epoch++) {
    for (let r = 0; r < order.length; r++) order[r] = r;
    rng(task.seed, 'k-means', 'order', epoch).shuffle(order);
    let distance = 0;
    for (let from = 0; from < order.length; from += batchRows) {
      const rows = order.subarray(from, from + batchRows);
      // Older rows fade: a centre's mass halves in every `halfLife` rows.
      if (settings.halfLife > 0) {
        const fading = 0.5 ** (rows.length / settings.halfLife);
        for (let c = 0; c < count; c++) mass[c]! *= fading;
      }
      distance += moveCenters(points, rows, assign(rows, centers), centers, mass);
    }
    const metrics: Record<string, number> = { 'train:msd': distance / train.rows };
    const lines = [qualityLine('train', 'msd', 'loss', distance / train.rows, epoch)];
    if (epoch === epochs) {
      final = reduced({ count, columns, values: centers }, mass, settings, task.seed);
      if (test) {
        for (const [name, value] of Object.entries(judged(final, k, test))) {
          metrics[`test:${name}`] = value;
          lines.push(qualityLine('test', name, 'loss', value));
        }
      }
    }
    yield {
      epoch,
      metrics,
      log: lines.join('\n'),
      checkpoint: () => ({ epoch, state: { centers: centers.slice(), mass: mass.slice() } satisfies State }),
    };
  }
  if (final.length === 0) final = reduced({ count, columns, values: centers }, mass, settings, task.seed);
  return { artifact: { name: 'model.json', text: writeKMeans(final, k) } };
}

function startOf({ seed, checkpoint }: TrainTask, points: Points, count: number, { init }: Settings): State {
  if (checkpoint) {
    const { centers, mass } = checkpoint.state as State;
    return { centers: centers.slice(), mass: mass.slice() };
  }
  const centers = firstCenters(points, undefined, count, init, rng(seed, 'k-means', 'start'));
  return { centers, mass: new Float64Array(count) };
}

/** Moves every centre to the mean of all it stood for and its new rows. Returns the rows' distances, summed. */
function moveCenters(
  { columns, values }: Points,
  rows: Int32Array,
  { center: centerOf, distance }: Assigned,
  centers: Float64Array,
  mass: Float64Array,
): number {
  const sums = new Float64Array(centers.length);
  const added = new Float64Array(mass.length);
  let total = 0;
  for (const r of rows) {
    const center = centerOf[r]!;
    total += distance[r]!;
    added[center]!++;
    for (let j = 0; j < columns; j++) sums[center * columns + j]! += values[r * columns + j]!;
  }
  for (let c = 0; c < mass.length; c++) {
    if (added[c] === 0) continue;
    const whole = mass[c]! + added[c]!;
    for (let j = c * columns; j < (c + 1) * columns; j++) {
      centers[j] = (centers[j]! * mass[c]! + sums[j]!) / whole;
    }
    mass[c] = whole;
  }
  return total;
}

/** The best of several clusterings of the many centres into k. */
function reduced(centers: Points, mass: Float64Array, settings: Settings, seed: number): Float64Array {
  const { k, localInit, trials, iterations, tolerance } = settings;
  if (centers.count === k) return Float64Array.from(centers.values);
  let best: { total: number; found: Float64Array } = { total: Infinity, found: new Float64Array() };
  for (let trial = 0; trial < trials; trial++) {
    const random = rng(seed, 'k-means', 'local', trial);
    const found = firstCenters(centers, mass, k, localInit, random);
    const total = lloyd(centers, mass, found, k, iterations, tolerance);
    if (total < best.total) best = { total, found };
  }
  return best.found;
}

interface Settings {
  readonly k: number;
  readonly epochs: number;
  readonly batchRows: number;
  readonly extra: number;
  readonly init: 'random' | 'kmeans++';
  readonly halfLife: number;
  readonly localInit: 'random' | 'kmeans++';
  readonly iterations: number;
  readonly trials: number;
  readonly tolerance: number;
}

/** What `auto` stands for; the container's own values are not documented. */
const AUTO_EXTRA = 10;
const AUTO_TRIALS = 10;

function readSettings(given: Readonly<Record<string, string>>, columns?: number): Settings {
  const h = readHyperparameters(given);
  readFeatureDim(h, columns);
  const methods = ['random', 'kmeans++'] as const;
  // Both metrics are always computed.
  h.oneOf('eval_metrics', ['["msd"]', '["ssd"]', '["msd","ssd"]'], { default: '["msd"]' });
  const settings: Settings = {
    k: h.integer('k', { min: 1, max: 100_000 }),
    epochs: h.integer('epochs', { min: 1, default: 1 }),
    batchRows: h.integer('mini_batch_size', { min: 1, default: 5000 }),
    extra: h.integer('extra_center_factor', { min: 1, default: AUTO_EXTRA, auto: AUTO_EXTRA }),
    init: h.oneOf('init_method', methods, { default: 'random' }),
    halfLife: h.integer('half_life_time_size', { min: 0, default: 0 }),
    localInit: h.oneOf('local_lloyd_init_method', methods, { default: 'kmeans++' }),
    iterations: h.integer('local_lloyd_max_iter', { min: 1, default: 300 }),
    trials: h.integer('local_lloyd_num_trials', { min: 1, default: AUTO_TRIALS, auto: AUTO_TRIALS }),
    tolerance: h.number('local_lloyd_tol', { min: 0, max: 1, default: 0.0001 }),
  };
  h.rejectUnread();
  return settings;
}
