import { definitionsOf } from '../api/definitions.ts';
import type { Context } from './context.ts';
import { epochAt } from './held.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord } from './records.ts';

/** Epochs that a training job had reported by simulated second `at`, those of a given-up attempt left out. */
function epochsBy(record: TrainingJobRecord, at: number): number {
  let [low, high] = [0, record.epochs];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (epochAt(record, middle) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Known {
  readonly trainingJobs: readonly TrainingJobRecord[];
  readonly metrics: ReadonlyMap<string, MetricsRecord>;
}

/** What is known of a tuning job's training jobs now, or what was known at simulated second `at`. */
export async function known(
  { store }: Pick<Context, 'store'>,
  job: TuningJobRecord,
  at: number | undefined,
): Promise<Known> {
  const now = { trainingJobs: store.trainingJobsOf(job.name), metrics: await store.metricsOf(job.name) };
  if (at === undefined) return now;
  const definitions = definitionsOf(job.request);
  return past(now, at, ({ definition }) => definitions[definition]?.objective.MetricName);
}

/**
 * What was known at simulated second `at`, that second included: training jobs launched by then, each with the epochs
 * it had reported, running if it had not ended. What is given stays as it is.
 *
 * @param metricOf the objective metric of a training job
 */
function past(
  { trainingJobs, metrics }: Known,
  at: number,
  metricOf: (record: TrainingJobRecord) => string | undefined,
): Known {
  const then = trainingJobs
    .filter(({ launchedAt }) => launchedAt <= at)
    .map((record) =>
      record.endedAt !== undefined && record.endedAt <= at
        ? record
        : runningAt(record, metrics.get(record.name)?.columns[metricOf(record) ?? ''] ?? [], at),
    );
  return {
    trainingJobs: then,
    metrics: new Map(
      then.flatMap(({ name, epochs }) => {
        const own = metrics.get(name);
        return own ? [[name, firstOf(own, epochs)] as const] : [];
      }),
    ),
  };
}

function runningAt(record: TrainingJobRecord, objectives: readonly number[], at: number): TrainingJobRecord {
  const { name, tuningJob, index, definition, configuration, reason, launchedAt, plan, tags } = record;
  const epochs = epochsBy(record, at);
  const objectiveEpoch = objectives.slice(0, epochs).findLastIndex(Number.isFinite) + 1;
  const objective = objectives[objectiveEpoch - 1];
  return {
    name,
    tuningJob,
    index,
    definition,
    configuration,
    reason,
    launchedAt,
    plan,
    tags,
    epochs,
    status: 'InProgress',
    transitions: record.transitions.filter((each) => each.at <= at),
    ...(objective === undefined ? {} : { objective, objectiveEpoch }),
  };
}

function firstOf(own: MetricsRecord, epochs: number): MetricsRecord {
  if (own.checks.length <= epochs && Object.values(own.columns).every(({ length }) => length <= epochs))
    return own;
  return {
    ...own,
    columns: Object.fromEntries(
      Object.entries(own.columns).map(([metric, values]) => [metric, values.slice(0, epochs)]),
    ),
    checks: own.checks.slice(0, epochs),
  };
}
