import { isImages, readImages } from './images.ts';
import { AlgorithmError, type Dataset } from './types.ts';

/** An object of the store as text. */
export interface CsvObject {
  /** `s3://bucket/key` */
  readonly uri: string;
  readonly text: string;
}

/** Where a channel reads: its name, and the S3 URI (a key or a prefix) that its objects were found under. */
export interface CsvSource {
  readonly channel: string;
  readonly uri: string;
}

/**
 * Reads a channel in the form that SageMaker's tabular algorithms want (developer guide, "Common data formats for
 * training"): CSV without header, label first, every cell a number. All objects are read in the order of their keys as
 * if they were one file. Files of images (see images.ts) are read as such. An empty feature, or `nan`, is a missing one; blank lines at the end of an object are skipped.
 *
 * Throws AlgorithmError, naming file, line and column of the first and the number and lines of all bad rows, for: no object, no row, a header line, rows of different
 * lengths, a missing label, a cell that is not a number or too large for a 32-bit float.
 */
export function readCsv(objects: readonly CsvObject[], source: CsvSource): Dataset {
  // The console's "folders" are empty objects whose keys end in a slash.
  const files = objects.filter(({ uri, text }) => !(uri.endsWith('/') && text === ''));
  if (files.length === 0) {
    throw new AlgorithmError(
      `ClientError: Data download failed: no S3 objects found under S3 URL "${source.uri}" of channel '${source.channel}'. Check that the bucket exists and that objects exist under that prefix.`,
    );
  }
  files.sort((a, b) => (a.uri < b.uri ? -1 : 1));
  if (files.some(isImages)) return readImages(files, source);
  const width = widthOf(files);
  if (width === 0) {
    throw new AlgorithmError(
      `ClientError: Unable to read data channel '${source.channel}': the objects under "${source.uri}" hold no rows.`,
    );
  }
  const most = files.reduce((sum, { text }) => sum + countLines(text), 0);
  const columns = width - 1;
  const labels = new Float32Array(most);
  const features = new Float32Array(most * columns);
  let rows = 0;
  try {
    for (const file of files) rows = scan(file, source, width, labels, features, rows);
  } catch (thrown) {
    if (!(thrown instanceof AlgorithmError)) throw thrown;
    throw new AlgorithmError(`${thrown.message}${otherBadRows(files, source, width)}`);
  }
  return {
    rows,
    columns,
    labels: rows === most ? labels : labels.slice(0, rows),
    features: rows === most ? features : features.slice(0, rows * columns),
  };
}

/** Bad rows that are counted at most, and named at most. */
const COUNTED = 1000;
const NAMED = 10;

/** How many rows are bad and where, for the end of a refusal that tells of the first; empty when it is the only one. */
function otherBadRows(files: readonly CsvObject[], source: CsvSource, width: number): string {
  // With labels alone every row is bad for the same reason.
  if (width < 2) return '';
  const label = new Float32Array(1);
  const features = new Float32Array(width - 1);
  const bad: string[] = [];
  for (const { uri, text } of files) {
    const lines = text.slice(contentStart(text), contentEnd(text)).split('\n');
    for (let l = 0; l < lines.length && bad.length < COUNTED; l++) {
      const line = { uri, text: lines[l] ?? '' };
      try {
        // A blank line has no row.
        if (scan(line, source, width, label, features, 0) === 1) continue;
      } catch (thrown) {
        if (!(thrown instanceof AlgorithmError)) throw thrown;
      }
      bad.push(files.length > 1 ? `${fileName(uri, source)} ${l + 1}` : String(l + 1));
    }
  }
  if (bad.length < 2) return '';
  const told = bad.slice(0, NAMED).join(', ') + (bad.length > NAMED ? ', …' : '');
  return ` ${bad.length < COUNTED ? bad.length : `${COUNTED} or more`} rows are bad: lines ${told}.`;
}

const COMMA = 44;
const NEWLINE = 10;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Powers that a double holds exactly: a whole number below 2^53 divided by one of them is rounded once, correctly. */
const TENS = Array.from({ length: 16 }, (_, i) => 10 ** i);

/** Appends the rows of one file from `row` on; returns the number of rows after it. */
function scan(
  { uri, text }: CsvObject,
  source: CsvSource,
  width: number,
  labels: Float32Array,
  features: Float32Array,
  row: number,
): number {
  const end = contentEnd(text);
  let at = contentStart(text);
  let feature = row * (width - 1);

  for (let line = 1; at < end; line++) {
    const lineStart = at;
    const refuse = (problem: string): never => {
      throw new AlgorithmError(
        `ClientError: Unable to read data channel '${source.channel}' (${fileName(uri, source)}, line ${line}): ${problem}`,
      );
    };
    let cell = 0;
    for (let more = true; more; cell++) {
      const start = at;
      let code = text.charCodeAt(at);
      const negative = code === MINUS;
      if (negative) code = text.charCodeAt(++at);
      let whole = 0;
      let digits = 0;
      let decimals = 0;
      for (; code >= ZERO && code < ZERO + 10; code = text.charCodeAt(++at), digits++)
        whole = whole * 10 + code - ZERO;
      if (code === POINT) {
        code = text.charCodeAt(++at);
        for (; code >= ZERO && code < ZERO + 10; code = text.charCodeAt(++at), digits++, decimals++) {
          whole = whole * 10 + code - ZERO;
        }
      }
      let value: number;
      if (digits > 0 && digits < 16 && (code === COMMA || code === NEWLINE || at === end)) {
        value = (negative ? -whole : whole) / TENS[decimals]!;
      } else {
        // Anything but a short plain decimal: empty, quoted, an exponent, blanks around it, a carriage return, a word.
        at = cellEnd(text, at, end);
        const content = unquoted(text.slice(start, at));
        value = numberIn(content);
        if (Number.isNaN(value) && !isMissing(content)) {
          if (line === 1 && isHeader(lineAt(text, lineStart, end))) {
            refuse(
              `found a header line '${shortened(lineAt(text, lineStart, end))}'. CSV data for training has no header and holds numbers only, the label in the first column.`,
            );
          }
          refuse(`found the non-numeric value '${shortened(content)}' in column ${cell + 1}.`);
        }
      }
      if (cell === 0) {
        if (Number.isNaN(value)) {
          refuse(
            lineAt(text, lineStart, end).trim() === ''
              ? 'the line is blank.'
              : 'the label (column 1) is missing.',
          );
        }
        labels[row] = value;
      } else if (cell < width) features[feature++] = value;
      if (Math.abs(value) > 3.4028235e38)
        refuse(`the value in column ${cell + 1} is too large for a 32-bit float.`);
      more = text.charCodeAt(at) === COMMA && at < end;
      at++;
    }
    if (cell !== width) refuse(`found ${cell} columns where the first line of the channel has ${width}.`);
    if (width === 1)
      refuse('found one column only. The first column is the label, so there are no features.');
    row++;
  }
  return row;
}

/** Cells in the first line that holds anything; 0 when there is none. */
function widthOf(files: readonly CsvObject[]): number {
  for (const { text } of files) {
    const end = contentEnd(text);
    if (end > contentStart(text)) return lineAt(text, 0, end).split(',').length;
  }
  return 0;
}

/** A first line mostly of words is a header; with fewer of them, it is data with a word in it. */
function isHeader(line: string): boolean {
  const cells = line.split(',').map(unquoted);
  const words = cells.filter((cell) => Number.isNaN(numberIn(cell)) && !isMissing(cell));
  return words.length * 2 > cells.length;
}

const numberIn = (content: string): number => (NUMBER.test(content) ? Number(content) : NaN);

const isMissing = (content: string): boolean => content === '' || content.toLowerCase() === 'nan';

function unquoted(cell: string): string {
  const content = cell.trim();
  const quoted = content.length > 1 && content.startsWith('"') && content.endsWith('"');
  return quoted ? content.slice(1, -1).trim() : content;
}

function cellEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === NEWLINE) return at;
  }
  return end;
}

function lineAt(text: string, from: number, end: number): string {
  const newline = text.indexOf('\n', from);
  return text.slice(from, newline < 0 ? end : Math.min(newline, end));
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Past a byte order mark. */
const contentStart = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0);

/** Before the blank lines at the end. */
const contentEnd = (text: string): number => text.trimEnd().length;

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text.trim());

/** The key as seen from the channel's prefix. */
function fileName(uri: string, source: CsvSource): string {
  const rest = uri.startsWith(source.uri) ? uri.slice(source.uri.length).replace(/^\//, '') : '';
  return rest !== '' ? rest : uri.slice(uri.lastIndexOf('/') + 1);
}
