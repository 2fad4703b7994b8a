import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { q } from '../../client.ts';
import type { PathTo } from '../../fields/use-field.ts';
import { formatBytes } from '../../format.ts';
import type { CreateForm } from './form.ts';
import { folderIn, stepsTo } from './s3-steps.ts';

interface Props {
  readonly name: PathTo<CreateForm, string>;
  /** What the location is for, for who does not see the field: “channel train”. */
  readonly what: string;
  /** A single object is asked for, not a folder. */
  readonly object?: boolean;
}

/** Opens the local object store to choose a location from. */
export function BrowseS3({ name, what, object = false }: Props) {
  const { getValues, setValue } = useFormContext<CreateForm>();
  const [from, setFrom] = useState<string>();
  return (
    <>
      <Button ariaLabel={`Browse S3 for ${what}`} onClick={() => setFrom(folderIn(getValues(name)))}>
        Browse S3
      </Button>
      {from !== undefined && (
        <Browser
          from={from}
          object={object}
          onClose={() => setFrom(undefined)}
          onChoose={(uri) => {
            setValue(name, uri, { shouldDirty: true });
            setFrom(undefined);
          }}
        />
      )}
    </>
  );
}

interface BrowserProps {
  /** A folder's address; blank for the list of buckets. */
  readonly from: string;
  readonly object: boolean;
  readonly onChoose: (uri: string) => void;
  readonly onClose: () => void;
}

function Browser({ from, object, onChoose, onClose }: BrowserProps) {
  const [at, setAt] = useState(from);
  const buckets = useQuery({ ...q('ListBuckets', {}), enabled: at === '' });
  const folder = useQuery({ ...q('ListObjects', { S3Uri: at, Delimiter: '/' }), enabled: at !== '' });
  const entries =
    at === ''
      ? (buckets.data?.Buckets ?? []).map(({ Name, Size }) => ({
          uri: `s3://${Name}/`,
          name: Name,
          size: Size,
        }))
      : [
          ...(folder.data?.CommonPrefixes ?? []).map((uri) => ({
            uri,
            name: uri.slice(at.length),
            size: undefined,
          })),
          ...(folder.data?.Objects ?? []).map(({ S3Uri, Size }) => ({
            uri: S3Uri,
            name: S3Uri.slice(at.length),
            size: Size,
          })),
        ];
  return (
    <Modal
      visible
      size="medium"
      header={object ? 'Choose an object' : 'Choose a folder'}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            {!object && (
              <Button variant="primary" disabled={at === ''} onClick={() => onChoose(at)}>
                Choose this folder
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <BreadcrumbGroup
          ariaLabel="Location"
          items={stepsTo(at).map(({ uri, text }) => ({ href: uri, text }))}
          onClick={(event) => {
            event.preventDefault();
            setAt(event.detail.href === '#' ? '' : event.detail.href);
          }}
        />
        <Table
          variant="embedded"
          contentDensity="compact"
          ariaLabels={{ tableLabel: at === '' ? 'Buckets' : `Objects under ${at}` }}
          items={entries}
          trackBy="uri"
          loading={at === '' ? buckets.isPending : folder.isPending}
          loadingText="Loading"
          empty="There is nothing here yet. A folder comes into being by being written to."
          columnDefinitions={[
            {
              id: 'name',
              header: 'Name',
              isRowHeader: true,
              cell: ({ uri, name }) =>
                uri.endsWith('/') ? (
                  <Button variant="inline-link" onClick={() => setAt(uri)}>
                    {name}
                  </Button>
                ) : object ? (
                  <Button variant="inline-link" ariaLabel={`Choose ${name}`} onClick={() => onChoose(uri)}>
                    {name}
                  </Button>
                ) : (
                  name
                ),
            },
            {
              id: 'size',
              header: 'Size',
              cell: ({ size }) => (
                <div className="numbers">{size === undefined ? '–' : formatBytes(size)}</div>
              ),
            },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}
