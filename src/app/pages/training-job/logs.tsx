import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useThrottled } from '../../charts/use-throttled.ts';
import { q } from '../../client.ts';
import { plural } from '../../format.ts';

/** What the training job's container printed, with search and copy. */
export function Logs({ trainingJob, running }: { readonly trainingJob: string; readonly running: boolean }) {
  const { data: latest } = useQuery(q('GetTrainingJobLog', { TrainingJobName: trainingJob }));
  const data = useThrottled(latest, 500);
  const [text, setText] = useState('');
  const lines = useMemo(() => {
    const wanted = text.toLowerCase();
    return (data?.Lines ?? []).filter(({ Text }) => Text.toLowerCase().includes(wanted));
  }, [data, text]);
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={data && `(${data.Lines.length})`}
          description={
            data && data.LeftOut > 0
              ? `${plural(data.LeftOut, 'line')} in the middle of this long log are not kept.`
              : 'What the container printed, as the metric definitions read it.'
          }
          actions={
            <CopyToClipboard
              copyButtonText="Copy"
              copyButtonAriaLabel="Copy the lines shown"
              copySuccessText="Lines copied"
              copyErrorText="The lines could not be copied"
              textToCopy={lines.map(({ Text }) => Text).join('\n')}
            />
          }
        >
          Logs
        </Header>
      }
    >
      <SpaceBetween size="s">
        <TextFilter
          filteringText={text}
          filteringPlaceholder="Find lines"
          filteringAriaLabel="Find lines"
          countText={plural(lines.length, 'match', 'matches')}
          onChange={({ detail }) => setText(detail.filteringText)}
        />
        {lines.length === 0 ? (
          <Box textAlign="center" color="text-body-secondary" padding="m">
            {emptyWords(data, running)}
          </Box>
        ) : (
          // A text field scrolls, selects and searches by itself, with any keyboard.
          <textarea
            className="log"
            aria-label={`Log, ${plural(lines.length, 'line')}`}
            readOnly
            rows={Math.min(18, lines.length)}
            wrap="off"
            value={lines.map(({ Text }) => Text).join('\n')}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

function emptyWords(
  log: { readonly Lines: readonly unknown[]; readonly Kept: boolean } | undefined,
  running: boolean,
): string {
  if (!log) return 'Loading the log';
  if (!log.Kept) return 'This training job ran before logs were kept. Clone it to see one.';
  if (log.Lines.length > 0) return 'No line matches.';
  return running
    ? 'Nothing has been printed yet: lines come with the first epoch.'
    : 'It ended before it printed anything.';
}
