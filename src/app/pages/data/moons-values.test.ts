import { expect, test } from 'vitest';
import { operations } from '../../../api/operations.ts';
import { moonsFieldOf, MoonsForm, startMoons, toMoons } from './moons-values.ts';

const start = startMoons({ bucket: null, prefix: null });

test('the form begins as a request that the contract takes', () => {
  expect(MoonsForm.safeParse(start).success).toBe(true);
  expect(operations.GenerateMoons.input.parse(toMoons(start))).toEqual({
    Samples: 100,
    TrainSamples: 30,
    Noise: 0.2,
    Seed: 1,
    Destination: 's3://etude-data/moons/',
  });
});

test.each([
  ['samples', '3'],
  ['samples', '10.5'],
  ['trainSamples', '1'],
  ['noise', '-1'],
  ['noise', 'loud'],
  ['noise', '11'],
  ['seed', ''],
  ['destination', 's3://etude-samples/mine/'],
] as const)('%s cannot be %o', (field, value) => {
  expect(MoonsForm.safeParse({ ...start, [field]: value }).error?.issues[0]?.path).toEqual([field]);
});

test('every part of the request has its field', () => {
  const asked = Object.keys(toMoons(start)).map((name) => moonsFieldOf([name]));
  expect(new Set(asked)).toEqual(new Set(Object.keys(start)));
  expect(moonsFieldOf(undefined)).toBeUndefined();
});
