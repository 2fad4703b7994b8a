import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { CreateHyperParameterTuningJobRequest } from '../../api/tuning-job.ts';
import { paths } from '../paths.ts';
import styles from './export.module.css';
import { FORMAT_IDS, FORMATS, type FormatId } from './formats.ts';
import { fileStem } from './literals.ts';
import { saveFile } from './save-file.ts';
import { LONG_LINK, toFragment } from './share-link.ts';

interface Props {
  readonly request: CreateHyperParameterTuningJobRequest;
  readonly onClose: () => void;
}

/** A request in every form it can leave in: to read, copy, download, or share as a link. Render it only while open. */
export function ExportDialog({ request, onClose }: Props) {
  const [format, setFormat] = useState<FormatId>('json');
  const [said, setSaid] = useState<{ type: 'success' | 'warning' | 'error'; text: string }>();
  const { label, use, extension, write } = FORMATS[format];
  const { text, missing } = write(request);

  const copy = async (content: string, done: string) => {
    try {
      await navigator.clipboard.writeText(content);
      setSaid({ type: 'success', text: done });
    } catch {
      setSaid({ type: 'error', text: 'The browser did not let the page copy. Select the text instead.' });
    }
  };
  const share = async () => {
    const link = `${window.location.origin}${paths.importRequest()}${await toFragment(request)}`;
    await copy(link, 'Link copied. Whoever opens it sees the request before anything runs.');
    if (link.length > LONG_LINK)
      setSaid({
        type: 'warning',
        text: `Link copied. It has ${link.length.toLocaleString('en-US')} characters; some programs cut it. A file is safer.`,
      });
  };

  return (
    <Modal
      visible
      size="large"
      header="Export the request"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="share" onClick={() => void share()}>
              Copy share link
            </Button>
            <Button iconName="copy" onClick={() => void copy(text, `${label} copied.`)}>
              Copy
            </Button>
            <Button
              variant="primary"
              iconName="download"
              onClick={() => {
                saveFile(`${fileStem(request.HyperParameterTuningJobName)}.${extension}`, text);
                setSaid({ type: 'success', text: 'Saved among your downloads.' });
              }}
            >
              Download
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="s">
        <Tabs
          ariaLabel="Form of the request"
          activeTabId={format}
          onChange={({ detail }) => {
            const id = FORMAT_IDS.find((each) => each === detail.activeTabId);
            if (id) setFormat(id);
            setSaid(undefined);
          }}
          tabs={FORMAT_IDS.map((id) => ({ id, label: FORMATS[id].label }))}
        />
        <Box color="text-body-secondary">{use}</Box>
        {missing.length > 0 && (
          <Alert type="warning" header={`${label} has no place for all of it`}>
            Left out: {missing.join(', ')}. The other forms have it.
          </Alert>
        )}
        <div className={styles['code']}>
          <Textarea ariaLabel={label} value={text} readOnly rows={18} spellcheck={false} />
        </div>
        <output>{said && <StatusIndicator type={said.type}>{said.text}</StatusIndicator>}</output>
      </SpaceBetween>
    </Modal>
  );
}
