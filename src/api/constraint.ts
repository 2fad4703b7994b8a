/**
 * The kinds of constraint the service model knows (length, pattern, enumeration, range, number of items), as zod
 * schemas. The zod message of each is one short sentence to put under a form field; `validate.ts` composes the
 * service's own wording from the same issue.
 */
import { z } from 'zod';
import { grouped } from '../lib/grouped.ts';

interface TextLimits {
  readonly min?: number;
  readonly max: number;
  /** As the model writes it; the whole text has to match. */
  readonly pattern?: string;
}

/**
 * A text of `min`–`max` UTF-16 units. A text that is too long is not matched against the pattern (some patterns take
 * quadratic time). zod's own `abort` would do that too, but an aborted field silences every rule around it.
 */
export function text({ min = 0, max, pattern = '.*' }: TextLimits, say = lengthSentence(min, max)) {
  const matches = new RegExp(`^(?:${pattern})$`, 'u');
  return z
    .string({ error: say })
    .min(min, { error: say })
    .max(max, { error: say })
    .superRefine((value, context) => {
      if (value.length > max || matches.test(value)) return;
      context.addIssue({ code: 'invalid_format', format: 'regex', pattern, message: say, input: value });
    });
}

function lengthSentence(min: number, max: number): string {
  return min > 0
    ? `Enter ${min}–${max} characters on one line.`
    : `Enter at most ${max} characters on one line.`;
}

/** The largest `integer` of the service model, which has 32 bits. */
const INT32_MAX = 2 ** 31 - 1;

/** A whole number of the model's `integer` type; the ends belong to the range. */
export function whole(min: number, max?: number, say = rangeSentence(min, max)) {
  return integral(
    z
      .number({ error: say })
      .min(min, { error: say })
      .max(max ?? INT32_MAX, { error: say }),
    say,
  );
}

/** A whole number of the model's `long` type, as far as a JavaScript number holds it exactly. */
export function long(say = 'Enter a whole number.') {
  const limit = Number.MAX_SAFE_INTEGER;
  return integral(z.number({ error: say }).min(-limit, { error: say }).max(limit, { error: say }), say);
}

/** zod's own integer check aborts, which would silence every rule around the field (see `text`). */
function integral(number: z.ZodNumber, say: string) {
  return number.superRefine((value, context) => {
    if (Number.isInteger(value)) return;
    context.addIssue({ code: 'invalid_type', expected: 'int', message: say, input: value });
  });
}

function rangeSentence(min: number, max?: number): string {
  return max === undefined
    ? `Enter a whole number of at least ${grouped(min)}.`
    : `Enter a whole number from ${grouped(min)} to ${grouped(max)}.`;
}

/** A finite number. */
export const decimal = () => z.number({ error: 'Enter a number.' });

export const flag = () => z.boolean({ error: 'Choose yes or no.' });

export const timestamp = () => z.date({ error: 'Enter a date and time.' });

/** One of a closed set of words. */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  values: Values,
  say = values.length > 12 ? 'Choose one of the listed values.' : `Choose one of: ${values.join(', ')}.`,
) {
  return z.enum(values, { error: say });
}

/** A list of `min`–`max` items. */
export function list<Item extends z.ZodType>(
  item: Item,
  min: number,
  max: number,
  say = itemsSentence(min, max),
) {
  return z.array(item, { error: say }).min(min, { error: say }).max(max, { error: say });
}

function itemsSentence(min: number, max: number): string {
  return min > 0 ? `Give ${min} to ${max} entries.` : `Give at most ${max} entries.`;
}

/** What an issue of `textMap` carries beside its message. */
export interface MapComplaint {
  readonly part: 'key' | 'value';
  readonly cause: z.core.$ZodIssue;
}

/**
 * A map from text to text with at most `max` entries. Checked in place rather than rebuilt (as z.record would, which
 * also loses the key `__proto__`), so every own key comes out as it went in and none reaches a prototype.
 */
export function textMap(
  max: number,
  key: z.ZodType<string>,
  value: z.ZodType<string>,
  say = itemsSentence(0, max),
) {
  return z.custom<Record<string, string>>().superRefine((map: unknown, context) => {
    if (!isPlainObject(map)) {
      context.addIssue({ code: 'invalid_type', expected: 'record', message: say, input: map });
      return;
    }
    const entries = Object.entries(map);
    if (entries.length > max) {
      context.addIssue({
        code: 'too_big',
        origin: 'map',
        maximum: max,
        inclusive: true,
        message: say,
        input: map,
      });
      return;
    }
    for (const [name, content] of entries) {
      for (const [part, result] of [
        ['key', key.safeParse(name)],
        ['value', value.safeParse(content)],
      ] as const) {
        for (const cause of result.error?.issues ?? []) {
          context.addIssue({
            code: 'custom',
            path: [name],
            message: cause.message,
            params: { part, cause } satisfies MapComplaint,
          });
        }
      }
    }
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
