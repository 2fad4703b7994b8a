import { expect, test } from 'vitest';
import { exampleRequest } from '../api/testing/example-request.ts';
import { offAutoPair } from './compare.ts';
import { requestChanges } from './request-diff.ts';
import { twinRequest, withSeed } from './twin.ts';

test('a twin differs in its name and early stopping alone, and runs on the same seed', () => {
  const request = exampleRequest({}, { TrainingJobEarlyStoppingType: 'Off', RandomSeed: 3 });
  const twin = twinRequest(request, 99);
  expect(requestChanges(request, twin).map(({ path, after }) => [path.at(-1), after])).toEqual([
    ['HyperParameterTuningJobName', '"churn-auto"'],
    ['TrainingJobEarlyStoppingType', '"Auto"'],
  ]);
  expect(twinRequest(exampleRequest(), 99).HyperParameterTuningJobConfig.RandomSeed).toBe(99);
});

test('the twin of a twin is the other one, within 32 characters', () => {
  const off = exampleRequest(
    { HyperParameterTuningJobName: `${'x'.repeat(27)}-auto` },
    { TrainingJobEarlyStoppingType: 'Auto' },
  );
  expect(twinRequest(off, 1).HyperParameterTuningJobName).toBe(`${'x'.repeat(27)}-off`);
  const long = exampleRequest({ HyperParameterTuningJobName: 'y'.repeat(32) });
  expect(twinRequest(long, 1).HyperParameterTuningJobName).toBe(`${'y'.repeat(27)}-auto`);
});

test('the twin of a request without a seed is known as its pair by the seed that both ran on', () => {
  const request = exampleRequest({}, { TrainingJobEarlyStoppingType: 'Off' });
  const twin = twinRequest(request, 99);
  expect(offAutoPair([twin, withSeed(request, 99)])).toEqual([1, 0]);
  expect(offAutoPair([twin, withSeed(request, 98)])).toBeUndefined();
});
