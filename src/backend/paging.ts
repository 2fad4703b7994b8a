import { RpcError } from '../lib/rpc.ts';
import { hash32 } from '../lib/rng.ts';

/**
 * One page of a list. The token is the offset, bound to the query by a hash, so that a token of another query is refused.
 * Default page size 10 (spec api.md §7).
 */
export function page<T>(
  items: readonly T[],
  input: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  defaultSize = 10,
): { items: T[]; NextToken?: string } {
  const { NextToken, MaxResults, ...query } = input;
  const tag = hash(JSON.stringify(query));
  const [held, offset] = NextToken === undefined ? [tag, '0'] : NextToken.split('.');
  if (held !== tag || offset === undefined || !/^\d+$/.test(offset)) {
    throw new RpcError({
      code: 'ValidationException',
      message: 'Invalid NextToken for this request.',
      path: ['NextToken'],
    });
  }
  const from = Number(offset);
  const to = from + (MaxResults ?? defaultSize);
  return { items: items.slice(from, to), ...(to < items.length ? { NextToken: `${tag}.${to}` } : {}) };
}

const hash = (text: string) => (hash32(text) >>> 0).toString(36);
