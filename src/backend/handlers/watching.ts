import { definitionsOf } from '../../api/definitions.ts';
import { averagesAt } from '../../engine/early-stopping.ts';
import { definitionOf, needTrainingJob, readTuningJob } from '../context.ts';
import { signOf } from '../convert.ts';
import { epochAt } from '../held.ts';
import { epochsAsked } from '../foresight.ts';
import type { Handler } from '../handler.ts';
import { trialOf } from '../live.ts';
import { pricesOf } from '../money.ts';
import { known } from '../past.ts';
import { trialStatus } from '../progress.ts';
import { trialsOf } from '../receipts.ts';
import { stoppedBy } from '../stopped-by.ts';
import { resultOf } from '../summaries.ts';
import { ownerOf } from './training-jobs.ts';

export const describeTuningJobTimeline: Handler<'DescribeTuningJobTimeline'> = async (context, input) => {
  const job = await readTuningJob(context, input.HyperParameterTuningJobName);
  const definitions = definitionsOf(job.request);
  const prices = pricesOf(job, context.store.prices);
  const elapsed = context.runners.get(job.name)?.elapsed() ?? job.elapsed;
  // Now, the curves are not needed, which may still lie in the database.
  const trainingJobs =
    input.AtSeconds === undefined
      ? context.store.trainingJobsOf(job.name)
      : (await known(context, job, input.AtSeconds)).trainingJobs;
  return {
    ElapsedSeconds: Math.min(elapsed, input.AtSeconds ?? elapsed),
    TrainingJobs: trainingJobs.map((record) => {
      const definition = definitions[record.definition]?.name;
      const asked = epochsAsked(job.request, record);
      const by = stoppedBy(record);
      const value = resultOf(record);
      const price = prices[record.definition];
      return {
        TrainingJobName: record.name,
        ...(definition === undefined ? {} : { DefinitionName: definition }),
        Status: record.status,
        LaunchedAt: record.launchedAt,
        ...(record.endedAt === undefined ? {} : { EndedAt: record.endedAt }),
        Transitions: record.transitions.map(({ status: Status, at: At, after }) => ({
          Status,
          At,
          ...(after === undefined ? {} : { AfterEpoch: after }),
        })),
        EpochSeconds: record.plan.epoch,
        UploadSeconds: record.plan.upload,
        Epochs: record.epochs,
        ...(price === undefined ? {} : { PricePerHour: price }),
        ...(asked > 0 ? { EpochsAsked: asked } : {}),
        ...(value === undefined ? {} : { Value: value }),
        Competes: trialStatus(record) === 'completed' && value !== undefined,
        ...(by ? { StoppedBy: by } : {}),
        ...(record.retryable === undefined ? {} : { Retryable: record.retryable }),
      };
    }),
  };
};

export const describeRunningAverages: Handler<'DescribeRunningAverages'> = async (context, input) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  const job = ownerOf(context, record);
  const { objective } = definitionOf(job, record);
  const sign = signOf(job.request, record.definition);
  const metrics = await context.store.metricsOf(job.name);
  const own = metrics.get(record.name);
  const value = own?.columns[objective.MetricName]?.[input.Epoch - 1];
  const check = own?.checks[input.Epoch - 1];
  const at = epochAt(record, input.Epoch);
  const all = context.store.trainingJobsOf(job.name);
  // What had completed by then: in simulated time, and at the same moment in launch order, as the runner handles them.
  const before = all.filter(
    ({ status, endedAt = Number.POSITIVE_INFINITY, index }) =>
      status === 'Completed' && (endedAt < at || (endedAt === at && index < record.index)),
  );
  const completed = before.flatMap((other) => {
    const curves = metrics.get(other.name);
    const metric = definitionOf(job, other).objective.MetricName;
    return curves ? [trialOf(other, curves, { metric, sign })] : [];
  });
  const trials = trialsOf(job, all);
  return {
    Epoch: input.Epoch,
    Value: value === undefined || !Number.isFinite(value) ? null : value,
    Threshold: check?.threshold === undefined || check.threshold === null ? null : check.threshold * sign + 0,
    Compared:
      value === undefined
        ? []
        : averagesAt(completed, record.definition, input.Epoch).map(({ trial, average }) => ({
            TrainingJobName: trials.name(trial),
            RunningAverage: average * sign + 0,
          })),
  };
};

export const getTrainingJobLog: Handler<'GetTrainingJobLog'> = async (context, input) => {
  const record = await needTrainingJob(context, input.TrainingJobName);
  const log = (await context.store.metricsOf(record.tuningJob)).get(record.name)?.log;
  return {
    Lines: (log?.lines ?? []).map(({ epoch, text }) => ({ Epoch: epoch, Text: text })),
    LeftOut: log?.leftOut ?? 0,
    Kept: log !== undefined,
  };
};
