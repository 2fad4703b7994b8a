import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { tuningJobCan } from '../../../api/can.ts';
import { call, q } from '../../client.ts';
import { CloneMenu, RetryButton } from '../../clone-menu.tsx';
import { ExportMenu } from '../../export/export-menu.tsx';
import { ImportedBadge, NotePanel } from '../../notes/note-panel.tsx';
import { paths, TUNING_JOB_TABS, type TuningJobTab } from '../../paths.ts';
import { allTrainingJobs } from '../../queries.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { useFlash } from '../../shell/flash.tsx';
import { isOver } from '../../status.tsx';
import { SimulatedBadge, SimulatedNotice } from '../../simulated.tsx';
import { usePage } from '../../shell/page.tsx';
import { ReplayBar } from './replay-bar.tsx';
import { StatusCounters } from './status-counters.tsx';
import { Summary } from './summary.tsx';
import { TABS, type TabProps } from './tabs.tsx';
import { useReplay } from './use-replay.ts';
import { useMoment } from './use-moment.ts';
import { useSelection, type Selection } from './use-view.ts';

function TuningJobTabs({
  active,
  ...props
}: Omit<TabProps, keyof Selection> & { readonly active: TuningJobTab }) {
  const navigate = useNavigate();
  // What is selected and how it is looked at goes along from tab to tab.
  const { search } = useLocation();
  const selection = useSelection(props.trainingJobs);
  const hrefOf = (tab: TuningJobTab) => paths.tuningJob(props.job.HyperParameterTuningJobName, tab) + search;
  return (
    <Tabs
      ariaLabel="Tuning job details"
      activeTabId={active}
      onChange={({ detail }) => {
        const tab = TUNING_JOB_TABS.find((each) => each === detail.activeTabId);
        if (tab) void navigate(hrefOf(tab));
      }}
      tabs={TUNING_JOB_TABS.map((id) => {
        const { label, Content } = TABS[id];
        return { id, label, href: hrefOf(id), content: <Content {...props} {...selection} /> };
      })}
    />
  );
}

/** One tuning job, live. */
export function TuningJobPage() {
  const { name = '', tab } = useParams();
  usePage(name, `tuning-job:${name}`);
  const flash = useFlash();
  const [stopping, setStopping] = useState(false);

  const input = { HyperParameterTuningJobName: name };
  const { data: job } = useQuery({ ...q('DescribeHyperParameterTuningJob', input), throwOnError: true });
  const { data: run, dataUpdatedAt } = useQuery(q('DescribeTuningJobRun', input));
  const { data: trainingJobs, isPending } = useQuery(allTrainingJobs(name));
  const active = TUNING_JOB_TABS.find((each) => each === tab) ?? 'best';
  const [at, setAt] = useMoment();
  const watched = useMemo(
    () => job && { job, run, trainingJobs: trainingJobs ?? [] },
    [job, run, trainingJobs],
  );
  const replay = useReplay(name, watched, at);
  const over = job !== undefined && isOver(job.HyperParameterTuningJobStatus);

  return (
    <ContentLayout
      header={
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
              {over && at === undefined && (
                <Button iconName="play" onClick={() => setAt(0)}>
                  Replay
                </Button>
              )}
              {job && <CloneMenu job={job} />}
              {job && <ExportMenu job={job} trainingJobs={trainingJobs ?? []} />}
              <Button
                disabled={!job || !tuningJobCan.stop(job.HyperParameterTuningJobStatus)}
                onClick={() => setStopping(true)}
              >
                Stop tuning job
              </Button>
            </SpaceBetween>
          }
        >
          {name} <SimulatedBadge tuningJob={name} /> <ImportedBadge tuningJob={name} />
        </Header>
      }
    >
      {job === undefined || !replay ? (
        <StatusIndicator type="loading">Loading the tuning job</StatusIndicator>
      ) : (
        <SpaceBetween size="l">
          {job.FailureReason !== undefined && (
            <Alert type="error" header="Failure reason" action={<RetryButton tuningJob={name} />}>
              {job.FailureReason}
            </Alert>
          )}
          <SimulatedNotice tuningJob={name} />
          {at !== undefined && run && (
            <ReplayBar
              length={run.ElapsedSeconds}
              at={at}
              onChange={setAt}
              onClose={() => setAt(undefined)}
            />
          )}
          <Summary {...replay.shown} updatedAt={at === undefined ? dataUpdatedAt : undefined} />
          <NotePanel tuningJob={name} />
          <StatusCounters {...replay.shown} />
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
