import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { TrainingJobOutput } from '../../../api/outputs.ts';
import { q } from '../../client.ts';
import { S3Link } from '../../definition-details.tsx';
import { formatBytes } from '../../format.ts';
import { Download } from './artifact.tsx';

function nameOf({ Kind, Epoch, S3Uri }: TrainingJobOutput): string {
  switch (Kind) {
    case 'Model':
      return 'Model artifact';
    case 'History':
      return 'History: every metric by epoch';
    case 'Log':
      return 'Log';
    case 'BestCheckpoint':
      return `Checkpoint of the best epoch (${Epoch})`;
    case 'LastCheckpoint':
      return `Checkpoint of the last epoch (${Epoch})`;
    case 'File':
      return S3Uri.slice(S3Uri.lastIndexOf('/') + 1);
  }
}

/** What the training job left in the object store. */
export function Outputs({
  trainingJob,
  running,
}: {
  readonly trainingJob: string;
  readonly running: boolean;
}) {
  const { data } = useQuery(q('ListTrainingJobOutputs', { TrainingJobName: trainingJob }));
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What says “when read” takes no room: history and log come from the record, checkpoints from training again up to their epoch with the same seed."
        >
          Output
        </Header>
      }
    >
      <Table
        variant="embedded"
        contentDensity="compact"
        ariaLabels={{ tableLabel: 'Output' }}
        items={data?.Outputs ?? []}
        trackBy="S3Uri"
        empty={running ? 'Written when training ends' : 'Nothing'}
        columnDefinitions={[
          { id: 'name', header: 'Output', isRowHeader: true, cell: nameOf },
          { id: 'uri', header: 'S3 location', cell: ({ S3Uri }) => <S3Link uri={S3Uri} /> },
          {
            id: 'size',
            header: 'Size',
            cell: ({ Size }) => (
              <div className="numbers">{Size === undefined ? 'when read' : formatBytes(Size)}</div>
            ),
          },
          {
            id: 'download',
            header: 'Download',
            cell: (output) => (
              <Download
                uri={output.S3Uri}
                what={nameOf(output).replace(/^./, (letter) => letter.toLowerCase())}
                variant="inline-link"
              />
            ),
          },
        ]}
      />
    </Container>
  );
}
