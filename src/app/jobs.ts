/** Jobs as the console reads them: their shapes, what their names tell, the objective of a definition. Pure. */
import type { Output } from '../api/operations.ts';

export type TuningJob = Output<'DescribeHyperParameterTuningJob'>;
export type TuningJobSummary =
  Output<'ListHyperParameterTuningJobs'>['HyperParameterTuningJobSummaries'][number];
export type TuningJobRun = Output<'DescribeTuningJobRun'>;
export type TrainingJobSummary =
  Output<'ListTrainingJobsForHyperParameterTuningJob'>['TrainingJobSummaries'][number];
export type TrainingJob = Output<'DescribeTrainingJob'>;
export type TrainingJobDecisions = Output<'DescribeTrainingJobDecisions'>;
export type TrainingJobDefinition = NonNullable<TuningJob['TrainingJobDefinition']>;

/** The definitions of a tuning job, whichever of the two request forms it used. */
export const definitionsOf = (job: TuningJob): readonly TrainingJobDefinition[] =>
  job.TrainingJobDefinitions ?? (job.TrainingJobDefinition ? [job.TrainingJobDefinition] : []);

/** Whether two descriptions of a tuning job differ in nothing but how far it is. */
export const sameButProgress = (a: TuningJob | undefined, b: TuningJob | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    (
      [
        'HyperParameterTuningJobArn',
        'HyperParameterTuningJobStatus',
        'FailureReason',
        'HyperParameterTuningJobConfig',
        'TrainingJobDefinition',
        'TrainingJobDefinitions',
        'WarmStartConfig',
        'Autotune',
      ] as const
    )
      // Parts that did not change are the very same objects: the query cache keeps them.
      .every((member) => a[member] === b[member]));

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
