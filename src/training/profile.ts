import { isMissing, toNumber, type Table } from './csv.ts';

/** How one column of a table reads. */
export interface Profile {
  readonly name: string;
  /** 'text': strings that hardly repeat (names, notes, identifiers), which an encoding would turn into noise. */
  readonly kind: 'numeric' | 'categorical' | 'text';
  /** Empty cells and the usual words for them. */
  readonly missing: number;
  /** Different values, missing ones not counted. */
  readonly distinct: number;
  /** Up to five values as they stand in the file, first seen first. */
  readonly examples: readonly string[];
}

/** More different strings than this are text, … */
const MAX_CATEGORIES = 100;
/** … and so are fewer, if there are more than this and most of them occur once. */
const MANY_CATEGORIES = 20;

/** Profiles every column. A column without any value counts as numeric. */
export function profile(table: Table): Profile[] {
  return table.names.map((name, i) => {
    const cells = table.columns[i] ?? [];
    const seen = new Set<string>();
    let missing = 0;
    let numeric = true;
    for (const cell of cells) {
      if (isMissing(cell)) missing++;
      else {
        if (numeric && toNumber(cell) === undefined) numeric = false;
        seen.add(cell);
      }
    }
    const distinct = seen.size;
    const text =
      distinct > MAX_CATEGORIES || (distinct > MANY_CATEGORIES && distinct > (cells.length - missing) / 2);
    return {
      name,
      kind: numeric ? 'numeric' : text ? 'text' : 'categorical',
      missing,
      distinct,
      examples: [...seen].slice(0, 5),
    };
  });
}
