/**
 * Hyperband as asynchronous successive halving of the stopping type: a trial starts at once, reports every epoch, and at
 * each rung goes on only if it is among the best of those that came to that rung before it. Nobody waits for a rung to fill.
 *
 * SageMaker says that its Hyperband is asynchronous successive halving and publishes neither the reduction factor nor
 * the brackets (spec rules.md §6). What it leaves open is decided here and nowhere else:
 * - rungs lie at min, min·η, min·η² … epochs, below max; a bracket skips as many of the first rungs as its number;
 * - the results at a rung are the values, at that very epoch, of all trials of the same definition and bracket that
 *   reached it, whatever became of them since, but for failed ones;
 * - a trial goes on if its value is among the best ⌈n/η⌉ of the n results, its own included: so the first to arrive goes on;
 * - equal is not worse: a trial that ties with the last one kept goes on;
 * - a trial without a finite value at a rung is not judged there, goes on, and counts in nobody's comparison;
 * - a trial that has reported `max` epochs has had all it may: it ends, and counts as completed.
 */
import { finite } from './finite.ts';
import type { Verdict } from './early-stopping.ts';
import type { Check, KeepReason, Resource, RungResult, Spec, Trial } from './types.ts';

export interface HyperbandRule {
  /** η: one in so many goes on from a rung, and the next rung is so many times as far. */
  readonly reductionFactor: number;
  /** Brackets that trials take turns in; no more than there are rungs. */
  readonly brackets: number;
}

/**
 * η = 3 is what the Hyperband paper (Li et al., JMLR 2018) works with and what Syne Tune, by SageMaker's tuning team, defaults to.
 *
 * One bracket, the most aggressive one, as the ASHA paper (Li et al., MLSys 2020) advises: on learning curves of real
 * networks (20 to 100 training jobs of 50 epochs) several brackets took 1.4 to 3 times the epochs for a final error no
 * lower than one bracket with a larger `min` reaches. Who distrusts early epochs raises `min`; that is one number to explain.
 */
export const HYPERBAND_RULE: HyperbandRule = { reductionFactor: 3, brackets: 1 };

/** The epochs, ascending and below `max`, at which trials of a bracket are judged. */
export function rungsOf({ min, max }: Resource, bracket: number, rule = HYPERBAND_RULE): number[] {
  const rungs: number[] = [];
  for (let k = bracket; ; k++) {
    const epoch = Math.round(min * rule.reductionFactor ** k);
    if (epoch >= max) return rungs;
    rungs.push(epoch);
  }
}

/** The bracket of trial `index`, from 0: depends on the spec and the index alone. */
export function bracketOf(spec: Spec, index: number, rule = HYPERBAND_RULE): number {
  return brackets(spec, rule)(index);
}

function brackets(spec: Spec, rule: HyperbandRule): (index: number) => number {
  const count = Math.max(1, Math.min(rule.brackets, rungsOf(resourceOf(spec), 0, rule).length));
  // Definitions take turns, so this is about the trial's place within its own definition: each gets every bracket.
  return (index) => Math.floor(index / spec.definitions.length) % count;
}

/**
 * Looks at epoch `epoch` (from 1) of a running trial that has reported it: go on, or stop because of this. Reads the
 * values at that epoch only, so it does not matter in which order running trials are looked at.
 */
export function judgeAtRung(
  spec: Spec,
  trials: readonly Trial[],
  trial: Trial,
  epoch: number,
  rule = HYPERBAND_RULE,
): Verdict {
  const resource = resourceOf(spec);
  const bracketAt = brackets(spec, rule);
  const bracket = bracketAt(trial.index);
  const value = finite(trial.values[epoch - 1]);
  const open: Check = { epoch, value, gate: 'between-rungs', threshold: null, compared: 0 };
  // One whose own last epoch this is ends by itself, with its model.
  if (epoch >= resource.max)
    return trial.trained
      ? { check: open }
      : { check: open, stop: { rule: 'max-resource', epoch, limit: resource.max } };
  if (!rungsOf(resource, bracket, rule).includes(epoch)) return { check: open };
  const results: { trial: number; value: number }[] = [];
  for (const other of trials) {
    const result = finite(other.values[epoch - 1]);
    if (result === null || other.status === 'failed' || other.definition !== trial.definition) continue;
    if (bracketAt(other.index) === bracket) results.push({ trial: other.index, value: result });
  }
  if (value === null) return { check: { ...open, gate: 'no-value', compared: results.length } };
  const kept = keptOf(results.length, rule);
  const sorted = Float64Array.from(results, (result) => result.value).sort();
  const threshold = sorted[kept - 1] ?? value;
  const check: Check = { epoch, value, gate: 'compared', threshold, compared: results.length };
  if (value <= threshold) return { check };
  return { check, stop: { rule: 'hyperband', epoch, bracket, value, threshold, results, kept } };
}

/** What became of a trial at every rung it has come to, read from its checks. */
export function rungTable(trial: Pick<Trial, 'checks'>, rule = HYPERBAND_RULE): RungResult[] {
  return trial.checks
    .filter(({ gate }) => gate !== 'between-rungs')
    .map(({ epoch, value, threshold, compared }) => ({
      epoch,
      value,
      threshold,
      arrived: compared,
      kept: keptOf(compared, rule),
    }));
}

/** Why Hyperband let a trial run to its end. */
export function whyNotHalved(spec: Spec, trial: Trial): KeepReason {
  return { rule: 'hyperband', bracket: bracketOf(spec, trial.index), rungs: rungTable(trial) };
}

/** How many of `arrived` results go on. */
function keptOf(arrived: number, { reductionFactor }: HyperbandRule): number {
  return Math.ceil(arrived / reductionFactor);
}

function resourceOf({ resource }: Spec): Resource {
  if (resource === undefined) throw new Error('Hyperband needs to know the least and the most epochs.');
  return resource;
}
