import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { AutotuneSection } from './autotune-section.tsx';
import { Tags, Text } from './fields.ts';
import { InfoLink } from './help-topics.tsx';
import { PageErrors } from './page-errors.tsx';
import { StrategySection } from './strategy-section.tsx';
import { WarmStartSection } from './warm-start-section.tsx';

/** Step 1. */
export function SettingsStep() {
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
              info={<InfoLink topic="name" />}
              constraintText="1–32 letters, digits and hyphens; unique among your tuning jobs."
            />
          </SpaceBetween>
        </Container>
        <StrategySection />
        <WarmStartSection />
        <AutotuneSection />
        <Container
          header={
            <Header
              variant="h2"
              info={<InfoLink topic="tags" />}
              description="Key-value pairs, copied to every training job."
            >
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
