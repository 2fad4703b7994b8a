import SpaceBetween from '@cloudscape-design/components/space-between';
import { AutotuneSection } from './autotune-section.tsx';
import { Tags, Text } from './fields.ts';
import { PageErrors } from './page-errors.tsx';
import { StrategySection } from './strategy-section.tsx';
import { WarmStartSection } from './warm-start-section.tsx';
import { Section } from './section.tsx';

/** Step 1. */
export function SettingsStep() {
  return (
    <>
      <PageErrors name="settings.root" />
      <SpaceBetween size="l">
        <Section title="Job settings" topic="name">
          <Text
            name="settings.name"
            label="Tuning job name"
            description="Also the start of the name of every training job."
            constraintText="1–32 letters, digits and hyphens; unique among your tuning jobs."
          />
        </Section>
        <StrategySection />
        <WarmStartSection />
        <AutotuneSection />
        <Section
          title="Tags"
          topic="tags"
          optional
          description="Key-value pairs, copied to every training job."
        >
          <Tags name="settings.tags" />
        </Section>
      </SpaceBetween>
    </>
  );
}
