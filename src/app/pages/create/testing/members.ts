import { z } from 'zod';
import { CreateHyperParameterTuningJobRequest } from '../../../../api/tuning-job.ts';

type Path = readonly (string | number)[];

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Everything that can be given, a list by its first item. A map or a plain value is one. */
function members(schema: Schema, path: Path = []): Path[] {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length > 0) return properties.flatMap(([key, inner]) => members(inner, [...path, key]));
  return schema.items?.properties ? members(schema.items, [...path, 0]) : [path];
}

/** Paths of all members that a request can have. */
export const requestMembers = (): Path[] =>
  members(
    z.toJSONSchema(CreateHyperParameterTuningJobRequest, { io: 'input', unrepresentable: 'any' }) as Schema,
  );

/** Whether a value has something at a path; any item of a list will do. */
export function has(value: unknown, [head, ...rest]: Path): boolean {
  if (head === undefined) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => has(item, rest));
  return has((value as Record<string, unknown>)[head], rest);
}
