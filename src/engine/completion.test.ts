import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finishReason } from './completion.ts';
import type { Completion, Spec, Trial } from './types.ts';

const spec: Spec = {
  seed: 0,
  strategy: 'random',
  definitions: [{ space: [{ kind: 'continuous', name: 'x', min: 0, max: 1, scaling: 'linear' }] }],
  maxParallel: 10,
  earlyStopping: 'off',
};

/** One letter per trial: running, completed, stopped, failed. */
function trials(letters: string): Trial[] {
  const statuses = { r: 'running', c: 'completed', s: 'stopped', f: 'failed' } as const;
  return letters.split('').map((letter, index) => ({
    index,
    definition: 0,
    configuration: { x: index / 100 },
    status: statuses[letter as keyof typeof statuses],
    values: [],
    checks: [],
  }));
}

describe('no success', () => {
  it.each([
    ['ffff', false, 'four are too few'],
    ['fffff', true, 'five in a row'],
    ['fffffrrr', true, 'later ones run beside them'],
    ['ffffffff', true, 'eight failed, four at a time'],
    ['rfffff', false, 'the first may still succeed'],
    ['ffffrf', false, 'one of the first five still runs'],
    ['cfffff', false, 'one succeeded'],
    ['fffffc', false, 'a later one succeeded before the fifth failed'],
    ['sffff', false, 'a stopped one is no attempt'],
    ['fsfffsf', true, 'stopped ones are passed over'],
  ])('%s: %s (%s)', (letters, ends) => {
    const reason = finishReason(spec, trials(letters), 0);
    expect(reason?.rule === 'no-success').toBe(ends);
    if (ends) expect(reason).toEqual({ rule: 'no-success', failed: letters.split('f').length - 1 });
  });

  it('is named before limits that are reached at the same time', () => {
    expect(finishReason({ ...spec, maxTrials: 5, maxSeconds: 1 }, trials('fffff'), 1)?.rule).toBe(
      'no-success',
    );
  });

  it('leaves a smaller budget of failures to the limit of trials', () => {
    expect(finishReason({ ...spec, maxTrials: 4 }, trials('ffff'), 0)).toEqual({
      rule: 'max-trials',
      limit: 4,
    });
  });
});

describe('limits', () => {
  it('ends at the time limit, whatever runs, with the time it was', () => {
    const limited = { ...spec, maxSeconds: 120 };
    expect(finishReason(limited, trials('rc'), 119.9)).toBeUndefined();
    expect(finishReason(limited, trials('rc'), 120)).toEqual({
      rule: 'max-seconds',
      limit: 120,
      elapsed: 120,
    });
    expect(finishReason(limited, [], 121)).toEqual({ rule: 'max-seconds', limit: 120, elapsed: 121 });
  });

  it('ends when all trials were launched and none runs; stopped and failed ones count', () => {
    const limited = { ...spec, maxTrials: 4 };
    expect(finishReason(limited, trials('csfr'), 0)).toBeUndefined();
    expect(finishReason(limited, trials('csf'), 0)).toBeUndefined();
    expect(finishReason(limited, trials('csfc'), 0)).toEqual({ rule: 'max-trials', limit: 4 });
  });

  it('ends when the space is used up and none runs', () => {
    const dice = { kind: 'integer', name: 'x', min: 0, max: 2, scaling: 'linear' } as const;
    const finite: Spec = { ...spec, definitions: [{ space: [dice] }] };
    const three = (letters: string) =>
      trials(letters).map((trial) => ({ ...trial, configuration: { x: trial.index } }));
    expect(finishReason(finite, three('cc'), 0)).toBeUndefined();
    expect(finishReason(finite, three('ccr'), 0)).toBeUndefined();
    expect(finishReason(finite, three('ccs'), 0)).toEqual({ rule: 'space-exhausted', configurations: 3 });
    expect(finishReason({ ...finite, maxTrials: 3 }, three('ccs'), 0)?.rule).toBe('max-trials');
  });
});

describe('criteria', () => {
  const ended = (...values: number[]): Trial[] =>
    values.map((value, index) => ({
      index,
      definition: 0,
      configuration: { x: index / 100 },
      status: 'completed',
      ended: index,
      values: [value + 1, value],
      checks: [],
    }));
  const withCriteria = (completion: Completion): Spec => ({ ...spec, maxTrials: 50, completion });

  it('ends at a target that is met or passed, with the trial, its epoch and value', () => {
    const target = withCriteria({ target: 0.5 });
    expect(finishReason(target, ended(0.7, 0.6), 0)).toBeUndefined();
    for (const value of [0.5, 0.4])
      expect(finishReason(target, ended(0.7, value), 0)).toEqual({
        rule: 'target',
        target: 0.5,
        reached: { trial: 1, value, epoch: 2 },
      });
  });

  it('a running, stopped or failed trial does not reach the target, nor does a value on the way', () => {
    const target = withCriteria({ target: 0.5 });
    for (const status of ['running', 'stopped', 'failed'] as const) {
      const [first, second] = ended(0.9, 0.1);
      if (!first || !second) throw new Error('There are two.');
      expect(finishReason(target, [first, { ...second, status }], 0)).toBeUndefined();
    }
    const [trial] = ended(0.9);
    if (trial) expect(finishReason(target, [{ ...trial, values: [0.1, 0.9] }], 0)).toBeUndefined();
  });

  it('ends when so many in a row have not improved', () => {
    const five = withCriteria({ notImproving: 5 });
    const values = [0.9, 0.5, 0.6, 0.499, 0.7, 0.5];
    expect(finishReason(five, ended(...values), 0)).toBeUndefined();
    expect(finishReason(five, ended(...values, 0.6), 0)).toEqual({
      rule: 'not-improving',
      limit: 5,
      count: 5,
      best: { trial: 3, value: 0.499, epoch: 2 },
      improved: { trial: 1, value: 0.5, epoch: 2 },
    });
  });

  it('ends when it has converged, if asked to', () => {
    const flat = ended(...Array.from({ length: 20 }, (_, i) => 1 + i * 1e-5));
    expect(finishReason(withCriteria({}), flat, 0)).toBeUndefined();
    expect(finishReason(withCriteria({ convergence: true }), flat.slice(1), 0)).toBeUndefined();
    expect(finishReason(withCriteria({ convergence: true }), flat, 0)).toMatchObject({
      rule: 'convergence',
      best: { trial: 0, value: 1 },
      outlook: { ended: 20, window: 10, ahead: 30, converged: true },
    });
  });

  it('ends by the first one met, whatever else is asked for', () => {
    const aScenario = fc.record({
      values: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 }),
      target: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      notImproving: fc.option(fc.integer({ min: 3, max: 8 }), { nil: undefined }),
      convergence: fc.boolean(),
    });
    fc.assert(
      fc.property(aScenario, ({ values, target, notImproving, convergence }) => {
        const endOf = (completion: Completion) => {
          for (let n = 1; n <= values.length; n++)
            if (finishReason(withCriteria(completion), ended(...values.slice(0, n)), 0)) return n;
          return Infinity;
        };
        const one = {
          ...(target === undefined ? {} : { target }),
          ...(notImproving === undefined ? {} : { notImproving }),
          convergence,
        };
        const alone = [
          target === undefined ? Infinity : endOf({ target }),
          notImproving === undefined ? Infinity : endOf({ notImproving }),
          endOf({ convergence }),
        ];
        expect(endOf(one)).toBe(Math.min(...alone));
      }),
    );
  });

  it('is blind to a change of sign of zero and to how far running trials have come', () => {
    const all = withCriteria({ target: 0, notImproving: 3, convergence: true });
    const [first] = ended(0);
    if (!first) throw new Error('There is one.');
    expect(finishReason(all, [{ ...first, values: [-0] }], 0)?.rule).toBe('target');
    const running: Trial = { ...first, index: 1, status: 'running', values: [-100, -100] };
    expect(finishReason(all, [{ ...first, values: [1] }, running], 0)).toBeUndefined();
  });
});
