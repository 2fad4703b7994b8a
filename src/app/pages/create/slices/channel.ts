import { z } from 'zod';
import type { Channel as RequestChannel } from '../../../../api/definition.ts';
import { given, numeral, someOf, typedNumber, typedText } from './optional.ts';

/** One input channel. What another source needs stays, so that changing the source and back loses nothing. */
export const Channel = z.object({
  name: z.string(),
  source: z.enum(['S3', 'FileSystem', 'Dataset']),
  location: z.string(),
  dataType: z.enum(['S3Prefix', 'ManifestFile', 'AugmentedManifestFile', 'Converse']),
  distribution: z.enum(['FullyReplicated', 'ShardedByS3Key']),
  /** Attributes read from an augmented manifest. */
  attributeNames: z.array(z.string()),
  instanceGroups: z.array(z.string()),
  fileSystem: z.object({
    id: z.string(),
    type: z.enum(['EFS', 'FSxLustre']),
    access: z.enum(['ro', 'rw']),
    path: z.string(),
  }),
  datasetArn: z.string(),
  contentType: z.string(),
  compression: z.enum(['None', 'Gzip']),
  recordWrapper: z.enum(['None', 'RecordIO']),
  /** Blank: the definition's. */
  inputMode: z.enum(['', 'File', 'Pipe', 'FastFile']),
  /** Blank: no shuffling. */
  shuffleSeed: z.string(),
  /** Whether the licence of a model that the files are is accepted; blank: nothing is said. API only, as the next. */
  modelEula: z.enum(['', 'accepted', 'refused']),
  /** Where in a private hub the model is; blank: in none. */
  hubContent: z.string(),
});
export type Channel = z.infer<typeof Channel>;

export const blankChannel = (name: string, location = ''): Channel => ({
  name,
  source: 'S3',
  location,
  dataType: 'S3Prefix',
  distribution: 'FullyReplicated',
  attributeNames: [],
  instanceGroups: [],
  fileSystem: { id: '', type: 'EFS', access: 'ro', path: '' },
  datasetArn: '',
  contentType: 'text/csv',
  compression: 'None',
  recordWrapper: 'None',
  inputMode: '',
  shuffleSeed: '',
  modelEula: '',
  hubContent: '',
});

export function writeChannel(channel: Channel) {
  const shuffleSeed = typedNumber(channel.shuffleSeed);
  return {
    ChannelName: channel.name.trim(),
    DataSource: dataSource(channel),
    ...given('ContentType', typedText(channel.contentType)),
    CompressionType: channel.compression,
    RecordWrapperType: channel.recordWrapper,
    ...given('InputMode', channel.inputMode === '' ? undefined : channel.inputMode),
    ...given('ShuffleConfig', shuffleSeed === undefined ? undefined : { Seed: shuffleSeed }),
  };
}

function dataSource({ source, fileSystem, ...channel }: Channel) {
  switch (source) {
    case 'S3':
      return {
        S3DataSource: {
          S3DataType: channel.dataType,
          S3Uri: channel.location.trim(),
          S3DataDistributionType: channel.distribution,
          ...given('AttributeNames', someOf(channel.attributeNames)),
          ...given('InstanceGroupNames', someOf(channel.instanceGroups)),
          ...(channel.modelEula !== '' && {
            ModelAccessConfig: { AcceptEula: channel.modelEula === 'accepted' },
          }),
          ...(channel.hubContent.trim() !== '' && {
            HubAccessConfig: { HubContentArn: channel.hubContent.trim() },
          }),
        },
      };
    case 'FileSystem':
      return {
        FileSystemDataSource: {
          FileSystemId: fileSystem.id.trim(),
          FileSystemType: fileSystem.type,
          FileSystemAccessMode: fileSystem.access,
          DirectoryPath: fileSystem.path.trim(),
        },
      };
    case 'Dataset':
      return { DatasetSource: { DatasetArn: channel.datasetArn.trim() } };
  }
}

export function readChannel(given: RequestChannel): Channel {
  const { S3DataSource: s3, FileSystemDataSource: files, DatasetSource: dataset } = given.DataSource;
  const blank = blankChannel(given.ChannelName);
  const rest = {
    contentType: given.ContentType ?? '',
    compression: given.CompressionType ?? 'None',
    recordWrapper: given.RecordWrapperType ?? 'None',
    inputMode: given.InputMode ?? '',
    shuffleSeed: numeral(given.ShuffleConfig?.Seed),
  } as const;
  if (files) {
    const fileSystem = {
      id: files.FileSystemId,
      type: files.FileSystemType,
      access: files.FileSystemAccessMode,
      path: files.DirectoryPath,
    };
    return { ...blank, ...rest, source: 'FileSystem', fileSystem };
  }
  if (dataset) return { ...blank, ...rest, source: 'Dataset', datasetArn: dataset.DatasetArn };
  if (!s3) return { ...blank, ...rest };
  const {
    S3Uri,
    S3DataType,
    S3DataDistributionType = 'FullyReplicated',
    AttributeNames = [],
    InstanceGroupNames = [],
    ModelAccessConfig: model,
    HubAccessConfig: hub,
  } = s3;
  return {
    ...blank,
    ...rest,
    location: S3Uri,
    dataType: S3DataType,
    distribution: S3DataDistributionType,
    attributeNames: [...AttributeNames],
    instanceGroups: [...InstanceGroupNames],
    modelEula: model ? (model.AcceptEula ? 'accepted' : 'refused') : '',
    hubContent: hub?.HubContentArn ?? '',
  };
}

/** Paths of a channel of the request to fields of `Channel`. */
export const CHANNEL_FIELDS = {
  '': 'location',
  ChannelName: 'name',
  'DataSource.S3DataSource.S3DataType': 'dataType',
  'DataSource.S3DataSource.S3DataDistributionType': 'distribution',
  'DataSource.S3DataSource.AttributeNames': 'attributeNames',
  'DataSource.S3DataSource.InstanceGroupNames': 'instanceGroups',
  'DataSource.S3DataSource.ModelAccessConfig': 'modelEula',
  'DataSource.S3DataSource.HubAccessConfig': 'hubContent',
  'DataSource.FileSystemDataSource': 'fileSystem.id',
  'DataSource.FileSystemDataSource.DirectoryPath': 'fileSystem.path',
  'DataSource.DatasetSource': 'datasetArn',
  ContentType: 'contentType',
  CompressionType: 'compression',
  RecordWrapperType: 'recordWrapper',
  InputMode: 'inputMode',
  ShuffleConfig: 'shuffleSeed',
} as const;
