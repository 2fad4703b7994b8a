import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { TuningJobPlan } from '../../../api/foresight.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { q } from '../../client.ts';
import { planBasis, planItems } from '../../plan-text.ts';
import { explain } from '../../shell/errors.ts';

/** What the tuning job will take at most and probably, asked of the service before it is created. */
export function PlanPanel({ request }: { readonly request: unknown }) {
  const parsed = CreateHyperParameterTuningJobRequest.safeParse(request);
  return (
    <Container
      header={
        <Header variant="h2" description="Before anything runs. Times are simulated; nothing is charged.">
          What it will take
        </Header>
      }
    >
      {parsed.success ? (
        <Asked request={parsed.data} />
      ) : (
        <Box color="text-body-secondary">
          The plan appears once the earlier steps have no errors left. Go back to the step that is marked.
        </Box>
      )}
    </Container>
  );
}

function Asked({ request }: { readonly request: CreateHyperParameterTuningJobRequest }) {
  // The data that it is to read may have changed since the last look.
  const { data, error, refetch } = useQuery({ ...q('PlanTuningJob', request), staleTime: 0 });
  if (data) return <Plan plan={data} />;
  if (!error) return <StatusIndicator type="loading">Planning</StatusIndicator>;
  const { cause, nextStep } = explain(error);
  return (
    <Alert
      type="warning"
      header="No plan could be made"
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    >
      {cause} {nextStep}
    </Alert>
  );
}

function Plan({ plan }: { readonly plan: TuningJobPlan }) {
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={3}
        items={planItems(plan).map(({ label, value, info }) => ({
          label,
          value: (
            <>
              {value}
              {info !== undefined && (
                <Box variant="small" display="block">
                  {info}
                </Box>
              )}
            </>
          ),
        }))}
      />
      <Box color="text-body-secondary">{planBasis(plan)}</Box>
      {plan.Refused > 0 && (
        <Alert
          type="warning"
          header={`${plan.Refused} of ${plan.Looked} combinations would fail as soon as they start`}
        >
          {plan.RefusedBecause}
        </Alert>
      )}
    </SpaceBetween>
  );
}
