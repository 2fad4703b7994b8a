import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues, unknownMembers } from '../../../api/validate.ts';
import { CreateForm } from './form.ts';
import { fromRequest } from './from-request.ts';

/** Longest text and deepest nesting that are read: far beyond any request, far below what would freeze the page. */
const MOST_CHARACTERS = 1_000_000;
const MOST_LEVELS = 40;

export type ReadJson =
  | { readonly form: CreateForm; readonly leftOut: readonly string[] }
  | { readonly errors: readonly string[] };

/**
 * The form for a typed request. Rules that are broken are the form's to show at their place; only what no form can hold
 * (no JSON, a text where a list belongs) comes back as errors. `leftOut` lists members that no request has.
 */
export function readJson(text: string): ReadJson {
  if (text.length > MOST_CHARACTERS)
    return { errors: ['This is longer than any request: 1,000,000 characters.'] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { errors: [`This is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { errors: ['A request is an object: { "HyperParameterTuningJobName": … }.'] };
  }
  if (levels(value) > MOST_LEVELS)
    return { errors: [`This is nested more than ${MOST_LEVELS} levels deep.`] };
  const parsed = CreateHyperParameterTuningJobRequest.safeParse(value);
  if (parsed.success) {
    return {
      form: fromRequest(parsed.data),
      leftOut: unknownMembers(value, parsed.data).map((path) => path.join('.')),
    };
  }
  const form = attempt(value);
  if (form) return { form, leftOut: [] };
  const found = issues(CreateHyperParameterTuningJobRequest, value);
  return {
    errors: found.slice(0, 8).map(({ path, message }) => `${path.join('.') || 'The request'}: ${message}`),
  };
}

/** A request that breaks rules as a form, if its parts are of the right kinds. */
function attempt(value: object): CreateForm | undefined {
  try {
    // The form's own schema says whether this was a request in shape; reading it finds out by trying.
    const form = CreateForm.safeParse(fromRequest(value as CreateHyperParameterTuningJobRequest));
    return form.success ? form.data : undefined;
  } catch {
    return undefined;
  }
}

/** How deep a value from JSON is nested, without recursion: it may be deeper than the stack. */
function levels(value: object): number {
  let deepest = 0;
  const open: { inner: unknown; level: number }[] = [{ inner: value, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { inner, level } = next;
    if (typeof inner !== 'object' || inner === null) continue;
    deepest = Math.max(deepest, level);
    for (const member of Object.values(inner)) open.push({ inner: member, level: level + 1 });
  }
  return deepest;
}
