/** What a status allows. The console disables by these, the backend refuses by them. */
import type { HyperParameterTuningJobStatus, TrainingJobStatus } from './common.ts';

/** Nothing more happens to it by itself. */
export function tuningJobEnded(status: HyperParameterTuningJobStatus): boolean {
  switch (status) {
    case 'Completed':
    case 'Failed':
    case 'Stopped':
    case 'DeleteFailed':
      return true;
    case 'InProgress':
    case 'Stopping':
    case 'Deleting':
      return false;
  }
}

export const tuningJobCan = {
  stop: (status: HyperParameterTuningJobStatus): boolean => status === 'InProgress',
  delete: tuningJobEnded,
  /** Be the parent of a warm start (AWS guide, "Run a warm start hyperparameter tuning job"). */
  warmStart: (status: HyperParameterTuningJobStatus): boolean =>
    status === 'Completed' || status === 'Stopped' || status === 'Failed',
} as const;

export const trainingJobCan = {
  stop: (status: TrainingJobStatus): boolean => status === 'InProgress',
} as const;
