import { autotune, type Autotuned } from '../api/autotune.ts';
import { broken } from '../api/errors.ts';
import { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { validate } from '../api/validate.ts';
import { algorithmOf } from '../training/catalog/index.ts';

/**
 * The request as it runs: with Autotune, what it leaves unset is filled in from the catalogue. Throws where a hint says
 * too little, or where what came out would not be taken without Autotune.
 */
export function autotuneRequest(given: CreateHyperParameterTuningJobRequest): Autotuned {
  const filled = autotune(given, algorithmOf);
  const [breach] = filled.breaches;
  if (breach) throw broken(breach);
  // The contract lets a request with Autotune off some rules, as it is not finished; now it is.
  if (given.Autotune)
    validate(CreateHyperParameterTuningJobRequest, { ...filled.request, Autotune: undefined });
  return filled;
}
