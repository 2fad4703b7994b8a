import { tuningJobCan } from '../../api/can.ts';
import { definitionsOf } from '../../api/definitions.ts';
import type { Handler } from '../handler.ts';
import { tuningJobNotEnded, tuningJobNotRunning } from '../../api/errors.ts';
import type { TuningJobRun } from '../../api/local.ts';
import { remainingOf } from '../../api/remaining.ts';
import type { Output } from '../../api/operations.ts';
import { RpcError } from '../../lib/rpc.ts';
import { autotuneRequest } from '../autotune.ts';
import { checkCreate } from '../check-create.ts';
import { type Context, needTuningJob, readTuningJob } from '../context.ts';
import { seedOf, timeAt, toSpec, tuningJobArn } from '../convert.ts';
import { describedDefinition } from '../described.ts';
import { spendingOf } from '../money.ts';
import { page } from '../paging.ts';
import { progressOf } from '../progress.ts';
import {
  convergenceRule,
  finishSentence,
  hyperbandRule,
  medianRule,
  toFinishReceipt,
  trialsOf,
} from '../receipts.ts';
import type { TuningJobRecord } from '../records.ts';
import { bestOf, isEarlyStopped, objectiveCounters, statusCounters, toSummary } from '../summaries.ts';
import { stoppedCounters } from '../stopped-by.ts';
import { gatherEvidence, overallBest } from '../warm-start.ts';

// Checking takes several turns of the event loop: creates wait for each other, so that a name is given away once.
const creating = new WeakMap<Context['store'], Promise<unknown>>();

/** Runs a task that gives a name away after those before it. */
export function inTurn<T>({ store }: Context, task: () => Promise<T>): Promise<T> {
  const turn = (creating.get(store) ?? Promise.resolve()).then(task);
  creating.set(
    store,
    turn.catch(() => {}),
  );
  return turn;
}

export const createHyperParameterTuningJob: Handler<'CreateHyperParameterTuningJob'> = (context, given) =>
  inTurn(context, () => create(context, given));

const create: Handler<'CreateHyperParameterTuningJob'> = async (context, given) => {
  const { request, chosen } = autotuneRequest(given);
  await checkCreate(context, request);
  const name = request.HyperParameterTuningJobName;
  const warmStart = await gatherEvidence(context.store, request);
  const job: TuningJobRecord = {
    name,
    request,
    seed: seedOf(request),
    ...context.newJob(),
    status: 'InProgress',
    elapsed: 0,
    tags: [...(request.Tags ?? [])],
    events: 0,
    ...(warmStart ? { warmStart } : {}),
    ...(request.Autotune ? { autotuned: chosen } : {}),
  };
  await context.store.addTuningJob(job);
  context.start(job);
  await context.store.flush();
  return { HyperParameterTuningJobArn: tuningJobArn(name) };
};

/** Simulated seconds now: of a running job its clock, of an ended one its end. */
const now = ({ runners }: Context, job: TuningJobRecord) => runners.get(job.name)?.elapsed() ?? job.elapsed;

export const describeHyperParameterTuningJob: Handler<'DescribeHyperParameterTuningJob'> = async (
  context,
  input,
) => described(context, await readTuningJob(context, input.HyperParameterTuningJobName));

function described(context: Context, job: TuningJobRecord): Output<'DescribeHyperParameterTuningJob'> {
  const trainingJobs = context.store.trainingJobsOf(job.name);
  const { request } = job;
  const best = bestOf(job, trainingJobs);
  const overall = overallBest(job, best);
  const elapsed = now(context, job);
  const { MaxNumberOfTrainingJobsNotImproving, ConvergenceDetected } = progressOf(
    job,
    toSpec(job),
    trainingJobs,
    elapsed,
  );
  const definitions = definitionsOf(request).map(({ definition, objective }) =>
    describedDefinition(definition, objective),
  );
  return {
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: tuningJobArn(job.name),
    HyperParameterTuningJobConfig: request.HyperParameterTuningJobConfig,
    ...(request.TrainingJobDefinition
      ? { TrainingJobDefinition: definitions[0] }
      : { TrainingJobDefinitions: definitions }),
    HyperParameterTuningJobStatus: job.status,
    CreationTime: timeAt(job, 0),
    ...(job.endedAt === undefined ? {} : { HyperParameterTuningEndTime: timeAt(job, job.endedAt) }),
    LastModifiedTime: timeAt(job, job.elapsed),
    TrainingJobStatusCounters: statusCounters(trainingJobs),
    ObjectiveStatusCounters: objectiveCounters(trainingJobs),
    ...(best ? { BestTrainingJob: toSummary(job, best) } : {}),
    ...(overall ? { OverallBestTrainingJob: overall } : {}),
    ...(request.WarmStartConfig ? { WarmStartConfig: request.WarmStartConfig } : {}),
    ...(request.Autotune ? { Autotune: request.Autotune } : {}),
    ...(job.failureReason === undefined ? {} : { FailureReason: job.failureReason }),
    TuningJobCompletionDetails: {
      NumberOfTrainingJobsObjectiveNotImproving: MaxNumberOfTrainingJobsNotImproving.Count,
      ...(ConvergenceDetected.DetectedAt ? { ConvergenceDetectedTime: ConvergenceDetected.DetectedAt } : {}),
    },
    ConsumedResources: { RuntimeInSeconds: Math.round(elapsed) },
  };
}

export const listHyperParameterTuningJobs: Handler<'ListHyperParameterTuningJobs'> = async (
  { store },
  input,
) => {
  const {
    NameContains,
    StatusEquals,
    CreationTimeAfter,
    CreationTimeBefore,
    LastModifiedTimeAfter,
    LastModifiedTimeBefore,
  } = input;
  const contains = NameContains?.toLowerCase();
  const jobs = [...store.tuningJobs.values()].filter((job) => {
    const created = timeAt(job, 0);
    const modified = timeAt(job, job.elapsed);
    return (
      !job.deleted &&
      (contains === undefined || job.name.toLowerCase().includes(contains)) &&
      (StatusEquals === undefined || job.status === StatusEquals) &&
      (CreationTimeAfter === undefined || created > CreationTimeAfter) &&
      (CreationTimeBefore === undefined || created < CreationTimeBefore) &&
      (LastModifiedTimeAfter === undefined || modified > LastModifiedTimeAfter) &&
      (LastModifiedTimeBefore === undefined || modified < LastModifiedTimeBefore)
    );
  });
  const by = input.SortBy ?? 'Name';
  const key = (job: TuningJobRecord) =>
    by === 'Status' ? job.status : by === 'CreationTime' ? job.createdAt : job.name;
  const sorted = sortBy(jobs, key, input.SortOrder);
  const { items, NextToken } = page(sorted, input);
  return {
    HyperParameterTuningJobSummaries: items.map((job) => {
      const { statuses, objectives } = store.summaryOf(job);
      return {
        HyperParameterTuningJobName: job.name,
        HyperParameterTuningJobArn: tuningJobArn(job.name),
        HyperParameterTuningJobStatus: job.status,
        Strategy: job.request.HyperParameterTuningJobConfig.Strategy,
        CreationTime: timeAt(job, 0),
        ...(job.endedAt === undefined ? {} : { HyperParameterTuningEndTime: timeAt(job, job.endedAt) }),
        LastModifiedTime: timeAt(job, job.elapsed),
        TrainingJobStatusCounters: statuses,
        ObjectiveStatusCounters: objectives,
        ResourceLimits: job.request.HyperParameterTuningJobConfig.ResourceLimits,
      };
    }),
    ...(NextToken === undefined ? {} : { NextToken }),
  };
};

export const stopHyperParameterTuningJob: Handler<'StopHyperParameterTuningJob'> = async (context, input) => {
  const job = needTuningJob(context, input.HyperParameterTuningJobName);
  if (!tuningJobCan.stop(job.status)) {
    throw tuningJobNotRunning(job.name, job.status);
  }
  context.runners.get(job.name)?.stop();
  await context.store.flush();
  return {};
};

export const deleteHyperParameterTuningJob: Handler<'DeleteHyperParameterTuningJob'> = async (
  context,
  input,
) => {
  const job = needTuningJob(context, input.HyperParameterTuningJobName);
  if (!tuningJobCan.delete(job.status)) {
    throw tuningJobNotEnded(job.name);
  }
  await context.store.deleteTuningJob(job);
  return {};
};

export const describeTuningJobRun: Handler<'DescribeTuningJobRun'> = async (context, input) =>
  runOf(context, await readTuningJob(context, input.HyperParameterTuningJobName));

/** Nothing happens between the two: counters and criteria of one answer always agree. */
export const watchTuningJob: Handler<'WatchTuningJob'> = async (context, input) => {
  const job = await readTuningJob(context, input.HyperParameterTuningJobName);
  return { TuningJob: described(context, job), Run: runOf(context, job) };
};

function runOf(context: Context, job: TuningJobRecord): TuningJobRun {
  const trainingJobs = context.store.trainingJobsOf(job.name);
  const elapsed = now(context, job);
  const spec = toSpec(job);
  const hyperband = hyperbandRule(spec);
  const durations = trainingJobs.flatMap(({ endedAt, launchedAt }) =>
    endedAt === undefined ? [] : [endedAt - launchedAt],
  );
  const parts = { limit: spec.maxTrials, launched: trainingJobs.length, parallel: spec.maxParallel };
  return {
    HyperParameterTuningJobName: job.name,
    Pace: job.pace,
    ElapsedSeconds: elapsed,
    ...spendingOf(job, trainingJobs, elapsed, context.store.prices),
    Stopped: stoppedCounters(trainingJobs),
    PaceChanges: (job.paces ?? []).map(({ at, wall, pace, resumed }) => ({
      At: at,
      Time: new Date(wall),
      Pace: pace,
      Resumed: resumed === true,
    })),
    EarlyStopped: trainingJobs.filter(isEarlyStopped).length,
    ...(job.endedAt === undefined ? remainingOf(durations, parts) : {}),
    ...(job.finish
      ? {
          EndReason: finishSentence(job.finish),
          Finish: {
            At: timeAt(job, job.endedAt ?? elapsed),
            AtSeconds: job.endedAt ?? elapsed,
            Reason: toFinishReceipt(job.finish, trialsOf(job, trainingJobs)),
          },
        }
      : {}),
    Progress: progressOf(job, spec, trainingJobs, elapsed),
    MedianRule: medianRule,
    ...(hyperband ? { Hyperband: hyperband } : {}),
    Convergence: convergenceRule,
    ...(job.warmStart ? { WarmStartObservations: job.warmStart.parents.map(({ length }) => length) } : {}),
    ...(job.autotuned
      ? {
          AutotuneChoices: job.autotuned.map(({ path: Path, value: Value, why: Why }) => ({
            Path,
            Value,
            Why,
          })),
        }
      : {}),
  };
}

export const setTuningJobPace: Handler<'SetTuningJobPace'> = async (context, input) => {
  const job = needTuningJob(context, input.HyperParameterTuningJobName);
  const runner = context.runners.get(job.name);
  if (!runner) {
    throw new RpcError({
      code: 'ValidationException',
      message: `The tuning job has ended with status ${job.status}: its pace can no longer be changed.`,
      path: ['HyperParameterTuningJobName'],
    });
  }
  runner.setPace(input.Pace);
  await context.store.flush();
  return {};
};

export const listTuningJobEvents: Handler<'ListTuningJobEvents'> = async (context, input) => {
  const job = needTuningJob(context, input.HyperParameterTuningJobName);
  const all = await context.store.eventsOf(job.name);
  const { Types, TrainingJobName, Contains, StartIndex = 0 } = input;
  const text = Contains?.toLowerCase();
  const found =
    Types === undefined && TrainingJobName === undefined && text === undefined
      ? all
      : all.filter(
          (event) =>
            (Types === undefined || Types.includes(event.Type)) &&
            (TrainingJobName === undefined || event.TrainingJobName === TrainingJobName) &&
            (text === undefined ||
              event.Message.toLowerCase().includes(text) ||
              event.TrainingJobName?.toLowerCase().includes(text) === true),
        );
  const { items, NextToken } = page(StartIndex === 0 ? found : found.slice(StartIndex), input, 100);
  return { Events: items, Total: found.length, ...(NextToken === undefined ? {} : { NextToken }) };
};

/** Stable; names compare as plain text, as a service's index does. */
export function sortBy<T>(
  items: readonly T[],
  key: (item: T) => string | number,
  order: 'Ascending' | 'Descending' = 'Ascending',
): T[] {
  const sign = order === 'Descending' ? -1 : 1;
  return [...items].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -sign : left > right ? sign : 0;
  });
}
