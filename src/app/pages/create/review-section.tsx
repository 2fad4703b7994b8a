import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly counter?: string;
  readonly description?: string;
  /** What the button edits, if the title does not say it. */
  readonly what?: string;
  /** Back to where it was entered. */
  readonly onEdit: () => void;
  readonly children: ReactNode;
}

/** A part of the review, with the way back to it. */
export function ReviewSection({ title, counter, description, what, onEdit, children }: Props) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={counter ?? ''}
          description={description}
          actions={
            <Button ariaLabel={`Edit ${what ?? title.toLowerCase()}`} onClick={onEdit}>
              Edit
            </Button>
          }
        >
          {title}
        </Header>
      }
    >
      {children}
    </Container>
  );
}
