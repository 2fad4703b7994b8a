import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Launch, simulate } from '../engine/simulate.ts';
import type { Dimension, Space, Spec } from '../engine/types.ts';
import { MEDIAN_RULE } from '../engine/early-stopping.ts';
import { HYPERBAND_RULE } from '../engine/hyperband.ts';

/**
 * The median rule and Hyperband on tables of real learning curves, beside what was recorded of their peers on the same
 * tables: random search of the engine, its own `next`, simulated time, the same jobs, parallelism and scores.
 *
 * The score is the lowest value any training job reported, and the share of epochs trained for it. Seeds draw other
 * configurations in every tool, so `loss` is the fair one: the score less that of the same tool and seed without stopping.
 */
const USAGE = 'npm run -s bench:early-stopping -- [directory of the tasks] [--seeds n]';

/** What the tasks' own module exports, as far as it is used here. */
interface Tasks {
  readonly SPEC: { readonly mf: Readonly<Record<string, { readonly metric: string }>> };
  readonly table: (name: string) => Table;
}
interface Table {
  readonly space: readonly TableDimension[];
  readonly epochs: number;
  /** Seconds of an epoch, by row. */
  readonly sec: readonly number[];
  readonly nearest: (params: Readonly<Record<string, number | string>>) => number;
  readonly value: (metric: string, row: number, epoch: number) => number;
}
type TableDimension = { readonly name: string } & (
  | { readonly type: 'cat'; readonly choices: readonly string[] }
  | { readonly type: 'int' | 'float'; readonly low: number; readonly high: number; readonly log?: boolean }
);

/** One run: epochs trained, training jobs stopped, and the lowest value seen. */
interface Run {
  readonly seed: number;
  readonly epochs: number;
  readonly stopped: number;
  readonly best: number;
}
type Recorded = Run & { readonly table: string; readonly J: number; readonly W: number };

/** Training jobs and how many at a time, as recorded. */
const SIZES = [
  [20, 2],
  [20, 4],
  [50, 4],
  [100, 4],
] as const;

/** Recorded runs, and those of the same tool without stopping. */
const PEERS = {
  'documented median rule': ['amazon_rule', 'optuna_random_none'],
  'Optuna median pruner': ['optuna_random_median', 'optuna_random_none'],
  'Syne Tune median rule': ['syne_random_median', 'syne_random'],
  'Optuna Hyperband': ['optuna_random_hb', 'optuna_random_none'],
  'Optuna successive halving': ['optuna_random_sha', 'optuna_random_none'],
  'Syne Tune Hyperband': ['syne_hyperband', 'syne_random'],
  'Syne Tune ASHA': ['syne_asha', 'syne_random'],
} as const;
const HALVING = ['Optuna Hyperband', 'Syne Tune Hyperband', 'Syne Tune ASHA'] as const;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '40' } },
});
const seeds = Number(options.seeds);
if (positionals.length > 1 || !Number.isInteger(seeds) || seeds < 1) throw new Error(USAGE);
const directory = resolve(positionals[0] ?? resolve(import.meta.dirname, '../../../shared/bench'));
if (!existsSync(resolve(directory, 'tasks/tasks.mjs'))) throw new Error(`No tasks there. ${USAGE}`);
const { SPEC, table } = (await import(pathToFileURL(resolve(directory, 'tasks/tasks.mjs')).href)) as Tasks;
const recorded = (
  JSON.parse(readFileSync(resolve(directory, 'tasks/peers.json'), 'utf8')) as {
    readonly mf: Readonly<Record<string, readonly Recorded[]>>;
  }
).mf;

process.stdout.write(
  `Median rule: at least ${MEDIAN_RULE.minCompleted} completed, from epoch ${MEDIAN_RULE.firstEpoch}. ` +
    `Hyperband: reduction factor ${HYPERBAND_RULE.reductionFactor}, brackets ${HYPERBAND_RULE.brackets}, from epoch 1.\n`,
);
for (const [name, { metric }] of Object.entries(SPEC.mf)) {
  for (const [jobs, parallel] of SIZES) report(name, metric, table(name), jobs, parallel);
}

function report(name: string, metric: string, rows: Table, jobs: number, parallel: number): void {
  const all = jobs * rows.epochs;
  const spec: Omit<Spec, 'seed'> = {
    strategy: 'random',
    definitions: [{ space: spaceOf(rows) }],
    maxTrials: jobs,
    maxParallel: parallel,
    earlyStopping: 'off',
  };
  const ours = (change: Partial<Spec>) =>
    Array.from({ length: seeds }, (_, seed) => play({ ...spec, ...change, seed }, rows, metric));
  const off = ours({});
  const median = ours({ earlyStopping: 'median' });
  const hyperband = ours({ strategy: 'hyperband', resource: { min: 1, max: rows.epochs } });
  const past = (peer: string) =>
    (recorded[peer] ?? []).filter(({ table: of, J, W }) => of === name && J === jobs && W === parallel);

  const lines = [
    line('no stopping', off, off, all),
    line('median rule', median, off, all),
    line('Hyperband', hyperband, off, all),
    ...Object.entries(PEERS).map(([title, [peer, without]]) =>
      line(`  ${title}`, past(peer), past(without), all),
    ),
  ];
  const used = (runs: readonly Run[]) => mean(runs.map(({ epochs }) => epochs));
  const ratio = (runs: readonly Run[], title: keyof typeof PEERS) =>
    `${(used(runs) / used(past(PEERS[title][0]))).toFixed(2)} of ${title}`;
  process.stdout.write(
    `\n${name}, ${jobs} training jobs, ${parallel} at a time (${seeds} seeds; indented: recorded)\n` +
      `${'method'.padEnd(28)}${['epochs', 'mean', 'stopped', 'best', 'mean', 'loss ± s.e.'].map((head, i) => head.padStart(i === 5 ? 19 : 9)).join('')}\n` +
      `${lines.join('\n')}\n` +
      `epochs used: median rule ${ratio(median, 'documented median rule')}; Hyperband ${HALVING.map((title) => ratio(hyperband, title)).join(', ')}\n`,
  );
}

/** Medians and means of a method's runs; `without` are the runs without stopping that its loss is against. */
function line(title: string, runs: readonly Run[], without: readonly Run[], all: number): string {
  if (runs.length === 0) return title.padEnd(28);
  const shares = runs.map(({ epochs }) => epochs / all);
  const bests = runs.map(({ best }) => best);
  const losses = runs.flatMap(({ seed, best }) => {
    const same = without.find((run) => run.seed === seed);
    return same ? [best - same.best] : [];
  });
  const spread = Math.sqrt(mean(losses.map((loss) => (loss - mean(losses)) ** 2)) / losses.length);
  return [
    title.padEnd(28),
    `${(100 * middle(shares)).toFixed(1)}%`.padStart(9),
    `${(100 * mean(shares)).toFixed(1)}%`.padStart(9),
    middle(runs.map(({ stopped }) => stopped))
      .toFixed(1)
      .padStart(9),
    middle(bests).toFixed(4).padStart(9),
    mean(bests).toFixed(5).padStart(9),
    `${mean(losses).toFixed(5)} ± ${spread.toFixed(5)}`.padStart(19),
  ].join('');
}

function play(spec: Spec, rows: Table, metric: string): Run {
  const curves = Array.from({ length: rows.epochs }, (_, e) => e + 1);
  const { trials } = simulate(spec, ({ configuration }: Launch) => {
    const row = rows.nearest(configuration);
    return {
      values: curves.map((epoch) => rows.value(metric, row, epoch)),
      epochSeconds: rows.sec[row] ?? 1,
    };
  });
  const values = trials.flatMap((trial) => trial.values);
  return {
    seed: spec.seed,
    epochs: values.length,
    stopped: trials.filter(({ status }) => status === 'stopped').length,
    best: Math.min(...values.map((value) => value ?? Infinity)),
  };
}

function spaceOf({ space }: Table): Space {
  return space.map((dimension): Dimension => {
    const { name } = dimension;
    if (dimension.type === 'cat') return { kind: 'categorical', name, values: dimension.choices };
    const { type, low: min, high: max, log } = dimension;
    return {
      kind: type === 'int' ? 'integer' : 'continuous',
      name,
      min,
      max,
      scaling: log ? 'log' : 'linear',
    };
  });
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? Number.NaN) + (sorted[Math.ceil(half)] ?? Number.NaN)) / 2;
}
