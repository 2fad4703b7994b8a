import { ARCHIVE_FORMAT, ARCHIVE_VERSION, TuningJobArchive } from '../../api/archive.ts';
import { tuningJobCan } from '../../api/can.ts';
import { definitionsOf } from '../../api/definitions.ts';
import { duplicateName } from '../../api/errors.ts';
import { type OperationName, operations } from '../../api/operations.ts';
import { issues } from '../../api/validate.ts';
import { fromExactJson, toExactJson } from '../../lib/exact-json.ts';
import { objectionTo } from '../../lib/hostile.ts';
import { RpcError } from '../../lib/rpc.ts';
import { type Context, readTuningJob } from '../context.ts';
import { tuningJobArn } from '../convert.ts';
import { memoryPersistence } from '../db.ts';
import type { Handler } from '../handler.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord } from '../records.ts';
import { renamed } from '../rename-archive.ts';
import { Store } from '../store.ts';
import { describeTrainingJob, describeTrainingJobDecisions, listTrainingJobs } from './training-jobs.ts';
import { describeHyperParameterTuningJob, describeTuningJobRun, inTurn } from './tuning-jobs.ts';
import { describeTuningJobTimeline, getTrainingJobLog } from './watching.ts';

const refuse = (message: string) => new RpcError({ code: 'ValidationException', message, path: ['Body'] });

export const exportTuningJob: Handler<'ExportTuningJob'> = async (context, input) => {
  const { store, objects } = context;
  const job = await readTuningJob(context, input.HyperParameterTuningJobName);
  if (!tuningJobCan.warmStart(job.status)) {
    throw new RpcError({
      code: 'ValidationException',
      message: `The tuning job ${job.name} has not ended: there is more to come.`,
      path: ['HyperParameterTuningJobName'],
    });
  }
  // Where it came from is this place's own memory, not a part of the job.
  const { importedAt: _, ...record } = job;
  const trainingJobs = store.trainingJobsOf(job.name);
  const metrics = await store.metricsOf(job.name);
  const uris = new Set(trainingJobs.flatMap(({ artifact }) => artifact ?? []));
  const models = await Promise.all(
    [...uris].map(async (S3Uri) => {
      // A model that was deleted since is not there any more, and that is all.
      const Body = await objects.get(S3Uri).catch(() => undefined);
      return Body === undefined ? [] : [{ S3Uri, Body }];
    }),
  );
  return {
    Body: toExactJson({
      Format: ARCHIVE_FORMAT,
      Version: ARCHIVE_VERSION,
      TuningJob: record,
      TrainingJobs: trainingJobs,
      Metrics: trainingJobs.flatMap(({ name }) => metrics.get(name) ?? []),
      Events: await store.eventsOf(job.name),
      Models: models.flat(),
    }),
  };
};

export const importTuningJob: Handler<'ImportTuningJob'> = async (context, input) => {
  const own = read(input.Body);
  checkNames(own);
  const { HyperParameterTuningJobName: name = own.TuningJob.name } = input;
  const archive = name === own.TuningJob.name ? own : renamed(own, name);
  const job = archive.TuningJob as unknown as TuningJobRecord;
  const trainingJobs = archive.TrainingJobs as unknown as TrainingJobRecord[];
  const metrics = archive.Metrics as MetricsRecord[];
  await checkAnswers(context, job, trainingJobs, metrics);
  return inTurn(context, async () => {
    if (context.store.findTuningJob(job.name)) throw duplicateName(job.name);
    for (const { S3Uri, Body: body } of archive.Models) {
      // What is there already is not written over.
      const there = await context.objects.info(S3Uri).catch(() => undefined);
      if (!there) await context.objects.put({ uri: S3Uri, body, origin: 'Output' });
    }
    const { deleted: _, ...kept } = job;
    const importedAt = context.newJob().createdAt;
    await context.store.adoptTuningJob({ ...kept, importedAt }, trainingJobs, metrics, archive.Events);
    await context.store.flush();
    return {
      HyperParameterTuningJobName: job.name,
      HyperParameterTuningJobArn: tuningJobArn(job.name),
    };
  });
};

const LEVELS = 40;
/** Members whose keys are data. */
const MAPS = new Set([
  'StaticHyperParameters',
  'Environment',
  'TunedHyperParameters',
  'configuration',
  'columns',
  'Metrics',
]);

function read(body: string): TuningJobArchive {
  let value: unknown;
  try {
    value = fromExactJson(body);
  } catch (thrown) {
    throw refuse(
      `This is no exported tuning job: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
  if (typeof value !== 'object' || value === null) throw refuse('This is no exported tuning job.');
  const { Version } = value as { readonly Version?: unknown };
  if (typeof Version === 'number' && Version > ARCHIVE_VERSION) {
    throw refuse(
      `This was exported by a newer version (${Version}; ${ARCHIVE_VERSION} is the newest known here).`,
    );
  }
  const objection = objectionTo(value, LEVELS, MAPS);
  if (objection !== undefined) throw refuse(objection);
  const parsed = TuningJobArchive.safeParse(value);
  // As it stands there: parsing would put its members in another order.
  if (parsed.success) return value as TuningJobArchive;
  const [first] = issues(TuningJobArchive, value);
  throw refuse(`This is no exported tuning job: ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`);
}

/** Everything in it belongs to the one tuning job, in order. */
function checkNames({ TuningJob: job, TrainingJobs, Metrics, Events }: TuningJobArchive): void {
  const definitions = definitionsOf(job.request).length;
  const names = new Set(TrainingJobs.map(({ name }) => name.toLowerCase()));
  const belongs =
    job.request.HyperParameterTuningJobName === job.name &&
    names.size === TrainingJobs.length &&
    TrainingJobs.every(
      ({ name, tuningJob, index, definition }, i) =>
        tuningJob === job.name &&
        index === i &&
        definition < definitions &&
        name.startsWith(`${job.name}-`) &&
        /^\d{3,}-[0-9a-f]{8}$/.test(name.slice(job.name.length + 1)),
    ) &&
    Metrics.every(({ name, tuningJob }) => tuningJob === job.name && names.has(name.toLowerCase())) &&
    new Set(Metrics.map(({ name }) => name)).size === Metrics.length &&
    job.events === Events.length &&
    Events.every(({ Sequence }, i) => Sequence === i);
  if (!belongs) throw refuse('The parts of this exported tuning job do not belong together.');
}

/**
 * Records fit together when every answer about them is one that the contract allows. They are asked for in a store of their
 * own, so that nothing of a file that does not fit comes near the others.
 */
async function checkAnswers(
  context: Context,
  job: TuningJobRecord,
  trainingJobs: readonly TrainingJobRecord[],
  metrics: readonly MetricsRecord[],
): Promise<void> {
  const store = new Store(memoryPersistence(), { now: () => 0, setTimeout: () => undefined }, () => {});
  await store.adoptTuningJob(
    structuredClone(job),
    structuredClone(trainingJobs),
    structuredClone(metrics),
    [],
  );
  const apart: Context = { ...context, store, runners: new Map() };
  const fits = (operation: OperationName, answer: unknown) => {
    const [first] = issues(operations[operation].output, answer);
    if (first) throw new Error(`${operation}: ${first.path.join('.')}: ${first.message}`);
  };
  const named = { HyperParameterTuningJobName: job.name };
  try {
    // Definitions are echoed from the request, which was checked; with the metrics that the service adds they may be more
    // than a request can have.
    const { TrainingJobDefinition, TrainingJobDefinitions } = job.request;
    fits('DescribeHyperParameterTuningJob', {
      ...(await describeHyperParameterTuningJob(apart, named)),
      TrainingJobDefinition,
      TrainingJobDefinitions,
    });
    fits('DescribeTuningJobRun', await describeTuningJobRun(apart, named));
    fits('DescribeTuningJobTimeline', await describeTuningJobTimeline(apart, named));
    fits(
      'ListTrainingJobsForHyperParameterTuningJob',
      await listTrainingJobs(apart, { ...named, MaxResults: 100 }),
    );
    for (const { name } of trainingJobs) {
      const TrainingJobName = name;
      const answer = await describeTrainingJob(apart, { TrainingJobName });
      fits('DescribeTrainingJob', { ...answer, AlgorithmSpecification: undefined });
      fits('DescribeTrainingJobDecisions', await describeTrainingJobDecisions(apart, { TrainingJobName }));
      fits('GetTrainingJobLog', await getTrainingJobLog(apart, { TrainingJobName }));
    }
  } catch (thrown) {
    throw refuse(
      `The records of this exported tuning job do not fit together: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}
