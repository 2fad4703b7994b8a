import { simulate } from '../engine/simulate.ts';
import { powerLaw } from '../engine/testing/objectives.ts';
import type { Space, Spec } from '../engine/types.ts';

/**
 * A tuning job of the largest size, 750 training jobs of 100 epochs, played in memory by the engine's own `next` in
 * simulated time. The training jobs are power-law learning curves with noise, so that the time is the engine's.
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

process.stdout.write(
  `${'750 training jobs × 100 epochs'.padEnd(36)}${['wall s', 'CPU s', 'epochs', 'stopped'].map((head) => head.padStart(9)).join('')}\n`,
);
for (const [title, change] of CASES) {
  const spec = { ...job, ...change };
  const course = powerLaw(spec, { epochs: 100, noise: 0.05 });
  const cpu = process.cpuUsage();
  const from = performance.now();
  const { trials } = simulate(spec, course);
  const wall = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const stopped = trials.filter(({ status }) => status === 'stopped').length;
  const epochs = trials.reduce((sum, { values }) => sum + values.length, 0);
  process.stdout.write(
    `${title.padEnd(36)}${[wall.toFixed(2), ((user + system) / 1e6).toFixed(2), epochs, stopped].map((cell) => String(cell).padStart(9)).join('')}\n`,
  );
}
