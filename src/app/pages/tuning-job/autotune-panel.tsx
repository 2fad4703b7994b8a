import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { AutotuneChoices } from '../../autotune-choices.tsx';
import type { TuningJobRun } from '../../jobs.ts';

/** What Autotune chose when the tuning job was created; nothing without Autotune. */
export function AutotunePanel({ run }: { readonly run: TuningJobRun | undefined }) {
  if (!run?.AutotuneChoices) return null;
  return (
    <Container
      header={
        <Header variant="h2" description="Settings that the request left open, and why each was chosen.">
          Autotune
        </Header>
      }
    >
      <AutotuneChoices choices={run.AutotuneChoices} />
    </Container>
  );
}
