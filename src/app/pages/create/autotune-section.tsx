import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { autotune } from '../../../api/autotune.ts';
import { CreateHyperParameterTuningJobRequest } from '../../../api/tuning-job.ts';
import { algorithmOf } from '../../../training/catalog/index.ts';
import { AutotuneChoices } from '../../autotune-choices.tsx';
import { Check } from './fields.ts';
import type { CreateForm } from './form.ts';
import { toRequest } from './to-request.ts';
import { Section } from './section.tsx';

/** What Autotune would fill in now. */
export function AutotunePreview() {
  const { control } = useFormContext<CreateForm>();
  const form = useWatch({ control }) as CreateForm;
  if (form.definitions.length === 0) {
    return (
      <Box color="text-body-secondary">Its choices show here once there is a training job definition.</Box>
    );
  }
  const request = CreateHyperParameterTuningJobRequest.safeParse(toRequest(form));
  if (!request.success) {
    return <Box color="text-body-secondary">Its choices show here once the other fields are in order.</Box>;
  }
  const { chosen } = autotune(request.data, algorithmOf);
  return (
    <AutotuneChoices
      choices={chosen.map(({ path, value, why }) => ({ Path: path, Value: value, Why: why }))}
    />
  );
}

/** Step 1: have the service fill what is left open. */
export function AutotuneSection() {
  const { control } = useFormContext<CreateForm>();
  const enabled = useWatch({ control, name: 'settings.autotune.enabled' });
  return (
    <Section
      title="Autotune"
      topic="autotune"
      optional
      description="API only: AWS's console does not show it. What you leave blank is chosen for you."
    >
      <Check
        name="settings.autotune.enabled"
        label="Enable Autotune"
        description="Fills the maximum number of training jobs, retries and convergence where they are blank, and what you tick here."
      />
      {enabled && (
        <SpaceBetween size="l">
          <Check
            name="settings.autotune.earlyStopping"
            label="Choose early stopping"
            description="Instead of the choice above. Autotune switches it on wherever it can be."
          />
          <Check
            name="settings.autotune.ranges"
            label="Choose hyperparameter ranges"
            description="Instead of the ranges in the definitions, where you can also name values to search around. Static values stay."
          />
          <SpaceBetween size="xs">
            <Box variant="awsui-key-label">What Autotune fills in</Box>
            <AutotunePreview />
          </SpaceBetween>
        </SpaceBetween>
      )}
    </Section>
  );
}
