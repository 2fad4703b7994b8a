import { parseDecimal } from '../../../api/number-text.ts';

/** Text to number: NaN unless the trimmed text is a plain decimal (`Number('')` would be 0, `Number('0x1f')` 31). */
export function toNumber(text: string): number {
  return parseDecimal(text.trim()) ?? Number.NaN;
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
