import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Draft } from './draft.ts';

interface Props {
  readonly drafts: readonly Draft[];
  readonly onOpen: (id: string) => void;
  readonly onDiscard: (id: string) => void;
}

const SHOWN = 3;

/** Tuning jobs begun earlier and not created, with ways on. */
export function DraftsNotice({ drafts, onOpen, onDiscard }: Props) {
  const [hidden, setHidden] = useState(false);
  const [all, setAll] = useState(false);
  if (hidden) return null;
  return (
    <Alert
      type="info"
      dismissible
      dismissAriaLabel="Hide drafts"
      onDismiss={() => setHidden(true)}
      header={drafts.length === 1 ? 'There is a draft' : `There are ${drafts.length} drafts`}
    >
      <SpaceBetween size="xxs">
        {drafts.slice(0, all ? undefined : SHOWN).map(({ id, values, savedAt }) => {
          const name = values.settings.name || 'Unnamed';
          return (
            <SpaceBetween key={id} direction="horizontal" size="xs" alignItems="center">
              <span style={{ overflowWrap: 'anywhere' }}>
                {name},{' '}
                {new Date(savedAt).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short' })}
              </span>
              <Button variant="inline-link" ariaLabel={`Continue draft ${name}`} onClick={() => onOpen(id)}>
                Continue
              </Button>
              <Button variant="inline-link" ariaLabel={`Discard draft ${name}`} onClick={() => onDiscard(id)}>
                Discard
              </Button>
            </SpaceBetween>
          );
        })}
        {drafts.length > SHOWN && !all && (
          <Button variant="inline-link" onClick={() => setAll(true)}>
            Show all
          </Button>
        )}
      </SpaceBetween>
    </Alert>
  );
}
