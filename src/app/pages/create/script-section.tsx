import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FileInput from '@cloudscape-design/components/file-input';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { SCRIPT_DIRECTORY, SCRIPT_PROGRAM, scriptUri } from '../../../training/catalog/script.ts';
import { call, q } from '../../client.ts';
import { explain } from '../../shell/errors.ts';
import { blankRow } from './algorithms.ts';
import type { DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';

const BUCKET = 's3://etude-scripts/';
const EXAMPLES = [
  { id: 'keras-like', text: 'Keras-like example' },
  { id: 'pytorch-like', text: 'PyTorch-like example' },
] as const;
/** Longest script, in characters. */
const MAX_SCRIPT = 500_000;

/** A folder of its own for every version, so that a script never changes under a tuning job. */
async function folderOf(script: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  const hex = [...new Uint8Array(digest.slice(0, 6))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return `${BUCKET}${hex}`;
}

/** The user's own training script: edited here, kept as an object, named in the hyperparameters. */
export function ScriptSection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const list = `${at}.algorithm.hyperparameters` as const;
  const rows = useWatch({ control, name: list });
  const valueOf = (name: string) => rows.find((row) => row.name === name)?.value ?? '';
  const uri = scriptUri({
    [SCRIPT_PROGRAM]: valueOf(SCRIPT_PROGRAM),
    [SCRIPT_DIRECTORY]: valueOf(SCRIPT_DIRECTORY),
  });
  const stored = useQuery({
    ...q('GetObject', { S3Uri: uri ?? '' }),
    enabled: uri !== undefined,
    retry: false,
  });
  const [typed, setTyped] = useState<string>();
  const script = typed ?? stored.data?.Body ?? '';

  const save = useMutation({
    mutationFn: async (source: string) => {
      const folder = await folderOf(source);
      await call('PutObject', { S3Uri: `${folder}/train.js`, Body: source });
      const values: Record<string, string> = { [SCRIPT_PROGRAM]: 'train.js', [SCRIPT_DIRECTORY]: folder };
      const before = getValues(list);
      const missing = Object.keys(values).filter((name) => !before.some((row) => row.name === name));
      const next = [...missing.map((name) => blankRow(name)), ...before].map((row) =>
        values[row.name] === undefined
          ? row
          : { ...row, type: 'Static' as const, value: values[row.name] ?? '' },
      );
      setValue(list, next, { shouldDirty: true });
    },
    onSuccess: (_, source) => setTyped((now) => (now === source ? undefined : now)),
  });
  const commit = (source: string) => {
    if (source.trim() !== '' && source !== stored.data?.Body) save.mutate(source);
  };
  const take = (source: string) => {
    setTyped(source);
    commit(source);
  };
  const open = useMutation({
    mutationFn: (S3Uri: string) => call('GetObject', { S3Uri }),
    onSuccess: ({ Body }) => take(Body),
  });
  const failed = save.error ?? open.error;

  const isSaved = typed === undefined || typed === stored.data?.Body;
  const check = useQuery({
    queryKey: ['check script', script],
    queryFn: async () => {
      const { checkScript } = await import('../../sandbox/check-script.ts');
      return { problem: await checkScript(script) };
    },
    enabled: isSaved && script.trim() !== '',
    staleTime: Infinity,
    retry: false,
  });
  const problem = isSaved ? check.data?.problem : undefined;

  return (
    <SpaceBetween size="s">
      <FormField
        label="Training script"
        description="A JavaScript module with a function train({ hyperparameters, channels, report, log, checkpoint }). Call await report() after every epoch; metrics are found in what it logs."
        constraintText="Runs in a sandbox without network, storage or access to this page. 30 s without an epoch, or 4,096 MB in typed arrays, end the training job."
        {...(problem !== undefined && { errorText: `Its training jobs would fail. ${problem}` })}
        {...(failed && { errorText: explain(failed).cause })}
        {...(uri !== undefined && stored.error && typed === undefined
          ? { errorText: `There is no script at ${uri}. Take an example or upload one.` }
          : {})}
        stretch
      >
        <SpaceBetween size="xs">
          <SpaceBetween direction="horizontal" size="xs">
            {EXAMPLES.map(({ id, text }) => (
              <Button
                key={id}
                loading={open.isPending && open.variables.includes(id)}
                onClick={() => open.mutate(`s3://etude-samples/scripts/${id}/train.js`)}
              >
                {text}
              </Button>
            ))}
            <FileInput
              accept=".js,.mjs,text/javascript"
              value={[]}
              onChange={({ detail }) => {
                const [file] = detail.value;
                if (file && file.size <= MAX_SCRIPT) void file.text().then(take);
              }}
            >
              Upload script
            </FileInput>
          </SpaceBetween>
          <Textarea
            value={script}
            rows={18}
            spellcheck={false}
            ariaLabel="Training script"
            placeholder="export async function train({ hyperparameters, channels, report, log }) { … }"
            onChange={({ detail }) => setTyped(detail.value.slice(0, MAX_SCRIPT))}
            onBlur={() => commit(script)}
          />
        </SpaceBetween>
      </FormField>
      {save.isPending ? (
        <StatusIndicator type="loading">Saving the script</StatusIndicator>
      ) : !isSaved ? (
        <StatusIndicator type="pending">Saved and checked when you leave the field</StatusIndicator>
      ) : uri !== undefined && stored.data ? (
        <SpaceBetween size="xxs">
          {check.isFetching ? (
            <StatusIndicator type="loading">Checking the script</StatusIndicator>
          ) : (
            check.data &&
            problem === undefined && (
              <StatusIndicator>Checked in the sandbox: it loads and has a function train</StatusIndicator>
            )
          )}
          <Box color="text-body-secondary">Kept as {uri}</Box>
        </SpaceBetween>
      ) : null}
    </SpaceBetween>
  );
}
