import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Output } from '../../../api/operations.ts';
import { q } from '../../client.ts';
import { formatBytes, formatTime, plural } from '../../format.ts';
import { usePage } from '../../shell/page.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { useDownload } from './download.ts';
import { Failed } from './failed.tsx';
import { Location } from './location.tsx';
import { hrefOf, nameOf, parentOf } from './places.ts';

const SHOWN_ROWS = 20;
/** A file may have thousands; so many cells would hold the page up for seconds. */
const SHOWN_COLUMNS = 100;
const ORIGINS = {
  Bundled: 'Bundled with Etude, read-only',
  Uploaded: 'Uploaded',
  Output: 'Written by a training job',
} as const;

type Preview = Output<'PreviewObject'>;

function Facts({ object }: { readonly object: Preview['Object'] }) {
  const { S3Uri, Size, Rows, Columns, Origin, LastModified, Description } = object;
  return (
    <Container header={<Header variant="h2">About this object</Header>}>
      <SpaceBetween size="l">
        {Description !== undefined && <Box variant="p">{Description}</Box>}
        <KeyValuePairs
          columns={3}
          minColumnWidth={180}
          items={[
            {
              label: 'S3 location',
              value: (
                <CopyToClipboard
                  variant="inline"
                  textToCopy={S3Uri}
                  copyButtonAriaLabel="Copy S3 location"
                  copySuccessText="S3 location copied"
                  copyErrorText="S3 location could not be copied"
                />
              ),
            },
            { label: 'Size', value: Size === undefined ? 'Made when it is read' : formatBytes(Size) },
            { label: 'Rows', value: Rows ?? '–' },
            { label: 'Columns', value: Columns ? `${Columns.length}, label first` : '–' },
            { label: 'Origin', value: ORIGINS[Origin] },
            ...(LastModified ? [{ label: 'Last modified', value: formatTime(LastModified) }] : []),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

const widthOf = (rows: Preview['Rows']) => Math.max(...rows.map((cells) => cells.length));

/** The file has no header; where its column names are known they are told, else columns are numbered. */
function columnsOf({ Object: object, Rows }: Preview): TableProps.ColumnDefinition<readonly string[]>[] {
  return Array.from({ length: Math.min(SHOWN_COLUMNS, widthOf(Rows)) }, (_, i) => ({
    id: String(i),
    header: object.Columns ? `${object.Columns[i] ?? ''}${i === 0 ? ' (label)' : ''}` : `Column ${i + 1}`,
    cell: (cells) => (
      <div className="numbers">
        {cells[i] === '' ? <Box color="text-status-inactive">empty</Box> : (cells[i] ?? '')}
      </div>
    ),
  }));
}

function Content({ preview }: { readonly preview: Preview }) {
  const { Object: object, Rows, Text } = preview;
  if (Rows.length === 0) {
    return (
      <Container header={<Header variant="h2">Preview</Header>}>
        {Text ? (
          <>
            <Box variant="pre">{Text}</Box>
            {object.Size !== undefined && Text.length < object.Size && (
              <Box color="text-body-secondary">The beginning of {formatBytes(object.Size)}.</Box>
            )}
          </>
        ) : (
          <Box color="text-body-secondary">The object is empty.</Box>
        )}
      </Container>
    );
  }
  const width = widthOf(Rows);
  const part =
    width > SHOWN_COLUMNS
      ? `The first ${plural(Rows.length, 'row')} and ${SHOWN_COLUMNS} of ${width} columns`
      : `The first ${plural(Rows.length, 'row')}`;
  return (
    <Table
      header={
        <Header
          variant="h2"
          description={
            object.Columns
              ? `${part}. The file itself has no header: SageMaker's algorithms read CSV without one, label first.`
              : `${part}, as they stand.`
          }
        >
          Preview
        </Header>
      }
      items={Rows}
      columnDefinitions={columnsOf(preview)}
      contentDensity="compact"
      ariaLabels={{ tableLabel: `First rows of ${nameOf(object.S3Uri)}` }}
    />
  );
}

/** One object: what it is, its first rows or characters, download and delete. */
export function ObjectView({ uri }: { readonly uri: string }) {
  const name = nameOf(uri);
  usePage(name, uri);
  const navigate = useNavigate();
  const download = useDownload();
  const preview = useQuery(q('PreviewObject', { S3Uri: uri, MaxRows: SHOWN_ROWS }));
  const [asking, setAsking] = useState(false);
  const object = preview.data?.Object;

  return (
    <ContentLayout
      breadcrumbs={<Location uri={uri} />}
      header={
        <Header
          variant="h1"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {object && object.Origin !== 'Bundled' && (
                <Button onClick={() => setAsking(true)}>Delete</Button>
              )}
              <Button
                iconName="download"
                disabled={!object}
                loading={download.isPending}
                onClick={() => download.mutate(uri)}
              >
                Download
              </Button>
            </SpaceBetween>
          }
        >
          {name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {preview.isPending && <StatusIndicator type="loading">Loading the object</StatusIndicator>}
        {preview.error && <Failed error={preview.error} retry={() => void preview.refetch()} />}
        {preview.data && <Facts object={preview.data.Object} />}
        {preview.data && <Content preview={preview.data} />}
      </SpaceBetween>
      {asking && object && (
        <DeleteDialog
          entries={[{ uri, objects: 1, ...(object.Size === undefined ? {} : { size: object.Size }) }]}
          onClose={() => setAsking(false)}
          onDeleted={() => void navigate(hrefOf(parentOf(uri) ?? uri))}
        />
      )}
    </ContentLayout>
  );
}
