import { describe, expect, it } from 'vitest';
import { combinations, definitionsOf } from './definitions.ts';
import { parseDecimal, parseInteger } from './number-text.ts';
import { inferMaxResource } from './space-rules.ts';
import { exampleListRequest, exampleRequest } from './testing/example-request.ts';

describe('definitionsOf', () => {
  it('reads both forms alike', () => {
    const [single] = definitionsOf(exampleRequest());
    const listed = definitionsOf(exampleListRequest([{}, { DefinitionName: 'second' }]));
    expect(single?.name).toBeUndefined();
    expect(single?.path).toEqual(['TrainingJobDefinition']);
    expect(listed.map(({ name }) => name)).toEqual(['d1', 'second']);
    expect(listed[1]?.path).toEqual(['TrainingJobDefinitions', 1]);
    for (const { objective, ranges, definition } of listed) {
      expect(objective).toEqual(single?.objective);
      expect(ranges).toEqual(single?.ranges);
      expect(definition.RoleArn).toBe(single?.definition.RoleArn);
    }
  });
  it('does not make up an objective', () => {
    const { HyperParameterTuningJobObjective: _o, ...config } =
      exampleRequest().HyperParameterTuningJobConfig;
    expect(() => definitionsOf(exampleRequest({ HyperParameterTuningJobConfig: config }))).toThrow(
      /objective/,
    );
  });
});

describe('combinations', () => {
  const integer = (MinValue: string, MaxValue: string) => ({ Name: 'i', MinValue, MaxValue });
  it.each([
    [{}, 1],
    [{ IntegerParameterRanges: [integer('0', '9')] }, 10],
    [{ IntegerParameterRanges: [integer('-1', '1'), integer('5', '6')] }, 6],
    [
      {
        IntegerParameterRanges: [integer('0', '2')],
        CategoricalParameterRanges: [{ Values: ['a', 'b', 'a'] }],
      },
      6,
    ],
    [{ ContinuousParameterRanges: [], IntegerParameterRanges: [integer('1', '2')] }, 2],
    [{ ContinuousParameterRanges: [{}], CategoricalParameterRanges: [{ Values: ['a'] }] }, Infinity],
    [{ AutoParameters: [{}] }, Infinity],
    [{ IntegerParameterRanges: [integer('x', '9')] }, Infinity],
    [{ IntegerParameterRanges: [integer('9', '1')] }, Infinity],
  ])('of %j are %d', (ranges, size) => {
    expect(combinations(ranges)).toBe(size);
  });
});

describe('numbers as texts', () => {
  it('read strictly', () => {
    expect(['1e-5', '.5', '5.', '-0.25'].map(parseDecimal)).toEqual([1e-5, 0.5, 5, -0.25]);
    expect(['', ' 1', '1e', '+1', '0x1f', 'Infinity', '1e400'].map(parseDecimal)).toEqual(
      Array(7).fill(undefined),
    );
    expect(['-7', '007', '-0'].map(parseInteger)).toEqual([-7, 7, 0]);
    expect(['1.0', '1e2', '', '9007199254740993'].map(parseInteger)).toEqual(Array(4).fill(undefined));
  });
});

describe('inferMaxResource', () => {
  it('takes the first of its names that holds a whole number', () => {
    expect(inferMaxResource({ epochs: '30' })).toBe(30);
    expect(inferMaxResource({ epochs: 'many', num_epochs: '7' })).toBe(7);
    expect(inferMaxResource({ epochs: '0' })).toBeUndefined();
    expect(inferMaxResource({ num_round: '100', epochs: 5 })).toBeUndefined();
  });
});
