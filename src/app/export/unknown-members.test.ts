import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryRequest } from '../../api/testing/arbitrary-request.ts';
import { exampleListRequest } from '../../api/testing/example-request.ts';
import { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { membersUnknownTo } from './unknown-members.ts';

test('a valid request has none', () => {
  fc.assert(
    fc.property(arbitraryRequest, (request) => {
      expect(membersUnknownTo(CreateHyperParameterTuningJobRequest, request)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('they are found at any depth, in lists too, and not among the keys of maps', () => {
  const request = exampleListRequest([{}, { StaticHyperParameters: { anything: '1' } }]);
  const bent = {
    ...request,
    Colour: 1,
    TrainingJobDefinitions: request.TrainingJobDefinitions!.map((each) => ({
      ...each,
      StoppingCondition: { MaxRuntimeInSeconds: 0, Never: true },
    })),
  };
  expect(membersUnknownTo(CreateHyperParameterTuningJobRequest, bent)).toEqual([
    'TrainingJobDefinitions.0.StoppingCondition.Never',
    'TrainingJobDefinitions.1.StoppingCondition.Never',
    'Colour',
  ]);
});
