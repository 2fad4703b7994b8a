/**
 * Operations of ours beside SageMaker's: the local object store behind `s3://`, data preparation, and what the
 * console shows of a run that no AWS answer holds (pace, stop receipts, event log). Spelled in the same style.
 */
import { z } from 'zod';
import { AutotuneChoice, listWarmStartParents } from './warm-start-parents.ts';

/** `s3://bucket/key`; key may be empty or end in `/` to name a prefix. */
export const S3Uri = z
  .string()
  .max(1024)
  .regex(/^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(\/.*)?$/, {
    message:
      'Enter a location such as s3://bucket/prefix/. Bucket names have 3–63 lower-case letters, digits, dots and hyphens.',
  });

/** How fast simulated time passes. It never changes results. */
export const Pace = z.enum(['Paused', '1x', '60x', '600x', 'Max']);
export type Pace = z.infer<typeof Pace>;

const Name = z.string().min(1).max(63);
const Finite = z.number().nullable();

export const ObjectSummary = z.object({
  S3Uri: z.string(),
  /** Bytes. */
  Size: z.number(),
  LastModified: z.date().optional(),
  /** Bundled objects cannot be changed or deleted. */
  Origin: z.enum(['Bundled', 'Uploaded', 'Output']),
  Description: z.string().optional(),
  Rows: z.number().optional(),
  /** Names of the columns in file order, label first, where known. The file itself has no header. */
  Columns: z.array(z.string()).optional(),
});
export type ObjectSummary = z.infer<typeof ObjectSummary>;

/** How one column of a user's file reads. */
export const ColumnProfile = z.object({
  Name: z.string(),
  Kind: z.enum(['Numeric', 'Categorical', 'Text']),
  Missing: z.number(),
  Distinct: z.number(),
  /** Up to five values as they stand in the file. */
  Examples: z.array(z.string()),
});
export type ColumnProfile = z.infer<typeof ColumnProfile>;

export const PreparePlan = z.object({
  Target: z.string(),
  /** 'Binary' maps the two classes to 0/1 (`PositiveClass` is 1), 'Multiclass' to 0…k−1, 'Regression' keeps numbers. */
  Task: z.enum(['Binary', 'Multiclass', 'Regression']),
  PositiveClass: z.string().optional(),
  /** Columns left out. */
  Drop: z.array(z.string()),
  Encoding: z.enum(['OneHot', 'Ordinal']),
  /** What fills an empty cell of a numeric column; categories get one of their own. 'Keep' leaves the cell empty (XGBoost understands it). */
  Missing: z.enum(['Median', 'Zero', 'Keep']),
  /** Share of rows for the validation channel. */
  ValidationFraction: z.number().gt(0).lt(1),
  Seed: z.number().int().min(0),
});
export type PreparePlan = z.infer<typeof PreparePlan>;

const PreparedChannel = z.object({ S3Uri: z.string(), Rows: z.number() });

/** One line of a tuning job's log. `At` is simulated seconds since the job's creation. */
export const TuningJobEvent = z.object({
  Sequence: z.number(),
  At: z.number(),
  Type: z.enum([
    'TuningJobCreated',
    'TrainingJobLaunched',
    'TrainingJobStatus',
    'Epoch',
    'TrainingJobStopped',
    'TrainingJobFailed',
    'TrainingJobCompleted',
    'StopRequested',
    'TuningJobEnded',
  ]),
  TrainingJobName: z.string().optional(),
  Message: z.string(),
  /** The numbers behind it; depends on Type. */
  Detail: z.record(z.string(), z.unknown()).optional(),
});
export type TuningJobEvent = z.infer<typeof TuningJobEvent>;

/** What a training job was stopped on, in the units of its objective metric. */
export const StopReceipt = z.discriminatedUnion('Rule', [
  z.object({
    Rule: z.literal('Median'),
    Epoch: z.number(),
    Value: z.number(),
    Median: z.number(),
    /** Running averages up to `Epoch` of the completed training jobs compared with. */
    Compared: z.array(z.object({ TrainingJobName: z.string(), RunningAverage: z.number() })),
  }),
  z.object({
    Rule: z.literal('Hyperband'),
    /** The rung. */
    Epoch: z.number(),
    Bracket: z.number(),
    Value: z.number(),
    /** The worst of the values that go on from this rung. */
    Threshold: z.number(),
    /** All values at this rung so far, its own included, and how many of them go on. */
    Results: z.array(z.object({ TrainingJobName: z.string(), Value: z.number() })),
    Kept: z.number(),
  }),
  /** Hyperband's most epochs: the training job has had all it may have. */
  z.object({ Rule: z.literal('MaxResource'), Epoch: z.number(), Limit: z.number() }),
  z.object({ Rule: z.literal('TuningJobEnded'), Reason: z.string() }),
  z.object({ Rule: z.literal('StopRequested'), Scope: z.enum(['TuningJob', 'TrainingJob']) }),
  z.object({ Rule: z.literal('MaxRuntimeExceeded'), LimitInSeconds: z.number() }),
]);
export type StopReceipt = z.infer<typeof StopReceipt>;

export const KeepReceipt = z.discriminatedUnion('Rule', [
  z.object({ Rule: z.literal('Off') }),
  z.object({
    Rule: z.literal('NeverCompared'),
    /** Epochs before the rule acts, epochs with too few completed training jobs, epochs without a value. */
    TooEarly: z.number(),
    TooFew: z.number(),
    NoValue: z.number(),
  }),
  z.object({
    Rule: z.literal('NeverWorse'),
    EpochsCompared: z.number(),
    Closest: z.object({ Epoch: z.number(), Value: z.number(), Median: z.number() }),
  }),
  z.object({
    Rule: z.literal('Hyperband'),
    Bracket: z.number(),
    /** Every rung it came to: its value and the worst value kept (null where it had none), results so far, how many went on. */
    Rungs: z.array(
      z.object({
        Epoch: z.number(),
        Value: Finite,
        Threshold: Finite,
        Arrived: z.number(),
        Kept: z.number(),
      }),
    ),
  }),
]);
export type KeepReceipt = z.infer<typeof KeepReceipt>;

/** The open points of the median rule as this product decides them; shown wherever the rule is. */
export const MedianRuleConstants = z.object({
  /** Completed training jobs that must have reached an epoch before the rule acts on it. */
  MinCompletedTrainingJobs: z.number(),
  /** First epoch the rule looks at. */
  FirstEpoch: z.number(),
});

export const TuningJobRun = z.object({
  HyperParameterTuningJobName: z.string(),
  Pace,
  /** Simulated seconds since creation. */
  ElapsedSeconds: z.number(),
  /** Sum over training jobs of end − start (simulated seconds); running ones up to now. */
  TotalTrainingSeconds: z.number(),
  /** Training jobs stopped by the early-stopping rule; a part of the Stopped counter. */
  EarlyStopped: z.number(),
  /** Average simulated duration × what is left ÷ parallel; absent until a training job has ended. */
  RemainingSeconds: z.number().optional(),
  /** Why the job ended, in a sentence. */
  EndReason: z.string().optional(),
  MedianRule: MedianRuleConstants,
  /** What Autotune filled in; absent without Autotune. */
  AutotuneChoices: z.array(AutotuneChoice).optional(),
});
export type TuningJobRun = z.infer<typeof TuningJobRun>;

/** One training job's decisions, for the receipt and the threshold line. */
export const TrainingJobDecisions = z.object({
  TrainingJobName: z.string(),
  /** By epoch from 1: the median of running averages it was compared with, in the objective's units; null where not compared. */
  Thresholds: z.array(Finite),
  Stop: StopReceipt.optional(),
  /** Present once the training job ran to its end. */
  Keep: KeepReceipt.optional(),
  MedianRule: MedianRuleConstants,
});
export type TrainingJobDecisions = z.infer<typeof TrainingJobDecisions>;

export const localOperations = {
  ListBuckets: {
    input: z.object({}),
    output: z.object({
      Buckets: z.array(z.object({ Name: z.string(), Objects: z.number(), Size: z.number() })),
    }),
  },
  /** Objects under a prefix; with Delimiter `/` deeper ones are folded into CommonPrefixes, as S3 does. */
  ListObjects: {
    input: z.object({ S3Uri, Delimiter: z.literal('/').optional() }),
    output: z.object({ Objects: z.array(ObjectSummary), CommonPrefixes: z.array(z.string()) }),
  },
  /** The first rows of a CSV object and its number of rows. */
  PreviewObject: {
    input: z.object({ S3Uri, MaxRows: z.number().int().min(1).max(200) }),
    output: z.object({
      Object: ObjectSummary,
      /** Cells as text; at most MaxRows rows. */
      Rows: z.array(z.array(z.string())),
      /** First 4,000 characters when the object is not CSV. */
      Text: z.string().optional(),
    }),
  },
  GetObject: { input: z.object({ S3Uri }), output: z.object({ Body: z.string(), Object: ObjectSummary }) },
  PutObject: {
    input: z.object({ S3Uri, Body: z.string().max(64 * 1024 * 1024) }),
    output: z.object({ Object: ObjectSummary }),
  },
  /** Deletes every object under the prefix, or the object of that very name. Bundled ones are refused. */
  DeleteObjects: { input: z.object({ S3Uri }), output: z.object({ Deleted: z.number() }) },
  /** Columns of a user's CSV with header. */
  InspectDataset: {
    input: z.object({ Body: z.string().max(64 * 1024 * 1024) }),
    output: z.object({ Rows: z.number(), Columns: z.array(ColumnProfile), Warnings: z.array(z.string()) }),
  },
  /** Encodes, fills, splits and writes `<Destination>/train/train.csv` and `<Destination>/validation/validation.csv`. */
  PrepareDataset: {
    input: z.object({ Body: z.string().max(64 * 1024 * 1024), Plan: PreparePlan, Destination: S3Uri }),
    output: z.object({
      Train: PreparedChannel,
      Validation: PreparedChannel,
      Columns: z.array(z.string()),
      /** Classes in label order (0, 1, …); empty for regression. */
      Classes: z.array(z.string()),
      /** Rows left out because their target was missing. */
      LeftOut: z.number(),
    }),
  },
  DescribeTuningJobRun: { input: z.object({ HyperParameterTuningJobName: Name }), output: TuningJobRun },
  SetTuningJobPace: { input: z.object({ HyperParameterTuningJobName: Name, Pace }), output: z.object({}) },
  ListTuningJobEvents: {
    input: z.object({
      HyperParameterTuningJobName: Name,
      NextToken: z.string().max(8192).optional(),
      MaxResults: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({ Events: z.array(TuningJobEvent), NextToken: z.string().optional() }),
  },
  /** Every earlier tuning job as a possible parent of a draft: eligible, or the rules it breaks. */
  ListWarmStartParents: listWarmStartParents,
  DescribeTrainingJobDecisions: { input: z.object({ TrainingJobName: Name }), output: TrainingJobDecisions },
  /** Where training runs and whether saving works. */
  DescribeService: {
    input: z.object({}),
    output: z.object({
      Workers: z.number(),
      /** What went wrong with the last save, if it did; work goes on in memory. */
      StorageError: z.string().optional(),
    }),
  },
} as const;
