import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { comparedRows, keepSentence, stopSentence } from '../decisions.ts';
import { failedSentence, launchSentence } from '../completion.ts';
import { formatNumber } from '../format.ts';
import { MedianRuleText } from '../median-rule-text.tsx';
import { paths } from '../paths.ts';
import type { TrainingJobDecisions } from '../jobs.ts';
import { NavLink } from '../shell/links.tsx';
import { RungTable } from './rung-table.tsx';

interface ReceiptProps {
  readonly decisions: TrainingJobDecisions;
  readonly direction: 'Maximize' | 'Minimize';
  readonly running: boolean;
}

function StopDetails({ stop }: { readonly stop: NonNullable<TrainingJobDecisions['Stop']> }) {
  if (stop.Rule !== 'Median') return null;
  return (
    <>
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Rule', value: 'Median rule' },
          { label: 'Epoch', value: stop.Epoch },
          { label: 'Objective value', value: <span className="tabular">{formatNumber(stop.Value)}</span> },
          {
            label: 'Median of the running averages',
            value: <span className="tabular">{formatNumber(stop.Median)}</span>,
          },
        ]}
      />
      <div className="narrow">
        <Table
          variant="embedded"
          contentDensity="compact"
          header={<Header variant="h3">Completed training jobs it was compared with</Header>}
          ariaLabels={{ tableLabel: 'Compared training jobs' }}
          wrapLines
          items={comparedRows(stop)}
          trackBy="name"
          columnDefinitions={[
            {
              id: 'name',
              header: 'Training job',
              isRowHeader: true,
              minWidth: 90,
              // Its own page has the whole name: the average beside it has to fit in narrow windows.
              cell: ({ name, short }) => <NavLink href={paths.trainingJob(name)}>{short}</NavLink>,
            },
            {
              id: 'average',
              minWidth: 120,
              header: `Running average, epochs 1–${stop.Epoch}`,
              cell: ({ average }) => (
                <div className="numbers" title={String(average)}>
                  {formatNumber(average)}
                </div>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

/** Why this configuration was tried. */
export function LaunchReceipt({ decisions, direction }: Omit<ReceiptProps, 'running'>) {
  return (
    <Container header={<Header variant="h2">Why this configuration was tried</Header>}>
      <Box>{launchSentence(decisions.Launch, direction)}</Box>
    </Container>
  );
}

/** Why the training job was stopped, or why it was not: the numbers the engine decided on, in words. */
export function Receipt(props: ReceiptProps) {
  return (
    <Container header={<Header variant="h2">{receiptTitle(props.decisions)}</Header>}>
      <ReceiptBody {...props} />
    </Container>
  );
}

export const receiptTitle = ({ Stop, Keep, Hyperband, FailedAfter }: TrainingJobDecisions): string => {
  if (FailedAfter !== undefined) return 'What was decided until it failed';
  if (Stop) return Stop.Rule === 'MaxResource' ? 'Why it ended' : 'Why it was stopped';
  return Keep ? 'Why it was not stopped' : Hyperband ? 'Hyperband' : 'Early stopping';
};

/** The receipt without its frame. */
export function ReceiptBody({ decisions, direction, running }: ReceiptProps) {
  const { Stop, Keep, MedianRule, Hyperband, Thresholds, FailedAfter } = decisions;
  return (
    <SpaceBetween size="m">
      {Stop && <Box>{stopSentence(Stop, direction)}</Box>}
      {Stop && <StopDetails stop={Stop} />}
      {Keep && (
        <Box>
          {FailedAfter !== undefined && failedSentence(FailedAfter)} {keepSentence(Keep, MedianRule)}
        </Box>
      )}
      {!Stop && !Keep && (
        <Box>
          {running
            ? Hyperband || Thresholds.every((threshold) => threshold === null)
              ? 'No decision against it so far.'
              : 'No decision against it so far. The threshold line in the chart shows the median it is compared with.'
            : 'It ended by itself; the rule decided nothing.'}
        </Box>
      )}
      {Hyperband ? (
        <RungTable decisions={decisions} />
      ) : (
        <ExpandableSection headerText="How the median rule works">
          <MedianRuleText constants={MedianRule} />
        </ExpandableSection>
      )}
    </SpaceBetween>
  );
}
