import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { call } from '../../client.ts';
import { formatBytes, plural } from '../../format.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { useFlash } from '../../shell/flash.tsx';

interface Props {
  /** Folders and objects to delete. */
  readonly entries: readonly { readonly uri: string; readonly objects: number; readonly size?: number }[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

/** Asks, deletes, and says how many objects are gone. Render it only while it is open. */
export function DeleteDialog({ entries, onClose, onDeleted }: Props) {
  const flash = useFlash();
  const total = entries.reduce((sum, { objects }) => sum + objects, 0);
  const size = entries.reduce((sum, { size: bytes = 0 }) => sum + bytes, 0);

  const confirm = async () => {
    let deleted = 0;
    for (const { uri } of entries) deleted += (await call('DeleteObjects', { S3Uri: uri })).Deleted;
    flash.add({ type: 'success', content: `${plural(deleted, 'object')} deleted.` });
    onDeleted();
  };

  return (
    <Confirm
      title={`Delete ${plural(total, 'object')}?`}
      action="Delete"
      onConfirm={confirm}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <div>
          {formatBytes(size)} will be removed from this browser:
          <ul>
            {entries.map(({ uri }) => (
              <li key={uri}>
                <Box variant="code">{uri}</Box>
              </li>
            ))}
          </ul>
        </div>
        <Alert type="warning">
          This cannot be undone. Training jobs that read {total === 1 ? 'this object' : 'these objects'} from
          now on will fail; results that are already there stay.
        </Alert>
      </SpaceBetween>
    </Confirm>
  );
}
