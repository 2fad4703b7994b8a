import { definitionsOf } from '../api/definitions.ts';
import type { HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { hash32 } from '../lib/rng.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { scriptUri } from '../training/catalog/script.ts';
import { downloadSeconds, epochSeconds, startupSeconds, uploadSeconds } from '../training/cost.ts';
import { countRows } from '../training/csv.ts';
import { describedHyperParameters, describedResources } from './described.ts';
import type { Objects } from './objects.ts';
import type { ChannelContent, WorkerTask } from './pool.ts';
import type { Plan } from './records.ts';
import { runAs } from './run-as.ts';

/** A training job definition made ready to launch from: its data read, its durations modelled. */
export interface Definition {
  readonly name: string | undefined;
  /** Name of the objective metric. */
  readonly objective: string;
  /** Seconds a training job may take (StoppingCondition). */
  readonly maxRuntime: number;
  /** With managed spot training: how long it may take with all waiting, and whether a checkpoint outlives an interruption. */
  readonly spot?: { readonly maxWait: number; readonly resumes: boolean };
  /** How often a training job that the service failed is started anew (RetryStrategy). */
  readonly retries: number;
  plan(tuned: Readonly<Record<string, string>>, seed: number, index: number): Plan;
  /** @param skip epochs handled before a reload: computed again, not reported */
  task(tuned: Readonly<Record<string, string>>, seed: number, index: number, skip: number): WorkerTask;
}

/** SageMaker's default for StoppingCondition.MaxRuntimeInSeconds: a day (spec api.md §7). */
const DEFAULT_MAX_RUNTIME = 86_400;

export function openDefinitions(
  objects: Objects,
  request: CreateHyperParameterTuningJobRequest,
): Promise<Definition[]> {
  return Promise.all(
    definitionsOf(request).map(async ({ name, definition, objective }) => {
      const channels = await openChannels(objects, definition);
      const run = runAs({ definition, objective });
      if (!run)
        throw new Error(`No algorithm is known for ${definition.AlgorithmSpecification.TrainingImage}`);
      const script =
        run.algorithm === 'script'
          ? { script: await readScript(objects, definition.StaticHyperParameters ?? {}) }
          : {};
      const surrogate = run.algorithm === 'surrogate' ? { surrogate: run.surrogate } : {};
      const hyperparameters = (tuned: Readonly<Record<string, string>>) => ({
        ...describedHyperParameters(definition, objective),
        ...tuned,
      });
      const { InstanceType = 'ml.m5.xlarge', InstanceCount = 1 } = describedResources(definition) ?? {};
      const { rows, columns, bytes } = channels;
      return {
        name,
        objective: objective.MetricName,
        maxRuntime: definition.StoppingCondition.MaxRuntimeInSeconds ?? DEFAULT_MAX_RUNTIME,
        ...(definition.EnableManagedSpotTraining ? { spot: spotOf(definition) } : {}),
        retries: definition.RetryStrategy?.MaximumRetryAttempts ?? 0,
        plan: (tuned, seed, index) => ({
          startup: startupSeconds(seed, index),
          download: downloadSeconds(run.algorithm === 'surrogate' ? run.surrogate.cost.bytes : bytes),
          epoch: epochSeconds({
            algorithm: run.algorithm,
            ...surrogate,
            rows,
            columns,
            hyperparameters: hyperparameters(tuned),
            instanceType: InstanceType,
            instanceCount: InstanceCount,
          }),
          upload: uploadSeconds(),
        }),
        task: (tuned, seed, index, skip) => ({
          algorithm: run.algorithm,
          ...surrogate,
          ...script,
          hyperparameters: hyperparameters(tuned),
          channels: channels.contents,
          // Every training job has a stream of its own, so results do not hang on which of them run side by side.
          seed: hash32(`${seed}\u0000training\u0000${index}`) >>> 0,
          // An own container that is really run here says its metrics in its log; a simulated one needs no log.
          ...(algorithmOf(definition.AlgorithmSpecification.TrainingImage ?? '')?.source === 'own' &&
          run.algorithm !== 'surrogate'
            ? { metricDefinitions: definition.AlgorithmSpecification.MetricDefinitions ?? [] }
            : {}),
          skip,
        }),
      } satisfies Definition;
    }),
  );
}

const spotOf = ({ StoppingCondition: limits, CheckpointConfig }: HyperParameterTrainingJobDefinition) => ({
  // The contract asks for a maximum wait with spot training; without one, waiting has no end of its own.
  maxWait: limits.MaxWaitTimeInSeconds ?? Number.POSITIVE_INFINITY,
  resumes: CheckpointConfig !== undefined,
});

/** The source of a user's script; one that says so when it is gone, so that the training job fails with that reason. */
async function readScript(
  objects: Objects,
  hyperparameters: Readonly<Record<string, string>>,
): Promise<string> {
  const uri = scriptUri(hyperparameters) ?? '';
  try {
    return await objects.get(uri);
  } catch {
    return `throw new Error(${JSON.stringify(`There is no script at ${uri || 'the address given'}`)});`;
  }
}

interface Channels {
  readonly contents: readonly ChannelContent[];
  /** Of the training channel: what an epoch costs depends on it. */
  readonly rows: number;
  readonly columns: number;
  /** Of all channels: what downloading costs depends on it. */
  readonly bytes: number;
}

/**
 * Reads every channel's objects. What is missing or malformed is found by the learner's reader and fails the training
 * job, not the tuning job.
 */
async function openChannels(
  objects: Objects,
  definition: HyperParameterTrainingJobDefinition,
): Promise<Channels> {
  const contents: ChannelContent[] = [];
  let bytes = 0;
  let rows = 0;
  let columns = 0;
  for (const { ChannelName, DataSource } of definition.InputDataConfig ?? []) {
    const uri = DataSource.S3DataSource?.S3Uri ?? '';
    const found = await objects.list(uri);
    const read = await Promise.all(
      found.map(async (info) => ({ uri: info.uri, text: await objects.get(info.uri) })),
    );
    contents.push({
      name: ChannelName,
      uri,
      key: [ChannelName, uri, ...found.map(({ uri: object, etag }) => `${object}#${etag}`)].join(' '),
      objects: read,
    });
    bytes += found.reduce((sum, { size = 0 }) => sum + size, 0);
    if (contents.length > 1 && ChannelName !== 'train') continue;
    rows = read.reduce((sum, { text }) => sum + countRows(text), 0);
    const first = read[0]?.text ?? '';
    columns = Math.max(0, first.slice(0, first.indexOf('\n')).split(',').length - 1);
  }
  return { contents, rows, columns, bytes };
}
