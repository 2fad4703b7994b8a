/**
 * A tuning job with everything that belongs to it as one text, to be taken elsewhere and brought back. What is inside are
 * the service's own records; these schemas check their outer form. Whether the records fit together is seen when the
 * service answers for them, before anything is stored.
 */
import { z } from 'zod';
import { HyperParameterTuningJobName, SecondaryStatus, TagList } from './common.ts';
import { HyperParameterTuningJobArn } from './common.ts';
import { Pace, TuningJobEvent } from './local.ts';
import { CreateHyperParameterTuningJobRequest } from './tuning-job.ts';

export const ARCHIVE_FORMAT = 'etude-tuning-job';
export const ARCHIVE_VERSION = 1;
/** Longest archive in UTF-16 code units. */
export const MAX_ARCHIVE = 64 * 1024 * 1024;

const number = z.number();
const place = z.number().int().min(0);
/** A map whose keys are data. z.record would lose the key `__proto__`. */
const map = <T>(isValue: (value: unknown) => value is T) =>
  z.custom<Record<string, T>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value as object).every((each) => isValue(each)),
    { error: 'Expected a map.' },
  );
const isTuned = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
const isColumn = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'number');
const reason = z.looseObject({ rule: z.string() });

export const TuningJobArchive = z.object({
  Format: z.literal(ARCHIVE_FORMAT),
  Version: z.literal(ARCHIVE_VERSION),
  TuningJob: z.looseObject({
    name: HyperParameterTuningJobName,
    request: CreateHyperParameterTuningJobRequest,
    seed: number,
    createdAt: number,
    status: z.enum(['Completed', 'Stopped', 'Failed']),
    elapsed: number,
    pace: Pace,
    tags: TagList,
    events: place,
    note: z.string().max(20_000).optional(),
  }),
  TrainingJobs: z
    .array(
      z.looseObject({
        name: z.string().min(1).max(63),
        tuningJob: HyperParameterTuningJobName,
        index: place,
        definition: place,
        configuration: map(isTuned),
        reason,
        launchedAt: number,
        plan: z.object({ startup: number, download: number, epoch: number, upload: number }),
        status: z.enum(['Completed', 'Stopped', 'Failed']),
        transitions: z.array(z.object({ status: SecondaryStatus, at: number })),
        epochs: place,
        tags: TagList,
        artifact: z.string().optional(),
      }),
    )
    .max(10_000),
  Metrics: z
    .array(
      z.looseObject({
        name: z.string(),
        tuningJob: HyperParameterTuningJobName,
        columns: map(isColumn),
        checks: z.array(
          z.object({
            epoch: number,
            value: number.nullable(),
            gate: z.enum(['compared', 'no-value', 'too-few', 'too-early', 'between-rungs']),
            threshold: number.nullable(),
            compared: number,
          }),
        ),
        log: z
          .object({
            lines: z.array(z.object({ epoch: number, text: z.string() })),
            chars: number,
            leftOut: number,
          })
          .optional(),
      }),
    )
    .max(10_000),
  Events: z.array(TuningJobEvent),
  /** What the training jobs left behind. */
  Models: z.array(z.object({ S3Uri: z.string(), Body: z.string() })),
});
export type TuningJobArchive = z.infer<typeof TuningJobArchive>;

const Named = z.object({ HyperParameterTuningJobName });

export const archiveOperations = {
  /** Only of a tuning job that has ended. The same job always gives the same text. */
  ExportTuningJob: { input: Named, output: z.object({ Body: z.string() }) },
  /**
   * Stores an exported tuning job, marked as imported, under its name or the one given. Throws ResourceInUse when that is
   * taken.
   */
  ImportTuningJob: {
    input: z.object({
      Body: z.string().max(MAX_ARCHIVE),
      HyperParameterTuningJobName: HyperParameterTuningJobName.optional(),
    }),
    output: z.object({ HyperParameterTuningJobName, HyperParameterTuningJobArn }),
  },
} as const;
