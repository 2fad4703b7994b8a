/** Shapes of ours for what AWS shows nowhere: which earlier jobs can be parents, and what Autotune chose. */
import { z } from 'zod';
import { HyperParameterTuningJobStatus } from './common.ts';
import { HyperParameterTuningJobObjective } from './parameter-ranges.ts';
import { HyperParameterTuningJobStrategyType, HyperParameterTuningJobWarmStartType } from './tuning-job.ts';
import { WARM_START_RULES } from './warm-start-rules.ts';

/** An earlier tuning job as a parent of the draft it was asked for. */
export const WarmStartParent = z.object({
  HyperParameterTuningJobName: z.string(),
  HyperParameterTuningJobStatus,
  CreationTime: z.date(),
  Strategy: HyperParameterTuningJobStrategyType,
  /** Of its first definition. */
  Objective: HyperParameterTuningJobObjective,
  /** Best objective of its completed training jobs. */
  Best: z.number().optional(),
  /** Training jobs it launched: they count against the child's maximum. */
  TrainingJobs: z.number(),
  /** Parents of its own. What they found is not handed on: they have to be chosen as well. */
  Parents: z.array(z.string()),
  /** No rule is broken, as far as the draft says. */
  Eligible: z.boolean(),
  Broken: z.array(z.object({ Rule: z.enum(WARM_START_RULES), Message: z.string(), Fix: z.string() })),
  /** Hyperparameters whose setting is not the parent's; `Counts` adds up to `ChangesUsed`. */
  Changes: z.array(z.object({ Name: z.string(), From: z.string(), To: z.string(), Counts: z.number() })),
  ChangesUsed: z.number(),
});
export type WarmStartParent = z.infer<typeof WarmStartParent>;

export const listWarmStartParents = {
  input: z.object({
    /** A Create request as far as it is filled in. A definition that the contract does not take counts as not there yet. */
    Request: z.record(z.string(), z.unknown()),
    WarmStartType: HyperParameterTuningJobWarmStartType,
  }),
  output: z.object({
    /** Newest first. */
    Parents: z.array(WarmStartParent),
    /** Whether the draft has a definition to hold against theirs; else only what the parents are is checked. */
    DefinitionKnown: z.boolean(),
    MostChanges: z.number(),
  }),
};

/** A member of the request that Autotune filled. */
export const AutotuneChoice = z.object({ Path: z.string(), Value: z.string(), Why: z.string() });
