import { parseDecimal } from '../../../api/number-text.ts';
import { DURATION_UNITS, type Duration } from './form.ts';

/** Text to number: NaN unless the trimmed text is a plain decimal (`Number('')` would be 0, `Number('0x1f')` 31). */
export function toNumber(text: string): number {
  return parseDecimal(text.trim()) ?? Number.NaN;
}

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

/** `name`, or the first of `name-copy`, `name-copy-2`, … that is not taken; cut so that it keeps within `limit`. */
export function copyName(name: string, taken: readonly string[], limit: number): string {
  const used = new Set(taken.map((other) => other.toLowerCase()));
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '-copy' : `-copy-${n}`;
    const candidate = withSuffix(name, suffix, limit);
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}

/** `name` + `suffix` within `limit` characters: the name gives way, and never ends in a hyphen before the suffix. */
export function withSuffix(name: string, suffix: string, limit: number): string {
  return name.slice(0, limit - suffix.length).replace(/-+$/, '') + suffix;
}

/** Values between commas; one that holds a comma stands in double quotes. */
export function splitValues(text: string): string[] {
  return [...text.matchAll(/\s*"([^"]*)"\s*|[^,]+/g)]
    .map((match) => match[1] ?? match[0].trim())
    .filter((value) => value !== '');
}

export const joinValues = (values: readonly string[]): string =>
  values.map((value) => (value.includes(',') ? `"${value}"` : value)).join(', ');
