import { zodResolver } from '@hookform/resolvers/zod';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useSearchParams } from 'react-router';
import type { Output } from '../../../api/operations.ts';
import { call } from '../../client.ts';
import { NumberTextField } from '../../fields/text-field.tsx';
import { usePage } from '../../shell/page.tsx';
import { DestinationField } from './destination-field.tsx';
import { moonsFieldOf, MoonsForm, startMoons, toMoons } from './moons-values.ts';
import { Prepared } from './prepared.tsx';
import { ServiceForm } from './service-form.tsx';

/** Makes the moons dataset to the user's measure. */
export function MoonsPage() {
  usePage('Generate moons');
  const [query] = useSearchParams();
  const [made, setMade] = useState<Output<'GenerateMoons'>>();
  const form = useForm<MoonsForm>({
    defaultValues: startMoons({ bucket: query.get('bucket'), prefix: query.get('prefix') }),
    resolver: zodResolver(MoonsForm),
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  });
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Two interleaved half circles of noisy points, to tell apart by two coordinates. No line can; a network that trains for long learns the noise by heart."
        >
          Generate moons
        </Header>
      }
    >
      <SpaceBetween size="l">
        {made && <Prepared prepared={made} onAgain={() => setMade(undefined)} />}
        <div hidden={made !== undefined}>
          <ServiceForm
            form={form}
            action="Generate"
            send={(values) => call('GenerateMoons', toMoons(values))}
            onDone={setMade}
            fieldOf={moonsFieldOf}
          >
            <Container header={<Header variant="h2">Points</Header>}>
              <ColumnLayout columns={2}>
                <NumberTextField<MoonsForm>
                  name="samples"
                  label="Samples"
                  description="Points of both channels together; half of them on each half circle."
                />
                <NumberTextField<MoonsForm>
                  name="trainSamples"
                  label="Samples to train on"
                  description="The others are for validation. Few are soon learnt by heart."
                />
                <NumberTextField<MoonsForm>
                  name="noise"
                  label="Noise"
                  description="Standard deviation on each coordinate; the half circles have radius 1."
                />
                <NumberTextField<MoonsForm>
                  name="seed"
                  label="Seed"
                  description="The same seed makes the same points."
                />
              </ColumnLayout>
            </Container>
            <Container header={<Header variant="h2">Where to put it</Header>}>
              <DestinationField />
            </Container>
          </ServiceForm>
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}
