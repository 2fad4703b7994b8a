import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call, q } from '../../client.ts';
import { S3Link } from '../../definition-details.tsx';
import type { TrainingJob } from '../../jobs.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

/** Hands a text to the browser as a file. */
function save(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

interface DownloadProps {
  readonly uri: string;
  /** What it is, for who does not see the row: "model". */
  readonly what: string;
  readonly variant?: 'normal' | 'inline-link';
}

/** Downloads an object of a training job. What is made when it is read may take as long as training did. */
export function Download({ uri, what, variant = 'normal' }: DownloadProps) {
  const flash = useFlash();
  const download = useMutation({
    mutationFn: () => call('GetObject', { S3Uri: uri }),
    onSuccess: ({ Body }) => save(uri.slice(uri.lastIndexOf('/') + 1), Body),
    onError: (thrown) =>
      flash.add({
        type: 'error',
        header: `The ${what} could not be downloaded`,
        content: `${explain(thrown).cause} ${explain(thrown).nextStep}`,
      }),
  });
  return (
    <Button
      ariaLabel={`Download ${what}`}
      iconName="download"
      variant={variant}
      wrapText={false}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      Download
    </Button>
  );
}

/** The model's place in the object store and its download; where there is no model, why. */
export function Artifact({ job }: { readonly job: TrainingJob }) {
  const { data } = useQuery(q('ListTrainingJobOutputs', { TrainingJobName: job.TrainingJobName }));
  const model = data?.Outputs.find(({ Kind }) => Kind === 'Model');
  if (model) {
    return (
      <SpaceBetween size="xs">
        <S3Link uri={model.S3Uri} />
        <Download uri={model.S3Uri} what="model" />
      </SpaceBetween>
    );
  }
  switch (job.TrainingJobStatus) {
    case 'Completed':
      return <>{data ? 'Not in the object store any more' : '–'}</>;
    case 'Stopped':
      return <>None: it was stopped before its model was written</>;
    case 'Failed':
      return <>None: it failed</>;
    default:
      return <>Written when training ends</>;
  }
}
