import { z } from 'zod';
import { toNumber } from './text.ts';

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;

/** A length of time as typed: the number's text and its unit. */
export const Duration = z.object({ value: z.string(), unit: z.enum(DURATION_UNITS) });
export type Duration = z.infer<typeof Duration>;

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** A typed duration in seconds; NaN where the number does not read. */
export function toSeconds({ value, unit }: Duration): number {
  return toNumber(value) * SECONDS[unit];
}

/** Seconds in the largest unit that shows them as a whole number; up to two days in hours, as 24 hours reads best. */
export function fromSeconds(seconds: number): Duration {
  const unit =
    DURATION_UNITS.findLast(
      (candidate) =>
        seconds % SECONDS[candidate] === 0 && (candidate !== 'days' || seconds > 2 * SECONDS.days),
    ) ?? 'seconds';
  return { value: String(seconds / SECONDS[unit]), unit };
}

/** A duration that may be left out; `blank` is what an absent one looks like. */
export const fromOptionalSeconds = (
  seconds: number | undefined,
  blank: Duration = { value: '', unit: 'hours' },
): Duration => (seconds === undefined ? blank : fromSeconds(seconds));
