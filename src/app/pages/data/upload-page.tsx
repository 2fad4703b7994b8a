import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tiles from '@cloudscape-design/components/tiles';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Output } from '../../../api/operations.ts';
import { call } from '../../client.ts';
import { formatBytes } from '../../format.ts';
import { paths } from '../../paths.ts';
import { explain } from '../../shell/errors.ts';
import { usePage } from '../../shell/page.tsx';
import { NavLink } from '../../shell/links.tsx';
import { Prepared } from './prepared.tsx';
import { SAMPLES_BUCKET } from './places.ts';
import { PrepareDataset } from './prepare-form.tsx';
import { MAX_BYTES, proposeDestination } from './prepare-values.ts';
import { type FileBody, readFile } from './read-file.ts';
import { UploadAsIs } from './upload-as-is.tsx';

type Way = 'prepare' | 'as-is';

/** Reads a file of the user's; prepares it as channels or stores it as it is. */
export function UploadPage() {
  usePage('Upload data');
  const [query] = useSearchParams();
  const [way, setWay] = useState<Way>('prepare');
  const [file, setFile] = useState<File>();
  const [prepared, setPrepared] = useState<Output<'PrepareDataset'>>();
  const [work] = useState(() => crypto.randomUUID());

  const read = useMutation<FileBody, Error, File>({ mutationFn: readFile });
  const inspect = useMutation<Output<'InspectDataset'>, Error, string>({
    mutationFn: (Body) => call('InspectDataset', { Body, WorkId: work }),
  });
  const cancel = () => {
    void call('CancelDataWork', { WorkId: work });
    choose(undefined);
  };

  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setPrepared(undefined);
    read.reset();
    inspect.reset();
    if (chosen && chosen.size <= MAX_BYTES)
      read.mutate(chosen, {
        onSuccess: ({ body, encoding }) => (encoding ? setWay('as-is') : inspect.mutate(body)),
      });
  };

  const tooLarge = file !== undefined && file.size > MAX_BYTES;
  const failure = read.error ?? (way === 'prepare' ? inspect.error : null);
  const fileError = tooLarge
    ? `The file has ${formatBytes(file.size)}; 64 MiB are the most.`
    : failure && explain(failure).cause;
  const destination = proposeDestination(
    { bucket: query.get('bucket'), prefix: query.get('prefix') },
    file?.name ?? '',
  );
  const busy = read.isPending || (way === 'prepare' && inspect.isPending);
  // Another file starts the forms afresh.
  const key = `${file?.name} ${file?.size} ${file?.lastModified}`;

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="The file is read and kept in this browser. It is not sent anywhere."
        >
          Upload data
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="l">
            <FormField label="What is it?" stretch>
              <Tiles
                value={way}
                onChange={({ detail }) => setWay(detail.value as Way)}
                columns={2}
                items={[
                  {
                    value: 'prepare',
                    label: 'A table: prepare it for training',
                    description:
                      'A CSV file with a header. You choose what to predict; categories, missing values and the split are taken care of.',
                  },
                  {
                    value: 'as-is',
                    label: 'Prepared data: store it as it is',
                    description: 'CSV without header, label first, numbers only; or any other file.',
                  },
                ]}
              />
            </FormField>
            <FormField
              label="File"
              constraintText="CSV, up to 64 MiB, one million rows, 5,000 columns. Or drop the file here."
            >
              <FileUpload
                value={file ? [file] : []}
                onChange={({ detail }) => choose(detail.value.at(-1))}
                accept={way === 'prepare' ? '.csv,.tsv,.txt,text/csv' : ''}
                showFileSize
                fileErrors={[fileError ?? null]}
                i18nStrings={{
                  uploadButtonText: () => (file ? 'Choose another file' : 'Choose file'),
                  dropzoneText: () => 'Drop the file here',
                  removeFileAriaLabel: (_, name) => `Remove ${name}`,
                  limitShowFewer: 'Show fewer files',
                  limitShowMore: 'Show more files',
                  errorIconAriaLabel: 'Error',
                  warningIconAriaLabel: 'Warning',
                  formatFileSize: formatBytes,
                }}
              />
            </FormField>
            {busy && (
              <SpaceBetween direction="horizontal" size="s" alignItems="center">
                <StatusIndicator type="loading">Reading the file</StatusIndicator>
                <Button onClick={cancel}>Cancel</Button>
              </SpaceBetween>
            )}
          </SpaceBetween>
        </Container>
        {way === 'prepare' && read.data && inspect.data && (
          <>
            {prepared && <Prepared prepared={prepared} onAgain={() => setPrepared(undefined)} />}
            <div hidden={prepared !== undefined}>
              <PrepareDataset
                key={key}
                body={read.data.body}
                inspected={inspect.data}
                destination={destination}
                onPrepared={setPrepared}
              />
            </div>
          </>
        )}
        {way === 'prepare' && read.data?.encoding && (
          <Alert type="info" header="Packed with gzip">
            Preparing needs the file itself. Unpack it first, or store it as it is.
          </Alert>
        )}
        {way === 'as-is' && file && read.data && (
          <UploadAsIs key={key} file={read.data} fileName={file.name} destination={destination} />
        )}
        {way === 'prepare' && !file && (
          <Alert type="info">
            No data at hand? Bucket <NavLink href={paths.data(SAMPLES_BUCKET)}>{SAMPLES_BUCKET}</NavLink>{' '}
            holds datasets that are ready to train on.
          </Alert>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}
