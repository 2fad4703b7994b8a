/** Rehearsals as the console starts them and reads them: settings in the address, runs over workers, what came out. */
import {
  REHEARSED_STRATEGIES,
  type RehearsalProblem,
  type RehearsalRun,
  type RehearsalTrace,
  type RehearsalWorker,
  type RehearsedStrategy,
  type Unfit,
} from '../api/foresight.ts';
import { connect, type Port, RpcError } from '../lib/rpc.ts';
import { median, quantile } from './charts/bands.ts';
import { formatNumber } from './format.ts';

export interface RehearsalSettings {
  readonly strategies: readonly RehearsedStrategy[];
  /** How often each strategy runs, with seeds 1, 2, 3 … */
  readonly seeds: number;
  readonly jobs: number;
  readonly parallel: number;
  readonly earlyStopping: 'Off' | 'Auto';
}

/** Smallest and largest value of every number among the settings. */
export const REHEARSAL_LIMITS = { seeds: [1, 50], jobs: [2, 500], parallel: [1, 100] } as const;
type Count = keyof typeof REHEARSAL_LIMITS;

/** What is wrong with a number as typed; undefined if nothing. */
export function countError(name: Count, text: string): string | undefined {
  const [min, max] = REHEARSAL_LIMITS[name];
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max
    ? undefined
    : `Enter a whole number from ${min} to ${max}.`;
}

/** An address with these settings in it, or with none; what others keep there stays. */
export function writeSearch(
  search: URLSearchParams,
  settings: RehearsalSettings | undefined,
): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ['strategies', 'seeds', 'jobs', 'parallel', 'stopping']) next.delete(name);
  if (!settings) return next;
  next.set('strategies', settings.strategies.join(','));
  next.set('seeds', String(settings.seeds));
  next.set('jobs', String(settings.jobs));
  next.set('parallel', String(settings.parallel));
  next.set('stopping', settings.earlyStopping);
  return next;
}

/** The settings that an address holds; undefined when it holds none, or none that can be run. */
export function fromSearch(search: URLSearchParams): RehearsalSettings | undefined {
  const text = (name: string) => search.get(name) ?? '';
  const named = text('strategies').split(',');
  const strategies = REHEARSED_STRATEGIES.filter((strategy) => named.includes(strategy));
  const counts = ['seeds', 'jobs', 'parallel'] as const;
  if (strategies.length === 0 || counts.some((name) => countError(name, text(name)) !== undefined))
    return undefined;
  return {
    strategies,
    seeds: Number(text('seeds')),
    jobs: Number(text('jobs')),
    parallel: Number(text('parallel')),
    earlyStopping: text('stopping') === 'Auto' ? 'Auto' : 'Off',
  };
}

export interface RehearsalResult {
  /** Every strategy has been played with the seeds 1 to this one. */
  readonly seeds: number;
  /** By strategy, one trace for each seed; strategies that cannot run are absent. */
  readonly traces: ReadonlyMap<RehearsedStrategy, readonly RehearsalTrace[]>;
  /** Strategies that were asked for and cannot run on this problem. */
  readonly unfit: ReadonlyMap<RehearsedStrategy, Unfit>;
}

/** A worker that plays rehearsals, wherever it comes from. */
export interface Player {
  readonly port: Port;
  readonly end: () => void;
  readonly onError: (listener: (message: string) => void) => void;
}

export interface RehearsalProgress {
  /** How many of how many tuning jobs have been played. */
  readonly done: number;
  readonly all: number;
  /** What the result would be with no more seeds than every strategy has been through. */
  readonly soFar: RehearsalResult;
}

/**
 * Plays every strategy with every seed, spread over the players, seed by seed, so that what is known early compares like
 * with like. Aborting ends the players at once; so does the first failure. Neither the result nor any `soFar` of as many
 * seeds depends on how many players there are or which is the fastest.
 */
export async function playRehearsal(
  problem: RehearsalProblem,
  settings: RehearsalSettings,
  players: readonly Player[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: RehearsalProgress) => void },
): Promise<RehearsalResult> {
  const remotes = players.map(({ port, onError }) => {
    const { call, failPending } = connect(port, () => {});
    const fail = (message: string) => failPending({ code: 'InternalFailure', message });
    onError(fail);
    signal.addEventListener('abort', () => fail('The rehearsal was cancelled.'));
    return <O extends keyof RehearsalWorker>(operation: O, input: RehearsalWorker[O]['input']) =>
      call(operation, input) as Promise<RehearsalWorker[O]['output']>;
  });
  try {
    const [unable = {}] = await Promise.all(remotes.map((remote) => remote('Open', problem)));
    const able = settings.strategies.filter((strategy) => unable[strategy] === undefined);
    const unfit = new Map(
      settings.strategies.flatMap((strategy) => {
        const why = unable[strategy];
        return why === undefined ? [] : [[strategy, why] as const];
      }),
    );
    /** By seed, what each strategy came to. */
    const played = Array.from({ length: settings.seeds }, () => new Map<RehearsedStrategy, RehearsalTrace>());
    const soFar = (): RehearsalResult => {
      const hole = played.findIndex(({ size }) => size < able.length);
      const whole = hole < 0 ? played : played.slice(0, hole);
      const traces = able.map(
        (strategy) => [strategy, whole.flatMap((of) => of.get(strategy) ?? [])] as const,
      );
      return { seeds: whole.length, traces: new Map(traces), unfit };
    };
    const runs = Array.from({ length: settings.seeds }, (_, i) => i + 1).flatMap((Seed) =>
      able.map((Strategy): RehearsalRun => {
        const { jobs, parallel, earlyStopping } = settings;
        return {
          Strategy,
          Seed,
          MaxNumberOfTrainingJobs: jobs,
          MaxParallelTrainingJobs: parallel,
          TrainingJobEarlyStoppingType: earlyStopping,
        };
      }),
    );
    const waiting = runs.values();
    let done = 0;
    onProgress({ done, all: runs.length, soFar: soFar() });
    await Promise.all(
      remotes.map(async (remote) => {
        for (const run of waiting) {
          played[run.Seed - 1]?.set(run.Strategy, await remote('Run', run));
          onProgress({ done: ++done, all: runs.length, soFar: soFar() });
        }
      }),
    );
    if (signal.aborted) throw new RpcError({ code: 'Cancelled', message: 'The rehearsal was cancelled.' });
    return soFar();
  } finally {
    for (const { end } of players) end();
  }
}

/** Players in workers of their own: as many as there are cores; the page itself has little to do meanwhile. */
export function spawnPlayers(): Player[] {
  return Array.from({ length: Math.min(8, Math.max(2, navigator.hardwareConcurrency)) }, () => {
    const worker = new Worker(new URL('../backend/rehearsal.worker.ts', import.meta.url), { type: 'module' });
    return {
      port: worker,
      end: () => worker.terminate(),
      onError: (listener) => {
        worker.onerror = ({ message }) => listener(message || 'The rehearsal worker could not be loaded.');
      },
    };
  });
}

/** What a strategy came to, medians over its seeds. */
export interface StrategyOutcome {
  readonly strategy: RehearsedStrategy;
  /** Best objective at the end: quartiles. NaN when no training job ever completed. */
  readonly best: { readonly median: number; readonly low: number; readonly high: number };
  readonly epochs: number;
  readonly seconds: number;
  readonly stopped: number;
  /** Seeds with which no other strategy came to a better value. */
  readonly ahead: number;
}

export function outcomesOf(
  { traces }: RehearsalResult,
  direction: 'Maximize' | 'Minimize',
): readonly StrategyOutcome[] {
  const sign = direction === 'Maximize' ? -1 : 1;
  const finals = new Map(
    [...traces].map(([strategy, all]) => [strategy, all.map(({ Best }) => Best.at(-1) ?? Number.NaN)]),
  );
  const cost = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? Infinity : value * sign;
  return [...traces].map(([strategy, all]) => {
    const own = finals.get(strategy) ?? [];
    const finite = own.filter((value) => !Number.isNaN(value));
    return {
      strategy,
      best: { median: median(finite), low: quantile(finite, 0.25), high: quantile(finite, 0.75) },
      epochs: median(all.map(({ Epochs }) => Epochs.at(-1) ?? 0)),
      seconds: median(all.map(({ Seconds }) => Seconds.at(-1) ?? 0)),
      stopped: median(all.map(({ Stopped }) => Stopped)),
      ahead: own.filter((value, i) => [...finals.values()].every((other) => cost(value) <= cost(other[i])))
        .length,
    };
  });
}

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** One sentence: who found the best, how surely, and who needed least. */
export function conclusionOf(
  outcomes: readonly StrategyOutcome[],
  direction: 'Maximize' | 'Minimize',
  { seeds, jobs }: Pick<RehearsalSettings, 'seeds' | 'jobs'>,
): string {
  const sign = direction === 'Maximize' ? -1 : 1;
  const ranked = outcomes
    .filter(({ best }) => !Number.isNaN(best.median))
    .toSorted((a, b) => sign * (a.best.median - b.best.median));
  const [first, second] = ranked;
  if (!first) return 'No strategy completed a training job, so nothing can be concluded.';
  const value = `a median best of ${formatNumber(first.best.median, 4)}`;
  if (!second) return `${first.strategy} came to ${value} after ${jobs} training jobs.`;
  const equal = ranked.filter(({ best }) => best.median === first.best.median);
  const head =
    equal.length > 1
      ? `${equal.map(({ strategy }) => strategy).join(' and ')} came equally far after ${jobs} training jobs, with ${value}`
      : `${first.strategy} came furthest in ${jobs} training jobs, with ${value} against ${formatNumber(second.best.median, 4)} for ${second.strategy}; with ${first.ahead} of ${seeds} seeds none was better`;
  const thrifty = ranked.reduce((a, b) => (b.epochs < a.epochs ? b : a));
  const most = Math.max(...ranked.map(({ epochs }) => epochs));
  return thrifty.epochs < 0.95 * most
    ? `${head}. ${thrifty.strategy} needed the fewest epochs, ${percent(thrifty.epochs / most)} of the most.`
    : `${head}.`;
}
