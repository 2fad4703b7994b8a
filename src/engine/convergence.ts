/**
 * When a tuning job has converged. SageMaker's guide says what that means, an improvement of more than 1 % on the best is
 * unlikely, and keeps its detector to itself; this one is our own. Both have to hold:
 *
 * 1. Over the latest half of the trials the best improved by less than 1 %: doubling the effort has just brought nothing.
 *    This is what a search that gets better slowly but steadily does not pass.
 * 2. The probability that one of the trials still to come improves it by more than 1 % is below `probability`.
 *
 * The probability comes from the best tail of the values: with u the (k+1)-th lowest, the k lower ones lie below u by
 * excesses that are taken as exponential, the shape that tails of most distributions have or stay below when their
 * minimum is finite. With S the sum of these excesses and their scale unknown, the predictive probability that the next
 * value is lower than t is (k/n) · (1 + (u − t)/S)^−k, and 1 − (1 − p)^m that one of the next m is.
 *
 * Values are those that trials ended with. A failed trial and one without a finite value count for nothing; a trial that
 * was stopped counts as one that did not make it into the tail.
 */
import { improves, leastStep } from './improvement.ts';
import type { Outlook } from './types.ts';

export interface Convergence {
  /** Trials that must have ended before anything is said. */
  readonly minEnded: number;
  /** Share of the trials ended that the best is watched over: the latest ones. */
  readonly window: number;
  /** How many of the lowest values stand for the tail. */
  readonly tail: number;
  /** Below this chance of an improvement the job has converged. */
  readonly probability: number;
}

export const CONVERGENCE: Convergence = { minEnded: 20, window: 0.5, tail: 10, probability: 0.1 };

/** What is known when some trials have ended. */
export interface Standing {
  /** How many have ended with a value. */
  readonly ended: number;
  /** The `tail + 1` lowest values of those that completed, ascending; fewer if there are fewer. */
  readonly lowest: readonly number[];
  /** The best there was before the window; undefined if there was none. */
  readonly before: number | undefined;
  /** How many trials the job may still bring to an end; Infinity without a limit. */
  readonly left: number;
}

/** How many of the trials ended are the window. */
export const windowOf = (ended: number, { window } = CONVERGENCE): number => Math.ceil(ended * window);

/**
 * The chance of a further improvement. It is for as many trials as are left, but for no fewer than the window, so that
 * coming to the end of the budget is not taken for convergence; without a limit, for as many as there have been.
 */
export function outlookOf({ ended, lowest, before, left }: Standing, rule = CONVERGENCE): Outlook {
  const window = windowOf(ended, rule);
  const ahead = Number.isFinite(left) ? Math.max(left, window) : ended;
  const [best] = lowest;
  const gain =
    best === undefined || before === undefined || before === 0 ? null : (before - best) / Math.abs(before);
  const enough = ended >= rule.minEnded && lowest.length > rule.tail && best !== undefined;
  const probability = enough ? chance(lowest, ended, best - leastStep(best), ahead, rule.tail) : null;
  const still = best !== undefined && before !== undefined && !improves(best, before);
  const converged = still && probability !== null && probability < rule.probability;
  return { ended, window, gain, ahead, probability, converged };
}

/** The probability that one of the next `ahead` values is below `target`, which is not above the lowest. */
function chance(
  lowest: readonly number[],
  ended: number,
  target: number,
  ahead: number,
  tail: number,
): number {
  const threshold = lowest[tail] ?? Infinity;
  let sum = 0;
  for (let i = 0; i < tail; i++) sum += threshold - (lowest[i] ?? threshold);
  // A tail of equal values says that they are the floor.
  if (sum === 0) return 0;
  const single = (tail / ended) * (1 + (threshold - target) / sum) ** -tail;
  // 1 − (1 − p)^m without losing a small p.
  return -Math.expm1(ahead * Math.log1p(-single));
}
