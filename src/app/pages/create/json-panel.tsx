import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useDeferredValue, useMemo, useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { readJson } from './apply-json.ts';
import type { CreateForm } from './form.ts';
import { toRequest } from './to-request.ts';

interface Props {
  /** Takes over a whole form and shows what is wrong with it. */
  readonly onApply: (form: CreateForm) => void;
}

/** The request beside the form: it follows every change there, and changes made here go back with Apply. */
export function JsonPanel({ onApply }: Props) {
  const { control } = useFormContext<CreateForm>();
  const form = useWatch({ control }) as CreateForm;
  // Typing in the form comes first; the text follows when there is time.
  const settled = useDeferredValue(form);
  const live = useMemo(() => JSON.stringify(toRequest(settled), null, 2), [settled]);
  /** What was typed here; undefined while the text follows the form. */
  const [typed, setTyped] = useState<string>();
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [said, setSaid] = useState<string>();

  const apply = () => {
    const read = readJson(typed ?? live);
    if ('errors' in read) return setErrors(read.errors);
    setErrors([]);
    setTyped(undefined);
    setSaid(
      read.leftOut.length === 0
        ? 'Applied to the form.'
        : `Applied. Not part of any request, so left out: ${read.leftOut.join(', ')}.`,
    );
    onApply(read.form);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typed ?? live);
      setSaid('Copied.');
    } catch {
      setSaid('The browser did not let the page copy. Select the text instead.');
    }
  };

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="As CreateHyperParameterTuningJob takes it. Follows the form; edit it and apply."
          actions={
            <Button iconName="copy" onClick={() => void copy()}>
              Copy
            </Button>
          }
        >
          Request as JSON
        </Header>
      }
    >
      <SpaceBetween size="s">
        {errors.length > 0 && (
          <Alert type="error" header="Nothing was applied">
            {errors.map((error) => (
              <div key={error} style={{ overflowWrap: 'anywhere' }}>
                {error}
              </div>
            ))}
          </Alert>
        )}
        <FormField stretch>
          <Textarea
            ariaLabel="Request as JSON"
            value={typed ?? live}
            rows={24}
            spellcheck={false}
            onChange={({ detail }) => {
              setTyped(detail.value);
              setSaid(undefined);
            }}
          />
        </FormField>
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={typed === undefined} disabledReason="Nothing was changed here." onClick={apply}>
            Apply to the form
          </Button>
          {typed !== undefined && (
            <Button
              variant="link"
              onClick={() => {
                setTyped(undefined);
                setErrors([]);
              }}
            >
              Undo edits
            </Button>
          )}
        </SpaceBetween>
        <output>{said !== undefined && <StatusIndicator type="info">{said}</StatusIndicator>}</output>
      </SpaceBetween>
    </Container>
  );
}
