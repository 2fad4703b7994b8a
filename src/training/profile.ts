import { isMissing, toNumber, toNumbers, type Table } from './csv.ts';
import { readDates } from './dates.ts';

/** How one column of a table reads. */
export interface Profile {
  readonly name: string;
  /**
   * 'date' and 'timestamp' (one with a time of day): all values are of one form that leaves no doubt (dates.ts).
   * 'text': strings that hardly repeat (names, notes, identifiers), which an encoding would turn into noise, and what may
   * be dates but leaves a doubt.
   */
  readonly kind: 'numeric' | 'categorical' | 'date' | 'timestamp' | 'text';
  /** How its dates were read, or why what looks like dates is none. */
  readonly note?: string;
  /** Empty cells and the usual words for them. */
  readonly missing: number;
  /** Different values (as numbers where all are), missing ones not counted. */
  readonly distinct: number;
  /** Up to five values as they stand in the file, first seen first. */
  readonly examples: readonly string[];
}

/** More different strings than this are text, … */
const MAX_CATEGORIES = 100;
/** … and so are fewer, if there are more than this and most of them occur once. */
const MANY_CATEGORIES = 20;

/** Profiles every column. A column without any value counts as numeric. `hear` is told the share that is done. */
export function profile(table: Table, hear: (share: number) => void = () => {}): Profile[] {
  return table.names.map((name, i) => {
    hear(i / table.names.length);
    const cells = table.columns[i] ?? [];
    const values = cells.filter((cell) => !isMissing(cell));
    const missing = cells.length - values.length;
    const numeric = values.every((cell) => toNumber(cell) !== undefined);
    const distinct = numeric ? countDistinct(toNumbers(values)) : new Set(values).size;
    const text = distinct > MAX_CATEGORIES || (distinct > MANY_CATEGORIES && distinct > values.length / 2);
    const dates = numeric ? undefined : readDates(cells, table.lines);
    const note = dates && ('why' in dates ? dates.why : dates.note);
    return {
      name,
      kind: numeric
        ? 'numeric'
        : dates && 'days' in dates
          ? dates.timed
            ? 'timestamp'
            : 'date'
          : text || note !== undefined
            ? 'text'
            : 'categorical',
      ...(note === undefined ? {} : { note }),
      missing,
      distinct,
      examples: firstDistinct(values, 5),
    };
  });
}

/** Sorting numbers is many times faster than putting as many texts into a set. Sorts in place. */
function countDistinct(values: Float64Array): number {
  values.sort();
  let distinct = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) distinct++;
  return distinct;
}

function firstDistinct(values: readonly string[], count: number): string[] {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.size === count) break;
    seen.add(value);
  }
  return [...seen];
}
