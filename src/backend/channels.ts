import type { Channel, HyperParameterTrainingJobDefinition, S3DataSource } from '../api/definition.ts';
import { countRows } from '../training/csv.ts';
import { describedResources } from './described.ts';
import { fromBase64, gunzip } from './gunzip.ts';
import { readManifest } from './manifest.ts';
import { MAX_OBJECT, type ObjectInfo, type Objects } from './objects.ts';
import type { ChannelContent } from './pool.ts';

/**
 * The channels of a definition as its instances get them.
 *
 * What is simulated of several instances: with ShardedByS3Key instance k of n reads every n-th object in the order of
 * their keys. The built-in learners stand for a distributed training that combines what all instances learn, so they see
 * all shards; the download and the epochs take as long as the instance with the most. A script of one's own is not
 * distributed by anyone: it gets what `algo-1` gets. FullyReplicated gives every instance everything.
 */
export interface Channels {
  readonly contents: readonly ChannelContent[];
  /** Of the training channel; for shards n times the largest, for that is what the others wait for. */
  readonly rows: number;
  readonly columns: number;
  /** Most bytes that an instance copies to its volume before training starts; channels that stream are not copied. */
  readonly bytes: number;
  /** Every channel streams. */
  readonly streamed: boolean;
  /** Identity of all that is read. */
  readonly key: string;
  /** Why a training job cannot read it, as its failure reason. */
  readonly problem?: string;
  /** What a container would say of what it got. */
  readonly log: readonly string[];
}

interface Options {
  /** Only the share of the first instance is trained on. */
  readonly firstInstanceOnly: boolean;
}

/**
 * Reads every channel's objects. Whatever is missing or malformed fails the training job with the reason, not the tuning
 * job: CSV that cannot be read is found by the learner's reader.
 */
export async function openChannels(
  objects: Objects,
  definition: HyperParameterTrainingJobDefinition,
  { firstInstanceOnly }: Options,
): Promise<Channels> {
  const instances = describedResources(definition)?.InstanceCount ?? 1;
  const opened = await Promise.all(
    (definition.InputDataConfig ?? []).map((channel) =>
      openChannel(objects, channel, modeOf(definition, channel), instances, firstInstanceOnly),
    ),
  );
  const training = opened.find(({ content }) => content.name === 'train') ?? opened[0];
  const problem = opened.find((channel) => channel.problem !== undefined)?.problem;
  return {
    contents: opened.map(({ content }) => content),
    rows: training?.rows ?? 0,
    columns: training?.columns ?? 0,
    bytes: opened.reduce((sum, { bytes }) => sum + bytes, 0),
    streamed: opened.length > 0 && opened.every(({ streamed }) => streamed),
    key: opened.map(({ content }) => content.key).join('\n'),
    ...(problem === undefined ? {} : { problem }),
    log: opened.flatMap(({ log }) => log),
  };
}

/** Channels that nothing reads, whatever lies there: a simulated problem stands in for what would. */
export function unreadChannels(definition: HyperParameterTrainingJobDefinition): Channels {
  const channels = definition.InputDataConfig ?? [];
  return {
    contents: [],
    rows: 0,
    columns: 0,
    bytes: 0,
    streamed: channels.length > 0 && channels.every((each) => modeOf(definition, each) !== 'File'),
    key: 'unread',
    log: [],
  };
}

/** A channel's own input mode counts before the definition's. */
export const modeOf = (
  { AlgorithmSpecification }: HyperParameterTrainingJobDefinition,
  { InputMode }: Channel,
): 'File' | 'Pipe' | 'FastFile' => InputMode ?? AlgorithmSpecification.TrainingInputMode;

interface Opened extends Omit<Channels, 'contents' | 'key'> {
  readonly content: ChannelContent;
}

async function openChannel(
  objects: Objects,
  channel: Channel,
  mode: 'File' | 'Pipe' | 'FastFile',
  instances: number,
  firstInstanceOnly: boolean,
): Promise<Opened> {
  const { ChannelName, CompressionType, DataSource } = channel;
  const source = DataSource.S3DataSource;
  const uri = source?.S3Uri ?? '';
  const failed = (thrown: unknown) =>
    `ClientError: Data download failed for channel '${ChannelName}': ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  try {
    const found = source ? await objectsOf(objects, source) : [];
    if (found.length === 0)
      throw new Error(
        `no S3 objects found under S3 URL "${uri}". Check that the bucket exists and that objects exist under that prefix.`,
      );
    const sharded = source?.S3DataDistributionType === 'ShardedByS3Key' && instances > 1;
    const shards = sharded ? shardsOf(found, instances) : [found];
    const empty = shards.findIndex((shard) => shard.length === 0);
    if (empty >= 0)
      throw new Error(
        `algo-${empty + 1} gets no data. The channel is ShardedByS3Key over ${instances} instances and has ${found.length === 1 ? '1 object' : `${found.length} objects`}; give it at least as many objects as instances, or distribute it FullyReplicated.`,
      );
    const used = firstInstanceOnly ? (shards[0] ?? []) : found;
    const read = await Promise.all(
      used.map(async (info) => ({
        uri: info.uri,
        text: await textOf(objects, info, CompressionType === 'Gzip'),
      })),
    );
    const rowsOf = new Map(read.map(({ uri: object, text }) => [object, countRows(text)]));
    const rows = Math.max(
      0,
      ...shards.map((shard) => shard.reduce((sum, each) => sum + (rowsOf.get(each.uri) ?? 0), 0)),
    );
    const first = read.find(({ text }) => text !== '')?.text ?? '';
    const bytes = Math.max(0, ...shards.map((shard) => shard.reduce((sum, { size = 0 }) => sum + size, 0)));
    const streamed = mode !== 'File';
    return {
      content: {
        name: ChannelName,
        uri,
        key: [
          ChannelName,
          uri,
          CompressionType ?? 'None',
          ...used.map(({ uri: object, etag }) => `${object}#${etag}`),
        ].join(' '),
        objects: read,
      },
      rows: rows * shards.length,
      columns: Math.max(0, (first.split('\n', 1)[0] ?? '').split(',').length - 1),
      bytes: streamed ? 0 : bytes,
      streamed,
      log: sharded
        ? shards.map(
            (shard, i) =>
              `algo-${i + 1}: channel ${ChannelName} (ShardedByS3Key): ${shard.length} of ${found.length} objects: ${shard
                .map(({ uri: object }) => object.slice(object.lastIndexOf('/') + 1))
                .join(', ')}`,
          )
        : [],
    };
  } catch (thrown) {
    return {
      content: { name: ChannelName, uri, key: `${ChannelName} ${uri} unreadable`, objects: [] },
      rows: 0,
      columns: 0,
      bytes: 0,
      streamed: mode !== 'File',
      problem: failed(thrown),
      log: [],
    };
  }
}

/** The objects that a source names, in the order of their keys. Throws an Error when the manifest cannot be followed. */
export async function objectsOf(
  objects: Objects,
  { S3DataType, S3Uri }: S3DataSource,
): Promise<readonly ObjectInfo[]> {
  if (S3DataType !== 'ManifestFile')
    return (await objects.list(S3Uri)).filter(({ uri, size }) => !(uri.endsWith('/') && size === 0));
  const uris = readManifest(await objects.get(S3Uri));
  const infos = await Promise.all(uris.map((uri) => objects.info(uri).catch(() => uri)));
  const missing = infos.filter((info) => typeof info === 'string');
  if (missing.length > 0) {
    const told = missing.slice(0, 3).join(', ') + (missing.length > 3 ? ', …' : '');
    throw new Error(
      `the manifest ${S3Uri} names ${missing.length === 1 ? 'an object that does' : `${missing.length} objects that do`} not exist: ${told}.`,
    );
  }
  return infos.filter((info) => typeof info !== 'string').sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** Instance k of n gets every n-th object. */
const shardsOf = (found: readonly ObjectInfo[], instances: number): ObjectInfo[][] =>
  Array.from({ length: instances }, (_, k) => found.filter((__, i) => i % instances === k));

async function textOf(objects: Objects, { uri, encoding }: ObjectInfo, compressed: boolean): Promise<string> {
  const body = await objects.get(uri);
  if (!compressed && encoding === undefined) return body;
  if (!compressed)
    throw new Error(
      `${uri} is not text. If it is packed with gzip, choose the channel's compression type Gzip.`,
    );
  if (encoding === undefined)
    throw new Error(`${uri} is not packed, but the channel's compression type is Gzip.`);
  try {
    return await gunzip(fromBase64(body), MAX_OBJECT);
  } catch (thrown) {
    throw new Error(`${uri}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}
