/**
 * How the list is looked at: what of it stands in the address, and what the browser remembers. Pure. What comes from outside
 * is read by hand: a schema library would be most of what the first page loads of our own.
 */
const OPERATORS = ['=', '!=', ':', '!:', '^', '!^', '<', '<=', '>', '>='] as const;

interface Token {
  readonly propertyKey?: string | undefined;
  readonly operator: (typeof OPERATORS)[number];
  readonly value: string;
}

export interface Query {
  readonly operation: 'and' | 'or';
  readonly tokens: readonly Token[];
}

const MOST_TOKENS = 30;

/** The members of an object; none of what is no object. */
const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const listOf = <T>(value: unknown, read: (each: unknown) => T | undefined): readonly T[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const found = value.flatMap((each) => read(each) ?? []);
  return found.length === value.length ? found : undefined;
};

function readToken(value: unknown): Token | undefined {
  const token = membersOf(value);
  const operator = OPERATORS.find((each) => each === token['operator']);
  const key = token['propertyKey'];
  if (operator === undefined || typeof token['value'] !== 'string') return undefined;
  if (key === undefined) return { operator, value: token['value'] };
  return typeof key === 'string' ? { propertyKey: key, operator, value: token['value'] } : undefined;
}

/** A filter out of anything; undefined if it is none. */
export function readQuery(value: unknown): Query | undefined {
  const { operation, tokens } = membersOf(value);
  const read = listOf(tokens, readToken);
  if ((operation !== 'and' && operation !== 'or') || !read || read.length > MOST_TOKENS) return undefined;
  return { operation, tokens: read };
}

export const NO_FILTER: Query = { operation: 'and', tokens: [] };

export interface View {
  readonly filter: Query;
  /** Id of a column. */
  readonly sort: string;
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
}

export const FIRST_VIEW: View = { filter: NO_FILTER, sort: 'created', descending: true, page: 1 };

/** What does not read in an address is as if it were not there. */
export function readView(query: URLSearchParams): View {
  const sort = /^(-?)([a-z]+)$/.exec(query.get('sort') ?? '');
  const page = Number(query.get('page') ?? 1);
  return {
    filter: readFilter(query.get('filter')) ?? NO_FILTER,
    sort: sort?.[2] ?? FIRST_VIEW.sort,
    descending: sort ? sort[1] === '-' : FIRST_VIEW.descending,
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

/** The address of a view; what is as at first is left out. */
export function writeView(
  before: URLSearchParams,
  { filter, sort, descending, page }: View,
): URLSearchParams {
  const query = new URLSearchParams(before);
  const set = (name: string, value: string | undefined) =>
    value === undefined ? query.delete(name) : query.set(name, value);
  set('filter', filter.tokens.length === 0 ? undefined : JSON.stringify(filter));
  const first = sort === FIRST_VIEW.sort && descending === FIRST_VIEW.descending;
  set('sort', first ? undefined : `${descending ? '-' : ''}${sort}`);
  set('page', page === 1 ? undefined : String(page));
  return query;
}

function readFilter(text: string | null): Query | undefined {
  try {
    return readQuery(JSON.parse(text ?? 'null'));
  } catch {
    return undefined;
  }
}

/** A filter kept under a name. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: Query;
}
export const FILTERS_KEY = 'etude.tuning-jobs.filters';

export const readSavedFilters = (value: unknown): readonly SavedFilter[] | undefined =>
  listOf(value, (each) => {
    const { name, filter } = membersOf(each);
    const read = readQuery(filter);
    return typeof name === 'string' && read ? { name, filter: read } : undefined;
  });

export interface Preferences {
  /** 5 to 500. */
  readonly pageSize: number;
  readonly wrapLines: boolean;
  readonly columns: readonly { readonly id: string; readonly visible: boolean }[];
}
export const PREFERENCES_KEY = 'etude.tuning-jobs.preferences';

export function readPreferences(value: unknown): Preferences | undefined {
  const { pageSize, wrapLines, columns } = membersOf(value);
  const shown = listOf(columns, (each) => {
    const { id, visible } = membersOf(each);
    return typeof id === 'string' && typeof visible === 'boolean' ? { id, visible } : undefined;
  });
  const fits = typeof pageSize === 'number' && Number.isInteger(pageSize) && pageSize >= 5 && pageSize <= 500;
  return fits && typeof wrapLines === 'boolean' && shown
    ? { pageSize, wrapLines, columns: shown }
    : undefined;
}
