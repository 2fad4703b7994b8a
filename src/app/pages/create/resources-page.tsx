import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { TrainingInstanceType } from '../../../api/instance-types.ts';
import { Check, Choice, NumberText, Text, Time, type DefinitionPath } from './fields.ts';
import { DURATION_UNITS, type CreateForm } from './form.ts';

/** `ml.m5.xlarge` belongs to the family `ml.m5`. */
const familyOf = (type: string) => type.slice(0, type.lastIndexOf('.'));

/** Instance types by family, as the contract lists them. */
const INSTANCE_TYPES = [...new Set(TrainingInstanceType.options.map(familyOf))].map((family) => ({
  label: family,
  options: TrainingInstanceType.options
    .filter((type) => familyOf(type) === family)
    .map((type) => ({ value: type, label: type })),
}));

/** Page c of a definition: Configure resources. */
export function ResourcesPage({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const spot = useWatch({ control, name: `${at}.resources.spot` });
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description="Training runs in this browser; the instance type decides the simulated time of each epoch."
          >
            Resource configuration
          </Header>
        }
      >
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
          <NumberText
            name={`${at}.resources.volumeGb`}
            label="Additional storage volume per instance (GB)"
            constraintText="At least 1."
          />
          <Text
            name={`${at}.resources.volumeKms`}
            label="Encryption key"
            optional
            constraintText="Part of the request; nothing is encrypted here."
          />
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Managed spot training</Header>}>
        <SpaceBetween size="l">
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
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">Stopping condition</Header>}>
        <Time
          name={`${at}.resources.maxDuration`}
          label="Maximum duration per training job"
          units={DURATION_UNITS}
          constraintText="A training job that takes longer (in simulated time) is stopped. At most 28 days."
        />
      </Container>
    </SpaceBetween>
  );
}
