import { expect, test } from 'vitest';
import { instanceFacts } from './instances.ts';
import { pricedTypes } from './prices.ts';

test('cores and memory follow from family and size, or are listed', () => {
  expect(instanceFacts('ml.m5.xlarge')).toEqual({ vCpus: 4, memoryGiB: 16 });
  expect(instanceFacts('ml.m5.large')).toEqual({ vCpus: 2, memoryGiB: 8 });
  expect(instanceFacts('ml.c5.9xlarge')).toEqual({ vCpus: 36, memoryGiB: 72 });
  expect(instanceFacts('ml.r5.24xlarge')).toEqual({ vCpus: 96, memoryGiB: 768 });
  expect(instanceFacts('ml.p3.16xlarge')).toEqual({ vCpus: 64, memoryGiB: 488 });
  expect(instanceFacts('ml.t3.medium')).toEqual({ vCpus: 2, memoryGiB: 4 });
});

test('what is not known is left out', () => {
  expect(instanceFacts('ml.g7.4xlarge')).toEqual({ vCpus: 16 });
  expect(instanceFacts('ml.m5.metal')).toBeUndefined();
});

test('every type with a price has cores and memory', () => {
  for (const type of pricedTypes) expect(instanceFacts(type)?.memoryGiB).toBeGreaterThan(0);
});
