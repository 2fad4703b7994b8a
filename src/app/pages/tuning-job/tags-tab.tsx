import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Alert from '@cloudscape-design/components/alert';
import Table from '@cloudscape-design/components/table';
import TagEditor, { type TagEditorProps } from '@cloudscape-design/components/tag-editor';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, q } from '../../client.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

type Tag = TagEditorProps.Tag;

function EditTags({ arn, tags, onClose }: { arn: string; tags: readonly Tag[]; onClose: () => void }) {
  const flash = useFlash();
  const client = useQueryClient();
  const [edited, setEdited] = useState<readonly Tag[]>(tags);
  const [valid, setValid] = useState(true);
  const save = useMutation({
    mutationFn: async () => {
      const removed = edited.filter((tag) => tag.existing && tag.markedForRemoval).map(({ key }) => key);
      const kept = edited.filter((tag) => !tag.markedForRemoval && tag.key !== '');
      if (removed.length > 0) await call('DeleteTags', { ResourceArn: arn, TagKeys: removed });
      if (kept.length > 0) {
        await call('AddTags', {
          ResourceArn: arn,
          Tags: kept.map(({ key, value }) => ({ Key: key, Value: value })),
        });
      }
      await client.invalidateQueries(q('ListTags', { ResourceArn: arn }));
    },
    onSuccess: () => {
      flash.add({ type: 'success', content: 'The tags were saved.' });
      onClose();
    },
  });
  return (
    <Modal
      visible
      size="large"
      header="Edit tags"
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
      <SpaceBetween size="m">
        {save.error && (
          <Alert type="error" header={explain(save.error).cause}>
            {explain(save.error).nextStep}
          </Alert>
        )}
        <Box variant="p">
          Training jobs launched from now on get these tags; those already launched keep what they had.
        </Box>
        <TagEditor
          tags={edited}
          tagLimit={50}
          onChange={({ detail }) => {
            setEdited(detail.tags);
            setValid(detail.valid);
          }}
          keysRequest={() => Promise.resolve([])}
          valuesRequest={() => Promise.resolve([])}
        />
      </SpaceBetween>
    </Modal>
  );
}

export function TagsTab({ arn }: { readonly arn: string }) {
  const [editing, setEditing] = useState(false);
  const { data, isPending, error } = useQuery(q('ListTags', { ResourceArn: arn }));
  const tags = data?.Tags ?? [];
  return (
    <>
      <Table
        header={
          <Header
            variant="h2"
            counter={isPending ? '' : `(${tags.length})`}
            actions={
              <Button disabled={isPending} onClick={() => setEditing(true)}>
                Edit tags
              </Button>
            }
          >
            Tags
          </Header>
        }
        ariaLabels={{ tableLabel: 'Tags' }}
        loading={isPending}
        loadingText="Loading tags"
        items={tags}
        trackBy="Key"
        empty={error ? explain(error).cause : 'No tags'}
        columnDefinitions={[
          { id: 'key', header: 'Key', isRowHeader: true, cell: ({ Key }) => Key },
          { id: 'value', header: 'Value', cell: ({ Value }) => Value },
        ]}
      />
      {editing && (
        <EditTags
          arn={arn}
          tags={tags.map(({ Key, Value }) => ({ key: Key, value: Value, existing: true }))}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}
