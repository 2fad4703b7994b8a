import { queryOptions } from '@tanstack/react-query';
import type { Input } from '../api/operations.ts';
import type { RpcError } from '../lib/rpc.ts';
import { call } from './client.ts';
import { readPages, type ListPage } from './read-pages.ts';

const PAGE = 100;

/** What each page of a list is asked for with, by the key of its query: a token hangs on the query and the place alone. */
const tokensOf = new Map<string, (string | undefined)[]>();

/**
 * Every page of a List operation as one query. Its key starts like the operation's own, so it goes stale with it. `isFinal`:
 * of items that will never change; pages full of them are not read again.
 */
const listAll = <O extends string, I extends { readonly MaxResults: number }, R>(
  operation: O,
  input: I,
  page: (token: string | undefined) => Promise<ListPage<R>>,
  isFinal?: (item: R) => boolean,
) =>
  queryOptions<readonly R[], RpcError, readonly R[], readonly [O, I, 'all']>({
    queryKey: [operation, input, 'all'] as const,
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => error.code === 'BackendMoved' && count < 3,
    queryFn: ({ client, queryKey }) => {
      const key = JSON.stringify(queryKey);
      const tokens = tokensOf.get(key) ?? [];
      tokensOf.set(key, tokens);
      const items = client.getQueryData<readonly R[]>(queryKey);
      return readPages(page, input.MaxResults, tokens, items && isFinal ? { items, isFinal } : undefined);
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
  const page = async (NextToken: string | undefined) => {
    const output = await call('ListTrainingJobsForHyperParameterTuningJob', {
      ...input,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    return { items: output.TrainingJobSummaries, next: output.NextToken };
  };
  return listAll(
    'ListTrainingJobsForHyperParameterTuningJob',
    input,
    page,
    ({ TrainingEndTime }) => TrainingEndTime !== undefined,
  );
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
