import { queryOptions } from '@tanstack/react-query';
import type { Input, Output } from '../api/operations.ts';
import type { RpcError } from '../lib/rpc.ts';
import { call } from './client.ts';

export type TuningJob = Output<'DescribeHyperParameterTuningJob'>;
export type TuningJobSummary =
  Output<'ListHyperParameterTuningJobs'>['HyperParameterTuningJobSummaries'][number];
export type TuningJobRun = Output<'DescribeTuningJobRun'>;
export type TrainingJobSummary =
  Output<'ListTrainingJobsForHyperParameterTuningJob'>['TrainingJobSummaries'][number];
export type TrainingJob = Output<'DescribeTrainingJob'>;
export type TrainingJobDecisions = Output<'DescribeTrainingJobDecisions'>;
export type TrainingJobDefinition = NonNullable<TuningJob['TrainingJobDefinition']>;

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

/** The definitions of a tuning job, whichever of the two request forms it used. */
export const definitionsOf = (job: TuningJob): readonly TrainingJobDefinition[] =>
  job.TrainingJobDefinitions ?? (job.TrainingJobDefinition ? [job.TrainingJobDefinition] : []);

export type Objective = NonNullable<TrainingJobDefinition['TuningObjective']>;

/** The objective a definition is judged by: its own in the multi-definition form, the job's in the single form. */
export const objectiveOf = (job: TuningJob, definition: string | undefined): Objective | undefined => {
  const definitions = definitionsOf(job);
  const own =
    definitions.find(({ DefinitionName }) => DefinitionName === definition) ??
    (definitions.length === 1 ? definitions[0] : undefined);
  return own?.TuningObjective ?? job.HyperParameterTuningJobConfig.HyperParameterTuningJobObjective;
};

/** Launch index (from 0) out of `<job>-<NNN>-<8 hex>`; the same job keeps its colour whatever is shown beside it. */
export const indexOfTrainingJob = (name: string): number =>
  Number(/-(\d{3,})-[0-9a-f]{8}$/.exec(name)?.[1] ?? 1) - 1;

/** "007" – how a training job is called where its whole name is too long. */
export const shortName = (name: string): string => /-(\d{3,})-[0-9a-f]{8}$/.exec(name)?.[1] ?? name;

/** `<job>-<NNN>-<8 hex>` (spec api.md §6): the tuning job a training job belongs to. */
export const tuningJobOf = (trainingJob: string): string => trainingJob.replace(/-\d{3,}-[0-9a-f]{8}$/, '');
