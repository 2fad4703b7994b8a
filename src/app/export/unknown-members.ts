import { z } from 'zod';

/**
 * Paths of members of a value that its schema has no place for. Unlike a comparison with what was parsed, it also works for
 * a value that breaks rules. Maps, whose keys are data, are not looked into.
 */
export function membersUnknownTo(schema: z.core.$ZodType, value: unknown, at = ''): string[] {
  if (schema instanceof z.ZodOptional) return membersUnknownTo(schema.unwrap(), value, at);
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value)
      ? value.flatMap((item, i) => membersUnknownTo(schema.element, item, `${at}.${i}`))
      : [];
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = at === '' ? key : `${at}.${key}`;
    const known = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    return known === undefined ? [path] : membersUnknownTo(known, member, path);
  });
}
