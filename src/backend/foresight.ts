import { definitionsOf, type TuningDefinition } from '../api/definitions.ts';
import type {
  RehearsalProblem,
  RuleReplay,
  Span,
  StoppingRuleName,
  TuningJobPlan,
} from '../api/foresight.ts';
import type { CreateHyperParameterTuningJobRequest } from '../api/tuning-job.ts';
import type { Counterfactual, Past, PastTrial } from '../engine/counterfactual.ts';
import type { Band, DefinitionFacts, TuningPlan } from '../engine/plan.ts';
import type { Problem } from '../engine/rehearse.ts';
import { callbacksOf } from '../training/callbacks.ts';
import { algorithmOf } from '../training/catalog/index.ts';
import { epochsOf } from '../training/train.ts';
import {
  mostEpochs,
  signOf,
  toEngineValue,
  toSpace,
  trainingJobName,
  tunedHyperParameters,
} from './convert.ts';
import type { Definition } from './definitions.ts';
import { describedHyperParameters, describedResources } from './described.ts';
import type { WorkerTask } from './pool.ts';
import { billableSeconds, type Prices } from './prices.ts';
import { trialStatus } from './progress.ts';
import type { MetricsRecord, TrainingJobRecord, TuningJobRecord } from './records.ts';
import { runAs } from './run-as.ts';
import { resultOf } from './summaries.ts';

/** Between the service's records and shapes and the engine's plan, counterfactual and rehearsal. */

/** How a tuning job's training jobs went, as the engine replays them. */
export function pastOf(
  job: TuningJobRecord,
  records: readonly TrainingJobRecord[],
  metrics: ReadonlyMap<string, MetricsRecord>,
): Past {
  const ended = records.filter(({ endedAt }) => endedAt !== undefined);
  return {
    maxParallel: job.request.HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs,
    definitions: definitionsOf(job.request).length,
    trials: ended.map((record): PastTrial => {
      const { download, epoch, upload } = record.plan;
      const startSeconds = startOf(record);
      const lastReport = record.launchedAt + startSeconds + download + record.epochs * epoch;
      const status = trialStatus(record);
      if (status === 'running') throw new Error(`${record.name} has an end but is running`);
      return {
        definition: record.definition,
        configuration: record.configuration,
        course: {
          values: valuesOf(job, record, metrics),
          startSeconds,
          downloadSeconds: download,
          epochSeconds: epoch,
          end: {
            status,
            seconds: record.status === 'Completed' ? upload : (record.endedAt ?? 0) - lastReport,
          },
        },
        epochs: dueEpochs(job, record),
        uploadSeconds: upload,
      };
    }),
  };
}

/** The table of training jobs that strategies can be rehearsed on: those that ended with at least one value. */
export function rehearsalProblemOf(
  job: TuningJobRecord,
  records: readonly TrainingJobRecord[],
  metrics: ReadonlyMap<string, MetricsRecord>,
): RehearsalProblem {
  const rows = records
    .filter((record) => record.endedAt !== undefined && resultOf(record) !== undefined)
    .map((record) => ({
      Definition: record.definition,
      HyperParameters: { ...record.configuration },
      // All definitions are compared on one scale: the first one's direction is everybody's.
      Values: valuesOf(job, record, metrics).map((value) =>
        value === null ? null : value * signOf(job.request, 0) + 0,
      ),
      Epochs: dueEpochs(job, record),
      StartSeconds: startOf(record),
      DownloadSeconds: record.plan.download,
      EpochSeconds: record.plan.epoch,
      UploadSeconds: record.plan.upload,
    }));
  return { ...unplayed(job.request), Rows: rows, LeftOut: records.length - rows.length };
}

/** The problem of a request of which no training job is known. */
export function unplayed(request: CreateHyperParameterTuningJobRequest): RehearsalProblem {
  const definitions = definitionsOf(request);
  const [first] = definitions;
  if (!first) throw new Error(`${request.HyperParameterTuningJobName} has no definition`);
  return {
    Definitions: definitions.map(({ name, ranges }) => ({
      ...(name === undefined ? {} : { DefinitionName: name }),
      ParameterRanges: ranges,
    })),
    Objective: first.objective,
    Rows: [],
    LeftOut: 0,
  };
}

/** The same as the engine takes it; the engine minimises. */
export function toProblem({ Definitions, Objective, Rows }: RehearsalProblem): Problem {
  const sign = Objective.Type === 'Maximize' ? -1 : 1;
  return {
    definitions: Definitions.map(({ ParameterRanges }) => ({ space: toSpace(ParameterRanges) })),
    rows: Rows.map((row) => ({
      definition: row.Definition,
      configuration: row.HyperParameters,
      values: row.Values.map((value) => toEngineValue(value ?? undefined, sign)),
      epochs: row.Epochs,
      startSeconds: row.StartSeconds,
      downloadSeconds: row.DownloadSeconds,
      epochSeconds: row.EpochSeconds,
      uploadSeconds: row.UploadSeconds,
    })),
  };
}

const RULES = { off: 'Off', median: 'Median', patience: 'Patience', hyperband: 'Hyperband' } as const;

export function toRuleReplays(
  job: TuningJobRecord,
  past: Past,
  { replays }: Pick<Counterfactual, 'replays'>,
): RuleReplay[] {
  const at = ({ trial, epoch }: { readonly trial: number; readonly epoch: number }) => ({
    TrainingJobName: trainingJobName(job.name, trial),
    Epoch: epoch,
  });
  return replays.map((replay) => ({
    Rule: RULES[replay.rule.name],
    Stops: replay.stops.map(at),
    Unknown: replay.unknown.map(at),
    Epochs: toSpan(replay.epochs),
    TrainingSeconds: toSpan(replay.seconds),
    ElapsedSeconds: replay.elapsed,
    ...(replay.best ? { Best: toBest(job, past, replay.best) } : {}),
    ...(replay.bestSurvives === undefined ? {} : { BestSurvives: replay.bestSurvives }),
    SavedEpochs: toSpan(replay.saved.epochs),
    SavedTrainingSeconds: toSpan(replay.saved.seconds),
  }));
}

export const toBest = (
  job: TuningJobRecord,
  { trials }: Past,
  { trial, value }: { readonly trial: number; readonly value: number },
) => ({
  TrainingJobName: trainingJobName(job.name, trial),
  Value: value * signOf(job.request, trials[trial]?.definition ?? 0) + 0,
});

/** The rule that a request's training jobs are stopped by. */
export function ruleOf({
  HyperParameterTuningJobConfig: config,
}: CreateHyperParameterTuningJobRequest): StoppingRuleName {
  if (config.Strategy === 'Hyperband') return 'Hyperband';
  return config.TrainingJobEarlyStoppingType === 'Auto' ? 'Median' : 'Off';
}

/** What the plan needs to know of every definition. `refusals` gathers what the algorithm says of configurations. */
export function factsOf(
  request: CreateHyperParameterTuningJobRequest,
  opened: readonly Definition[],
  seed: number,
  refusals: string[],
  prices: Prices,
): DefinitionFacts[] {
  return definitionsOf(request).map((each, place) => {
    const { definition, objective } = each;
    const ready = opened[place];
    if (!ready) throw new Error(`Definition ${place} was not opened`);
    const { InstanceType = 'ml.m5.xlarge', InstanceCount = 1 } = describedResources(definition) ?? {};
    const listed = prices.perHour(InstanceType);
    const price = listed === undefined ? undefined : billableSeconds(definition, listed, prices);
    return {
      timing: (configuration, index) => {
        const tuned = tunedHyperParameters(configuration);
        const { startup, download, epoch, upload } = ready.plan(tuned, seed, index);
        const task = ready.task(tuned, seed, index, 0);
        return {
          startSeconds: startup,
          downloadSeconds: download,
          epochSeconds: epoch,
          uploadSeconds: upload,
          epochs: epochsOr(refusals, task),
          ...fewestEpochs(task),
        };
      },
      maxSeconds: ready.maxRuntime,
      everyEpoch: comesEveryEpoch(definition, objective.MetricName),
      certain: uncertain(each).length === 0,
      instances: InstanceCount,
      ...(price === undefined ? {} : { pricePerHour: price }),
    };
  });
}

/** The earliest end that the algorithm's own stopping can come to: no best at all from its first look on. */
function fewestEpochs({
  algorithm,
  hyperparameters,
  channels,
}: Pick<WorkerTask, 'algorithm' | 'hyperparameters' | 'channels'>): { fewest?: number } {
  try {
    const { stopping } = callbacksOf(algorithm, hyperparameters, Object.keys(channels));
    if (!stopping) return {};
    const { startFromEpoch, patience, minEpochs = 0 } = stopping;
    return { fewest: Math.max(startFromEpoch + Math.max(2, patience), minEpochs) };
  } catch {
    // Refused: it has no epochs either.
    return {};
  }
}

function uncertain(tuned: TuningDefinition): TuningJobPlan['Uncertain'] {
  return [
    ...(tuned.definition.EnableManagedSpotTraining ? (['Spot'] as const) : []),
    ...(runAs(tuned)?.algorithm === 'script' ? (['Script'] as const) : []),
  ];
}

/** V16 by the catalogue; a metric that it does not know is taken to come after every epoch. */
const comesEveryEpoch = (
  { AlgorithmSpecification: { TrainingImage = '' } }: TuningDefinition['definition'],
  metric: string,
): boolean => algorithmOf(TrainingImage)?.metrics.find(({ name }) => name === metric)?.perEpoch !== false;

export function toTuningJobPlan(
  request: CreateHyperParameterTuningJobRequest,
  plan: TuningPlan,
  refusals: readonly string[],
  prices: Prices,
): TuningJobPlan {
  const types = definitionsOf(request).map(
    ({ definition }) => describedResources(definition)?.InstanceType ?? 'ml.m5.xlarge',
  );
  const finite = <K extends string>(name: K, value: number) =>
    (Number.isFinite(value) ? { [name]: value } : {}) as Partial<Record<K, number>>;
  return {
    ...finite('Combinations', plan.combinations),
    ...finite('TrainingJobs', plan.trials),
    ...finite('Epochs', plan.epochs),
    ...finite('MaxResource', mostEpochs(request)),
    ...(plan.elapsed && { ElapsedSeconds: toBand(plan.elapsed) }),
    ...(plan.trainingSeconds && { TrainingSeconds: toBand(plan.trainingSeconds) }),
    ...(plan.cost && { Cost: toBand(plan.cost) }),
    Prices: prices.used(types),
    ...(plan.maxComputeSeconds === undefined ? {} : { MaxComputeSeconds: plan.maxComputeSeconds }),
    Exact: plan.exact,
    Uncertain: [...new Set(definitionsOf(request).flatMap(uncertain))],
    MayEndEarlier: plan.mayEndEarlier,
    Looked: plan.looked,
    Refused: plan.refused,
    ...(refusals[0] === undefined ? {} : { RefusedBecause: refusals[0] }),
  };
}

const toBand = ({ low, expected, high }: Band) => ({ Low: low, Expected: expected, High: high });
const toSpan = ({ atLeast, atMost }: { atLeast: number; atMost: number }): Span => ({
  AtLeast: atLeast,
  AtMost: atMost,
});

function valuesOf(
  job: TuningJobRecord,
  record: TrainingJobRecord,
  metrics: ReadonlyMap<string, MetricsRecord>,
): (number | null)[] {
  const metric = definitionsOf(job.request)[record.definition]?.objective.MetricName ?? '';
  const column = metrics.get(record.name)?.columns[metric];
  const sign = signOf(job.request, record.definition);
  return Array.from({ length: record.epochs }, (_, i) => toEngineValue(column?.[i], sign));
}

/**
 * Seconds from launch to the download, so that its epochs end when they did. A training job that had to begin again, after
 * a failure or because its instances were taken from it, counts as one that began that much later.
 */
function startOf({ transitions, launchedAt, endedAt = launchedAt, plan, epochs }: TrainingJobRecord): number {
  if (transitions.filter(({ status }) => status === 'Training').length < 2) return plan.startup;
  const trained = transitions.findLast(({ status }) => status === 'Uploading')?.at ?? endedAt;
  return Math.max(0, trained - epochs * plan.epoch - plan.download - launchedAt);
}

/** Epochs it would have had if neither a rule nor anyone had stopped it. */
function dueEpochs({ request }: TuningJobRecord, record: TrainingJobRecord): number {
  const cut = record.stop !== undefined && !['max-runtime', 'max-wait'].includes(record.stop.rule);
  return cut ? Math.max(record.epochs, epochsAsked(request, record)) : record.epochs;
}

const asked = new WeakMap<TrainingJobRecord, number>();
const runs = new WeakMap<object, NonNullable<ReturnType<typeof runAs>>>();

/**
 * Epochs that its configuration asks for, at most Hyperband's maximum resource: the one base that savings, plans and other
 * rules are counted against. 0 where the algorithm cannot tell.
 */
export function epochsAsked(
  request: CreateHyperParameterTuningJobRequest,
  record: TrainingJobRecord,
): number {
  const known = asked.get(record);
  if (known !== undefined) return known;
  const tuned = definitionsOf(request)[record.definition];
  // Thousands of training jobs have few definitions.
  const run = tuned && (runs.get(tuned.definition) ?? runAs(tuned));
  if (run) runs.set(tuned.definition, run);
  const epochs = !run
    ? 0
    : epochsOr([], {
        ...run,
        hyperparameters: {
          ...describedHyperParameters(tuned.definition, tuned.objective),
          ...tunedHyperParameters(record.configuration),
        },
      });
  const most = Math.min(epochs, mostEpochs(request));
  asked.set(record, most);
  return most;
}

/** 0 where the algorithm refuses the hyperparameters; its reason goes to `refusals`. */
function epochsOr(refusals: string[], task: Parameters<typeof epochsOf>[0]): number {
  try {
    return epochsOf(task);
  } catch (thrown) {
    refusals.push(thrown instanceof Error ? thrown.message : String(thrown));
    return 0;
  }
}
