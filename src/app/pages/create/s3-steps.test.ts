import { expect, test } from 'vitest';
import { folderIn, stepsTo } from './s3-steps.ts';

test.each([
  ['', ''],
  ['my data', ''],
  ['s3://', ''],
  ['s3://bucket', 's3://bucket/'],
  ['s3://bucket/', 's3://bucket/'],
  ['s3://bucket/tra', 's3://bucket/'],
  ['s3://bucket/train/', 's3://bucket/train/'],
  ['s3://bucket/a/train.csv', 's3://bucket/a/'],
])('%s is looked for in %s', (location, folder) => {
  expect(folderIn(location)).toBe(folder);
});

test('the way to a folder begins at the buckets', () => {
  expect(stepsTo('')).toEqual([{ uri: '#', text: 'Buckets' }]);
  expect(stepsTo('s3://b/x/y/').map(({ uri }) => uri)).toEqual(['#', 's3://b/', 's3://b/x/', 's3://b/x/y/']);
});
