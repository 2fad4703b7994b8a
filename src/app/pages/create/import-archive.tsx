import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { HyperParameterTuningJobName } from '../../../api/common.ts';
import { duplicateName, sameName } from '../../../api/errors.ts';
import { issues } from '../../../api/validate.ts';
import { call } from '../../client.ts';
import { paths } from '../../paths.ts';
import { allTuningJobs } from '../../queries.ts';
import { uniqueName } from '../../samples.ts';
import { explain } from '../../shell/errors.ts';
import { useFlash } from '../../shell/flash.tsx';

/** The tuning job's name, which an exported one says near its beginning; blank where it does not. */
export const nameInArchive = (text: string): string =>
  /"TuningJob":\{[^{}]*?"name":"([a-zA-Z0-9-]{1,32})"/.exec(text.slice(0, 2000))?.[1] ?? '';

/** Stores an exported tuning job with all its results, under a name that is free. */
export function ImportArchive({ text }: { readonly text: string }) {
  const flash = useFlash();
  const navigate = useNavigate();
  const jobs = useQuery(allTuningJobs());
  const [typed, setTyped] = useState<string>();
  const taken = (jobs.data ?? []).map(({ HyperParameterTuningJobName: name }) => name);
  const own = nameInArchive(text);
  const isTaken = (name: string) => taken.some((each) => sameName(each, name));
  const name = typed ?? (own === '' ? '' : uniqueName(own, taken));
  // Blank: its own name, whatever that is.
  const wrong = isTaken(name)
    ? duplicateName(name).message
    : name !== '' && issues(HyperParameterTuningJobName, name)[0]?.message;
  const store = useMutation({
    mutationFn: () =>
      call('ImportTuningJob', {
        Body: text,
        ...(name === '' || name === own ? {} : { HyperParameterTuningJobName: name }),
      }),
    onSuccess: ({ HyperParameterTuningJobName: stored }) => {
      flash.add({ type: 'success', content: `Tuning job ${stored} was imported.` });
      void navigate(paths.tuningJob(stored));
    },
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="With its training jobs, learning curves, decisions, logs and models. It is shown as imported; nothing is trained again."
          actions={
            <Button
              variant="primary"
              loading={store.isPending || jobs.isPending}
              onClick={() => !wrong && store.mutate()}
            >
              Import tuning job
            </Button>
          }
        >
          An exported tuning job
        </Header>
      }
    >
      <SpaceBetween size="l">
        {store.error && (
          <Alert type="error" header="Nothing was imported">
            {explain(store.error).cause}
          </Alert>
        )}
        <FormField
          label="Tuning job name"
          errorText={wrong || undefined}
          constraintText={
            own !== '' && isTaken(own)
              ? `There is a tuning job ${own} already, and it stays as it is. This one and its training jobs get a name of their own.`
              : 'As it was exported. The service checks that everything in it fits together before it is stored.'
          }
        >
          <Input
            value={name}
            placeholder="Its own name"
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
