import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';

/** The request as AWS takes it: JSON with two spaces, its members in their own order. */
export const requestJson = (request: CreateHyperParameterTuningJobRequest): string =>
  JSON.stringify(request, null, 2);
