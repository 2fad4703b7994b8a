import type { AutosuggestProps } from '@cloudscape-design/components/autosuggest';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFormContext, useWatch } from 'react-hook-form';
import { Disclosure } from './disclosure.tsx';
import { BrowseS3 } from './browse-s3.tsx';
import { Choice, Suggest, Text, Words, type DefinitionPath } from './fields.ts';
import type { CreateForm } from './form.ts';

export type ChannelPath = `${DefinitionPath}.data.channels.${number}`;

const plain = (...values: string[]) => values.map((value) => ({ value, label: value }));

interface Props {
  readonly at: ChannelPath;
  readonly locations: AutosuggestProps.Options;
}

/** Where a channel's files are: the part that depends on the kind of source. */
export function DataSourceFields({ at, locations }: Props) {
  const { control } = useFormContext<CreateForm>();
  const source = useWatch({ control, name: `${at}.source` });
  switch (source) {
    case 'S3':
      return <S3Fields at={at} locations={locations} />;
    case 'FileSystem':
      return (
        <SpaceBetween size="l">
          <ColumnLayout columns={2}>
            <Text name={`${at}.fileSystem.id`} label="File system ID" placeholder="fs-0123abcd" />
            <Text name={`${at}.fileSystem.path`} label="Directory path" placeholder="/data/train" />
            <Choice
              name={`${at}.fileSystem.type`}
              label="File system type"
              options={[
                { value: 'EFS', label: 'Amazon EFS' },
                { value: 'FSxLustre', label: 'Amazon FSx for Lustre' },
              ]}
            />
            <Choice
              name={`${at}.fileSystem.access`}
              label="Access mode"
              options={[
                { value: 'ro', label: 'Read only' },
                { value: 'rw', label: 'Read and write' },
              ]}
            />
          </ColumnLayout>
        </SpaceBetween>
      );
    case 'Dataset':
      return (
        <Text
          name={`${at}.datasetArn`}
          label="Data set ARN"
          placeholder="arn:aws:sagemaker:us-east-1:123456789012:hub-content/MyHub/DataSet/my-data/1.0.0"
        />
      );
  }
}

function S3Fields({ at, locations }: Props) {
  const { control } = useFormContext<CreateForm>();
  const dataType = useWatch({ control, name: `${at}.dataType` });
  const channel = useWatch({ control, name: `${at}.name` });
  const distribution = useWatch({ control, name: `${at}.distribution` });
  const groups = useWatch({ control, name: `${at}.instanceGroups` });
  const kind = useWatch({
    control,
    name: `${at.slice(0, at.indexOf('.data')) as DefinitionPath}.resources.kind`,
  });
  return (
    <SpaceBetween size="l">
      <Suggest
        name={`${at}.location`}
        label="S3 location"
        placeholder="s3://bucket/prefix/"
        options={locations}
        beside={
          <BrowseS3
            name={`${at}.location`}
            what={`channel ${channel}`}
            object={dataType === 'ManifestFile' || dataType === 'AugmentedManifestFile'}
          />
        }
        constraintText={
          dataType === 'ManifestFile'
            ? 'A JSON file: [{"prefix": "s3://bucket/folder/"}, "a.csv", "b.csv"].'
            : 'A prefix of the local object store; every file under it is read.'
        }
      />
      <ColumnLayout columns={2}>
        <Choice
          name={`${at}.dataType`}
          label="S3 data type"
          options={plain('S3Prefix', 'ManifestFile', 'AugmentedManifestFile', 'Converse')}
          {...(dataType === 'AugmentedManifestFile' && { constraintText: 'Needs input mode Pipe.' })}
        />
        <Choice
          name={`${at}.distribution`}
          label="S3 data distribution type"
          options={plain('FullyReplicated', 'ShardedByS3Key')}
          {...(distribution === 'ShardedByS3Key' && {
            constraintText:
              'Of n instances, each reads every n-th object: fewer bytes and shorter epochs. Built-in algorithms learn from all shards together, a script of your own from the first. The log says who reads what.',
          })}
        />
        {dataType === 'AugmentedManifestFile' && (
          <Words
            name={`${at}.attributeNames`}
            label="Attribute names"
            optional
            placeholder="source-ref, class"
            constraintText="Up to 16 attributes of the manifest, separated by commas."
          />
        )}
        {(kind === 'groups' || groups.length > 0) && (
          <Words
            name={`${at}.instanceGroups`}
            label="Instance groups (API only)"
            optional
            placeholder="All groups"
            constraintText="Up to 5 of the groups that read this channel, separated by commas."
          />
        )}
      </ColumnLayout>
      <ModelFields at={at} />
    </SpaceBetween>
  );
}

/** For files that are a model to go on from. */
function ModelFields({ at }: { readonly at: ChannelPath }) {
  const { getValues } = useFormContext<CreateForm>();
  const { modelEula, hubContent } = getValues(at);
  return (
    <Disclosure
      headerText="Model licence and hub (API only)"
      fields={[`${at}.modelEula`, `${at}.hubContent`]}
      startOpen={modelEula !== '' || hubContent !== ''}
    >
      <ColumnLayout columns={2}>
        <Choice
          name={`${at}.modelEula`}
          label="Licence of the model"
          optional
          options={[
            { value: '', label: 'Nothing said' },
            { value: 'accepted', label: 'Accepted' },
            { value: 'refused', label: 'Not accepted' },
          ]}
        />
        <Text
          name={`${at}.hubContent`}
          label="Hub content ARN"
          optional
          placeholder="arn:aws:sagemaker:us-east-1:123456789012:hub-content/MyHub/Model/my-model/1.0.0"
        />
      </ColumnLayout>
    </Disclosure>
  );
}
