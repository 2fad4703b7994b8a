import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { q } from '../../client.ts';
import { explain } from '../../shell/errors.ts';
import { TagsDialog } from '../../tags-dialog.tsx';

/** The tags of a tuning job, with a way to change them. */
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
      {editing && <TagsDialog of={[{ arn, tagList: tags }]} onClose={() => setEditing(false)} />}
    </>
  );
}
