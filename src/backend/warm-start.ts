import { definitionsOf } from '../api/definitions.ts';
import { broken } from '../api/errors.ts';
import { parseDecimal, parseInteger } from '../api/number-text.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import { checkWarmStart, type Parent } from '../api/warm-start-rules.ts';
import { outcomesOf } from '../engine/strategies/bayesian/observations.ts';
import type { Configuration, Dimension, Observation, Space } from '../engine/types.ts';
import { signOf, timeAt, toSpace, tunedHyperParameters } from './convert.ts';
import { pastOf } from './foresight.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord, WarmStartRecord } from './records.ts';
import type { Store } from './store.ts';
import { bestOf, toSummary } from './summaries.ts';

/** A tuning job as the rules on parents read it. */
export const asParent = (store: Store, job: TuningJobRecord): Parent => ({
  ...job.request,
  HyperParameterTuningJobName: job.name,
  HyperParameterTuningJobStatus: job.status,
  CreationTime: timeAt(job, 0),
  TrainingJobStatusCounters: store.summaryOf(job).statuses,
});

/** The tuning jobs a request names as parents; deleted ones are not found. */
const parentsOf = (store: Store, { WarmStartConfig }: CreateHyperParameterTuningJobRequest) =>
  (WarmStartConfig?.ParentHyperParameterTuningJobs ?? []).flatMap(
    ({ HyperParameterTuningJobName: name = '' }) => store.findTuningJob(name) ?? [],
  );

/**
 * What the parents have found, to keep with the new job: it goes on the same when a parent is deleted or the backend
 * starts anew. Undefined without warm start. Throws the first rule that a parent breaks.
 */
export async function gatherEvidence(
  store: Store,
  request: CreateHyperParameterTuningJobRequest,
): Promise<WarmStartRecord | undefined> {
  const { WarmStartConfig } = request;
  if (!WarmStartConfig) return undefined;
  const curves = new Map<string, Curves>();
  for (const { name } of parentsOf(store, request)) {
    await store.read(name);
    curves.set(name, await store.metricsOf(name));
  }
  // From here on nothing waits: what was checked is what is gathered, even if a parent is being deleted.
  const [breach] = checkWarmStart(
    request,
    parentsOf(store, request).map((job) => asParent(store, job)),
  );
  if (breach) throw broken(breach);
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
    parents: parents.map((job) => observations(store, job, curves.get(job.name) ?? new Map(), space)),
    ...(identical && best ? { best: best.summary } : {}),
  };
}

type Curves = ReadonlyMap<string, MetricsRecord>;

/**
 * What a parent's training jobs say of the child's space: each dimension gets the value they trained with, tuned or
 * static. They come to what they would count for in the parent itself: one that was stopped is credited with the
 * progress that completed ones usually made from there on; one without a finite objective says nothing.
 */
function observations(store: Store, job: TuningJobRecord, curves: Curves, space: Space): Observation[] {
  const records = store.trainingJobsOf(job.name).filter(({ endedAt }) => endedAt !== undefined);
  const outcomes = outcomesOf(
    pastOf(job, records, curves).trials.map(({ course }) => ({
      status: course.end.status,
      values: course.values,
    })),
  );
  return records.flatMap((record, i) => {
    const value = outcomes[i];
    const configuration = configurationOf(job, record, space);
    const from = { job: job.name, trial: record.name };
    return value === undefined || !configuration ? [] : [{ configuration, value, from }];
  });
}

/** The values a training job had for the dimensions; undefined where one of them it had not. */
function configurationOf(
  job: TuningJobRecord,
  record: TrainingJobRecord,
  space: Space,
): Configuration | undefined {
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
  return configuration;
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
