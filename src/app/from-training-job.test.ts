import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleListRequest, exampleRequest } from '../api/testing/example-request.ts';
import { arbitraryRequest } from '../api/testing/arbitrary-request.ts';
import { definitionsOf } from '../api/definitions.ts';
import { issues } from '../api/validate.ts';
import { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { requestFromTrainingJob } from './from-training-job.ts';

test('its values stand among the static hyperparameters, and no range of theirs is left', () => {
  const made = requestFromTrainingJob(exampleRequest(), undefined, { eta: '0.1', max_depth: '4' }, 'static');
  expect(made.TrainingJobDefinition?.StaticHyperParameters).toMatchObject({
    eta: '0.1',
    max_depth: '4',
    num_round: '20',
  });
  expect(made.HyperParameterTuningJobConfig.ParameterRanges).toEqual({
    ContinuousParameterRanges: [],
    IntegerParameterRanges: [],
  });
});

test('only the definition it came from is kept', () => {
  const made = requestFromTrainingJob(exampleListRequest([{}, {}]), 'd2', { eta: '0.1' }, 'centre');
  expect(made.TrainingJobDefinitions?.map(({ DefinitionName }) => DefinitionName)).toEqual(['d2']);
  expect(made.TrainingJobDefinitions?.[0]?.HyperParameterRanges?.ContinuousParameterRanges).toEqual([
    { Name: 'eta', MinValue: '0.01', MaxValue: '0.2225' },
  ]);
});

test('ranges around a value hold it, stay within the old ones and are no wider, for any request', () => {
  fc.assert(
    fc.property(arbitraryRequest, fc.double({ min: 0, max: 1, noNaN: true }), (request, share) => {
      const numeric = (given: typeof request) =>
        definitionsOf(given).flatMap(({ ranges }) => [
          ...(ranges.IntegerParameterRanges ?? []).map((range) => ({ ...range, whole: true })),
          ...(ranges.ContinuousParameterRanges ?? []).map((range) => ({ ...range, whole: false })),
        ]);
      const [first] = definitionsOf(request);
      const one = request.TrainingJobDefinitions
        ? { ...request, TrainingJobDefinitions: request.TrainingJobDefinitions.slice(0, 1) }
        : request;
      const tuned = new Map(
        numeric(one).map(({ Name, MinValue, MaxValue, whole }) => {
          const [min, max] = [Number(MinValue), Number(MaxValue)];
          const value = min + share * (max - min);
          return [Name, String(whole ? Math.round(value) : value)];
        }),
      );
      const made = requestFromTrainingJob(request, first?.name, Object.fromEntries(tuned), 'centre');
      const before = numeric(one);
      numeric(made).forEach((range, i) => {
        const old = before[i]!;
        const [min, max, value] = [
          Number(range.MinValue),
          Number(range.MaxValue),
          Number(tuned.get(range.Name)),
        ];
        expect(min).toBeLessThanOrEqual(value);
        expect(max).toBeGreaterThanOrEqual(value);
        expect(min).toBeGreaterThanOrEqual(Number(old.MinValue));
        expect(max).toBeLessThanOrEqual(Number(old.MaxValue));
        expect(min).toBeLessThan(max);
      });
      expect(
        issues(CreateHyperParameterTuningJobRequest, made).filter(({ path }) =>
          path.some((key) => String(key).includes('ParameterRanges')),
        ),
      ).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
