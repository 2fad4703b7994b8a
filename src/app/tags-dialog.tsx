import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TagEditor from '@cloudscape-design/components/tag-editor';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tag } from '../api/common.ts';
import { call } from './client.ts';
import { plural } from './format.ts';
import { explain } from './shell/errors.ts';
import { useFlash } from './shell/flash.tsx';
import { sharedTags, tagChanges, type EditedTag } from './tag-changes.ts';

/** AWS's limit on tags of one resource (spec rules §1). */
const MAX_TAGS = 50;

interface Props {
  /** The tuning jobs, with the tags that each has. */
  readonly of: readonly { readonly arn: string; readonly tagList: readonly Tag[] }[];
  readonly onClose: () => void;
}

/**
 * Edits the tags of one tuning job or of several at once. Those that all have alike are there to be changed; of the rest
 * a key can be taken away, and what is not touched stays.
 */
export function TagsDialog({ of: jobs, onClose }: Props) {
  const flash = useFlash();
  const client = useQueryClient();
  const [{ shared, others }] = useState(() => sharedTags(jobs.map(({ tagList }) => tagList)));
  const [edited, setEdited] = useState<readonly EditedTag[]>(() =>
    shared.map(({ Key, Value }) => ({ key: Key, value: Value, existing: true })),
  );
  const [valid, setValid] = useState(true);
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const several = jobs.length > 1;
  const whose = several ? plural(jobs.length, 'tuning job') : undefined;
  const save = useMutation({
    mutationFn: async () => {
      for (const { arn, tagList } of jobs) {
        const { gone, put } = tagChanges(tagList, edited, removed);
        if (gone.length > 0) await call('DeleteTags', { ResourceArn: arn, TagKeys: [...gone] });
        if (put.length > 0) await call('AddTags', { ResourceArn: arn, Tags: [...put] });
      }
      await client.invalidateQueries({ queryKey: ['ListTags'] });
    },
    onSuccess: () => {
      flash.add({
        type: 'success',
        content: whose ? `The tags of ${whose} were saved.` : 'The tags were saved.',
      });
      onClose();
    },
  });
  return (
    <Modal
      visible
      size="large"
      header={whose ? `Edit tags of ${whose}` : 'Edit tags'}
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
        <Box variant="p">
          Training jobs launched from now on get these tags; those already launched keep what they had.
          {several && ' Shown is what all of them have alike. A tag added here replaces one of the same key.'}
        </Box>
        <TagEditor
          tags={edited}
          tagLimit={MAX_TAGS}
          onChange={({ detail }) => {
            setEdited(detail.tags);
            setValid(detail.valid);
          }}
          keysRequest={() => Promise.resolve(others)}
          valuesRequest={() => Promise.resolve([])}
        />
        {others.length > 0 && (
          <FormField
            label="Remove"
            description="Keys that only some of them have, or with different values."
            stretch
          >
            <Multiselect
              selectedOptions={removed.map((key) => ({ label: key, value: key }))}
              options={others.map((key) => ({ label: key, value: key }))}
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
