import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';

/** The request with the seed that it ran on where it names none. `seed`: what the log of its tuning job says. */
export function withSeed(
  request: CreateHyperParameterTuningJobRequest,
  seed: unknown,
): CreateHyperParameterTuningJobRequest {
  const config = request.HyperParameterTuningJobConfig;
  if (config.RandomSeed !== undefined || typeof seed !== 'number') return request;
  return { ...request, HyperParameterTuningJobConfig: { ...config, RandomSeed: seed } };
}

/**
 * The same request with early stopping the other way, and with the seed that the original ran on, so that the two differ in
 * nothing else (spec seeds S1). `seed`: what the original's log says.
 */
export function twinRequest(
  request: CreateHyperParameterTuningJobRequest,
  seed: unknown,
): CreateHyperParameterTuningJobRequest {
  const config = withSeed(request, seed).HyperParameterTuningJobConfig;
  const other = config.TrainingJobEarlyStoppingType === 'Auto' ? 'Off' : 'Auto';
  const suffix = `-${other.toLowerCase()}`;
  return {
    ...request,
    HyperParameterTuningJobName:
      request.HyperParameterTuningJobName.replace(/-(auto|off)$/, '').slice(0, 32 - suffix.length) + suffix,
    HyperParameterTuningJobConfig: {
      ...config,
      TrainingJobEarlyStoppingType: other,
    },
  };
}
