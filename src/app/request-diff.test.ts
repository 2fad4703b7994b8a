import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRequest } from '../api/testing/arbitrary-request.ts';
import { exampleDefinition, exampleListRequest, exampleRequest } from '../api/testing/example-request.ts';
import { changedWhere, requestChanges } from './request-diff.ts';

test('equal requests differ in nothing, different ones in something', () => {
  fc.assert(
    fc.property(arbitraryRequest, arbitraryRequest, (a, b) => {
      expect(requestChanges(a, structuredClone(a))).toEqual([]);
      expect(requestChanges(a, b).length > 0).toBe(JSON.stringify(a) !== JSON.stringify(b));
    }),
    { numRuns: 60 },
  );
});

test('each changed member is one change, with both values', () => {
  const before = exampleRequest({}, { TrainingJobEarlyStoppingType: 'Off' });
  const after = exampleRequest(
    {
      HyperParameterTuningJobName: 'churn-copy',
      TrainingJobDefinition: exampleDefinition({ StaticHyperParameters: { objective: 'binary:logistic' } }),
    },
    { TrainingJobEarlyStoppingType: 'Auto', RandomSeed: 1 },
  );
  expect(
    requestChanges(before, after).map((change) => [changedWhere(change), change.before, change.after]),
  ).toEqual([
    ['Tuning job name', '"churn"', '"churn-copy"'],
    ['Tuning job configuration › Early stopping', '"Off"', '"Auto"'],
    ['Tuning job configuration › Random seed', undefined, '1'],
    ['Training job definition › Static hyperparameters › num_round', '"20"', undefined],
  ]);
});

test('items of a list are told apart by name, so that moving one changes nothing', () => {
  const before = exampleListRequest([{}, {}]);
  const after = structuredClone(before);
  after.TrainingJobDefinitions!.reverse();
  expect(requestChanges(before, after)).toEqual([]);
  after.TrainingJobDefinitions!.pop();
  expect(requestChanges(before, after).map(changedWhere)).toEqual(['Training job definitions › d1']);
});
