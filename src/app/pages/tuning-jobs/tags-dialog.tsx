import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TagEditor, { type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../client.ts';
import { plural } from '../../format.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';
import type { TuningJobRow } from './row.ts';

interface Props {
  readonly selected: readonly TuningJobRow[];
  readonly onClose: () => void;
}

/** Adds and removes tags on several tuning jobs at once; tags that are not named here stay. */
export function TagsDialog({ selected, onClose }: Props) {
  const flash = useFlash();
  const client = useQueryClient();
  const [added, setAdded] = useState<readonly TagEditorProps.Tag[]>([]);
  const [valid, setValid] = useState(true);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const keys = [...new Set(selected.flatMap(({ tagKeys }) => tagKeys))].toSorted();
  const save = useMutation({
    mutationFn: async () => {
      const Tags = added
        .filter(({ key }) => key !== '')
        .map(({ key, value }) => ({ Key: key, Value: value }));
      for (const { arn, tagKeys } of selected) {
        const gone = removed.filter((key) => tagKeys.includes(key));
        if (gone.length > 0) await call('DeleteTags', { ResourceArn: arn, TagKeys: gone });
        if (Tags.length > 0) await call('AddTags', { ResourceArn: arn, Tags });
      }
      await client.invalidateQueries({ queryKey: ['ListTags'] });
    },
    onSuccess: () => {
      flash.add({
        type: 'success',
        content: `The tags of ${plural(selected.length, 'tuning job')} were saved.`,
      });
      onClose();
    },
  });
  return (
    <Modal
      visible
      size="large"
      header={`Tags of ${plural(selected.length, 'tuning job')}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={save.isPending} onClick={() => valid && save.mutate()}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {save.error && (
          <Alert type="error" header={explain(save.error).cause}>
            {explain(save.error).nextStep}
          </Alert>
        )}
        <FormField
          label="Add"
          description="A tag of a key that is there already replaces it. Training jobs launched from now on get these tags, too."
          stretch
        >
          <TagEditor
            tags={added}
            tagLimit={50}
            onChange={({ detail }) => {
              setAdded(detail.tags);
              setValid(detail.valid);
            }}
            keysRequest={() => Promise.resolve(keys)}
            valuesRequest={() => Promise.resolve([])}
          />
        </FormField>
        {keys.length > 0 && (
          <FormField label="Remove" stretch>
            <Multiselect
              selectedOptions={removed.map((key) => ({ label: key, value: key }))}
              options={keys.map((key) => ({ label: key, value: key }))}
              placeholder="Choose keys"
              deselectAriaLabel={({ label }) => `Keep ${label ?? ''}`}
              onChange={({ detail }) =>
                setRemoved(detail.selectedOptions.flatMap(({ value }) => value ?? []))
              }
            />
          </FormField>
        )}
      </SpaceBetween>
    </Modal>
  );
}
