import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type EarlyStopping, nothingSeen, type Watch, watched } from './monitor.ts';

const rule = (more: Partial<EarlyStopping> = {}): EarlyStopping => ({
  monitor: 'val_loss',
  direction: 'min',
  patience: 0,
  minDelta: 0,
  startFromEpoch: 0,
  ...more,
});

/** Plays values until the rule ends the training or the values do. */
function play(given: EarlyStopping, values: readonly (number | undefined)[]): Watch {
  let seen = nothingSeen(given.direction);
  for (const [i, value] of values.entries()) {
    seen = watched(given, seen, i + 1, value);
    if (seen.stopEpoch > 0) break;
  }
  return seen;
}

/**
 * Worked out by hand from the source of Keras 3's EarlyStopping (keras/src/callbacks/early_stopping.py): name, rule,
 * values of the metric, the epoch it prints as "early stopping" (0: none), the epoch whose weights it would restore.
 */
const cases: readonly [string, Partial<EarlyStopping>, readonly (number | undefined)[], number, number][] = [
  ['the simple form ends at the first epoch that is not better', {}, [5, 4, 3, 3.5, 1], 4, 3],
  ['patience 1 is the same as 0', { patience: 1 }, [5, 4, 3, 3.5, 1], 4, 3],
  ['patience 2 bears one', { patience: 2 }, [5, 4, 4.5, 3, 3.5, 3.6, 1], 6, 4],
  [
    'patience counts against the best ever, not against the last value',
    { patience: 3 },
    [3, 5, 4.5, 4, 2],
    4,
    1,
  ],
  ['equal is no improvement', { patience: 2 }, [2, 2, 2, 1], 3, 1],
  ['a new best restores all patience', { patience: 2 }, [5, 6, 4, 6, 3, 6, 6], 7, 5],
  ['no end within patience', { patience: 5 }, [5, 6, 7, 8], 0, 1],
  ['the best of a training that goes on to its end', { patience: 9 }, [5, 4, 6, 3.5, 7], 0, 4],
  ['max grows', { direction: 'max', patience: 2 }, [0.5, 0.7, 0.6, 0.7, 0.9], 4, 2],
  ['min_delta: a smaller step is none', { minDelta: 0.5, patience: 2 }, [5, 4.8, 4.6, 1], 3, 1],
  ['min_delta: exactly that much is none', { minDelta: 0.5, patience: 2 }, [5, 4.5, 4.5, 1], 3, 1],
  [
    'min_delta: small steps add up against the best',
    { minDelta: 0.5, patience: 9 },
    [5, 4.7, 4.4, 4.2],
    0,
    3,
  ],
  ['min_delta with max', { direction: 'max', minDelta: 0.01, patience: 1 }, [0.5, 0.52, 0.525], 3, 2],
  // Improving all the way and never below the baseline: patience runs out at the first epoch that does not improve.
  ['baseline not reached: the wait is not reset', { baseline: 1, patience: 3 }, [5, 4, 3, 2, 2.5, 0.5], 5, 4],
  ['baseline not reached, steady values', { baseline: 1, patience: 3 }, [5, 5, 5, 0.5], 3, 1],
  ['baseline reached: patience is restored', { baseline: 4, patience: 2 }, [5, 3, 3.5, 3.5, 1], 4, 2],
  ['baseline is no value to stop at', { baseline: 4, patience: 2 }, [3, 2, 1, 0.5], 0, 4],
  [
    'baseline with min_delta has to be beaten by it',
    { baseline: 4, minDelta: 1, patience: 2 },
    [3.5, 3.4, 1],
    2,
    1,
  ],
  ['start_from_epoch: earlier epochs are not seen', { startFromEpoch: 3 }, [1, 9, 9, 5, 4, 6], 6, 5],
  ['start_from_epoch beyond the end', { startFromEpoch: 9 }, [1, 2, 3], 0, 0],
  ['NaN is not better: the first epoch is what could be restored', { patience: 2 }, [NaN, NaN, 3], 2, 1],
  ['NaN after a best', { patience: 2 }, [2, NaN, NaN], 3, 1],
  ['a metric that is missing changes nothing', { patience: 1 }, [undefined, undefined, undefined], 0, 0],
  [
    'relative: 1 % of the best is asked for',
    { minDelta: 0.01, relative: true, patience: 2 },
    [200, 198.5, 198.1],
    3,
    1,
  ],
  [
    'relative: more than 1 % is enough',
    { minDelta: 0.01, relative: true, patience: 2 },
    [200, 197.9, 190],
    0,
    3,
  ],
  ['min epochs put the end off', { patience: 1, minEpochs: 5 }, [1, 2, 2, 2, 2, 2], 5, 1],
  ['the first epoch never ends it, the second does', { patience: 0 }, [NaN, NaN], 2, 1],
];

describe('early stopping as Keras does it', () => {
  test.each(cases)('%s', (_, given, values, stopEpoch, bestEpoch) => {
    const seen = play(rule(given), values);
    expect({ stopEpoch: seen.stopEpoch, bestEpoch: seen.bestEpoch }).toEqual({ stopEpoch, bestEpoch });
  });

  it('without baseline and delta ends at the best epoch + max(patience, 1), never later', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 10 }), (series, patience) => {
        const { stopEpoch, bestEpoch, best } = play(rule({ patience }), series);
        const seen = series.slice(0, stopEpoch || series.length);
        expect(best).toBe(Math.min(...seen));
        expect(bestEpoch).toBe(seen.indexOf(best) + 1);
        if (stopEpoch > 0) expect(stopEpoch).toBe(bestEpoch + Math.max(patience, 1));
        else expect(series.length).toBeLessThan(bestEpoch + Math.max(patience, 1));
      }),
    );
  });

  it('looks at values mirrored for max', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 })),
        fc.nat(5),
        (series, patience) => {
          const low = play(rule({ patience, minDelta: 0.25, baseline: -1 }), series);
          const mirrored = series.map((value) => -value);
          const high = play(rule({ direction: 'max', patience, minDelta: 0.25, baseline: 1 }), mirrored);
          expect({ ...high, best: 0 }).toEqual({ ...low, best: 0 });
        },
      ),
    );
  });
});
