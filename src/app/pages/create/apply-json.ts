import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues, unknownMembers } from '../../../api/validate.ts';
import { readHostile } from '../../export/hostile-json.ts';
import { membersUnknownTo } from '../../export/unknown-members.ts';
import { CreateForm } from './form.ts';
import { fromRequest } from './from-request.ts';

export type ReadJson =
  | { readonly form: CreateForm; readonly leftOut: readonly string[] }
  | { readonly errors: readonly string[] };

/**
 * The form for a typed request. Rules that are broken are the form's to show at their place; only what no form can hold
 * (no JSON, a text where a list belongs) comes back as errors. `leftOut` lists members that no request has.
 */
export function readJson(text: string): ReadJson {
  const parsed = readHostile(text);
  return 'error' in parsed ? { errors: [parsed.error] } : readValue(parsed.value);
}

/** The same for what has been read already. */
export function readValue(value: object): ReadJson {
  const parsed = CreateHyperParameterTuningJobRequest.safeParse(value);
  if (parsed.success) {
    return {
      form: fromRequest(parsed.data),
      leftOut: unknownMembers(value, parsed.data).map((path) => path.join('.')),
    };
  }
  const form = attempt(value);
  if (form) return { form, leftOut: membersUnknownTo(CreateHyperParameterTuningJobRequest, value) };
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
