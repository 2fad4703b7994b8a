/**
 * Operations of ours for understanding a tuning job: what every training job tried and came to, which hyperparameters
 * matter, and what a model makes of the results. Values are in the units and the direction of the objective.
 */
import { z } from 'zod';
import { HyperParameterTuningJobObjective } from './parameter-ranges.ts';

const Name = z.string().min(1).max(63);

/** Which of a training job's objective values stands for it; best is the highest or lowest as the objective has it. */
export const ValueChoice = z.enum(['Last', 'Best', 'Min', 'Max']);
export type ValueChoice = z.infer<typeof ValueChoice>;

/** A number for numeric hyperparameters, one of the values for categorical ones. */
const Setting = z.union([z.number(), z.string()]);
const Settings = z.record(z.string(), Setting);

export const TunedHyperParameter = z.object({
  Name: z.string(),
  Type: z.enum(['Integer', 'Continuous', 'Categorical']),
  /** Ends of the range and how it is searched; absent for categorical ones. */
  Range: z
    .object({
      Min: z.number(),
      Max: z.number(),
      Scaling: z.enum(['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic']),
    })
    .optional(),
  /** Of a categorical one. */
  Values: z.array(z.string()).optional(),
});
export type TunedHyperParameter = z.infer<typeof TunedHyperParameter>;

export const AnalysedDefinition = z.object({
  DefinitionName: z.string().optional(),
  Objective: HyperParameterTuningJobObjective,
  HyperParameters: z.array(TunedHyperParameter),
});
export type AnalysedDefinition = z.infer<typeof AnalysedDefinition>;

export const AnalysedTrainingJob = z.object({
  TrainingJobName: z.string(),
  /** Place of its definition. */
  Definition: z.number(),
  HyperParameters: Settings,
  /** Absent until a finite value was reported. */
  Values: z.record(ValueChoice, z.number()).optional(),
});
export type AnalysedTrainingJob = z.infer<typeof AnalysedTrainingJob>;

/**
 * A moment that is looked back at, in simulated seconds since the tuning job's creation; absent: now. Answers tell what
 * was known then, that second included.
 */
export const AtSeconds = z.number().min(0).optional();

const Figures = z.array(z.number().nullable());

/** A definition by its place, and which value of its training jobs is looked at. */
const Subject = z.object({
  HyperParameterTuningJobName: Name,
  Definition: z.number().int().min(0).max(9),
  Value: ValueChoice,
  AtSeconds,
});

/** What a model of the results was made of. */
const Evidence = z.object({
  /** Training jobs that ended with a value, early-stopped ones included. */
  TrainingJobs: z.number(),
  /** Of these, how many the model was made of: at most a thousand, and while the tuning job runs perhaps not the latest. */
  Used: z.number(),
});

export const analysisOperations = {
  DescribeTuningJobAnalysis: {
    input: z.object({ HyperParameterTuningJobName: Name, AtSeconds }),
    output: z.object({
      Definitions: z.array(AnalysedDefinition),
      /** In launch order. */
      TrainingJobs: z.array(AnalysedTrainingJob),
    }),
  },
  /**
   * What every training job came to, a list for each figure: of thousands, objects would take longer to hand over than to
   * make. Lists are in launch order; what is not there (yet) is null.
   */
  DescribeTuningJobResults: {
    input: z.object({ HyperParameterTuningJobName: Name }),
    output: z.object({
      Definitions: z.array(AnalysedDefinition),
      /** What every choice by chance follows from, whether or not the request names it. */
      RandomSeed: z.number(),
      TrainingJobNames: z.array(z.string()),
      /** Place of its definition. */
      Definition: z.array(z.number()),
      /** Of the finite objective values. */
      Last: Figures,
      Min: Figures,
      Max: Figures,
      Epochs: z.array(z.number()),
      /** Simulated seconds since the tuning job's creation. */
      EndedAt: Figures,
      /** US dollars from the first download to the end or to now; null where no price is known. */
      Cost: Figures,
      /** Whether it counts for the best training job. */
      Competes: z.array(z.boolean()),
    }),
  },
  /** Functional ANOVA of a random forest. HyperParameters is empty while there are too few results. */
  DescribeHyperparameterImportance: {
    input: Subject,
    output: Evidence.extend({
      Trees: z.number(),
      /** Fewest results that it is made of. */
      Fewest: z.number(),
      /** Share of the variance that the forest foretells of training jobs it did not see; null if none can tell. */
      Explained: z.number().nullable(),
      /** Share of the forest's variance that the hyperparameters explain each on its own. */
      Alone: z.number(),
      HyperParameters: z.array(
        z.object({
          Name: z.string(),
          /** They add up to 1. */
          Importance: z.number(),
          /** The forest's mean over all other hyperparameters, along this one. */
          Mean: z.array(z.object({ At: Setting, Value: z.number() })),
        }),
      ),
    }),
  },
  /** The same forest's mean over all hyperparameters but two. */
  DescribeHyperparameterSurface: {
    input: Subject.extend({ X: z.string().max(255), Y: z.string().max(255) }),
    output: Evidence.extend({
      Xs: z.array(Setting),
      Ys: z.array(Setting),
      /** One row for each of Ys; empty while there are too few results. */
      Values: z.array(z.array(z.number())),
    }),
  },
  /**
   * What the Bayesian strategy's model believes along one hyperparameter, the others as the best training job has them. It is
   * made of the chosen value of each training job. The strategy itself searches by the last: another value's model is made
   * for the eye alone, without the results of a warm start's parents, of which only the last is known.
   */
  DescribeModelView: {
    input: Subject.extend({ HyperParameter: z.string().max(255) }),
    output: Evidence.extend({
      /** Empty while there are too few results for a model. */
      Places: z.array(
        z.object({
          At: Setting,
          /** The median, and the ends of the middle 95 %. */
          Mean: z.number(),
          Lower: z.number(),
          Upper: z.number(),
        }),
      ),
      /** Where the others are held. */
      Held: Settings,
      /**
       * What the strategy would try next, after the results so far, and the value that the model expects there. Absent when
       * it would try nothing or learns not.
       */
      Next: z.object({ HyperParameters: Settings, Mean: z.number().optional() }).optional(),
    }),
  },
} as const;
