import type { TrainingJobOutput } from '../api/outputs.ts';
import { definitionsOf } from '../api/definitions.ts';
import { RpcError } from '../lib/rpc.ts';
import { historyCsv } from '../training/history.ts';
import { signOf } from './convert.ts';
import type { Definition } from './definitions.ts';
import { tunedHyperParameters } from './convert.ts';
import type { Derived, ObjectInfo } from './objects.ts';
import type { Pool, WorkerTask } from './pool.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord } from './records.ts';
import { runAs } from './run-as.ts';
import type { Store } from './store.ts';

/**
 * What a training job leaves beside its model. History, log and checkpoints are not stored: each is made when it is read,
 * from the training job's record or by training again up to its epoch, which gives the same bits. So a tuning job of 750
 * training jobs adds nothing to the browser's storage but models (see ModelBudget in service.ts).
 */
type Kind = TrainingJobOutput['Kind'];

interface Output {
  readonly kind: Exclude<Kind, 'File'>;
  readonly uri: string;
  /** Of a checkpoint. */
  readonly epoch?: number;
}

const folder = (uri: string) => uri.replace(/\/+$/, '');

/** Where the container's files go. */
export const outputFolder = (outputPath: string, trainingJob: string): string =>
  `${folder(outputPath)}/${trainingJob}/output/`;

/** Where checkpoints go: each training job has a folder of its own below the location given. */
const checkpointFolder = (
  { CheckpointConfig, OutputDataConfig }: ReturnType<typeof definitionAt>['definition'],
  trainingJob: string,
) =>
  CheckpointConfig
    ? `${folder(CheckpointConfig.S3Uri)}/${trainingJob}/`
    : `${folder(OutputDataConfig.S3OutputPath)}/${trainingJob}/checkpoints/`;

function definitionAt({ request }: TuningJobRecord, { definition }: TrainingJobRecord) {
  const found = definitionsOf(request)[definition];
  if (!found) throw new Error(`The request has no definition ${definition}`);
  return found;
}

/** All that is made when read, of a training job that has ended. */
export function outputsOf(job: TuningJobRecord, record: TrainingJobRecord): Output[] {
  if (record.endedAt === undefined) return [];
  const tuned = definitionAt(job, record);
  const output = outputFolder(tuned.definition.OutputDataConfig.S3OutputPath, record.name);
  const run = runAs(tuned)?.algorithm;
  // A simulated training job learns nothing that could be resumed; a script keeps its own state.
  const checkpoints = record.epochs > 0 && run !== undefined && run !== 'surrogate' && run !== 'script';
  const at = checkpointFolder(tuned.definition, record.name);
  const best = record.bestEpoch;
  return [
    ...(record.modelOnDemand && record.artifact ? [{ kind: 'Model' as const, uri: record.artifact }] : []),
    { kind: 'History', uri: `${output}history.csv` },
    { kind: 'Log', uri: `${output}log.txt` },
    ...(checkpoints && best !== undefined
      ? [{ kind: 'BestCheckpoint' as const, uri: `${at}best.json`, epoch: best }]
      : []),
    ...(checkpoints
      ? [{ kind: 'LastCheckpoint' as const, uri: `${at}last.json`, epoch: record.epochs }]
      : []),
  ];
}

interface Deps {
  readonly store: Store;
  readonly pool: Pool;
  readonly openDefinitions: (job: TuningJobRecord) => Promise<readonly Definition[]>;
}

/** Whether outputs of a tuning job can lie below a prefix, by where its definitions put those of its training jobs. */
const mayHold = ({ name, request }: TuningJobRecord, prefix: string): boolean =>
  definitionsOf(request).some(({ definition: { OutputDataConfig, CheckpointConfig } }) =>
    [OutputDataConfig.S3OutputPath, CheckpointConfig?.S3Uri].some((uri) => {
      const root = `${folder(uri ?? '')}/${name}-`;
      return root.startsWith(prefix) || prefix.startsWith(root);
    }),
  );

/** These outputs as objects of the store. */
export function derivedOutputs({ store, pool, openDefinitions }: Deps): Derived {
  const infoOf = (job: TuningJobRecord, record: TrainingJobRecord, { uri, kind }: Output): ObjectInfo => ({
    uri,
    etag: `${record.name}#${record.epochs}#${kind}`,
    origin: 'Output',
    lastModified: job.createdAt + (record.endedAt ?? 0) * 1000,
    description: DESCRIPTIONS[kind],
  });
  const find = async (uri: string) => {
    for (const part of uri.split('/').slice(2)) {
      const record = await store.findTrainingJob(part);
      const job = record && store.tuningJobs.get(record.tuningJob);
      const output = job && outputsOf(job, record).find((each) => each.uri === uri);
      if (job && output) return { job, record, output };
    }
    return undefined;
  };
  const train = async (job: TuningJobRecord, record: TrainingJobRecord, upTo?: number) => {
    const definition = (await openDefinitions(job))[record.definition];
    if (definition && job.inputs && definition.input !== job.inputs[record.definition])
      throw new RpcError({
        code: 'ValidationException',
        message:
          'The data that this training job read is no longer there as it was, so it cannot be trained again to make this file.',
      });
    const task = definition?.task(tunedHyperParameters(record.configuration), job.seed, record.index, 0);
    if (!task) throw new Error(`${job.name} has no definition ${record.definition}`);
    return textOf(pool, { ...task, skip: Number.POSITIVE_INFINITY, ...(upTo === undefined ? {} : { upTo }) });
  };
  return {
    list: async (prefix) => {
      const jobs = [...store.tuningJobs.values()].filter((job) => mayHold(job, prefix));
      await Promise.all(jobs.map(({ name }) => store.read(name)));
      return jobs.flatMap((job) =>
        store.trainingJobsOf(job.name).flatMap((record) =>
          outputsOf(job, record)
            .filter(({ uri }) => uri.startsWith(prefix))
            .map((output) => infoOf(job, record, output)),
        ),
      );
    },
    info: async (uri) => {
      const found = await find(uri);
      return found && infoOf(found.job, found.record, found.output);
    },
    get: async (uri) => {
      const found = await find(uri);
      if (!found) return undefined;
      const { job, record, output } = found;
      const metrics = (await store.metricsOf(job.name)).get(record.name);
      switch (output.kind) {
        case 'History':
          return historyCsv(metrics?.columns ?? {}, record.epochs);
        case 'Log':
          return logText(metrics);
        case 'Model':
          return train(job, record);
        default:
          return train(job, record, output.epoch);
      }
    },
  };
}

const DESCRIPTIONS: Readonly<Record<Output['kind'], string>> = {
  Model: 'The model. Made when it is read, by training again.',
  History: 'Every metric by epoch. Made when it is read.',
  Log: 'What the container printed. Made when it is read.',
  BestCheckpoint:
    'The state of training after its best epoch. Made when it is read, by training up to there again.',
  LastCheckpoint: 'The state of training after its last epoch. Made when it is read, by training again.',
};

function logText(metrics: MetricsRecord | undefined): string {
  const { lines = [], leftOut = 0 } = metrics?.log ?? {};
  const texts = lines.map(({ text }) => text);
  if (leftOut > 0) texts.push(`(${leftOut} lines from the middle were not kept.)`);
  return texts.map((text) => `${text}\n`).join('');
}

/** The file that a task ends with. Throws what it fails with. */
async function textOf(pool: Pool, task: WorkerTask): Promise<string> {
  const { feed } = pool.start(task);
  for (;;) {
    const head = feed.peek();
    if (head === undefined) await feed.known();
    else if (head.kind === 'done') return head.artifact.text;
    else if (head.kind === 'failed') throw new Error(head.message);
    else feed.take();
  }
}

/** The first epoch with the best finite objective; undefined when there was none. */
export function bestEpoch(
  job: TuningJobRecord,
  record: TrainingJobRecord,
  metrics: MetricsRecord,
): number | undefined {
  const sign = signOf(job.request, record.definition);
  const values = metrics.columns[definitionAt(job, record).objective.MetricName] ?? [];
  let best: number | undefined;
  for (const [i, value] of values.entries()) {
    if (!Number.isFinite(value)) continue;
    if (best === undefined || value * sign < (values[best - 1] ?? 0) * sign) best = i + 1;
  }
  return best;
}
