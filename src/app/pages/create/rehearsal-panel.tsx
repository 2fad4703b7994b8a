import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import type { By } from '../../charts/bands.ts';
import { q } from '../../client.ts';
import type { RehearsalSettings } from '../../rehearsal.ts';
import { RehearsalFailed, RehearsalPlayer } from '../../rehearsal/rehearsal-player.tsx';

/** Strategies tried out on the request's own problem, where that is known before anything has run. */
export function RehearsalPanel({ request }: { readonly request: unknown }) {
  const parsed = CreateHyperParameterTuningJobRequest.safeParse(request);
  return parsed.success ? <Known request={parsed.data} /> : <Frame why={UNFINISHED} />;
}

const UNFINISHED = 'Strategies can be rehearsed once the earlier steps have no errors left.';
const NOT_SIMULATED =
  'What simulated training jobs will do is known before they run; what these will do is not. Create the tuning job and rehearse in its Rehearsal tab, on what its training jobs have shown once they have ended.';

interface FrameProps {
  /** Why nothing can be rehearsed. */
  readonly why?: string | undefined;
  readonly loading?: boolean;
  readonly opened?: boolean;
  readonly onToggle?: () => void;
  readonly children?: ReactNode;
}

function Frame({ why, loading = false, opened = false, onToggle, children }: FrameProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Plays whole tuning jobs like this one under several strategies, in simulated time. Nothing is created and nothing is saved."
          actions={
            <Button
              disabled={why !== undefined}
              {...(why === undefined ? {} : { disabledReason: 'There is nothing to rehearse on yet.' })}
              loading={loading}
              ariaExpanded={opened}
              onClick={() => onToggle?.()}
            >
              {opened ? 'Close rehearsal' : 'Rehearse strategies'}
            </Button>
          }
        >
          Rehearsal
        </Header>
      }
    >
      {why === undefined ? children : <Box color="text-body-secondary">{why}</Box>}
    </Container>
  );
}

function Known({ request }: { readonly request: CreateHyperParameterTuningJobRequest }) {
  const { data: problem, error, refetch } = useQuery(q('PlanRehearsal', request));
  const [opened, setOpened] = useState(false);
  const [started, setStarted] = useState<RehearsalSettings>();
  const [by, setBy] = useState<By>('jobs');
  return (
    <Frame
      why={problem && !problem.Simulated ? NOT_SIMULATED : undefined}
      loading={!problem && !error}
      opened={opened}
      onToggle={() => setOpened(!opened)}
    >
      {error ? (
        <RehearsalFailed thrown={error} onRetry={() => void refetch()} />
      ) : problem && opened ? (
        <RehearsalPlayer
          problem={problem}
          basis={JSON.stringify(request)}
          limits={request.HyperParameterTuningJobConfig.ResourceLimits}
          started={started}
          onStarted={setStarted}
          by={by}
          onBy={setBy}
        />
      ) : null}
    </Frame>
  );
}
