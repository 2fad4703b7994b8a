import { algorithmOf } from '../../../training/catalog/index.ts';
import type { AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { useFocusOn } from '../../fields/use-focus-on.ts';
import { blankChannel } from './slices/channel.ts';
import { Disclosure } from './disclosure.tsx';
import { DataSourceFields, type ChannelPath } from './data-source-fields.tsx';
import { Choice, NumberText, Suggest, type DefinitionPath } from './fields.ts';
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
  const [section, focusOn] = useFocusOn<HTMLDivElement>();
  const add = () => {
    const all = getValues(list);
    const free = known.find(({ name }) => all.every((channel) => channel.name !== name));
    setValue(list, [...all, blankChannel(free?.name ?? '')], { shouldDirty: true });
    focusOn(`[data-field="${list}.${all.length}.name"] input`);
  };
  return (
    <div ref={section}>
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
                    onClick={() => {
                      setValue(list, getValues(list).toSpliced(index, 1), { shouldDirty: true });
                      focusOn('[data-add] button');
                    }}
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
        <span data-add="">
          <Button
            iconName="add-plus"
            onClick={add}
            disabled={channels.length >= MAX_CHANNELS}
            disabledReason={`At most ${MAX_CHANNELS} channels.`}
          >
            Add channel
          </Button>
        </span>
      </SpaceBetween>
    </div>
  );
}

const FOLDED = [
  'contentType',
  'inputMode',
  'compression',
  'recordWrapper',
  'shuffleSeed',
  'dataType',
  'distribution',
] as const;

const SOURCES = [
  { value: 'S3', label: 'S3' },
  { value: 'FileSystem', label: 'File system', description: 'EFS or FSx: cannot be read here.' },
  { value: 'Dataset', label: 'Data set in a hub (API only)', description: 'Cannot be read here.' },
];

interface ChannelProps {
  readonly at: ChannelPath;
  readonly image: string;
  readonly locations: AutosuggestProps.Options;
}

function ChannelFields({ at, image, locations }: ChannelProps) {
  const { control, getValues } = useFormContext<CreateForm>();
  const source = useWatch({ control, name: `${at}.source` });
  const contentType = useWatch({ control, name: `${at}.contentType` });
  const inputMode = useWatch({ control, name: `${at}.inputMode` });
  const algorithm = algorithmOf(image);
  const contentTypes = [...new Set(algorithm?.channels.flatMap((each) => each.contentTypes) ?? ['text/csv'])];
  const definition = at.slice(0, at.indexOf('.data')) as DefinitionPath;
  const mode = inputMode === '' ? getValues(`${definition}.algorithm.inputMode`) : inputMode;
  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <Suggest
          name={`${at}.name`}
          label="Channel name"
          options={(algorithm?.channels ?? []).map(({ name }) => ({ value: name }))}
        />
        <Choice name={`${at}.source`} label="Data source" options={SOURCES} />
      </ColumnLayout>
      {source !== 'S3' && (
        <Alert type="warning" header="Cannot be run here">
          Only the local object store behind s3:// can be read here. The request is refused when it is sent;
          it can be copied from the JSON panel and run on AWS.
        </Alert>
      )}
      <DataSourceFields at={at} locations={locations} />
      <Disclosure headerText="Format and order" fields={FOLDED.map((key) => `${at}.${key}` as const)}>
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
            {...(contentType.startsWith('text/csv') &&
              mode === 'Pipe' && { constraintText: 'File suits CSV in S3.' })}
          />
          <Choice
            name={`${at}.compression`}
            label="Compression type"
            options={plain('None', 'Gzip')}
            constraintText="Unpacked here in every input mode; SageMaker does so in Pipe mode only."
          />
          <Choice name={`${at}.recordWrapper`} label="Record wrapper" options={plain('None', 'RecordIO')} />
          <NumberText
            name={`${at}.shuffleSeed`}
            label="Shuffle seed (API only)"
            optional
            placeholder="No shuffling"
            constraintText="A whole number. Files are read in an order drawn with it."
          />
        </ColumnLayout>
      </Disclosure>
    </SpaceBetween>
  );
}
