import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, type Inline, readInline, readMarkdown } from './markdown.ts';

test('blocks are told apart', () => {
  expect(
    readMarkdown('# Why\nbecause\nof this\n\n- a\n- b\n1. one\n> said\n```\n<b>x</b>\n```\nend').map(
      ({ kind }) => kind,
    ),
  ).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'code', 'paragraph']);
});

test('bold, italic, code and links within a line', () => {
  expect(readInline('a **b** *c* `d` [e](https://example.com/?q=1) f')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'emphasis', text: 'c' },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'd' },
    { kind: 'text', text: ' ' },
    { kind: 'link', text: 'e', href: 'https://example.com/?q=1' },
    { kind: 'text', text: ' f' },
  ]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'JaVaScRiPt:x', '//example.com', 'vbscript:x'])(
  'a link to %s stays text',
  (href) => {
    expect(readInline(`[click](${href})`).every(({ kind }) => kind === 'text')).toBe(true);
  },
);

test('no word of a text without links and fences is lost', () => {
  const shown = (parts: readonly Inline[]) => parts.map(({ text }) => text).join('');
  const textOf = (block: Block): string => {
    if (block.kind === 'code') return block.text;
    return block.kind === 'list' ? block.items.map(shown).join('') : shown(block.content);
  };
  const text = fc.string({ unit: fc.constantFrom('a', '*', '`', ' ', '\n', '#', '>', '-', '1', '.') });
  fc.assert(
    fc.property(
      text.filter((each) => !each.includes('```')),
      (given) => {
        const words = (value: string) => value.replace(/[^a]/g, '');
        expect(words(readMarkdown(given).map(textOf).join(''))).toBe(words(given));
      },
    ),
  );
});

test('a text made to be slow is read in time', () => {
  const start = process.hrtime.bigint();
  readMarkdown('*a '.repeat(6000) + '[a]('.repeat(3000) + '`'.repeat(3000));
  expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1000);
});
