/** Which rows a filter lets through, and in which order they stand. Pure. */
import { formatTime } from '../../format.ts';
import { COLUMN_ORDER } from './order.ts';
import type { TuningJobRow } from './row.ts';
import type { Query, View } from './view.ts';

type Token = Query['tokens'][number];

/** What can be filtered by: texts, each row having one or several, a day, or a number. */
export const FILTERS = {
  name: { label: 'Name', group: 'Names', kind: 'text', of: (row: TuningJobRow) => [row.name] },
  status: { label: 'Status', group: 'Statuses', kind: 'choice', of: (row: TuningJobRow) => [row.status] },
  strategy: {
    label: 'Strategy',
    group: 'Strategies',
    kind: 'choice',
    of: (row: TuningJobRow) => [row.strategy],
  },
  tag: { label: 'Tag', group: 'Tags', kind: 'text', of: (row: TuningJobRow) => row.tags },
  objective: {
    label: 'Objective',
    group: 'Objectives',
    kind: 'text',
    of: (row: TuningJobRow) => [row.objective],
  },
  created: {
    label: 'Creation time',
    group: 'Days',
    kind: 'day',
    of: (row: TuningJobRow) => [dayOf(row.created)],
  },
  best: {
    label: 'Best objective',
    group: 'Values',
    kind: 'number',
    of: (row: TuningJobRow) => (row.best === undefined ? [] : [String(row.best)]),
  },
} as const;
export type FilterKey = keyof typeof FILTERS;
export const FILTER_KEYS = Object.keys(FILTERS) as FilterKey[];

export const OPERATORS = {
  text: ['=', '!=', ':', '!:'],
  choice: ['=', '!='],
  day: ['=', '<', '<=', '>', '>='],
  number: ['=', '<', '<=', '>', '>='],
} as const;

/** A day as an address has it, in the reader's own time zone: 2026-11-21. */
export function dayOf(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function holds({ propertyKey, operator, value }: Token, row: TuningJobRow): boolean {
  const key = FILTER_KEYS.find((each) => each === propertyKey);
  const wanted = value.trim().toLowerCase();
  const numeric = key !== undefined && FILTERS[key].kind === 'number';
  const own =
    key === undefined
      ? [row.name, row.status, row.strategy, row.objective, formatTime(row.created), ...row.tags]
      : FILTERS[key].of(row);
  const some = (test: (text: string) => boolean) => own.some((text) => test(text.toLowerCase()));
  const order = (test: (sign: number) => boolean) =>
    some((text) =>
      test(numeric ? Number(text) - Number(wanted) : text < wanted ? -1 : text > wanted ? 1 : 0),
    );
  switch (operator) {
    case '=':
      return numeric ? order((sign) => sign === 0) : some((text) => text === wanted);
    case '!=':
      return !some((text) => text === wanted);
    case ':':
      return some((text) => text.includes(wanted));
    case '!:':
      return !some((text) => text.includes(wanted));
    case '^':
      return some((text) => text.startsWith(wanted));
    case '!^':
      return !some((text) => text.startsWith(wanted));
    case '<':
      return order((sign) => sign < 0);
    case '<=':
      return order((sign) => sign <= 0);
    case '>':
      return order((sign) => sign > 0);
    case '>=':
      return order((sign) => sign >= 0);
  }
}

/** Rows that the filter lets through, sorted; equal ones stay newest first. */
export function viewed(
  rows: readonly TuningJobRow[],
  { filter, sort, descending }: Pick<View, 'filter' | 'sort' | 'descending'>,
): TuningJobRow[] {
  const { tokens, operation } = filter;
  const passes = (row: TuningJobRow) =>
    tokens.length === 0 ||
    (operation === 'and'
      ? tokens.every((token) => holds(token, row))
      : tokens.some((token) => holds(token, row)));
  const compare = COLUMN_ORDER[sort] ?? COLUMN_ORDER['created'];
  const found = rows.filter(passes);
  return compare ? found.sort((a, b) => (descending ? -1 : 1) * compare(a, b)) : found;
}
