import type { StoppedBy } from '../api/watching.ts';
import type { StopCause, TrainingJobRecord } from './records.ts';

const WHO = {
  median: 'EarlyStopping',
  hyperband: 'EarlyStopping',
  'stop-requested': 'StopRequest',
  'tuning-job-ended': 'TuningJobEnded',
  'max-runtime': 'MaxRuntime',
  'max-wait': 'MaxWait',
  'max-resource': 'MaxResource',
} as const satisfies Record<StopCause['rule'], StoppedBy>;

/** Undefined for one that was not stopped. */
export const stoppedBy = ({ stop }: TrainingJobRecord): StoppedBy | undefined => stop && WHO[stop.rule];

/** How many training jobs were stopped by what. */
export function stoppedCounters(records: readonly TrainingJobRecord[]): Record<StoppedBy, number> {
  const counters = {
    EarlyStopping: 0,
    StopRequest: 0,
    TuningJobEnded: 0,
    MaxRuntime: 0,
    MaxWait: 0,
    MaxResource: 0,
  };
  for (const record of records) {
    const by = stoppedBy(record);
    if (by) counters[by]++;
  }
  return counters;
}
