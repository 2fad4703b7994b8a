import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { q } from '../../client.ts';
import { formatBytes } from '../../format.ts';
import { paths } from '../../paths.ts';
import { NavLink, useFollow } from '../../shell/links.tsx';
import { usePage } from '../../shell/page.tsx';
import { Failed } from './failed.tsx';
import { OUTPUT_BUCKET, SAMPLES_BUCKET } from './places.ts';

interface Bucket {
  readonly Name: string;
  readonly Objects: number;
  readonly Size: number;
}

const HOLDS: Readonly<Record<string, string>> = {
  [SAMPLES_BUCKET]: 'Bundled datasets, ready to train on. Read-only.',
  [OUTPUT_BUCKET]: 'What training jobs write, such as models.',
};

const COLUMNS: TableProps.ColumnDefinition<Bucket>[] = [
  {
    id: 'name',
    header: 'Bucket',
    isRowHeader: true,
    minWidth: 160,
    cell: ({ Name }) => <NavLink href={paths.data(Name)}>{Name}</NavLink>,
  },
  { id: 'holds', header: 'Holds', minWidth: 220, cell: ({ Name }) => HOLDS[Name] ?? 'Your data.' },
  {
    id: 'objects',
    header: 'Objects',
    minWidth: 90,
    cell: ({ Objects }) => <div className="numbers">{Objects}</div>,
  },
  {
    id: 'size',
    header: 'Size',
    minWidth: 110,
    cell: ({ Size }) => <div className="numbers">{formatBytes(Size)}</div>,
  },
];

/** How much of what the browser gives this site is in use, jobs included; nothing where it does not say. */
function RoomLeft() {
  const { data } = useQuery({
    queryKey: ['room left'],
    // Browsers that do not tell, and pages that are not secure, have no such method.
    queryFn: async () => (await navigator.storage?.estimate?.()) ?? {},
    gcTime: 0,
  });
  if (data?.usage === undefined || data.quota === undefined) return null;
  return (
    <>
      {' '}
      {formatBytes(data.usage)} of the {formatBytes(data.quota)} that the browser allows are in use. An object
      may have 64 MiB.
    </>
  );
}

/** The object store's buckets. */
export function Buckets() {
  usePage('Data');
  const follow = useFollow();
  const { data, isPending, error, refetch } = useQuery(q('ListBuckets', {}));
  return (
    <SpaceBetween size="m">
      {error && <Failed error={error} retry={() => void refetch()} />}
      <Table
        variant="full-page"
        header={
          <Header
            variant="h1"
            counter={data ? `(${data.Buckets.length})` : ''}
            description={
              <>
                What s3:// locations mean here: objects kept in this browser. Nothing is uploaded to any
                server.
                <RoomLeft />
              </>
            }
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={paths.moons()} onFollow={follow}>
                  Generate moons
                </Button>
                <Button variant="primary" href={paths.upload()} onFollow={follow}>
                  Upload data
                </Button>
              </SpaceBetween>
            }
          >
            Data
          </Header>
        }
        items={data?.Buckets ?? []}
        columnDefinitions={COLUMNS}
        trackBy="Name"
        loading={isPending}
        loadingText="Loading buckets"
        ariaLabels={{ tableLabel: 'Buckets' }}
        empty={<Box textAlign="center">No buckets could be read.</Box>}
      />
    </SpaceBetween>
  );
}
