import { definitionsOf } from '../api/definitions.ts';
import { broken } from '../api/errors.ts';
import { parseDecimal, parseInteger } from '../api/number-text.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { checkWarmStart, type Parent } from '../api/warm-start-rules.ts';
import type { Dimension, Observation, Space } from '../engine/types.ts';
import { signOf, timeAt, toSpace, tunedHyperParameters } from './convert.ts';
import type { TrainingJobRecord, TuningJobRecord, WarmStartRecord } from './records.ts';
import type { Store } from './store.ts';
import { bestOf, isEarlyStopped, statusCounters, toSummary } from './summaries.ts';

/** A tuning job as the rules on parents read it. */
export const asParent = (store: Store, job: TuningJobRecord): Parent => ({
  ...job.request,
  HyperParameterTuningJobName: job.name,
  HyperParameterTuningJobStatus: job.status,
  CreationTime: timeAt(job, 0),
  TrainingJobStatusCounters: statusCounters(store.trainingJobsOf(job.name)),
});

/** The tuning jobs a request names as parents; deleted ones are not found. */
const parentsOf = (store: Store, { WarmStartConfig }: CreateHyperParameterTuningJobRequest) =>
  (WarmStartConfig?.ParentHyperParameterTuningJobs ?? []).flatMap(
    ({ HyperParameterTuningJobName: name = '' }) => store.findTuningJob(name) ?? [],
  );

/** Throws the first rule that a parent of the request breaks. */
export function refuseUnfitParents(store: Store, request: CreateHyperParameterTuningJobRequest): void {
  const parents = parentsOf(store, request).map((job) => asParent(store, job));
  const [breach] = checkWarmStart(request, parents);
  if (breach) throw broken(breach);
}

/**
 * What the parents have found, to keep with the new job: it goes on the same when a parent is deleted or the backend
 * starts anew. Undefined without warm start. The parents have been checked.
 */
export function gatherEvidence(
  store: Store,
  request: CreateHyperParameterTuningJobRequest,
): WarmStartRecord | undefined {
  const { WarmStartConfig } = request;
  if (!WarmStartConfig) return undefined;
  const [own] = definitionsOf(request);
  const space = toSpace(own?.ranges);
  const parents = parentsOf(store, request);
  const identical = WarmStartConfig.WarmStartType === 'IdenticalDataAndAlgorithm';
  const best = parents
    .flatMap((job) => {
      const found = bestOf(job, store.trainingJobsOf(job.name));
      return found?.objective === undefined
        ? []
        : [{ cost: found.objective * signOf(request, 0), summary: toSummary(job, found) }];
    })
    .reduce<{ cost: number; summary: ReturnType<typeof toSummary> } | undefined>(
      (least, each) => (!least || each.cost < least.cost ? each : least),
      undefined,
    );
  return {
    type: identical ? 'identical' : 'transfer',
    parents: parents.map((job) =>
      store.trainingJobsOf(job.name).flatMap((record) => observation(job, record, space) ?? []),
    ),
    ...(identical && best ? { best: best.summary } : {}),
  };
}

/**
 * What a parent's training job says of the child's space: each dimension gets the value it trained with, tuned or
 * static. Completed ones count, and those that the early stopping rule stopped, by their last value: they show where
 * not to look. One stopped for another reason was cut off at any point, which says nothing of where it was going.
 */
function observation(job: TuningJobRecord, record: TrainingJobRecord, space: Space): Observation | undefined {
  const { status, objective } = record;
  const counts = status === 'Completed' || (status === 'Stopped' && isEarlyStopped(record));
  if (!counts || objective === undefined || !Number.isFinite(objective)) return undefined;
  const trainedWith: Readonly<Record<string, string>> = {
    ...definitionsOf(job.request)[record.definition]?.definition.StaticHyperParameters,
    ...tunedHyperParameters(record.configuration),
  };
  const configuration: Record<string, number | string> = {};
  for (const dimension of space) {
    const value = read(dimension, trainedWith[dimension.name]);
    if (value === undefined) return undefined;
    configuration[dimension.name] = value;
  }
  return { configuration, value: objective * signOf(job.request, record.definition) + 0 };
}

/** A parent's value on the child's dimension; undefined where it was not set or does not read as its kind. */
function read({ kind }: Dimension, text: string | undefined): number | string | undefined {
  if (text === undefined || kind === 'categorical') return text;
  return kind === 'integer' ? parseInteger(text) : parseDecimal(text);
}

/** Best training job of this job and its parents, for the type that compares them; undefined where none has one. */
export function overallBest(
  job: TuningJobRecord,
  own: TrainingJobRecord | undefined,
): ReturnType<typeof toSummary> | undefined {
  if (job.warmStart?.type !== 'identical') return undefined;
  const { best } = job.warmStart;
  const theirs = best?.FinalHyperParameterTuningJobObjectiveMetric?.Value;
  const sign = signOf(job.request, 0);
  // A tie stays with the parent, which was first.
  const better =
    own?.objective !== undefined && (theirs === undefined || own.objective * sign < theirs * sign);
  return better && own ? toSummary(job, own) : best;
}
