import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../client.ts';
import { paths } from '../../paths.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

/** Stores an exported tuning job with all its results. */
export function ImportArchive({ text }: { readonly text: string }) {
  const flash = useFlash();
  const navigate = useNavigate();
  const store = useMutation({
    mutationFn: () => call('ImportTuningJob', { Body: text }),
    onSuccess: ({ HyperParameterTuningJobName: name }) => {
      flash.add({ type: 'success', content: `Tuning job ${name} was imported.` });
      void navigate(paths.tuningJob(name));
    },
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="With its training jobs, learning curves, decisions, logs and models. It is shown as imported; nothing is trained again."
          actions={
            <Button variant="primary" loading={store.isPending} onClick={() => store.mutate()}>
              Import tuning job
            </Button>
          }
        >
          An exported tuning job
        </Header>
      }
    >
      <SpaceBetween size="s">
        {store.error ? (
          <Alert type="error" header="Nothing was imported">
            {explain(store.error).cause}
          </Alert>
        ) : (
          'The service checks that everything in it fits together before it is stored.'
        )}
      </SpaceBetween>
    </Container>
  );
}
