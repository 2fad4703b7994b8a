import { standing } from './progress.ts';
import { definitionInTurn, inheritedOf } from './strategies/strategy.ts';
import type { FinishReason, Spec, Trial } from './types.ts';

/** "No training job succeeded after 5 attempts" is the failure reason that SageMaker gives. */
const ATTEMPTS_WITHOUT_SUCCESS = 5;

/**
 * What ends the tuning job now, or undefined while it goes on. The first criterion met ends it; when several are met at
 * once, the first in this order is named. A failure comes first, because a budget spent on failures alone is not a
 * success; then what was reached, then the limits.
 *
 * - no-success: none completed, and the first five in launch order have failed. Stopped trials are passed over: they
 *   neither succeeded nor failed. Later trials running beside these five do not hold it up (in the recorded case eight
 *   had been launched), and five that fail while the first are still running do not end a job that may be healthy.
 * - target: a trial has completed with a last value at or below the target. A value on the way does not count: the
 *   model that is kept is the one of the last epoch, and a trial that is stopped could not be the best one.
 * - not-improving: that many trials in a row have ended without improving on the best (`progress.ts`).
 * - convergence: a further improvement has become unlikely (`convergence.ts`).
 * - max-seconds: the limit is reached or passed.
 * - max-trials: that many were launched, and none is running.
 * - space-exhausted: the strategy has nothing left to propose, and none is running.
 */
export function finishReason(
  spec: Spec,
  trials: readonly Trial[],
  elapsed: number,
): FinishReason | undefined {
  if (noSuccess(trials))
    return { rule: 'no-success', failed: trials.filter(({ status }) => status === 'failed').length };
  const criterion = criterionMet(spec, trials);
  if (criterion) return criterion;
  if (spec.maxSeconds !== undefined && elapsed >= spec.maxSeconds)
    return { rule: 'max-seconds', limit: spec.maxSeconds, elapsed };
  if (trials.some(({ status }) => status === 'running')) return undefined;
  const launched = trials.length;
  if (spec.maxTrials !== undefined && launched >= spec.maxTrials)
    return { rule: 'max-trials', limit: spec.maxTrials };
  // No strategy proposes anything but a configuration of the definition whose turn it is.
  if (definitionInTurn(spec, trials) === undefined) return exhausted(spec, launched);
  return undefined;
}

function exhausted(spec: Spec, launched: number): FinishReason {
  const inherited = spec.definitions.reduce((sum, _, place) => sum + inheritedOf(spec, place).size, 0);
  return {
    rule: 'space-exhausted',
    configurations: launched + inherited,
    ...(inherited === 0 ? {} : { inherited }),
  };
}

function criterionMet(spec: Spec, trials: readonly Trial[]): FinishReason | undefined {
  const { target, notImproving, convergence } = spec.completion ?? {};
  if (target === undefined && notImproving === undefined && !convergence) return undefined;
  const { best, improved, outlook, ...state } = standing(spec, trials);
  if (best === undefined || improved === undefined) return undefined;
  // The best one is the first to reach it, as the job ends with it; of several that end at once it is the best of them.
  if (target !== undefined && best.value <= target) return { rule: 'target', target, reached: best };
  if (notImproving !== undefined && state.notImproving >= notImproving)
    return { rule: 'not-improving', limit: notImproving, count: state.notImproving, best, improved };
  if (convergence && outlook.converged) return { rule: 'convergence', best, outlook };
  return undefined;
}

function noSuccess(trials: readonly Trial[]): boolean {
  let failed = 0;
  for (const { status } of trials) {
    if (status === 'stopped') continue;
    if (status !== 'failed') break;
    failed++;
  }
  return failed >= ATTEMPTS_WITHOUT_SUCCESS && !trials.some(({ status }) => status === 'completed');
}
