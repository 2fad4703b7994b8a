import { trainingJobCan } from '../../api/can.ts';
import { trainingJobNotRunning } from '../../api/errors.ts';
import { definitionOf, needTrainingJob, readTuningJob, type Context } from '../context.ts';
import { whyNotStopped } from '../../engine/early-stopping.ts';
import { bracketOf, rungTable } from '../../engine/hyperband.ts';
import { signOf, timeAt, toSpec, trainingJobArn, tunedHyperParameters, tuningJobArn } from '../convert.ts';
import { describedAlgorithm, describedHyperParameters, describedResources } from '../described.ts';
import { epochAt } from '../held.ts';
import { learnerCallbacks } from '../callbacks.ts';
import type { Handler } from '../handler.ts';
import { page } from '../paging.ts';
import { billableSeconds } from '../prices.ts';
import {
  hyperbandRule,
  medianRule,
  toKeepReceipt,
  toLaunchReceipt,
  toRungReceipts,
  toStopReceipt,
  trialsOf,
} from '../receipts.ts';
import type { TrainingJobRecord, TuningJobRecord } from '../records.ts';
import { runAs } from '../run-as.ts';
import { startedAt, toSummary, trainingSeconds } from '../summaries.ts';
import { sortBy } from './tuning-jobs.ts';

/** The tuning job a training job belongs to, deleted or not. */
export function ownerOf({ store }: Context, record: TrainingJobRecord): TuningJobRecord {
  const job = store.tuningJobs.get(record.tuningJob);
  if (!job) throw new Error(`${record.name} belongs to no tuning job`);
  return job;
}

export const listTrainingJobs: Handler<'ListTrainingJobsForHyperParameterTuningJob'> = async (
  context,
  input,
) => {
  const job = await readTuningJob(context, input.HyperParameterTuningJobName);
  const by = input.SortBy ?? 'Name';
  const found = context.store
    .trainingJobsOf(job.name)
    .filter(({ status }) => input.StatusEquals === undefined || status === input.StatusEquals)
    .filter(({ objective }) => by !== 'FinalObjectiveMetricValue' || objective !== undefined);
  const key = (record: TrainingJobRecord) => {
    if (by === 'FinalObjectiveMetricValue') return record.objective ?? 0;
    if (by === 'CreationTime') return record.launchedAt;
    return by === 'Status' ? record.status : record.name;
  };
  const { items, NextToken } = page(sortBy(found, key, input.SortOrder), input);
  return {
    TrainingJobSummaries: items.map((record) => toSummary(job, record)),
    ...(NextToken === undefined ? {} : { NextToken }),
  };
};

const MESSAGES: Readonly<Record<string, string>> = {
  Starting: 'Starting the training job',
  Downloading: 'Downloading input data',
  Training: 'Training image download completed. Training in progress.',
  Uploading: 'Uploading generated training model',
  Stopping: 'Stopping the training job',
  Stopped: 'Training job stopped',
  Restarting: 'Starting the training job anew after an internal error',
  Interrupted: 'Spot capacity was reclaimed; waiting for capacity',
  MaxWaitTimeExceeded: 'Training job wait time exceeded MaxWaitTimeInSeconds provided',
  MaxRuntimeExceeded: 'Training job runtime exceeded MaxRuntimeInSeconds provided',
  Completed: 'Training job completed',
  Failed: 'Training job failed',
};

/** What a status means; of training that was interrupted before, also from where it goes on. */
function messageOf(
  { status, after }: TrainingJobRecord['transitions'][number],
  earlier: TrainingJobRecord['transitions'],
): string {
  const message = MESSAGES[status] ?? status;
  if (status !== 'Training' || !earlier.some((each) => each.status === 'Interrupted')) return message;
  return after === undefined
    ? `${message} It begins anew.`
    : `${message} It goes on from the checkpoint after epoch ${after}.`;
}

export const describeTrainingJob: Handler<'DescribeTrainingJob'> = async (context, input) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  const job = ownerOf(context, record);
  const { definition, objective } = definitionOf(job, record);
  const metrics = (await context.store.metricsOf(job.name)).get(record.name);
  const started = startedAt(record);
  const held = trainingSeconds(record, context.runners.get(job.name)?.elapsed() ?? job.elapsed);
  const seconds = Math.round(held);
  // Spot capacity is told as fewer seconds at the price on demand, so the saving is 1 − billable ÷ training (rules.md §13).
  const billed = Math.round(billableSeconds(definition, held, context.store.prices));
  const last = record.transitions.at(-1);
  const finals = Object.entries(metrics?.columns ?? {}).flatMap(([MetricName, values]) => {
    const at = values.findLastIndex((value) => Number.isFinite(value));
    const Value = values[at];
    return Value === undefined
      ? []
      : [{ MetricName, Value, Timestamp: timeAt(job, epochAt(record, at + 1)) }];
  });
  const same = finals.find(({ MetricName }) => MetricName === objective.MetricName);
  return {
    TrainingJobName: record.name,
    TrainingJobArn: trainingJobArn(record.name),
    TuningJobArn: tuningJobArn(job.name),
    ModelArtifacts: {
      S3ModelArtifacts: record.artifact ?? artifactUri(definition.OutputDataConfig.S3OutputPath, record.name),
    },
    TrainingJobStatus: record.status,
    SecondaryStatus: last?.status ?? 'Starting',
    ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
    HyperParameters: {
      ...describedHyperParameters(definition, objective),
      ...tunedHyperParameters(record.configuration),
    },
    AlgorithmSpecification: {
      ...describedAlgorithm(definition, objective),
      EnableSageMakerMetricsTimeSeries: true,
    },
    RoleArn: definition.RoleArn,
    InputDataConfig: definition.InputDataConfig,
    OutputDataConfig: definition.OutputDataConfig,
    ResourceConfig: describedResources(definition),
    VpcConfig: definition.VpcConfig,
    StoppingCondition: definition.StoppingCondition,
    CreationTime: timeAt(job, record.launchedAt),
    ...(started === undefined ? {} : { TrainingStartTime: timeAt(job, started) }),
    ...(record.endedAt === undefined ? {} : { TrainingEndTime: timeAt(job, record.endedAt) }),
    LastModifiedTime: timeAt(job, Math.max(last?.at ?? 0, epochAt(record, record.epochs))),
    SecondaryStatusTransitions: record.transitions.map((transition, i) => {
      const { status, at } = transition;
      const until = record.transitions[i + 1]?.at ?? record.endedAt;
      return {
        Status: status,
        StartTime: timeAt(job, at),
        ...(until === undefined ? {} : { EndTime: timeAt(job, until) }),
        StatusMessage: messageOf(transition, record.transitions.slice(0, i)),
      };
    }),
    // The service adds the objective once more under this name (spec api.md §6).
    FinalMetricDataList: [...finals, ...(same ? [{ ...same, MetricName: 'ObjectiveMetric' }] : [])].slice(
      0,
      40,
    ),
    EnableNetworkIsolation: definition.EnableNetworkIsolation,
    EnableInterContainerTrafficEncryption: definition.EnableInterContainerTrafficEncryption,
    EnableManagedSpotTraining: definition.EnableManagedSpotTraining,
    CheckpointConfig: definition.CheckpointConfig,
    ...(seconds > 0 ? { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: billed } : {}),
    Environment: definition.Environment,
    RetryStrategy: definition.RetryStrategy,
  };
};

/** Where the model goes; plain JSON here, where a container would pack model.tar.gz. */
export const artifactUri = (outputPath: string, trainingJob: string, file = 'model.json') =>
  `${outputPath.replace(/\/+$/, '')}/${trainingJob}/output/${file}`;

export const stopTrainingJob: Handler<'StopTrainingJob'> = async (context, input) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  if (!trainingJobCan.stop(record.status)) {
    throw trainingJobNotRunning(record.status);
  }
  context.runners.get(record.tuningJob)?.stopTrainingJob(record);
  await context.store.flush();
  return {};
};

export const describeTrainingJobDecisions: Handler<'DescribeTrainingJobDecisions'> = async (
  context,
  input,
) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  const job = ownerOf(context, record);
  const sign = signOf(job.request, record.definition);
  const trials = trialsOf(job, context.store.trainingJobsOf(job.name));
  const metrics = (await context.store.metricsOf(job.name)).get(record.name);
  const checks = metrics?.checks ?? [];
  const tuned = definitionOf(job, record);
  const callbacks = learnerCallbacks({
    algorithm: runAs(tuned)?.algorithm ?? 'surrogate',
    hyperparameters: {
      ...describedHyperParameters(tuned.definition, tuned.objective),
      ...tunedHyperParameters(record.configuration),
    },
    channels: (tuned.definition.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName),
    columns: metrics?.columns ?? {},
  });
  const spec = toSpec(job);
  const hyperband = hyperbandRule(spec);
  const failed = record.status === 'Failed';
  const keep =
    record.keep ??
    (failed ? whyNotStopped(spec, { ...record, status: 'failed', values: [], checks }) : undefined);
  return {
    TrainingJobName: record.name,
    Launch: toLaunchReceipt(record.reason, record.index, trials),
    Thresholds: checks.map(({ threshold }) => (threshold === null ? null : threshold * sign + 0)),
    ...(record.stop ? { Stop: toStopReceipt(record.stop, record.index, trials) } : {}),
    ...(keep ? { Keep: toKeepReceipt(keep, record.index, trials) } : {}),
    ...(failed ? { FailedAfter: record.epochs } : {}),
    MedianRule: medianRule,
    ...(callbacks ? { Callbacks: callbacks } : {}),
    ...(hyperband
      ? {
          Hyperband: {
            ...hyperband,
            Bracket: bracketOf(spec, record.index),
            Rungs: toRungReceipts(rungTable({ checks }), sign),
          },
        }
      : {}),
  };
};
