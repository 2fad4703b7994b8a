import type { ObjectSummary } from '../../api/local.ts';
import type { Input, Output } from '../../api/operations.ts';
import { RpcError } from '../../lib/rpc.ts';
import { firstRows } from '../../training/csv.ts';
import { moonsChannels, moonsColumns } from '../../training/moons.ts';
import { type DataWork, dataWorkHere } from '../data-work.ts';
import { fromBase64, gunzip } from '../gunzip.ts';
import {
  bucketOf,
  MAX_OBJECT,
  type ObjectInfo,
  type Objects,
  OUTPUT_BUCKET,
  SAMPLES_BUCKET,
} from '../objects.ts';

/** What these operations work on. */
interface Deps {
  readonly objects: Objects;
  /** Default: in this thread. */
  readonly dataWork?: DataWork;
}

/** Characters shown of an object that is not CSV. */
const TEXT_PREVIEW = 4000;

/** Every bucket that holds something, and the two that always exist. */
export async function listBuckets({ objects }: Deps): Promise<Output<'ListBuckets'>> {
  const buckets = new Map(
    [SAMPLES_BUCKET, OUTPUT_BUCKET].map((Name) => [Name, { Name, Objects: 0, Size: 0 }]),
  );
  for (const { uri, size } of await objects.list('s3://')) {
    const Name = bucketOf(uri);
    const bucket = buckets.get(Name) ?? { Name, Objects: 0, Size: 0 };
    buckets.set(Name, { Name, Objects: bucket.Objects + 1, Size: bucket.Size + (size ?? 0) });
  }
  return { Buckets: [...buckets.values()].sort((a, b) => (a.Name < b.Name ? -1 : 1)) };
}

/** With a delimiter, everything below the next `/` after the prefix is told as one common prefix, as S3 does. */
export async function listObjects(
  { objects }: Deps,
  { S3Uri, Delimiter }: Input<'ListObjects'>,
): Promise<Output<'ListObjects'>> {
  const found = await objects.list(S3Uri);
  if (!Delimiter) return { Objects: found.map(toSummary), CommonPrefixes: [] };
  const start = Math.max(S3Uri.length, `s3://${bucketOf(S3Uri)}/`.length);
  const common = new Set<string>();
  const Objects: ObjectSummary[] = [];
  for (const info of found) {
    const end = info.uri.indexOf(Delimiter, start);
    if (end < 0) Objects.push(toSummary(info));
    else common.add(info.uri.slice(0, end + 1));
  }
  return { Objects, CommonPrefixes: [...common] };
}

export async function previewObject(
  { objects }: Deps,
  { S3Uri, MaxRows }: Input<'PreviewObject'>,
): Promise<Output<'PreviewObject'>> {
  const info = await objects.info(S3Uri);
  const body = await textOf(info, await objects.get(S3Uri));
  if (body === undefined) return { Object: toSummary(info), Rows: [], Text: 'No text: binary data.' };
  return isCsv(S3Uri.replace(/\.gz$/i, ''))
    ? { Object: toSummary(info), Rows: firstRows(body, MaxRows) }
    : { Object: toSummary(info), Rows: [], Text: body.slice(0, TEXT_PREVIEW) };
}

export async function getObject(
  { objects }: Deps,
  { S3Uri }: Input<'GetObject'>,
): Promise<Output<'GetObject'>> {
  const info = await objects.info(S3Uri);
  return {
    Body: await objects.get(S3Uri),
    ...(info.encoding ? { Encoding: info.encoding } : {}),
    Object: toSummary(info),
  };
}

export async function putObject(
  { objects }: Deps,
  { S3Uri, Body, Encoding }: Input<'PutObject'>,
): Promise<Output<'PutObject'>> {
  if (Encoding && !/^[A-Za-z0-9+/]*={0,2}$/.test(Body)) {
    throw new RpcError({ code: 'ValidationException', message: 'The body is not base64.', path: ['Body'] });
  }
  const encoded = Encoding ? { encoding: Encoding } : {};
  return {
    Object: toSummary(await objects.put({ uri: S3Uri, body: Body, ...encoded, origin: 'Uploaded' })),
  };
}

export async function deleteObjects(
  { objects }: Deps,
  { S3Uri }: Input<'DeleteObjects'>,
): Promise<Output<'DeleteObjects'>> {
  return { Deleted: await objects.delete(S3Uri) };
}

export async function inspectDataset(
  { dataWork = dataWorkHere }: Deps,
  { Body, WorkId }: Input<'InspectDataset'>,
): Promise<Output<'InspectDataset'>> {
  return dataWork.inspect(Body, WorkId);
}

export async function cancelDataWork(
  { dataWork = dataWorkHere }: Deps,
  { WorkId }: Input<'CancelDataWork'>,
): Promise<Output<'CancelDataWork'>> {
  return { Cancelled: dataWork.cancel(WorkId) };
}

export async function describeDataWork(
  { dataWork = dataWorkHere }: Deps,
  { WorkId }: Input<'DescribeDataWork'>,
): Promise<Output<'DescribeDataWork'>> {
  const share = dataWork.share(WorkId);
  return share === undefined ? {} : { Share: share };
}

export async function prepareDataset(
  { objects, dataWork = dataWorkHere }: Deps,
  { Body, Plan, Destination, WorkId }: Input<'PrepareDataset'>,
): Promise<Output<'PrepareDataset'>> {
  const { train, validation, ...prepared } = await dataWork.prepare(Body, Plan, WorkId);
  const uris = await putChannels(objects, Destination, { train, validation }, prepared.columns);
  return {
    Train: { S3Uri: uris.train, Rows: prepared.trainRows },
    Validation: { S3Uri: uris.validation, Rows: prepared.validationRows },
    Columns: [...prepared.columns],
    Classes: [...prepared.classes],
    LeftOut: prepared.leftOut,
  };
}

export async function generateMoons(
  { objects }: Deps,
  { Samples, TrainSamples, Noise, Seed, Destination }: Input<'GenerateMoons'>,
): Promise<Output<'GenerateMoons'>> {
  const plan = { points: Samples, noise: Noise, seed: Seed };
  const channels = moonsChannels({ ...plan, trainRows: TrainSamples });
  const uris = await putChannels(objects, Destination, channels, moonsColumns);
  return {
    Train: { S3Uri: uris.train, Rows: TrainSamples },
    Validation: { S3Uri: uris.validation, Rows: Samples - TrainSamples },
    Columns: [...moonsColumns],
    Classes: ['upper half circle', 'lower half circle'],
    LeftOut: 0,
  };
}

/** Writes both channels below `destination` or neither; returns their prefixes. */
async function putChannels(
  objects: Objects,
  destination: string,
  { train, validation }: { readonly train: string; readonly validation: string },
  columns: readonly string[],
): Promise<{ readonly train: string; readonly validation: string }> {
  const folder = destination.replace(/\/*$/, '/');
  const put = (channel: string, body: string) =>
    objects.put({
      uri: `${folder}${channel}/${channel}.csv`,
      body,
      origin: 'Uploaded',
      columns,
    });
  const written = await put('train', train).catch(atDestination);
  await put('validation', validation).catch(async (thrown: unknown) => {
    await objects.delete(written.uri);
    throw thrown;
  });
  return { train: `${folder}train/`, validation: `${folder}validation/` };
}

/** What a body says as text: packed with gzip, what is in it. Undefined when it is no text. */
async function textOf({ encoding }: ObjectInfo, body: string): Promise<string | undefined> {
  return encoding ? gunzip(fromBase64(body), MAX_OBJECT).catch(() => undefined) : body;
}

/** An address the store refuses came from `Destination` here. */
function atDestination(thrown: unknown): never {
  if (thrown instanceof RpcError && thrown.path?.[0] === 'S3Uri') {
    throw new RpcError({ code: thrown.code, message: thrown.message, path: ['Destination'] });
  }
  throw thrown;
}

const isCsv = (uri: string) => /\.(csv|tsv)$/i.test(uri);

const toSummary = (info: ObjectInfo): ObjectSummary => ({
  S3Uri: info.uri,
  ...(info.size === undefined ? {} : { Size: info.size }),
  Origin: info.origin,
  ...(info.lastModified === undefined ? {} : { LastModified: new Date(info.lastModified) }),
  ...(info.description === undefined ? {} : { Description: info.description }),
  ...(info.rows === undefined ? {} : { Rows: info.rows }),
  ...(info.columns === undefined ? {} : { Columns: [...info.columns] }),
});
