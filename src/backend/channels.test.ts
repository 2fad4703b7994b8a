import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Channel, HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import { bundledOnDisk } from '../node/bundled.ts';
import { ask, open, type Run, type RunOptions } from '../node/testing/run.ts';
import { memoryPersistence } from './db.ts';
import { createObjects } from './objects.ts';
import { openDefinitions } from './definitions.ts';
import { openChannels } from './channels.ts';
import { readManifest } from './manifest.ts';
import { picturesRequest } from './testing/pictures.ts';
import { xgboostRequest } from './testing/requests.ts';

const request = xgboostRequest({ jobs: 2, parallel: 2, rounds: 3, earlyStopping: 'Off' });
const base = request.TrainingJobDefinition as HyperParameterTrainingJobDefinition;
type S3 = NonNullable<Channel['DataSource']['S3DataSource']>;
const channel = (source: Partial<S3> & { S3Uri: string }, more: Partial<Channel> = {}): Channel => ({
  ChannelName: 'train',
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', ...source } },
  ...more,
});
const withChannels = (
  channels: readonly Channel[],
  more: Partial<HyperParameterTrainingJobDefinition> = {},
) => ({
  ...request,
  TrainingJobDefinition: {
    ...base,
    InputDataConfig: [...channels, ...(base.InputDataConfig ?? []).slice(1)],
    ...more,
  },
});
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${from + i},${(from + i) % 7},1,2,3,4,5,6,7\n`).join('');

/** A service with these objects in it. */
async function withObjects(objects: Record<string, string>, options: RunOptions = {}) {
  const run = await open(options);
  for (const [S3Uri, Body] of Object.entries(objects)) await ask(run, 'PutObject', { S3Uri, Body });
  return run;
}
const firstJob = async (run: Run) => {
  const name = 'xgboost-test';
  await run.service.idle();
  const { TrainingJobSummaries } = await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
    HyperParameterTuningJobName: name,
    SortBy: 'CreationTime',
  });
  return TrainingJobSummaries[0];
};
const failureOf = async (run: Run, input: object) => {
  await run.service.call('CreateHyperParameterTuningJob', input);
  return (await firstJob(run))?.FailureReason;
};

describe('Gzip', () => {
  const zipped = gzipSync(rows(0, 40)).toString('base64');
  const put = (run: Run, Body = zipped) =>
    ask(run, 'PutObject', { S3Uri: 's3://mine/z/a.csv.gz', Body, Encoding: 'Base64' });
  const both = (CompressionType: 'None' | 'Gzip') => ({
    ...request,
    TrainingJobDefinition: {
      ...base,
      InputDataConfig: ['train', 'validation'].map((ChannelName) =>
        channel({ S3Uri: 's3://mine/z/' }, { ChannelName, CompressionType }),
      ),
    },
  });
  const input = both('Gzip');

  it('trains on what is packed as on the same text', async () => {
    const packed = await open();
    const { Object: object } = await put(packed);
    expect(object.Size).toBe(gzipSync(rows(0, 40)).length);
    await packed.service.call('CreateHyperParameterTuningJob', input);
    const plain = await withObjects({ 's3://mine/z/a.csv': rows(0, 40) });
    await plain.service.call('CreateHyperParameterTuningJob', both('None'));
    const value = async (run: Run) =>
      (await firstJob(run))?.FinalHyperParameterTuningJobObjectiveMetric?.Value;
    expect(await value(packed)).toBeGreaterThan(0);
    expect(await value(packed)).toBe(await value(plain));
    const { Rows } = await ask(packed, 'PreviewObject', { S3Uri: 's3://mine/z/a.csv.gz', MaxRows: 1 });
    expect(Rows).toEqual([['0', '0', '1', '2', '3', '4', '5', '6', '7']]);
  });

  it('names what is not packed, damaged, or packed without being said to be', async () => {
    const plain = await withObjects({ 's3://mine/z/a.csv': rows(0, 40) });
    expect(await failureOf(plain, input)).toContain('s3://mine/z/a.csv is not packed');
    const damaged = await open();
    await put(damaged, zipped.slice(0, 40));
    expect(await failureOf(damaged, input)).toContain('a.csv.gz: it is not in gzip format, or damaged');
    const silent = await open();
    await put(silent);
    expect(await failureOf(silent, both('None'))).toContain("choose the channel's compression type Gzip");
  });

  it('does not unpack without end, and refuses what is no base64', async () => {
    const run = await open();
    await put(run, gzipSync(Buffer.alloc(80_000_000)).toString('base64'));
    expect(await failureOf(run, input)).toContain('it unpacks to more than 64 MiB');
    await expect(put(run, 'no base64!')).rejects.toMatchObject({ message: 'The body is not base64.' });
  });
});

describe('ManifestFile', () => {
  it('reads what it names and nothing else', async () => {
    const run = await withObjects({
      's3://mine/m/list.manifest': JSON.stringify([{ prefix: 's3://mine/data/' }, 'b.csv', 'a.csv']),
      's3://mine/data/a.csv': rows(0, 30),
      's3://mine/data/b.csv': rows(30, 30),
      's3://mine/data/c.csv': 'no,numbers\n',
    });
    const source = channel({ S3DataType: 'ManifestFile', S3Uri: 's3://mine/m/list.manifest' });
    const validation = { ...source, ChannelName: 'validation' };
    await run.service.call('CreateHyperParameterTuningJob', {
      ...request,
      TrainingJobDefinition: { ...base, InputDataConfig: [source, validation] },
    });
    expect((await firstJob(run))?.TrainingJobStatus).toBe('Completed');
  });

  it('is checked when the tuning job is created', async () => {
    const source = channel({ S3DataType: 'ManifestFile', S3Uri: 's3://mine/m/list.manifest' });
    const create = async (manifest: string) => {
      const run = await withObjects({ 's3://mine/m/list.manifest': manifest });
      return run.service.call('CreateHyperParameterTuningJob', withChannels([source]));
    };
    await expect(create('[{"prefix":"s3://mine/data/"},"a.csv"]')).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('names an object that does not exist: s3://mine/data/a.csv') as string,
      path: ['TrainingJobDefinition', 'InputDataConfig', 0, 'DataSource', 'S3DataSource', 'S3Uri'],
    });
    await expect(create('a.csv\n')).rejects.toMatchObject({ message: 'The manifest is not JSON.' });
  });

  it.each([
    ['{}', 'is not a JSON array.'],
    ['["a"]', 'does not begin with'],
    ['[{"prefix":"s3://b/"}]', 'names no object.'],
    ['[{"prefix":"s3://b/"},7]', 'has no text as element 2.'],
  ])('refuses %s', (text, problem) => {
    expect(() => readManifest(text)).toThrow(problem);
  });
});

describe('ShardedByS3Key', () => {
  const parts = Object.fromEntries(
    [0, 1, 2, 3, 4].map((part) => [`s3://mine/p/part-${part}.csv`, rows(10 * part, 10)]),
  );
  const source = channel({ S3Uri: 's3://mine/p/', S3DataDistributionType: 'ShardedByS3Key' });
  const on = (count: number, channels = [source]) =>
    withChannels(channels, { ResourceConfig: { ...base.ResourceConfig, InstanceCount: count } });

  it('gives each instance every n-th object; all wait for the one with the most', async () => {
    const saved = memoryPersistence().objects;
    const objects = createObjects({ bundled: bundledOnDisk, saved });
    for (const [uri, body] of Object.entries(parts)) await objects.put({ uri, body, origin: 'Uploaded' });
    const definition = on(2).TrainingJobDefinition;
    const sharded = await openChannels(objects, definition, { firstInstanceOnly: false });
    expect(sharded.contents[0]?.objects?.length).toBe(5);
    expect(sharded.rows).toBe(2 * 30);
    const script = await openChannels(objects, definition, { firstInstanceOnly: true });
    expect(script.contents[0]?.objects?.map(({ uri }) => uri)).toEqual(
      [0, 2, 4].map((part) => `s3://mine/p/part-${part}.csv`),
    );
    const whole = await openChannels(
      objects,
      on(2, [channel({ S3Uri: 's3://mine/p/' })]).TrainingJobDefinition,
      {
        firstInstanceOnly: false,
      },
    );
    expect(whole.rows).toBe(50);
    expect(whole.bytes).toBeGreaterThan(sharded.bytes);
  });

  it('is told in the log, and fails where an instance gets nothing', async () => {
    const run = await withObjects(parts);
    await run.service.call('CreateHyperParameterTuningJob', on(2));
    const job = await firstJob(run);
    const { Lines } = await ask(run, 'GetTrainingJobLog', { TrainingJobName: job?.TrainingJobName ?? '' });
    expect(Lines[1]?.Text).toBe(
      'algo-2: channel train (ShardedByS3Key): 2 of 5 objects: part-1.csv, part-3.csv',
    );
    expect(await failureOf(await withObjects(parts), on(6))).toContain(
      'algo-6 gets no data. The channel is ShardedByS3Key over 6 instances and has 5 objects',
    );
  });
});

describe('input modes and the volume', () => {
  const plan = async (definition: Partial<HyperParameterTrainingJobDefinition>) => {
    const objects = createObjects({ bundled: bundledOnDisk, saved: memoryPersistence().objects });
    const [opened] = await openDefinitions(objects, picturesRequest(definition));
    return opened!.plan({}, 1, 0).download;
  };
  it('copies in File mode, streams in Pipe and FastFile mode', async () => {
    const { AlgorithmSpecification } = picturesRequest().TrainingJobDefinition!;
    const mode = (TrainingInputMode: 'Pipe' | 'FastFile') => ({
      AlgorithmSpecification: { ...AlgorithmSpecification, TrainingInputMode },
    });
    expect(await plan({})).toBe(28);
    expect(await plan(mode('Pipe'))).toBe(2);
    expect(await plan(mode('FastFile'))).toBe(2);
  });

  it('fails with the sizes when the data does not fit the volume, and fits when it streams', async () => {
    const small = { InstanceType: 'ml.p3.2xlarge' as const, InstanceCount: 1, VolumeSizeInGB: 1 };
    const run = await open();
    await run.service.call(
      'CreateHyperParameterTuningJob',
      picturesRequest({ ResourceConfig: small }, { jobs: 2 }),
    );
    await run.service.idle();
    const [job] = (
      await ask(run, 'ListTrainingJobsForHyperParameterTuningJob', {
        HyperParameterTuningJobName: 'pictures',
      })
    ).TrainingJobSummaries;
    expect(job?.FailureReason).toContain('The channels hold 1.20 GB, VolumeSizeInGB is 1');
  });
});

describe('what cannot be read here', () => {
  const refused = async (input: object) => {
    const run = await open();
    return run.service.call('CreateHyperParameterTuningJob', input).then(
      () => undefined,
      (thrown: { message: string; path: unknown }) => thrown,
    );
  };
  it.each(['EFS', 'FSxLustre'] as const)('refuses %s at its field', async (FileSystemType) => {
    const error = await refused(
      withChannels([
        {
          ChannelName: 'train',
          DataSource: {
            FileSystemDataSource: {
              FileSystemId: 'fs-0123abcd',
              FileSystemAccessMode: 'ro',
              FileSystemType,
              DirectoryPath: '/data',
            },
          },
        },
      ]),
    );
    expect(error?.message).toContain('cannot be read in a browser');
    expect(error?.path).toEqual([
      'TrainingJobDefinition',
      'InputDataConfig',
      0,
      'DataSource',
      'FileSystemDataSource',
      'FileSystemId',
    ]);
  });

  it('refuses a content type that the algorithm does not read, whatever its parameters', async () => {
    const train = (ContentType: string) =>
      withChannels([channel({ S3Uri: 's3://etude-samples/concrete/train/' }, { ContentType })]);
    expect(await refused(train('text/csv; label_size=1'))).toBeUndefined();
    const error = await refused(train('application/x-image'));
    expect(error?.message).toContain('does not read application/x-image from channel train');
    expect(error?.path).toEqual(['TrainingJobDefinition', 'InputDataConfig', 0, 'ContentType']);
  });

  it('refuses to write beside the bundled data', async () => {
    const error = await refused(
      withChannels([base.InputDataConfig![0]!], {
        OutputDataConfig: { S3OutputPath: 's3://etude-samples/out' },
      }),
    );
    expect(error?.path).toEqual(['TrainingJobDefinition', 'OutputDataConfig', 'S3OutputPath']);
  });
});

describe('data that changes under a tuning job', () => {
  const objects = { 's3://mine/d/train.csv': rows(0, 60), 's3://mine/v/validation.csv': rows(60, 30) };
  const input = {
    ...withChannels([]),
    TrainingJobDefinition: {
      ...base,
      StaticHyperParameters: { ...base.StaticHyperParameters, num_round: '400' },
      InputDataConfig: [
        channel({ S3Uri: 's3://mine/d/' }),
        { ...channel({ S3Uri: 's3://mine/v/' }), ChannelName: 'validation' },
      ],
    },
  };
  /** Starts, pauses in the middle, changes the data, and comes back after a reload. */
  const reloaded = async (change: (run: Run) => Promise<unknown>) => {
    const persistence = memoryPersistence();
    const run = await withObjects(objects, { persistence });
    await run.service.call('CreateHyperParameterTuningJob', input);
    while (!run.events.some(({ Type }) => Type === 'Epoch'))
      await new Promise((resolve) => setTimeout(resolve, 0));
    await ask(run, 'SetTuningJobPace', { HyperParameterTuningJobName: 'xgboost-test', Pace: 'Paused' });
    await change(run);
    const again = await open({ persistence });
    await ask(again, 'SetTuningJobPace', { HyperParameterTuningJobName: 'xgboost-test', Pace: 'Max' });
    return firstJob(again);
  };

  it('fails clearly when the objects were deleted', async () => {
    const job = await reloaded((run) => ask(run, 'DeleteObjects', { S3Uri: 's3://mine/d/' }));
    expect(job?.TrainingJobStatus).toBe('Failed');
    expect(job?.FailureReason).toContain('not those that this tuning job began with');
  });

  it('fails clearly when they were replaced', async () => {
    const job = await reloaded((run) =>
      ask(run, 'PutObject', { S3Uri: 's3://mine/d/train.csv', Body: rows(5, 60) }),
    );
    expect(job?.FailureReason).toContain('replaced, added to or deleted');
  });

  it('names the channel and the place when nothing is there at all', async () => {
    const store = createObjects({ bundled: bundledOnDisk, saved: memoryPersistence().objects });
    const { problem } = await openChannels(store, input.TrainingJobDefinition, { firstInstanceOnly: false });
    expect(problem).toContain(
      'Data download failed for channel \'train\': no S3 objects found under S3 URL "s3://mine/d/"',
    );
  });
});
