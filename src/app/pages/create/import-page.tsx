import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FileUpload from '@cloudscape-design/components/file-upload';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { fromFragment } from '../../export/share-link.ts';
import { formatBytes } from '../../format.ts';
import { usePage } from '../../shell/page.tsx';
import { ImportedPreview } from './imported-preview.tsx';
import { ARCHIVE_CHARACTERS, IMPORT_LIMITS, readImport } from './read-import.ts';

/** Brings a request in: from a file, from the clipboard, or from a share link. Nothing runs before it was seen. */
export function ImportPage() {
  usePage('Import');
  const { hash } = useLocation();
  return <Import key={hash} hash={hash} />;
}

function Import({ hash }: { readonly hash: string }) {
  const shared = useQuery({
    queryKey: ['share-link', hash],
    queryFn: async () => (await fromFragment(hash)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [file, setFile] = useState<File>();
  const [typed, setTyped] = useState<string>();
  const [fileError, setFileError] = useState<string>();
  const fromLink = shared.data && 'text' in shared.data ? shared.data.text : undefined;
  const text = typed ?? fromLink ?? '';

  const open = async (chosen: File | undefined) => {
    setFile(chosen);
    setFileError(undefined);
    if (!chosen) return;
    if (chosen.size > ARCHIVE_CHARACTERS) return setFileError('This file is larger than 64 MiB.');
    setTyped(await chosen.text());
  };
  const imported = text.trim() === '' ? undefined : readImport(text);
  const isArchive = imported && 'kind' in imported && imported.kind === 'archive';

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="A CreateHyperParameterTuningJob request, the answer of DescribeHyperParameterTuningJob, or a tuning job exported here with its results. It is read in this browser and not sent anywhere."
        >
          Import
        </Header>
      }
    >
      <SpaceBetween size="l">
        {shared.data && 'error' in shared.data && (
          <Alert type="error" header="The link could not be read">
            {shared.data.error}
          </Alert>
        )}
        {fromLink !== undefined && typed === undefined && (
          <Alert type="info" header="This request came with a link">
            Somebody wrote it; look at it first. Nothing runs before you create the tuning job.
          </Alert>
        )}
        <Container header={<Header variant="h2">What to import</Header>}>
          <SpaceBetween size="m">
            <FormField label="File" constraintText="JSON. Or drop the file here.">
              <FileUpload
                value={file ? [file] : []}
                onChange={({ detail }) => void open(detail.value.at(-1))}
                accept=".json,application/json"
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
            {isArchive ? (
              <Box color="text-body-secondary">
                The text is an exported tuning job.{' '}
                <Button variant="inline-link" onClick={() => setTyped('')}>
                  Clear
                </Button>
              </Box>
            ) : (
              <FormField label="Or paste it" constraintText={IMPORT_LIMITS} stretch>
                <Textarea
                  value={text}
                  rows={8}
                  spellcheck={false}
                  placeholder='{ "HyperParameterTuningJobName": … }'
                  onChange={({ detail }) => setTyped(detail.value)}
                />
              </FormField>
            )}
          </SpaceBetween>
        </Container>
        {imported && <ImportedPreview imported={imported} />}
      </SpaceBetween>
    </ContentLayout>
  );
}
