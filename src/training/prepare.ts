import { rng } from '../lib/rng.ts';
import { RpcError } from '../lib/rpc.ts';
import { isMissing, MAX_CHARACTERS, toNumber, toNumbers, type Table } from './csv.ts';
import { partsOf, readDates } from './dates.ts';
import { profile, type Profile } from './profile.ts';

/** How a table becomes the two channels. Errors name these fields as the request does. */
export interface Plan {
  readonly target: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** The class that becomes 1; without it the last in order. */
  readonly positiveClass?: string;
  readonly drop: readonly string[];
  readonly encoding: 'one-hot' | 'ordinal';
  /** Dates become days since 1970, or year, month, weekday (1 is Monday) and, where there is a time, hour. All in UTC. */
  readonly dates?: 'epoch-days' | 'parts';
  readonly missing: 'median' | 'zero' | 'keep';
  /** Share of rows for validation, in (0, 1). */
  readonly validationFraction: number;
  /** The rows from this one on are the validation part, in their order; the share and the seed then say nothing. */
  readonly validationFrom?: number;
  readonly seed: number;
}

export interface Prepared {
  /** CSV as SageMaker's algorithms read it: no header, label first, numbers only (cells may be empty under 'keep'). */
  readonly train: string;
  readonly validation: string;
  readonly trainRows: number;
  readonly validationRows: number;
  /** Names in file order, label first. */
  readonly columns: readonly string[];
  /** In label order; empty for regression. */
  readonly classes: readonly string[];
  /** Rows left out because their target was missing. */
  readonly leftOut: number;
}

/** SageMaker's algorithms take more; this keeps one prepared row readable and the files small. */
export const MAX_COLUMNS = 2000;
const MAX_CLASSES = 100;
/** How the category of missing values is called in column names. */
const MISSING_CATEGORY = '(missing)';

/**
 * Encodes, fills and splits a table.
 *
 * - Numbers stay numbers, written with the shortest text that reads back equal. Missing ones get the median of the
 *   training rows, 0, or stay empty.
 * - Dates become numbers, and are filled as such.
 * - Categories: one 0/1 column each (one alone where there are just two, 1 for the second), or their place in order.
 *   Missing is a category of its own, the last. Categories of both parts are known, so both parts have equal columns.
 * - Rows are shuffled by the seed; classes keep their shares in both parts, and every class has a training row.
 *
 * Throws ValidationException with the path of the field to change. `hear` is told the share that is done.
 */
export function prepare(table: Table, plan: Plan, hear: (share: number) => void = () => {}): Prepared {
  const profiles = profile(table, (share) => hear(0.3 * share));
  const target = profiles.find(({ name }) => name === plan.target);
  if (!target) throw refuse('Target', `The file has no column "${plan.target}".`);
  for (const name of plan.drop) {
    if (!table.names.includes(name)) throw refuse('Drop', `The file has no column "${name}".`);
    if (name === plan.target) throw refuse('Drop', `"${name}" is the target; it cannot be dropped.`);
  }
  if (!(plan.validationFraction > 0 && plan.validationFraction < 1)) {
    throw refuse('ValidationFraction', 'The share for validation lies between 0 and 1.');
  }
  const features = profiles.filter(({ name }) => name !== plan.target && !plan.drop.includes(name));
  if (features.length === 0)
    throw refuse('Drop', 'Every column but the target is dropped; nothing is left to learn from.');

  const targetCells = cellsOf(table, plan.target);
  const rows = targetCells.flatMap((cell, row) => (isMissing(cell) ? [] : [row]));
  if (rows.length < 2) {
    throw refuse(
      'Target',
      `"${plan.target}" has a value in ${rows.length} of ${table.rows} rows; two are needed.`,
    );
  }
  const { labels, classes } = encodeTarget(table, rows, target, plan);
  const { train, validation } = split(rows, classes.length > 0 ? labels : undefined, plan);

  const encoded = features.flatMap((feature, i) => {
    hear(0.3 + (0.2 * i) / features.length);
    return encodeFeature(cellsOf(table, feature.name), feature, train, plan);
  });
  if (encoded.length + 1 > MAX_COLUMNS) {
    const widest = features
      .filter(({ kind }) => kind === 'categorical' || kind === 'text')
      .sort((a, b) => b.distinct - a.distinct)
      .slice(0, 3)
      .map(({ name, distinct }) => `"${name}" (${distinct} values)`);
    const advice = widest.length > 0 ? `Drop ${widest.join(', ')} or choose ordinal encoding.` : 'Drop some.';
    throw refuse(
      'Drop',
      `The result would have ${encoded.length + 1} columns; ${MAX_COLUMNS} are the most. ${advice}`,
    );
  }
  const labelOf = new Map(rows.map((row, i) => [row, numberText(labels[i] ?? 0)]));
  let written = 0;
  const count = () => {
    if (++written % 8192 === 0) hear(0.5 + (0.5 * written) / rows.length);
  };
  const write = (part: readonly number[]) =>
    writeCsv(part, [(row) => labelOf.get(row) ?? '', ...encoded.map(({ text }) => text)], count);
  return {
    train: write(train),
    validation: write(validation),
    trainRows: train.length,
    validationRows: validation.length,
    columns: [plan.target, ...encoded.map(({ name }) => name)],
    classes,
    leftOut: table.rows - rows.length,
  };
}

/** Shortest text that reads back as the same number. */
export const numberText = (value: number): string => String(value === 0 ? 0 : value);

function refuse(field: string, message: string) {
  return new RpcError({ code: 'ValidationException', message, path: ['Plan', field] });
}

const cellsOf = (table: Table, name: string): readonly string[] =>
  table.columns[table.names.indexOf(name)] ?? [];

/** Numbers by size where all are numbers, else by code unit: the same order everywhere. */
function inOrder(values: Iterable<string>): string[] {
  const all = [...values];
  return all.every((value) => toNumber(value) !== undefined)
    ? all.sort((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1))
    : all.sort((a, b) => (a < b ? -1 : 1));
}

function encodeTarget(table: Table, rows: readonly number[], target: Profile, plan: Plan) {
  const cells = cellsOf(table, target.name);
  if (plan.task === 'regression') {
    const labels = rows.map((row) => {
      const value = toNumber(cells[row] ?? '');
      if (value !== undefined) return value;
      const where = `line ${table.lines[row]} holds "${cells[row]}"`;
      throw refuse('Target', `Regression needs numbers, and "${target.name}" on ${where}.`);
    });
    return { labels, classes: [] };
  }
  const classes = inOrder(new Set(rows.map((row) => cells[row] ?? '')));
  if (classes.length < 2) {
    throw refuse('Target', `"${target.name}" is always "${classes[0]}"; there is nothing to tell apart.`);
  }
  if (plan.task === 'binary') {
    if (classes.length > 2) {
      throw refuse(
        'Target',
        `"${target.name}" has ${classes.length} classes (${listed(classes)}) and binary classification two. Choose multiclass${target.kind === 'numeric' ? ' or regression' : ''}, or another target.`,
      );
    }
    if (plan.positiveClass !== undefined) {
      if (!classes.includes(plan.positiveClass)) {
        throw refuse(
          'PositiveClass',
          `"${plan.positiveClass}" is not a class of "${target.name}" (${listed(classes)}).`,
        );
      }
      classes.sort((a, b) => Number(a === plan.positiveClass) - Number(b === plan.positiveClass));
    }
  } else if (classes.length > MAX_CLASSES) {
    const advice = target.kind === 'numeric' ? 'Choose regression.' : 'Choose another target.';
    throw refuse(
      'Target',
      `"${target.name}" has ${classes.length} classes; ${MAX_CLASSES} are the most. ${advice}`,
    );
  }
  const label = new Map(classes.map((name, i) => [name, i]));
  return { labels: rows.map((row) => label.get(cells[row] ?? '') ?? 0), classes };
}

const listed = (classes: readonly string[]) =>
  classes.slice(0, 5).join(', ') + (classes.length > 5 ? ', …' : '');

/**
 * Shuffles the rows and cuts off round(rows × fraction) of them for validation (at least one row on either side),
 * from each class its share by largest remainder. Without labels all rows are one class.
 */
function split(rows: readonly number[], labels: readonly number[] | undefined, plan: Plan) {
  const from = plan.validationFrom;
  if (from !== undefined) {
    return { train: rows.filter((row) => row < from), validation: rows.filter((row) => row >= from) };
  }
  const order = rng(plan.seed, 'split').shuffle(rows.map((_, i) => i));
  const byClass = new Map<number, number[]>();
  for (const i of order) {
    const label = labels?.[i] ?? 0;
    const members = byClass.get(label);
    if (members) members.push(i);
    else byClass.set(label, [i]);
  }
  const wanted = Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * plan.validationFraction)));
  const shares = [...byClass].map(([label, members]) => {
    const exact = members.length * plan.validationFraction;
    return { label, members, count: Math.min(Math.floor(exact), members.length - 1), rest: exact % 1 };
  });
  let missing = wanted - shares.reduce((sum, { count }) => sum + count, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest || a.label - b.label)) {
    if (missing > 0 && share.count < share.members.length - 1) {
      share.count++;
      missing--;
    }
  }
  const held = new Set(shares.flatMap(({ members, count }) => members.slice(0, count)));
  if (held.size === 0) {
    throw refuse('Target', 'Every class has one row only; none can be held back for validation.');
  }
  const pick = (inValidation: boolean) =>
    order.filter((i) => held.has(i) === inValidation).map((i) => rows[i] ?? 0);
  return { train: pick(false), validation: pick(true) };
}

interface Encoded {
  readonly name: string;
  readonly text: (row: number) => string;
}

function encodeFeature(
  cells: readonly string[],
  feature: Profile,
  train: readonly number[],
  plan: Plan,
): Encoded[] {
  const { name } = feature;
  const column = (called: string, numbers: Float64Array): Encoded => {
    const filled =
      plan.missing === 'keep' ? '' : numberText(plan.missing === 'zero' ? 0 : (median(numbers, train) ?? 0));
    const text = (row: number) => {
      const value = numbers[row] ?? Number.NaN;
      return Number.isNaN(value) ? filled : numberText(value);
    };
    return { name: called, text };
  };
  if (feature.kind === 'numeric') return [column(name, toNumbers(cells))];
  const dates = feature.kind === 'date' || feature.kind === 'timestamp' ? readDates(cells, []) : undefined;
  if (dates && 'days' in dates) {
    const { days } = dates;
    if (plan.dates !== 'parts') return [column(`${name} (days)`, days)];
    const parts = dates.timed
      ? (['year', 'month', 'weekday', 'hour'] as const)
      : (['year', 'month', 'weekday'] as const);
    return parts.map((part) =>
      column(
        `${name} (${part})`,
        days.map((day) => (Number.isNaN(day) ? day : partsOf(day)[part])),
      ),
    );
  }
  const values = inOrder(new Set(cells.filter((cell) => !isMissing(cell))));
  const categories = feature.missing > 0 ? [...values, MISSING_CATEGORY] : values;
  const place = new Map(values.map((value, i) => [value, i]));
  const codes = Int32Array.from(cells, (cell) => place.get(cell) ?? values.length);
  if (plan.encoding === 'ordinal') return [{ name, text: (row) => String(codes[row]) }];
  const from = categories.length === 2 ? 1 : 0;
  return categories.slice(from).map((category, i) => ({
    name: `${name}=${category}`,
    text: (row) => (codes[row] === i + from ? '1' : '0'),
  }));
}

/** Median of the numbers in these rows; undefined when there are none. */
function median(numbers: Float64Array, rows: readonly number[]): number | undefined {
  const values = Float64Array.from(rows, (row) => numbers[row] ?? Number.NaN)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const middle = values.length >> 1;
  const upper = values[middle];
  if (upper === undefined || values.length % 2 === 1) return upper;
  // Half of each, so that two huge numbers do not overflow.
  return (values[middle - 1] ?? 0) / 2 + upper / 2;
}

function writeCsv(
  rows: readonly number[],
  columns: readonly ((row: number) => string)[],
  count: () => void,
): string {
  const lines: string[] = [];
  let size = 0;
  for (const row of rows) {
    const line = `${columns.map((text) => text(row)).join(',')}\n`;
    size += line.length;
    if (size > MAX_CHARACTERS) {
      throw refuse(
        'Encoding',
        'A prepared file would be larger than 64 MiB. Drop columns or choose ordinal encoding.',
      );
    }
    lines.push(line);
    count();
  }
  return lines.join('');
}
