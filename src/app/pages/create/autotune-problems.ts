import { autotune } from '../../../api/autotune.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { issues } from '../../../api/validate.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import type { CreateForm } from './form.ts';
import { locate } from './locate.ts';
import { toRequest } from './to-request.ts';

/**
 * What keeps Autotune from finishing a form that is in order otherwise: values nothing can be searched around, and
 * what the contract says once everything is filled in. The service checks the same when the job is created.
 */
export function autotuneProblems(form: CreateForm): { path: string; message: string }[] {
  if (!form.settings.autotune.enabled) return [];
  const given = CreateHyperParameterTuningJobRequest.safeParse(toRequest(form));
  if (!given.success) return [];
  const { request, breaches } = autotune(given.data, algorithmOf);
  const wrong =
    breaches.length > 0
      ? breaches
      : issues(CreateHyperParameterTuningJobRequest, { ...request, Autotune: undefined });
  return wrong.map(({ path, message }) => ({ path: locate(path, form), message }));
}
