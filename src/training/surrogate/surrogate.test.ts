import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulated } from '../catalog/index.ts';
import { train } from '../train.ts';
import type { EpochMetrics, TrainTask } from '../types.ts';
import { caltech256 } from './caltech-256.ts';
import { epochsOfSurrogate, outlook, surrogateEpochSeconds, valueAt } from './curve.ts';
import { problemAt, problemOf, problems, renamed, simulatedObjects } from './problems.ts';
import type { Surrogate } from './surrogate.ts';

const task = (surrogate: Surrogate, hyperparameters: Record<string, string>, seed = 1): TrainTask => ({
  algorithm: 'surrogate',
  surrogate,
  hyperparameters,
  channels: {},
  seed,
});
const rows = (given: TrainTask): EpochMetrics[] => [...train(given)];
const accuracy = { ...caltech256.metrics[0]! };
const quiet: Surrogate = { ...caltech256, noise: 0 };

describe('outlook', () => {
  it('is best at the best settings and worse on either side', () => {
    const at = (rate: string) =>
      outlook(quiet, { learning_rate: rate, optimizer: 'nag', mini_batch_size: '35' });
    // nag moves the best coordinate of 1e-5…1 from 0.5 to 0.6: a rate of 1e-2.
    expect(at('0.01').quality).toBeGreaterThan(0.999);
    expect(at('0.001').quality).toBeLessThan(at('0.01').quality);
    expect(at('0.1').quality).toBeLessThan(at('0.01').quality);
  });

  it('slows down below the best rate and diverges far above it', () => {
    const at = (rate: string) => outlook(quiet, { learning_rate: rate, optimizer: 'adam' });
    expect(at('1e-5').halfLife).toBeGreaterThan(at('1e-3').halfLife);
    expect(at('1e-3').divergesAt).toBeUndefined();
    expect(at('1').divergesAt).toBeGreaterThanOrEqual(1);
  });

  it('stays within 0…1 whatever text it is given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('learning_rate', 'optimizer', 'x'), fc.string()), (given) => {
        const { quality, halfLife } = outlook(caltech256, given);
        expect(quality).toBeGreaterThanOrEqual(0);
        expect(quality).toBeLessThanOrEqual(1);
        expect(halfLife).toBeGreaterThan(0);
      }),
    );
  });
});

describe('valueAt', () => {
  it('wins half of what there is to win at the half-life', () => {
    const ahead = { quality: 1, halfLife: 4, divergesAt: undefined };
    expect(valueAt(quiet, accuracy, ahead, 4, 1)).toBeCloseTo((accuracy.start + accuracy.best) / 2, 12);
  });

  it('falls back to chance where a maximised metric diverges, and is NaN where a minimised one does', () => {
    const ahead = { quality: 1, halfLife: 4, divergesAt: 3 };
    expect(valueAt(quiet, accuracy, ahead, 2, 1)).toBeGreaterThan(0.1);
    expect(valueAt(quiet, accuracy, ahead, 3, 1)).toBeCloseTo(accuracy.start, 12);
    expect(valueAt(quiet, { name: 'loss', start: 2, best: 0.1, perEpoch: true }, ahead, 3, 1)).toBeNaN();
  });
});

describe('the simulated learner', () => {
  it('gives the same rows for the same seed, others for another, and goes on from a checkpoint', () => {
    const settings = { learning_rate: '0.01', epochs: '6' };
    const all = rows(task(caltech256, settings));
    expect(all).toHaveLength(6);
    expect(rows(task(caltech256, settings)).map(({ metrics }) => metrics)).toEqual(
      all.map(({ metrics }) => metrics),
    );
    expect(rows(task(caltech256, settings, 2))[0]!.metrics).not.toEqual(all[0]!.metrics);
    const rest = rows({ ...task(caltech256, settings), checkpoint: all[2]!.checkpoint() });
    expect(rest.map(({ metrics }) => metrics)).toEqual(all.slice(3).map(({ metrics }) => metrics));
  });

  it('says in its log and its artifact that it is simulated', () => {
    const run = train(task(caltech256, { epochs: '1' }));
    const first = run.next();
    expect(first.done ? '' : first.value.log).toContain('[simulated]');
    const last = run.next();
    expect(last.done && JSON.parse(last.value.artifact.text).simulated).toBe(true);
  });

  it('fails like the container for epochs that are no positive integer', () => {
    expect(() => rows(task(caltech256, { epochs: 'ten' }))).toThrow("Hyperparameter epochs: 'ten'");
    expect(epochsOfSurrogate(caltech256, { epochs: '0' })).toBeUndefined();
  });

  it('takes longer for smaller batches', () => {
    expect(surrogateEpochSeconds(caltech256, { mini_batch_size: '16' })).toBeGreaterThan(
      surrogateEpochSeconds(caltech256, { mini_batch_size: '64' }),
    );
  });
});

describe.each(simulated)('$name', ({ metrics, surrogate, hyperparameters, epochParameter, iterative }) => {
  it('can be tuned: metrics improve in their direction, hyperparameters matter', () => {
    const tuned = hyperparameters.filter(({ tunable }) => tunable?.byDefault);
    expect(metrics.length).toBeGreaterThan(0);
    expect(tuned.length).toBeGreaterThan(0);
    for (const { name, direction } of metrics) {
      const curve = surrogate.metrics.find((metric) => metric.name === name)!;
      expect(Math.sign(curve.best - curve.start), name).toBe(direction === 'Maximize' ? 1 : -1);
    }
    const some = tuned.find(({ name }) => name !== epochParameter) ?? tuned[0]!;
    const ends = some.tunable!.values ?? [String(some.tunable!.min), String(some.tunable!.max)];
    const qualities = ends.map((value) => outlook(surrogate, { [some.name]: value }).quality);
    expect(new Set(qualities).size).toBeGreaterThan(1);
  });

  it('reports every metric by its last epoch', () => {
    const settings = epochParameter && iterative ? { [epochParameter]: '3' } : {};
    // In one of its modes.
    const modes = surrogate.metrics.flatMap(
      ({ when }) => when?.values.map((value) => ({ [when.hyperparameter]: value })) ?? [{}],
    );
    const played = modes.flatMap((mode) => rows(task(surrogate, { ...settings, ...mode })));
    const names = new Set(played.flatMap((row) => Object.keys(row.metrics)));
    expect([...names].sort()).toEqual(metrics.map(({ name }) => name).sort());
  });
});

describe('problems', () => {
  it('are found by the address of their data, and only there', () => {
    for (const { uri } of simulatedObjects) expect(problemAt(uri)).toBeDefined();
    expect(problemAt('s3://etude-samples/simulated/caltech-256/train/')?.id).toBe('caltech-256');
    expect(problemAt('s3://etude-samples/churn/train/')).toBeUndefined();
    expect(problemOf('constructor')).toBeUndefined();
    expect(new Set(problems.map(({ id }) => id)).size).toBe(problems.length);
  });

  it('take the names and the direction of a definition of its own', () => {
    const own = renamed(caltech256, { name: 'err', direction: 'Minimize' }, ['err', 'acc']);
    expect(own.metrics.map(({ name }) => name)).toEqual(['err', 'acc']);
    expect(own.metrics[0]!.best).toBeLessThan(own.metrics[0]!.start);
  });
});

describe('an algorithm with modes', () => {
  const emittedBy = (id: string, hyperparameters: Record<string, string>) => {
    const { surrogate } = simulated.find((each) => each.id === id)!;
    const counted = surrogate.epochs.parameter === undefined ? {} : { [surrogate.epochs.parameter]: '2' };
    return new Set(
      rows(task(surrogate, { ...counted, ...hyperparameters })).flatMap(({ metrics }) =>
        Object.keys(metrics),
      ),
    );
  };
  const all = (id: string) =>
    new Set(simulated.find((each) => each.id === id)!.metrics.map(({ name }) => name));

  it('emits the metrics of the mode that its hyperparameters choose, and no others', () => {
    for (const mode of ['skipgram', 'cbow', 'batch_skipgram'])
      expect(emittedBy('blazingtext', { mode })).toEqual(new Set(['train:mean_rho']));
    expect(emittedBy('blazingtext', { mode: 'supervised' })).toEqual(new Set(['validation:accuracy']));
    expect(emittedBy('object2vec', { output_layer: 'mean_squared_error' })).toEqual(
      new Set(['test:mean_squared_error', 'validation:mean_squared_error']),
    );
    // softmax is what the guide gives as the default.
    const softmax = emittedBy('object2vec', {});
    expect(softmax).toEqual(emittedBy('object2vec', { output_layer: 'softmax' }));
    expect([...softmax].filter((name) => name.endsWith('mean_squared_error'))).toEqual([]);
    expect(softmax.size).toBeGreaterThan(1);
    expect(emittedBy('lightgbm', { metric: 'l1' })).toEqual(new Set(['l1']));
  });

  it('emits the objective of the tuning job whatever the mode, and all where nothing tells the mode', () => {
    expect(emittedBy('lightgbm', { metric: 'l1', _tuning_objective_metric: 'auc' })).toEqual(
      new Set(['l1', 'auc']),
    );
    expect(emittedBy('lightgbm', {})).toEqual(all('lightgbm'));
    expect(emittedBy('catboost', {})).toEqual(all('catboost'));
  });

  it('lends its curves to a definition of another algorithm without its modes', () => {
    const { surrogate } = simulated.find(({ id }) => id === 'blazingtext')!;
    const lent = renamed(surrogate, { name: 'loss', direction: 'Minimize' }, ['other']);
    const [first] = rows(task(lent, { mode: 'supervised' }));
    expect(Object.keys(first?.metrics ?? {})).toEqual(['loss', 'other']);
  });
});
