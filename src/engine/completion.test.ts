import { describe, expect, it } from 'vitest';
import { finishReason } from './completion.ts';
import type { Spec, Trial } from './types.ts';

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
