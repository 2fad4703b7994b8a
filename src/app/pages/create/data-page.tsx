import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { Frame } from '../../fields/frame.tsx';
import { SelectControl } from '../../fields/select-field.tsx';
import { algorithmName } from './algorithms.ts';
import { BrowseS3 } from './browse-s3.tsx';
import { ChannelsSection } from './channels-section.tsx';
import { Disclosure } from './disclosure.tsx';
import { Choice, Suggest, Text, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { InfoLink } from './help-topics.tsx';
import { canLearn, SAMPLE_DATASETS, sampleDataOf, withData } from './sample-data.ts';
import { useLocations } from './use-locations.ts';
import { Section } from './section.tsx';

/** Page b of a definition: Define data input and output. */
export function DataPage({ at }: { readonly at: DefinitionPath }) {
  const locations = useLocations();
  return (
    <SpaceBetween size="l">
      <Section
        title="Input data configuration"
        topic="channels"
        description="Each channel is a folder of files that training reads."
      >
        <SampleDataSelect at={at} />
      </Section>
      <ChannelsSection at={at} locations={locations} />
      <Disclosure
        variant="container"
        headerText="Checkpoint configuration"
        headerInfo={<InfoLink topic="checkpoints" />}
        headerDescription="Optional. Where training jobs save their state."
        fields={[`${at}.data.checkpointUri`, `${at}.data.checkpointPath`]}
      >
        <SpaceBetween size="l">
          <Suggest
            name={`${at}.data.checkpointUri`}
            label="S3 location"
            optional
            placeholder="s3://bucket/prefix/"
            options={[{ value: 's3://etude-output/checkpoints/' }]}
            beside={<BrowseS3 name={`${at}.data.checkpointUri`} what="checkpoints" />}
          />
          <Text
            name={`${at}.data.checkpointPath`}
            label="Local path"
            optional
            placeholder="/opt/ml/checkpoints/"
          />
        </SpaceBetween>
      </Disclosure>
      <Section title="Output data configuration" topic="output">
        <Suggest
          name={`${at}.data.outputPath`}
          label="S3 output path"
          placeholder="s3://bucket/prefix/"
          options={[{ value: 's3://etude-output/' }]}
          beside={<BrowseS3 name={`${at}.data.outputPath`} what="the output" />}
          constraintText="Model artifacts are written below it, in a folder for each training job."
        />
        <Text
          name={`${at}.data.outputKms`}
          label="Encryption key"
          optional
          constraintText="Part of the request; nothing is encrypted here."
        />
        <Choice
          name={`${at}.data.outputCompression`}
          label="Compression of the output (API only)"
          options={[
            { value: 'GZIP', label: 'GZIP', description: 'model.tar.gz' },
            { value: 'NONE', label: 'NONE', description: 'Files as they are' },
          ]}
        />
      </Section>
    </SpaceBetween>
  );
}

/** A shortcut that fills channels, objective and the hyperparameters that depend on the kind of label. */
function SampleDataSelect({ at }: { readonly at: DefinitionPath }) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const definition = useWatch({ control, name: at });
  const { image } = definition.algorithm;
  const current = sampleDataOf(definition);
  return (
    <Frame
      name={`${at}.data.sample`}
      error=""
      label="Use sample dataset"
      optional
      description="Fills the channels train and validation below, and sets the objective to suit. Or enter locations of your own."
    >
      <SelectControl
        value={current?.id ?? ''}
        placeholder="Choose a dataset"
        ariaLabel="Use sample dataset"
        options={SAMPLE_DATASETS.map((data) => ({
          value: data.id,
          label: data.title,
          ...(!canLearn(image, data) && {
            disabled: true,
            disabledReason: `${algorithmName(image)} does not learn this kind of label in this version.`,
          }),
        }))}
        onChange={(chosen) => {
          const data = SAMPLE_DATASETS.find(({ id }) => id === chosen);
          if (data) setValue(at, withData(getValues(at), data), { shouldDirty: true });
        }}
      />
    </Frame>
  );
}
