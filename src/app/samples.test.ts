import { describe, expect, it } from 'vitest';
import { operations } from '../api/operations.ts';
import { SAMPLE_IDS } from './sample-list.ts';
import { SAMPLES, uniqueName } from './samples.ts';

describe.each(SAMPLE_IDS)('sample %s', (id) => {
  it('satisfies the contract', () => {
    const parsed = operations.CreateHyperParameterTuningJob.input.safeParse(SAMPLES[id].request('a-sample'));
    expect(parsed.error?.issues).toBeUndefined();
  });

  it('leaves room for a number in its name', () => expect(SAMPLES[id].name.length).toBeLessThanOrEqual(28));
});

it('finds a free name whatever the case of the taken ones', () => {
  expect(uniqueName('moons', [])).toBe('moons');
  expect(uniqueName('moons', ['Moons', 'moons-2', 'other'])).toBe('moons-3');
  const longest = 'a'.repeat(32);
  expect(uniqueName(longest, [longest])).toBe(`${'a'.repeat(30)}-2`);
});
