import { describe, expect, it } from 'vitest';
import {
  AWS_REFERENCE,
  differences,
  leftOutOf,
  namesOf,
  offAutoPair,
  saving,
  savingText,
} from './compare.ts';
import { requestsOf, SAMPLES } from './samples.ts';

const [off, auto] = requestsOf('caltech-256', 'a') as [
  ReturnType<typeof requestsOf>[number],
  ReturnType<typeof requestsOf>[number],
];

describe('differences', () => {
  it('of the sample pair are early stopping alone', () => {
    const found = differences([off, auto]);
    expect(found).toHaveLength(1);
    expect(found[0]?.where).toContain('Early stopping');
    expect(found[0]?.values).toEqual(['"Off"', '"Auto"']);
  });

  it('hold what every request has there, in its place', () => {
    const third = structuredClone(off);
    third.HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs = 7;
    const found = differences([off, auto, third]);
    const parallel = String(off.HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs);
    expect(found.map(({ values }) => values)).toEqual([
      [parallel, parallel, '7'],
      ['"Off"', '"Auto"', '"Off"'],
    ]);
    expect(differences([off])).toEqual([]);
  });

  it('tell apart what is missing as a whole and what differs within', () => {
    const { Tags: _, ...without } = off;
    const [row, ...more] = differences([
      off,
      { ...auto, Tags: [{ Key: 'sample', Value: 'mine' }] },
      without,
    ]).filter(({ where }) => where.includes('sample'));
    expect(more.length).toBeLessThanOrEqual(1);
    expect([row, ...more].at(-1)?.values).toEqual(['"caltech-256"', '"mine"', undefined]);
  });
});

describe('offAutoPair', () => {
  it('finds the two that differ in early stopping alone, in whatever order', () => {
    expect(offAutoPair([off, auto])).toEqual([0, 1]);
    expect(offAutoPair([auto, SAMPLES['xgboost-churn'].request('x'), off])).toEqual([2, 0]);
  });

  it('finds none where anything else differs', () => {
    const other = structuredClone(auto);
    other.HyperParameterTuningJobConfig.RandomSeed = 2;
    expect(offAutoPair([off, other])).toBeUndefined();
    expect(offAutoPair([off, off])).toBeUndefined();
  });
});

describe('saving', () => {
  it("is 22.6 % for the blog's two durations, shown as 23 %", () => {
    const share = saving(AWS_REFERENCE.off.training, AWS_REFERENCE.auto.training);
    expect(share).toBeCloseTo(0.226, 3);
    expect(savingText(share)).toBe('23 %');
  });

  it('says what cannot be said, and what was not saved', () => {
    expect(savingText(saving(0, 0))).toBe('–');
    expect(savingText(saving(100, 109))).toBe('9 % more');
  });
});

it('namesOf takes every name once, at most ten', () => {
  expect(namesOf('a,b,a,')).toEqual(['a', 'b']);
  expect(namesOf(null)).toEqual([]);
  expect(namesOf(Array.from({ length: 12 }, (_, i) => `j${i}`).join(','))).toHaveLength(10);
  expect(leftOutOf(Array.from({ length: 12 }, (_, i) => `j${i}`).join(','))).toEqual(['j10', 'j11']);
  expect(leftOutOf('a,b,a')).toEqual([]);
});
