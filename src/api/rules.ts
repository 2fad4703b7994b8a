/**
 * Cross-field rules and how they hang on schemas. zod skips an object's refinement as soon as any field of the object
 * has a wrong type, so each rule brings a small schema of the fields it reads: it runs whenever those are there,
 * whatever else is wrong.
 */
import type { z } from 'zod';

/** Rows of the validation matrix (spec rules §18). `Shape`: an either-or of the service model (spec api §3, notes). */
export type RuleId =
  | 'V1'
  | 'V2'
  | 'V3'
  | 'V4'
  | 'V5'
  | 'V6'
  | 'V7'
  | 'V8'
  | 'V9'
  | 'V10'
  | 'V11'
  | 'V11b'
  | 'V12'
  | 'V13'
  | 'V14'
  | 'V16'
  | 'Shape';

export type Path = readonly (string | number)[];

/** One rule broken. */
export interface Breach {
  readonly rule: RuleId;
  /** From the object the rule was checked on to the field to mend. */
  readonly path: Path;
  /** A sentence for the person filling the field. */
  readonly message: string;
  /** SageMaker's own text, where it is known word for word. */
  readonly service?: string;
}

/** One breach, as a list. */
export const breach = (rule: RuleId, path: Path, message: string, service?: string): Breach[] => [
  { rule, path, message, ...(service ? { service } : {}) },
];

export type Rule = (value: unknown) => readonly Breach[];

/** A rule over the fields `needs` describes; silent about values that do not have them. */
export function rule<Fields>(needs: z.ZodType<Fields>, check: (fields: Fields) => readonly Breach[]): Rule {
  return (value) => {
    const fields = needs.safeParse(value);
    return fields.success ? check(fields.data) : [];
  };
}

/** The object schema with rules. They run on whatever was passed, well typed or not. */
export function withRules<Schema extends z.ZodObject>(object: Schema, ...rules: readonly Rule[]): Schema {
  return object.superRefine(
    (value, context) => {
      for (const { path, message, rule: id, service } of rules.flatMap((check) => check(value))) {
        context.addIssue({ code: 'custom', path: [...path], message, params: { rule: id, service } });
      }
    },
    { when: () => true },
  );
}

/** Indices of items that repeat an earlier one. */
export function repeated(items: readonly (string | undefined)[]): number[] {
  return items.flatMap((item, i) => (item !== undefined && items.indexOf(item) < i ? [i] : []));
}
