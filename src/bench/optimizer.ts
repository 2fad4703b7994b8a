import { DEFAULTS, type Settings } from '../engine/strategies/bayesian/settings.ts';
import { bayesianWith } from '../engine/strategies/bayesian/bayesian.ts';
import type { Dimension, Spec, Trial } from '../engine/types.ts';

/** A dimension as the benchmark's tasks have it; `auto` is ours, for trying Auto scaling. */
export type TaskDimension = { readonly name: string } & (
  | { readonly type: 'cat'; readonly choices: readonly string[] }
  | {
      readonly type: 'int' | 'float';
      readonly low: number;
      readonly high: number;
      readonly log?: boolean;
      readonly auto?: boolean;
    }
);
export type Params = Readonly<Record<string, number | string>>;

export interface Optimizer {
  suggest(): Params;
  /** The very object that `suggest` gave, or any other configuration of the space; lower is better. */
  observe(params: Params, value: number): void;
}

/** The engine's Bayesian search in the benchmark's dress, with settings of choice. */
export function optimizerWith(settings: Settings) {
  const strategy = bayesianWith(settings);
  return (
    space: readonly TaskDimension[],
    { seed, n, workers }: { readonly seed: number; readonly n: number; readonly workers: number },
  ): Optimizer => {
    const spec: Spec = {
      seed,
      strategy: 'bayesian',
      definitions: [{ space: space.map(toDimension) }],
      maxTrials: n,
      maxParallel: workers,
      earlyStopping: 'off',
    };
    const trials: Trial[] = [];
    const running = new Map<Params, number>();
    const add = (configuration: Params): number =>
      trials.push({
        index: trials.length,
        definition: 0,
        configuration,
        status: 'running',
        values: [],
        checks: [],
      }) - 1;
    return {
      suggest() {
        const suggestion = strategy.suggest(spec, trials, trials.length);
        if (suggestion === undefined) throw new Error('The space is exhausted.');
        const params = { ...suggestion.configuration };
        running.set(params, add(suggestion.configuration));
        return params;
      },
      observe(params, value) {
        const index = running.get(params) ?? add(params);
        const trial = trials[index];
        if (trial) trials[index] = { ...trial, status: 'completed', values: [value] };
      },
    };
  };
}

/** `bench.mjs` of the benchmark takes this module as it is. */
export default optimizerWith(DEFAULTS);

function toDimension(dimension: TaskDimension): Dimension {
  const { name } = dimension;
  if (dimension.type === 'cat') return { kind: 'categorical', name, values: dimension.choices };
  const { type, low: min, high: max, log, auto } = dimension;
  const scaling = auto ? 'auto' : log ? 'log' : 'linear';
  return { kind: type === 'int' ? 'integer' : 'continuous', name, min, max, scaling };
}
