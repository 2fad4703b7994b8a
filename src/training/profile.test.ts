import { expect, test } from 'vitest';
import { parseTable } from './csv.ts';
import { profile } from './profile.ts';

const kinds = (text: string) => profile(parseTable(text)).map(({ kind }) => kind);
const column = (values: readonly (string | number)[]) =>
  ['x,y', ...values.map((value) => `${value},1`)].join('\n');

test('tells missing cells, different values and the first five of them', () => {
  expect(profile(parseTable('a,b\n1,x\nNA,?\n1,y\n2.50,\n3,z\n4,u\n5,v\n6,w\n'))).toEqual([
    { name: 'a', kind: 'numeric', missing: 1, distinct: 6, examples: ['1', '2.50', '3', '4', '5'] },
    { name: 'b', kind: 'categorical', missing: 2, distinct: 6, examples: ['x', 'y', 'z', 'u', 'v'] },
  ]);
});

test('one cell that is no number makes a column categorical', () => {
  expect(kinds('a,b\n1,1\n2,two\n')).toEqual(['numeric', 'categorical']);
});

test('a column without values is numeric', () => {
  expect(profile(parseTable('a,b\n,1\n,2\n'))[0]).toMatchObject({ kind: 'numeric', missing: 2, distinct: 0 });
});

test('strings that hardly repeat are text: more than 100, or most of more than 20', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);
  expect(kinds(column(names(20)))[0]).toBe('categorical');
  expect(kinds(column(names(21)))[0]).toBe('text');
  expect(kinds(column([...names(21), ...names(21)]))[0]).toBe('categorical');
  expect(kinds(column([...names(100), ...names(100), ...names(100)]))[0]).toBe('categorical');
  expect(kinds(column([...names(101), ...names(101), ...names(101)]))[0]).toBe('text');
});

test('dates and timestamps are kinds of their own, however many; what could be read two ways stays text', () => {
  const table = parseTable('d,t,u,n\n2026-01-01,2026-01-01 10:00,01/02/2026,5\n2026-01-01,,02/03/2026,6\n');
  expect(profile(table).map(({ kind, note }) => [kind, note])).toEqual([
    ['date', undefined],
    ['timestamp', undefined],
    ['text', 'Dates, perhaps: but is the day or the month first in 01/02/2026? No value tells.'],
    ['numeric', undefined],
  ]);
});
