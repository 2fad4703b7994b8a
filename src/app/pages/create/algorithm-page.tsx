import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { AutoParameters } from './auto-parameters.tsx';
import { AlgorithmSection } from './algorithm-section.tsx';
import { catalogMetric, objectiveNames } from './algorithms.ts';
import { Check, Choice, Text, type DefinitionPath } from './fields.ts';
import { effectiveEarlyStopping, type CreateForm } from './form.ts';
import { HyperparametersSection } from './hyperparameters-section.tsx';
import { PageErrors } from './page-errors.tsx';

/** Page a of a definition: Configure algorithm and parameters. */
export function AlgorithmPage({ at }: { readonly at: DefinitionPath }) {
  const { control } = useFormContext<CreateForm>();
  const image = useWatch({ control, name: `${at}.algorithm.image` });
  return (
    <>
      <PageErrors name={`${at}.algorithm.root`} />
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Name and permissions</Header>}>
          <SpaceBetween size="l">
            <Text
              name={`${at}.algorithm.name`}
              label="Training job definition name"
              constraintText="1–64 letters, digits and hyphens; unique within the tuning job."
            />
            <Text
              name={`${at}.algorithm.roleArn`}
              label="IAM role"
              description="Part of the request. Nothing here calls AWS, so any well-formed ARN works."
              constraintText="Such as arn:aws:iam::123456789012:role/MyRole"
            />
            <Check
              name={`${at}.algorithm.security.networkIsolation`}
              label="Enable network isolation"
              description="The container can make no outbound calls."
            />
          </SpaceBetween>
        </Container>
        <AlgorithmSection at={at} />
        <ObjectiveSection at={at} />
        <HyperparametersSection key={image} at={at} />
        <AutoParameters at={at} />
      </SpaceBetween>
    </>
  );
}

function ObjectiveSection({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const algorithm = useWatch({ control, name: `${at}.algorithm` });
  useWatch({ control, name: 'settings.earlyStopping' });
  const { image, objectiveMetric } = algorithm;
  const metric = catalogMetric(image, objectiveMetric);
  // Rules V16: the request is valid, early stopping just never acts.
  const neverStops = effectiveEarlyStopping(getValues()) === 'Auto' && metric?.perEpoch === false;
  return (
    <Container header={<Header variant="h2">Objective metric</Header>}>
      <SpaceBetween size="l">
        <Choice
          name={`${at}.algorithm.objectiveMetric`}
          label="Objective metric"
          description="The best training job is found by its last value of this metric."
          placeholder="Choose a metric"
          options={objectiveNames(algorithm).map((name) => ({ value: name, label: name }))}
          filter
          warningText={
            neverStops
              ? 'This metric is reported once, at the end of training, so early stopping will never act.'
              : undefined
          }
          onChosen={(name) => {
            const direction = catalogMetric(image, name)?.direction;
            if (direction) setValue(`${at}.algorithm.objectiveType`, direction);
          }}
        />
        <Choice
          name={`${at}.algorithm.objectiveType`}
          label="Type"
          options={[
            { value: 'Maximize', label: 'Maximize' },
            { value: 'Minimize', label: 'Minimize' },
          ]}
        />
        {objectiveMetric === '' && (
          <FormField>
            <Box color="text-body-secondary">Metrics come from the algorithm.</Box>
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
}
