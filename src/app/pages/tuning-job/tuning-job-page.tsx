import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { tuningJobCan } from '../../../api/can.ts';
import { call, q } from '../../client.ts';
import { paths, TUNING_JOB_TABS, type TuningJobTab } from '../../paths.ts';
import type { TrainingJobSummary, TuningJob, TuningJobRun } from '../../jobs.ts';
import { allTrainingJobs } from '../../queries.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { useFlash } from '../../shell/flash.tsx';
import { useFollow } from '../../shell/links.tsx';
import { SimulatedBadge, SimulatedNotice } from '../../simulated.tsx';
import { usePage } from '../../shell/page.tsx';
import { BestTab } from './best-tab.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import { CurvesTab } from './curves-tab.tsx';
import { OBJECTIVE, useTrainingCurves } from './curves.ts';
import { DefinitionsTab } from './definitions-tab.tsx';
import { RehearsalTab } from './rehearsal-tab.tsx';
import { StatusCounters, Summary } from './summary.tsx';
import { TagsTab } from './tags-tab.tsx';
import { TrainingJobsTab } from './training-jobs-tab.tsx';
import { WhatIfTab } from './what-if-tab.tsx';

const TAB_NAMES = {
  best: 'Best training job',
  'training-jobs': 'Training jobs',
  curves: 'Learning curves',
  'what-if': 'What if',
  rehearsal: 'Rehearsal',
  definitions: 'Training job definitions',
  configuration: 'Tuning job configuration',
  tags: 'Tags',
} satisfies Record<TuningJobTab, string>;

interface TabContentProps {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
  readonly trainingJobs: readonly TrainingJobSummary[];
  readonly loading: boolean;
}

function useTabContents({
  job,
  run,
  trainingJobs,
  loading,
}: TabContentProps): Record<TuningJobTab, ReactNode> {
  // Shared by table and chart: ticking a training job here highlights its curve there.
  const [selected, setSelected] = useState<readonly string[]>([]);
  const curves = useTrainingCurves(job, trainingJobs, OBJECTIVE);
  const epochs = useMemo(
    () => new Map(curves.map(({ id, points }) => [id, points.at(-1)?.x ?? 0])),
    [curves],
  );
  return {
    best: <BestTab job={job} />,
    'training-jobs': (
      <TrainingJobsTab
        trainingJobs={trainingJobs}
        loading={loading}
        epochs={epochs}
        selected={selected}
        onSelect={setSelected}
      />
    ),
    curves: <CurvesTab job={job} trainingJobs={trainingJobs} selected={selected} onSelect={setSelected} />,
    'what-if': <WhatIfTab job={job} trainingJobs={trainingJobs} />,
    rehearsal: <RehearsalTab job={job} />,
    definitions: <DefinitionsTab job={job} />,
    configuration: <ConfigurationTab job={job} run={run} />,
    tags: <TagsTab arn={job.HyperParameterTuningJobArn} />,
  };
}

function TuningJobTabs({ active, ...props }: TabContentProps & { readonly active: TuningJobTab }) {
  const navigate = useNavigate();
  const contents = useTabContents(props);
  return (
    <Tabs
      ariaLabel="Tuning job details"
      activeTabId={active}
      onChange={({ detail }) => {
        const tab = TUNING_JOB_TABS.find((each) => each === detail.activeTabId);
        if (tab) void navigate(paths.tuningJob(props.job.HyperParameterTuningJobName, tab));
      }}
      tabs={TUNING_JOB_TABS.map((id) => ({
        id,
        label: TAB_NAMES[id],
        href: paths.tuningJob(props.job.HyperParameterTuningJobName, id),
        content: contents[id],
      }))}
    />
  );
}

/** One tuning job, live. */
export function TuningJobPage() {
  const { name = '', tab } = useParams();
  usePage(name, `tuning-job:${name}`);
  const follow = useFollow();
  const flash = useFlash();
  const [stopping, setStopping] = useState(false);

  const input = { HyperParameterTuningJobName: name };
  const { data: job } = useQuery({ ...q('DescribeHyperParameterTuningJob', input), throwOnError: true });
  const { data: run } = useQuery(q('DescribeTuningJobRun', input));
  const { data: trainingJobs, isPending } = useQuery(allTrainingJobs(name));
  const active = TUNING_JOB_TABS.find((each) => each === tab) ?? 'best';

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
              <Button href={paths.create({ clone: name })} onFollow={follow}>
                Clone
              </Button>
              <Button
                disabled={!job || !tuningJobCan.stop(job.HyperParameterTuningJobStatus)}
                onClick={() => setStopping(true)}
              >
                Stop tuning job
              </Button>
            </SpaceBetween>
          }
        >
          {name} <SimulatedBadge tuningJob={name} />
        </Header>
      }
    >
      {job === undefined ? (
        <StatusIndicator type="loading">Loading the tuning job</StatusIndicator>
      ) : (
        <SpaceBetween size="l">
          {job.FailureReason !== undefined && (
            <Alert type="error" header="Failure reason">
              {job.FailureReason}
            </Alert>
          )}
          <SimulatedNotice tuningJob={name} />
          <Summary job={job} run={run} />
          <StatusCounters job={job} run={run} />
          <TuningJobTabs
            active={active}
            job={job}
            run={run}
            trainingJobs={trainingJobs ?? []}
            loading={isPending}
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
            flash.add({ type: 'success', content: `Tuning job ${name} is stopping.` });
          }}
        >
          Running training jobs of <strong>{name}</strong> are stopped and keep what they have learned so far.
          The best training job stays. A stopped tuning job cannot be continued, but it can be cloned.
        </Confirm>
      )}
    </ContentLayout>
  );
}
