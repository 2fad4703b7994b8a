import { parseTable, type Table, toNumber } from '../training/csv.ts';
import { type Plan, prepare } from '../training/prepare.ts';

/** How files with a header become channels: as a user types it. */
export interface LabelPlan {
  readonly label: string;
  readonly task: string | undefined;
  readonly positive: string | undefined;
  readonly drop: readonly string[];
  readonly missing: string;
  readonly encoding: string;
  readonly dates?: string;
  readonly seed: number;
}

/** The share held back when there is one file only. */
const HELD = 0.25;
/** More different numbers than this make a label a number rather than a class. */
const MOST_CLASSES = 20;

/**
 * Prepares files with a header as the Data page does: label first, numbers only. One file is split by the seed into
 * `train` and `validation`; of two (`train` and one other) each stays what it is, with categories and medians in
 * common. Throws for more files, and for whatever `prepare` refuses.
 */
export function prepareFiles(
  texts: Readonly<Record<string, string>>,
  given: LabelPlan,
): Record<string, string> {
  const { train: text, ...others } = texts;
  const [other, ...tooMany] = Object.entries(others);
  if (text === undefined || tooMany.length > 0) throw new Error('--label prepares train and one other file');
  const table = parseTable(text);
  const whole = other ? joined(table, parseTable(other[1])) : table;
  const options = {
    target: given.label,
    task: oneOf('--task', given.task ?? taskOf(whole, given.label), ['binary', 'multiclass', 'regression']),
    ...(given.positive === undefined ? {} : { positiveClass: given.positive }),
    drop: given.drop,
    encoding: oneOf('--encoding', given.encoding, ['one-hot', 'ordinal']),
    dates: oneOf('--dates', given.dates ?? 'epoch-days', ['epoch-days', 'parts']),
    missing: oneOf('--missing', given.missing, ['median', 'zero', 'keep']),
    validationFraction: HELD,
    seed: given.seed,
  } satisfies Plan;
  const { train, validation } = prepare(whole, other ? { ...options, validationFrom: table.rows } : options);
  return { train, [other?.[0] ?? 'validation']: validation };
}

/** One table of both, with the columns of the first in its order. */
function joined(first: Table, second: Table): Table {
  const places = first.names.map((name) => second.names.indexOf(name));
  const lost = first.names.find((_, i) => places[i] === -1);
  if (lost !== undefined) throw new Error(`The second file has no column "${lost}"`);
  return {
    names: first.names,
    columns: first.columns.map((cells, i) => [...cells, ...(second.columns[places[i] ?? 0] ?? [])]),
    rows: first.rows + second.rows,
    lines: [...first.lines, ...second.lines],
    warnings: [...first.warnings, ...second.warnings],
  };
}

/** Two values: classes; many numbers: a number; else classes. */
function taskOf({ names, columns }: Table, label: string): Plan['task'] {
  const values = [...new Set(columns[names.indexOf(label)])].filter((value) => value !== '');
  if (values.length <= 2) return 'binary';
  const numbers = values.every((value) => toNumber(value) !== undefined);
  return numbers && values.length > MOST_CLASSES ? 'regression' : 'multiclass';
}

function oneOf<const V extends string>(option: string, text: string, values: readonly V[]): V {
  const value = values.find((each) => each === text);
  if (value === undefined) throw new Error(`${option} is one of ${values.join(', ')}, not ${text}`);
  return value;
}
