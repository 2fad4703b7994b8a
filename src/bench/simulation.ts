import { rehearse, type Row, type Stage, stageOf } from '../engine/rehearse.ts';
import { simulate } from '../engine/simulate.ts';
import { powerLaw } from '../engine/testing/objectives.ts';
import type { Space, Spec, StrategyName } from '../engine/types.ts';

/**
 * Tuning jobs played in memory by the engine's own `next` in simulated time, on power-law learning curves with noise, so
 * that the time is the engine's: one of the largest size, 750 training jobs of 100 epochs, under each rule; and a
 * rehearsal, 100 training jobs with each of 20 seeds under each strategy, on the table of 50 training jobs.
 */
const space: Space = [
  { kind: 'continuous', name: 'rate', min: 1e-4, max: 1, scaling: 'log' },
  { kind: 'continuous', name: 'decay', min: 1e-6, max: 0.1, scaling: 'log' },
  { kind: 'integer', name: 'depth', min: 1, max: 12, scaling: 'linear' },
  { kind: 'categorical', name: 'optimizer', values: ['sgd', 'adam', 'rmsprop'] },
];
const job: Spec = {
  seed: 1,
  strategy: 'random',
  definitions: [{ space }],
  maxTrials: 750,
  maxParallel: 10,
  earlyStopping: 'off',
  resource: { min: 1, max: 100 },
};
const CASES: readonly (readonly [string, Partial<Spec>])[] = [
  ['random, no stopping', {}],
  ['random, median rule', { earlyStopping: 'median' }],
  ['random, median rule, 100 at a time', { earlyStopping: 'median', maxParallel: 100 }],
  [
    'random, median rule, criteria',
    { earlyStopping: 'median', completion: { target: -1, notImproving: 750 } },
  ],
  ['Hyperband', { strategy: 'hyperband' }],
  ['Hyperband, 100 at a time', { strategy: 'hyperband', maxParallel: 100 }],
];

/** Ten thousand combinations, for grid search. */
const categories: Space = ['a', 'b', 'c', 'd'].map((name) => ({
  kind: 'categorical',
  name,
  values: Array.from({ length: 10 }, (_, i) => `${name}${i}`),
}));
const REHEARSED: readonly (readonly [StrategyName, Stage])[] = [
  ['random', tableOf(space)],
  ['hyperband', tableOf(space)],
  ['grid', tableOf(categories)],
  ['bayesian', tableOf(space)],
];
const SEEDS = 20;

const line = (title: string, cells: readonly (string | number)[]) =>
  process.stdout.write(`${title.padEnd(36)}${cells.map((cell) => String(cell).padStart(9)).join('')}\n`);

line('750 training jobs × 100 epochs', ['wall s', 'CPU s', 'epochs', 'stopped']);
for (const [title, change] of CASES) {
  const spec = { ...job, ...change };
  const { result, wall, cpu } = timed(() => simulate(spec, powerLaw(spec, { epochs: 100, noise: 0.05 })));
  const stopped = result.trials.filter(({ status }) => status === 'stopped').length;
  const epochs = result.trials.reduce((sum, { values }) => sum + values.length, 0);
  line(title, [wall.toFixed(2), cpu.toFixed(2), epochs, stopped]);
}

line(`\nRehearsal, ${SEEDS} seeds × 100 jobs`, [' wall s', 'CPU s', 'of random']);
const spent = REHEARSED.map(([strategy, stage]) => {
  const { wall, cpu } = timed(() => {
    for (let seed = 1; seed <= SEEDS; seed++)
      rehearse(stage, { strategy, seed, maxTrials: 100, maxParallel: 4, earlyStopping: 'off' });
  });
  return { strategy, wall, cpu };
});
for (const { strategy, wall, cpu } of spent)
  line(strategy, [wall.toFixed(2), cpu.toFixed(2), `${(cpu / (spent[0]?.cpu ?? 1)).toFixed(1)} ×`]);
const sum = (of: 'wall' | 'cpu') => spent.reduce((all, each) => all + each[of], 0).toFixed(2);
line('all, one core', [sum('wall'), sum('cpu')]);

function timed<T>(work: () => T): { result: T; wall: number; cpu: number } {
  const used = process.cpuUsage();
  const from = performance.now();
  const result = work();
  const wall = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(used);
  return { result, wall, cpu: (user + system) / 1e6 };
}

/** What 50 random training jobs of 27 epochs have shown. */
function tableOf(of: Space): Stage {
  const spec: Spec = { ...job, definitions: [{ space: of }], maxTrials: 50 };
  const { trials } = simulate(spec, powerLaw(spec, { epochs: 27, noise: 0.02 }));
  const rows = trials.map(
    ({ index, definition, configuration, values }): Row => ({
      definition,
      configuration,
      values,
      epochs: values.length,
      startSeconds: 100,
      downloadSeconds: 10,
      epochSeconds: 10 + index / 5,
      uploadSeconds: 10,
    }),
  );
  return stageOf({ definitions: spec.definitions, rows });
}
