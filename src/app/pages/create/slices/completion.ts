import { z } from 'zod';
import type { HyperParameterTuningJobConfig } from '../../../../api/tuning-job.ts';
import { given, numeral, typedNumber } from './optional.ts';

/** What ends the tuning job beside its limits; blank: no such criterion. */
export const Completion = z.object({
  target: z.string(),
  notImproving: z.string(),
  onConvergence: z.boolean(),
});
export type Completion = z.infer<typeof Completion>;

export const blankCompletion = (): Completion => ({ target: '', notImproving: '', onConvergence: false });

export function writeCompletion({ target, notImproving, onConvergence }: Completion) {
  const jobs = typedNumber(notImproving);
  const criteria = {
    ...given('TargetObjectiveMetricValue', typedNumber(target)),
    ...given(
      'BestObjectiveNotImproving',
      jobs === undefined ? undefined : { MaxNumberOfTrainingJobsNotImproving: jobs },
    ),
    ...given(
      'ConvergenceDetected',
      onConvergence ? { CompleteOnConvergence: 'Enabled' as const } : undefined,
    ),
  };
  return given('TuningJobCompletionCriteria', Object.keys(criteria).length === 0 ? undefined : criteria);
}

export function readCompletion({
  TuningJobCompletionCriteria: criteria = {},
}: Pick<HyperParameterTuningJobConfig, 'TuningJobCompletionCriteria'>): Completion {
  return {
    target: numeral(criteria.TargetObjectiveMetricValue),
    notImproving: numeral(criteria.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving),
    onConvergence: criteria.ConvergenceDetected?.CompleteOnConvergence === 'Enabled',
  };
}

/** Paths of the configuration to fields of `Completion`. */
export const COMPLETION_FIELDS = {
  TuningJobCompletionCriteria: 'target',
  'TuningJobCompletionCriteria.BestObjectiveNotImproving': 'notImproving',
  'TuningJobCompletionCriteria.ConvergenceDetected': 'onConvergence',
} as const;
