import { definitionsOf } from '../api/definitions.ts';
import type { HyperParameterTrainingJobDefinition } from '../api/definition.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { hash32 } from '../lib/rng.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { scriptUri } from '../training/catalog/script.ts';
import {
  downloadSeconds,
  epochSeconds,
  startupSeconds,
  streamSeconds,
  uploadSeconds,
} from '../training/cost.ts';
import { type Channels, openChannels, unreadChannels } from './channels.ts';
import { mostEpochs } from './convert.ts';
import { describedHyperParameters, describedResources } from './described.ts';
import type { Objects } from './objects.ts';
import type { WorkerTask } from './pool.ts';
import type { Plan } from './records.ts';
import { runAs } from './run-as.ts';
import type { Surrogate } from '../training/surrogate/surrogate.ts';

/** A training job definition made ready to launch from: its data read, its durations modelled. */
export interface Definition {
  readonly name: string | undefined;
  /** Name of the objective metric. */
  readonly objective: string;
  /** Identity of all the data it reads: another one, other data. */
  readonly input: string;
  /** What a container says of its data before it trains. */
  readonly log: readonly string[];
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
  const most = mostEpochs(request);
  return Promise.all(
    definitionsOf(request).map(async (each) => {
      const { name, definition, objective } = each;
      const run = runAs(each);
      if (!run)
        throw new Error(`No algorithm is known for ${definition.AlgorithmSpecification.TrainingImage}`);
      const channels =
        run.algorithm === 'surrogate' && run.standsIn
          ? unreadChannels(definition)
          : await openChannels(objects, definition, { firstInstanceOnly: run.algorithm === 'script' });
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
      const { rows, columns } = channels;
      const bytes = run.algorithm === 'surrogate' ? surrogateBytes(run.surrogate, channels) : channels.bytes;
      const problem = channels.problem ?? volumeProblem(definition, bytes);
      return {
        name,
        input: channels.key,
        log: channels.log,
        objective: objective.MetricName,
        maxRuntime: definition.StoppingCondition.MaxRuntimeInSeconds ?? DEFAULT_MAX_RUNTIME,
        ...(definition.EnableManagedSpotTraining ? { spot: spotOf(definition) } : {}),
        retries: definition.RetryStrategy?.MaximumRetryAttempts ?? 0,
        plan: (tuned, seed, index) => ({
          startup: startupSeconds(seed, index),
          download: channels.streamed ? streamSeconds() : downloadSeconds(bytes),
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
          ...(problem === undefined ? {} : { problem }),
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
          ...(Number.isFinite(most) ? { most } : {}),
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

/** What one instance copies of data that is only imagined; a channel that streams is not copied. */
function surrogateBytes({ cost }: Surrogate, { streamed }: Channels): number {
  return streamed ? 0 : cost.bytes;
}

/** A volume too small for what is copied to it. An instance type with storage of its own has no volume to fill. */
function volumeProblem(definition: HyperParameterTrainingJobDefinition, bytes: number): string | undefined {
  const size = describedResources(definition)?.VolumeSizeInGB ?? 0;
  if (size === 0 || bytes <= size * 1e9) return undefined;
  return `ClientError: Data download failed: no space left on the volume. The channels hold ${(bytes / 1e9).toFixed(2)} GB, VolumeSizeInGB is ${size}. Give the instances a larger volume, or stream the channels (input mode Pipe or FastFile).`;
}
