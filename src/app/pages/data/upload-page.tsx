import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tiles from '@cloudscape-design/components/tiles';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { Output } from '../../../api/operations.ts';
import { formatBytes } from '../../format.ts';
import { paths } from '../../paths.ts';
import { explain } from '../../shell/errors.ts';
import { usePage } from '../../shell/page.tsx';
import { NavLink } from '../../shell/links.tsx';
import { Prepared } from './prepared.tsx';
import { SAMPLES_BUCKET } from './places.ts';
import { PrepareDataset } from './prepare-form.tsx';
import { MAX_BYTES, proposeDestination } from './prepare-values.ts';
import { UploadAsIs } from './upload-as-is.tsx';
import { useReading } from './use-reading.ts';
import { WorkProgress } from './work-progress.tsx';

type Way = 'prepare' | 'as-is';

/** Reads a file of the user's; prepares it as channels or stores it as it is. */
export function UploadPage() {
  usePage('Upload data');
  const [query] = useSearchParams();
  const [way, setWay] = useState<Way>('prepare');
  const [file, setFile] = useState<File>();
  const [prepared, setPrepared] = useState<Output<'PrepareDataset'>>();
  const reading = useReading();

  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setPrepared(undefined);
    if (chosen && chosen.size <= MAX_BYTES)
      reading.start(chosen, ({ encoding }) => encoding && setWay('as-is'));
    else reading.reset();
  };

  const tooLarge = file !== undefined && file.size > MAX_BYTES;
  const failure = reading.readError ?? (way === 'prepare' ? reading.inspectError : null);
  const fileError = tooLarge
    ? `The file has ${formatBytes(file.size)}; 64 MiB are the most.`
    : failure && explain(failure).cause;
  const destination = proposeDestination(
    { bucket: query.get('bucket'), prefix: query.get('prefix') },
    file?.name ?? '',
  );
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
                    description:
                      'CSV without header, label first, numbers only; pictures in the images text format; manifests, gzip or any other file.',
                  },
                ]}
              />
            </FormField>
            <FormField
              label="File"
              constraintText={
                way === 'prepare'
                  ? 'CSV, up to 64 MiB, one million rows, 5,000 columns. Or drop the file here.'
                  : 'Up to 64 MiB. Or drop the file here.'
              }
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
            {file && reading.stage === 'reading' && (
              <Busy onCancel={() => choose(undefined)}>
                <ProgressBar
                  label="Reading the file"
                  value={(100 * reading.bytes) / file.size}
                  additionalInfo={`${formatBytes(reading.bytes)} of ${formatBytes(file.size)}`}
                />
              </Busy>
            )}
            {way === 'prepare' && reading.stage === 'inspecting' && (
              <Busy onCancel={() => choose(undefined)}>
                <WorkProgress work={reading.work} label="Looking at its columns" />
              </Busy>
            )}
          </SpaceBetween>
        </Container>
        {way === 'prepare' && reading.body && reading.inspected && (
          <>
            {prepared && <Prepared prepared={prepared} onAgain={() => setPrepared(undefined)} />}
            <div hidden={prepared !== undefined}>
              <PrepareDataset
                key={key}
                body={reading.body.body}
                inspected={reading.inspected}
                destination={destination}
                onPrepared={setPrepared}
              />
            </div>
          </>
        )}
        {way === 'prepare' && reading.body?.encoding && (
          <Alert type="info" header="Packed with gzip">
            Preparing needs the file itself. Unpack it first, or store it as it is.
          </Alert>
        )}
        {way === 'as-is' && file && reading.body && (
          <UploadAsIs key={key} file={reading.body} fileName={file.name} destination={destination} />
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

/** What is under way, and a way out. */
function Busy({ onCancel, children }: { readonly onCancel: () => void; readonly children: ReactNode }) {
  return (
    <SpaceBetween size="s">
      {children}
      <Button onClick={onCancel}>Cancel</Button>
    </SpaceBetween>
  );
}
