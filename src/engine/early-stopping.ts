/**
 * The median rule, as "Stop Training Jobs Early" in the SageMaker guide words it: after each epoch, take the running
 * average of every previous training job's objective up to the same epoch, and the median of these averages; stop the
 * running job if its objective, the raw value of this epoch, is worse. The engine minimises, so worse is greater.
 *
 * What the guide leaves open is decided here and nowhere else:
 * - "previous" jobs are completed ones (the API reference says so), of the same definition; running, stopped and failed
 *   ones stop nobody;
 * - a job that ended before an epoch says nothing about it, nor does one that had no finite value up to it or whose average overflows;
 * - averages skip epochs without a finite value; a running job is not judged at such an epoch, nor after one: the guide
 *   asks for a metric that is emitted every epoch, and one that comes with the last alone would stop jobs that are done;
 * - equal is not worse; of an even number of averages the median is the mean of the two in the middle;
 * - `MEDIAN_RULE` has the numbers.
 */
import { finite } from './finite.ts';
import { whyNotHalved } from './hyperband.ts';
import { medianInPlace } from './median.ts';
import type { Check, Gate, KeepReason, Spec, StopReason, Trial } from './types.ts';

export interface MedianRule {
  /** Completed trials that must have reached an epoch before anyone is stopped at it; at least 1. */
  readonly minCompleted: number;
  /** First epoch at which the rule acts, from 1. */
  readonly firstEpoch: number;
}

/**
 * The paper on SageMaker's tuner (Perrone et al., KDD '21) is recalled to let 10 jobs finish first, and its authors'
 * open-source sibling, Syne Tune, defaults to 5. Jobs in a browser are few: with 10 of 20 the rule would hardly ever be
 * seen. Three is the smallest number whose median does not hang on one lucky job, and the number with which the rule was
 * recorded on learning curves of real networks: 43 % of the epochs for the same final error. Syne Tune also starts at epoch 1.
 */
export const MEDIAN_RULE: MedianRule = { minCompleted: 3, firstEpoch: 1 };

/** What the rule says of one epoch of a running trial: go on, or stop because of this. */
export interface Verdict {
  readonly check: Check;
  readonly stop?: StopReason;
}

/**
 * Looks at epoch `epoch` (from 1) of a running trial that has reported it. Reads only that value and the curves of the
 * completed trials, so the verdict does not depend on the order in which running trials are looked at.
 *
 * @param before the check of the epoch before, if it is at hand: then the epochs before are not gone through again
 */
export function judge(
  trials: readonly Trial[],
  trial: Trial,
  epoch: number,
  rule = MEDIAN_RULE,
  before?: Check,
): Verdict {
  const value = finite(trial.values[epoch - 1]);
  const averages = new Float64Array(trials.length);
  let compared = 0;
  for (const other of trials) {
    const average = averageOf(other, trial.definition, epoch);
    if (average !== null) averages[compared++] = average;
  }
  const gate: Gate =
    epoch < rule.firstEpoch
      ? 'too-early'
      : value === null || hasGapBefore(trial, epoch, before)
        ? 'no-value'
        : compared < rule.minCompleted
          ? 'too-few'
          : 'compared';
  if (gate !== 'compared' || value === null)
    return { check: { epoch, value, gate, threshold: null, compared } };
  const median = medianInPlace(averages, compared);
  const check: Check = { epoch, value, gate, threshold: median, compared };
  if (!(value > median)) return { check };
  const receipt = averagesAt(trials, trial.definition, epoch);
  return { check, stop: { rule: 'median', epoch, value, median, compared: receipt } };
}

/** Whether an epoch before this one had no finite value. */
function hasGapBefore({ values }: Trial, epoch: number, before: Check | undefined): boolean {
  if (before?.epoch === epoch - 1 && before.gate !== 'too-early') return before.gate === 'no-value';
  return values.slice(0, epoch - 1).some((earlier) => finite(earlier) === null);
}

/** The running averages up to an epoch that a trial of a definition is compared with, in launch order. */
export function averagesAt(
  trials: readonly Trial[],
  definition: number,
  epoch: number,
): { readonly trial: number; readonly average: number }[] {
  return trials.flatMap((other) => {
    const average = averageOf(other, definition, epoch);
    return average === null ? [] : [{ trial: other.index, average }];
  });
}

/**
 * Why a trial that ran to its end was not stopped, read from the checks it has passed. Its last epoch has none when it
 * came with the end: there was nothing left to save.
 */
export function whyNotStopped(spec: Spec, trial: Trial): KeepReason {
  if (spec.strategy === 'hyperband') return whyNotHalved(spec, trial);
  if (spec.earlyStopping === 'off') return { rule: 'off' };
  const gates: Partial<Record<Gate, number>> = {};
  let closest: { epoch: number; value: number; median: number } | undefined;
  for (const { epoch, gate, value, threshold } of trial.checks) {
    gates[gate] = (gates[gate] ?? 0) + 1;
    if (value === null || threshold === null) continue;
    if (closest === undefined || threshold - value < closest.median - closest.value)
      closest = { epoch, value, median: threshold };
  }
  if (closest === undefined) return { rule: 'never-compared', gates };
  return { rule: 'never-worse', epochsCompared: gates.compared ?? 0, closest };
}

/** What another trial adds to the comparison at an epoch, or null if it has no say. */
function averageOf(other: Trial, definition: number, epoch: number): number | null {
  if (other.status !== 'completed' || other.definition !== definition) return null;
  const average = runningAverages(other.values)[epoch - 1];
  return finite(average);
}

// A completed trial's values never change, and every running trial is compared with them at every epoch.
const averagesOf = new WeakMap<readonly (number | null)[], Float64Array>();

/**
 * Mean of the finite values among epochs 1…e, for every epoch e of a completed trial. Not finite before the first such
 * value, nor once the sum of a diverging curve has overflowed.
 */
function runningAverages(values: readonly (number | null)[]): Float64Array {
  const known = averagesOf.get(values);
  if (known !== undefined) return known;
  let sum = 0;
  let count = 0;
  const means = Float64Array.from(values, (entry) => {
    const value = finite(entry);
    if (value !== null) {
      sum += value;
      count++;
    }
    return sum / count;
  });
  averagesOf.set(values, means);
  return means;
}
