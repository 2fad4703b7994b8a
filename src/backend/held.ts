import type { TrainingJobRecord } from './records.ts';

/** What the secondary statuses of a training job say of time: when epochs ended and for how long it held instances. */
type Timed = Pick<TrainingJobRecord, 'transitions' | 'plan'>;

export const interruptions = ({ transitions }: Pick<TrainingJobRecord, 'transitions'>): number =>
  transitions.filter(({ status }) => status === 'Interrupted').length;

/**
 * When an epoch ended, counted from 1. Training that goes on from a checkpoint goes on after the epochs done before.
 * 0 before any training.
 */
export function epochAt({ transitions, plan }: Timed, epoch: number): number {
  const training = transitions.filter(({ status }) => status === 'Training');
  const from = training.findLast(({ after = 0 }) => after < epoch) ?? training[0];
  return from === undefined ? 0 : from.at + (epoch - (from.after ?? 0)) * plan.epoch;
}

/** Whiles in which it had instances: from downloading until they were taken away; the last one is open while it runs. */
export function holds({
  transitions,
}: Pick<TrainingJobRecord, 'transitions'>): { from: number; to?: number }[] {
  const found: { from: number; to?: number }[] = [];
  let open: { from: number; to?: number } | undefined;
  for (const { status, at } of transitions) {
    if (status === 'Downloading' && !open) {
      open = { from: at };
      found.push(open);
    } else if (status === 'Interrupted' && open) {
      open.to = at;
      open = undefined;
    }
  }
  return found;
}

/** Seconds for which it held instances up to `now`; waiting for capacity is left out. */
export const heldSeconds = (
  record: Pick<TrainingJobRecord, 'transitions' | 'endedAt'>,
  now: number,
): number =>
  holds(record).reduce((sum, { from, to = record.endedAt ?? now }) => sum + Math.max(0, to - from), 0);
