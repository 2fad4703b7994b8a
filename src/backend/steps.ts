import type { Feed } from './pool.ts';
import type { TrainingJobRecord } from './records.ts';

/** What a running training job does next. */
export type Step =
  | { readonly kind: 'phase'; readonly to: 'Downloading' | 'Training' | 'Completed' }
  /** `last`: its own last epoch, as far as that had to be known. */
  | { readonly kind: 'row'; readonly last: boolean }
  | { readonly kind: 'done' | 'failed' }
  | { readonly kind: 'max-runtime'; readonly limit: number }
  /** The worker has not said it yet; it will not be before `at`. `heads`: how many of its heads have to be known. */
  | { readonly kind: 'wait'; readonly heads: number };

export interface Limits {
  /** Seconds of all attempts together, from the start of downloading. */
  readonly maxRuntime: number;
  /** Hyperband's most epochs: of that one it has to be known whether it is the training job's own last. */
  readonly mostEpochs?: number;
}

/** What comes next of a training job, and when (simulated seconds). The end of training is told at the time of the last epoch. */
export function stepOf(
  { name, plan, transitions, epochs }: TrainingJobRecord,
  feed: Feed,
  { maxRuntime, mostEpochs }: Limits,
): { readonly step: Step; readonly at: number } {
  const phase = transitions.at(-1);
  if (!phase) throw new Error(`${name} has no status`);
  if (phase.status === 'Starting')
    return { step: { kind: 'phase', to: 'Downloading' }, at: phase.at + plan.startup };
  if (phase.status === 'Downloading')
    return { step: { kind: 'phase', to: 'Training' }, at: phase.at + plan.download };
  if (phase.status === 'Uploading')
    return { step: { kind: 'phase', to: 'Completed' }, at: phase.at + plan.upload };

  const head = feed.peek();
  const epoch = head?.kind === 'row' ? head.row.epoch : epochs;
  const at = phase.at + epoch * plan.epoch;
  // The limit counts from the start of training, as billing does: TrainingStartTime is when downloading begins.
  const deadline = (transitions[1]?.at ?? phase.at) + maxRuntime;
  if (at > deadline) return { step: { kind: 'max-runtime', limit: maxRuntime }, at: deadline };
  if (head === undefined) return { step: { kind: 'wait', heads: 1 }, at };
  if (head.kind !== 'row') return { step: { kind: head.kind }, at };
  if (epoch !== mostEpochs) return { step: { kind: 'row', last: false }, at };
  const after = feed.peek(1);
  if (after === undefined) return { step: { kind: 'wait', heads: 2 }, at };
  return { step: { kind: 'row', last: after.kind === 'done' }, at };
}
