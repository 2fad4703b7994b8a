import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import ContentLayout from '@cloudscape-design/components/content-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { memo, useCallback, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { call, q } from '../../client.ts';
import { RetryButton } from '../../clone-menu.tsx';
import { shortName, type TrainingJobSummary } from '../../jobs.ts';
import { NotePanel } from '../../notes/note-panel.tsx';
import { paths, TUNING_JOB_TABS } from '../../paths.ts';
import { allTrainingJobs } from '../../queries.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { useFlash } from '../../shell/flash.tsx';
import { NavLink } from '../../shell/links.tsx';
import { SimulatedNotice } from '../../simulated.tsx';
import { usePage } from '../../shell/page.tsx';
import { countersOf } from './counters.ts';
import { Heading } from './heading.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { StatusCounters } from './status-counters.tsx';
import { Summary } from './summary.tsx';
import { TuningJobTabs } from './tuning-job-tabs.tsx';
import { useReplay } from './use-replay.ts';
import { useMoment } from './use-moment.ts';

// Neither changes with the training jobs.
const Notes = memo(NotePanel);
const Notice = memo(SimulatedNotice);

/** What the service says of a failed tuning job sends the reader to its training jobs: here is the first reason. */
function FirstFailure({ trainingJobs }: { readonly trainingJobs: readonly TrainingJobSummary[] }) {
  const failed = trainingJobs.find(({ FailureReason }) => FailureReason !== undefined);
  if (!failed) return null;
  return (
    <Box variant="p">
      Training job{' '}
      <NavLink href={paths.trainingJob(failed.TrainingJobName)}>{shortName(failed.TrainingJobName)}</NavLink>:{' '}
      {failed.FailureReason}
    </Box>
  );
}

/** One tuning job, live. */
export function TuningJobPage() {
  const { name = '', tab } = useParams();
  usePage(name, `tuning-job:${name}`);
  const flash = useFlash();
  const [stopping, setStopping] = useState(false);

  const input = { HyperParameterTuningJobName: name };
  // One answer for both, so that no two figures side by side are of two moments.
  const { data: now, dataUpdatedAt } = useQuery({ ...q('WatchTuningJob', input), throwOnError: true });
  const job = now?.TuningJob;
  const run = now?.Run;
  const { data: listed, isPending } = useQuery(allTrainingJobs(name));
  const launched = job ? countersOf(job).launched : 0;
  // The list is read by itself; whoever was launched after that moment is shown with the next one.
  const trainingJobs = useMemo(() => listed?.slice(0, launched), [listed, launched]);
  const active = TUNING_JOB_TABS.find((each) => each === tab) ?? 'best';
  const [at, setAt] = useMoment();
  const watched = useMemo(
    () => job && { job, run, trainingJobs: trainingJobs ?? [] },
    [job, run, trainingJobs],
  );
  const replay = useReplay(name, watched, at);
  const onReplay = useCallback(() => setAt(0), [setAt]);
  const onStop = useCallback(() => setStopping(true), []);

  return (
    <ContentLayout
      header={
        <Heading name={name} job={job} replaying={at !== undefined} onReplay={onReplay} onStop={onStop} />
      }
    >
      {job === undefined || !replay ? (
        <StatusIndicator type="loading">Loading the tuning job</StatusIndicator>
      ) : (
        <SpaceBetween size="l">
          {job.FailureReason !== undefined && (
            <Alert type="error" header="Failure reason" action={<RetryButton tuningJob={name} />}>
              {job.FailureReason}
              <FirstFailure trainingJobs={trainingJobs ?? []} />
            </Alert>
          )}
          <Notice tuningJob={name} />
          {at !== undefined && run && (
            <ReplayBar
              length={run.ElapsedSeconds}
              at={at}
              onChange={setAt}
              onClose={() => setAt(undefined)}
            />
          )}
          <Summary
            job={replay.shown.job}
            run={replay.shown.run}
            updatedAt={at === undefined ? dataUpdatedAt : undefined}
          />
          <Notes tuningJob={name} />
          <StatusCounters job={replay.shown.job} run={replay.shown.run} />
          <TuningJobTabs
            active={active}
            {...replay.shown}
            loading={isPending}
            epochsThen={replay.epochsThen}
            at={at}
          />
        </SpaceBetween>
      )}
      {stopping && (
        <Confirm
          title="Stop tuning job?"
          action="Stop tuning job"
          onClose={() => setStopping(false)}
          onConfirm={async () => {
            await call('StopHyperParameterTuningJob', input);
            flash.add({ type: 'success', content: `Tuning job ${name} was asked to stop.` });
          }}
        >
          Running training jobs of <strong>{name}</strong> are stopped and keep what they have learned so far.
          The best training job stays. A stopped tuning job cannot be continued, but it can be cloned.
        </Confirm>
      )}
    </ContentLayout>
  );
}
