import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Table from '@cloudscape-design/components/table';
import { formatDuration, formatTime, plural } from '../../format.ts';
import type { TuningJobRun } from '../../jobs.ts';
import { PACE_TEXT } from './pace-control.tsx';

const paceText = (pace: string): string => Object.entries(PACE_TEXT).find(([id]) => id === pace)?.[1] ?? pace;

/** Pauses, changes of pace and takeovers: they never change a result, so they stand beside the log and not in it. */
export function PaceHistory({ changes }: { readonly changes: TuningJobRun['PaceChanges'] }) {
  return (
    <ExpandableSection headerText={`Pauses and pace (${plural(changes.length, 'change')})`}>
      <Table
        variant="embedded"
        contentDensity="compact"
        ariaLabels={{ tableLabel: 'Pauses and pace' }}
        empty="The pace has been the same from the start."
        items={changes}
        columnDefinitions={[
          { id: 'at', header: 'Simulated time', isRowHeader: true, cell: ({ At }) => formatDuration(At) },
          { id: 'time', header: 'Your clock', cell: ({ Time }) => formatTime(Time) },
          {
            id: 'what',
            header: 'What',
            cell: ({ Resumed, Pace }) =>
              Resumed
                ? `Taken up again after a reload or a pause of this browser, at pace ${paceText(Pace)}`
                : Pace === 'Paused'
                  ? 'Paused'
                  : `Pace ${paceText(Pace)}`,
          },
        ]}
      />
    </ExpandableSection>
  );
}
