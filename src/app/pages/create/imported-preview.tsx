import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import { plural } from '../../format.ts';
import { paths } from '../../paths.ts';
import { newDraftId, saveDraft, START } from './draft.ts';
import { effectiveEarlyStopping, type CreateForm } from './form.ts';
import { ImportArchive } from './import-archive.tsx';
import type { Imported } from './read-import.ts';
import { algorithmTitle, jobsText } from './review-text.ts';

/** What was read, in short, with everything about it that one has to know before going on. */
export function ImportedPreview({ imported }: { readonly imported: Imported }) {
  if ('errors' in imported) {
    return (
      <Alert type="error" header="This cannot be imported">
        {imported.errors.map((error) => (
          <div key={error} style={{ overflowWrap: 'anywhere' }}>
            {error}
          </div>
        ))}
      </Alert>
    );
  }
  if (imported.kind === 'archive') return <ImportArchive text={imported.text} />;
  const { form, leftOut, takenOff, notRunHere, putRight, broken } = imported;
  return (
    <SpaceBetween size="m">
      <Listed type="warning" header="Not part of any request, so left out" items={leftOut} />
      <Listed type="info" header="Added by the service, so taken off" items={takenOff} />
      <Listed type="warning" header="Travels along, but cannot be run here" items={notRunHere} />
      <Listed type="warning" header="Against the rules, so put right" items={putRight} />
      {broken > 0 && (
        <Alert type="warning" header={`${plural(broken, 'field')} to look at`}>
          The wizard shows what is wrong with each, at its place.
        </Alert>
      )}
      <RequestSummary form={form} kind={imported.kind} />
    </SpaceBetween>
  );
}

function Listed({
  type,
  header,
  items,
}: {
  readonly type: 'info' | 'warning';
  readonly header: string;
  readonly items: readonly string[];
}) {
  if (items.length === 0) return null;
  return (
    <Alert type={type} header={header}>
      <ul style={{ margin: 0, paddingInlineStart: '1.2em', overflowWrap: 'anywhere' }}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Alert>
  );
}

function RequestSummary({
  form,
  kind,
}: {
  readonly form: CreateForm;
  readonly kind: 'request' | 'description';
}) {
  const navigate = useNavigate();
  const { settings, definitions, limits } = form;
  const openInWizard = () => {
    const id = newDraftId();
    saveDraft({ id, values: form, place: START, savedAt: Date.now(), origin: { title: 'the import', form } });
    void navigate(`${paths.create()}?draft=${id}`);
  };
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={kind === 'request' ? 'A Create request.' : 'The request behind a description.'}
          actions={
            <Button variant="primary" onClick={openInWizard}>
              Open in the wizard
            </Button>
          }
        >
          What it asks for
        </Header>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'Job name', value: settings.name || '–' },
            { label: 'Tuning strategy', value: settings.strategy },
            { label: 'Training job early stop', value: effectiveEarlyStopping(form) },
            {
              label: 'Training jobs',
              value: `${jobsText(form)}, ${limits.maxParallel || '–'} at a time`,
            },
          ]}
        />
        {definitions.map((definition) => {
          const { algorithm, data } = definition;
          const tuned = algorithm.hyperparameters.filter(({ type }) => type !== 'Static');
          return (
            <Box key={algorithm.name}>
              <Box variant="strong">{algorithm.name}</Box>
              <Box>
                {algorithmTitle(definition)}; objective {algorithm.objectiveType} {algorithm.objectiveMetric};{' '}
                {plural(tuned.length, 'range')}
                {tuned.length > 0 && `: ${tuned.map(({ name }) => name).join(', ')}`};{' '}
                {plural(data.channels.length, 'channel')}
              </Box>
            </Box>
          );
        })}
      </SpaceBetween>
    </Container>
  );
}
