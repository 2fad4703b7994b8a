import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RehearsalProblem } from '../../api/foresight.ts';
import type { By } from '../charts/bands.ts';
import { plural } from '../format.ts';
import { FINAL } from '../live.ts';
import {
  playRehearsal,
  type RehearsalProgress,
  type RehearsalResult,
  type RehearsalSettings,
  spawnPlayers,
} from '../rehearsal.ts';
import { explain } from '../shell/errors.ts';
import { RehearsalForm } from './rehearsal-form.tsx';
import { RehearsalOutcome } from './rehearsal-outcome.tsx';

interface RehearsalPlayerProps {
  readonly problem: RehearsalProblem;
  /** Tells problems apart: under the same name the same settings give the same result, so what was played is kept. */
  readonly basis: string;
  /** What the form proposes to begin with. */
  readonly limits: {
    readonly MaxNumberOfTrainingJobs?: number | undefined;
    readonly MaxParallelTrainingJobs: number;
  };
  /** What is played, or was; undefined before the start and after Cancel. */
  readonly started: RehearsalSettings | undefined;
  readonly onStarted: (settings: RehearsalSettings | undefined) => void;
  readonly by: By;
  readonly onBy: (by: By) => void;
}

/** A rehearsal from its form to its bands, which fill in while it is played. */
export function RehearsalPlayer({
  problem,
  basis,
  limits,
  started,
  onStarted,
  by,
  onBy,
}: RehearsalPlayerProps) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<RehearsalProgress>();
  const key = ['Rehearsal', { basis, started }, FINAL] as const;
  const played = useQuery<RehearsalResult>({
    queryKey: key,
    enabled: started !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => {
      if (!started) throw new Error('There are no settings to play.');
      setProgress(undefined);
      return playRehearsal(problem, started, spawnPlayers(), { signal, onProgress: setProgress });
    },
  });

  const cancel = () => {
    onStarted(undefined);
    void client.cancelQueries({ queryKey: key });
  };
  const gridFits = problem.Definitions.every(
    ({ ParameterRanges: { IntegerParameterRanges = [], ContinuousParameterRanges = [] } }) =>
      IntegerParameterRanges.length + ContinuousParameterRanges.length === 0,
  );
  const running = started !== undefined && played.isFetching;
  const { done = 0, all = 0 } = progress ?? {};
  const result = running ? progress?.soFar : played.data;

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
        onStart={onStarted}
        onCancel={cancel}
      />
      {running && (
        <ProgressBar
          value={all === 0 ? 0 : (100 * done) / all}
          label="Playing tuning jobs"
          description="Runs in workers of its own; the page and running tuning jobs go on."
          additionalInfo={
            all === 0
              ? 'Starting'
              : `${done} of ${all} tuning jobs played; below is what every strategy came to with ${
                  result?.seeds === 0 ? 'no seed yet' : `the first ${plural(result?.seeds ?? 0, 'seed')}`
                }`
          }
        />
      )}
      {!running && played.error && (
        <RehearsalFailed thrown={played.error} onRetry={() => void played.refetch()} />
      )}
      {started && result && (!running || result.seeds > 0) && (
        <RehearsalOutcome
          result={result}
          settings={started}
          running={running}
          objective={problem.Objective}
          by={by}
          onBy={onBy}
        />
      )}
    </SpaceBetween>
  );
}

export function RehearsalFailed({
  thrown,
  onRetry,
}: {
  readonly thrown: unknown;
  readonly onRetry: () => void;
}) {
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
