import { z } from 'zod';
import { type ColumnProfile, type PreparePlan, S3Uri } from '../../../api/local.ts';
import { OUTPUT_BUCKET, SAMPLES_BUCKET, UPLOAD_BUCKET } from './places.ts';

/** Largest file that is taken, in bytes. */
export const MAX_BYTES = 64 * 1024 * 1024;

const notReserved = (uri: string) => ![SAMPLES_BUCKET, OUTPUT_BUCKET].includes(uri.split('/')[2] ?? '');
const RESERVED = `${SAMPLES_BUCKET} and ${OUTPUT_BUCKET} are kept for bundled data and training output. Choose another bucket, such as ${UPLOAD_BUCKET}.`;

/** `s3://bucket/folder/` to put channels in. */
export const Destination = S3Uri.refine(notReserved, RESERVED);

/** `s3://bucket/key` of one object. */
export const ObjectUri = S3Uri.refine(notReserved, RESERVED).refine(
  (uri) => /^s3:\/\/[^/]+(\/[^/]+)+$/.test(uri),
  'Enter a bucket and the name of the object, such as s3://my-bucket/folder/file.csv.',
);

const number = (value: string) => (/^\d+(\.\d+)?$|^\.\d+$/.test(value.trim()) ? Number(value) : Number.NaN);

/** The form's state; numbers as they were typed. */
export const PrepareForm = z
  .object({
    target: z.string().min(1, 'Choose the column to predict.'),
    task: z.enum(['Binary', 'Multiclass', 'Regression']),
    /** Used for binary tasks only. */
    positiveClass: z.string(),
    drop: z.array(z.string()),
    encoding: z.enum(['OneHot', 'Ordinal']),
    dates: z.enum(['EpochDays', 'Parts']),
    missing: z.enum(['Median', 'Zero', 'Keep']),
    validationPercent: z.string().refine((value) => number(value) >= 1 && number(value) <= 99, {
      message: 'Enter a number from 1 to 99.',
    }),
    seed: z.string().refine((value) => /^\d{1,9}$/.test(value.trim()), {
      message: 'Enter a whole number from 0 to 999999999.',
    }),
    destination: Destination,
  })
  .readonly();
export type PrepareForm = z.infer<typeof PrepareForm>;

/** What the service is asked to do. Expects values that passed `PrepareForm`. */
export function toPlan(values: PrepareForm): PreparePlan {
  const { target, task, positiveClass, drop, encoding, dates, missing, validationPercent, seed } = values;
  return {
    Target: target,
    Task: task,
    ...(task === 'Binary' && positiveClass !== '' ? { PositiveClass: positiveClass } : {}),
    Drop: drop.filter((name) => name !== target),
    Encoding: encoding,
    Dates: dates,
    Missing: missing,
    ValidationFraction: number(validationPercent) / 100,
    Seed: Number(seed),
  };
}

/** Where an error of the service belongs; undefined when no field can mend it. */
export function fieldOf(path: readonly (string | number)[] | undefined): keyof PrepareForm | undefined {
  const [first, second] = path ?? [];
  if (first === 'Destination') return 'destination';
  if (first !== 'Plan') return undefined;
  const fields: Partial<Record<string | number, keyof PrepareForm>> = {
    Target: 'target',
    Task: 'task',
    PositiveClass: 'positiveClass',
    Drop: 'drop',
    Encoding: 'encoding',
    Dates: 'dates',
    Missing: 'missing',
    ValidationFraction: 'validationPercent',
    Seed: 'seed',
  };
  return fields[second ?? ''];
}

const TARGET_NAMES = /^(target|label|class|y|outcome|response|status|churn|default)$/i;
const POSITIVE_NAMES = /^(1|yes|y|true|t|positive|pos|bad|churned?|fraud|malignant)$/i;

export const isDate = ({ Kind }: ColumnProfile): boolean => Kind === 'Date' || Kind === 'Timestamp';

/** What most people mean: a column called like a target, else the last that is neither free text nor a date. */
export function guessTarget(columns: readonly ColumnProfile[]): string {
  const usable = columns.filter((column) => column.Kind !== 'Text' && !isDate(column) && column.Distinct > 1);
  return (usable.find(({ Name }) => TARGET_NAMES.test(Name)) ?? usable.at(-1))?.Name ?? '';
}

/** Two values: binary. Words, or few whole numbers: classes. Else a quantity. */
export function guessTask({ Kind, Distinct, Examples }: ColumnProfile): PrepareForm['task'] {
  if (Distinct === 2) return 'Binary';
  const whole = Examples.every((example) => /^[+-]?\d+$/.test(example));
  return Kind !== 'Numeric' || (whole && Distinct <= 10) ? 'Multiclass' : 'Regression';
}

/** The class that sounds like the event of interest, else the last in order. */
export function guessPositiveClass({ Distinct, Examples }: ColumnProfile): string {
  if (Distinct !== 2) return '';
  return Examples.find((example) => POSITIVE_NAMES.test(example)) ?? [...Examples].sort().at(-1) ?? '';
}

/** Free text and columns with a single value teach nothing. */
export const droppedAtFirst = ({ Kind, Distinct }: ColumnProfile): boolean => Kind === 'Text' || Distinct < 2;

/** What choosing a target brings along. */
export const forTarget = (column: ColumnProfile | undefined) => ({
  task: column ? guessTask(column) : ('Regression' as const),
  positiveClass: column ? guessPositiveClass(column) : '',
});

export function startValues(columns: readonly ColumnProfile[], destination: string): PrepareForm {
  const target = guessTarget(columns);
  return {
    target,
    ...forTarget(columns.find(({ Name }) => Name === target)),
    drop: columns.filter(droppedAtFirst).map(({ Name }) => Name),
    encoding: 'OneHot',
    dates: 'EpochDays',
    missing: 'Median',
    validationPercent: '25',
    seed: '0',
    destination,
  };
}

/** A folder for a file's data: under the folder the user came from, named after the file. */
export function proposeDestination(from: { bucket: string | null; prefix: string | null }, fileName: string) {
  const name =
    fileName
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'data';
  const own = from.bucket !== null && ![SAMPLES_BUCKET, OUTPUT_BUCKET].includes(from.bucket);
  const folder = own ? `s3://${from.bucket}/${from.prefix ?? ''}` : `s3://${UPLOAD_BUCKET}/`;
  return `${folder.replace(/\/*$/, '/')}${name}/`;
}

/** Whether a text's first line is numbers only, as SageMaker's algorithms read CSV. */
export const looksPrepared = (body: string): boolean =>
  /^[\d.,eE+\-; \t]+$/.test(body.slice(0, 100_000).trimStart().split(/\r?\n/, 1)[0] ?? '');
