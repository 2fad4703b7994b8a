import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { TOPICS } from './help-texts.tsx';
import { InfoLink } from './help-topics.tsx';

interface Props {
  readonly title: string;
  /** What the help panel says about it. */
  readonly topic: keyof typeof TOPICS;
  /** Adds “optional” to the title. */
  readonly optional?: boolean;
  readonly description?: string;
  readonly children: ReactNode;
}

/** A part of a page of the wizard: its title with help, and its fields one below the other. */
export function Section({ title, topic, optional = false, description, children }: Props) {
  return (
    <Container
      header={
        <Header variant="h2" info={<InfoLink topic={topic} />} description={description}>
          {title}
          {optional && <i> - optional</i>}
        </Header>
      }
    >
      <SpaceBetween size="l">{children}</SpaceBetween>
    </Container>
  );
}
