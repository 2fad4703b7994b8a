/** The example request bent in one place, and what is then wrong with it. For tests of the rules. */
import type { HyperParameterTrainingJobDefinition } from '../definition.ts';
import type { ParameterRanges } from '../parameter-ranges.ts';
import { CreateHyperParameterTuningJobRequest, type HyperParameterTuningJobConfig } from '../tuning-job.ts';
import { type Issue, issues } from '../validate.ts';
import { exampleDefinition, exampleRequest } from './example-request.ts';

/** What is wrong with a request, for tests. */
export const check = (request: unknown): Issue[] => issues(CreateHyperParameterTuningJobRequest, request);

/** The same in short: `V3 path.to.field` for a rule, `- path.to.field` for a field's own limit. */
export const broken = (request: unknown): string[] =>
  check(request).map(({ rule, path }) => `${rule ?? '-'} ${path.join('.')}`);

/** `count` items, made from their indices. */
export const times = <T>(count: number, item: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => item(i));

export const withConfig = (config: Partial<HyperParameterTuningJobConfig>) => exampleRequest({}, config);
export const withRanges = (
  ParameterRanges: ParameterRanges,
  config: Partial<HyperParameterTuningJobConfig> = {},
) => exampleRequest({}, { ParameterRanges, ...config });
export const withDefinition = (change: Partial<HyperParameterTrainingJobDefinition>) =>
  exampleRequest({ TrainingJobDefinition: exampleDefinition(change) });
export const RANGES = 'HyperParameterTuningJobConfig.ParameterRanges';
export const LIMITS = 'HyperParameterTuningJobConfig.ResourceLimits';
export const limits = (MaxNumberOfTrainingJobs: number, MaxParallelTrainingJobs = 1) => ({
  ResourceLimits: { MaxNumberOfTrainingJobs, MaxParallelTrainingJobs },
});
export const category = (Name: string, count: number) => ({ Name, Values: times(count, String) });
