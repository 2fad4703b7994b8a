/**
 * Operations of ours for watching a tuning job: when everything happened, what a stopping decision was made of at any
 * epoch, what a training job printed. Seconds are simulated and count from the tuning job's creation; values are in the
 * units and the direction of the objective.
 */
import { z } from 'zod';
import { AtSeconds } from './analysis.ts';
import { SecondaryStatus, TrainingJobStatus } from './common.ts';

const Name = z.string().min(1).max(63);
const Finite = z.number().nullable();

/** Who or what stopped a training job. */
export const StoppedBy = z.enum([
  'EarlyStopping',
  'StopRequest',
  'TuningJobEnded',
  'MaxRuntime',
  'MaxWait',
  'MaxResource',
]);
export type StoppedBy = z.infer<typeof StoppedBy>;

export const TrainingJobTimes = z.object({
  TrainingJobName: z.string(),
  DefinitionName: z.string().optional(),
  Status: TrainingJobStatus,
  LaunchedAt: z.number(),
  EndedAt: z.number().optional(),
  /**
   * Every secondary status with when it began; after a retry they begin anew. AfterEpoch, absent for 0, says that
   * Training goes on from a checkpoint.
   */
  Transitions: z.array(
    z.object({ Status: SecondaryStatus, At: z.number(), AfterEpoch: z.number().optional() }),
  ),
  /** Epoch e ended EpochSeconds · (e − AfterEpoch) after the latest transition to Training with AfterEpoch < e. */
  EpochSeconds: z.number(),
  /** From its last epoch to its end, if it completes. */
  UploadSeconds: z.number(),
  Epochs: z.number(),
  /** US dollars for an hour of all its instances; absent where no price is known. */
  PricePerHour: z.number().optional(),
  /** Epochs its configuration asks for, at most Hyperband's maximum resource; absent where the algorithm cannot tell. */
  EpochsAsked: z.number().optional(),
  /** The last finite objective value it reported; none of a failed one, whose values are no results. */
  Value: z.number().optional(),
  /** Whether it counts for the best training job. */
  Competes: z.boolean(),
  StoppedBy: StoppedBy.optional(),
  Retryable: z.boolean().optional(),
});
export type TrainingJobTimes = z.infer<typeof TrainingJobTimes>;

/** What training costs by the prices used, in US dollars. */
export const Cost = z.object({
  /** For the training seconds so far. */
  Spent: z.number(),
  /** For what early-stopped training jobs had left: their remaining epochs and the upload of their models. */
  Saved: z.number(),
});

/** A change of pace, or the moment at which a reload or another tab took the tuning job up again. Never part of its log. */
export const PaceChange = z.object({
  At: z.number(),
  Time: z.date(),
  Pace: z.string(),
  Resumed: z.boolean(),
});

/**
 * What a learner does by itself, a layer below the tuning job's early stopping, which compares training jobs: Keras's
 * callbacks, XGBoost's early_stopping_rounds, early_stopping_patience of SageMaker's own algorithms.
 */
export const LearnerCallbacks = z.object({
  /** Ends a training whose monitored metric has had no new best for a while. */
  EarlyStopping: z
    .object({
      /** What it is called by whoever sets it. */
      Name: z.enum(['EarlyStopping', 'early_stopping_rounds', 'early_stopping_patience']),
      Monitor: z.string(),
      Mode: z.enum(['Min', 'Max']),
      /** Epochs in a row without a new best before the end. */
      Patience: z.number(),
      /** What a value has to be better by to count; with Relative a share of the best so far. */
      MinDelta: z.number(),
      Relative: z.boolean(),
      Baseline: z.number().optional(),
      StartFromEpoch: z.number(),
      /** Training does not end before this epoch; 0: at any. */
      MinEpochs: z.number(),
      /** Whether the model of the end is that of the best epoch. */
      RestoreBestWeights: z.boolean(),
      /** By epoch from 1: epochs since patience was last restored. */
      Waits: z.array(z.number()),
      BestEpoch: z.number().optional(),
      BestValue: Finite.optional(),
      /** Present once it has ended the training. */
      StopEpoch: z.number().optional(),
    })
    .optional(),
  /** Saves the model on the way, as Keras's ModelCheckpoint does. */
  ModelCheckpoint: z
    .object({
      Monitor: z.string(),
      Mode: z.enum(['Min', 'Max']),
      SaveBestOnly: z.boolean(),
      /** Epochs after which it was saved, each over the one before. */
      SavedEpochs: z.array(z.number()),
    })
    .optional(),
});
export type LearnerCallbacks = z.infer<typeof LearnerCallbacks>;

/**
 * Part of a curve: its points from an epoch on. Whoever holds the curve keeps what lies before that epoch and puts these
 * in place of the rest, so that hearing the same part twice does no harm.
 */
export const CurvePart = z.object({
  TrainingJobName: z.string(),
  /** The first epoch that may be new or another than before; 1 for all of the curve. */
  FromEpoch: z.number(),
  /** Ascending, not below FromEpoch; epochs without a finite value are left out. */
  Epochs: z.array(z.number()),
  /** As long as Epochs. */
  Values: z.array(z.number()),
});
export type CurvePart = z.infer<typeof CurvePart>;

export const watchingOperations = {
  /**
   * One metric of all training jobs of a tuning job by epoch, for whoever follows it: a first call gets every curve, a
   * later one what its log has brought since. `ObjectiveMetric` is each training job's own objective.
   */
  FollowCurves: {
    input: z.object({
      HyperParameterTuningJobName: Name,
      MetricName: z.string().min(1).max(255),
      /** The Position of the answer before. One of a service that is gone counts as none. */
      Position: z.string().max(100).optional(),
      /** Only these; without it all of the tuning job. */
      TrainingJobNames: z.array(Name).max(10_000).optional(),
      /**
       * Most points of a first answer, all curves together; long ones are thinned to it, keeping their extremes. Without it
       * an answer has every point there is.
       */
      MaxPoints: z.number().int().min(1).optional(),
    }),
    output: z.object({
      Position: z.string(),
      /** Here is every curve, those without a value too. Whatever was held before is void. */
      Whole: z.boolean(),
      /** Whether points were left out for MaxPoints. */
      Thinned: z.boolean(),
      /** In launch order. */
      Curves: z.array(CurvePart),
    }),
  },
  /** When everything happened, in launch order: enough to put every counter and curve back to any moment. */
  DescribeTuningJobTimeline: {
    input: z.object({ HyperParameterTuningJobName: Name, AtSeconds }),
    output: z.object({ ElapsedSeconds: z.number(), TrainingJobs: z.array(TrainingJobTimes) }),
  },
  /** What the median rule saw after an epoch that a training job has reported. */
  DescribeRunningAverages: {
    input: z.object({ TrainingJobName: Name, Epoch: z.number().int().min(1).max(1_000_000) }),
    output: z.object({
      Epoch: z.number(),
      /** The training job's own raw value; null if there was none. */
      Value: Finite,
      /** The median of the averages, as it was compared with; null if the rule did not compare. */
      Threshold: Finite,
      /** Training jobs that had completed by then and had reached the epoch, in launch order. */
      Compared: z.array(z.object({ TrainingJobName: z.string(), RunningAverage: z.number() })),
    }),
  },
  /** What a training job's container printed, as far as it is kept. */
  GetTrainingJobLog: {
    input: z.object({ TrainingJobName: Name }),
    output: z.object({
      /** Epoch 0: before the first or after the last. */
      Lines: z.array(z.object({ Epoch: z.number(), Text: z.string() })),
      /** Lines left out from the middle of a long log. */
      LeftOut: z.number(),
      /** False for a training job from before logs were kept. */
      Kept: z.boolean(),
    }),
  },
} as const;
