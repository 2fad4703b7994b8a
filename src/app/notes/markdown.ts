/**
 * A small part of Markdown as data: headings, paragraphs, lists, quotes, code; in them bold, italic, code and links. It is
 * never turned into HTML: what is shown is made of text nodes, so nothing in a note can run. Pure.
 */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string };

const FENCE = /^```/;
const HEADING = /^(#{1,3})\s+(.*)$/;
const ITEM = /^\s{0,3}(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;

export function readMarkdown(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  /** Lines from here on while they match. */
  const take = (matches: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && matches(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  const plain = (line: string) =>
    line.trim() !== '' && ![FENCE, HEADING, ITEM, QUOTE].some((start) => start.test(line));
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    if (line.trim() === '') at++;
    else if (FENCE.test(line)) {
      at++;
      blocks.push({ kind: 'code', text: take((each) => !FENCE.test(each)).join('\n') });
      at++;
    } else if (heading) {
      at++;
      const level = ([1, 2, 3] as const)[(heading[1]?.length ?? 1) - 1] ?? 3;
      blocks.push({ kind: 'heading', level, content: readInline(heading[2] ?? '') });
    } else if (item) {
      const ordered = item[2] !== undefined;
      const items = take((each) => {
        const found = ITEM.exec(each);
        return found !== null && (found[2] !== undefined) === ordered;
      });
      blocks.push({
        kind: 'list',
        ordered,
        items: items.map((each) => readInline(ITEM.exec(each)?.[3] ?? '')),
      });
    } else if (QUOTE.test(line)) {
      const quoted = take((each) => QUOTE.test(each)).map((each) => QUOTE.exec(each)?.[1] ?? '');
      blocks.push({ kind: 'quote', content: readInline(quoted.join(' ')) });
    } else {
      blocks.push({ kind: 'paragraph', content: readInline(take(plain).join(' ')) });
    }
  }
  return blocks;
}

// Each alternative ends at the first possible place, so that no text takes longer than its length.
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^[\]]+)\]\(([^()\s]+)\)/g;

export function readInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, strong, emphasis, label, href] = match;
    const part = inlineOf({ code, strong, emphasis, label, href });
    if (!part) continue;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    parts.push(part);
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function inlineOf(
  found: Readonly<Record<'code' | 'strong' | 'emphasis' | 'label' | 'href', string | undefined>>,
): Inline | undefined {
  const { code, strong, emphasis, label, href } = found;
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (emphasis !== undefined) return { kind: 'emphasis', text: emphasis };
  // Only addresses of the web: javascript: and data: stay text.
  return label !== undefined && href !== undefined && /^https?:\/\//i.test(href)
    ? { kind: 'link', text: label, href }
    : undefined;
}
