import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHelp } from '../../shell/help.tsx';
import { TOPICS, type Page } from './help-texts.tsx';

/** A small “Info” beside a heading or label that opens the help panel. */
export function InfoLink({ topic }: { readonly topic: keyof typeof TOPICS }) {
  const { show } = useHelp();
  const { title, body, page } = TOPICS[topic];
  return (
    <Link
      variant="info"
      ariaLabel={`Info: ${title}`}
      onFollow={(event) => {
        event.preventDefault();
        show({ title, body: <HelpBody body={body} page={page} /> });
      }}
    >
      Info
    </Link>
  );
}

function HelpBody({ body, page }: { readonly body: ReactNode; readonly page: Page }) {
  return (
    <Box variant="div">
      {body}
      <hr />
      <p>
        In the Amazon SageMaker guide:{' '}
        <Link href={page.href} external externalIconAriaLabel="Opens in a new tab">
          {page.title}
        </Link>
      </p>
    </Box>
  );
}
