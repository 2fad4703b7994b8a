import type { CompletionProgress } from '../api/receipts.ts';
import { progress } from '../engine/progress.ts';
import type { Spec, Trial } from '../engine/types.ts';
import { signOf, timeAt } from './convert.ts';
import { toProgressReceipt, trialsOf } from './receipts.ts';
import type { StopCause, TrainingJobRecord, TuningJobRecord } from './records.ts';

/** How near each completion criterion is, from the records. @param elapsed simulated seconds */
export function progressOf(
  job: TuningJobRecord,
  spec: Spec,
  trainingJobs: readonly TrainingJobRecord[],
  elapsed: number,
): CompletionProgress {
  const signs = spec.definitions.map((_, definition) => signOf(job.request, definition));
  const state = progress(
    spec,
    trainingJobs.map((record) => asTrial(record, signs[record.definition] ?? 1)),
  );
  const ended = trainingJobs.filter(({ endedAt }) => endedAt !== undefined).length;
  const counts = { launched: trainingJobs.length, ended, elapsed };
  const receipt = toProgressReceipt(spec, state, counts, trialsOf(job, trainingJobs));
  const detected = state.convergedAt === undefined ? undefined : trainingJobs[state.convergedAt]?.endedAt;
  return {
    ...receipt,
    ConvergenceDetected: {
      ...receipt.ConvergenceDetected,
      ...(detected === undefined ? {} : { DetectedAt: timeAt(job, detected) }),
    },
  };
}

/** Only what an end can be judged by: the last finite objective, at the epoch where the records keep it. */
function asTrial(record: TrainingJobRecord, sign: 1 | -1): Trial {
  const { index, definition, configuration, ended, stop, objective, objectiveEpoch = record.epochs } = record;
  const values: (number | null)[] = Array.from({ length: objectiveEpoch }, () => null);
  if (objective !== undefined) values[objectiveEpoch - 1] = objective * sign + 0;
  return {
    index,
    definition,
    configuration,
    status: trialStatus(record),
    values,
    checks: [],
    ...(ended === undefined ? {} : { ended }),
    ...(stop && endsWithJob(stop) ? { cut: true } : {}),
  };
}

/** Whether a stop is part of the end of the tuning job, whatever ended it. */
export const endsWithJob = (stop: StopCause): boolean =>
  stop.rule === 'tuning-job-ended' || (stop.rule === 'stop-requested' && stop.scope === 'tuning-job');

/** A training job that came to Hyperband's most epochs is Stopped as SageMaker shows it, yet has had all it may have. */
export function trialStatus({ status, stop }: Pick<TrainingJobRecord, 'status' | 'stop'>): Trial['status'] {
  if (status === 'InProgress' || status === 'Stopping') return 'running';
  if (status === 'Completed' || stop?.rule === 'max-resource') return 'completed';
  return status === 'Failed' ? 'failed' : 'stopped';
}
