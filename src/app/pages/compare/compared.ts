import { queryOptions } from '@tanstack/react-query';
import type { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import type { RpcError } from '../../../lib/rpc.ts';
import { type AnalysedDefinition, type Result, resultsOf } from '../../analysis.ts';
import { call } from '../../client.ts';
import { requestOf } from '../../from-description.ts';
import type { TuningJob, TuningJobRun } from '../../jobs.ts';
import { withSeed } from '../../twin.ts';

/** A tuning job as it is compared. */
export interface Compared {
  readonly name: string;
  readonly job: TuningJob;
  readonly run: TuningJobRun;
  readonly request: CreateHyperParameterTuningJobRequest;
  /** The same with the seed that it ran on, so that a twin is known as one where only the twin's request names the seed. */
  readonly ran: CreateHyperParameterTuningJobRequest;
  /** The first one: its objective is what the tuning job is compared by. */
  readonly definition: AnalysedDefinition;
  /** Training jobs whose definition has that same objective. */
  readonly rows: readonly Result[];
}

/** Everything of one tuning job in one query. Its key starts like an operation's own, so it goes stale with it. */
export const comparedJob = (name: string) => {
  const input = { HyperParameterTuningJobName: name };
  return queryOptions<Compared, RpcError>({
    queryKey: ['DescribeTuningJobResults', input, 'compared'],
    staleTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => error.code === 'BackendMoved' && count < 3,
    structuralSharing: false,
    queryFn: async () => {
      const [job, run, results] = await Promise.all([
        call('DescribeHyperParameterTuningJob', input),
        call('DescribeTuningJobRun', input),
        call('DescribeTuningJobResults', input),
      ]);
      const { Tags = [] } = await call('ListTags', { ResourceArn: job.HyperParameterTuningJobArn });
      const [definition, ...others] = results.Definitions;
      if (!definition) throw new Error(`${name} has no training job definition.`);
      const same = [definition, ...others].map(
        ({ Objective: { MetricName, Type } }) =>
          MetricName === definition.Objective.MetricName && Type === definition.Objective.Type,
      );
      const request = requestOf(job, Tags);
      return {
        name,
        job,
        run,
        request,
        ran: withSeed(request, results.RandomSeed),
        definition,
        rows: resultsOf(results).filter((row) => same[row.definition]),
      };
    },
  });
};
