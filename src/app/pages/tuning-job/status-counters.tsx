import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { memo } from 'react';
import { Announcer } from '../../announcer.tsx';
import { Meter } from '../../charts/meter.tsx';
import { nearness } from '../../completion.ts';
import { formatNumber } from '../../format.ts';
import type { TuningJob, TuningJobRun } from '../../jobs.ts';
import { isOver } from '../../status.tsx';
import { countersOf, progressWords, stoppedWords } from './counters.ts';

interface StatusCountersProps {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
}

const Count = ({ children }: { readonly children: number }) => (
  <Box fontSize="display-l" fontWeight="bold" display="block">
    {children}
  </Box>
);

/** The training job status counter, the objective status counter, and how near each completion criterion is. */
export const StatusCounters = memo(function StatusCounters({ job, run }: StatusCountersProps) {
  const counters = countersOf(job);
  const { Succeeded = 0, Pending = 0, Failed = 0 } = job.ObjectiveStatusCounters;
  const best = job.BestTrainingJob?.FinalHyperParameterTuningJobObjectiveMetric?.Value;
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${counters.launched})`}
          description={`Training jobs launched so far. Objective status counter: ${Succeeded} succeeded, ${Pending} pending, ${Failed} failed.`}
        >
          Training job status counter
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={4} variant="text-grid" minColumnWidth={140}>
          <div>
            <StatusIndicator type="success">Completed</StatusIndicator>
            <Count>{counters.completed}</Count>
          </div>
          <div>
            <StatusIndicator type="in-progress">In progress</StatusIndicator>
            <Count>{counters.inProgress}</Count>
          </div>
          <div>
            <StatusIndicator type="stopped">Stopped</StatusIndicator>
            <Count>{counters.stopped}</Count>
            <Box variant="small">{stoppedWords(counters.stopped, run)}</Box>
          </div>
          <div>
            <StatusIndicator type="error">Failed</StatusIndicator>
            <Count>{counters.failed}</Count>
            <Box variant="small">
              Retryable: {counters.retryable}, non-retryable: {counters.nonRetryable}
            </Box>
          </div>
        </ColumnLayout>
        {run && (
          <fieldset className="meters" aria-label="Completion criteria">
            {nearness(run).map(({ criterion, percent, text }) =>
              percent === undefined ? (
                <div key={criterion} className="meter">
                  <span className="meter-label">{criterion}</span>
                  <span className="meter-text">{text}</span>
                </div>
              ) : (
                <Meter key={criterion} label={criterion} percent={percent} text={text} />
              ),
            )}
          </fieldset>
        )}
      </SpaceBetween>
      <Announcer
        text={progressWords(job, counters, best === undefined ? undefined : formatNumber(best, 4))}
        last={isOver(job.HyperParameterTuningJobStatus)}
      />
    </Container>
  );
});
