import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { Frame } from '../../fields/frame.tsx';
import { SelectControl, type Options } from '../../fields/select-field.tsx';
import { AutotuneSection } from './autotune-section.tsx';
import { Choice, Tags, Text } from './fields.ts';
import type { CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { PageErrors } from './page-errors.tsx';
import { WarmStartSection } from './warm-start-section.tsx';

const LATER = {
  disabled: true,
  disabledReason: 'Not available in this version.',
  labelTag: 'Not available in this version',
};

const STRATEGIES: Options = [
  { value: 'Bayesian', label: 'Bayesian', description: 'Learns from finished training jobs', ...LATER },
  { value: 'Random', label: 'Random', description: 'Draws every value independently' },
  { value: 'Hyperband', label: 'Hyperband', description: 'Moves epochs to promising candidates', ...LATER },
  { value: 'Grid', label: 'Grid', description: 'Every combination of categorical values', ...LATER },
];

const EARLY_STOPPING: Options = [
  { value: 'Off', label: 'Off', description: 'Every training job runs to its end' },
  {
    value: 'Auto',
    label: 'Auto',
    description: 'Stops training jobs that fall behind the median of those completed',
  },
];

/** Why early stopping cannot be chosen (rules V3). */
export const SEVERAL_DEFINITIONS =
  'Early stopping and warm start work with a single training job definition. This tuning job has several, so both are off.';

/** Step 1. */
export function SettingsStep() {
  const { control } = useFormContext<CreateForm>();
  const several = useWatch({ control, name: 'definitions' }).length > 1;
  const label = 'Training job early stop';
  return (
    <>
      <PageErrors name="settings.root" />
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Job settings</Header>}>
          <SpaceBetween size="l">
            <Text
              name="settings.name"
              label="Tuning job name"
              description="Also the start of the name of every training job."
              constraintText="1–32 letters, digits and hyphens; unique among your tuning jobs."
            />
            <Choice
              name="settings.strategy"
              label="Tuning strategy"
              description="How hyperparameter values are chosen."
              info={<InfoLink topic="strategy" />}
              options={STRATEGIES}
            />
            {several ? (
              <Frame
                name="settings.earlyStopping"
                error=""
                label={label}
                info={<InfoLink topic="earlyStopping" />}
                constraintText={SEVERAL_DEFINITIONS}
              >
                <SelectControl value="Off" options={EARLY_STOPPING} onChange={() => undefined} disabled />
              </Frame>
            ) : (
              <Choice
                name="settings.earlyStopping"
                label={label}
                description="Saves training time on jobs that are unlikely to become the best. For a single training job definition."
                info={<InfoLink topic="earlyStopping" />}
                options={EARLY_STOPPING}
              />
            )}
          </SpaceBetween>
        </Container>
        <WarmStartSection />
        <AutotuneSection />
        <Container
          header={
            <Header variant="h2" description="Key-value pairs, copied to every training job.">
              Tags <i>- optional</i>
            </Header>
          }
        >
          <Tags name="settings.tags" />
        </Container>
      </SpaceBetween>
    </>
  );
}
