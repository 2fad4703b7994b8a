import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Textarea from '@cloudscape-design/components/textarea';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { q } from '../../client.ts';
import { plural } from '../../format.ts';
import { Sparkline } from '../../charts/sparkline.tsx';

interface Props {
  readonly metrics: readonly { readonly name: string; readonly regex: string }[];
}

/** Logs as frameworks print them, to try expressions on (spec seeds.md S0.12–S0.15). */
const SAMPLE_LOGS: readonly { readonly id: string; readonly text: string; readonly log: string }[] = [
  {
    id: 'keras',
    text: 'Keras log',
    log: [0.71, 0.52, 0.43, 0.39, 0.41]
      .map(
        (loss, i) =>
          `Epoch ${i + 1}/5 - loss: ${(loss * 0.9).toFixed(4)} - accuracy: 0.${60 + 6 * i}00 - val_loss: ${loss.toFixed(4)} - val_accuracy: 0.${58 + 6 * i}00`,
      )
      .join('\n'),
  },
  {
    id: 'pytorch',
    text: 'PyTorch log',
    log: [81.2, 88.4, 91.0]
      .map(
        (right, i) =>
          `Train Epoch: ${i + 1} [60000/60000 (100%)] Loss: ${(0.6 / (i + 1)).toFixed(6)}\nTest set: Average loss: ${(0.5 / (i + 1)).toFixed(4)}, Accuracy: ${right} %`,
      )
      .join('\n'),
  },
  {
    id: 'mxnet',
    text: 'MXNet log',
    log: [0.412, 0.535, 0.581]
      .map(
        (right, i) =>
          `INFO:root:Epoch[${i}] Train-accuracy=${(right + 0.05).toFixed(6)}\nINFO:root:Epoch[${i}] Validation-accuracy=${right.toFixed(6)}`,
      )
      .join('\n'),
  },
];

/** Captures that are told one by one. */
const TOLD = 4;

/** What was captured, word for word, and where; of many the first ones and the last. */
function capturesText(
  found: readonly { readonly Line: number; readonly Text: string }[],
  total: number,
): string {
  const texts = found.map(({ Line, Text }) => `line ${Line}: “${Text}”`);
  if (total <= TOLD) return texts.join(', ');
  return [...texts.slice(0, TOLD - 1), '…', ...(total > texts.length ? [] : texts.slice(-1))].join(', ');
}

/** Tries metric definitions on a log: what each captures, as training will, before a job depends on it. */
export function MetricTester({ metrics }: Props) {
  const [log, setLog] = useState('');
  const input = useDeferredValue({
    MetricDefinitions: metrics
      .filter(({ name, regex }) => name.trim() !== '' && regex !== '')
      .map(({ name, regex }) => ({ Name: name.trim(), Regex: regex.slice(0, 500) })),
    Log: log.slice(0, 200_000),
  });
  const { data, isPending } = useQuery({
    ...q('TestMetricDefinitions', input),
    enabled: log.trim() !== '' && input.MetricDefinitions.length > 0,
    placeholderData: keepPreviousData,
  });
  return (
    <ExpandableSection headerText="Test the expressions on a log">
      <SpaceBetween size="s">
        <FormField
          label="Log"
          description="Paste lines as your container prints them, or take one of the samples."
          secondaryControl={
            <SpaceBetween direction="horizontal" size="xs">
              {SAMPLE_LOGS.map(({ id, text, log: lines }) => (
                <Button key={id} onClick={() => setLog(lines)}>
                  {text}
                </Button>
              ))}
            </SpaceBetween>
          }
          stretch
        >
          <Textarea value={log} rows={6} spellcheck={false} onChange={({ detail }) => setLog(detail.value)} />
        </FormField>
        {log.trim() === '' || input.MetricDefinitions.length === 0 ? (
          <Box color="text-body-secondary">
            {input.MetricDefinitions.length === 0
              ? 'Define a metric with a name and an expression to test it.'
              : 'Nothing to search yet.'}
          </Box>
        ) : isPending || !data ? (
          <StatusIndicator type="loading">Searching the log</StatusIndicator>
        ) : (
          <Table
            variant="embedded"
            ariaLabels={{ tableLabel: 'What the expressions find' }}
            trackBy="Name"
            items={data.Results}
            wrapLines
            columnDefinitions={[
              { id: 'name', header: 'Metric', isRowHeader: true, minWidth: 110, cell: ({ Name }) => Name },
              {
                id: 'found',
                header: 'Found',
                minWidth: 220,
                cell: ({ Problem, Total, Found }) =>
                  Problem === undefined ? (
                    <>
                      <StatusIndicator type={Total > 0 ? 'success' : 'warning'}>
                        {Total === 0 ? 'No match' : plural(Total, 'match', 'matches')}
                      </StatusIndicator>
                      <Box variant="small" display="block">
                        {capturesText(Found, Total)}
                      </Box>
                    </>
                  ) : (
                    <StatusIndicator type="error">{Problem}</StatusIndicator>
                  ),
              },
              {
                id: 'series',
                header: 'Series',
                minWidth: 130,
                cell: ({ Found, Name }) => (
                  <Sparkline values={Found.map(({ Value }) => Value)} label={`${Name} by match`} />
                ),
              },
              {
                id: 'warnings',
                header: 'Warnings',
                minWidth: 200,
                cell: ({ Warnings }) =>
                  Warnings.length === 0 ? '–' : Warnings.map((text) => <div key={text}>{text}</div>),
              },
            ]}
          />
        )}
        <Alert type="info">
          Expressions run on RE2 here, in time linear in the log. SageMaker uses Python’s: look-around and
          back-references work there and not here.
        </Alert>
      </SpaceBetween>
    </ExpandableSection>
  );
}
