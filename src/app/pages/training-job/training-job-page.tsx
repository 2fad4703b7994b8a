import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { trainingJobCan } from '../../../api/can.ts';
import { call, q } from '../../client.ts';
import { RetryButton, TrainingJobCloneMenu } from '../../clone-menu.tsx';
import { ChannelTable, ConfigurationPairs, MetricDefinitions } from '../../definition-details.tsx';
import { formatDuration, formatNumber, formatTime, plural, secondsBetween } from '../../format.ts';
import { HyperparameterTable } from '../../hyperparameters.tsx';
import { metricNames } from '../../metric-names.ts';
import { paths } from '../../paths.ts';
import { objectiveOf, tuningJobOf, type Objective, type TrainingJob } from '../../jobs.ts';
import { allTrainingJobs } from '../../queries.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { useFlash } from '../../shell/flash.tsx';
import { NavLink } from '../../shell/links.tsx';
import { usePage } from '../../shell/page.tsx';
import { SimulatedBadge, SimulatedNotice } from '../../simulated.tsx';
import { TrainingJobStatusIndicator } from '../../status.tsx';
import { Artifact } from './artifact.tsx';
import { CostPanel } from './cost-panel.tsx';
import { Logs } from './logs.tsx';
import { MetricCharts } from './metric-charts.tsx';
import { Outputs } from './outputs.tsx';
import { LaunchReceipt, Receipt } from '../../receipts/receipt.tsx';
import { Timings } from './timings.tsx';

interface SummaryProps {
  readonly job: TrainingJob;
  readonly tuningJob: string;
  readonly objective: Objective | undefined;
}

function Summary({ job, tuningJob, objective }: SummaryProps) {
  const final = job.FinalMetricDataList?.find(({ MetricName }) => MetricName === objective?.MetricName);
  return (
    <Container header={<Header variant="h2">Training job summary</Header>}>
      <KeyValuePairs
        columns={4}
        items={[
          {
            label: 'Status',
            value: <TrainingJobStatusIndicator status={job.TrainingJobStatus} />,
          },
          { label: 'Secondary status', value: job.SecondaryStatus },
          {
            label: 'Hyperparameter tuning job',
            value: <NavLink href={paths.tuningJob(tuningJob, 'training-jobs')}>{tuningJob}</NavLink>,
          },
          {
            label: (
              <span className="breaks">
                {objective
                  ? `Objective: ${objective.MetricName}, ${objective.Type.toLowerCase()}`
                  : 'Objective'}
              </span>
            ),
            value: <span className="tabular">{formatNumber(final?.Value)}</span>,
          },
          { label: 'Creation time', value: formatTime(job.CreationTime) },
          { label: 'Training start time', value: formatTime(job.TrainingStartTime) },
          { label: 'Training end time', value: formatTime(job.TrainingEndTime) },
          {
            label: 'Training duration (simulated time)',
            value: formatDuration(
              job.TrainingTimeInSeconds ?? secondsBetween(job.TrainingStartTime, job.TrainingEndTime),
            ),
          },
          {
            label: 'Billable duration (simulated time)',
            value: formatDuration(job.BillableTimeInSeconds),
          },
          {
            label: 'Model artifact',
            value: <Artifact job={job} />,
          },
        ]}
      />
    </Container>
  );
}

/** One training job of a tuning job, live. */
export function TrainingJobPage() {
  const { name = '' } = useParams();
  const tuningJob = tuningJobOf(name);
  usePage(name, `training-job:${name}`);
  const flash = useFlash();
  const [stopping, setStopping] = useState(false);

  const { data: job } = useQuery({
    ...q('DescribeTrainingJob', { TrainingJobName: name }),
    throwOnError: true,
  });
  const { data: decisions } = useQuery(q('DescribeTrainingJobDecisions', { TrainingJobName: name }));
  const { data: parent } = useQuery(
    q('DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: tuningJob }),
  );
  const { data: siblings } = useQuery(allTrainingJobs(tuningJob));

  const algorithm = job?.AlgorithmSpecification;
  const metrics = useMemo(() => metricNames(algorithm), [algorithm]);
  const own = siblings?.find(({ TrainingJobName }) => TrainingJobName === name);
  const objective = parent && objectiveOf(parent, own?.TrainingJobDefinitionName);
  const running = job?.TrainingJobStatus === 'InProgress' || job?.TrainingJobStatus === 'Stopping';

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <TrainingJobCloneMenu tuningJob={tuningJob} trainingJob={name} />
              <Button
                disabled={!job || !trainingJobCan.stop(job.TrainingJobStatus)}
                onClick={() => setStopping(true)}
              >
                Stop training job
              </Button>
            </SpaceBetween>
          }
        >
          {name} <SimulatedBadge tuningJob={tuningJob} />
        </Header>
      }
    >
      {job === undefined ? (
        <StatusIndicator type="loading">Loading the training job</StatusIndicator>
      ) : (
        <SpaceBetween size="l">
          {job.FailureReason !== undefined && (
            <Alert type="error" header="Failure reason" action={<RetryButton tuningJob={tuningJob} />}>
              {job.FailureReason}
            </Alert>
          )}
          <SimulatedNotice tuningJob={tuningJob} />
          <Summary job={job} tuningJob={tuningJob} objective={objective} />
          <MetricCharts
            status={job.TrainingJobStatus}
            tuningJob={tuningJob}
            trainingJob={job.TrainingJobName}
            metrics={metrics}
            objective={objective?.MetricName}
            direction={objective?.Type ?? 'Minimize'}
            decisions={decisions}
          />
          {decisions && (
            <Receipt decisions={decisions} direction={objective?.Type ?? 'Minimize'} running={running} />
          )}
          {decisions && <LaunchReceipt decisions={decisions} direction={objective?.Type ?? 'Minimize'} />}
          <HyperparameterTable
            title="Hyperparameters"
            values={job.HyperParameters ?? {}}
            tuned={Object.keys(own?.TunedHyperParameters ?? {})}
          />
          <Container
            header={
              <Header
                variant="h2"
                description={own?.TrainingJobDefinitionName && `Definition ${own.TrainingJobDefinitionName}`}
              >
                Training job configuration
              </Header>
            }
          >
            <SpaceBetween size="l">
              <ConfigurationPairs value={job} />
              <MetricDefinitions value={job.AlgorithmSpecification} />
            </SpaceBetween>
          </Container>
          <Container
            header={
              <Header variant="h2" description={plural(job.InputDataConfig?.length ?? 0, 'channel')}>
                Input data configuration
              </Header>
            }
          >
            <ChannelTable channels={job.InputDataConfig ?? []} />
          </Container>
          <Logs trainingJob={name} running={running} />
          <Outputs trainingJob={name} running={running} />
          <CostPanel trainingJob={name} running={running} />
          <Timings job={job} />
        </SpaceBetween>
      )}
      {stopping && (
        <Confirm
          title="Stop training job?"
          action="Stop training job"
          onClose={() => setStopping(false)}
          onConfirm={async () => {
            await call('StopTrainingJob', { TrainingJobName: name });
            flash.add({ type: 'success', content: `Training job ${name} was asked to stop.` });
          }}
        >
          It keeps what it has learned so far. The tuning job goes on and starts the next training job in its
          place.
        </Confirm>
      )}
    </ContentLayout>
  );
}
