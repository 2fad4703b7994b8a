import { expect, it } from 'vitest';
import { page } from './paging.ts';

const items = Array.from({ length: 23 }, (_, i) => i);

it('hands out every item once, in order, ten a page', () => {
  const seen: number[] = [];
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const answer = page(items, { NextToken });
    seen.push(...answer.items);
    NextToken = answer.NextToken;
    pages++;
  } while (NextToken !== undefined);
  expect(seen).toEqual(items);
  expect(pages).toBe(3);
});

it('refuses a token of another query', () => {
  const { NextToken } = page(items, { MaxResults: 5, NextToken: undefined });
  const otherQuery = { NextToken, NameContains: 'a' };
  expect(() => page(items, otherQuery)).toThrow('NextToken');
  expect(() => page(items, { NextToken: 'nonsense' })).toThrow('NextToken');
});
