import { describe, expect, it } from 'vitest';
import { judge, MEDIAN_RULE, whyNotStopped } from './early-stopping.ts';
import type { Check, Spec, Trial } from './types.ts';

type Curve = readonly (number | null)[];

const trial = (index: number, status: Trial['status'], values: Curve, definition = 0): Trial => ({
  index,
  definition,
  configuration: {},
  status,
  values,
  checks: [],
});

/** A running trial with the given curve, judged at its last epoch against completed ones. */
function against(
  completed: readonly Curve[],
  running: Curve,
  others: readonly Trial[] = [],
  rule = MEDIAN_RULE,
) {
  const done = completed.map((values, i) => trial(i, 'completed', values));
  const judged = trial(done.length, 'running', running);
  return judge([...done, judged, ...others], judged, running.length, rule);
}

describe('the median rule, worked out by hand', () => {
  // Running averages: A = 8, 7, 6 · B = 9, 6, 6 · C = 10, 9, 8. Medians: 9, 7, 6.
  const three = [
    [8, 6, 4],
    [9, 3, 6],
    [10, 8, 6],
  ] as const;

  it('stops above the median of the running averages, with its receipt', () => {
    expect(against(three, [9, 7.5])).toEqual({
      check: { epoch: 2, value: 7.5, gate: 'compared', threshold: 7, compared: 3 },
      stop: {
        rule: 'median',
        epoch: 2,
        value: 7.5,
        median: 7,
        compared: [
          { trial: 0, average: 7 },
          { trial: 1, average: 6 },
          { trial: 2, average: 9 },
        ],
      },
    });
  });

  it('compares the raw value, not the running average of the trial itself', () => {
    // Its own average is (100 + 7) / 2, far above the median; its value is not.
    expect(against(three, [100, 7]).stop).toBeUndefined();
    // Its own average is 3.85, far below.
    expect(against(three, [0.6, 7.1]).stop).toMatchObject({ value: 7.1, median: 7 });
  });

  it('compares with averages, not with the others’ raw values', () => {
    // At epoch 3 the raw values 4, 6, 6 have median 6 too; at epoch 2 raw 6, 3, 8 have 6, the averages 7.
    expect(against(three, [9, 6.5]).stop).toBeUndefined();
  });

  it('goes on when equal', () => {
    const { check, stop } = against(three, [9, 9, 6]);
    expect(check).toEqual({ epoch: 3, value: 6, gate: 'compared', threshold: 6, compared: 3 });
    expect(stop).toBeUndefined();
    expect(against(three, [9, 9, 6 + 1e-12]).stop).toBeDefined();
  });

  it('takes the mean of the two in the middle of an even number', () => {
    // Averages at epoch 2: 7, 6, 9 and 8 → (7 + 8) / 2.
    const four = [...three, [8, 8]];
    expect(against(four, [9, 7.6]).stop).toMatchObject({ median: 7.5 });
    expect(against(four, [9, 7.4]).check.threshold).toBe(7.5);
  });

  it('lets a trial speak only about the epochs it reached', () => {
    const short = [...three, [1], [1]];
    expect(against(short, [5]).check).toMatchObject({ compared: 5, threshold: 8 });
    expect(against(short, [5, 5]).check).toMatchObject({ compared: 3, threshold: 7 });
  });

  it('waits for three completed trials', () => {
    expect(against(three.slice(0, 2), [99])).toEqual({
      check: { epoch: 1, value: 99, gate: 'too-few', threshold: null, compared: 2 },
    });
    expect(against(three, [99]).stop).toBeDefined();
    expect(against([...three.slice(0, 2), [7]], [99, 99]).check.gate).toBe('too-few');
  });

  it('never stops for trials that run, failed, were stopped, or belong to another definition', () => {
    const others = [
      trial(3, 'running', [0, 0]),
      trial(4, 'failed', [0, 0]),
      trial(5, 'stopped', [0, 0]),
      trial(6, 'completed', [0, 0], 1),
    ];
    expect(against(three, [9, 6.9], others)).toEqual({
      check: { epoch: 2, value: 6.9, gate: 'compared', threshold: 7, compared: 3 },
    });
    expect(against(three.slice(0, 2), [9, 99], others).check.gate).toBe('too-few');
  });

  it('averages over the epochs that have a finite value', () => {
    // Averages at epoch 3: (null, 4, 8) → 6 · (2, null, 4) → 3 · nothing so far → no say · 7, 7.
    const gaps: Curve[] = [
      [null, 4, 8],
      [2, null, 4],
      [null, null, null, 0],
      [7, 7, 7],
      [7, 7, 7],
    ];
    expect(against(gaps, [1, 1, 6.6]).stop).toMatchObject({
      median: 6.5,
      compared: [
        { trial: 0, average: 6 },
        { trial: 1, average: 3 },
        { trial: 3, average: 7 },
        { trial: 4, average: 7 },
      ],
    });
    // At epoch 1 only three have a value: 2, 7, 7.
    expect(against(gaps, [6]).check).toMatchObject({ compared: 3, threshold: 7 });
  });

  it('does not judge a missing value, nor one that is not finite', () => {
    for (const value of [null, Number.NaN, Infinity])
      expect(against(three, [9, value])).toEqual({
        check: { epoch: 2, value: null, gate: 'no-value', threshold: null, compared: 3 },
      });
  });

  it('never stops on a metric that is not emitted every epoch', () => {
    // Only the last of four epochs emits it, as Linear Learner does with all but its loss.
    const late: Curve = [null, null, null, 1];
    expect(against([late, late, late], [null, null, null, 99])).toEqual({
      check: { epoch: 4, value: 99, gate: 'no-value', threshold: null, compared: 3 },
    });
    expect(against(three, [9, null, 99]).stop).toBeUndefined();
    // The same values without a gap.
    expect(against(three, [9, 7, 99]).stop).toMatchObject({ epoch: 3, median: 6 });
  });

  it('treats NaN and Infinity of completed trials like a missing value', () => {
    const odd = against([...three, [Number.NaN, 5], [Infinity, 5]], [9, 6]);
    const gone = against([...three, [null, 5], [null, 5]], [9, 6]);
    expect(odd).toEqual(gone);
    expect(odd.check).toMatchObject({ compared: 5, threshold: 6 });
  });

  it('leaves out an average that overflows, so that every receipt survives JSON', () => {
    const huge = Number.MAX_VALUE;
    expect(against([...three, [huge, huge]], [9, 8]).check).toMatchObject({ compared: 3, threshold: 7 });
  });

  it('acts from the first epoch unless told otherwise', () => {
    expect(against(three, [99]).stop).toMatchObject({ epoch: 1, median: 9 });
    const later = { minCompleted: 1, firstEpoch: 2 };
    expect(against(three, [99], [], later).check).toMatchObject({ gate: 'too-early', threshold: null });
    expect(against(three.slice(0, 1), [99, 99], [], later).stop).toMatchObject({ epoch: 2, median: 7 });
  });

  it('stops below the median when maximising, which is minimising the negative', () => {
    // Accuracies; running averages at epoch 2: .5, .6, .7, hence median .6.
    const negated = [
      [0.4, 0.6],
      [0.5, 0.7],
      [0.6, 0.8],
    ].map((curve) => curve.map((v) => -v));
    const stopped = against(negated, [-0.4, -0.59]).stop;
    expect(stopped).toMatchObject({ rule: 'median', value: -0.59 });
    expect(stopped?.rule === 'median' && stopped.median).toBeCloseTo(-0.6, 12);
    expect(against(negated, [-0.4, -0.61]).stop).toBeUndefined();
  });
});

describe('why a trial was not stopped', () => {
  const spec: Spec = {
    seed: 0,
    strategy: 'random',
    definitions: [{ space: [] }],
    maxParallel: 1,
    earlyStopping: 'median',
  };
  const compared = (epoch: number, value: number, threshold: number): Check => ({
    epoch,
    value,
    gate: 'compared',
    threshold,
    compared: 3,
  });
  const shut = (epoch: number, gate: 'too-few' | 'no-value'): Check => ({
    epoch,
    value: gate === 'no-value' ? null : 1,
    gate,
    threshold: null,
    compared: 0,
  });
  const withChecks = (...checks: Check[]): Trial => ({ ...trial(0, 'completed', [1, 1, 1, 1]), checks });

  it('says when the rule is off', () => {
    expect(whyNotStopped({ ...spec, earlyStopping: 'off' }, withChecks())).toEqual({ rule: 'off' });
  });

  it('counts the gates that were shut when it was never compared', () => {
    expect(
      whyNotStopped(spec, withChecks(shut(1, 'too-few'), shut(2, 'no-value'), shut(3, 'too-few'))),
    ).toEqual({
      rule: 'never-compared',
      gates: { 'too-few': 2, 'no-value': 1 },
    });
    expect(whyNotStopped(spec, withChecks())).toEqual({ rule: 'never-compared', gates: {} });
  });

  it('names the closest call, the first of equal ones', () => {
    expect(
      whyNotStopped(
        spec,
        withChecks(shut(1, 'too-few'), compared(2, 1, 4), compared(3, 3, 3.5), compared(4, 2, 2.5)),
      ),
    ).toEqual({ rule: 'never-worse', epochsCompared: 3, closest: { epoch: 3, value: 3, median: 3.5 } });
  });
});
