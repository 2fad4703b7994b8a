import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { TrainingInstanceType } from '../../../api/instance-types.ts';
import { Disclosure } from './disclosure.tsx';
import {
  AlternativeRows,
  Check,
  Choice,
  GroupRows,
  NumberText,
  PlacementRows,
  Radios,
  Text,
  Time,
  type DefinitionPath,
} from './fields.ts';
import { DURATION_UNITS, type CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { Section } from './section.tsx';

/** `ml.m5.xlarge` belongs to the family `ml.m5`. */
const familyOf = (type: string) => type.slice(0, type.lastIndexOf('.'));

/** Instance types by family, as the contract lists them. */
const INSTANCE_TYPES = [...new Set(TrainingInstanceType.options.map(familyOf))].map((family) => ({
  label: family,
  options: TrainingInstanceType.options
    .filter((type) => familyOf(type) === family)
    .map((type) => ({ value: type, label: type })),
}));

const KINDS = [
  { value: 'one', label: 'One instance type' },
  {
    value: 'groups',
    label: 'Groups of different instances (API only)',
    description: 'Up to 5 groups work on one training job.',
  },
  {
    value: 'alternatives',
    label: 'Alternatives in order of preference (API only)',
    description: 'Up to 6 types; a training job gets the first that is available.',
  },
];

/** Page c of a definition: Configure resources. */
export function ResourcesPage({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const kind = useWatch({ control, name: `${at}.resources.kind` });
  return (
    <SpaceBetween size="l">
      <Section
        title="Resource configuration"
        topic="resources"
        description="Training runs in this browser; the instance type decides the simulated time of each epoch."
      >
        <Instances at={at} />
        <Text
          name={`${at}.resources.volumeKms`}
          label="Encryption key"
          optional
          constraintText="Part of the request; nothing is encrypted here."
        />
      </Section>
      <SpotSection at={at} />
      <Section title="Stopping condition" topic="duration">
        <Time
          name={`${at}.resources.maxDuration`}
          label="Maximum duration per training job"
          units={DURATION_UNITS}
          constraintText="A training job that takes longer (in simulated time) is stopped. At most 28 days."
        />
      </Section>
      <Advanced at={at} kind={kind} />
    </SpaceBetween>
  );
}

function Instances({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const kind = useWatch({ control, name: `${at}.resources.kind` });
  const volume = (
    <NumberText
      name={`${at}.resources.volumeGb`}
      label="Additional storage volume per instance (GB)"
      optional
      constraintText="Blank: what the service gives."
    />
  );
  switch (kind) {
    case 'one':
      return (
        <SpaceBetween size="l">
          <Choice
            name={`${at}.resources.instanceType`}
            label="Instance type"
            options={INSTANCE_TYPES}
            placeholder="Choose an instance type"
            filter
          />
          <NumberText
            name={`${at}.resources.instanceCount`}
            label="Instance count"
            constraintText="Instances for each training job, at least 1."
          />
          {volume}
        </SpaceBetween>
      );
    case 'groups':
      return (
        <SpaceBetween size="l">
          <FormField label="Instance groups" stretch>
            <GroupRows
              name={`${at}.resources.groups`}
              noun="group"
              max={5}
              empty="No groups."
              columns={[
                { key: 'name', label: 'Name', placeholder: 'workers' },
                { key: 'type', label: 'Instance type', placeholder: 'ml.m5.xlarge' },
                { key: 'count', label: 'Count', placeholder: '1' },
              ]}
            />
          </FormField>
          {volume}
        </SpaceBetween>
      );
    case 'alternatives':
      return (
        <FormField label="Instance types in order of preference" stretch>
          <AlternativeRows
            name={`${at}.resources.alternatives`}
            noun="alternative"
            max={6}
            empty="No alternatives."
            columns={[
              { key: 'type', label: 'Instance type', placeholder: 'ml.m5.xlarge' },
              { key: 'count', label: 'Count', placeholder: '1' },
              { key: 'volume', label: 'Volume (GB)', placeholder: '10' },
            ]}
          />
        </FormField>
      );
  }
}

function SpotSection({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const spot = useWatch({ control, name: `${at}.resources.spot` });
  return (
    <Section title="Managed spot training" topic="spot">
      <Check
        name={`${at}.resources.spot`}
        label="Enable managed spot training - optional"
        description="Spare capacity at a lower price, which may be interrupted."
      />
      {spot && (
        <Time
          name={`${at}.resources.maxWait`}
          label="Maximum wait time"
          units={DURATION_UNITS}
          constraintText="Training and waiting together: at least the maximum duration. Built-in algorithms without checkpoints: at most 1 hour."
        />
      )}
    </Section>
  );
}

const ADVANCED = [
  'kind',
  'prioritized',
  'keepAlive',
  'trainingPlan',
  'multipleJobs',
  'placements',
  'maxPending',
] as const;

function Advanced({ at, kind }: { readonly at: DefinitionPath; readonly kind: string }) {
  const { control, getValues } = useFormContext<CreateForm>();
  const prioritized = useWatch({ control, name: `${at}.resources.prioritized` });
  const { keepAlive, trainingPlan, multipleJobs, placements, maxPending } = getValues(`${at}.resources`);
  const used =
    kind !== 'one' ||
    prioritized ||
    [keepAlive, trainingPlan, multipleJobs, maxPending.value].some((text) => text !== '') ||
    placements.length > 0;
  // These belong to ResourceConfig; an order of preference is said in the other kind of configuration.
  const inResourceConfig = kind === 'groups' || (kind === 'one' && !prioritized);
  return (
    <Disclosure
      variant="container"
      headerText="Advanced (API only)"
      headerInfo={<InfoLink topic="resources" />}
      headerDescription="Fields of the request that AWS's console does not show."
      fields={ADVANCED.map((key) => `${at}.resources.${key}` as const)}
      startOpen={used}
    >
      <SpaceBetween size="l">
        <Radios name={`${at}.resources.kind`} label="How instances are chosen" items={KINDS} />
        {kind !== 'groups' && (
          <Check
            name={`${at}.resources.prioritized`}
            label="Allocation strategy Prioritized"
            description="Says that the order of the instance types is an order of preference."
          />
        )}
        {inResourceConfig && (
          <SpaceBetween size="l">
            <NumberText
              name={`${at}.resources.keepAlive`}
              label="Keep-alive period (seconds)"
              optional
              constraintText="0–21,600. How long instances wait for the next training job."
            />
            <Text
              name={`${at}.resources.trainingPlan`}
              label="Training plan ARN"
              optional
              placeholder="arn:aws:sagemaker:us-east-1:123456789012:training-plan/my-plan"
            />
            <Choice
              name={`${at}.resources.multipleJobs`}
              label="Several training jobs on one UltraServer"
              optional
              options={[
                { value: '', label: 'Nothing said' },
                { value: 'yes', label: 'Yes' },
                { value: 'no', label: 'No' },
              ]}
            />
            <FormField label="Placement on UltraServers" stretch>
              <PlacementRows
                name={`${at}.resources.placements`}
                noun="placement"
                max={16}
                empty="Left to the service."
                columns={[
                  { key: 'server', label: 'UltraServer ID - optional', placeholder: 'us-1234' },
                  { key: 'count', label: 'Instances', placeholder: '1' },
                ]}
              />
            </FormField>
          </SpaceBetween>
        )}
        <Time
          name={`${at}.resources.maxPending`}
          label="Maximum pending time"
          optional
          units={DURATION_UNITS}
          placeholder="No limit"
          constraintText="2 hours to 28 days. How long a training job may wait for capacity."
        />
      </SpaceBetween>
    </Disclosure>
  );
}
