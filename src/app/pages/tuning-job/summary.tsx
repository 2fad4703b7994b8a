import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { finishSentence } from '../../completion.ts';
import { formatDuration, formatNumber, formatTime } from '../../format.ts';
import { paths } from '../../paths.ts';
import { objectiveOf, shortName, type TuningJob, type TuningJobRun } from '../../jobs.ts';
import { NavLink } from '../../shell/links.tsx';
import { isOver, TuningJobStatusIndicator } from '../../status.tsx';
import { PaceControl } from './pace-control.tsx';
import { countersOf, progressOf } from './counters.ts';

interface SummaryProps {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
}

const Simulated = ({ children }: { readonly children: string }) => (
  <span title="Simulated time: what the job would take on the chosen instances">
    {children}
    <Box variant="small" display="block">
      Simulated time
    </Box>
  </span>
);

/** Summary panel (spec console.md §7). */
export function Summary({ job, run }: SummaryProps) {
  const best = job.BestTrainingJob;
  const value = best?.FinalHyperParameterTuningJobObjectiveMetric;
  const objective = objectiveOf(job, best?.TrainingJobDefinitionName);
  const over = isOver(job.HyperParameterTuningJobStatus);
  return (
    <Container
      header={
        <Header variant="h2" actions={run && !over && <PaceControl run={run} />}>
          Hyperparameter tuning job summary
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        items={[
          {
            label: 'Status',
            value: (
              <>
                <TuningJobStatusIndicator status={job.HyperParameterTuningJobStatus} />
                {run?.Finish && (
                  <Box variant="small">{finishSentence(run.Finish.Reason, run.Convergence)}</Box>
                )}
              </>
            ),
          },
          { label: 'Creation time', value: formatTime(job.CreationTime) },
          { label: 'Strategy', value: job.HyperParameterTuningJobConfig.Strategy },
          {
            label: 'Training job early stopping',
            value: job.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType ?? 'Off',
          },
          {
            label: 'Best objective so far',
            value:
              best && value ? (
                <>
                  {value.MetricName} {formatNumber(value.Value)}{' '}
                  <Box variant="small" display="block">
                    {objective?.Type === 'Minimize' ? 'Lower' : 'Higher'} is better.{' '}
                    <NavLink href={paths.trainingJob(best.TrainingJobName)} fontSize="body-s">
                      Training job {shortName(best.TrainingJobName)}
                    </NavLink>
                  </Box>
                </>
              ) : (
                'None until a training job has completed'
              ),
          },
          {
            label: over ? 'Duration' : 'Elapsed time',
            value: <Simulated>{formatDuration(run?.ElapsedSeconds)}</Simulated>,
          },
          {
            label: 'Remaining time, about',
            value: over ? '–' : <Simulated>{formatDuration(run?.RemainingSeconds)}</Simulated>,
          },
          {
            label: 'Approx. total training duration',
            value: <Simulated>{formatDuration(run?.TotalTrainingSeconds)}</Simulated>,
          },
        ]}
      />
    </Container>
  );
}

const Count = ({ children }: { readonly children: number }) => (
  <Box fontSize="display-l" fontWeight="bold" display="block">
    {children}
  </Box>
);

/** The training job status counter and the objective status counter; both count every training job launched. */
export function StatusCounters({ job, run }: SummaryProps) {
  const counters = countersOf(job);
  const progress = progressOf(
    counters,
    job.HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs,
  );
  const early = Math.min(run?.EarlyStopped ?? 0, counters.stopped);
  const { Succeeded = 0, Pending = 0, Failed = 0 } = job.ObjectiveStatusCounters;
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
            <Box variant="small">{early} by early stopping</Box>
          </div>
          <div>
            <StatusIndicator type="error">Failed</StatusIndicator>
            <Count>{counters.failed}</Count>
            <Box variant="small">
              Retryable: {counters.retryable}, non-retryable: {counters.nonRetryable}
            </Box>
          </div>
        </ColumnLayout>
        {progress && <ProgressBar value={progress.percent} label="Progress" additionalInfo={progress.text} />}
      </SpaceBetween>
    </Container>
  );
}
