import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TrainingJobSummary, TuningJob } from './jobs.ts';

type TuningJobStatus = TuningJob['HyperParameterTuningJobStatus'];
type TrainingJobStatus = TrainingJobSummary['TrainingJobStatus'];

const TUNING = {
  InProgress: 'in-progress',
  Completed: 'success',
  Failed: 'error',
  Stopped: 'stopped',
  Stopping: 'in-progress',
  Deleting: 'in-progress',
  DeleteFailed: 'error',
} satisfies Record<TuningJobStatus, StatusIndicatorProps.Type>;

const TRAINING = {
  InProgress: 'in-progress',
  Completed: 'success',
  Failed: 'error',
  Stopped: 'stopped',
  Stopping: 'in-progress',
  Deleting: 'in-progress',
} satisfies Record<TrainingJobStatus, StatusIndicatorProps.Type>;

/** SageMaker's status words are kept as they are (spec console.md §1). */
export const TuningJobStatusIndicator = ({ status }: { readonly status: TuningJobStatus }) => (
  <StatusIndicator type={TUNING[status]}>{status}</StatusIndicator>
);

export const TrainingJobStatusIndicator = ({ status }: { readonly status: TrainingJobStatus }) => (
  <StatusIndicator type={TRAINING[status]}>{status}</StatusIndicator>
);

/** A tuning job in one of these ends no more. */
export const isOver = (status: TuningJobStatus): boolean =>
  status === 'Completed' || status === 'Failed' || status === 'Stopped';
