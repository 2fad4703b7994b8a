import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea, { type TextareaProps } from '@cloudscape-design/components/textarea';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MAX_NOTE } from '../../api/organise.ts';
import { call, q } from '../client.ts';
import { formatTime } from '../format.ts';
import { explain } from '../shell/errors.ts';
import { MarkdownView } from './markdown-view.tsx';

const noteOf = (tuningJob: string) => q('DescribeTuningJobNote', { HyperParameterTuningJobName: tuningJob });

/** Stands beside the name of a tuning job that was brought in from elsewhere. */
export function ImportedBadge({ tuningJob }: { readonly tuningJob: string }) {
  const { data } = useQuery(noteOf(tuningJob));
  return data?.ImportedTime ? (
    <span title={`Imported ${formatTime(data.ImportedTime)}`}>
      <Badge color="blue">Imported</Badge>
    </span>
  ) : null;
}

/** What the user wrote down about a tuning job; a way to begin when there is nothing yet. */
export function NotePanel({ tuningJob }: { readonly tuningJob: string }) {
  const { data } = useQuery(noteOf(tuningJob));
  const [typed, setTyped] = useState<string>();
  if (!data) return null;
  if (typed !== undefined) {
    return (
      <EditNote tuningJob={tuningJob} typed={typed} onType={setTyped} onClose={() => setTyped(undefined)} />
    );
  }
  if (data.Note === '') {
    return (
      <Button variant="inline-link" iconName="add-plus" onClick={() => setTyped('')}>
        Add a note
      </Button>
    );
  }
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Button ariaLabel="Edit notes" onClick={() => setTyped(data.Note)}>
              Edit
            </Button>
          }
        >
          Notes
        </Header>
      }
    >
      <MarkdownView text={data.Note} />
    </Container>
  );
}

/** The pressed button is gone; where to write is where to go on. */
const focusOnce = (field: TextareaProps.Ref | null) => field?.focus();

interface EditProps {
  readonly tuningJob: string;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onClose: () => void;
}

function EditNote({ tuningJob, typed, onType, onClose }: EditProps) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      await call('SetTuningJobNote', { HyperParameterTuningJobName: tuningJob, Note: typed });
      await client.invalidateQueries(noteOf(tuningJob));
    },
    onSuccess: onClose,
  });
  return (
    <Container header={<Header variant="h2">Notes</Header>}>
      <SpaceBetween size="s">
        {save.error && (
          <Alert type="error" header={explain(save.error).cause}>
            {explain(save.error).nextStep}
          </Alert>
        )}
        <FormField
          label="Notes"
          description="Markdown: headings, lists, quotes, code, bold, italic and links."
          errorText={typed.length > MAX_NOTE && `At most ${MAX_NOTE.toLocaleString('en-US')} characters.`}
          stretch
        >
          <Textarea ref={focusOnce} rows={8} value={typed} onChange={({ detail }) => onType(detail.value)} />
        </FormField>
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            loading={save.isPending}
            onClick={() => typed.length <= MAX_NOTE && save.mutate()}
          >
            Save notes
          </Button>
          <Button variant="link" onClick={onClose}>
            Cancel
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}
