import { strategies } from './strategies/index.ts';
import type { FinishReason, Spec, Trial } from './types.ts';

/** "No training job succeeded after 5 attempts" is the failure reason that SageMaker gives. */
export const ATTEMPTS_WITHOUT_SUCCESS = 5;

/**
 * What ends the tuning job now, or undefined while it goes on. When several rules hold at once, the first in this order
 * is named; a failure comes first, because a budget spent on failures alone is not a success.
 *
 * - no-success: none completed, and the first five in launch order have failed. Stopped trials are passed over: they
 *   neither succeeded nor failed. Later trials running beside these five do not hold it up (in the recorded case eight
 *   had been launched), and five that fail while the first are still running do not end a job that may be healthy.
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
  if (spec.maxSeconds !== undefined && elapsed >= spec.maxSeconds)
    return { rule: 'max-seconds', limit: spec.maxSeconds, elapsed };
  if (trials.some(({ status }) => status === 'running')) return undefined;
  const launched = trials.length;
  if (spec.maxTrials !== undefined && launched >= spec.maxTrials)
    return { rule: 'max-trials', limit: spec.maxTrials };
  if (strategies[spec.strategy].suggest(spec, trials, launched) === undefined)
    return { rule: 'space-exhausted', configurations: launched };
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
