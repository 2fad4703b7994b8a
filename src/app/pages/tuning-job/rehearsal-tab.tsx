import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { RehearsalProblem } from '../../../api/foresight.ts';
import { BY } from '../../charts/bands.ts';
import { call } from '../../client.ts';
import type { TuningJob } from '../../jobs.ts';
import { fromSearch, writeSearch } from '../../rehearsal.ts';
import { RehearsalFailed, RehearsalPlayer } from '../../rehearsal/rehearsal-player.tsx';

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
          <RehearsalFailed thrown={problem.error} onRetry={() => void problem.refetch()} />
        ) : (
          <StatusIndicator type="loading">Loading the training jobs</StatusIndicator>
        )
      ) : problem.data.Rows.length === 0 && problem.data.Simulated === undefined ? (
        <Box textAlign="center" padding="l">
          <Box variant="strong">Nothing to rehearse on yet</Box>
          <Box variant="p" color="text-body-secondary">
            No training job of this tuning job has ended with an objective value. Open this tab again when the
            first ones have ended, or clone the tuning job and mend what made them fail.
          </Box>
        </Box>
      ) : (
        <Rehearsal job={job} problem={problem.data} />
      )}
    </Container>
  );
}

/** Its settings are in the address, so that a rehearsal can be shared and comes out the same. */
function Rehearsal({ job, problem }: { readonly job: TuningJob; readonly problem: RehearsalProblem }) {
  const [search, setSearch] = useSearchParams();
  return (
    <RehearsalPlayer
      problem={problem}
      basis={`${job.HyperParameterTuningJobArn} of ${job.CreationTime.getTime()}, ${problem.Rows.length}`}
      limits={job.HyperParameterTuningJobConfig.ResourceLimits}
      started={fromSearch(search)}
      onStarted={(settings) => setSearch(writeSearch(search, settings), { replace: true })}
      by={BY.find((each) => each === search.get('by')) ?? 'jobs'}
      onBy={(next) => {
        const after = new URLSearchParams(search);
        after.set('by', next);
        setSearch(after, { replace: true });
      }}
    />
  );
}
