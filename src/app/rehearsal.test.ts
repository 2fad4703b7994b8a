import { describe, expect, it } from 'vitest';
import type { RehearsalProblem, RehearsalTrace } from '../api/foresight.ts';
import { createRehearsal } from '../backend/rehearsal.ts';
import { type Port, serve } from '../lib/rpc.ts';
import {
  conclusionOf,
  countError,
  fromSearch,
  outcomesOf,
  type Player,
  playRehearsal,
  type RehearsalProgress,
  type RehearsalSettings,
  writeSearch,
} from './rehearsal.ts';

const problem: RehearsalProblem = {
  Definitions: [
    { ParameterRanges: { ContinuousParameterRanges: [{ Name: 'x', MinValue: '0', MaxValue: '1' }] } },
  ],
  Objective: { MetricName: 'validation:auc', Type: 'Maximize' },
  Rows: Array.from({ length: 9 }, (_, i) => ({
    Definition: 0,
    HyperParameters: { x: i / 8 },
    Values: [0.5, 0.6, 0.7 + 0.2 * (1 - Math.abs(i / 8 - 0.5))],
    Epochs: 3,
    StartSeconds: 100,
    DownloadSeconds: 5,
    EpochSeconds: 10,
    UploadSeconds: 6,
  })),
  LeftOut: 0,
};
const settings: RehearsalSettings = {
  strategies: ['Random', 'Hyperband', 'Grid'],
  seeds: 3,
  jobs: 6,
  parallel: 2,
  earlyStopping: 'Off',
};

/** A player in this very thread: two ports that hear one another a turn later. */
function player(ended: string[] = []): Player {
  const listeners: [((event: { data: unknown }) => void)[], ((event: { data: unknown }) => void)[]] = [
    [],
    [],
  ];
  const port = (own: 0 | 1): Port => ({
    postMessage: (data) =>
      queueMicrotask(() =>
        listeners[own === 0 ? 1 : 0].forEach((hear) => hear({ data: structuredClone(data) })),
      ),
    addEventListener: (_, listener) => listeners[own].push(listener),
  });
  serve(port(1), createRehearsal());
  return { port: port(0), end: () => ended.push('ended'), onError: () => {} };
}
const quietly = { signal: new AbortController().signal, onProgress: () => {} };

describe('playing', () => {
  it('comes to the same with one player and with three, and ends them', async () => {
    const ended: string[] = [];
    const heard: string[] = [];
    const one = await playRehearsal(problem, settings, [player(ended)], {
      ...quietly,
      onProgress: ({ done, all, soFar }) => heard.push(`${done}/${all}, ${soFar.seeds}`),
    });
    expect(heard).toEqual(['0/6, 0', '1/6, 0', '2/6, 1', '3/6, 1', '4/6, 2', '5/6, 2', '6/6, 3']);
    expect(ended).toEqual(['ended']);
    expect([...one.traces.keys()]).toEqual(['Random', 'Hyperband']);
    expect([...one.unfit]).toEqual([['Grid', 'NotCategorical']]);
    const [random = []] = one.traces.values();
    expect(random).toHaveLength(3);
    // Back in the objective's own direction: higher is better, and never above the best row.
    expect(Math.max(...random.flatMap(({ Best }) => Best.map((value) => value ?? 0)))).toBeLessThanOrEqual(
      0.9,
    );
    expect(random[0]?.Best.at(-1)).toBeGreaterThan(0.8);
    expect(await playRehearsal(problem, settings, [player(), player(), player()], quietly)).toEqual(one);
  });

  it('shows seed by seed what fewer seeds would have come to, whichever player is late', async () => {
    const late = player();
    const answers: (() => void)[] = [];
    // Holds back what the first player asks for after the problem, until the other has played all it could.
    const slow: Player = {
      ...late,
      port: {
        addEventListener: (type, listener) => late.port.addEventListener(type, listener),
        postMessage: (message) => answers.push(() => late.port.postMessage(message)),
      },
    };
    const heard: RehearsalProgress[] = [];
    const done = playRehearsal(problem, settings, [slow, player()], {
      ...quietly,
      onProgress: (progress) => {
        heard.push(progress);
        if (progress.done === 5) answers.shift()?.();
      },
    });
    answers.shift()?.();
    const all = await done;
    expect(heard.map(({ soFar }) => soFar.seeds)).toEqual([0, 0, 0, 0, 0, 0, 3]);
    expect(heard.at(-1)?.soFar).toEqual(all);

    const steps: RehearsalProgress[] = [];
    await playRehearsal(problem, settings, [player()], {
      ...quietly,
      onProgress: (progress) => steps.push(progress),
    });
    const two = steps.find(({ soFar }) => soFar.seeds === 2)?.soFar;
    expect(two).toEqual(await playRehearsal(problem, { ...settings, seeds: 2 }, [player()], quietly));
  });

  it('can be cancelled, and fails when a player does', async () => {
    const ended: string[] = [];
    const stop = new AbortController();
    const cancelled = playRehearsal(problem, settings, [player(ended)], {
      signal: stop.signal,
      onProgress: ({ done }) => done === 2 && stop.abort(),
    });
    await expect(cancelled).rejects.toThrow('cancelled');
    expect(ended).toEqual(['ended']);
    const broken: Player = {
      ...player(),
      onError: (listener) => queueMicrotask(() => listener('It broke.')),
    };
    await expect(playRehearsal(problem, settings, [broken], quietly)).rejects.toThrow('It broke.');
  });
});

describe('the address', () => {
  it('keeps the settings, and holds none that cannot be run', () => {
    const other = new URLSearchParams({ selected: '1-3', seeds: '7' });
    const address = writeSearch(other, { ...settings, strategies: ['Random', 'Grid'] });
    expect(fromSearch(address)).toEqual({ ...settings, strategies: ['Random', 'Grid'] });
    expect(writeSearch(address, undefined).toString()).toBe('selected=1-3');
    expect(fromSearch(other)).toBeUndefined();
    for (const [name, wrong] of [
      ['strategies', 'Luck'],
      ['seeds', '1e9'],
    ] as const) {
      const bent = new URLSearchParams(address);
      bent.set(name, wrong);
      expect(fromSearch(bent)).toBeUndefined();
    }
    expect(countError('jobs', '2.5')).toBe('Enter a whole number from 2 to 500.');
    expect(countError('jobs', '')).toBeDefined();
    expect(countError('jobs', '100')).toBeUndefined();
  });
});

describe('what came out', () => {
  const trace = (best: number | null, epochs: number): RehearsalTrace => ({
    Best: [best],
    Epochs: [epochs],
    Seconds: [epochs * 10],
    Stopped: 1,
  });
  const result = {
    seeds: 3,
    traces: new Map([
      ['Random' as const, [trace(3, 100), trace(1, 100), trace(4, 100)]],
      ['Hyperband' as const, [trace(2, 40), trace(1, 42), trace(null, 44)]],
    ]),
    unfit: new Map(),
  };

  it('counts who was ahead, ties for both', () => {
    const outcomes = outcomesOf(result, 'Minimize');
    expect(outcomes.map(({ strategy, ahead, epochs }) => [strategy, ahead, epochs])).toEqual([
      ['Random', 2, 100],
      ['Hyperband', 2, 42],
    ]);
    expect(outcomesOf(result, 'Maximize').map(({ ahead }) => ahead)).toEqual([3, 1]);
    expect(outcomes[1]?.best).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
  });

  it('says it in a sentence', () => {
    const say = (direction: 'Maximize' | 'Minimize') =>
      conclusionOf(outcomesOf(result, direction), direction, { seeds: 3, jobs: 10 });
    expect(say('Minimize')).toBe(
      'Hyperband came furthest in 10 training jobs, with a median best of 1.5 against 3 for Random; with 2 of 3 seeds none was better. Hyperband needed the fewest epochs, 42 % of the most.',
    );
    expect(say('Maximize')).toContain('Random came furthest');
    expect(conclusionOf([], 'Minimize', settings)).toContain('nothing can be concluded');
  });
});
