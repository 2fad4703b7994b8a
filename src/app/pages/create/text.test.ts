import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definitionName, tuningJobName } from './defaults.ts';
import { fromSeconds, toSeconds } from './duration.ts';
import { joinValues, splitValues, toNumber } from './text.ts';

test.each([
  ['', NaN],
  [' ', NaN],
  ['0x1f', NaN],
  ['Infinity', NaN],
  ['3 4', NaN],
  [' 12 ', 12],
  ['1e-5', 1e-5],
  ['-.5', -0.5],
])('%j reads as %d', (text, value) => {
  expect(toNumber(text)).toBe(value);
});

test('seconds survive being shown in another unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000_000 }), (seconds) => {
      expect(toSeconds(fromSeconds(seconds))).toBe(seconds);
    }),
  );
  expect(fromSeconds(86_400)).toEqual({ value: '24', unit: 'hours' });
  expect(fromSeconds(90)).toEqual({ value: '90', unit: 'seconds' });
  expect(fromSeconds(7 * 86_400)).toEqual({ value: '7', unit: 'days' });
});

test('values of a category survive being listed', () => {
  const value = fc.stringMatching(/^[a-z0-9][a-z0-9., -]{0,8}[a-z0-9]$/);
  fc.assert(
    fc.property(fc.array(value), (values) => {
      expect(splitValues(joinValues(values))).toEqual(values);
    }),
  );
  expect(splitValues('a, b,, c,')).toEqual(['a', 'b', 'c']);
});

test('new names are the first that is free, without regard to case', () => {
  expect(definitionName(['trainingjobdefinition-1', 'other'])).toBe('TrainingJobDefinition-2');
  expect(tuningJobName(new Date(2026, 0, 5), ['tuning-job-0105-1', 'Tuning-Job-0105-2'])).toBe(
    'tuning-job-0105-3',
  );
});
