import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { formatDuration, formatTime, secondsBetween } from '../../format.ts';
import type { TrainingJob } from '../../jobs.ts';

/** Secondary statuses with when each began and how long it lasted. */
export function Timings({ job }: { readonly job: TrainingJob }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Simulated time: what these steps would take on the chosen instances."
        >
          Status history
        </Header>
      }
    >
      <Table
        variant="embedded"
        ariaLabels={{ tableLabel: 'Status history' }}
        items={job.SecondaryStatusTransitions ?? []}
        trackBy={({ Status, StartTime }) => `${Status} ${StartTime.getTime()}`}
        empty="None yet"
        columnDefinitions={[
          { id: 'status', header: 'Status', isRowHeader: true, cell: ({ Status }) => Status },
          { id: 'start', header: 'Start time', cell: ({ StartTime }) => formatTime(StartTime) },
          { id: 'end', header: 'End time', cell: ({ EndTime }) => formatTime(EndTime) },
          {
            id: 'duration',
            header: 'Duration',
            cell: ({ StartTime, EndTime }) => (
              <div className="numbers">{formatDuration(secondsBetween(StartTime, EndTime))}</div>
            ),
          },
          { id: 'message', header: 'Description', cell: ({ StatusMessage }) => StatusMessage ?? '–' },
        ]}
      />
    </Container>
  );
}
