import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type ReactNode } from 'react';
import { explain } from './errors.ts';

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Label of the button that does it. */
  readonly action: string;
  /** A word to type first, for what is lost for good. */
  readonly typed?: string;
  /** Closes the dialogue when it succeeds; its error is shown in the dialogue. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. Render it only while it is open. */
export function Confirm({ title, children, action, typed, onConfirm, onClose }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [word, setWord] = useState('');

  const confirm = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setFailure(thrown);
      setBusy(false);
    }
  };

  return (
    <Modal
      visible
      header={title}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={typed !== undefined && word.trim().toLowerCase() !== typed}
              onClick={() => void confirm()}
            >
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {failure !== undefined && (
          <Alert type="error" header={explain(failure).cause}>
            {explain(failure).nextStep}
          </Alert>
        )}
        <div>{children}</div>
        {typed !== undefined && (
          <FormField label={`To go on, type ${typed}`}>
            <Input value={word} placeholder={typed} onChange={({ detail }) => setWord(detail.value)} />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
