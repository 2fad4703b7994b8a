import Papa from 'papaparse/papaparse.min.js';
import { RpcError } from '../lib/rpc.ts';

/** Largest file that is read, in UTF-16 code units (at most so many bytes of plain text). */
export const MAX_CHARACTERS = 64 * 1024 * 1024;

/** What a table may have at most. A browser holds every cell as a text of its own. */
export const TABLE_LIMITS = {
  rows: 1_000_000,
  columns: 5_000,
  cells: 16_000_000,
  cellCharacters: 32_767,
} as const;

/** How many problems are told one by one before they are only counted. */
const TOLD = 5;

/** A CSV file with header as text cells, by column. */
export interface Table {
  readonly names: readonly string[];
  /** One array of cells per name, all `rows` long; cells are trimmed. */
  readonly columns: readonly (readonly string[])[];
  readonly rows: number;
  /** By row: the line of the file it starts on, from 1. */
  readonly lines: readonly number[];
  /** What was odd about the file, in sentences. */
  readonly warnings: readonly string[];
}

const refuse = (message: string) => new RpcError({ code: 'ValidationException', message, path: ['Body'] });

/** What data tables write for "no value": pandas, R, SQL dumps and the UCI archive. */
const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?']);
/** None of these words is longer than this; looking at the length first spares hashing every cell. */
const LONGEST_MISSING = 4;
export const isMissing = (cell: string): boolean => cell.length <= LONGEST_MISSING && MISSING.has(cell);

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** The number a cell holds; undefined when it holds none, or one too large for a double. */
export function toNumber(cell: string): number | undefined {
  if (!DECIMAL.test(cell)) return undefined;
  const value = Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** A column's cells as numbers, NaN where there is none. */
export function toNumbers(cells: readonly string[]): Float64Array {
  const numbers = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) numbers[i] = toNumber(cells[i] ?? '') ?? Number.NaN;
  return numbers;
}

/**
 * Reads a CSV file with header: byte order mark, quotes and delimiter (comma, tab, semicolon or bar) are understood.
 * Rows of another length than the header are left out and told by line. Throws ValidationException at `Body` when
 * there is no table in it: empty, too large, header only, a name twice, a quote that never closes. `hear` is told the
 * share that is done.
 */
export function parseTable(text: string, hear: (share: number) => void = () => {}): Table {
  if (text.length > MAX_CHARACTERS) throw refuse('The file is larger than 64 MiB.');
  if (text.trim() === '') throw refuse('The file is empty.');
  if (text.includes('\0'))
    throw refuse('The file is not text. Is it a spreadsheet, a picture or an archive?');
  checkSize(text);
  hear(0.1);
  const { data, errors, meta } = Papa.parse(text);
  hear(0.7);
  const starts = lineStarts(data);
  const unclosed = errors.find(({ code }) => code === 'MissingQuotes');
  if (unclosed) {
    throw refuse(`Line ${starts[unclosed.row ?? 0] ?? 1} opens a quote (") that is never closed.`);
  }

  const at = data.findIndex((cells) => !isBlank(cells));
  const header = (data[at] ?? []).map((name) => name.trim());
  const warnings: string[] = [];
  const names = header.map((name, i) => name || `column_${i + 1}`);
  checkNames(names);
  const unnamed = header.flatMap((name, i) => (name ? [] : [`column_${i + 1}`]));
  if (unnamed.length > 0) warnings.push(`Columns without a name are called ${unnamed.join(', ')}.`);
  if (header.every((name) => toNumber(name) !== undefined)) {
    warnings.push('The first line holds only numbers. It is taken as the header; is a header missing?');
  }

  const columns: string[][] = names.map(() => []);
  const lines: number[] = [];
  const uneven: string[] = [];
  for (let row = at + 1; row < data.length; row++) {
    const cells = data[row] ?? [];
    if (isBlank(cells) && names.length > 1) continue;
    // A blank line in a file of one column is a missing cell, except the one after the last line break.
    if (isBlank(cells) && row === data.length - 1) continue;
    if (cells.length !== names.length) {
      uneven.push(`line ${starts[row]} has ${cells.length}`);
      continue;
    }
    cells.forEach((cell, i) => columns[i]?.push(cell.trim()));
    lines.push(starts[row] ?? 0);
  }
  if (uneven.length > 0) {
    const told = uneven.slice(0, TOLD).join(', ') + (uneven.length > TOLD ? ', …' : '');
    const left = `${uneven.length === 1 ? '1 row is' : `${uneven.length} rows are`} left out`;
    warnings.push(`The header has ${names.length} cells. ${left}: ${told}.`);
  }
  const quotes = errors.filter(({ code }) => code === 'InvalidQuotes').map(({ row }) => starts[row ?? 0]);
  if (quotes.length > 0) {
    warnings.push(
      `Quotes stand inside a cell without being doubled, first on line ${quotes[0]}; look at that cell.`,
    );
  }
  if (lines.length === 0) {
    throw refuse(
      uneven.length > 0
        ? `No row has as many cells as the header (${names.length}): ${uneven.slice(0, TOLD).join(', ')}. Cells are separated by ${JSON.stringify(meta.delimiter)} here.`
        : 'The file has a header and no rows.',
    );
  }
  return { names, columns, rows: lines.length, lines, warnings };
}

const DELIMITERS = [',', '\t', ';', '|'] as const;

/**
 * Refuses a text beyond the limits after one pass over it, before anything is taken apart. The delimiter is the one that
 * stands most often in the first line.
 */
function checkSize(text: string): void {
  const first = text.slice(0, text.indexOf('\n') >>> 0);
  const counts = DELIMITERS.map((each) => first.split(each).length);
  const columns = Math.max(...counts);
  if (columns > TABLE_LIMITS.columns)
    throw refuse(`The file has ${columns} columns; ${TABLE_LIMITS.columns} are the most.`);
  const delimiter = (DELIMITERS[counts.indexOf(columns)] ?? ',').charCodeAt(0);
  let nextQuote = text.indexOf('"');
  /** Where the cell that is being read began. */
  let cell = 0;
  let quoted = false;
  let line = 0;
  for (let start = 0; start < text.length; ) {
    line++;
    if (line > TABLE_LIMITS.rows + 1)
      throw refuse(`The file has more than ${TABLE_LIMITS.rows} rows. Take a part of them.`);
    if (line * columns > TABLE_LIMITS.cells)
      throw refuse(
        `The file has more than ${TABLE_LIMITS.cells / 1e6} million cells in ${columns} columns. Take a part of the rows or columns.`,
      );
    const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    if (nextQuote >= 0 && nextQuote < start) nextQuote = text.indexOf('"', start);
    // Most lines are short and have no quote: nothing in them can be too long.
    const plain = !quoted && (nextQuote < 0 || nextQuote > end);
    if (!plain || end - start > TABLE_LIMITS.cellCharacters) {
      for (let at = start; at < end; at++) {
        const code = text.charCodeAt(at);
        if (code === QUOTE && (quoted || at === cell)) quoted = !quoted;
        else if (code === delimiter && !quoted) {
          tooLong(at - cell, line);
          cell = at + 1;
        }
      }
      tooLong(end - cell, line);
    }
    start = end + 1;
    if (!quoted) cell = start;
  }
}

function tooLong(characters: number, line: number): void {
  if (characters > TABLE_LIMITS.cellCharacters)
    throw refuse(
      `A cell on line ${line} has more than ${TABLE_LIMITS.cellCharacters} characters. Is a quote (") never closed?`,
    );
}

const QUOTE = 34;

/** The first rows of any CSV text, as they stand. */
export function firstRows(text: string, rows: number): string[][] {
  return Papa.parse(text, { preview: rows }).data.filter((cells) => !isBlank(cells));
}

/** Number of lines that hold something. Equals the number of rows where no quoted cell spans lines. */
export function countRows(text: string): number {
  let rows = 0;
  let filled = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) {
      if (filled) rows++;
      filled = false;
    } else if (code > 32) filled = true;
  }
  return rows + (filled ? 1 : 0);
}

const isBlank = (cells: readonly string[]) => cells.length === 1 && cells[0]?.trim() === '';

/** The line each row starts on, from 1: a quoted cell may span several. */
function lineStarts(data: readonly (readonly string[])[]): number[] {
  let line = 1;
  return data.map((cells) => {
    const start = line;
    line += 1;
    for (const cell of cells) if (cell.includes('\n')) line += cell.split('\n').length - 1;
    return start;
  });
}

function checkNames(names: readonly string[]) {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      const hint = toNumber(name) === undefined ? '' : ' Is the header missing?';
      throw refuse(`Two columns are called "${name}". Column names must differ.${hint}`);
    }
    seen.add(name);
  }
}
