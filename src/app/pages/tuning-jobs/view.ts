/** How the list is looked at: what of it stands in the address, and what the browser remembers. Pure but for storage. */
import { z } from 'zod';

const Token = z.object({
  propertyKey: z.string().optional(),
  operator: z.enum(['=', '!=', ':', '!:', '^', '!^', '<', '<=', '>', '>=']),
  value: z.string(),
});
export const Query = z.object({ operation: z.enum(['and', 'or']), tokens: z.array(Token).max(30) });
export type Query = z.infer<typeof Query>;

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
    const read = Query.safeParse(JSON.parse(text ?? 'null'));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** A filter kept under a name. */
export const SavedFilters = z.array(z.object({ name: z.string(), filter: Query }));
export type SavedFilters = z.infer<typeof SavedFilters>;
export const FILTERS_KEY = 'etude.tuning-jobs.filters';

export const Preferences = z.object({
  pageSize: z.number().int().min(5).max(500),
  wrapLines: z.boolean(),
  columns: z.array(z.object({ id: z.string(), visible: z.boolean() })),
});
export type Preferences = z.infer<typeof Preferences>;
export const PREFERENCES_KEY = 'etude.tuning-jobs.preferences';
