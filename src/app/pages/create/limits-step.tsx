import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { maxTrainingJobs, quotas } from '../../../api/quotas.ts';
import { Disclosure } from './disclosure.tsx';
import { NumberText, Time } from './fields.ts';
import { DURATION_UNITS, type CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { toNumber } from './text.ts';

/** Step 3. */
export function LimitsStep() {
  const { control } = useFormContext<CreateForm>();
  const { strategy } = useWatch({ control, name: 'settings' });
  const definitions = useWatch({ control, name: 'definitions' });
  const limits = useWatch({ control, name: 'limits' });
  const perJob = Math.max(1, ...definitions.map(({ resources }) => toNumber(resources.instanceCount) || 1));
  const parallel = toNumber(limits.maxParallel);
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" info={<InfoLink topic="limits" />}>
            Resource limits
          </Header>
        }
      >
        <SpaceBetween size="l">
          <NumberText
            name="limits.maxParallel"
            label="Maximum parallel training jobs"
            description="How many training jobs run at the same time."
            constraintText={`1–${quotas.parallelTrainingJobs}.${
              Number.isInteger(parallel) && parallel > 0
                ? ` Up to ${parallel * perJob} instance${parallel * perJob === 1 ? '' : 's'} at once.`
                : ''
            }`}
          />
          <NumberText
            name="limits.maxJobs"
            label="Maximum training jobs"
            description="The tuning job ends when so many training jobs have run, stopped ones included."
            constraintText={`1–${maxTrainingJobs(strategy).toLocaleString('en-US')}, at least as many as run in parallel.`}
          />
        </SpaceBetween>
      </Container>
      <Disclosure
        variant="container"
        headerText="Advanced (API only)"
        headerDescription="Fields of the request that AWS's console does not show."
        fields={['limits.maxRuntime', 'limits.seed']}
        startOpen={limits.seed !== '' || limits.maxRuntime.value !== ''}
      >
        <SpaceBetween size="l">
          <Time
            name="limits.maxRuntime"
            label="Maximum runtime of the tuning job"
            optional
            units={DURATION_UNITS}
            placeholder="No limit"
            constraintText="From 120 seconds. Blank: no limit."
          />
          <NumberText
            name="limits.seed"
            label="Random seed"
            optional
            constraintText="A whole number from 0. The same request with the same seed gives the same training jobs."
          />
        </SpaceBetween>
      </Disclosure>
    </SpaceBetween>
  );
}
