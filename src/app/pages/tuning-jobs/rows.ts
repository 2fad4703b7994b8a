import { useQueries, useQuery } from '@tanstack/react-query';
import { q } from '../../client.ts';
import { secondsBetween } from '../../format.ts';
import { objectiveOf, type TuningJob, type TuningJobSummary } from '../../jobs.ts';
import { allTuningJobs } from '../../queries.ts';

export interface TuningJobRow {
  readonly name: string;
  readonly status: TuningJobSummary['HyperParameterTuningJobStatus'];
  readonly strategy: string;
  readonly completed: number;
  /** Training jobs launched so far: the sum of the five counters. */
  readonly total: number;
  readonly created: Date;
  /** Simulated seconds from creation to the end or to now. */
  readonly duration: number | undefined;
  readonly best: number | undefined;
  readonly objective: string | undefined;
}

/** One row of the list out of a job's summary and, once read, its description. */
export function toRow(summary: TuningJobSummary, job: TuningJob | undefined): TuningJobRow {
  const counters = summary.TrainingJobStatusCounters;
  const best = job?.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric;
  const sum = (numbers: readonly (number | undefined)[]) =>
    numbers.reduce<number>((total, each) => total + (each ?? 0), 0);
  return {
    name: summary.HyperParameterTuningJobName,
    status: summary.HyperParameterTuningJobStatus,
    strategy: summary.Strategy,
    completed: counters.Completed ?? 0,
    total: sum([
      counters.Completed,
      counters.InProgress,
      counters.Stopped,
      counters.RetryableError,
      counters.NonRetryableError,
    ]),
    created: summary.CreationTime,
    duration:
      secondsBetween(summary.CreationTime, summary.HyperParameterTuningEndTime) ??
      job?.ConsumedResources?.RuntimeInSeconds ??
      secondsBetween(summary.CreationTime, summary.LastModifiedTime),
    best: best?.Value,
    objective:
      best?.MetricName ??
      (job && objectiveOf(job, job.BestTrainingJob?.TrainingJobDefinitionName)?.MetricName),
  };
}

/** All tuning jobs as rows; the best objective arrives with each job's description. */
export function useTuningJobRows() {
  const list = useQuery(allTuningJobs());
  const summaries = list.data ?? [];
  const jobs = useQueries({
    queries: summaries.map(({ HyperParameterTuningJobName }) =>
      q('DescribeHyperParameterTuningJob', { HyperParameterTuningJobName }),
    ),
  });
  return { ...list, rows: summaries.map((summary, index) => toRow(summary, jobs[index]?.data)) };
}
