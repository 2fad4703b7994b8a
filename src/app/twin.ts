import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';

/**
 * The same request with early stopping the other way, and with the seed that the original ran on, so that the two differ in
 * nothing else (spec seeds S1). `seed`: what the original's log says.
 */
export function twinRequest(
  request: CreateHyperParameterTuningJobRequest,
  seed: unknown,
): CreateHyperParameterTuningJobRequest {
  const config = request.HyperParameterTuningJobConfig;
  const other = config.TrainingJobEarlyStoppingType === 'Auto' ? 'Off' : 'Auto';
  const suffix = `-${other.toLowerCase()}`;
  const RandomSeed = config.RandomSeed ?? (typeof seed === 'number' ? seed : undefined);
  return {
    ...request,
    HyperParameterTuningJobName:
      request.HyperParameterTuningJobName.replace(/-(auto|off)$/, '').slice(0, 32 - suffix.length) + suffix,
    HyperParameterTuningJobConfig: {
      ...config,
      TrainingJobEarlyStoppingType: other,
      ...(RandomSeed === undefined ? {} : { RandomSeed }),
    },
  };
}
