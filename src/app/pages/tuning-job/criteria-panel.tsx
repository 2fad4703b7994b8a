import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { criterionRows, finishSentence, formatShare } from '../../completion.ts';
import { formatTime } from '../../format.ts';
import type { TuningJobRun } from '../../jobs.ts';

/** Every completion criterion and how near it is; once the tuning job is over, the one that ended it and when. */
export function CriteriaPanel({ run }: { readonly run: TuningJobRun }) {
  const { LeastImprovement, MinEndedTrainingJobs, TailValues, Threshold } = run.Convergence;
  return (
    <Container
      header={
        <Header variant="h2" description="The first criterion that is met ends the tuning job.">
          Completion criteria
        </Header>
      }
    >
      <SpaceBetween size="m">
        {run.Finish && (
          <Box>
            Ended {formatTime(run.Finish.At)}: {finishSentence(run.Finish.Reason, run.Convergence)}
          </Box>
        )}
        <Table
          variant="embedded"
          contentDensity="compact"
          wrapLines
          ariaLabels={{ tableLabel: 'Completion criteria' }}
          items={criterionRows(run)}
          trackBy="criterion"
          columnDefinitions={[
            {
              id: 'criterion',
              header: 'Criterion',
              isRowHeader: true,
              cell: ({ criterion }) => criterion,
              width: 260,
            },
            { id: 'ends-at', header: 'Ends the tuning job at', cell: ({ endsAt }) => endsAt, width: 200 },
            { id: 'now', header: run.Finish ? 'At the end' : 'Now', cell: ({ now }) => now },
          ]}
        />
        <Box variant="small" color="text-body-secondary">
          Only training jobs that have completed count as the best and towards the target, by the value of
          their last epoch. An improvement is one of {formatShare(LeastImprovement)} of the best or more.
          SageMaker does not publish how it detects convergence. Here, after {MinEndedTrainingJobs} training
          jobs, a tuning job has converged when its latest half has brought no improvement and the probability
          that the training jobs to come bring one, read from the {TailValues} best values, is below{' '}
          {formatShare(Threshold)}.
        </Box>
      </SpaceBetween>
    </Container>
  );
}
