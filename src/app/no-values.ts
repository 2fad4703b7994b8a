/** Why a tuning job has no value to show, and what to do about it. Pure. */
import { tuningJobEnded } from '../api/can.ts';
import type { EmptyWords } from './empty.tsx';
import { plural } from './format.ts';
import type { TuningJob, TuningJobRun } from './jobs.ts';

/** @param run for its pace; absent where it does not matter */
export function noValues(
  {
    HyperParameterTuningJobStatus: status,
    TrainingJobStatusCounters: counters,
  }: Pick<TuningJob, 'HyperParameterTuningJobStatus' | 'TrainingJobStatusCounters'>,
  run?: Pick<TuningJobRun, 'Pace'>,
): EmptyWords {
  const { Completed = 0, Stopped = 0, RetryableError = 0, NonRetryableError = 0 } = counters;
  const failed = RetryableError + NonRetryableError;
  if (!tuningJobEnded(status))
    return run?.Pace === 'Paused'
      ? {
          why: 'No training job has reported a value yet, and time stands still',
          next: 'The tuning job is paused: choose a pace in its summary and the first point appears with the first epoch.',
        }
      : {
          why: 'No training job has reported a value yet',
          next: 'The first point appears with the first epoch of a training job. The Training jobs tab shows how far they are.',
        };
  if (failed > 0 && Completed === 0)
    return {
      why: `No training job reported a value: ${Stopped > 0 ? `${failed} failed, ${Stopped} stopped before it had one` : failed === 1 ? 'the only one failed' : `all ${failed} failed`}`,
      next: 'The Training jobs tab has the reason of each. Retry with changes once you know what to mend.',
    };
  if (Completed > 0)
    return {
      why: `No finite value was reported by ${plural(Completed, 'completed training job')}`,
      next: 'Either no line of the logs matches the definition of the metric, or what was reported is not a number or has no bound, as when training diverges. The log is on the page of each training job.',
    };
  return {
    why: 'The tuning job ended before a training job reported a value',
    next: 'The Events tab tells what happened until then. Clone the tuning job to run it again.',
  };
}
