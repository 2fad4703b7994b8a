import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import { Fragment, type ReactNode } from 'react';
import { readMarkdown, type Block, type Inline } from './markdown.ts';

/** A note as elements made of text nodes. Its headings go below the page's own. */
export function MarkdownView({ text }: { readonly text: string }) {
  return (
    <div style={{ overflowWrap: 'anywhere' }}>
      {readMarkdown(text).map((block, i) => (
        <Fragment key={i}>{blockView(block)}</Fragment>
      ))}
    </div>
  );
}

function blockView(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <Box variant={block.level === 1 ? 'h3' : 'h4'}>{inlineView(block.content)}</Box>;
    case 'paragraph':
      return <Box variant="p">{inlineView(block.content)}</Box>;
    case 'quote':
      return <blockquote>{inlineView(block.content)}</blockquote>;
    case 'code':
      return <Box variant="pre">{block.text}</Box>;
    case 'list': {
      const items = block.items.map((item, i) => <li key={i}>{inlineView(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

const inlineView = (content: readonly Inline[]): ReactNode =>
  content.map((part, i) => <Fragment key={i}>{partView(part)}</Fragment>);

function partView(part: Inline): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <Box variant="code">{part.text}</Box>;
    case 'strong':
      return <strong>{part.text}</strong>;
    case 'emphasis':
      return <em>{part.text}</em>;
    case 'link':
      return (
        <Link href={part.href} external externalIconAriaLabel="Opens in a new tab">
          {part.text}
        </Link>
      );
  }
}
