import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { memo, type ReactNode } from 'react';
import { finishSentence } from '../../completion.ts';
import { formatDuration, formatNumber, formatTime, plural } from '../../format.ts';
import { objectiveOf, shortName, type TuningJob, type TuningJobRun } from '../../jobs.ts';
import { paths } from '../../paths.ts';
import { moneyText, pricesText, savedMoneyText } from '../../plan-text.ts';
import { NavLink } from '../../shell/links.tsx';
import { isOver, TuningJobStatusIndicator } from '../../status.tsx';
import { Updated } from '../../updated.tsx';
import { PaceControl } from './pace-control.tsx';

interface SummaryProps {
  readonly job: TuningJob;
  readonly run: TuningJobRun | undefined;
  /** When what is shown was read, in ms since 1970; absent while a moment is replayed. */
  readonly updatedAt: number | undefined;
}

const Simulated = ({ children, note }: { readonly children: string; readonly note?: string | undefined }) => (
  <span title="Simulated time: what the job would take on the chosen instances">
    {children}
    <Box variant="small" display="block">
      {note ?? 'Simulated time'}
    </Box>
  </span>
);

/** S3.14: the average duration of a training job × those left ÷ how many run in parallel. */
const remainingNote = ({ RemainingFrom: from }: TuningJobRun) =>
  from &&
  `${formatDuration(from.AverageSeconds)} on average × ${from.TrainingJobsLeft} left ÷ ${from.Parallel} in parallel`;

function costOf(run: TuningJobRun | undefined, over: boolean, isOff: boolean): ReactNode {
  if (!run) return '–';
  const rule = run.Hyperband ? 'Hyperband' : 'Early stopping';
  const base = run.Hyperband
    ? `up to its maximum resource, ${plural(run.Hyperband.MaxResource, 'epoch')}, uploads of models counted.`
    : 'up to the epochs that were asked for, uploads of models counted.';
  const saved =
    run.SavedTrainingSeconds > 0 && `${formatDuration(run.SavedTrainingSeconds)} of training, ${base}`;
  if (!run.Cost) {
    return (
      <>
        Not known
        <Box variant="small" display="block">
          {pricesText(run.Prices)}
        </Box>
        {saved && (
          <Box variant="small" display="block">
            {rule} saved {saved}
          </Box>
        )}
      </>
    );
  }
  const { Spent, Saved } = run.Cost;
  return (
    <>
      {moneyText(Spent)} spent
      <Box variant="small" display="block">
        {saved
          ? `${rule} saved ${savedMoneyText(Spent, Saved)}, ${saved}`
          : isOff
            ? 'Early stopping is off, so it saves nothing'
            : `${rule} has saved nothing${over ? '' : ' so far'}`}
      </Box>
      <Box variant="small" display="block">
        {pricesText(run.Prices)}
      </Box>
    </>
  );
}

function Best({ job }: { readonly job: TuningJob }) {
  const best = job.BestTrainingJob;
  const value = best?.FinalHyperParameterTuningJobObjectiveMetric;
  if (!best || !value)
    return isOver(job.HyperParameterTuningJobStatus) ? (
      <>None: no training job has completed with a value</>
    ) : (
      <>None until a training job has completed</>
    );
  const objective = objectiveOf(job, best.TrainingJobDefinitionName);
  return (
    <>
      {value.MetricName} {formatNumber(value.Value)}{' '}
      <Box variant="small" display="block">
        {objective?.Type === 'Minimize' ? 'Lower' : 'Higher'} is better; completed training jobs compete by
        the value of their last epoch, which need not be the{' '}
        {objective?.Type === 'Minimize' ? 'lowest' : 'highest'} of a curve.{' '}
        <NavLink href={paths.trainingJob(best.TrainingJobName)} fontSize="body-s">
          Training job {shortName(best.TrainingJobName)}
        </NavLink>
      </Box>
    </>
  );
}

/** Summary panel (spec console.md §7). */
export const Summary = memo(function Summary({ job, run, updatedAt }: SummaryProps) {
  const over = isOver(job.HyperParameterTuningJobStatus);
  const config = job.HyperParameterTuningJobConfig;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={updatedAt !== undefined && !over && <Updated at={updatedAt} />}
          actions={
            run &&
            !over &&
            updatedAt !== undefined && (
              <PaceControl HyperParameterTuningJobName={run.HyperParameterTuningJobName} Pace={run.Pace} />
            )
          }
        >
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
                {!over && run?.Pace === 'Paused' && (
                  <Box variant="small" display="block">
                    Paused: simulated time stands still until a pace is chosen
                  </Box>
                )}
              </>
            ),
          },
          { label: over ? 'Best objective' : 'Best objective so far', value: <Best job={job} /> },
          {
            label: 'Cost, estimated',
            value: costOf(run, over, !run?.Hyperband && config.TrainingJobEarlyStoppingType !== 'Auto'),
          },
          {
            label: 'Strategy',
            value: (
              <>
                {config.Strategy}
                <Box variant="small" display="block">
                  Training job early stopping {config.TrainingJobEarlyStoppingType ?? 'Off'}
                </Box>
              </>
            ),
          },
          { label: 'Creation time', value: formatTime(job.CreationTime) },
          {
            label: over ? 'Duration' : 'Elapsed time',
            value: <Simulated>{formatDuration(run?.ElapsedSeconds)}</Simulated>,
          },
          {
            label: 'Remaining time, about',
            value: over ? (
              '–'
            ) : (
              <Simulated note={run && remainingNote(run)}>{formatDuration(run?.RemainingSeconds)}</Simulated>
            ),
          },
          {
            label: 'Approx. total training duration',
            value: (
              <Simulated note={run && overlapNote(run)}>
                {formatDuration(run?.TotalTrainingSeconds)}
              </Simulated>
            ),
          },
        ]}
      />
    </Container>
  );
});

/** S1.17, S1.18: the sum over training jobs is what is paid for; the clock shows less, because they run side by side. */
function overlapNote({ TotalTrainingSeconds, ElapsedSeconds, Progress }: TuningJobRun): string | undefined {
  if (ElapsedSeconds === 0) return undefined;
  const jobs = plural(Progress.MaxNumberOfTrainingJobs.Launched, 'training job');
  return `Simulated time of ${jobs}: ${formatNumber(TotalTrainingSeconds / ElapsedSeconds, 2)} × the elapsed time`;
}
