/** Operations of ours for keeping many tuning jobs in order: the whole list in one answer, and notes. */
import { z } from 'zod';
import { grouped } from '../lib/grouped.ts';
import {
  HyperParameterTuningJobArn,
  HyperParameterTuningJobName,
  HyperParameterTuningJobStatus,
  TagList,
} from './common.ts';
import { HyperParameterTuningJobObjective } from './parameter-ranges.ts';
import { HyperParameterTuningJobStrategyType, TrainingJobStatusCounters } from './tuning-job.ts';

/** Longest note, in UTF-16 code units. */
export const MAX_NOTE = 20_000;

const Named = z.object({ HyperParameterTuningJobName });

/** A tuning job as a row of the list. */
export const TuningJobOverview = z.object({
  HyperParameterTuningJobName,
  HyperParameterTuningJobArn,
  HyperParameterTuningJobStatus,
  Strategy: HyperParameterTuningJobStrategyType,
  CreationTime: z.date(),
  /** Simulated seconds from creation to the end or to now. */
  ElapsedSeconds: z.number(),
  TrainingJobStatusCounters,
  /** The most training jobs it may launch; absent without such a limit. */
  MaxNumberOfTrainingJobs: z.number().optional(),
  /** The best value so far, and of which metric. */
  Best: z.object({ TrainingJobName: z.string(), MetricName: z.string(), Value: z.number() }).optional(),
  /** One for each definition. */
  Objectives: z.array(HyperParameterTuningJobObjective),
  Tags: TagList,
  HasNote: z.boolean(),
  /** When it was brought in from elsewhere. */
  ImportedTime: z.date().optional(),
});
export type TuningJobOverview = z.infer<typeof TuningJobOverview>;

export const organiseOperations = {
  /** Every tuning job, newest first. */
  ListTuningJobOverviews: {
    input: z.object({}),
    output: z.object({ TuningJobs: z.array(TuningJobOverview) }),
  },
  /** What the user wrote down about it, in Markdown; and when it was imported, if it was. */
  DescribeTuningJobNote: {
    input: Named,
    output: z.object({ Note: z.string(), ImportedTime: z.date().optional() }),
  },
  /** An empty note takes it away. */
  SetTuningJobNote: {
    input: Named.extend({
      Note: z.string().max(MAX_NOTE, { error: `Write at most ${grouped(MAX_NOTE)} characters.` }),
    }),
    output: z.object({}),
  },
} as const;
