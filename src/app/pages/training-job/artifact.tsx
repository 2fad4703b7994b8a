import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../client.ts';
import { S3Link } from '../../definition-details.tsx';
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

/** The model's place in the object store and its download. */
export function Artifact({ uri, ready }: { readonly uri: string; readonly ready: boolean }) {
  const flash = useFlash();
  const download = useMutation({
    mutationFn: () => call('GetObject', { S3Uri: uri }),
    onSuccess: ({ Body }) => save(uri.slice(uri.lastIndexOf('/') + 1), Body),
    onError: (thrown) =>
      flash.add({
        type: 'error',
        header: 'The model could not be downloaded',
        content: `${explain(thrown).cause} ${explain(thrown).nextStep}`,
      }),
  });
  if (!ready || uri === '') return <>Written when training ends</>;
  return (
    <SpaceBetween size="xs">
      <S3Link uri={uri} />
      <Button
        ariaLabel="Download model"
        iconName="download"
        wrapText={false}
        loading={download.isPending}
        onClick={() => download.mutate()}
      >
        Download
      </Button>
    </SpaceBetween>
  );
}
