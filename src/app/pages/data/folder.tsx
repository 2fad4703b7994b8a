import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { q } from '../../client.ts';
import { formatBytes, formatTime, plural } from '../../format.ts';
import { paths } from '../../paths.ts';
import { NavLink, useFollow } from '../../shell/links.tsx';
import { usePage } from '../../shell/page.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { Failed } from './failed.tsx';
import {
  entriesOf,
  type Entry,
  hrefOf,
  nameOf,
  OUTPUT_BUCKET,
  type Place,
  SAMPLES_BUCKET,
  titleOf,
} from './places.ts';
import { Location } from './location.tsx';

const ORIGINS = { Bundled: 'Bundled', Uploaded: 'Uploaded', Output: 'Training output' } as const;

const number = (value: number | undefined, text: (value: number) => string = String) => (
  <div className="numbers">{value === undefined ? '–' : text(value)}</div>
);

const COLUMNS: TableProps.ColumnDefinition<Entry>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 180,
    cell: ({ uri, name }) => <NavLink href={hrefOf(uri)}>{name}</NavLink>,
  },
  { id: 'size', header: 'Size', minWidth: 100, cell: ({ size }) => number(size, formatBytes) },
  { id: 'rows', header: 'Rows', minWidth: 80, cell: ({ rows }) => number(rows) },
  {
    id: 'origin',
    header: 'Origin',
    minWidth: 130,
    cell: ({ origins }) => origins.map((origin) => ORIGINS[origin]).join(', '),
  },
];

const MODIFIED: TableProps.ColumnDefinition<Entry> = {
  id: 'modified',
  header: 'Last modified',
  minWidth: 190,
  cell: ({ lastModified }) => formatTime(lastModified),
};

/** Where the folders of a bucket are datasets that describe themselves. */
const DATASET: TableProps.ColumnDefinition<Entry> = {
  id: 'dataset',
  header: 'Dataset',
  minWidth: 220,
  cell: ({ description }) => (description === undefined ? '–' : titleOf(description)),
};

function Nothing({
  folder,
  upload,
}: {
  readonly folder: Place & { kind: 'folder' };
  readonly upload: boolean;
}) {
  const follow = useFollow();
  return (
    <Box textAlign="center" padding={{ vertical: 'l' }}>
      <SpaceBetween size="s">
        <Box variant="strong">Nothing here</Box>
        <Box color="text-body-secondary">
          {folder.bucket === OUTPUT_BUCKET
            ? 'Training jobs leave their models here when they complete.'
            : `There are no objects under ${folder.uri}.`}
        </Box>
        {upload && (
          <Button href={paths.upload(folder.bucket, folder.prefix)} onFollow={follow}>
            Upload data
          </Button>
        )}
      </SpaceBetween>
    </Box>
  );
}

/** What lies under a bucket or prefix. */
export function Folder({ folder }: { readonly folder: Place & { kind: 'folder' } }) {
  const { bucket, prefix, uri } = folder;
  const name = nameOf(uri).replace(/\/$/, '');
  usePage(name, uri);
  const follow = useFollow();
  const { data, isPending, error, refetch } = useQuery(q('ListObjects', { S3Uri: uri }));
  const [selected, setSelected] = useState<readonly Entry[]>([]);
  const [asking, setAsking] = useState(false);

  const entries = entriesOf(data?.Objects ?? [], uri);
  const ticked = entries.filter((entry) => selected.some((each) => each.uri === entry.uri));
  const bundled = bucket === SAMPLES_BUCKET;
  const upload = !bundled && bucket !== OUTPUT_BUCKET;
  const [description, ...others] = new Set(entries.map((entry) => entry.description));
  const shared = others.length === 0 ? description : undefined;

  return (
    <SpaceBetween size="m">
      <Location uri={uri} />
      {error && <Failed error={error} retry={() => void refetch()} />}
      <Table
        variant="full-page"
        header={
          <Header
            variant="h1"
            counter={data ? `(${entries.length})` : ''}
            description={shared ?? (bundled ? 'Bundled datasets, ready to train on. Read-only.' : uri)}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {!bundled && (
                  <Button disabled={ticked.length === 0} onClick={() => setAsking(true)}>
                    Delete
                  </Button>
                )}
                {upload && (
                  <Button href={paths.moons(bucket, prefix)} onFollow={follow}>
                    Generate moons
                  </Button>
                )}
                {upload && (
                  <Button variant="primary" href={paths.upload(bucket, prefix)} onFollow={follow}>
                    Upload data
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            {name}
          </Header>
        }
        items={entries}
        columnDefinitions={
          bundled
            ? [...COLUMNS.slice(0, 1), ...(shared ? [] : [DATASET]), ...COLUMNS.slice(1)]
            : [...COLUMNS, MODIFIED]
        }
        trackBy="uri"
        {...(bundled ? {} : { selectionType: 'multi' as const })}
        selectedItems={ticked}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        loading={isPending}
        loadingText="Loading objects"
        ariaLabels={{
          tableLabel: `Objects under ${uri}`,
          selectionGroupLabel: 'Select objects',
          allItemsSelectionLabel: () => 'Select all',
          itemSelectionLabel: (_, entry) => `Select ${entry.name}`,
        }}
        renderAriaLive={() => plural(entries.length, 'entry', 'entries')}
        empty={<Nothing folder={folder} upload={upload} />}
      />
      {asking && (
        <DeleteDialog entries={ticked} onClose={() => setAsking(false)} onDeleted={() => setSelected([])} />
      )}
    </SpaceBetween>
  );
}
