import { algorithmOf } from '../../../training/catalog/index.ts';
import type { AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { blankChannel } from './slices/channel.ts';
import { Disclosure } from './disclosure.tsx';
import { Choice, Suggest, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';
import { PageErrors } from './page-errors.tsx';

/** Most channels of a definition (spec rules §1). */
const MAX_CHANNELS = 20;

const plain = (...values: string[]) => values.map((value) => ({ value, label: value }));

/** Input data configuration: the channels. */
export function ChannelsSection({
  at,
  locations,
}: {
  readonly at: DefinitionPath;
  readonly locations: AutosuggestProps.Options;
}) {
  const { control, getValues, setValue } = useFormContext<CreateForm>();
  const list = `${at}.data.channels` as const;
  const channels = useWatch({ control, name: list });
  const image = useWatch({ control, name: `${at}.algorithm.image` });
  const known = algorithmOf(image)?.channels ?? [];
  const add = () => {
    const all = getValues(list);
    const free = known.find(({ name }) => all.every((channel) => channel.name !== name));
    setValue(list, [...all, blankChannel(free?.name ?? '')], { shouldDirty: true });
  };
  return (
    <>
      <PageErrors name={`${list}.root`} />
      <SpaceBetween size="l">
        {channels.map((channel, index) => (
          <Container
            key={index}
            header={
              <Header
                variant="h3"
                actions={
                  <Button
                    ariaLabel={`Remove channel ${channel.name || index + 1}`}
                    onClick={() => setValue(list, getValues(list).toSpliced(index, 1), { shouldDirty: true })}
                  >
                    Remove
                  </Button>
                }
              >
                Channel {index + 1}
                {channel.name !== '' && `: ${channel.name}`}
              </Header>
            }
          >
            <ChannelFields at={`${list}.${index}`} image={image} locations={locations} />
          </Container>
        ))}
        <Button
          iconName="add-plus"
          onClick={add}
          disabled={channels.length >= MAX_CHANNELS}
          disabledReason={`At most ${MAX_CHANNELS} channels.`}
        >
          Add channel
        </Button>
      </SpaceBetween>
    </>
  );
}

const FOLDED = [
  'contentType',
  'inputMode',
  'compression',
  'recordWrapper',
  'dataType',
  'distribution',
] as const;

interface ChannelProps {
  readonly at: `${DefinitionPath}.data.channels.${number}`;
  readonly image: string;
  readonly locations: AutosuggestProps.Options;
}

function ChannelFields({ at, image, locations }: ChannelProps) {
  const algorithm = algorithmOf(image);
  const contentTypes = [...new Set(algorithm?.channels.flatMap((each) => each.contentTypes) ?? ['text/csv'])];
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <Suggest
          name={`${at}.name`}
          label="Channel name"
          options={(algorithm?.channels ?? []).map(({ name }) => ({ value: name }))}
        />
        <Suggest
          name={`${at}.location`}
          label="S3 location"
          placeholder="s3://bucket/prefix/"
          options={locations}
          constraintText="A prefix of the local object store; every file under it is read."
        />
      </ColumnLayout>
      <Disclosure headerText="Format and distribution" fields={FOLDED.map((key) => `${at}.${key}` as const)}>
        <ColumnLayout columns={2}>
          <Suggest
            name={`${at}.contentType`}
            label="Content type"
            optional
            options={contentTypes.map((value) => ({ value }))}
            constraintText="CSV without header, label first."
          />
          <Choice
            name={`${at}.inputMode`}
            label="Input mode"
            optional
            options={[{ value: '', label: 'As the definition says' }, ...plain('File', 'Pipe', 'FastFile')]}
          />
          <Choice name={`${at}.compression`} label="Compression type" options={plain('None', 'Gzip')} />
          <Choice name={`${at}.recordWrapper`} label="Record wrapper" options={plain('None', 'RecordIO')} />
          <Choice
            name={`${at}.dataType`}
            label="S3 data type"
            options={plain('S3Prefix', 'ManifestFile', 'AugmentedManifestFile')}
          />
          <Choice
            name={`${at}.distribution`}
            label="S3 data distribution type"
            options={plain('FullyReplicated', 'ShardedByS3Key')}
          />
        </ColumnLayout>
      </Disclosure>
    </SpaceBetween>
  );
}
