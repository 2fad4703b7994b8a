import { toSeconds, type Duration } from '../duration.ts';
import { toNumber } from '../text.ts';

/** `{ [key]: value }`, or nothing for a field left blank: optional members of a request are left out, never null. */
export function given<K extends string, V>(key: K, value: V | undefined) {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

/** What was typed, without the blanks around it; undefined for nothing. */
export const typedText = (typed: string) => (typed.trim() === '' ? undefined : typed.trim());

/** The number typed, NaN if it does not read; undefined for nothing. */
export const typedNumber = (typed: string) => (typed.trim() === '' ? undefined : toNumber(typed));

/** The duration typed in seconds, NaN if it does not read; undefined for nothing. */
export const typedSeconds = (typed: Duration) => (typed.value.trim() === '' ? undefined : toSeconds(typed));

/** A list, or undefined for an empty one. */
export const someOf = <T>(items: readonly T[]) => (items.length === 0 ? undefined : [...items]);

/** A number of the request as the form shows it. */
export const numeral = (value: number | undefined) => (value === undefined ? '' : String(value));
