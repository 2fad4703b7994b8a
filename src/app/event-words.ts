/** Lines of a tuning job's log in words. Pure. */
import type { Output } from '../api/operations.ts';
import { KeepReceipt, LaunchReceipt, StopReceipt } from '../api/receipts.ts';
import { launchSentence } from './completion.ts';
import { formatHyperparameter } from './format.ts';
import { keepSentence, stopSentence } from './decisions.ts';
import type { TuningJobRun } from './jobs.ts';

export type TuningJobEvent = Output<'ListTuningJobEvents'>['Events'][number];

export const EVENT_TEXT = {
  TuningJobCreated: 'Created',
  TrainingJobLaunched: 'Launched',
  TrainingJobStatus: 'Status',
  Epoch: 'Epoch',
  TrainingJobStopped: 'Stopped',
  TrainingJobFailed: 'Failed',
  TrainingJobCompleted: 'Completed',
  StopRequested: 'Stop requested',
  TuningJobEnded: 'Tuning job ended',
} satisfies Record<TuningJobEvent['Type'], string>;

/** The line with why: of a launch why this configuration, of an end why it was stopped or was not. */
export function eventWords(
  { Type, Message, Detail }: TuningJobEvent,
  direction: 'Maximize' | 'Minimize',
  rule: TuningJobRun['MedianRule'] = { MinCompletedTrainingJobs: 0, FirstEpoch: 1 },
): string {
  if (Type === 'TrainingJobLaunched') {
    const launch = LaunchReceipt.safeParse(Detail?.['Launch']);
    const tuned = Object.entries((Detail?.['TunedHyperParameters'] ?? {}) as Record<string, string>);
    const values = tuned.map(([name, value]) => `${name} ${formatHyperparameter(value)}`).join(', ');
    return launch.success ? `With ${values}. ${launchSentence(launch.data, direction)}` : Message;
  }
  if (Type === 'TrainingJobStopped') {
    const stop = StopReceipt.safeParse(Detail?.['Stop']);
    return stop.success ? stopSentence(stop.data, direction) : Message;
  }
  if (Type === 'TrainingJobCompleted') {
    const keep = KeepReceipt.safeParse(Detail?.['Keep']);
    return keep.success ? `${Message} ${keepSentence(keep.data, rule)}` : Message;
  }
  return Message;
}
