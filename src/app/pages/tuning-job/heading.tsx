import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { memo } from 'react';
import { tuningJobCan } from '../../../api/can.ts';
import { CloneMenu } from '../../clone-menu.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import { sameButProgress, type TuningJob } from '../../jobs.ts';
import { ImportedBadge } from '../../notes/note-panel.tsx';
import { SimulatedBadge } from '../../simulated.tsx';
import { isOver } from '../../status.tsx';

interface HeadingProps {
  readonly name: string;
  /** Undefined until it is known. */
  readonly job: TuningJob | undefined;
  /** A moment is replayed. */
  readonly replaying: boolean;
  readonly onReplay: () => void;
  readonly onStop: () => void;
}

/** The page's name and what can be done with the tuning job. */
export const Heading = memo(
  function Heading({ name, job, replaying, onReplay, onStop }: HeadingProps) {
    return (
      <Header
        variant="h1"
        description={
          job && (
            <CopyToClipboard
              variant="inline"
              textToCopy={job.HyperParameterTuningJobArn}
              copyButtonAriaLabel="Copy ARN"
              copySuccessText="ARN copied"
              copyErrorText="The ARN could not be copied"
            />
          )
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            {job && isOver(job.HyperParameterTuningJobStatus) && !replaying && (
              <Button iconName="play" onClick={onReplay}>
                Replay
              </Button>
            )}
            {job && <CloneMenu job={job} />}
            {job && <ExportMenu job={job} />}
            <Button disabled={!job || !tuningJobCan.stop(job.HyperParameterTuningJobStatus)} onClick={onStop}>
              Stop tuning job
            </Button>
          </SpaceBetween>
        }
      >
        {name} <SimulatedBadge tuningJob={name} /> <ImportedBadge tuningJob={name} />
      </Header>
    );
  },
  // Nothing of it depends on how far the tuning job is, which changes with every report.
  (before, after) =>
    before.name === after.name &&
    before.replaying === after.replaying &&
    before.onReplay === after.onReplay &&
    before.onStop === after.onStop &&
    sameButProgress(before.job, after.job),
);
