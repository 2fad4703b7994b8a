/**
 * Operations of ours beside SageMaker's: the local object store behind `s3://`, data preparation, and what the
 * console shows of a run that no AWS answer holds (pace, stop receipts, event log). Spelled in the same style.
 */
import { z } from 'zod';
import {
  CompletionProgress,
  ConvergenceConstants,
  FinishReceipt,
  HyperbandConstants,
  KeepReceipt,
  LaunchReceipt,
  MedianRuleConstants,
  RungReceipt,
  StopReceipt,
} from './receipts.ts';
import { PricesUsed } from './prices.ts';
import { DescribeHyperParameterTuningJobResponse } from './tuning-job.ts';
import { Cost, LearnerCallbacks, PaceChange, StoppedBy } from './watching.ts';
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

/** A name of the caller's for work on a large file, by which it can be cancelled. */
const WorkId = z.string().min(1).max(64).optional();

/** Bytes that are no text travel in base64, as blobs do in AWS's JSON; without it a body is text. */
const Encoding = z.literal('Base64');

export const ObjectSummary = z.object({
  S3Uri: z.string(),
  /** Bytes; absent for what is made when it is read. */
  Size: z.number().optional(),
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
  /** 'Timestamp': dates with a time of day. */
  Kind: z.enum(['Numeric', 'Categorical', 'Date', 'Timestamp', 'Text']),
  /** How its dates were read, or why what looks like dates is none. */
  Note: z.string().optional(),
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
  /** What dates become: days since 1970 (the default), or year, month, weekday (1 is Monday) and hour; in UTC. */
  Dates: z.enum(['EpochDays', 'Parts']).optional(),
  /** What fills an empty cell of a numeric column; categories get one of their own. 'Keep' leaves the cell empty (XGBoost understands it). */
  Missing: z.enum(['Median', 'Zero', 'Keep']),
  /** Share of rows for the validation channel. */
  ValidationFraction: z.number().gt(0).lt(1),
  Seed: z.number().int().min(0),
});
export type PreparePlan = z.infer<typeof PreparePlan>;

const PreparedChannel = z.object({ S3Uri: z.string(), Rows: z.number() });

/** What was written, and how to read it. */
export const PreparedChannels = z.object({
  Train: PreparedChannel,
  Validation: PreparedChannel,
  Columns: z.array(z.string()),
  /** Classes in label order (0, 1, …); empty for regression. */
  Classes: z.array(z.string()),
  /** Rows left out because their target was missing. */
  LeftOut: z.number(),
});
export type PreparedChannels = z.infer<typeof PreparedChannels>;

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

export const TuningJobRun = z.object({
  HyperParameterTuningJobName: z.string(),
  Pace,
  /** Simulated seconds since creation. */
  ElapsedSeconds: z.number(),
  /** Sum over training jobs of end − start (simulated seconds); running ones up to now. */
  TotalTrainingSeconds: z.number(),
  /** Training jobs stopped by the early-stopping rule; a part of the Stopped counter. */
  EarlyStopped: z.number(),
  /** The Stopped counter by what stopped them; the parts add up to it. */
  Stopped: z.record(StoppedBy, z.number()),
  /** AverageSeconds × TrainingJobsLeft ÷ Parallel; absent until a training job has ended, and once the tuning job has. */
  RemainingSeconds: z.number().optional(),
  /** What that was worked out from. */
  RemainingFrom: z
    .object({
      /** From launch to end, rounded to a second: what is shown is what is reckoned with. */
      AverageSeconds: z.number(),
      TrainingJobsLeft: z.number(),
      Parallel: z.number(),
    })
    .optional(),
  /** Training seconds that early-stopped training jobs would still have taken for the epochs they asked for and the upload of their models. */
  SavedTrainingSeconds: z.number(),
  Prices: PricesUsed,
  /** Absent when the price of an instance type is not known. */
  Cost: Cost.optional(),
  PaceChanges: z.array(PaceChange),
  /** Why the job ended, in a sentence. */
  EndReason: z.string().optional(),
  /** The same as data, with the moment it ended. */
  Finish: z.object({ At: z.date(), AtSeconds: z.number(), Reason: FinishReceipt }).optional(),
  Progress: CompletionProgress,
  MedianRule: MedianRuleConstants,
  /** Present with strategy Hyperband. */
  Hyperband: HyperbandConstants.optional(),
  Convergence: ConvergenceConstants,
  /** What Autotune filled in; absent without Autotune. */
  AutotuneChoices: z.array(AutotuneChoice).optional(),
  /** Of each parent of a warm start: how many of its training jobs are taken into account. */
  WarmStartObservations: z.array(z.number()).optional(),
});
export type TuningJobRun = z.infer<typeof TuningJobRun>;

/** One training job's decisions, for the receipt and the threshold line. */
export const TrainingJobDecisions = z.object({
  TrainingJobName: z.string(),
  /** Why this configuration was tried. */
  Launch: LaunchReceipt,
  /** By epoch from 1: the median of running averages, or the worst value kept at a rung, that it was compared with; null where not compared. */
  Thresholds: z.array(Finite),
  Stop: StopReceipt.optional(),
  /** Present once the training job ran to its end or failed: why it had not been stopped until then. */
  Keep: KeepReceipt.optional(),
  /** Of a failed one: the epochs it had reported. */
  FailedAfter: z.number().optional(),
  MedianRule: MedianRuleConstants,
  /** Present with strategy Hyperband: its rungs, and how it stood at those it has come to. */
  Hyperband: HyperbandConstants.extend({ Bracket: z.number(), Rungs: z.array(RungReceipt) }).optional(),
  /** Present where a network stops or saves itself. */
  Callbacks: LearnerCallbacks.optional(),
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
  GetObject: {
    input: z.object({ S3Uri }),
    output: z.object({ Body: z.string(), Encoding: Encoding.optional(), Object: ObjectSummary }),
  },
  PutObject: {
    input: z.object({ S3Uri, Body: z.string().max(64 * 1024 * 1024), Encoding: Encoding.optional() }),
    output: z.object({ Object: ObjectSummary }),
  },
  /** Deletes every object under the prefix, or the object of that very name. Bundled ones are refused. */
  DeleteObjects: { input: z.object({ S3Uri }), output: z.object({ Deleted: z.number() }) },
  /** Columns of a user's CSV with header. */
  InspectDataset: {
    input: z.object({ Body: z.string().max(64 * 1024 * 1024), WorkId }),
    output: z.object({ Rows: z.number(), Columns: z.array(ColumnProfile), Warnings: z.array(z.string()) }),
  },
  /** Ends InspectDataset or PrepareDataset under way with the error `Cancelled`. False: there was none. */
  CancelDataWork: {
    input: z.object({ WorkId: z.string().min(1).max(64) }),
    output: z.object({ Cancelled: z.boolean() }),
  },
  /** How far InspectDataset or PrepareDataset under way is; no share when there is none. */
  DescribeDataWork: {
    input: z.object({ WorkId: z.string().min(1).max(64) }),
    output: z.object({ Share: z.number().min(0).max(1).optional() }),
  },
  /** Encodes, fills, splits and writes `<Destination>/train/train.csv` and `<Destination>/validation/validation.csv`. */
  PrepareDataset: {
    input: z.object({
      Body: z.string().max(64 * 1024 * 1024),
      Plan: PreparePlan,
      Destination: S3Uri,
      WorkId,
    }),
    output: PreparedChannels,
  },
  DescribeTuningJobRun: { input: z.object({ HyperParameterTuningJobName: Name }), output: TuningJobRun },
  /** Both descriptions of a tuning job at one moment, for whoever shows them side by side while it runs. */
  WatchTuningJob: {
    input: z.object({ HyperParameterTuningJobName: Name }),
    output: z.object({ TuningJob: DescribeHyperParameterTuningJobResponse, Run: TuningJobRun }),
  },
  SetTuningJobPace: { input: z.object({ HyperParameterTuningJobName: Name, Pace }), output: z.object({}) },
  ListTuningJobEvents: {
    input: z.object({
      HyperParameterTuningJobName: Name,
      /** Only lines of these types. */
      Types: z.array(TuningJobEvent.shape.Type).optional(),
      /** Only lines about this training job. */
      TrainingJobName: Name.optional(),
      /** Only lines whose message or training job has this text in it, in any case. */
      Contains: z.string().max(200).optional(),
      /** Place of the first one wanted, instead of a token. */
      StartIndex: z.number().int().min(0).optional(),
      NextToken: z.string().max(8192).optional(),
      MaxResults: z.number().int().min(1).max(1000).optional(),
    }),
    output: z.object({
      Events: z.array(TuningJobEvent),
      /** Lines that match, on all pages. */
      Total: z.number(),
      NextToken: z.string().optional(),
    }),
  },
  /** Every earlier tuning job as a possible parent of a draft: eligible, or the rules it breaks. */
  ListWarmStartParents: listWarmStartParents,
  DescribeTrainingJobDecisions: { input: z.object({ TrainingJobName: Name }), output: TrainingJobDecisions },
  /** What metric definitions find in a log, line by line, as training will: for trying them out. */
  TestMetricDefinitions: {
    input: z.object({
      MetricDefinitions: z.array(z.object({ Name: z.string().max(255), Regex: z.string().max(500) })).max(40),
      Log: z.string().max(200_000),
    }),
    output: z.object({
      /** One per definition, in order. */
      Results: z.array(
        z.object({
          Name: z.string(),
          /** Why the expression cannot be used. */
          Problem: z.string().optional(),
          /** Of what was found, the first 200. Value is null where the text is no finite number. */
          Found: z.array(z.object({ Line: z.number(), Text: z.string(), Value: Finite })),
          Total: z.number(),
          /** What is likely not meant: no match, captures that are no numbers, several groups. */
          Warnings: z.array(z.string()),
        }),
      ),
    }),
  },
  /** Tuning jobs whose learning curves are simulated, in whole or in part, and why. Every screen that shows them says so. */
  ListSimulations: {
    input: z.object({}),
    output: z.object({
      Simulations: z.array(
        z.object({
          HyperParameterTuningJobName: z.string(),
          Definitions: z.array(z.object({ DefinitionName: z.string().optional(), Why: z.string() })),
        }),
      ),
    }),
  },
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
