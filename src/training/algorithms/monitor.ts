/**
 * When to end a training by itself and which of its epochs to keep: the rules of Keras 3's callbacks EarlyStopping and
 * ModelCheckpoint (keras.io/api/callbacks), as pure steps over the values of one metric, an epoch at a time.
 *
 * This is the early stopping of one network. The tuning job's (engine/early-stopping.ts) compares training jobs.
 */
export type Direction = 'min' | 'max';

export interface EarlyStopping {
  /** Name of the metric watched. */
  readonly monitor: string;
  readonly direction: Direction;
  /** Epochs in a row without a new best before the end; 0 and 1 both end at the first. */
  readonly patience: number;
  /** What a value has to be better by to count, at least 0. */
  readonly minDelta: number;
  /** `minDelta` is a share of the best so far (the tolerance of SageMaker's own algorithms) and not an amount. */
  readonly relative?: boolean;
  /**
   * A value to beat besides the best so far: as long as it is not beaten, patience runs on even while values improve.
   * It is not a value to stop at.
   */
  readonly baseline?: number;
  /** Epochs at the start that are not looked at. */
  readonly startFromEpoch: number;
  /** Training does not end before this epoch, though patience counts from the start. */
  readonly minEpochs?: number;
}

/** What has been seen so far. Survives structuredClone. Epochs count from 1; 0: none. */
export interface Watch {
  readonly best: number;
  readonly bestEpoch: number;
  /** Epochs since patience was last restored. */
  readonly wait: number;
  /** The epoch after which training ended. */
  readonly stopEpoch: number;
}

export const nothingSeen = (direction: Direction): Watch => ({
  best: direction === 'min' ? Infinity : -Infinity,
  bestEpoch: 0,
  wait: 0,
  stopEpoch: 0,
});

/**
 * The watch after one more epoch. `bestEpoch` moves to `epoch` where its weights are to be kept: at a new best, and at
 * the first epoch looked at even when its value is NaN. A metric that was not computed changes nothing.
 */
export function watched(rule: EarlyStopping, seen: Watch, epoch: number, value: number | undefined): Watch {
  if (value === undefined || epoch <= rule.startFromEpoch) return seen;
  const bestEpoch = seen.bestEpoch || epoch;
  const wait = seen.wait + 1;
  if (improves(rule, value, seen.best)) {
    const restored = rule.baseline === undefined || improves(rule, value, rule.baseline);
    return { best: value, bestEpoch: epoch, wait: restored ? 0 : wait, stopEpoch: 0 };
  }
  // The very first epoch never ends a training, whatever its value.
  const ends = wait >= rule.patience && epoch > 1 && epoch >= (rule.minEpochs ?? 0);
  return { best: seen.best, bestEpoch, wait, stopEpoch: ends ? epoch : 0 };
}

/** Better than `than` by more than `minDelta`; NaN is never better. Equal is no improvement: the first best is kept. */
export function improves(
  { direction, minDelta, relative }: Pick<EarlyStopping, 'direction' | 'minDelta' | 'relative'>,
  value: number,
  than: number,
): boolean {
  const needed = relative ? (Number.isFinite(than) ? minDelta * Math.abs(than) : 0) : minDelta;
  return direction === 'min' ? value + needed < than : value - needed > than;
}

/** Keras's mode `auto`: accuracies grow, losses and errors shrink. */
export const directionOf = (metric: string): Direction => (metric.endsWith('accuracy') ? 'max' : 'min');
