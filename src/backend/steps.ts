import type { Spec } from '../engine/types.ts';
import { secondsHeld, secondsWaiting } from '../training/spot.ts';
import type { Definition } from './definitions.ts';
import { holds, interruptions } from './held.ts';
import type { Feed } from './pool.ts';
import type { TrainingJobRecord } from './records.ts';

/** What a running training job does next. */
export type Step =
  | { readonly kind: 'phase'; readonly to: 'Starting' | 'Downloading' | 'Training' | 'Completed' }
  /** `last`: its own last epoch, as far as that had to be known. */
  | { readonly kind: 'row'; readonly last: boolean }
  | { readonly kind: 'done' | 'failed' }
  /** Its spot capacity is taken away. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'max-runtime' | 'max-wait'; readonly limit: number }
  /** The worker has not said it yet; it will not be before `at`. `heads`: how many of its heads have to be known. */
  | { readonly kind: 'wait'; readonly heads: number };

export interface Limits {
  /** Seconds of all attempts together in which it holds instances. */
  readonly maxRuntime: number;
  /** Hyperband's most epochs: of that one it has to be known whether it is the training job's own last. */
  readonly mostEpochs?: number;
  /** With spot capacity; seconds by the number of interruptions so far. */
  readonly spot?: {
    /** From creation to the end of training, waiting included. */
    readonly maxWait: number;
    readonly held: (interruption: number) => number;
    readonly waiting: (interruption: number) => number;
  };
}

/** What limits training job `index` of a definition. */
export function limitsOf(
  { maxRuntime, spot }: Pick<Definition, 'maxRuntime' | 'spot'>,
  { seed, strategy, resource }: Spec,
  index: number,
): Limits {
  return {
    maxRuntime,
    ...(spot && {
      spot: {
        maxWait: spot.maxWait,
        held: (interruption) => secondsHeld(seed, index, interruption),
        waiting: (interruption) => secondsWaiting(seed, index, interruption),
      },
    }),
    ...(strategy === 'hyperband' && resource ? { mostEpochs: resource.max } : {}),
  };
}

export interface Timed {
  readonly step: Step;
  /** Simulated seconds. */
  readonly at: number;
}

/** The one of them that comes next: the earliest, and of several at one moment the first in the list. */
export function firstOf<T extends { readonly at: number }>(events: readonly T[]): T | undefined {
  let first: T | undefined;
  for (const event of events) if (!first || event.at < first.at) first = event;
  return first;
}

/** What comes next of a training job, and when. The end of training is told at the time of the last epoch. */
export function stepOf(record: TrainingJobRecord, feed: Feed, limits: Limits): Timed {
  const due = dueOf(record, feed, limits);
  const phase = record.transitions.at(-1);
  if (!phase || phase.status === 'Uploading') return due;
  // Of limits that fall together the first in this list counts; what is due at that very second still happens.
  const cuts = [
    ...(phase.status === 'Training' ? [maxRuntime(record, limits)] : []),
    ...(limits.spot ? [maxWait(record, limits.spot), ...interruption(record, limits.spot)] : []),
  ];
  return cuts.reduce((first, cut) => (cut.at < first.at ? cut : first), due);
}

/** What comes next if nothing cuts it short. */
function dueOf({ name, plan, transitions, epochs }: TrainingJobRecord, feed: Feed, limits: Limits): Timed {
  const phase = transitions.at(-1);
  if (!phase) throw new Error(`${name} has no status`);
  if (phase.status === 'Interrupted') {
    const waiting = limits.spot?.waiting(interruptions({ transitions }) - 1) ?? 0;
    return { step: { kind: 'phase', to: 'Starting' }, at: phase.at + waiting };
  }
  if (phase.status === 'Starting')
    return { step: { kind: 'phase', to: 'Downloading' }, at: phase.at + plan.startup };
  if (phase.status === 'Downloading')
    return { step: { kind: 'phase', to: 'Training' }, at: phase.at + plan.download };
  if (phase.status === 'Uploading')
    return { step: { kind: 'phase', to: 'Completed' }, at: phase.at + plan.upload };

  const head = feed.peek();
  const epoch = head?.kind === 'row' ? head.row.epoch : epochs;
  const at = phase.at + (epoch - (phase.after ?? 0)) * plan.epoch;
  if (head === undefined) return { step: { kind: 'wait', heads: 1 }, at };
  if (head.kind !== 'row') return { step: { kind: head.kind }, at };
  if (epoch !== limits.mostEpochs) return { step: { kind: 'row', last: false }, at };
  const after = feed.peek(1);
  if (after === undefined) return { step: { kind: 'wait', heads: 2 }, at };
  return { step: { kind: 'row', last: after.kind === 'done' }, at };
}

/** The limit counts from when downloading begins, as billing does, and stands still while it waits for capacity. */
function maxRuntime(record: TrainingJobRecord, { maxRuntime: limit }: Limits): Timed {
  let left = limit;
  for (const { from, to } of holds(record)) {
    if (to === undefined) return { step: { kind: 'max-runtime', limit }, at: from + left };
    left -= to - from;
  }
  return { step: { kind: 'max-runtime', limit }, at: Number.POSITIVE_INFINITY };
}

const maxWait = (
  { launchedAt }: TrainingJobRecord,
  { maxWait: limit }: NonNullable<Limits['spot']>,
): Timed => ({
  step: { kind: 'max-wait', limit },
  at: launchedAt + limit,
});

/** While it downloads or trains. Of a restart after a failure the clock goes on: the instances are the same. */
function interruption(record: TrainingJobRecord, { held }: NonNullable<Limits['spot']>): Timed[] {
  const phase = record.transitions.at(-1);
  const hold = holds(record).at(-1);
  if (!hold || hold.to !== undefined || !phase) return [];
  if (phase.status !== 'Downloading' && phase.status !== 'Training') return [];
  const at = Math.max(phase.at, hold.from + held(interruptions(record)));
  return [{ step: { kind: 'interrupted' }, at }];
}
