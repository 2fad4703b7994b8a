import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRequest } from './testing/arbitrary-request.ts';
import { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';
import { issues, unknownMembers, validate } from './validate.ts';

describe('any valid request', () => {
  it('parses to itself, with no issue and no unknown member', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        expect(issues(CreateHyperParameterTuningJobRequest, request)).toEqual([]);
        const parsed = validate(CreateHyperParameterTuningJobRequest, request);
        expect(parsed).toStrictEqual(request);
        expect(unknownMembers(request, parsed)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
