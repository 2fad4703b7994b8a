import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { maxTrainingJobs, quotas } from '../../../api/quotas.ts';
import { Frame } from '../../fields/frame.tsx';
import { useField } from '../../fields/use-field.ts';
import { CompletionSection } from './completion-section.tsx';
import { Disclosure } from './disclosure.tsx';
import { toSeconds } from './duration.ts';
import { NumberText, Time } from './fields.ts';
import { DURATION_UNITS, type CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { PageErrors } from './page-errors.tsx';
import { hasNumericRanges, sizeOfAll } from './search-space.ts';
import { toNumber } from './text.ts';
import { Section } from './section.tsx';

const count = (n: number, noun: string) => `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;

/** Step 3. */
export function LimitsStep() {
  const { control } = useFormContext<CreateForm>();
  const { strategy } = useWatch({ control, name: 'settings' });
  const definitions = useWatch({ control, name: 'definitions' });
  const limits = useWatch({ control, name: 'limits' });
  const perJob = Math.max(1, ...definitions.map(({ resources }) => toNumber(resources.instanceCount) || 1));
  const parallel = toNumber(limits.maxParallel);
  const instances = Number.isInteger(parallel) && parallel > 0 ? parallel * perJob : undefined;
  // The estimate of the guide on completion criteria (spec seeds S3.10).
  const seconds = toSeconds(limits.maxRuntime) * (instances ?? Number.NaN);
  const size = sizeOfAll(definitions);
  return (
    <>
      <PageErrors name="limits.root" />
      <SpaceBetween size="l">
        <Section title="Resource limits" topic="limits">
          <NumberText
            name="limits.maxParallel"
            label="Maximum parallel training jobs"
            description="How many training jobs run at the same time."
            constraintText={`1–${quotas.parallelTrainingJobs}.${
              instances === undefined ? '' : ` Up to ${count(instances, 'instance')} at once.`
            }`}
          />
          {strategy === 'Grid' ? (
            <GridCount definitions={definitions} />
          ) : (
            <NumberText
              name="limits.maxJobs"
              label="Maximum training jobs"
              description="The tuning job ends when so many training jobs have run, stopped ones included."
              constraintText={`1–${maxTrainingJobs(strategy).toLocaleString('en-US')}, at least as many as run in parallel.${
                Number.isFinite(size) && definitions.length > 0
                  ? ` The ranges hold ${count(size, 'combination')}.`
                  : ''
              }`}
            />
          )}
        </Section>
        <CompletionSection />
        <Disclosure
          variant="container"
          headerText="Advanced (API only)"
          headerInfo={<InfoLink topic="limits" />}
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
              constraintText={
                Number.isFinite(seconds)
                  ? `From 120 seconds. At most ${count(seconds, 'second')} of computing over all instances.`
                  : 'From 120 seconds. Blank: no limit.'
              }
            />
            <NumberText
              name="limits.seed"
              label="Random seed"
              optional
              info={<InfoLink topic="seed" />}
              constraintText="A whole number from 0. The same request with the same seed gives the same training jobs."
            />
          </SpaceBetween>
        </Disclosure>
      </SpaceBetween>
    </>
  );
}

/** Grid counts for itself: a number that cannot be changed here, and why. */
function GridCount({ definitions }: Pick<CreateForm, 'definitions'>) {
  const { error } = useField<CreateForm, string>('limits.maxJobs');
  const numeric = hasNumericRanges({ definitions });
  return (
    <Frame
      name="limits.maxJobs"
      error={error}
      label="Maximum training jobs"
      constraintText={`Counted, not chosen: Grid runs every combination of the categorical values once, at most ${maxTrainingJobs('Grid')}.`}
    >
      <Input
        readOnly
        value={
          numeric ? 'No number: a range is not categorical' : sizeOfAll(definitions).toLocaleString('en-US')
        }
      />
    </Frame>
  );
}
