import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RehearsalProblem } from '../../../api/foresight.ts';
import { BY } from '../../charts/bands.ts';
import { call } from '../../client.ts';
import { plural } from '../../format.ts';
import type { TuningJob } from '../../jobs.ts';
import {
  fromSearch,
  playRehearsal,
  type RehearsalResult,
  type RehearsalSettings,
  spawnPlayers,
  writeSearch,
} from '../../rehearsal.ts';
import { explain } from '../../shell/errors.ts';
import { RehearsalForm } from './rehearsal-form.tsx';
import { RehearsalOutcome } from './rehearsal-result.tsx';

/** Strategies side by side on what this tuning job's training jobs have shown, in simulated time. */
export function RehearsalTab({ job }: { readonly job: TuningJob }) {
  const name = job.HyperParameterTuningJobName;
  // Read when the tab is opened and not with every epoch of a running job: what is being played must not change under it.
  const problem = useQuery<RehearsalProblem>({
    queryKey: ['RehearsalProblem', `of ${name}`],
    queryFn: () => call('DescribeRehearsalProblem', { HyperParameterTuningJobName: name }),
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Plays whole tuning jobs on what the training jobs of this one have shown, in simulated time. Nothing is trained and nothing is saved."
        >
          Rehearsal
        </Header>
      }
    >
      {problem.data === undefined ? (
        problem.error ? (
          <Failed thrown={problem.error} onRetry={() => void problem.refetch()} />
        ) : (
          <StatusIndicator type="loading">Loading the training jobs</StatusIndicator>
        )
      ) : problem.data.Rows.length === 0 && problem.data.Simulated === undefined ? (
        <Box textAlign="center" padding="l">
          <Box variant="strong">Nothing to rehearse on yet</Box>
          <Box variant="p" color="text-body-secondary">
            No training job of this tuning job has ended with an objective value. Open this tab again when the
            first ones have completed, or clone the tuning job and mend what made them fail.
          </Box>
        </Box>
      ) : (
        <Rehearsal job={job} problem={problem.data} />
      )}
    </Container>
  );
}

function Failed({ thrown, onRetry }: { readonly thrown: unknown; readonly onRetry: () => void }) {
  const { header, cause, nextStep } = explain(thrown);
  return (
    <Alert type="error" header={header} action={<Button onClick={onRetry}>Try again</Button>}>
      {cause} {nextStep}
    </Alert>
  );
}

/** What the curves that are played rest on. */
function Basis({ problem: { Rows, LeftOut, Simulated } }: { readonly problem: RehearsalProblem }) {
  return (
    <Box variant="p">
      {Simulated
        ? 'The training jobs of this tuning job are simulated, so every configuration can be played as it would run: each seed sees the very curves that a tuning job with that random seed would see.'
        : `The problem is a table of ${plural(Rows.length, 'training job')}${LeftOut > 0 ? ` (${LeftOut} left out: still running, failed, or without a value)` : ''}. A configuration of the table has its own curve. Any other has a surrogate curve: the distance-weighted mean of the curves of the 3 nearest training jobs; one that was stopped early counts with its last value. What strategies can find ends with what the table holds.`}
    </Box>
  );
}

function Rehearsal({ job, problem }: { readonly job: TuningJob; readonly problem: RehearsalProblem }) {
  const [search, setSearch] = useSearchParams();
  const client = useQueryClient();
  const [progress, setProgress] = useState({ done: 0, all: 0 });
  const started = fromSearch(search);
  const by = BY.find((each) => each === search.get('by')) ?? 'jobs';

  // The same settings on the same table give the same result, so what was played once is kept.
  const key = ['Rehearsal', `of ${job.HyperParameterTuningJobName} ${problem.Rows.length}`, started] as const;
  const played = useQuery<RehearsalResult>({
    queryKey: key,
    enabled: started !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => {
      if (!started) throw new Error('There are no settings to play.');
      return playRehearsal(problem, started, spawnPlayers(), {
        signal,
        onProgress: (done, all) => setProgress({ done, all }),
      });
    },
  });

  const start = (settings: RehearsalSettings) => setSearch(writeSearch(search, settings), { replace: true });
  const cancel = () => {
    setSearch(writeSearch(search, undefined), { replace: true });
    void client.cancelQueries({ queryKey: key });
  };
  const limits = job.HyperParameterTuningJobConfig.ResourceLimits;
  const gridFits = problem.Definitions.every(
    ({ ParameterRanges: { IntegerParameterRanges = [], ContinuousParameterRanges = [] } }) =>
      IntegerParameterRanges.length + ContinuousParameterRanges.length === 0,
  );
  const running = started !== undefined && played.isFetching;

  return (
    <SpaceBetween size="l">
      <Basis problem={problem} />
      <RehearsalForm
        key={JSON.stringify(started)}
        settings={
          started ?? {
            strategies: ['Random', 'Bayesian', 'Hyperband', ...(gridFits ? (['Grid'] as const) : [])],
            seeds: 10,
            jobs: Math.min(limits.MaxNumberOfTrainingJobs ?? 50, 100),
            parallel: limits.MaxParallelTrainingJobs,
            earlyStopping: 'Off',
          }
        }
        gridFits={gridFits}
        running={running}
        onStart={start}
        onCancel={cancel}
      />
      {running && (
        <ProgressBar
          value={progress.all === 0 ? 0 : (100 * progress.done) / progress.all}
          label="Playing tuning jobs"
          description="Runs in workers of its own; the page and running tuning jobs go on."
          additionalInfo={
            progress.all === 0 ? 'Starting' : `${progress.done} of ${progress.all} tuning jobs played`
          }
        />
      )}
      {!running && played.error && <Failed thrown={played.error} onRetry={() => void played.refetch()} />}
      {!running && started && played.data && (
        <RehearsalOutcome
          result={played.data}
          settings={started}
          objective={problem.Objective}
          by={by}
          onBy={(next) => {
            const after = new URLSearchParams(search);
            after.set('by', next);
            setSearch(after, { replace: true });
          }}
        />
      )}
    </SpaceBetween>
  );
}
