import { expect, test } from 'vitest';
import { z } from 'zod';
import { newForm } from './defaults.ts';
import { CreateForm } from './form.ts';
import { locate } from './locate.ts';
import { startingDefinition } from './sample-data.ts';
import { requestMembers } from './testing/members.ts';

/** Whether the form has a place called so: the last part may be the message of a list. */
function isField(path: string, schema: z.ZodType): boolean {
  const [head, ...rest] = path.split('.');
  if (head === undefined || head === '') return true;
  if (schema instanceof z.ZodObject) {
    const inner = (schema.shape as Record<string, z.ZodType>)[head];
    return inner !== undefined && isField(rest.join('.'), inner);
  }
  if (!(schema instanceof z.ZodArray)) return false;
  return head === 'root' || (/^\d+$/.test(head) && isField(rest.join('.'), schema.element as z.ZodType));
}

test('an error of any member of the request is shown at a field', () => {
  const paths = requestMembers();
  expect(paths.length).toBeGreaterThan(100);
  const form = newForm('job');
  form.definitions.push(startingDefinition([]));
  const lost = paths
    .map((path) => [path.join('.'), locate(path, form)] as const)
    .filter(([, field]) => !isField(field, CreateForm));
  expect(lost).toEqual([]);
});
