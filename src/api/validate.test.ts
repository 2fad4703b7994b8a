import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RpcError } from '../lib/rpc.ts';
import { list, oneOf, text, textMap, timestamp, whole } from './constraint.ts';
import { arbitraryRequest } from './testing/arbitrary-request.ts';
import { exampleRequest } from './testing/example-request.ts';
import { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';
import { issues, toIssues, unknownMembers, validate } from './validate.ts';

/** What `validate` throws. */
function refusal(schema: z.ZodType, input: unknown): Pick<RpcError, 'code' | 'message' | 'path'> {
  try {
    validate(schema, input);
  } catch (thrown) {
    if (!(thrown instanceof RpcError)) throw thrown;
    const { code, message, path } = thrown;
    return { code, message, ...(path ? { path } : {}) };
  }
  throw new Error('Nothing was refused.');
}

describe('any valid request', () => {
  it('parses to itself, with no issue and no unknown member', () => {
    fc.assert(
      fc.property(arbitraryRequest, (request) => {
        const parsed = validate(CreateHyperParameterTuningJobRequest, request);
        expect(parsed).toStrictEqual(request);
        expect(JSON.stringify(parsed).length).toBe(JSON.stringify(request).length);
        expect(unknownMembers(request, parsed)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is refused once a required member is gone', () => {
    fc.assert(
      fc.property(
        arbitraryRequest,
        fc.constantFrom('HyperParameterTuningJobName', 'HyperParameterTuningJobConfig'),
        (request, member) => {
          const { [member]: _gone, ...rest } = request;
          expect(refusal(CreateHyperParameterTuningJobRequest, rest)).toEqual({
            code: 'ValidationException',
            message: `1 validation error detected: Value null at '${member.charAt(0).toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must not be null`,
            path: [member],
          });
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('wording', () => {
  const Shape = z.object({
    JobName: text({ min: 1, max: 4, pattern: '[a-z]+' }, 'Enter 1–4 letters.').optional(),
    Mode: oneOf(['File', 'Pipe']).optional(),
    Count: whole(1, 10).optional(),
    At: timestamp().optional(),
    Subnets: list(text({ max: 3 }), 1, 2).optional(),
    Tags: list(z.object({ Key: text({ min: 1, max: 4 }) }), 0, 2).optional(),
    Environment: textMap(2, text({ max: 4, pattern: '[A-Z]+' }), text({ max: 2 })).optional(),
  });
  const said = (input: unknown) => refusal(Shape, input).message;
  const one = (text: string) => `1 validation error detected: ${text}`;

  it.each([
    [
      { JobName: 'abcde' },
      "Value 'abcde' at 'jobName' failed to satisfy constraint: Member must have length less than or equal to 4",
    ],
    [
      { JobName: 'A' },
      "Value 'A' at 'jobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    ],
    [{ JobName: 5 }, "Value '5' at 'jobName' failed to satisfy constraint: Member must be of type string"],
    [{ JobName: null }, "Value null at 'jobName' failed to satisfy constraint: Member must not be null"],
    [
      { Mode: 'file' },
      "Value 'file' at 'mode' failed to satisfy constraint: Member must satisfy enum value set: [File, Pipe]",
    ],
    [
      { Count: 0 },
      "Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { Count: 11 },
      "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10",
    ],
    [{ Count: 1.5 }, "Value '1.5' at 'count' failed to satisfy constraint: Member must be of type integer"],
    [{ At: 'now' }, "Value 'now' at 'at' failed to satisfy constraint: Member must be of type timestamp"],
    [
      { Subnets: [] },
      "Value '[]' at 'subnets' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { Subnets: ['a', 'bcde'] },
      "Value '[a, bcde]' at 'subnets' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 3]",
    ],
    [
      { Tags: [{ Key: 'a' }, { Key: 'abcde' }] },
      "Value 'abcde' at 'tags.2.member.key' failed to satisfy constraint: Member must have length less than or equal to 4",
    ],
    [
      { Environment: { a: '' } },
      "Value '{…}' at 'environment' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [A-Z]+]",
    ],
    [
      { Environment: { A: 'xyz' } },
      "Value '{…}' at 'environment' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 2]",
    ],
    [
      { Environment: { A: 1 } },
      "Value '{…}' at 'environment' failed to satisfy constraint: Map value must satisfy constraint: [Member must be of type string]",
    ],
    [
      { Environment: { A: '', B: '', C: '' } },
      "Value '{…}' at 'environment' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      { Environment: 'x' },
      "Value 'x' at 'environment' failed to satisfy constraint: Member must be of type map",
    ],
  ])('%j', (input, expected) => {
    expect(said(input)).toBe(one(expected));
  });

  it('counts several, and gives the path of the first', () => {
    expect(refusal(Shape, { JobName: '', Count: 99 })).toEqual({
      code: 'ValidationException',
      message:
        "3 validation errors detected: Value '' at 'jobName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'jobName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+; Value '99' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10",
      path: ['JobName'],
    });
  });

  it('stays within 1,024 characters whatever comes in', () => {
    const message = said({
      JobName: 'x'.repeat(1e6),
      Tags: Array.from({ length: 500 }, () => ({ Key: '' })),
    });
    expect(message.length).toBeLessThanOrEqual(1024);
    expect(message).toMatch(/^\d+ validation errors detected: Value 'x{100}/);
  });

  it('survives inputs that refer to themselves or hold what JSON cannot', () => {
    const circular: Record<string, unknown> = {};
    circular['JobName'] = circular;
    expect(said(circular)).toContain("Value '{…}' at 'jobName'");
    expect(said({ Count: 10n })).toContain("at 'count'");
    expect(said({ Tags: [Symbol('x')] })).toContain("at 'tags'");
  });

  it('a broken rule speaks alone, in the words of the service where they are known', () => {
    const ranges = { CategoricalParameterRanges: [{ Name: 'c', Values: ['a', 'b'] }] };
    expect(
      refusal(CreateHyperParameterTuningJobRequest, exampleRequest({}, { ParameterRanges: ranges })),
    ).toEqual({
      code: 'ValidationException',
      message:
        "You don't have enough combinations of hyperparameter ranges. The total number of hyperparameter combinations for the provided ranges [2.0] must be equal or greater than the value of MaxNumberOfJobs, [12]. Provide additional ranges.",
      path: ['HyperParameterTuningJobConfig', 'ResourceLimits', 'MaxNumberOfTrainingJobs'],
    });
    expect(
      refusal(CreateHyperParameterTuningJobRequest, exampleRequest({}, { Strategy: 'Hyperband' })).message,
    ).toBe(
      'MaxResource parameter is not provided and could not be inferred from provided static hyperparameters of TrainingJobDefinition.',
    );
  });

  it('limits come before rules', () => {
    const request = { ...exampleRequest({}, { Strategy: 'Hyperband' }), HyperParameterTuningJobName: '-' };
    expect(refusal(CreateHyperParameterTuningJobRequest, request).path).toEqual([
      'HyperParameterTuningJobName',
    ]);
    expect(issues(CreateHyperParameterTuningJobRequest, request)).toHaveLength(2);
  });
});

describe('issues', () => {
  it('are the same from a schema and from its zod error', () => {
    const input = { ...exampleRequest({}, { Strategy: 'Hyperband' }), Tags: [{ Key: '', Value: '' }] };
    const error = CreateHyperParameterTuningJobRequest.safeParse(input).error;
    expect(toIssues(error?.issues ?? [])).toEqual(issues(CreateHyperParameterTuningJobRequest, input));
    expect(issues(CreateHyperParameterTuningJobRequest, input)).toHaveLength(2);
  });
});

describe('unknownMembers', () => {
  it('finds what parsing drops, at any depth, and nothing in maps', () => {
    const request = exampleRequest();
    const extended = {
      ...request,
      Colour: 'red',
      Missing: undefined,
      TrainingJobDefinition: {
        ...request.TrainingJobDefinition,
        StaticHyperParameters: { anything: 'goes' },
        InputDataConfig: [{ ...request.TrainingJobDefinition?.InputDataConfig?.[0], Speed: 1 }],
      },
    };
    const parsed = validate(CreateHyperParameterTuningJobRequest, extended);
    const found = unknownMembers(extended, parsed);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual(['TrainingJobDefinition', 'InputDataConfig', 0, 'Speed']);
    expect(found).toContainEqual(['Colour']);
  });
  it('is not led astray by keys every object has', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}');
    expect(unknownMembers(hostile, z.object({}).parse(hostile))).toEqual([['__proto__'], ['constructor']]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
