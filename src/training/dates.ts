import { isMissing } from './csv.ts';

/** A column of dates or points in time. */
export interface Dates {
  /** Days since 1 January 1970 00:00 UTC, the time of day as their fraction; NaN where there is none. */
  readonly days: Float64Array;
  /** Whether a time of day stands beside any of them. */
  readonly timed: boolean;
  /** How they were read, where that does not go without saying. */
  readonly note?: string;
}

/** Why a column that begins like dates is not read as such. */
export interface NoDates {
  readonly why: string;
}

const MONTHS =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?';
const WEEKDAY = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?';
const TIME =
  '(?:(?:T| +)(\\d{1,2}):(\\d\\d)(?::(\\d\\d(?:[.,]\\d{1,9})?))? ?(AM|PM)? ?(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?)?';
const form = (date: string) => new RegExp(`^${date}${TIME}$`, 'i');

/**
 * Forms that have the year in four figures. `order` says which group of the date is which. Where day and month are both
 * figures behind which the year stands, only the values tell which is which; with dots the day is always first.
 */
const FORMS = [
  { pattern: form('(\\d{4})-(\\d{1,2})-(\\d{1,2})'), order: 'ymd' },
  { pattern: form('(\\d{4})/(\\d{1,2})/(\\d{1,2})'), order: 'ymd' },
  { pattern: form('(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})'), order: 'dmy' },
  { pattern: form(`${WEEKDAY}(\\d{1,2})[ -](${MONTHS}),?[ -](\\d{4})`), order: 'dmy' },
  { pattern: form(`${WEEKDAY}(${MONTHS})\\.? (\\d{1,2}),? (\\d{4})`), order: 'mdy' },
  { pattern: form('(\\d{1,2})/(\\d{1,2})/(\\d{4})'), order: undefined },
  { pattern: form('(\\d{1,2})-(\\d{1,2})-(\\d{4})'), order: undefined },
] as const;
type Order = 'ymd' | 'dmy' | 'mdy';
type Told = { readonly order: Order; readonly note?: string };

const NAMES = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * Reads a column's cells as dates (ISO 8601 and the usual forms with a year of four figures): all of one form, each a
 * day that exists. A time without a zone counts as UTC.
 *
 * @returns undefined where the first value is not like a date at all
 */
export function readDates(cells: readonly string[], lines: readonly number[]): Dates | NoDates | undefined {
  const first = cells.find((cell) => !isMissing(cell));
  const shape = first === undefined ? undefined : FORMS.find(({ pattern }) => pattern.test(first));
  if (first === undefined || !shape) return undefined;
  const told: Told | NoDates = shape.order ? { order: shape.order } : orderOf(cells, shape.pattern);
  if ('why' in told) return told;

  const days = new Float64Array(cells.length).fill(Number.NaN);
  let timed = false;
  let zoned: boolean | undefined;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? '';
    if (isMissing(cell)) continue;
    const match = shape.pattern.exec(cell);
    const value = match ? daysOf(match, told.order) : undefined;
    if (!match || value === undefined)
      return { why: `Line ${lines[row]} holds "${cell.slice(0, 40)}", which is no date like ${first}.` };
    days[row] = value;
    if (match[4] === undefined) continue;
    timed = true;
    const zone = match[8] !== undefined;
    zoned ??= zone;
    if (zone !== zoned) return { why: `Some have a time zone and some have none: see line ${lines[row]}.` };
  }
  return { days, timed, ...(told.note === undefined ? {} : { note: told.note }) };
}

/** Of two figures before the year: a value above 12 is a day, and then so are its neighbours in the column. */
function orderOf(cells: readonly string[], pattern: RegExp): Told | NoDates {
  let day: string | undefined;
  let month: string | undefined;
  let any = '';
  for (const cell of cells) {
    const match = pattern.exec(cell);
    if (!match) continue;
    any ||= cell;
    if (Number(match[1]) > 12) day ??= cell;
    if (Number(match[2]) > 12) month ??= cell;
  }
  if (day !== undefined && month !== undefined)
    return { why: `${day} has the day first, ${month} the month: which is meant by the others?` };
  if (day !== undefined) return { order: 'dmy', note: `Day first, as ${day} shows.` };
  if (month !== undefined) return { order: 'mdy', note: `Month first, as ${month} shows.` };
  return { why: `Dates, perhaps: but is the day or the month first in ${any}? No value tells.` };
}

/** Days since 1970 of a match: three groups of the date, then hour, minute, second, half of the day, zone. */
function daysOf(match: RegExpExecArray, order: Order): number | undefined {
  const part = (what: 'y' | 'm' | 'd') => match[order.indexOf(what) + 1] ?? '';
  const [year, day] = [Number(part('y')), Number(part('d'))];
  const month = Number(part('m')) || NAMES.indexOf(part('m').slice(0, 3).toLowerCase()) + 1;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const [, , , , hours = '0', minutes = '0', seconds = '0', half, zone = ''] = match;
  const second = Number(seconds.replace(',', '.'));
  let hour = Number(hours);
  if (half) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (/p/i.test(half) ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || second >= 61) return undefined;
  const [, sign, ahead = '0', more = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(ahead) * 60 + Number(more));
  return dayNumber(year, month, day) + (hour * 60 + Number(minutes) - offset + second / 60) / 1440;
}

const daysIn = (year: number, month: number) =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The proleptic Gregorian calendar, whole days since 1 January 1970. Years that begin in March have their leap day last. */
function dayNumber(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const sinceMarch = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + sinceMarch - 719_468;
}

/** Calendar and clock at a point in time, in UTC: weekday 1 is Monday, 7 Sunday. */
export function partsOf(days: number): { year: number; month: number; weekday: number; hour: number } {
  // Half a millisecond forgives what a fraction of a day cannot hold exactly.
  const seconds = Math.floor(days * 86_400 + 0.0005);
  const whole = Math.floor(seconds / 86_400);
  const at = new Date(whole * 86_400_000);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    weekday: ((((whole + 3) % 7) + 7) % 7) + 1,
    hour: Math.floor((seconds - whole * 86_400) / 3600),
  };
}
