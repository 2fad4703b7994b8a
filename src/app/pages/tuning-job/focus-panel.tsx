import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { memo, useState } from 'react';
import { shortName, type TrainingJobDecisions, type TrainingJobSummary } from '../../jobs.ts';
import { paths } from '../../paths.ts';
import { Averages } from '../../receipts/averages.tsx';
import { ReceiptBody, receiptTitle } from '../../receipts/receipt.tsx';
import { NavLink } from '../../shell/links.tsx';
import { TrainingJobStatusIndicator } from '../../status.tsx';

interface FocusPanelProps {
  readonly summary: TrainingJobSummary;
  readonly decisions: TrainingJobDecisions;
  readonly epochs: number;
  readonly direction: 'Maximize' | 'Minimize';
}

/** The training job that was selected last: how it stands to the line, why it was stopped or was not. */
export const FocusPanel = memo(function FocusPanel({
  summary,
  decisions,
  epochs,
  direction,
}: FocusPanelProps) {
  const [open, setOpen] = useState(false);
  const { TrainingJobName, TrainingJobStatus } = summary;
  const running = TrainingJobStatus === 'InProgress' || TrainingJobStatus === 'Stopping';
  return (
    <Container
      header={
        <Header
          variant="h3"
          description={<NavLink href={paths.trainingJob(TrainingJobName)}>{TrainingJobName}</NavLink>}
          info={<TrainingJobStatusIndicator status={TrainingJobStatus} />}
        >
          Training job {shortName(TrainingJobName)}: {receiptTitle(decisions).toLowerCase()}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ReceiptBody decisions={decisions} direction={direction} running={running} />
        {!decisions.Hyperband && (
          <ExpandableSection
            headerText="The line at any epoch, and the running averages that form it"
            expanded={open}
            onChange={({ detail }) => setOpen(detail.expanded)}
          >
            {open && (
              <Averages key={TrainingJobName} decisions={decisions} epochs={epochs} direction={direction} />
            )}
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
});
