/**
 * What counts as an improvement on the best objective. The seed guide counts any better value, the API reference only one
 * that is better by 1 % or more, "as evaluated against" the best so far; the reference is the narrower and is followed
 * here. The percentage is of the best's own magnitude, so it means the same in both directions. Towards a best of 0 the
 * step that is asked for shrinks with it, and at 0 any better value counts: a search that still moves is not called still.
 */
export const IMPROVEMENT = 0.01;

/** From 5 to 4.95 is one per cent, although in binary the difference falls short of it by a few ulps. */
const SLACK = 1 - 1e-9;

/** The least step down from `best` that counts as an improvement. */
export const leastStep = (best: number): number => Math.abs(best) * IMPROVEMENT;

/** Whether a value (minimised) improves on the best so far. The first value there is does. */
export function improves(value: number, best: number | undefined): boolean {
  if (best === undefined) return true;
  return value < best && best - value >= leastStep(best) * SLACK;
}
