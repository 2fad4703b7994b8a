import { queryOptions } from '@tanstack/react-query';
import type { Input } from '../api/operations.ts';
import type { RpcError } from '../lib/rpc.ts';
import { call } from './client.ts';

const PAGE = 100;

/** Every page of a List operation as one query. Its key starts like the operation's own, so it goes stale with it. */
const listAll = <O extends string, I extends object, R>(
  operation: O,
  input: I,
  page: (token: string | undefined) => Promise<{ items: readonly R[]; next: string | undefined }>,
) =>
  queryOptions<readonly R[], RpcError, readonly R[], readonly [O, I, 'all']>({
    queryKey: [operation, input, 'all'] as const,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => error.code === 'BackendMoved' && count < 3,
    queryFn: async () => {
      const all: R[] = [];
      let token: string | undefined;
      do {
        const { items, next } = await page(token);
        all.push(...items);
        token = next;
      } while (token !== undefined);
      return all;
    },
  });

/** All tuning jobs, newest first. */
export function allTuningJobs() {
  const input = {
    SortBy: 'CreationTime',
    SortOrder: 'Descending',
    MaxResults: PAGE,
  } satisfies Input<'ListHyperParameterTuningJobs'>;
  return listAll('ListHyperParameterTuningJobs', input, async (NextToken) => {
    const output = await call('ListHyperParameterTuningJobs', {
      ...input,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: output.HyperParameterTuningJobSummaries, next: output.NextToken };
  });
}

/** All training jobs of a tuning job in launch order. */
export function allTrainingJobs(tuningJob: string) {
  const input = {
    HyperParameterTuningJobName: tuningJob,
    SortBy: 'CreationTime',
    SortOrder: 'Ascending',
    MaxResults: PAGE,
  } satisfies Input<'ListTrainingJobsForHyperParameterTuningJob'>;
  return listAll('ListTrainingJobsForHyperParameterTuningJob', input, async (NextToken) => {
    const output = await call('ListTrainingJobsForHyperParameterTuningJob', {
      ...input,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: output.TrainingJobSummaries, next: output.NextToken };
  });
}

/** All lines of some types of a tuning job's log, in order. */
export function allEvents(tuningJob: string, types: Input<'ListTuningJobEvents'>['Types']) {
  const input = {
    HyperParameterTuningJobName: tuningJob,
    Types: types,
    MaxResults: 1000,
  } satisfies Input<'ListTuningJobEvents'>;
  return listAll('ListTuningJobEvents', input, async (NextToken) => {
    const output = await call('ListTuningJobEvents', {
      ...input,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: output.Events, next: output.NextToken };
  });
}
