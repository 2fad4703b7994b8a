/** Steps in which durations are read: whole seconds, minutes, hours and days. Pure. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** The step, in seconds, that divides `span` seconds into `count` at most. */
export function durationStep(span: number, count = 5): number {
  const day = STEPS.at(-1) ?? 1;
  return STEPS.find((step) => step * count >= span) ?? day * Math.max(1, Math.ceil(span / day / count));
}
